"""Rounds: schemes, editions, rounds, phases, funds, frozen rules."""
