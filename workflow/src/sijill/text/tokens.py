"""Words, digit groups and marks of folded text, and the proclitics a word may carry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

# digits keep their inner separators (1,200  15:48  2018-04-14  5-7): what they mean is decided by the readers
TOKEN = re.compile(r"[0-9]+(?:[.,:/٫٬\-][0-9]+)*|[^\W\d_]+|[^\s]")
DIGITS = frozenset("0123456789")
_CACHED_WORDS = 1 << 16


class Tokens(NamedTuple):
    """The tokens of a folded text, in order: their texts and where they start (code points)."""

    words: tuple[str, ...]
    starts: tuple[int, ...]

    def end(self, at: int) -> int:
        """Where the token at position `at` ends."""
        return self.starts[at] + len(self.words[at])


# both readers of a text ask for the same tokens, one after the other
@lru_cache(maxsize=2)
def tokenize(folded: str) -> Tokens:
    """All tokens of a folded text; white space is left out."""
    words = TOKEN.findall(folded)
    starts, at = [], 0
    for word in words:  # only white space stands between tokens, so that each is found where it stands
        at = folded.find(word, at)
        starts.append(at)
        at += len(word)
    return Tokens(tuple(words), tuple(starts))


def word_set(words: str) -> frozenset[str]:
    """The words of a string, as a set."""
    return frozenset(words.split())


@lru_cache(maxsize=_CACHED_WORDS)
def readings(word: str) -> tuple[tuple[int, str], ...]:
    """A word with ever more proclitics taken off, as (letters taken off, rest); «لل» gives back its article.

    Only possible readings: the caller keeps the first whose rest its lexicon knows.
    """
    found = [(0, word)]
    for conjunction in ("", "و", "ف"):
        if not word.startswith(conjunction) or len(word) - len(conjunction) < 2:
            continue
        bare = word[len(conjunction) :]
        if conjunction:
            found.append((1, bare))
        for preposition in "بلك":
            if bare[0] == preposition and len(bare) > 2:
                found.append((len(conjunction) + 1, bare[1:]))
        if bare.startswith("لل") and len(bare) > 3:
            found.append((len(conjunction) + 1, "ا" + bare[1:]))
    return tuple(found)


PROCLITICS = tuple(joint + preposition for joint in ("", "و", "ف") for preposition in ("", "ب", "ل", "ك"))


def written(words: Iterable[str], is_read: Callable[[str], bool]) -> frozenset[str]:
    """The ways in which words may stand in a text, proclitics included, as far as `is_read` reads them there.

    To ask whether a token is one of them takes no look at its letters: most tokens of a text are none.
    """
    ways = {
        proclitic + way
        for word in words
        for way in ((word, "ل" + word.removeprefix("ا")) if word.startswith("ال") else (word,))
        for proclitic in PROCLITICS
    }
    return frozenset(way for way in ways if is_read(way))
