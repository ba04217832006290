"""Organisations of a place: who they are, and who speaks for them."""
