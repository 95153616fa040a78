"""The inner ring: text to text and text to spans. Knows no table and no file."""
