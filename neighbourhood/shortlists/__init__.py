"""From many ideas to a short list: residents' support, or a jury."""
