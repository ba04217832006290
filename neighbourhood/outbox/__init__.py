"""The outbox: messages to people in their language, written with their cause and sent later."""

from neighbourhood.outbox.services import note_told_in_person, queue

__all__ = ["note_told_in_person", "queue"]
