"""Results: publications, explanation, open data."""
