"""Scores an export against the careful reading of the five reference reports.

    python tests/bench/score_seeds.py results/export

The export must come from a corpus entry that is the folder of the reference reports (record_id = file stem). The
reading names no codebook types, so `TYPES` gives the types that say the same. None of the five has a publication date:
a read event with an absolute day is wrong. An event that the reading allows to be merged with another counts as found
with it.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

from gold import SHARED, brief, compare

from sijill.evaluate import Event

TYPES = {
    "000-e1": "meeting",
    "000-e2": "deployment reinforcement reconnaissance_flight alert_posture",
    "000-e3": "relocation reinforcement deployment",
    "000-e4": "armed_clash attack offensive_operation sweep_operation",
    "000-e5": "attack armed_clash",
    "000-e6": "sweep_operation offensive_operation",
    "000-e7": "show_of_force deployment",
    "000-e8": "territorial_control",
    "000-e9": "sweep_operation offensive_operation",
    "000-e10": "attack armed_clash",
    "000-e11": "air_strike",
    "001-e1": "meeting",
    "001-e2": "alert_posture deployment",
    "001-e3": "joint_body_formed agreement_truce",
    "001-e4": "air_strike attack shelling",
    "001-e5": "air_strike attack offensive_operation",
    "001-e6": "withdrawal reinforcement relocation",
    "001-e7": "air_strike attack shelling",
    "001-e8": "air_strike attack offensive_operation",
    "001-e9": "air_strike shelling attack",
    "002-e1": "withdrawal relocation",
    "002-e2": "air_strike attack shelling",
    "002-e3": "drone_attack air_strike attack",
    "002-e4": "air_strike looting_destruction attack",
    "002-e5": "attack shelling",
    "002-e6": "statement air_strike",
    "002-e7": "air_strike shelling attack offensive_operation",
    "002-e8": "air_strike attack offensive_operation",
    "003-e1": "offensive_operation sweep_operation",
    "003-e2": "reinforcement deployment",
    "003-e3": "reinforcement arms_supply deployment",
    "003-e4": "loss_of_contact",
    "003-e5": "alert_posture sweep_operation deployment",
    "003-e6": "ambush attack armed_clash casualty_report",
    "003-e7": "casualty_report attack armed_clash",
    "003-e8": "attack armed_clash casualty_report",
    "003-e9": "sweep_operation offensive_operation",
    "003-e10": "deployment",
    "004-e1": "sweep_operation offensive_operation",
    "004-e2": "sweep_operation offensive_operation",
    "004-e3": "reinforcement deployment",
    "004-e4": "casualty_report attack armed_clash targeted_killing",
    "004-e5": "attack armed_clash",
    "004-e6": "arms_supply",
    "004-e7": "attack arms_supply",
}
REALIS = {"occurred": "actual", "alleged": "actual", "general-claim": "generic"}
ROLES = {"initiator": "actor", "target": "recipient", "participant": "participant"}


def read_place(said: str, places: list[dict[str, Any]]) -> dict[str, Any]:
    """A place of the reading («Al-Sukhnah area, Syrian Desert (Homs)») with the Arabic names of the places it names."""
    division = re.search(r"\(([^)]*)\)\s*$", said)
    plain = re.sub(r"\([^)]*\)", "", said)
    known = [p for p in places if re.sub(r"\s*\([^)]*\)", "", p["canonical_en"]).casefold() in plain.casefold()]
    return {
        "names": [*re.split(r",|->| and ", plain), *(p["canonical_ar"] for p in known)],
        "admin1": division[1] if division else None,
        "country": "SY",
        "surface": None,
    }


def read_event(document: dict[str, Any], label: dict[str, Any]) -> Event:
    actors = {a["canonical_en"]: a for a in document["actors"]}
    kind, *others = TYPES[label["id"]].split()
    event = Event(
        key=label["id"],
        report=Path(document["file"]).stem,
        event_type=kind,
        event_type_alt=others,
        realis=REALIS.get(label["status"], label["status"]),
        core=label["core"] == "core",
        participants=[
            {"role": ROLES[role], "names": [name, *_arabic(actors.get(name))], "surface": None}
            for role, names in label["actors"].items()
            for name in names
        ],
        date_start=None,
        text=label["label"],
    )
    if label["places"]:
        event["places"] = [read_place(said, document["places"]) for said in label["places"]]  # type: ignore[misc]
    for what, said in (("killed", label["fatalities"]), ("wounded", label["injured"])):
        if isinstance(said, int) and said:
            event[what] = {"low": said, "best": said, "high": said}  # type: ignore[literal-required]
    return event


def _arabic(actor: dict[str, Any] | None) -> list[str]:
    return [actor["canonical_ar"], *actor["surfaces"]] if actor else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", type=Path, help="folder of Parquet tables")
    parser.add_argument("--labels", type=Path, default=SHARED / "gold" / "seeds.json")
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write everything as JSON")
    args = parser.parse_args()
    documents = json.loads(args.labels.read_text(encoding="utf-8"))["documents"]
    labels = {label["id"]: label for document in documents for label in document["events"]}
    gold = [read_event(document, label) for document in documents for label in document["events"]]
    result = compare(args.export, gold, {Path(d["file"]).stem for d in documents}, True, args.json)
    found = {g["key"] for _, g in result["matches"]}
    merged = [m["event"] for m in result["misses"] if found & set(labels[m["event"]["key"]].get("merge_ok_with") or [])]
    core = len(found) + len(result["misses"])
    print(f"core events found, allowed merges counted: {len(found) + len(merged)} of {core}")
    print(*(f"- merged: {brief(event)}" for event in merged), sep="\n")


if __name__ == "__main__":
    main()
