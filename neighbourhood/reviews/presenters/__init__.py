"""Views of what the reviewers' desk shows."""
