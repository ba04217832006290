"""Journeys in a real Chromium, through the demo city."""
