"""Promises about the whole house."""
