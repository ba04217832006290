"""What pages say of results beside their explanation."""
