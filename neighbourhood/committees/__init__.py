"""Committees: seats, meetings, interests, decisions, the ledger of the fund."""
