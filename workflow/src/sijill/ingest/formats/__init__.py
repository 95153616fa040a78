"""One module per format; each has `read(source) -> Iterator[Record]`, which numbers the records from 0."""
