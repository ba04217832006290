"""What the pages of projects show: cards of a list, one project, how a round is counted."""
