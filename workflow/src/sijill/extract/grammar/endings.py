"""Verbs in the subjunctive that tell what happened: how a story ended, and what somebody managed to do."""

from __future__ import annotations

from sijill.extract.grammar.carriers import MANAGED
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import Item, Sentence

MANAGED_REACH = 12  # tokens from a verb of success to what was managed


def ends_the_story(verb: Item, sentence: Sentence) -> bool:
    """«أطلق النار على المارة قبل أن تقتله الشرطة»: how a story that is told in the past ended; the pronoun is who acted
    in it. «قُتل قبل أن يهاجم …» tells no end."""
    acts = [item for item in sentence.of("trigger") if item.last < verb.first and isinstance(item.value, VerbForm)]
    told = [item for item in acts if item.value.tense == "past"]
    act: Item | None = verb
    if verb.kind == "support" and verb.value.row.verb_id in MANAGED:  # «… قبل أن تتمكن الشرطة من قتله»
        act = next((item for item in sentence.of("trigger") if 0 < item.first - verb.last <= MANAGED_REACH), None)
        act = act if act is not None and act.value.row.asserts == "casualty" else None
    suffered = act is not None and act.kind == "trigger" and bool(act.suffix)
    rows = [item.value.row for item in told]
    return suffered and bool(told) and all(row.asserts == "event" for row in rows)


def is_managed_clause(anchor: Item, sentence: Sentence) -> bool:
    """«استطاع الجيش أن يدخل …», «تمكن من أن يدخل»: what was managed has happened."""
    if sentence.word(anchor.first - 1) not in ("ان", "وان"):
        return False
    verbs = [item for item in sentence.of("support") if 0 < anchor.first - item.last <= MANAGED_REACH]
    verbs = [item for item in verbs if item.value.row.verb_id in MANAGED and item.value.tense == "past"]
    return bool(verbs) and not sentence.stop_between(verbs[-1].last, anchor.first)
