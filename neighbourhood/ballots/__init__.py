"""Ballots: casting, changing, sealing, receipts."""
