"""Event mentions and what hangs on them: who, how many, who says so."""

from __future__ import annotations

from sijill.tables.columns import DATES, REPORT_ID, SPAN, Table, maybe, number, share, text
from sijill.tables.values import ASSERTIONS, PLACE_STATUSES, REALIS, ROLES, SOURCE_KINDS

MENTIONS: dict[str, Table] = {
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
}
