"""How far apart two words stand: the words between them that no lexicon understands."""

from __future__ import annotations

from sijill.extract.grammar.phrases import PREPOSITIONS
from sijill.extract.sentence import COMMAS, Item, Sentence
from sijill.text.tokens import word_set

APPOSITIVES = word_set("خاصه خصوصا بينهم بينها منهم منها ومنهم ابرزهم سيما")
PHRASE_COST = 2  # a preposition between a predicate and a phrase counts as so many of them
UNDERSTOOD = (
    "time", "number", "nisba", "head", "unit", "modifier", "place", "actor", "link", "title", "person", "office",
)  # fmt: skip
# «قال إن ستة قتلوا وأن الجيش …», «بحسب المصدر، فإن القوات …»: a clause of its own
CLAUSES = frozenset(("وان", "فان"))
ASIDES, ASIDE_REACH = frozenset(("بعدما", "عندما", "حينما")), 8  # openers of clauses, and tokens of these
ADVERBIAL_REACH = 5  # words of an adverbial between a preposition and the comma that closes it


def same_clause(first: int, last: int, sentence: Sentence) -> bool:
    """Whether no stop and no «وأن» stands between two tokens."""
    return not sentence.stop_between(first, last) and CLAUSES.isdisjoint(sentence.words[first:last])


def unknown_words(first: int, last: int, sentence: Sentence) -> int:
    """Words between two tokens that no lexicon knows; a comma is one word, a preposition opens a phrase of its own."""
    return sum(_distance(index, sentence) for index in range(first, last))


def words_between(first: int, last: int, sentence: Sentence) -> int:
    """The same without the words that commas set apart."""
    apart = _adverbials(first, last, sentence)
    return sum(_distance(index, sentence) for index in range(first, last) if index not in apart)


def _adverbials(first: int, last: int, sentence: Sentence) -> set[int]:
    """Tokens of «في …،» that a comma closes before the second token, and the comma: where it was stands between a verb
    and what belongs to it («التقى الوزير، الأحد، في الكرملين، نظيره …»)."""
    found: set[int] = set()
    for comma in (index for index in range(first, last) if sentence.word(index) in COMMAS):
        for opening in range(comma - 1, max(first, comma - ADVERBIAL_REACH) - 1, -1):
            if sentence.word(opening) in COMMAS or sentence.at(opening, "actor", "person", "unit", "source"):
                break
            if sentence.word(opening) == "في":
                found.update(range(opening, comma + 1))
                break
    return found


def _distance(index: int, sentence: Sentence) -> int:
    if sentence.at(index, "time"):
        return 0  # «منذ شهر»
    word = sentence.word(index)
    if word in COMMAS and (sentence.at(index - 1, "time") or sentence.at(index + 1, "time")):
        return 0  # «…، الاثنين، …»: a time set apart
    if word in PREPOSITIONS:
        return PHRASE_COST
    if word in APPOSITIVES:  # «عن معتقلين، خاصة قيادات المعارضة»: part of what was said before
        return 2 * PHRASE_COST
    return 0 if sentence.at(index, *UNDERSTOOD) else 1


def is_aside_of(index: int, verb: Item, sentence: Sentence) -> bool:
    """«سيطر الجيش على البلدة، بعدما انسحب منها المسلحون، واستعاد …»: a verb that «و» joins behind a comma goes on with
    the main clause, and not with the one set apart before it, where the token stands."""
    return verb.joined and sentence.word(verb.first - 1) in COMMAS and is_set_apart(index, sentence)


def is_set_apart(index: int, sentence: Sentence) -> bool:
    """Whether a token stands in a clause that «بعد أن», «عندما» … opens, with no comma between."""
    for at in range(index - 1, max(0, index - ASIDE_REACH), -1):
        if sentence.word(at) in COMMAS:
            return False
        after = sentence.word(at) == "ان" and sentence.word(at - 1) in ("بعد", "قبل", "منذ")
        if (after or sentence.word(at) in ASIDES) and at > 1:
            return True
    return False
