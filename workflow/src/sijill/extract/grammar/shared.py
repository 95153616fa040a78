"""What joined acts share: the light verb of the first and its doer («شن الطيران غارات على …، و4 غارات على …»)."""

from __future__ import annotations

from itertools import pairwise

from sijill.extract.grammar.frames import Frame
from sijill.extract.sentence import Item, Sentence


def share_verb(found: list[Frame], sentence: Sentence) -> None:
    """Give an indefinite noun that «و» joins to one of its kind the light verb of that one, and the subject of it."""
    for before, frame in pairwise(found):
        verb = before.support
        if verb is None or frame.support is not None or before.is_verb or not _takes_more(verb, before.trigger):
            continue
        alike = before.row.event_type == frame.row.event_type and not (frame.trigger.definite or frame.trigger.prep)
        near = not sentence.stop_between(before.trigger.last, frame.trigger.first)
        if alike and near and not (frame.is_verb or frame.get("nisba")) and _joined(frame.trigger, sentence):
            frame.support = verb
            for function in ("support_subject", "preverbal"):
                for phrase in before.get(function):
                    frame.put(function, phrase)


def _takes_more(verb: Item, noun: Item) -> bool:
    """Whether a light verb stands before its noun as a verb that has the doer for its subject."""
    return (
        verb.kind == "support"
        and verb.first < noun.first
        and (verb.value.tense != "noun" and verb.value.row.subject == "actor")
    )


def _joined(noun: Item, sentence: Sentence) -> bool:
    """Whether «و» stands before a noun, or before the number of it («و4 غارات»)."""
    number = sentence.at(noun.first - 1, "number")
    before = sentence.words[max(0, number.first - 1) : number.last] if number is not None else []
    return noun.joined or any(word.startswith("و") for word in before)
