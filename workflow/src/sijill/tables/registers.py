"""What the rows name: actors and places. What became of rows: corrections and rejections."""

from __future__ import annotations

from sijill.tables.columns import Table, maybe, number, share, text
from sijill.tables.values import ACTIONS, CORRECTION_STATUSES, REJECTING

REGISTERS: dict[str, Table] = {
    "actors": Table(
        "a registry actor in use",
        ("actor_id",),
        {
            "actor_id": text("Id of the registry row."),
            "name_ar": text("Arabic name."),
            "name_en": text("English name."),
            "aliases": maybe("Other names, separated by |."),
            "kind": text("Kind of actor."),
            "country": maybe("Country (ISO 3166 alpha-2). Null for transnational actors."),
            "parent": maybe("actor_id of the actor it belongs to."),
            "backers": maybe("actor_ids of its backers, separated by |."),
            "valid_from": maybe("First year or day of its existence."),
            "valid_to": maybe("Last year or day of its existence."),
            "plover_sector": maybe("PLOVER sector code."),
            "acled_inter": number("ACLED inter code, 1 to 8.", nullable=True),
            "source": text("Where the row comes from."),
        },
    ),
    "places": Table(
        "a gazetteer place in use",
        ("place_id",),
        {
            "place_id": text("gn:<GeoNames id>, or sj:<slug> for the curated supplement."),
            "name_ar": text("Arabic name."),
            "name_en": text("English name."),
            "aliases": maybe("Other Arabic names, separated by |."),
            "feature": text("What it is: settlement, governorate, district, region, countryside, road, airport …"),
            "parent": maybe("place_id of the place that contains it."),
            "admin1": maybe("First-level division, in English."),
            "admin2": maybe("Second-level division, in English."),
            "country": maybe("Country (ISO 3166 alpha-2)."),
            "latitude": share("Latitude of the centre (degrees). Null when not known.", nullable=True),
            "longitude": share("Longitude of the centre (degrees). Null when not known.", nullable=True),
            "geo_precision": number("UCDP where_prec of a mention that names only this place."),
            "population": number("Population where known.", nullable=True),
            "source": text("Where the row comes from."),
        },
    ),
    "corrections": Table(
        "a reviewer's correction, and what became of it",
        ("correction_id",),
        {
            "correction_id": text("Digest of reviewer, time, action and what the action is about."),
            "reviewer": text("Who made it, as the file says."),
            "made_at": text("When it was made (ISO 8601, UTC), as the file says."),
            "action": text("What it does.", ACTIONS),
            "event_id": maybe("Event it is about, as the file names it. Null for aliases."),
            "event_now": maybe("Event found again by that id, or by the mention that stood for it. Null: none."),
            "mention_id": maybe("Canonical mention of the event when the correction was made."),
            "slot": maybe("Slot of an edit; actor or place for an alias."),
            "target": maybe(
                "edit of a participant: mention_id:start:end:role; merge: the other event's canonical mention; "
                "split: the mentions that are another event; alias: the name as written."
            ),
            "before": maybe("Value the reviewer saw."),
            "after": maybe("Value it should have; merge: the other event; alias: the actor_id or place_id."),
            "found": maybe("Value of the slot in this run before corrections. Null where none was compared."),
            "why": maybe("Reason in the reviewer's words."),
            "file": text("Corrections file it was read from."),
            "status": text("What became of it.", CORRECTION_STATUSES),
            "reason": maybe("Code of the reason, where it was not applied."),
        },
    ),
    "rejected": Table(
        "a row that left the chain",
        ("stage", "reason", "corpus", "source_file", "record_no", "report_id", "mention_id", "detail"),
        {
            "stage": text("Stage that rejected it; review: a reviewer did.", REJECTING),
            "report_id": maybe("Report, where it has an id."),
            "mention_id": maybe("Event mention, where the row is one."),
            "corpus": maybe("Corpus entry of the input file, for records."),
            "source_file": maybe("Input file, for records."),
            "record_no": number("Position of the record in its file.", nullable=True),
            "reason": text("Reason code."),
            "detail": text("What was seen, in words, with the remedy where there is one."),
        },
    ),
}
