"""When: the time of an event, and not that of speaking or of another act."""
