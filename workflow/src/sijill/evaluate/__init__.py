"""Measures the dataset against events labelled by people."""

from sijill.evaluate.match import Event
from sijill.evaluate.page import render
from sijill.evaluate.results import lines, run
from sijill.evaluate.score import score
from sijill.evaluate.tellings import tellings

__all__ = ["Event", "lines", "render", "run", "score", "tellings"]
