"""The cases of names.yaml: their marks read, the reader's spans compared with them, and the scores of many.

names_second.yaml is a control set of the same kind: it is scored apart, and nobody mends the reader by it.

python tests/golden/namecases.py dev      # what differs in the half that serves for mending
python tests/golden/namecases.py test     # the figures alone
python tests/golden/namecases.py second   # the figures of the control set
python tests/golden/namecases.py known    # lists what fails anew in known_names.yaml; read it before you commit it
#                                         (and those of the control set in known_names_second.yaml, unread)
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
NAMES, SECOND = HERE / "names.yaml", HERE / "names_second.yaml"
# Cases and what is not read right of them; the control set apart, so that it can be left unread.
KNOWN = {NAMES: HERE / "known_names.yaml", SECOND: HERE / "known_names_second.yaml"}
_MARK = re.compile(r"\{([^{}=@~]+)([=@~])([^{}]*)\}")
# Words that say what kind of thing a name names: with them or without, the name is the same.
_KINDS = {
    "place": "مدينة مدينتي مدينتا بلدة بلدتي بلدات قرية قريتي محافظة محافظتي قضاء مديرية ولاية منطقة ناحية حي حقل "
    "معبر مطار قاعدة مخيم نهر سد وادي صحراء ريف بادية محيط باحات جبل شمال شمالي جنوب جنوبي شرق شرقي غرب غربي وسط",
    "actor": "قوات ميليشيا ميليشيات تنظيم حركة حركتي حركتا جماعة فصيل فصائل عناصر مقاتلو مقاتلي مسلحو مسلحي خلايا "
    "كتيبة كتائب لواء لواءا لواءي طيران طائرات",
    "person": "",
}
_HEAD = {kind: re.compile(rf"(?:[وفبل]?(?:{'|'.join(words.split())}) )*") for kind, words in _KINDS.items()}
_TAIL = re.compile(r" (?:النفطي|العسكري|الدولي|الجوية|الحدودي)$")  # «حقل العمر النفطي»
_QUOTES = "\"'«»“”„()"


@dataclass(frozen=True)
class Name:
    """A name in a case: offsets of what it names, kind, and what it is tied to (id, «country/division», o or p)."""

    start: int
    end: int
    kind: str
    means: str


@dataclass(frozen=True)
class Case:
    """A sentence, the phenomenon it stands for, and the names a careful reader sees in it."""

    text: str
    group: str
    names: tuple[Name, ...]
    file: Path = NAMES

    @property
    def half(self) -> str:
        """`dev` or `test`, by hash of the text; `second` for the control set."""
        if self.file == SECOND:
            return "second"
        return "dev" if hashlib.sha256(self.text.encode()).digest()[0] % 2 == 0 else "test"


def core(text: str, start: int, end: int, kind: str) -> tuple[int, int]:
    """The stretch without the words for its kind in front and the quotation marks around it."""
    while start < end and text[end - 1] in _QUOTES:
        end -= 1
    while start < end and text[start] in _QUOTES:
        start += 1
    if kind != "person" and (head := _HEAD[kind].match(text, start, end)) and head.end() < end:
        start = head.end()
    while start < end and text[start] in _QUOTES:
        start += 1
    if kind == "place" and (tail := _TAIL.search(text, start, end)):
        end = tail.start()
    return start, end


def read_case(marked: str, group: str, file: Path = NAMES) -> Case:
    """A case from its marked sentence."""
    text, names, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        names.append(
            (len(text), len(text) + len(mark[1]), {"=": "actor", "@": "place", "~": "person"}[mark[2]], mark[3])
        )
        text, at = text + mark[1], mark.end()
    text += marked[at:]
    assert not set("{}") & set(text), marked
    return Case(text, group, tuple(Name(*core(text, *name[:3]), *name[2:]) for name in names), file)


def cases() -> list[Case]:
    """All cases in the order of the files."""
    return [
        read_case(marked, group, file)
        for file in KNOWN
        for group, texts in yaml.safe_load(file.read_text(encoding="utf-8")).items()
        for marked in texts
    ]


def names_read(found: list[Case], reader: Any) -> dict[str, list[Name]]:
    """What the chain reads from the cases, by text: names as `Case` has them."""
    from golden.reading import report_row
    from sijill import tables

    reports = tables.from_rows("reports", [report_row(str(n), case.text) for n, case in enumerate(found)])
    read = reader.read(reports)
    texts = {row["report_id"]: row["text_raw"] for row in read["reports"].to_pylist()}
    places = {row["place_id"]: row for row in reader.places.to_pylist()}
    names: dict[str, list[Name]] = {case.text: [] for case in found}
    for span in read["spans"].to_pylist():
        if span["rule_id"] == "place_stand_in":
            continue  # «البلاد» stands for a name and is none
        if span["kind"] in _KINDS:
            text = texts[span["report_id"]]
            names[text].append(
                Name(*core(text, span["start"], span["end"], span["kind"]), span["kind"], _means(span, places))
            )
    return names


def _means(span: dict[str, Any], places: dict[str, Any]) -> str:
    if span["kind"] == "person":
        return span["normal_form"][0]
    if span["kind"] == "actor":
        return span["actor_id"] or "?"
    row = places.get(span["place_id"])
    return "?" if row is None else f"{row['country'] or ''}/{row['admin1'] or ''}"


def is_right(wanted: Name, read: Name) -> bool:
    """Whether a name read at the right place is tied to the right thing; a bare country asks for no division."""
    if wanted.means == "-":
        return read.means == "?"
    if wanted.kind == "place" and "/" not in wanted.means:
        return wanted.means == read.means.split("/")[0]
    return wanted.means == read.means


def _is_found(wanted: Name, read: Name) -> bool:
    if wanted.kind != read.kind:
        return False
    if wanted.means in ("?", "-"):  # how far an unknown name reaches is a matter of taste
        return wanted.start < read.end and read.start < wanted.end
    return (wanted.start, wanted.end) == (read.start, read.end)


@dataclass
class Score:
    """Counts of one kind of name."""

    wanted: int = 0
    read: int = 0
    found: int = 0
    right: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of the precision and recall of the spans."""
        return 2 * self.found / max(1, self.wanted + self.read)

    @property
    def right_share(self) -> float:
        """The share of the found names that are tied to the right thing."""
        return self.right / max(1, self.found)

    def __str__(self) -> str:
        shares = f"P {self.found / max(1, self.read):.4f} R {self.found / max(1, self.wanted):.4f} F1 {self.f1:.4f}"
        counts = f"{self.right}/{self.found} found, {self.wanted} wanted, {self.read} read"
        return f"{shares} right {self.right_share:.4f} ({counts})"


