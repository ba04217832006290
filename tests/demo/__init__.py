"""The demo city: what stands in it, and being its people."""
