"""Tests of the commands that operators run."""
