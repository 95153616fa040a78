"""What is page furniture by its words: the lexicon `furniture.csv`, compiled, and the lines an outlet repeats.

The syntax of the forms is explained in `furnishings.Furnishing`. Most lines of a page are paragraphs, so the question
is put to short lines only, and to each only the forms that begin with its first word or with a wildcard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sijill.furnishings import FURNITURE_ROLES, Furnishing
from sijill.text.arabic import fold

MAX_LINE, MAX_START, MAX_REPEATED = 100, 250, 300
"""Characters up to which a line may be furniture: as a whole, by its beginning, because the outlet repeats it."""
MAX_PREFIX_WORDS = 9
_STAR = r"[^!?؟؛()\[\]]{0,60}"
# What stands before an agency (a place, perhaps a day), up to the mark between: no way back, so that it is fast.
_PLACE = r"(?:[^!?؟؛:.\"()\[\]\n/-]|(?<=\w)/(?=\w)){0,60}+"
_WILDCARDS = {
    "_": r"[^\W\d_]+",
    "#": r"\d+",
    "{name}": r"[^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*){0,3}",
    "{date}": r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}",
    "{time}": r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[صم]\b)?",
}
_TOKEN = re.compile(r"\{\w+\}|\*|#|\w+|[^\w\s*#]+")
_WORD = re.compile(r"[^\W\d_]+")
_OUTER = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_OPENING, _CLOSING = r"[^\w(\[{©]*", r"[^\w)\]-]*$"


@dataclass(frozen=True)
class Found:
    """Why something is furniture: its role, the rule, and whether the short lines below it are its list."""

    role: str
    rule_id: str
    opens_list: bool = False


Groups = Mapping[str, tuple[tuple[re.Pattern[str], Found], ...]]
Joined = tuple[re.Pattern[str] | None, tuple[Found, ...]]
REPEATED = Found("boilerplate", "repeated_line")


@dataclass(frozen=True)
class Furniture:
    """The lexicon, compiled, with the lines (folded, single spaces) that the report's outlet repeats.

    `exact` and `patterns` are keyed by position; patterns there by their first word ("" where that is a wildcard).
    """

    exact: Mapping[str, Mapping[str, Found]]
    patterns: Mapping[str, Groups]
    prefixes: Joined
    suffixes: Joined
    learnt: frozenset[str] = field(default=frozenset())

    def with_learnt(self, lines: Iterable[str]) -> Furniture:
        """The same lexicon with the lines that an outlet repeats."""
        return replace(self, learnt=frozenset(lines))

    def whole(self, text: str, first: str, wildcards: bool) -> Found | None:
        """Why a line (folded, single spaces; `first` its first word) is furniture wherever it stands.

        `wildcards`: whether forms with wildcards may take the whole line.
        """
        if len(text) <= MAX_LINE and (found := self._line("line", text, first, wildcards)):
            return found
        if len(text) <= MAX_START and first in self.patterns["start"] and (found := self._match("start", text, first)):
            return found
        return REPEATED if text in self.learnt else None

    def at_edge(self, text: str, first: str) -> Found | None:
        """Why a line before the story's first paragraph, or after its last, is no part of it."""
        return self._line("edge", text, first, True) if len(text) <= MAX_LINE else None

    def before(self, folded: str, start: int, end: int) -> tuple[int, Found] | None:
        """Where the story begins on a line that a dateline opens, and the dateline's rule."""
        pattern, found = self.prefixes
        match = pattern.match(folded, start, end) if pattern else None
        if match is None or len(match[0].split()) > MAX_PREFIX_WORDS:
            return None
        return match.end(), found[_number(match)]

    def behind(self, folded: str, start: int, end: int) -> tuple[int, Found] | None:
        """Where a teaser in brackets begins that ends a paragraph, and its rule."""
        pattern, found = self.suffixes
        at = max(folded.rfind("(", start, end), folded.rfind("[", start, end))
        match = pattern.match(folded, at, end) if pattern and at > start else None
        return (at, found[_number(match)]) if match else None

    def _line(self, position: str, text: str, first: str, wildcards: bool) -> Found | None:
        found = self.exact[position].get(_OUTER.sub("", text).casefold())
        return found or (self._match(position, text, first) if wildcards else None)

    def _match(self, position: str, text: str, first: str) -> Found | None:
        groups = self.patterns[position]
        for word in (first, ""):
            for pattern, found in groups.get(word, ()):
                if pattern.match(text):
                    return found
        return None


