"""Words that are written alike: what else than an act, a name or a link some of them are where they stand."""

from __future__ import annotations

from sijill.extract.grammar.heads import STRONGHOLDS, ending_at
from sijill.extract.sentence import BESIEGED, Item, Sentence
from sijill.text.tokens import word_set

THAT_REACH = 4  # tokens from a verb of saying to its «أن», with a short subject between
TIMED, TIMED_REACH = word_set("بعد قبل عقب منذ غداه"), 4  # «بعد يوم واحد من سيطرة …»
LAST = word_set("اخر واخر لاخر باخر")
CLOUDS, OF_SMOKE = word_set("سحب سحبا السحب"), word_set("الدخان دخان دخانا كثيفه الدخانيه دخانيه الغبار")
FIRST_NAMES = frozenset(("سامر", "وسامر"))
HIMSELF, HIMSELF_REACH = word_set("نفسه نفسها انفسهم بنفسه جسده جسدها"), 5
AMONG = word_set("بينهم بينها بينهما بينهن بينه بيننا بينكم")
FARMS, AMONG_FARMS = frozenset(("المزارع",)), word_set("في من وسط داخل عبر بين قرب الي علي جنوب شمال شرق غرب")
SECURITY, CORDON = "امن", "طوقا"
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
        and not _is_on_himself(item, sentence)
        and not _is_security(item, sentence)
        and (sentence.word(item.first).removeprefix("و") not in CLOUDS or sentence.word(item.last) not in OF_SMOKE)
    ]
    if len(acts) < len(sentence.of("trigger")):
        sentence.keep("trigger", acts)
    acts = [item for item in sentence.of("support") if sentence.word(item.first) not in FIRST_NAMES]
    sentence.keep("support", acts)
    for kind in ("unit", "head"):
        things = [item for item in sentence.of(kind) if sentence.word(item.first).removeprefix("و") not in TO_THEM]
        things = [item for item in things if not (_is_last_of(item, sentence) or _is_farms(item, sentence))]
        if len(things) < len(sentence.of(kind)):
            sentence.keep(kind, things)
    links = [item for item in sentence.of("link") if not _counts_time(item, sentence)]
    if len(links) < len(sentence.of("link")):
        sentence.keep("link", links)
    kept = [item for item in sentence.of("source") if not _is_between(item, sentence)]
    if len(kept) < len(sentence.of("source")):
        sentence.keep("source", kept)


def _is_between(item: Item, sentence: Sentence) -> bool:
    """«بين» is a verb of saying only before «أن»; «بينهم» and «بينها» never are."""
    word = sentence.word(item.first).removeprefix("و")
    that = "ان" in sentence.words[item.last : item.last + THAT_REACH]
    return word in AMONG or (word == "بين" and not that)


def _is_on_himself(act: Item, sentence: Sentence) -> bool:
    """«أضرم شاب النار في نفسه»: a suicide, and no destruction."""
    arson = act.value.row.event_type == "looting_destruction"
    return arson and not HIMSELF.isdisjoint(sentence.words[act.last : act.last + HIMSELF_REACH])


def _is_security(act: Item, sentence: Sentence) -> bool:
    """«أطلق عناصر أمن الرصاص في مدينة …»: whose men they are, and nothing that they secured; «فرضت طوقا» likewise."""
    if sentence.word(act.first) == CORDON:
        return True
    return sentence.word(act.first) == SECURITY and ending_at(sentence, act.first - 1, "unit", "head") is not None


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


def _is_farms(item: Item, sentence: Sentence) -> bool:
    """«في المزارع», «المزارع المحيطة بـ…»: ground, and no farmer."""
    if item.kind != "unit" or sentence.word(item.first).lstrip("وب") not in FARMS:
        return False
    feminine = sentence.word(item.last)
    described = feminine.startswith("ال") and feminine.endswith("ه")
    return described or sentence.word(item.first - 1) in AMONG_FARMS


def _is_last_of(item: Item, sentence: Sentence) -> bool:
    """«آخر معقل»: the last of places, and nobody else («شخص وآخر»)."""
    return sentence.word(item.first) in LAST and sentence.word(item.last) in STRONGHOLDS
