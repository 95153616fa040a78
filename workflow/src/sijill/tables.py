"""The tables of the dataset: every column with its type, its values and what it means.

This file is the contract between the stages, the expectation suites, the documentation
(`workflow/docs/tables.md` is generated from it) and the readers of the Parquet files.
Offsets are half-open and count Unicode code points of `reports.text_raw`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

STRING, INT, FLOAT, BOOL = pa.string(), pa.int64(), pa.float64(), pa.bool_()
DAY = pa.date32()

SPAN_KINDS = ("actor", "place", "person", "time", "quantity", "weapon", "source")
SENTENCE_ROLES = ("headline", "dateline", "body", "quote", "caption", "boilerplate")
FIELD_EVIDENCE = ("record", "page", "sidecar")
DATE_PRECISIONS = ("day", "days", "week", "month", "year", "unknown")
DATE_STATUSES = ("anchored", "stated", "unanchored", "none")
EVENT_DATE_STATUSES = (*DATE_STATUSES, "reviewed")
PUBLISHED_PRECISIONS = ("day", "month", "year", "unknown")
PUBLISHED_EVIDENCE = ("metadata", "dateline", "url", "none")
REALIS = ("actual", "ongoing", "planned", "hypothetical", "negated", "generic")
ASSERTIONS = ("reported", "claimed_by_party", "alleged", "denied", "disputed")
ROLES = ("actor", "recipient", "participant", "backer", "victim")
SOURCE_KINDS = (
    "outlet", "correspondent", "media", "agency", "monitor", "official", "party", "local", "witness", "medical",
    "anonymous", "person", "social_media", "unknown",
)  # fmt: skip
RESOLUTIONS = ("resolved", "umbrella", "antecedent", "ambiguous", "no_antecedent", "not_in_registry", "not_applicable")
PLACE_STATUSES = ("resolved", "antecedent", "ambiguous", "not_in_registry", "not_stated")
DUPLICATE_KINDS = ("exact", "near", "contained")
SLOTS = (
    "event_type", "realis", "assertion", "day", "place", "actor", "recipient", "participant", "victim", "backer",
    "killed", "wounded",
)  # fmt: skip
STANCES = ("gives", "agrees", "contradicts")
LINK_KINDS = ("possible_same", "conflicts_with", "part_of", "follows")
STAGES = ("ingest", "normalize", "extract", "deduplicate", "validate", "export")
REJECTING = (*STAGES[:-1], "review", STAGES[-1])
REVIEW_STATUSES = ("unreviewed", "accepted", "edited", "conflict")
ACTIONS = ("accept", "reject", "edit", "merge", "split", "alias")
CORRECTION_STATUSES = ("applied", "already_so", "superseded", "conflict", "no_longer_applies")


@dataclass(frozen=True)
class Column:
    """One column: Arrow type, description, whether it may be null, and its closed set of values if it has one.

    `exported`: its type in the files of an edition, where that is another; days are text between the stages.
    """

    type: pa.DataType
    description: str
    nullable: bool = False
    values: tuple[str, ...] | None = None
    exported: pa.DataType | None = None


@dataclass(frozen=True)
class Table:
    """One table: what a row is, the key that sorts and identifies rows, and the columns in order."""

    row: str
    key: tuple[str, ...]
    columns: dict[str, Column]

    def schema(self) -> pa.Schema:
        """The Arrow schema, each column's description in its field metadata."""
        return pa.schema(
            [
                pa.field(name, col.type, nullable=col.nullable, metadata={"description": col.description})
                for name, col in self.columns.items()
            ],
            metadata={"row": self.row},
        )


def text(description: str, values: tuple[str, ...] | None = None, **options: Any) -> Column:
    return Column(STRING, description, values=values, **options)


def maybe(description: str, values: tuple[str, ...] | None = None) -> Column:
    return Column(STRING, description, nullable=True, values=values)


def day(description: str) -> Column:
    return Column(STRING, description, nullable=True, exported=DAY)


def number(description: str, nullable: bool = False) -> Column:
    return Column(INT, description, nullable=nullable)


def share(description: str, nullable: bool = False) -> Column:
    return Column(FLOAT, description, nullable=nullable)


