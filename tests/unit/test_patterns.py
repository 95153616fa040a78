"""No regular expression of the package takes exponential time, whatever text a report brings."""

import re

import pytest

import patterns
from projects import ROOT
from sijill.furnishings import load as furnishings
from sijill.normalize.furniture import compile_lexicon


@pytest.mark.parametrize(
    "pattern",
    [r"(a+)+", r"(a*b?)*", r"(?:#\S+[\s,]*)+", r"(?:<!--.*?-->\s*)*<", r"(\w+\d*)+", r"(x+|y)*", r"(?:[ab]+|[bc]+)+"],
)
def test_repeats_that_cut_one_text_in_many_ways_are_found(pattern):
    assert patterns.nested_repeats(pattern, 0)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+b)+",
        r"(?:\w+ )*\w+",
        r"[^\W\d]+(?: [^\W\d]+)*",
        r"(?:#\S++\s*+)++",
        r"(?:<!--(?>.*?-->)\s*+)*+",
        r"(\d{1,3},)+",
    ],
)
def test_repeats_that_cut_it_in_one_way_are_left_alone(pattern):
    assert not patterns.nested_repeats(pattern, 0)


def test_no_pattern_of_the_package_repeats_within_a_repeat():
    found = patterns.compiled()
    assert len(found) > 100 and any("#" in str(pattern) for pattern, _ in found)
    slow = [(module, pattern) for (pattern, flags), module in found.items() if patterns.nested_repeats(pattern, flags)]
    assert not slow


def test_nor_does_any_that_is_made_of_the_codebook(monkeypatch):
    made = []
    original = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: made.append(original(*given)) or made[-1])
    compile_lexicon(furnishings(ROOT / "resources/codebook"))
    assert len(made) > 3
    assert not [one.pattern for one in made if patterns.nested_repeats(one.pattern, one.flags)]
