"""What the pages of committees show."""
