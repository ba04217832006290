"""Committees: seats, meetings with their minutes, interests, decisions."""
