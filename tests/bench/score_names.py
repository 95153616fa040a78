"""Who and where against foreign labels: the five reference reports, and general news beside the domain.

    python tests/bench/score_names.py                 # all three; a folder that is missing is skipped
    python tests/bench/score_names.py --show seeds    # also the surfaces that are missed or tied to something else

Reference reports: a listed surface counts as found where a span of its kind overlaps one of its occurrences, and as
right where one of these spans has the actor or lies in the division that the reading names. ANERcorp and Wojood label
all places and organisations of general texts, which the registry of a conflict does not want to hold: their figures
show how far it reaches outside its domain, no more. A name is found there where a span overlaps it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gold import SHARED

sys.path.append(str(Path(__file__).resolve().parents[1]))

from golden.reading import Reader, report_row
from sijill import tables

# Names of the reading → actors of the registry that say the same. Persons and offices are not in it.
ACTORS = {
    "Islamic Revolutionary Guard Corps (Iran)": "irgc",
    "Liwa Fatemiyoun (Afghan, IRGC-led)": "fatemiyoun",
    "Hezbollah (Lebanon)": "hezbollah_lb",
    "Iran-backed militias in Syria (unspecified)": "iran_backed_militias iran_backed_militias_sy",
    "Islamic State (ISIS)": "isis isis_syria",
    "Syrian government forces (Assad government)": "syria_gov_forces syria_government",
    "Pro-government militias (unspecified)": "syria_gov_militias",
    "Russian military in Syria": "russia_military russia russia_mod",
    "Harakat Hezbollah al-Nujaba (Iraq)": "nujaba",
    "Israeli military": "israel_military israel israel_air_force",
    "United States military": "us_military usa",
    "SY24 (outlet)": "media_sy24",
    "US Central Command": "us_centcom",
    "Iran (state)": "iran",
    "Civilians (Syria)": "civilians civilians_sy",
    "Liwa al-Quds (Palestinian, Russian-backed)": "liwa_al_quds",
    "Syrian Republican Guard": "syria_republican_guard",
    "National Defence Forces": "ndf",
    "Syrian 4th Division": "syria_4th_division",
    "ISIS Hunters (Russian-backed)": "isis_hunters",
    "Syrian Democratic Forces": "sdf",
    "Asharq al-Awsat (newspaper)": "media_aawsat",
    "Liwa Abu al-Fadl al-Abbas": "abu_fadl_al_abbas",
    "Syrian tribes and clans (unspecified members)": "tribes_sy",
}
# Surfaces that name nobody, or somebody else, as this project reads them.
DISAGREED = {
    "البيان": "a statement is no actor",
    '"الإرهابيين"': "a word of abuse in a quotation, without a name",
    "مستشارين وخبراء إيرانيين": "persons of a country, not the state",
    "الإعلام الروسي": "media of a country, not its forces",
    "للنظام السوري": "stands inside «الميليشيات المساندة للنظام السوري», which is read as one name",
}
COUNTRIES = {"Syria": "SY", "Iraq": "IQ", "Lebanon": "LB"}
PLACE_LABELS, BODY_LABELS = {"LOC", "GPE"}, {"ORG"}
REPORT_SENTENCES = 40


def occurrences(surface: str, text: str) -> list[tuple[int, int]]:
    """Where a listed surface stands; «أول ... آخر» stands for its first part."""
    name = re.escape(surface.split("...")[0].strip())
    return [match.span() for match in re.finditer(rf"(?<![ء-ي])[وبلف]{{0,2}}{name}(?![ء-ي])", text)]


def seed_rows(
    document: dict[str, Any], spans: list[dict[str, Any]], places: dict[str, Any]
) -> Iterator[tuple[Any, ...]]:
    """Kind, surface, whether found, whether right, and what was read, for every surface the reading lists."""
    text = document["text"]
    for actor in document["actors"]:
        wanted = set(ACTORS.get(actor["canonical_en"], "").split())
        for surface in actor["surfaces"] if wanted else ():
            near = _near(surface, text, [span for span in spans if span["kind"] == "actor"])
            ids = {span["actor_id"] for span in near}
            yield "actor", surface, bool(near), bool(ids & wanted), ids
    for place in document["places"]:
        for surface in (place["surface"], *place.get("other_surfaces", ())):
            near = _near(surface, text, [span for span in spans if span["kind"] == "place"])
            rows = [places[span["place_id"]] for span in near if span["place_id"]]
            yield "place", surface, bool(near), any(_lies(row, place) for row in rows), {r["name_ar"] for r in rows}


def _near(surface: str, text: str, spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    at = occurrences(surface, text)
    return [span for span in spans if any(span["start"] < end and start < span["end"] for start, end in at)]


def _lies(row: dict[str, Any], place: dict[str, Any]) -> bool:
    """Whether a read place lies where the reading says; a wide one may lie in no division or in one of several."""
    if row["country"] not in (None, COUNTRIES.get(place["country"], row["country"])):
        return False
    said = place.get("admin1") or ""
    return row["admin1"] is None or not said or said.startswith("several") or row["admin1"] in said.split(" / ")


def score_seeds(reader: Reader, show: bool) -> None:
    gold = SHARED / "gold" / "seeds.json"
    documents = json.loads(gold.read_text(encoding="utf-8"))["documents"]
    rows = []
    for document in documents:
        document["text"] = (SHARED / "seeds" / document["file"]).read_text(encoding="utf-8")
        spans = _spans(reader, [document["text"]])[0]
        rows += list(seed_rows(document, spans, {row["place_id"]: row for row in reader.places.to_pylist()}))
    for kind in ("actor", "place"):
        mine = [row for row in rows if row[0] == kind]
        found, right = sum(row[2] for row in mine), sum(row[3] for row in mine)
        agreed = len([row for row in mine if row[3] or row[1] not in DISAGREED])
        shares = f"{right / len(mine):.3f}; {right / agreed:.3f} of the {agreed} that are agreed to be names"
        print(f"seeds {kind}: {found}/{len(mine)} surfaces found, {right} right ({shares})")
    if show:
        print(*(f"  {row[0]} «{row[1]}» found={row[2]} read as {row[4]}" for row in rows if not row[3]), sep="\n")


def _spans(reader: Reader, texts: list[str]) -> list[list[dict[str, Any]]]:
    """The spans of each text, at offsets of that text."""
    reports = tables.from_rows("reports", [report_row(str(number), text) for number, text in enumerate(texts)])
    read = reader.read(reports)
    numbers = {row["report_id"]: int(row["record_id"]) for row in read["reports"].to_pylist()}
    found: list[list[dict[str, Any]]] = [[] for _ in texts]
    for span in read["spans"].to_pylist():
        found[numbers[span["report_id"]]].append(span)
    return found


def labelled(files: list[Path]) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Texts of some sentences each, with the spans of their labels, from a file of one word and its labels a line."""
    texts, words, labels, sentences = [], [], [], 0
    for file in files:
        for line in [*file.read_text(encoding="utf-8").splitlines(), ""]:
            word, _, rest = line.strip().partition(" ")
            if word == "$#$":
                continue
            if word:
                words.append(word)
                labels.append(rest.split())
            elif words:
                words.append("\n")
                labels.append([])
            sentences += word in ("", ".")
            if sentences >= REPORT_SENTENCES:
                texts.append(_joined(words, labels))
                words, labels, sentences = [], [], 0
    return [*texts, _joined(words, labels)]


