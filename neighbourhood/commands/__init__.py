"""The commands `neighbourhood …`."""
