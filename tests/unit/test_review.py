"""Corrections: refused when wrong, applied when they stand, told of when they do not."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import yaml
from sklearn.metrics import cohen_kappa_score

import small_dataset as small
from sijill import codebook, quality, review
from sijill.review import aliases, files, golden
from sijill.review.files import COLUMNS, CorrectionsError
from sijill.tables import TABLES

ROOT = Path(__file__).parents[2]
BOOK = codebook.load(ROOT / "resources/codebook")
A, B, PLANNED = (row["mention_id"] for row in (small.STRIKE_A, small.STRIKE_B, small.ATTACK))


OWN = {
    "event_type": "event_type|plover|acled", "date": "date_", "place": "place_|lat|lon|geo|admin1|country",
    "killed": "killed_", "realis": "realis|killed_|wounded_", "assertion": "assertion|killed_|wounded_",
}  # fmt: skip
"""Columns that belong to a slot, as the beginning of their names."""


def correction(action: str, **given: Any) -> dict[str, Any]:
    row = {"reviewer": "سلمى", "made_at": "2024-04-01T08:00:00Z", "action": action, "event_id": small.STRIKE}
    return {**row, "mention_id": A, "why": "قرأت الخبر", **given}


def read(tmp_path: Path, *rows: dict[str, Any]) -> list[dict[str, str]]:
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"corrections": rows}, ensure_ascii=False), encoding="utf-8")
    return files.read([path])


def validated() -> dict[str, pa.Table]:
    tables = small.stage("export")[0]
    return {name: tables[name] for name in (*TABLES,) if name not in ("rejected", "corrections", "actors")}


def reviewed(tmp_path: Path, *rows: dict[str, Any], given: dict[str, pa.Table] | None = None) -> dict[str, Any]:
    done = review.run(given or validated(), BOOK, read(tmp_path, *rows))
    return {name: table.to_pylist() for name, table in done.items()}


def event(tables: dict[str, Any], event_id: str = small.STRIKE) -> dict[str, Any]:
    return next(row for row in tables["events"] if row["event_id"] == event_id)


def statuses(tables: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(row["status"], row["reason"]) for row in tables["corrections"]]


def test_without_corrections_nothing_changes(tmp_path: Path) -> None:
    given = validated()
    done = review.run(given, BOOK, [])
    assert all(done[name].equals(given[name]) for name in review.CHANGED if name not in ("rejected", "corrections"))
    assert not len(done["rejected"]) and not len(done["corrections"])


@pytest.mark.parametrize(
    ("slot", "before", "after", "columns"),
    [
        ("event_type", "air_strike", "shelling", {"event_type": "shelling", "plover_mode": "heavy-weapons"}),
        ("date", "2024-03-04", "2024-03-01/2024-03-31", {"date_precision": "month", "date_status": "reviewed"}),
        ("date", "2024-03-04", "", {"date_start": None, "date_precision": "unknown", "date_status": "none"}),
        ("place", "sj:nayrab", "sj:idlib", {"place_name": "محافظة إدلب", "geo_precision": 4, "latitude": 35.8}),
        ("place", "sj:nayrab", "", {"place_id": None, "geo_precision": 7, "latitude": None}),
        ("killed", "3/3/5", "4//6", {"killed_low": 4, "killed_best": None, "killed_high": 6}),
        ("realis", "actual", "planned", {"realis": "planned", "killed_low": None, "killed_high": None}),
        ("assertion", "reported", "denied", {"assertion": "denied", "killed_best": None}),
    ],
)
def test_an_edit_sets_its_slot_and_what_follows_from_it(tmp_path, slot, before, after, columns) -> None:
    given = event({"events": validated()["events"].to_pylist()})
    done = reviewed(tmp_path, correction("edit", slot=slot, before=before, after=after))
    assert statuses(done) == [("applied", None)]
    assert {name: event(done)[name] for name in columns} == columns
    assert event(done)["review_status"] == "edited"
    own = re.compile(OWN[slot] + "|review_status")
    assert {n: v for n, v in event(done).items() if not own.match(n)} == {
        n: v for n, v in given.items() if not own.match(n)
    }


def test_what_became_of_a_value_is_recorded(tmp_path: Path) -> None:
    row = reviewed(tmp_path, correction("edit", slot="killed", before="3/3/5", after="4/4/4"))["corrections"][0]
    told = ("reviewer", "made_at", "why", "before", "after", "found", "event_id", "event_now", "file", "status")
    assert [row[name] for name in told] == [
        "سلمى", "2024-04-01T08:00:00Z", "قرأت الخبر", "3/3/5", "4/4/4", "3/3/5", small.STRIKE, small.STRIKE,
        "one.json", "applied",
    ]  # fmt: skip


def test_a_rejected_event_leaves_with_all_that_hangs_on_it(tmp_path: Path) -> None:
    given, done = validated(), reviewed(tmp_path, correction("reject"))
    assert [row["event_id"] for row in done["events"]] == [small.PLAN]
    assert {row["mention_id"] for name in ("event_mentions", "quantities") for row in done[name]} == {PLANNED}
    assert not done["event_links"]
    assert {(row["stage"], row["mention_id"], row["reason"]) for row in done["rejected"]} == {
        ("review", mention, "rejected_by_reviewer") for mention in (A, B)
    }
    assert "قرأت الخبر" in done["rejected"][0]["detail"]
    mentions = {row["mention_id"] for row in done["event_mentions"] + done["rejected"]}
    assert mentions == set(given["event_mentions"]["mention_id"].to_pylist())


def test_merged_events_are_one_under_the_first_id(tmp_path: Path) -> None:
    done = reviewed(tmp_path, correction("merge", after=small.PLAN, target=PLANNED))
    assert [row["event_id"] for row in done["events"]] == [small.STRIKE]
    assert {row["event_id"] for row in done["event_mentions"]} == {small.STRIKE}
    assert event(done)["n_mentions"] == 3 and event(done)["review_status"] == "edited"
    assert not done["event_links"]


def test_a_split_event_is_two(tmp_path: Path) -> None:
    done = reviewed(tmp_path, correction("split", target=B))
    other = next(row["event_id"] for row in done["event_mentions"] if row["mention_id"] == B)
    assert other not in (small.STRIKE, small.PLAN) and event(done, other)["n_mentions"] == 1
    assert event(done)["n_mentions"] == 1 and event(done)["killed_high"] == 3
    assert event(done, other)["killed_high"] == 5


def test_a_participant_is_tied_to_another_actor_or_taken_out(tmp_path: Path) -> None:
    row = small.PARTICIPANTS[0]
    target = f"{PLANNED}:{row['start']}:{row['end']}:actor"
    plan = {"event_id": small.PLAN, "mention_id": PLANNED, "target": target}
    tied = reviewed(tmp_path, correction("edit", **plan, slot="actor", before="factions", after="aanes"))
    found = next(one for one in tied["participants"] if one["mention_id"] == PLANNED)
    assert found["actor_id"] == "aanes" and found["rule_id"].startswith("review:c")
    gone = reviewed(tmp_path, correction("edit", **plan, slot="role", before="actor", after=""))
    assert [one["mention_id"] for one in gone["participants"]] == [A]


def test_an_event_is_found_by_its_mention_when_its_id_has_changed(tmp_path: Path) -> None:
    row = correction("accept", event_id="e" + "9" * 16)
    done = reviewed(tmp_path, row)
    assert statuses(done) == [("applied", None)]
    assert event(done)["review_status"] == "accepted" and done["corrections"][0]["event_now"] == small.STRIKE


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"event_id": "e" + "9" * 16, "mention_id": "m" + "9" * 16}, "event_gone"),
        ({"before": "2/2/2"}, "value_changed"),
        ({"slot": "place", "before": "sj:nayrab", "after": "sj:nowhere"}, "unknown_place"),
        ({"slot": "event_type", "before": "air_strike", "after": "picnic"}, "unknown_event_type"),
        ({"slot": "date", "before": "2024-03-04", "after": "2024-02-31"}, "no_such_day"),
        ({"after": "5/4/3"}, "figures_disordered"),
        ({"slot": "role", "target": f"{A}:0:1:actor", "before": "actor", "after": ""}, "participant_gone"),
    ],
)
def test_what_no_longer_applies_changes_nothing_and_says_why(tmp_path: Path, given, reason) -> None:
    row = correction("edit", **{"slot": "killed", "before": "3/3/5", "after": "4/4/4", **given})
    done = reviewed(tmp_path, row)
    assert statuses(done) == [("no_longer_applies", reason)]
    assert done["events"] == validated()["events"].to_pylist()


def test_what_is_read_so_by_now_is_told(tmp_path: Path) -> None:
    done = reviewed(tmp_path, correction("edit", slot="killed", before="1/1/1", after="3/3/5"))
    assert statuses(done) == [("already_so", "read_so")]


def test_reviewers_who_disagree_are_not_followed(tmp_path: Path) -> None:
    four = correction("edit", slot="killed", before="3/3/5", after="4/4/4")
    done = reviewed(tmp_path, four, {**four, "reviewer": "نور", "after": "6/6/6"})
    assert statuses(done) == [("conflict", "reviewers_disagree")] * 2
    assert event(done)["killed_best"] == 3 and event(done)["review_status"] == "conflict"
    done = reviewed(tmp_path, four, correction("reject", reviewer="نور"))
    assert statuses(done) == [("conflict", "kept_and_rejected")] * 2 and len(done["events"]) == 2
    assert len(review.agreement(done["corrections"])["conflicts"]) == 2


def test_reviewers_who_say_the_same_are_followed(tmp_path: Path) -> None:
    four = correction("edit", slot="killed", before="3/3/5", after="4/4/4")
    done = reviewed(tmp_path, four, {**four, "reviewer": "نور"})
    assert statuses(done) == [("applied", None)] * 2 and event(done)["killed_best"] == 4


def test_the_last_word_of_a_reviewer_counts(tmp_path: Path) -> None:
    four = correction("edit", slot="killed", before="3/3/5", after="4/4/4")
    five = {**four, "made_at": "2024-04-02T08:00:00Z", "after": "5/5/5"}
    done = reviewed(tmp_path, five, four)
    assert statuses(done) == [("superseded", "said_otherwise_later"), ("applied", None)]
    assert event(done)["killed_best"] == 5
    done = reviewed(tmp_path, four, correction("reject", made_at="2024-04-03T08:00:00Z"))
    assert statuses(done)[0] == ("superseded", "rejected_later") and len(done["events"]) == 1


def test_an_edit_of_an_event_that_is_merged_away_is_told(tmp_path: Path) -> None:
    edit = correction(
        "edit", event_id=small.PLAN, mention_id=PLANNED, slot="event_type", before="attack", after="ambush"
    )
    done = reviewed(tmp_path, edit, correction("merge", after=small.PLAN, target=PLANNED, reviewer="نور"))
    assert sorted(statuses(done), key=str) == [("applied", None), ("no_longer_applies", "merged")]


def test_the_order_of_files_changes_nothing(tmp_path: Path) -> None:
    rows = [
        correction("edit", slot="killed", before="3/3/5", after="4/4/4"),
        correction("accept", event_id=small.PLAN, mention_id=PLANNED, reviewer="نور"),
        correction("edit", slot="killed", before="3/3/5", after="5/5/5", reviewer="نور"),
    ]
    assert reviewed(tmp_path, *rows) == reviewed(tmp_path, *rows[::-1])


def test_a_corrected_dataset_still_obeys_the_laws(tmp_path: Path) -> None:
    planned = correction(
        "edit", event_id=small.PLAN, mention_id=PLANNED, slot="realis", before="planned", after="actual"
    )
    edits = [planned, correction("edit", slot="date", before="2024-03-04", after="2024-02-01")]
    tables, upstream = small.stage("export")
    done = review.run(validated(), BOOK, read(tmp_path, *edits))
    done.pop("rejected")
    done["public_corrections"] = done["corrections"]
    suite = yaml.safe_load((ROOT / "workflow/expectations/export.yaml").read_text(encoding="utf-8"))
    _, rows = quality.check("export", {**tables, **done}, {**upstream, **done}, suite)
    broken = {row["why"] for row in rows.to_pylist() if row["severity"] == "critical"}
    assert not broken, broken


def test_kappa_is_the_library_s(tmp_path: Path) -> None:
    verdicts = {"س": "aarraer", "ن": "aararee"}
    action = {"a": "accept", "r": "reject", "e": "merge"}
    rows = [
        {"reviewer": who, "made_at": "2024", "correction_id": f"{who}{n}", "event_now": f"e{n}",
         "action": action[letter], "status": "applied"}
        for who, letters in verdicts.items() for n, letter in enumerate(letters)
    ]  # fmt: skip
    told = review.agreement(rows)["pairs"][0]
    assert (told["events"], told["same"]) == (7, 4)
    assert told["kappa"] == round(cohen_kappa_score(*map(list, verdicts.values())), 4)
    same = [row for row in rows if row["event_now"] in ("e0", "e1")]
    assert review.agreement(same)["pairs"][0]["kappa"] is None


def as_csv(*rows: dict[str, Any]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def test_csv_says_the_same_as_json(tmp_path: Path) -> None:
    row = correction("edit", slot="killed", before="3/3/5", after="4/4/4", why="'=1+1")
    (tmp_path / "one.csv").write_bytes(as_csv(row))
    (told,) = files.read([tmp_path / "one.csv"])
    (same,) = read(tmp_path, {**row, "why": "=1+1"})
    assert {**told, "file": ""} == {**same, "file": ""}
    assert len(files.read([tmp_path / "one.csv", tmp_path / "one.json"])) == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xff\xfe", "is not UTF-8"),
        (b"{", "is not JSON"),
        (b'{"rows": []}', 'no list "corrections"'),
        (b'[{"action": "accept"}]', "correction 1 has no `reviewer`"),
        (json.dumps([correction("approve")]).encode(), "`action` = 'approve'"),
        (json.dumps([correction("accept", event_id="12")]).encode(), "an event_id of the dataset"),
        (json.dumps([correction("reject", why="")]).encode(), "a rejection needs one"),
        (json.dumps([correction("edit", slot="killed", before="", after="many")]).encode(), "low/best/high"),
        (json.dumps([correction("edit", slot="date", before="", after="1/2/24")]).encode(), "a day (2024-05-17)"),
        (json.dumps([correction("accept", made_at="yesterday")]).encode(), "in UTC"),
        (json.dumps([correction("accept"), correction("alias", slot="actor", target="x|y", after="z")]).encode(),
         "correction 2 has `target`"),
        (json.dumps([correction("accept", mood="good")]).encode(), "'mood'"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_file_record_and_remedy(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "wrong.json"
    path.write_bytes(data)
    with pytest.raises(CorrectionsError, match=r"corrections: wrong\.json") as error:
        files.read([path])
    assert told in str(error.value)


def test_only_json_and_csv_of_the_folder_are_read(tmp_path: Path) -> None:
    for name in ("b.json", "a.CSV", "README.md", ".hidden"):
        (tmp_path / name).write_text("")
    assert [path.name for path in files.listed(tmp_path)] == ["a.CSV", "b.json"]
    assert files.listed(tmp_path / "missing") == []


def test_new_names_go_into_the_codebook_unless_reviewers_disagree(tmp_path: Path) -> None:
    def name(target: str, after: str, slot: str = "actor", **more: str) -> dict[str, Any]:
        row = {"reviewer": "س", "made_at": "2024-04-01T08:00:00Z", "action": "alias", "slot": slot}
        return {**row, "target": target, "after": after, **more}

    rows = read(
        tmp_path, name("أنصار السد", "aanes"), name("حي السد", "sj:idlib", "place"), name("الحراس", "aanes"),
        name("الحراس", "al_qaeda", reviewer="ن"),
    )  # fmt: skip
    agreed = aliases.agreed(rows)
    assert {(row["slot"], row["id"], row["alias"]) for row in agreed} == {
        ("actor", "aanes", "أنصار السد"),
        ("place", "sj:idlib", "حي السد"),
    }
    shipped = (ROOT / "resources/codebook/actors.csv").read_text(encoding="utf-8")
    more = list(csv.DictReader(io.StringIO(aliases.with_actor_aliases(shipped, agreed))))
    known = list(csv.DictReader(io.StringIO(shipped)))
    changed = [(a, b) for a, b in zip(known, more, strict=True) if a != b]
    assert [(b["actor_id"], b["aliases"]) for _, b in changed] == [("aanes", f"{changed[0][0]['aliases']}|أنصار السد")]
    done = reviewed(tmp_path, name("أنصار السد", "aanes"), name("الرابية", "sj:nowhere", "place"))
    assert sorted(statuses(done), key=str) == [("applied", None), ("no_longer_applies", "unknown_place")]


def test_applied_corrections_become_golden_cases(tmp_path: Path) -> None:
    given = validated()
    actors = small.stage("export")[0]["actors"]
    edit = correction("edit", slot="killed", before="3/3/5", after="4/4/4")
    done = review.run(given, BOOK, read(tmp_path, edit))
    found = golden.cases(given, {**done, "actors": actors})
    assert len(found) == 2  # the sentences of the event's two mentions
    case = next(case for case in found if "مصدر محلي" in case["text"])
    assert case["events"] == [
        {
            "type": "air_strike",
            "victim": ["مدنيين"],
            "place": "النيرب",
            "dates": ["2024-03-04", "2024-03-04"],
            "killed": 4,
        }
    ]
    done = review.run(given, BOOK, read(tmp_path, correction("reject")))
    assert all(case.get("none_counted") for case in golden.cases(given, {**done, "actors": actors}))