def _joined(words: list[str], labels: list[list[str]]) -> tuple[str, list[tuple[int, int, str]]]:
    text, spans, open_at = "", [], {}
    for word, said in zip(words, labels, strict=True):
        start = len(text) + (1 if text else 0)
        text = f"{text} {word}" if text else word
        going = {label[2:] for label in said if label.startswith("I-")}
        for kind in [kind for kind in open_at if kind not in going]:
            spans.append((*open_at.pop(kind), kind))
        for label in said:
            if label[2:] in PLACE_LABELS | BODY_LABELS:
                begun = open_at.get(label[2:]) if label.startswith("I-") else None
                open_at[label[2:]] = (begun[0] if begun else start, len(text))
    return text, spans + [(*span, kind) for kind, span in open_at.items()]


def score_labels(name: str, files: list[Path], reader: Reader) -> None:
    texts = labelled(files)
    read = _spans(reader, [text for text, _ in texts])
    for what, kinds, wanted in (("places", ("place",), PLACE_LABELS), ("organisations", ("actor",), BODY_LABELS)):
        gold = [(n, start, end) for n, (_, spans) in enumerate(texts) for start, end, kind in spans if kind in wanted]
        mine = [(n, s["start"], s["end"]) for n, spans in enumerate(read) for s in spans if s["kind"] in kinds]
        either = [
            (n, s["start"], s["end"]) for n, spans in enumerate(read) for s in spans if s["kind"] in ("place", "actor")
        ]
        found, any_kind, right = _touched(gold, mine), _touched(gold, either), _touched(mine, gold)
        recall, loose = found / max(1, len(gold)), any_kind / max(1, len(gold))
        print(f"{name} {what}: recall {recall:.3f} of {len(gold)} (as place or actor {loose:.3f})", end=", ")
        print(f"precision {right / max(1, len(mine)):.3f} of {len(mine)}")


def _touched(one: list[tuple[int, int, int]], other: list[tuple[int, int, int]]) -> int:
    """How many stretches of one list overlap some of the other."""
    by_text: dict[int, list[tuple[int, int]]] = {}
    for number, start, end in other:
        by_text.setdefault(number, []).append((start, end))
    return sum(any(s < end and start < e for s, e in by_text.get(number, ())) for number, start, end in one)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", choices=("seeds",), nargs="?", help="list what is missed")
    args = parser.parse_args()
    reader, gold = Reader(), SHARED / "gold"
    if (gold / "seeds.json").is_file() and (SHARED / "seeds").is_dir():
        score_seeds(reader, args.show == "seeds")
    for folder in ("anercorp_dev", "wojood_dev"):
        files = sorted((gold / folder).glob("*.txt"))
        score_labels(folder, files, reader) if files else print(f"{gold / folder} is not there: skipped")


if __name__ == "__main__":
    main()
