"""What pages show of short lists."""
