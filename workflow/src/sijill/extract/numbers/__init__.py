"""How many: counted phrases, and the event whose killed, wounded or detained they count."""
