"""A sentence as the grammar sees it: word tokens, and the items (names, triggers, cues …) that stand on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sijill.text.match import Hit
from sijill.text.segment import token_spans
from sijill.text.tokens import word_set

ALI = "عليّ"  # the name, where the letters as written tell it from «على»: no folded word has a shadda
FORCES = frozenset(("القوات", "والقوات", "للقوات", "الطايرات", "المقاتلات", "الطيران", "القاذفات", "المدفعيه"))
BESIEGED = "المحاصره"  # «البلدة المحاصرة»: an adjective, and no siege
THEIRS = frozenset(("هم", "هما", "هن"))  # pronouns of several people
COMMAS = ("،", ",")
STOPS = frozenset(".؟!؛?;")
RELATIVES = word_set("الذي التي الذين اللذان اللذين اللتان اللتين اللواتي")
# Kinds that exclude each other on the same words: the longest reading wins, at equal length the first named here.
NAMING = ("trigger", "actor", "place", "support")
_RANK = {kind: rank for rank, kind in enumerate(NAMING)}
# Kinds that may stand on the same words: a country is actor and place, a verb light or a trigger.
_TWO_READINGS = tuple(
    frozenset(pair) for pair in (("actor", "place"), ("trigger", "support"), ("trigger", "place"), ("support", "place"))
)
T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Item:
    """Something the lexicons know, on tokens first … last (half-open), at offsets start … end of the match view.

    It is never changed: another item takes its place. (A frozen one would take three times as long to make.)
    """

    kind: str
    first: int
    last: int
    start: int
    end: int
    value: Any
    proclitic: str = ""
    suffix: str = ""
    definite: bool = False

    @property
    def prep(self) -> str:
        """The preposition written onto the first word (ب، ل، ك), or ""."""
        return self.proclitic[-1] if self.proclitic and self.proclitic[-1] in "بلك" else ""

    @property
    def joined(self) -> bool:
        """Whether «و» or «ف» joins it to what stands before."""
        return self.proclitic[:1] in ("و", "ف")


def _place(item: Item) -> tuple[int, int]:
    """What orders items: the first before the others, the longest of those that begin together before these."""
    return item.start, -item.end


@dataclass
class Sentence:
    """Tokens (view offsets) and items of one sentence; `text` is the whole match view.

    Items of a kind stand in text order. They change only through `add` and `keep`, which keep the look-ups true.
    """

    text: str
    number: int
    role: str
    start: int
    end: int
    tokens: list[tuple[int, int]] = field(default_factory=list)
    items: dict[str, list[Item]] = field(default_factory=dict)
    quotes: frozenset[int] = frozenset()  # tokens that a quotation mark or a colon stands before
    known: list[Hit] | None = None  # what the lexicons find in the whole text, sorted by start

    def __post_init__(self) -> None:
        self.words = [self.text[start:end] for start, end in self.tokens]
        self._covers: dict[str, dict[int, Item]] = {}
        self._several: dict[tuple[str, ...], list[Item]] = {}
        self._stops: list[int] | None = None
        self._read: dict[Hashable, Any] = {}

    def once(self, what: Hashable, read: Callable[[], T]) -> T:
        """What is read from the sentence as it stands, read once; items that change make it be read again."""
        if what not in self._read:
            self._read[what] = read()
        found: T = self._read[what]
        return found

    def word(self, index: int) -> str:
        """The text of a token; "" outside the sentence."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def add(self, kind: str, start: int, end: int, value: Any) -> None:
        """Put an item, behind those of its kind, on the tokens that view[start:end] touches."""
        first = max(0, bisect_right(self.tokens, start, key=lambda token: token[0]) - 1)
        last = bisect_left(self.tokens, end, key=lambda token: token[1]) + 1
        self.keep(kind, [*self.items.get(kind, ()), Item(kind, first, last, start, end, value)])

    def keep(self, kind: str, items: list[Item]) -> None:
        """The items of a kind from now on, in text order; the same as before leave what was read of them."""
        if items == self.items.get(kind, []):  # as Item has no equality of its own: the very same
            return
        self.items[kind] = items
        self._covers.pop(kind, None)
        self._several = {kinds: found for kinds, found in self._several.items() if kind not in kinds}
        self._stops = None
        self._read.clear()

    def of(self, *kinds: str) -> list[Item]:
        """Items of these kinds in text order."""
        if len(kinds) == 1:
            return self.items.get(kinds[0], [])
        if (found := self._several.get(kinds)) is None:
            found = sorted([item for kind in kinds for item in self.items.get(kind, ())], key=_place)
            self._several[kinds] = found
        return found

    def at(self, index: int, *kinds: str) -> Item | None:
        """The item of these kinds that covers a token, the longest one."""
        if len(kinds) == 1:
            cover = self._covers.get(kinds[0])
            return (self._cover(kinds[0]) if cover is None else cover).get(index)
        best: Item | None = None
        most = 0
        for kind in kinds:
            cover = self._covers.get(kind)
            if cover is None:
                cover = self._cover(kind)
            if (item := cover.get(index)) is not None and item.last - item.first > most:
                best, most = item, item.last - item.first
        return best

    def _cover(self, kind: str) -> dict[int, Item]:
        """The longest item of a kind for each token that has one."""
        cover: dict[int, Item] = {}
        for item in self.items.get(kind, ()):
            for index in range(item.first, item.last):
                other = cover.setdefault(index, item)
                if other is not item and other.last - other.first < item.last - item.first:
                    cover[index] = item
        self._covers[kind] = cover
        return cover

    def stop_between(self, first: int, last: int) -> bool:
        """Whether a full stop, a clause conjunction or the like stands on tokens first … last."""
        stop = self.next_stop(first)
        return stop is not None and stop < last

    def next_stop(self, first: int) -> int | None:
        """The first such token from a token on."""
        if self._stops is None:
            marks = [index for index, word in enumerate(self.words) if word in STOPS]
            self._stops = sorted([*marks, *(item.first for item in self.items.get("boundary", ()))])
        at = bisect_left(self._stops, first)
        return self._stops[at] if at < len(self._stops) else None


