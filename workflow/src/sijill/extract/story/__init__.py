"""The story: what a report tells as a whole, and what one sentence may take over from another."""
