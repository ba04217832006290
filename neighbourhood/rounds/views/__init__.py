"""Public pages of editions, and drafts for those who have their link."""

from neighbourhood.rounds.views import editions, previews

__all__ = ["editions", "previews"]