def score(found: Iterable[Case], read: dict[str, list[Name]]) -> dict[str, Score]:
    """Scores by kind; persons count only where a case marks one."""
    scores = {kind: Score() for kind in _KINDS}
    for case in found:
        marked = {name.kind for name in case.names} | {"actor", "place"}
        for kind in marked:
            there = [name for name in read[case.text] if name.kind == kind]
            wanted = [
                n for n in case.names if n.kind == kind and (n.means != "-" or any(_is_found(n, r) for r in there))
            ]
            pairs = [(w, next((r for r in there if _is_found(w, r)), None)) for w in wanted]
            scores[kind].wanted += len(wanted)
            scores[kind].read += len(there)
            scores[kind].found += sum(r is not None for _, r in pairs)
            scores[kind].right += sum(r is not None and is_right(w, r) for w, r in pairs)
    return scores


def problems(case: Case, read: list[Name]) -> list[str]:
    """What differs between a case and what was read from it; empty when all is as marked."""
    marked = {name.kind for name in case.names} | {"actor", "place"}
    there = [name for name in read if name.kind in marked]
    differs = []
    for wanted in case.names:
        match = next((name for name in there if _is_found(wanted, name)), None)
        said = case.text[wanted.start : wanted.end]
        if match is None and wanted.means == "-":
            continue
        if match is None:
            differs.append(f"{wanted.kind} {said} not found")
        elif not is_right(wanted, match):
            differs.append(f"{said} is {wanted.means}, read as {match.means}")
    extra = [name for name in there if not any(_is_found(wanted, name) for wanted in case.names)]
    return differs + [f"{name.kind} {case.text[name.start : name.end]} ({name.means}) read too much" for name in extra]


def known() -> dict[str, str]:
    """Text of a case that is not read right yet → what differs."""
    return {
        text: differs
        for listed in KNOWN.values()
        if listed.exists()
        for text, differs in (yaml.safe_load(listed.read_text(encoding="utf-8")) or {}).items()
    }


def main(what: str) -> None:
    sys.path[:0] = [str(HERE.parents[1] / "workflow" / "src"), str(HERE.parent)]
    from golden.reading import Reader

    found = cases()
    read = names_read(found, Reader())
    wrong = {case.text: "; ".join(p) for case in found if (p := problems(case, read[case.text]))}
    if what == "known":
        for file, listed in KNOWN.items():
            fails = {case.text: wrong[case.text] for case in found if case.file == file and case.text in wrong}
            listed.write_text(yaml.safe_dump(fails, allow_unicode=True, width=200), encoding="utf-8")
        return
    half = [case for case in found if case.half == what]
    if what == "dev":
        for case in half:
            if case.text in wrong:
                print(f"{case.group}: {case.text}\n    {wrong[case.text]}")
    for kind, result in score(half, read).items():
        if result.wanted:
            print(f"{what} {kind}: {result}")
    groups = Counter(case.group for case in half if case.text in wrong)
    print(f"{len(half)} cases, {sum(groups.values())} with a fault: {dict(groups)}")


if __name__ == "__main__":
    main(sys.argv[1])
