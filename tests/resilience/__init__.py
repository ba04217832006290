"""Races and kills: what must hold when many come at once and when the machine dies."""
