"""Places: the city and its neighbourhoods."""
