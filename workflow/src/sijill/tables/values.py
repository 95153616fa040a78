"""The closed sets of values that columns may have."""

from __future__ import annotations

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
