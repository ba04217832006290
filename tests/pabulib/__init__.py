"""Tests of reading and writing Pabulib files."""
