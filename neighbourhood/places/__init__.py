"""Places: the city and the tree of its places."""
