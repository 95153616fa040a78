"""What one source says in a sentence: the claim, its source, and how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sijill.extract.lexicon import Lexicon
from sijill.extract.sentence import STOPS, Item, Sentence
from sijill.extract.sources.speakers import Speaker, antecedent, stands_for_last
from sijill.text.tokens import word_set

RELATIVE = word_set("التي الذي الذين ما لما بما مما اللتين اللذين")
# before the subject of a clause: «لكن الجيش أعلن»، «وكان المتحدث قال»، «فيما الوزارة أكدت»
CLAUSE_OPENERS = word_set(
    "كان كانت كانوا وكان وكانت لكن ولكن هذا هذه اما فيما بينما حيث اذ غير كما وقد ان وان بدوره بدورها ثم"
)
HIS_OWN = word_set(
    "قوله قولها قولهم قولهما تعبيره تعبيرها تعبيرهم وصفه وصفها وصفهم زعمه زعمها زعمهم بيانه بيانها بيانهم "
    "تصريحاته تصريحاتها تقريرها"
)


@dataclass(frozen=True)
class Attribution:
    """A source: view offsets of its name (empty for a source carried over), its kind and normal form.

    `via`: who passed on what it says («نقلت الوكالة عن مصدر»), one level farther from the fact.
    """

    start: int
    end: int
    kind: str
    name: str
    rule: str
    via: Attribution | None = None


@dataclass(frozen=True)
class Claim:
    """What one source says: the token of its verb, the source (None: the outlet), the tokens first … last it covers,
    the token behind verb and name, and whether it stands apart from the clause it covers or inside another claim."""

    at: int
    source: Attribution | None
    first: int
    last: int
    name_end: int
    aside: bool = False


def attributed(
    found: Speaker, sentence: Sentence, lexicon: Lexicon, last: Attribution | None, rule: str
) -> Attribution:
    """The attribution to a named source; a pointer («البيان»، «المصدر») takes kind and name of what it points at."""
    fuller = antecedent(found, sentence, lexicon)
    start, end = found.span(sentence)
    if fuller is not None:
        return Attribution(start, end, fuller.kind, fuller.name, rule)
    if last is not None and stands_for_last(found, sentence):
        return Attribution(start, end, last.kind, last.name, rule)
    return Attribution(start, end, found.kind, found.name, rule)


def carried(at: int, speaker: Attribution, rule: str) -> Attribution:
    via = carried(at, speaker.via, rule) if speaker.via is not None else None
    return replace(speaker, start=at, end=at, rule=rule, via=via)


def levels(source: Attribution | None) -> list[Attribution]:
    """A source and those who passed it on, nearest the fact first, each once."""
    found: list[Attribution] = []
    while source is not None:
        if all((source.kind, source.name) != (other.kind, other.name) for other in found):
            found.append(source)
        source = source.via
    return found


def passed_on(source: Attribution, by: Attribution | None) -> Attribution:
    """A source with one more who passes it on, behind those it has."""
    if by is None:
        return source
    return replace(source, via=by if source.via is None else passed_on(source.via, by))


def clause_start(index: int, sentence: Sentence) -> int:
    """The first token of the clause before `index`: behind a full stop, «فيما» or «بينما»."""
    for at in range(index - 1, -1, -1):
        if sentence.word(at) in STOPS or sentence.word(at) in ("فيما", "بينما"):
            return at + 1
    return 0


def is_stop(index: int, sentence: Sentence) -> bool:
    """A mark that ends a clause; not the points inside «إن.تي.في»."""
    if sentence.word(index) not in STOPS:
        return False
    return index + 1 >= len(sentence.tokens) or sentence.tokens[index + 1][0] > sentence.tokens[index][1]


def clause_end(index: int, sentence: Sentence) -> int:
    for at in range(index, len(sentence.tokens)):
        if sentence.word(at) in STOPS or sentence.word(at) in ("فيما", "بينما", "لكن"):
            return at
    return len(sentence.tokens)


def is_noun(known: Item) -> bool:
    return known.kind != "source" or known.value.kind == "source_noun"
