"""The options of each stage: a config section, a dataclass and a set of CLI flags are the same thing.

Every field has a default and a help text; `workflow/schemas/config.schema.yaml` repeats both (a test sees to it).
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


def option(default: Any, help: str) -> Any:
    """A dataclass field with its help text."""
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True)
class IngestOptions:
    max_record_chars: int = option(1_000_000, "Longest text of one record, in characters; longer ones are rejected.")
    min_arabic_share: float = option(0.5, "Least share of Arabic letters among the letters of a text (0 to 1).")


@dataclass(frozen=True)
class FurnitureOptions:
    min_reports: int = option(10, "Different texts of an outlet a line must stand in to be page furniture.")
    min_share: float = option(
        0.005, "Least share of an outlet's texts a short line must stand in to be page furniture (0 to 1)."
    )


@dataclass(frozen=True)
class NormalizeOptions:
    remove_boilerplate: bool = option(True, "Take page furniture out of `text` (it stays in `text_raw`).")
    max_sentence_chars: int = option(1_500, "Longest sentence, in characters; longer ones are cut at a space.")


@dataclass(frozen=True)
class ExtractOptions:
    home_country: str = option("SY", "Country (ISO 3166 alpha-2) a place name belongs to when nothing else tells.")
    ner: str = option(
        "lexicon", "Names no lexicon has: lexicon leaves them unread, camel asks camel-tools' recognizer (decision 11)."
    )


@dataclass(frozen=True)
class DeduplicateOptions:
    near: float = option(0.5, "Least Jaccard similarity of word trigrams of near-duplicate reports (0 to 1).")
    contained: float = option(0.9, "Least share of the shorter report's trigrams found in the longer one (0 to 1).")
    min_trigrams: int = option(10, "Reports with fewer trigrams are compared for exact equality only.")
    max_distance_km: float = option(
        25.0, "Places farther apart than this contradict each other, unless one contains the other."
    )


@dataclass(frozen=True)
class ValidateOptions:
    earliest_day: str = option("1990-01-01", "Events before this day are rejected (ISO 8601).")
    max_casualties: int = option(100_000, "Casualty figures above this are rejected as misread.")
    min_confidence: float = option(
        0.6, "Events that no telling reads with this score (0 to 1) are rejected (decision 17); 0 keeps all."
    )


@dataclass(frozen=True)
class ReviewOptions:
    corrections: str = option(
        "resources/corrections", "Folder of the reviewers' files (*.json, *.csv); relative to the working directory."
    )


@dataclass(frozen=True)
class ExportOptions:
    mask_private_persons: bool = option(True, "Mask names of private persons in the shareable edition.")
    public_full_text: bool = option(False, "Put full texts into the shareable edition (they belong to their outlets).")
    partition_rows: int = option(1_000_000, "Tables with more rows than this are kept in parts, one a year.")
    title: str = option("Sijill", "Name of the dataset, for its card and citation.")
    authors: str = option("", "Who made the dataset, separated by semicolons, for its card and citation.")
    license: str = option("", "Licence of the dataset: an SPDX identifier or an address.")
    url: str = option("", "Address of the dataset, where it has one.")


@dataclass(frozen=True)
class EvaluateOptions:
    gold: str = option("resources/gold", "Labelled reports (YAML or JSON Lines): a file, or a folder of them.")
    own_texts: bool = option(
        True, "Read the texts of the gold itself and score that; else score results/export, by record_id."
    )
    show_test: bool = option(False, "List the misses and false alarms of the test half too, not its figures only.")


STAGE_OPTIONS: dict[str, type] = {
    "ingest": IngestOptions,
    "furniture": FurnitureOptions,
    "normalize": NormalizeOptions,
    "extract": ExtractOptions,
    "deduplicate": DeduplicateOptions,
    "validate": ValidateOptions,
    "review": ReviewOptions,
    "export": ExportOptions,
    "evaluate": EvaluateOptions,
}


def defaults(stage: str) -> dict[str, Any]:
    """The option names of a stage with their defaults."""
    return {f.name: f.default for f in fields(STAGE_OPTIONS[stage])}
