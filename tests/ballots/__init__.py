"""Tests of the vote."""
