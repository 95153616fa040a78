"""Names: which actor, place, person or office a name means, with the reason where it cannot be decided."""
