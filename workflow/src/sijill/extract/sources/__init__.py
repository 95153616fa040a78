"""Who says so: verbs of saying, the phrases that name a source, and how far a claim reaches."""