REPORT_ID = text(
    "Digest of the outlet, the publication date and the text: the same report has the same id in any file format."
)
SPAN = {
    "start": number("First character of the surface in reports.text_raw (code points)."),
    "end": number("One past the last character of the surface in reports.text_raw."),
}
DATES = {
    "date_start": day(
        "First possible day of the event (ISO 8601). Null when the text and the publication date do not give one."
    ),
    "date_end": day("Last possible day of the event (ISO 8601), inclusive."),
    "date_precision": text("Width of the interval date_start to date_end.", DATE_PRECISIONS),
    "date_status": text(
        "anchored: counted from the publication date; stated: given in full by the text; "
        "unanchored: a constraint without an anchor; none: the text gives no time.",
        DATE_STATUSES,
    ),
    "date_constraint": maybe(
        "What the text says of the time, in normal form (weekday=sunday;offset=-1), when it cannot be fixed."
    ),
}
CASUALTIES = {
    f"{what}_{bound}": number(f"{label} ({bound} figure). Null when no telling gives a figure.", nullable=True)
    for what, label in (("killed", "People killed"), ("wounded", "People wounded"))
    for bound in ("low", "best", "high")
}

TABLES: dict[str, Table] = {
    "reports": Table(
        "a report as received",
        ("report_id",),
        {
            "report_id": REPORT_ID,
            "corpus": text("Name of the corpus entry in config.yaml (the last part of its path unless named)."),
            "source_file": text("Input file, relative to the corpus path."),
            "record_no": number("Position of the record in its file, from 0."),
            "record_id": text("The input's own id of the record, or the file stem."),
            "source_sha256": text("SHA-256 of the record's bytes as read."),
            "outlet": maybe("Outlet that published the report. Null when neither the record nor the config names one."),
            "url": maybe("Address of the report as given by the record or the page."),
            "title": maybe("Headline as written. Null when the report has none."),
            "text_raw": text(
                "The whole text as read, the title first where the record has one. All offsets count from here."
            ),
            "text": text("Body without headline and boilerplate."),
            "fields_evidence": text(
                "Where title, outlet, address and time were read: fields of the record itself, the web page, "
                "or a file or front matter beside the text.",
                FIELD_EVIDENCE,
            ),
            "encoding": maybe("Character encoding the record was read in. Null for JSON in UTF-8 and for Parquet."),
            "text_repair": maybe(
                "What was mended in the record, or left out of it, before it was read. Null: nothing."
            ),
            "language": text("Language of the text (ISO 639-1)."),
            "mixed_language": Column(BOOL, "Whether a good part of the text is in another language or script."),
            "published_at": maybe("Publication time as written in the record."),
            "published_on": day("Publication day (ISO 8601). Null unless the day is known: it is never invented."),
            "published_precision": text(
                "How much of the publication date is known; month and year leave published_on null.",
                PUBLISHED_PRECISIONS,
            ),
            "published_evidence": text("What published_on was read from.", PUBLISHED_EVIDENCE),
            "published_conflict": maybe(
                "What other evidence of the same report says otherwise (dateline=2018-02-17;url=2018-02-19)."
            ),
            "duplicate_of": maybe("report_id of the canonical report this one repeats. Null for canonical reports."),
            "duplicate_kind": maybe("How it repeats it.", DUPLICATE_KINDS),
            "duplicate_similarity": share(
                "Jaccard similarity of word trigrams with the canonical report (0 to 1).", nullable=True
            ),
            "story_id": maybe(
                "Group of reports of the same news, by its canonical report's id: they share text, or their leads tell "
                "one event."
            ),
        },
    ),
    "report_pairs": Table(
        "two reports that share most of their text",
        ("report_id_a", "report_id_b"),
        {
            "report_id_a": text("The smaller report_id of the two."),
            "report_id_b": text(
                "The other report. Of reports with exactly one text, each is paired with the canonical one, and this "
                "one alone with similar texts."
            ),
            "kind": text(
                "How they are alike: the same folded text, near it, or one within the other.", DUPLICATE_KINDS
            ),
            "jaccard": share("Jaccard similarity of their sets of word trigrams (0 to 1)."),
            "containment": share("Share of the smaller set that stands in the larger one (0 to 1)."),
        },
    ),
    "sentences": Table(
        "a sentence",
        ("report_id", "sentence_no"),
        {
            "report_id": REPORT_ID,
            "sentence_no": number("Position in the report, from 0."),
            **SPAN,
            "role": text("What part of the page the sentence belongs to.", SENTENCE_ROLES),
            "rule_id": maybe("Rule that gave the role, when it is not plain body text."),
        },
    ),
    "spans": Table(
        "an entity as written",
        ("report_id", "start", "end", "kind", "span_id"),
        {
            "span_id": text("Digest of report, offsets, kind and reading."),
            "report_id": REPORT_ID,
            "sentence_no": number("Sentence the span stands in."),
            **SPAN,
            "surface": text("The characters as written: text_raw[start:end]."),
            "kind": text("Kind of entity.", SPAN_KINDS),
            "actor_id": maybe("Registry actor the span names."),
            "place_id": maybe("Gazetteer place the span names."),
            "normal_form": maybe("Normal form of a time, quantity, person or source."),
            "resolution_status": text("How the span was tied to a registry row, or why it was not.", RESOLUTIONS),
            "rule_id": text("Rule that read the span."),
        },
    ),
    "event_mentions": Table(
        "an event as told in one report",
        ("report_id", "trigger_start", "trigger_end", "mention_id"),
        {
            "mention_id": text("Digest of report, trigger offsets and event type."),
            "report_id": REPORT_ID,
            "sentence_no": number("Sentence of the trigger."),
            "trigger_start": number("First character of the trigger in text_raw."),
            "trigger_end": number("One past the last character of the trigger in text_raw."),
            "trigger": text("The trigger as written."),
            "event_type": text("Codebook type."),
            "realis": text("Whether the text says it happened.", REALIS),
            "assertion": text("How the text stands to it.", ASSERTIONS),
            **DATES,
            "place_id": maybe("Gazetteer place of the event."),
            "place_surface": maybe("Place of the event as written."),
            "place_status": text(
                "How the place was read, or why it is null; antecedent: it is the country that the report is about.",
                PLACE_STATUSES,
            ),
            "geo_precision": number("UCDP where_prec, 1 (exact) to 7 (international or unknown)."),
            "actor_status": text(
                "How the doer was read, or why no participant stands as actor.",
                ("stated", "not_stated", "passive", "symmetric", "not_in_registry"),
            ),
            "confidence": share("How likely the row is right, from what the rules saw (0 to 1; confidence.csv)."),
            "confidence_evidence": text("What was seen of it, as in confidence.csv, separated by |."),
            "rule_id": text("Trigger row and grammar rule that read the mention."),
            "event_id": maybe("Event the mention was merged into. Null until deduplication."),
        },
    ),
    "participants": Table(
        "an actor in a mention",
        ("mention_id", "role", "start", "end", "actor_id"),
        {
            "mention_id": text("Mention the actor takes part in."),
            "actor_id": maybe("Registry actor. Null when the registry has no row for the surface."),
            "role": text("Role in the event.", ROLES),
            "surface": text("The characters as written."),
            **SPAN,
            "rule_id": text("Grammar rule that gave the role."),
        },
    ),
    "quantities": Table(
        "a number in a mention",
        ("mention_id", "what", "start", "end"),
        {
            "mention_id": text("Mention the number belongs to."),
            "what": text("What is counted: killed, wounded, detained, fighters, vehicles …"),
            "low": number("Lowest figure the words allow.", nullable=True),
            "best": number("The figure as stated. Null for vague words.", nullable=True),
            "high": number("Highest figure the words allow. Null when the words set no upper bound.", nullable=True),
            "as_written": text("The characters as written."),
            **SPAN,
            "rule_id": text("Rule that read the number."),
        },
    ),
    "attributions": Table(
        "who says so",
        ("mention_id", "level", "start", "end"),
        {
            "mention_id": text("Mention that is attributed."),
            "level": number("1 is nearest the fact."),
            "source_kind": text("Kind of source.", SOURCE_KINDS),
            "name": text("The source in normal form, or the surface."),
            "surface": text("The characters as written. Empty for the outlet's own voice."),
            **SPAN,
            "rule_id": text("Rule that read the source."),
        },
    ),
    "events": Table(
        "what happened: mentions merged",
        ("event_id",),
        {
            "event_id": text("The id of the canonical mention's defining slots: stable when reports are added."),
            "canonical_mention_id": text("Mention that stands for the event."),
            "event_type": text("Codebook type."),
            "plover_event": maybe("PLOVER event. Null means no equivalent."),
            "plover_mode": maybe("PLOVER mode."),
            "acled_event": maybe("ACLED event type. Null means no equivalent."),
            "acled_sub_event": maybe("ACLED sub-event type."),
            "realis": text("Whether the tellings say it happened.", REALIS),
            "assertion": text("How the nearest telling stands to it.", ASSERTIONS),
            **DATES,
            "date_status": text(
                f"{DATES['date_status'].description[:-1]}; reviewed: given by a reviewer.", EVENT_DATE_STATUSES
            ),
            "place_id": maybe("Gazetteer place."),
            "place_name": maybe("Arabic name of the place."),
            "latitude": share("Latitude of the named settlement or area (degrees), never finer.", nullable=True),
            "longitude": share("Longitude of the named settlement or area (degrees).", nullable=True),
            "geo_precision": number("UCDP where_prec, 1 to 7."),
            "admin1": maybe("First-level division."),
            "country": maybe("Country (ISO 3166 alpha-2)."),
            **CASUALTIES,
            "n_mentions": number("Mentions merged."),
            "n_reports": number("Reports that tell it, duplicates of one text counted once."),
            "n_outlets": number(
                "Outlets that tell it in a text of their own: copies of one text count for one outlet."
            ),
            "first_published": maybe("Earliest known publication day of a report that tells it (ISO 8601)."),
            "last_published": maybe("Latest known publication day of a report that tells it (ISO 8601)."),
            "confidence": share("Highest confidence among its mentions."),
            "review_status": text(
                "What reviewers have said of it: accepted as it is; edited (see corrections); conflict: they disagree "
                "and it is left as it was read. Rejected events are in `rejected`.",
                REVIEW_STATUSES,
            ),
        },
    ),
    "event_slots": Table(
        "a value that a mention gives for a slot of its event",
        ("event_id", "slot", "value", "mention_id"),
        {
            "event_id": text("Event the mention belongs to."),
            "slot": text("Which part of the event the value fills.", SLOTS),
            "value": text(
                "A code, a place_id or an actor_id; for `day` first/last day or the constraint; for `killed` and "
                "`wounded` low/best/high, with nothing for what is not known."
            ),
            "mention_id": text("Mention that gives it; its report, sentence and sources are those of the mention."),
            "stance": text(
                "gives: the event's row has it; agrees: it is compatible with that one; contradicts: it "
                "is another version, or an earlier state of a toll.",
                STANCES,
            ),
        },
    ),
    "event_links": Table(
        "two events that are related, not one",
        ("event_id_a", "event_id_b", "kind"),
        {
            "event_id_a": text(
                "The smaller event_id of the two for symmetric kinds; the earlier or the whole for follows and part_of."
            ),
            "event_id_b": text("The other event."),
            "kind": text("How they are related.", LINK_KINDS),
            "reason": text("Code of the slot or rule that made the link."),
        },
    ),
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


def empty(name: str) -> pa.Table:
    """The named table with no rows."""
    return TABLES[name].schema().empty_table()


def from_rows(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows (dicts) as the named table; a missing nullable column is null, an unknown column is an error."""
    columns = TABLES[name].columns
    for row in rows:
        if unknown := row.keys() - columns.keys():
            raise KeyError(f"{name}: unknown columns {sorted(unknown)}")
    data = {column: [row.get(column) for row in rows] for column in columns}
    return pa.table(data, schema=TABLES[name].schema())


def with_columns(name: str, table: pa.Table, **columns: list[Any]) -> pa.Table:
    """The named table with the values of some columns replaced, in the order and with the types of its schema."""
    schema = TABLES[name].schema()
    arrays = [pa.array(columns[c], schema.field(c).type) if c in columns else table[c] for c in schema.names]
    return pa.table(arrays, schema=schema)
