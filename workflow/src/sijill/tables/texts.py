"""Reports, their sentences and what stands in them: what is read from the texts."""

from __future__ import annotations

from sijill.tables.columns import BOOL, REPORT_ID, SPAN, Column, Table, day, maybe, number, share, text
from sijill.tables.values import (
    DUPLICATE_KINDS,
    FIELD_EVIDENCE,
    PUBLISHED_EVIDENCE,
    PUBLISHED_PRECISIONS,
    RESOLUTIONS,
    SENTENCE_ROLES,
    SPAN_KINDS,
)

TEXTS: dict[str, Table] = {
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
}
