"""The demo city: a real vote recounted, an invented edition in every phase, and people one
may be.
"""
