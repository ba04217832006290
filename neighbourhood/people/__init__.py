"""People: accounts, sign-in, residency, roles."""
