"""Messages as mail: worded in the receiver's language, made into letters, carried away."""
