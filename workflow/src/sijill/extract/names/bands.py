"""Armed groups without a name of their own: «جماعة مسلحة», «القوات الموالية للحكومة», «فصائل مدعومة من أنقرة».

They take part as written. Forces that serve a head of state or a commander are his where the registry has «قوات» with
his name; those whom somebody only backs are nobody's that it knows.
"""

from __future__ import annotations

from sijill.extract.lexicon import ActorName, Lexicon
from sijill.extract.names.offices import Chosen
from sijill.extract.sentence import Item, Sentence
from sijill.text.arabic import key
from sijill.text.tokens import word_set

# Nouns of which an adjective or whom they serve makes a party; the first stand for armed groups alone.
ARMED = word_set("ميليشيا ميليشيات فصيل فصائل كتيبه كتائب لواء الويه سريه سرايا عصابه عصابات قوات وحدات")
PERHAPS_ARMED = word_set("جماعه جماعات مجموعه مجموعات تنظيم تنظيمات حركه حركات قوه خليه خلايا تشكيل تشكيلات عناصر")
FORCES = word_set("قوات وحدات قوه")
FIGHT = word_set(
    "مسلحه ارهابيه متطرفه متشدده جهاديه متمرده انفصاليه مقاتله قتاليه مسلح ارهابي متطرف متشدد جهادي متمرد انفصالي"
)
LOCAL = word_set("محليه قبليه عشائريه معارضه مجهوله اجنبيه شعبيه عشائري قبلي محلي معارض مجهول اجنبي")
BAND = "band"  # form of an `ActorName`
OWNED, SERVING, BACKED = "owner", "loyal", "backed_by"
HIS = ("قوات {}", "القوات المواليه ل{}")  # names of a commander's forces
REACH = 4  # words of titles between «الموالية لـ» and a name: «للرئيس السوري بشار الأسد»


def mark_bands(sentence: Sentence, lexicon: Lexicon, chosen: Chosen) -> None:
    """Put an actor item on every group that an adjective or its lord tells, in place of the names inside it."""
    for head in sentence.of("head"):
        noun = sentence.text[head.start : head.end].removeprefix("ال")
        if head.suffix or noun not in ARMED | PERHAPS_ARMED or sentence.at(head.first, "actor") is not None:
            continue
        last, armed = _adjectives(head.last, noun in ARMED, sentence)
        link = sentence.at(last, "link")
        serves = link.value.function if link is not None and link.first == last else ""
        lord, end = _lord(link.last, sentence) if link is not None and serves else (None, last)
        his = chosen(found) if noun in FORCES and (found := _his_forces(lord, lexicon)) else ""
        if his and serves in (OWNED, SERVING):
            _put(head, end, ActorName(his, "full"), sentence)
        elif serves in (SERVING, BACKED) and (noun not in PERHAPS_ARMED or armed):
            _put(head, end, ActorName("", BAND), sentence)
        elif armed and last > head.last:
            _put(head, last, ActorName("", BAND), sentence)


def _adjectives(first: int, sure: bool, sentence: Sentence) -> tuple[int, bool]:
    """The token behind the adjectives that begin at `first`, and whether they make the noun an armed group."""
    last, armed = first, sure
    while (word := sentence.word(last).removeprefix("ال")) in FIGHT | LOCAL:
        armed = armed or word in FIGHT
        last += 1
    return last, armed


def _lord(first: int, sentence: Sentence) -> tuple[Item | None, int]:
    """Whoever is named behind «الموالية لـ» or «مدعومة من», from a token on, and the token behind them: a name, with
    the titles before it, or the word as it stands («للحكومة», «للرئيس المخلوع»)."""
    last = first
    for index in range(first, first + REACH):
        name = sentence.at(index, "person", "actor", "place")
        if name is not None and not (name.joined and index > first):
            holder = sentence.at(name.last, "person")  # «للرئيس السوري بشار الأسد»: the office alone is no commander
            return (name, name.last) if holder is None else (holder, holder.last)
        of_title = index == first or sentence.word(index).startswith("ال")
        if not of_title or sentence.at(index, "unit", "time", "cue", "link", "trigger") is not None:
            break
        last = index + 1
    return None, last


def _his_forces(lord: Item | None, lexicon: Lexicon) -> str:
    """Ids of the body that the registry knows as «قوات» with one of his names, joined by `|`."""
    if lord is None or lord.kind == "place" or lord.value.actor_id not in lexicon.actors:
        return ""
    row = lexicon.actors[lord.value.actor_id]
    names = (*row.aliases, *row.short_forms, *row.loaded_names)
    bodies = (form.format(key(name)) for name in names for form in HIS)
    return next((found for body in bodies if (found := lexicon.bodies.get(body))), "")


def _put(head: Item, last: int, name: ActorName, sentence: Sentence) -> None:
    """The group on its words, in place of the names that stand inside it."""
    for kind in ("actor", "nisba", "place", "person", "title", "office"):
        sentence.keep(kind, [item for item in sentence.of(kind) if not head.first <= item.first < last])
    end = sentence.tokens[last - 1][1]
    band = Item("actor", head.first, last, head.start, end, name, head.proclitic, "", head.definite)
    sentence.keep("actor", sorted([*sentence.of("actor"), band], key=lambda item: (item.start, -item.end)))
