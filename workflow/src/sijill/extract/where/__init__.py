"""Where: the place of an event, told by its own clause."""
