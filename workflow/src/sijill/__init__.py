"""Sijill: Arabic news reports about armed conflict, read into an event dataset."""

__version__ = "0.1.0"
