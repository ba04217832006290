"""The outbox: messages to people in their language, written with their cause and sent later."""

from neighbourhood.outbox.services import queue

__all__ = ["queue"]
