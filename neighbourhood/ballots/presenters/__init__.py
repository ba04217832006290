"""What the pages of ballots show."""
