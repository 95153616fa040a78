"""Events, the values that their mentions give, and how they are related."""

from __future__ import annotations

from sijill.tables.columns import CASUALTIES, DATES, Table, maybe, number, share, text
from sijill.tables.values import ASSERTIONS, EVENT_DATE_STATUSES, LINK_KINDS, REALIS, REVIEW_STATUSES, SLOTS, STANCES

EVENTS: dict[str, Table] = {
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
}
