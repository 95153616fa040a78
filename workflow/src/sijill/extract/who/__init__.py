"""Who: the roles that grammatical functions mean, and doers who are named elsewhere or cannot have done it."""