def build(
    view: str,
    number: int,
    role: str,
    start: int,
    end: int,
    hits: list[Hit],
    tokens: list[tuple[int, int]] | None = None,
) -> Sentence:
    """The sentence on view[start:end] with the hits in it (hit values are (kind, payload)), and its tokens if known."""
    if tokens is None:
        tokens = [(start + first, start + last) for first, last in token_spans(view[start:end])]
    sentence = Sentence(view, number, role, start, end, tokens)
    starts = [token[0] for token in sentence.tokens]
    ends = [token[1] for token in sentence.tokens]
    for from_, to, (kind, payload), proclitic, suffix, definite in hits:
        first, last = bisect_right(starts, from_) - 1, bisect_left(ends, to) + 1
        item = Item(kind, first, last, from_, to, payload, proclitic, suffix, definite)
        sentence.items.setdefault(kind, []).append(item)
    _keep_longest(sentence)
    return sentence


def _keep_longest(sentence: Sentence) -> None:
    """Drop items inside longer ones: names exclude each other; every other kind yields to names and to itself."""
    taken = _longest_names([item for kind in NAMING for item in sentence.items.get(kind, ())])
    long_names = [item for item in taken if item.last - item.first > 1]
    first_words = {item.first for item in taken}
    for kind, items in sentence.items.items():
        if kind in NAMING:
            kept = [item for item in items if item in taken]
        else:
            longer = [item for item in items if item.last - item.first > 1]
            if kind != "modifier":  # «الطيران» says how, in «الطيران الروسي» too
                longer += long_names
            kept = [item for item in items if not _is_inside(item, longer)] if longer else items
            if kind == "nisba":  # «الحوثيون» is a name before it is an adjective
                kept = [item for item in kept if item.first not in first_words]
        sentence.items[kind] = kept


def _longest_names(naming: list[Item]) -> dict[Item, None]:
    """The names that are left where longer ones exclude what they overlap with."""
    taken: dict[Item, None] = {}
    on: dict[int, list[Item]] = {}  # those that cover a token
    for item in sorted(naming, key=lambda item: (item.first - item.last, _RANK[item.kind], item.start)):
        words = range(item.first, item.last)
        free = on.keys().isdisjoint(words)
        if free or all(_two_readings(item, other) for word in words for other in on.get(word, ())):
            taken[item] = None
            for word in words:
                on.setdefault(word, []).append(item)
    return taken


def drop_inside_times(sentence: Sentence) -> None:
    """«فجر الأربعاء» is dawn: no word of a time expression names an act, an actor or a place."""
    times = sentence.of("time")
    for kind in NAMING if times else ():
        kept = [item for item in sentence.of(kind) if not any(time.first <= item.first < time.last for time in times)]
        sentence.keep(kind, kept)


def apart(one: Item, other: Item, sentence: Sentence) -> bool:
    """Whether the end of a clause stands between two items."""
    first, last = sorted(((one.first, one.last), (other.first, other.last)))
    return sentence.stop_between(first[1], last[0])


def second_of_forces(nisba: Item, sentence: Sentence) -> bool:
    """«القوات الروسية والتركية»: a second adjective of one noun, of which the first is part of a name."""
    forces = sentence.at(nisba.first - 1, "actor") if nisba.joined and nisba.definite else None
    return forces is not None and forces.last == nisba.first and sentence.word(forces.first) in FORCES


def _two_readings(item: Item, other: Item) -> bool:
    """Whether two names stand on the same words and the grammar decides later which it is."""
    if item.first != other.first or item.last != other.last:
        return False
    return any(item.kind in pair and other.kind in pair for pair in _TWO_READINGS)


def _is_inside(item: Item, others: list[Item]) -> bool:
    """Whether one of the others covers all words of an item, and more."""
    first, last = item.first, item.last
    for other in others:
        if other.first <= first and last <= other.last and other.last - other.first > last - first:
            return True
    return False
