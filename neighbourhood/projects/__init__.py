"""Projects: from the first sentence to the ballot."""
