"""Who says so: the source nearest the fact, by the verb or phrase that brings it in."""

from __future__ import annotations

from dataclasses import dataclass

from sijill.extract.lexicon import Lexicon
from sijill.extract.sentence import Item, Sentence

NAME_WORDS = 9  # longest source name, in tokens
OPENERS = frozenset(("الي", "عن", "علي", "انه", "ان", "لكن", "بان", "من"))  # no speaker is named right behind the verb
ENDS = frozenset(
    (
        "عن",
        "الي",
        "حسب",
        "بعد",
        "خلال",
        "علي",
        "ان",
        "بان",
        "انه",
        "انها",
        "انهم",
        "بانه",
        "بانها",
        ":",
        "،",
        ",",
        "ما",
        "قوله",
        "قولها",
        "فان",
        "اليوم",
        "امس",
    )
)
PARTY_KINDS = ("state_force", "militia", "insurgent", "coalition", "umbrella", "political", "police")
KIND_OF_ACTOR = {
    "media": "media",
    "monitor": "monitor",
    "official_body": "official",
    "state": "official",
    "intergovernmental": "official",
}
CONTINUED = frozenset(
    (
        "اضاف",
        "تابع",
        "اوضح",
        "اشار",
        "لفت",
        "اكد",
        "ذكر",
        "زاد",
        "بين",
        "نوه",
        "مضيفا",
        "موضحا",
        "مشيرا",
        "لافتا",
        "مؤكدا",
    )
)


@dataclass(frozen=True)
class Attribution:
    """A source: view offsets of its name (empty for a source carried over), its kind and normal form."""

    start: int
    end: int
    kind: str
    name: str
    rule: str


def attribute(trigger: Item, sentence: Sentence, lexicon: Lexicon, speaker: Attribution | None) -> Attribution | None:
    """The nearest source of what a trigger says, or None for the outlet's own voice.

    `speaker`: the source of the sentences before, which «وأضاف» without a subject continues.
    """
    cited = [item for item in sentence.of("source") if item.value.kind == "according_to"]
    for item in sorted(cited, key=lambda item: abs(item.first - trigger.first)):
        if not _full_stop(sentence, *sorted((item.first, trigger.first))):
            return _named(item.last, sentence, lexicon, "according_to")
    saying = [item for item in sentence.of("source") if item.value.kind == "say_verb" and item.last <= trigger.first]
    for item in reversed(saying):
        return _speaker_of(item, trigger, sentence, lexicon, speaker)
    after = [item for item in sentence.of("source") if item.value.kind == "say_verb" and item.first >= trigger.last]
    for item in after:  # «…، قال مصدر أمني»
        if sentence.word(item.first - 1) in ("،", ","):
            return _named(item.last, sentence, lexicon, "said_behind")
    return None


def _full_stop(sentence: Sentence, first: int, last: int) -> bool:
    return any(sentence.word(index) in ".؟!" for index in range(first, last))


def _speaker_of(
    item: Item, trigger: Item, sentence: Sentence, lexicon: Lexicon, speaker: Attribution | None
) -> Attribution | None:
    behind = _named(item.last, sentence, lexicon, "say_verb", until=trigger.first)
    if behind is not None:
        return behind
    before = sentence.of("actor")
    subject = next((name for name in reversed(before) if name.last <= item.first and item.first - name.last <= 3), None)
    if subject is not None and not item.joined:
        return Attribution(
            subject.start,
            subject.end,
            _actor_kind(subject, lexicon),
            _surface(sentence, subject.start, subject.end),
            "subject_before",
        )
    if speaker is not None:
        return Attribution(item.start, item.start, speaker.kind, speaker.name, "continued_speaker")
    return None


def _named(first: int, sentence: Sentence, lexicon: Lexicon, rule: str, until: int | None = None) -> Attribution | None:
    """The source named from a token on: up to a comma, «أن» or a full stop."""
    if sentence.word(first) in OPENERS or first in sentence.quotes:
        return None
    last = first
    limit = min(first + NAME_WORDS, len(sentence.tokens), until if until is not None else len(sentence.tokens))
    while last < limit and sentence.word(last) not in ENDS and sentence.word(last) not in ".؟!؛":
        if (
            sentence.at(last, "time") is not None
            or (last > first and last in sentence.quotes and rule == "say_verb")
            or (last > first and sentence.at(last, "boundary", "trigger", "number", "cue"))
        ):
            break
        last += 1
    if last == first:
        return None
    start, end = sentence.tokens[first][0], sentence.tokens[last - 1][1]
    kind = _kind(first, last, sentence, lexicon)
    return Attribution(start, end, kind, _surface(sentence, start, end), rule) if kind else None


def _kind(first: int, last: int, sentence: Sentence, lexicon: Lexicon) -> str | None:
    """Kind of the source on tokens first … last; None when nothing there is known to speak."""
    for item in sentence.of("source"):
        if item.value.kind == "source_noun" and first <= item.first < last:
            return str(item.value.source_kind)
    for item in sentence.of("actor"):
        if first <= item.first < last:
            return _actor_kind(item, lexicon)
    if any(sentence.at(index, "trigger", "support") for index in range(first, last)):
        return None
    return "person"


def _actor_kind(item: Item, lexicon: Lexicon) -> str:
    actor = lexicon.actors.get(item.value.actor_id.split("|")[0])
    if actor is None:
        return "unknown"
    return "party" if actor.kind in PARTY_KINDS else KIND_OF_ACTOR.get(actor.kind, "unknown")


def _surface(sentence: Sentence, start: int, end: int) -> str:
    return sentence.text[start:end]
