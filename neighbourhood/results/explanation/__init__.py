"""Why each project was chosen or not, told step by step from the published record."""
