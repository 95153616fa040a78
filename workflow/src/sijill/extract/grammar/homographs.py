"""Words that are written alike: what else than an act, a name or a link some of them are where they stand."""

from __future__ import annotations

from sijill.extract.grammar.heads import STRONGHOLDS
from sijill.extract.sentence import BESIEGED, Item, Sentence
from sijill.text.tokens import word_set

THAT_REACH = 4  # tokens from a verb of saying to its «أن», with a short subject between
TIMED, TIMED_REACH = word_set("بعد قبل عقب منذ غداه"), 4  # «بعد يوم واحد من سيطرة …»
LAST = word_set("اخر واخر لاخر باخر")
FIRST_NAMES = frozenset(("سامر", "وسامر"))
TO_THEM = frozenset(("اليها", "اليهم", "اليهما", "اليهن"))  # as «آلية» with a pronoun is folded


def drop_homographs(sentence: Sentence) -> None:
    """«بين» is a verb of saying only before «أن»; else it is "between". «إليها» is no vehicle («آليتها»).

    «سامر» is a name, and no order to come; «المحاصرة» behind a place describes it.
    """
    acts = [
        item
        for item in sentence.of("trigger")
        if (sentence.word(item.first) != BESIEGED or sentence.at(item.first - 1, "place", "head") is None)
        and not _is_hold(item, sentence)
        and not _ends_head(item, sentence)
    ]
    if len(acts) < len(sentence.of("trigger")):
        sentence.keep("trigger", acts)
    acts = [item for item in sentence.of("support") if sentence.word(item.first) not in FIRST_NAMES]
    sentence.keep("support", acts)
    for kind in ("unit", "head"):
        things = [item for item in sentence.of(kind) if sentence.word(item.first).removeprefix("و") not in TO_THEM]
        things = [item for item in things if not _is_last_of(item, sentence)]
        if len(things) < len(sentence.of(kind)):
            sentence.keep(kind, things)
    links = [item for item in sentence.of("link") if not _counts_time(item, sentence)]
    if len(links) < len(sentence.of("link")):
        sentence.keep("link", links)
    kept = [
        item
        for item in sentence.of("source")
        if sentence.word(item.first).removeprefix("و") != "بين"
        or "ان" in sentence.words[item.last : item.last + THAT_REACH]
    ]
    if len(kept) < len(sentence.of("source")):
        sentence.keep("source", kept)


def _is_hold(noun: Item, sentence: Sentence) -> bool:
    """«تحت سيطرة الجيش», «من قبضة التنظيم»: who holds it, which the connective says, and no act."""
    link = sentence.at(noun.first, "link")
    return link is not None and link.first < noun.first and link.last == noun.last and not _counts_time(link, sentence)


def _ends_head(noun: Item, sentence: Sentence) -> bool:
    """«مواقع تمركز الميليشيا»: whose positions they are, and no act."""
    head = sentence.at(noun.first, "head")
    return head is not None and head.first < noun.first and head.last == noun.last


def _counts_time(link: Item, sentence: Sentence) -> bool:
    """«بعد ساعات من سيطرة الجيش على …»: «من» counts from the act; nothing was taken from the army's hold."""
    held = link.last - link.first > 1 and sentence.at(link.last - 1, "trigger") is not None
    return held and not TIMED.isdisjoint(sentence.words[max(0, link.first - TIMED_REACH) : link.first])


def _is_last_of(item: Item, sentence: Sentence) -> bool:
    """«آخر معقل»: the last of places, and nobody else («شخص وآخر»)."""
    return sentence.word(item.first) in LAST and sentence.word(item.last) in STRONGHOLDS
