"""The trail: an append-only, hash-chained record of every act of power."""

from neighbourhood.trail.services import record

__all__ = ["record"]
