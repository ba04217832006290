"""What the pages of rounds and editions show."""
