"""camel-tools: its foldings as a character table, and its recognizer of names. No other module imports camel_tools.

camel-tools folds text function by function, each pass over the whole text. What a pass does to one
character does not depend on its neighbours, so asking it once per character of the Arabic blocks gives a
table that does the same in one pass and from which an exact map back to the raw characters can be kept.

Loading camel-tools' character sets takes a second, and every job of a run would pay it: the table is therefore kept
in `camel_foldings.json`, and a test asks camel-tools for it anew. To write it anew after a change of version:
`python -c "from sijill.text import camel; camel.save(camel.derived())"`.

The recognizer (`load_tagger`) is optional (decision 11): it needs torch, transformers and models that camel_data
fetches. Importing it without its catalogue would go to the network, so `missing` looks at the files first.
"""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

TABLE = Path(__file__).with_name("camel_foldings.json")
# Arabic, Arabic Supplement, Extended-B, Extended-A, Presentation Forms A and B
ARABIC_BLOCKS = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))
PACKAGES = ("torch", "transformers")  # what camel-tools' recognizer runs on
MODELS = ("ner-arabert", "morphology-db-msa-r13")  # of camel_data: the recognizer's, the analyzer's
KINDS = {"LOC": "place", "PERS": "person", "ORG": "organisation"}


class Entity(NamedTuple):
    """A name on words first … last (half-open), and what it names: person, place or organisation."""

    first: int
    last: int
    kind: str


class Tagger(Protocol):
    """Tells the names of a sentence."""

    def entities(self, words: Sequence[str]) -> list[Entity]:
        """The names among the words of one sentence, in order, disjoint."""


@cache
def folding_table() -> dict[str, str]:
    """Every character of the Arabic blocks that camel-tools changes, with what it becomes ("" = removed)."""
    table: dict[str, str] = json.loads(TABLE.read_text(encoding="utf-8"))
    return table


def derived() -> dict[str, str]:
    """The table as camel-tools itself gives it, character by character."""
    chain = folding_chain()
    chars = (chr(code) for first, last in ARABIC_BLOCKS for code in range(first, last + 1))
    return {char: folded for char in chars if (folded := chain(char)) != char}


def folding_chain() -> Callable[[str], str]:
    """camel-tools' chain for a text: NFKC, alef, alef maksura, teh marbuta, diacritics removed."""
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import (
        normalize_alef_ar,
        normalize_alef_maksura_ar,
        normalize_teh_marbuta_ar,
        normalize_unicode,
    )

    def chain(text: str) -> str:
        text = normalize_alef_maksura_ar(normalize_alef_ar(normalize_unicode(text)))
        return str(dediac_ar(normalize_teh_marbuta_ar(text)))

    return chain


def save(table: dict[str, str]) -> None:
    """Write the table to its file."""
    TABLE.write_text(json.dumps(table, indent=0, sort_keys=True) + "\n", encoding="ascii")


def data_folder(environment: Mapping[str, str], home: Path) -> Path:
    """Where camel_data keeps what it has fetched."""
    return Path(environment.get("CAMELTOOLS_DATA") or home / ".camel_tools").expanduser()


def own_folder() -> Path:
    """The folder that camel-tools itself takes in this environment: it asks no one either."""
    return data_folder(os.environ, Path.home())


def missing(folder: Path) -> str | None:
    """What the recognizer lacks, with the commands that bring it; None where it can run. Imports nothing."""
    packages = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    models = [name for name in MODELS if name not in _installed(folder)]
    lacks = [f"the Python packages {' and '.join(packages)} (not in the lock: some gigabytes)"] if packages else []
    lacks += [f"camel-tools' data {' and '.join(models)} in {folder}"] if models else []
    steps = [f"python -m pip install {' '.join(packages)}"] if packages else []
    steps += [f"camel_data -i {name}" for name in models]
    return f"{' and '.join(lacks)}. Run `{' && '.join(steps)}`" if lacks else None


def _installed(folder: Path) -> frozenset[str]:
    """The packages that camel_data has noted as installed; none without its catalogue, which imports would fetch."""
    versions = folder / "versions.json"
    if not versions.is_file() or not (folder / "catalogue.json").is_file():
        return frozenset()
    try:
        return frozenset(json.loads(versions.read_text(encoding="utf-8")))
    except ValueError:
        return frozenset()


def spans_of(labels: Sequence[str]) -> list[Entity]:
    """The entities of B-/I- labels; an I- that follows no label of its kind begins one. MISC is left out."""
    found: list[Entity] = []
    before = "O"
    for index, label in enumerate(labels):
        mark, _, kind = label.partition("-")
        if kind in KINDS:
            if mark == "I" and before.partition("-")[2] == kind:
                found[-1] = found[-1]._replace(last=index + 1)
            else:
                found.append(Entity(index, index + 1, KINDS[kind]))
        before = label
    return found


class CamelTagger:
    """Names by a recognizer, but for single words that the morphological analyzer knows as words and as no name.

    `predict`: words → labels (camel-tools' NERecognizer.predict_sentence); `analyze`: word → analyses with their `pos`.
    """

    def __init__(
        self, predict: Callable[[list[str]], Sequence[str]], analyze: Callable[[str], Sequence[Mapping[str, Any]]]
    ) -> None:
        self._predict, self._analyze = predict, analyze

    def entities(self, words: Sequence[str]) -> list[Entity]:
        if not words:
            return []
        found = spans_of(self._predict(list(words)))
        return [one for one in found if one.last - one.first > 1 or self._may_name(words[one.first])]

    def _may_name(self, word: str) -> bool:
        kinds = {analysis.get("pos") for analysis in self._analyze(word)}
        return not kinds or "noun_prop" in kinds


def load_tagger() -> CamelTagger:
    """camel-tools' recognizer and analyzer on the processor; call `missing` first."""
    from camel_tools.morphology.analyzer import Analyzer
    from camel_tools.morphology.database import MorphologyDB
    from camel_tools.ner import NERecognizer

    recognizer = NERecognizer.pretrained(use_gpu=False)
    return CamelTagger(recognizer.predict_sentence, Analyzer(MorphologyDB.builtin_db()).analyze)
