"""Comparisons: one past vote counted in several ways, side by side; nothing of it is kept."""