def of_outlets(lexicon: Furniture, lines: Iterable[tuple[str, str]]) -> dict[str, Furniture]:
    """The furniture of each outlet that repeats lines, from pairs of outlet and line."""
    repeated: dict[str, list[str]] = {}
    for outlet, line in lines:
        repeated.setdefault(outlet, []).append(line)
    return {outlet: lexicon.with_learnt(group) for outlet, group in repeated.items()}


def compile_lexicon(rows: Iterable[Furnishing]) -> Furniture:
    """The lexicon ready for use."""
    rows = sorted(rows, key=lambda row: row.furniture_id)
    classes = {f"{{{row.furniture_id}}}": _class(row.forms) for row in rows if row.position == "class"}
    exact: dict[str, dict[str, Found]] = {"line": {}, "edge": {}}
    patterns: dict[str, dict[str, list[tuple[re.Pattern[str], Found]]]] = {"line": {}, "edge": {}, "start": {}}
    joined: dict[str, list[tuple[str, Found]]] = {"prefix": [], "suffix": []}
    for row in rows:
        found = Found(FURNITURE_ROLES[row.kind], row.furniture_id, row.kind == "widget_title")
        for form in row.forms if row.position != "class" else ():
            tokens = _TOKEN.findall(fold(form).text)
            source = _source(tokens, classes)
            if row.position in joined:
                joined[row.position].append((source, found))
            elif row.position in exact and all(map(_WORD.fullmatch, tokens)):
                exact[row.position].setdefault(" ".join(tokens).casefold(), found)
            else:
                first = tokens[0].casefold() if _WORD.fullmatch(tokens[0]) else ""
                pattern = _OPENING + source + (_CLOSING if row.position in exact else "")
                patterns[row.position].setdefault(first, []).append((re.compile(pattern, re.IGNORECASE), found))
    return Furniture(
        exact,
        {position: {word: tuple(group) for word, group in groups.items()} for position, groups in patterns.items()},
        _joined(joined["prefix"], "", r"\s*[-:]*\s*"),
        _joined(joined["suffix"], r"[(\[]\W*", r"[^()\[\]]{0,200}[)\]][^\w]*$"),
    )


def _class(forms: Iterable[str]) -> str:
    """A class of words as one pattern, the longest first; single letters are an abbreviation, with stops or without."""
    names = []
    for form in sorted(forms, key=len, reverse=True):
        tokens = fold(form).text.split()
        gap = r"[ .]+" if all(len(token) == 1 for token in tokens) and len(tokens) > 1 else " +"
        names.append(gap.join(map(re.escape, tokens)) + (r"\.?" if gap != " +" else ""))
    return f'"?(?<!\\w)(?:{"|".join(names)})(?!\\w)"?'


def _source(tokens: list[str], classes: Mapping[str, str]) -> str:
    """The regular expression of a form: words are words, white space may be any, marks may stand free or close."""
    wildcards = {**_WILDCARDS, **classes}
    pieces: list[str] = []
    for number, token in enumerate(tokens):
        is_mark, after_mark = not _is_wordlike(token), number == 0 or not _is_wordlike(tokens[number - 1])
        if token == "*":
            pieces.append(_STAR if after_mark else rf"(?!\w){_STAR}")
        elif is_mark:
            pieces.append(rf"\s*{re.escape(token[0])}+\s*" if len(set(token)) == 1 else rf"\s*{re.escape(token)}\s*")
        else:
            gap = (
                "" if number == 0 else r"(?<!\w)" if tokens[number - 1] == "*" else r"\s*" if after_mark else r"[\s|]+"
            )
            pieces.append(gap + wildcards.get(token, rf"(?:{re.escape(token)})(?!\w)"))
    return "".join(pieces)


def _is_wordlike(token: str) -> bool:
    return token == "#" or token[0] == "{" or token.isalnum() or token == "_"


def _joined(forms: list[tuple[str, Found]], opening: str, closing: str) -> Joined:
    """Alternatives as one pattern; the group of the one that matched is called `p` and its number."""
    if not forms:
        return None, ()
    placed: list[str] = []
    free: list[str] = []
    for number, (form, _) in enumerate(forms):
        bare = form.removeprefix(_STAR)
        (free if bare == form else placed).append(f"(?P<p{number}>{bare})")
    source = "|".join([f"{_PLACE}(?:{'|'.join(placed)})"] * bool(placed) + free)
    return re.compile(f"{opening}(?:{source}){closing}", re.IGNORECASE), tuple(found for _, found in forms)


def _number(match: re.Match[str]) -> int:
    return int((match.lastgroup or "p0")[1:])


def first_word(text: str) -> str:
    """The first word of a line as forms are looked up by it; "" when the line has no letter."""
    word = _WORD.search(text)
    return word[0].casefold() if word else ""
