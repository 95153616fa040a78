"""Noun phrases: who or what stands in a sentence, with the preposition that brings it in.

A phrase is built leftwards from its name: «[تسعة] [مستودعات] [تابعة لـ] [ميليشيا] الحرس الثوري» is one phrase whose
actor is the Guard and whose head is a property of it. Coordinated phrases share preposition and governor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sijill.extract.grammar.heads import (
    FOREMOST,
    PARTITIVE,
    counted_before,
    ending_at,
    fits_link,
    head_kind,
    is_adjective,
    is_area,
    link_before,
    noun_at,
    partitive,
    twin,
)
from sijill.extract.sentence import COMMAS, STOPS, Item, Sentence, second_of_forces
from sijill.text.arabic import key
from sijill.text.tokens import word_set

PREPOSITIONS = {
    "علي": "على",
    "في": "في",
    "ضد": "ضد",
    "بين": "بين",
    "مع": "مع",
    "من": "من",
    "الي": "إلى",
    "عن": "عن",
    "ل": "ل",
    "ب": "ب",
}
PREPOSITIONS |= {"عبر": "عبر", "منذ": "منذ", "حول": "حول", "لدي": "لدى", "بحق": "ضد", "بوجه": "ضد"}
OWNABLE = ("property", "group", "force", "instrument")  # «مواقع لـ», «دورية لـ»: whose it is stands behind ل
BARRING = ("backed_by", "loyal", "none")  # connectives of somebody who only describes another
GOVERNED = ("head", "unit", "actor", "person")  # what stands in the genitive behind a noun, and describes none
JOINED_SOME = frozenset(("وبعض", "وكبار", "وعدد", "ومعظم"))
# «الرئيس وبعض كبار قادة الجيش», «بين الجيش من جهة والمسلحين من جهة أخرى»
SOME_MORE = JOINED_SOME | {"كبار", "بعض", "من", "جهه", "ناحيه", "طرف"}
DEEDS = word_set("هجوم اعتداء كمين عمل مخطط تدخل مؤتمر تصعيد نشاط اتفاق")  # nouns an adjective like «عسكري» describes
NO_NOUNS = word_set("انه بانه وانه اي كل غير هذا ذلك قبل بعد عند اول اخر ثاني ثالث هناك وهو هو كان وكان ايضا قد لا لم")
TALKS = frozenset(("agreement_truce", "meeting"))
SHORTEST_PLURAL = 5  # letters: «عيون» is none of men
BETWEEN_REACH = 4  # words of a first party
MAKES = frozenset(("طراز", "نوع"))
COORDINATORS = frozenset(("،", ",", "و", "او"))


@dataclass(frozen=True)
class NounPhrase:
    """A name with what belongs to it, on tokens first … last.

    `prep`: the preposition before it ("" = none); `link`: the function of a connective before it (agent, backer, with,
    owner, origin, …; "" = none); `head`: kind of the head noun
    (group, property, instrument), owned for «التابعة لـ» alone, "" for a bare name; `opening`: its first word;
    `leader`: the phrase it is coordinated with, None when it stands by itself.
    """

    name: Item
    first: int
    last: int
    prep: str = ""
    link: str = ""
    head: str = ""
    counted: bool = False
    leader: NounPhrase | None = None
    opening: str = ""

    @property
    def chief(self) -> NounPhrase:
        """The first phrase of its coordination: prepositions and governors are read from there."""
        return self.leader.chief if self.leader else self


def noun_phrases(sentence: Sentence, acts: frozenset[int] = frozenset()) -> list[NounPhrase]:
    """The noun phrases of a sentence around actors, nisbas with a head, places and counted people, in text order.

    `acts`: tokens of the verbs, which begin no phrase («تجمع» the verb is no property).
    """
    found: list[NounPhrase] = []
    for item in sentence.of("actor", "nisba", "place", "unit", "person"):
        people = item.kind != "unit" or item.value.human or item.value.what == "families"
        if item.kind == "unit" and (not people or sentence.at(item.first, "trigger")):
            continue
        if item.kind == "unit" and any(phrase.first <= item.first < phrase.last for phrase in found):
            continue
        if item.kind == "nisba" and not _modifies_head(item, sentence):
            continue
        if (item.kind == "unit" and _describes(item, sentence)) or _tells_office(item, sentence):
            continue
        if item.kind == "unit" and _names_follow(item, sentence):
            continue  # «عناصر حزب الله»: the phrase is built from the name
        phrase = _phrase(_titled(item, sentence) if item.kind == "person" else item, sentence, found, acts)
        if any(other.name.kind == item.kind and other.first <= item.first < other.last for other in found):
            continue
        if item.kind == "unit" and any(other.first == phrase.first and other.last == item.first for other in found):
            continue  # «قياديا عسكريا»
        found.append(phrase)
    named = [phrase for phrase in found if phrase.name.kind in ("actor", "nisba") and phrase.counted]
    return [phrase for phrase in found if not _is_told_by_name(phrase, named)]


def _is_told_by_name(phrase: NounPhrase, named: list[NounPhrase]) -> bool:
    """«خمسة مقاتلين ينتمون إلى الحركة»: the fighters are the movement's, which one phrase says."""
    unit = phrase.name
    return unit.kind == "unit" and any(whole.first <= unit.first < whole.name.first for whole in named)


TITLE_REACH = 6  # tokens from a title to the name: «وزير الدفاع الإسرائيلي، …»


def _titled(item: Item, sentence: Sentence) -> Item:
    """A person's name with the title or office before it, whose preposition and place in the sentence are the name's:
    «التقى الوزير …، الاثنين، نظيره الروسي …»."""
    if item.prep:
        return item  # «الناشط فلان المعارض للرئيس»: behind ل begins a phrase of its own
    for title in reversed(sentence.of("title", "office")):
        if title.last <= item.first <= title.last + TITLE_REACH:
            nearer = any(title.last <= other.first < item.first for other in sentence.of("person"))
            return item if nearer else replace(item, first=title.first, proclitic=title.proclitic)
    return item


def _modifies_head(item: Item, sentence: Sentence) -> bool:
    before = item.first - 1
    if second_of_forces(item, sentence) or sentence.at(before, "number") is not None:  # «مقتل 20 حوثيا»
        return True
    while item.first - before <= 2 and sentence.at(before, "head", "unit") is None and is_adjective(before, sentence):
        before -= 1
    return sentence.at(before, "head", "unit") is not None or _backing(item, sentence) is not None


def _backing(item: Item, sentence: Sentence) -> Item | None:
    """The connective of «بدعم جوي روسي», which the adjective names the backer of."""
    for before in (item.first - 1, item.first - 2):
        link = ending_at(sentence, before, "link")
        if link is not None and link.value.function == "backer":
            return link
        if not sentence.at(before, "modifier"):
            return None
    return None


def _tells_office(item: Item, sentence: Sentence) -> bool:
    """«مقتدى الصدر، زعيم التيار الصدري»: the body whose office a person holds takes no part beside the person."""
    title = sentence.at(item.first - 1, "title") if item.kind == "actor" else None
    if title is None or title.last != item.first:
        return False
    end = title.first - (1 if sentence.word(title.first - 1) in COMMAS else 0)
    return ending_at(sentence, end - 1, "person") is not None


def _describes(item: Item, sentence: Sentence) -> bool:
    """«الحسم العسكري», «انتشارها العسكري», «زورق عسكري»: an adjective right behind its noun is no soldier."""
    if item.last - item.first > 1 or item.proclitic or not sentence.word(item.first).endswith(("ي", "يا")):
        return False
    if item.first in sentence.quotes and sentence.at(item.first - 1, "place", "actor") is not None:
        return True  # «هجوم الفحيص "إرهابي"»: what it is called
    if item.definite:
        before = sentence.word(item.first - 1)
        return before.startswith("ال") or before.endswith(("ها", "هم", "هما"))
    if sentence.word(item.first).endswith("يا") and sentence.word(item.first - 1).endswith(("ها", "هم", "ته")):
        return True  # «بمحاكمتها عسكريا»
    noun = sentence.at(item.first - 1, "head")
    return (noun is not None and noun.value.kind in ("property", "instrument")) or _behind_noun(item, sentence)


def _behind_noun(item: Item, sentence: Sentence) -> bool:
    """«هجوم إرهابي», «مؤتمر صحفي»: behind an indefinite noun of what people do, or one that no lexicon knows."""
    word = sentence.word(item.first - 1)
    if not sentence.word(item.first).endswith("ي") or len(word) < 3 or word.endswith(("ه", "ات", "ت")):
        return False
    unknown = sentence.at(item.first - 1, *sentence.items) is None and word.isalpha()
    if word in DEEDS:
        return sentence.word(item.first) != "انتحاري"  # who blows himself up is the doer all the same
    return unknown and word not in NO_NOUNS and word not in PREPOSITIONS


def _names_follow(item: Item, sentence: Sentence) -> bool:
    after = item.last + (1 if sentence.word(item.last) in PARTITIVE else 0)
    return sentence.at(after, "actor") is not None or sentence.at(item.last, "nisba") is not None


def _phrase(item: Item, sentence: Sentence, found: list[NounPhrase], acts: frozenset[int]) -> NounPhrase:
    first, head, counted, link = _leftwards(item, sentence, acts)
    start_item = next(
        (found_item for found_item in sentence.of("head", "unit", "actor", "place") if found_item.first == first), item
    )
    own_prep = start_item.prep
    before = first - 1
    leader = _coordinated(sentence, first, start_item, found, item.kind) if not own_prep else None
    if not link:
        backing = _backing(item, sentence) if item.kind == "nisba" else None
        linked = (backing.value.function, backing.first) if backing else link_before(sentence, first, start_item)
        link = linked[0] if linked else ""
        before = linked[1] - 1 if linked else before
    prep = own_prep or PREPOSITIONS.get(sentence.word(before).removeprefix("و"), "")
    if not (prep or link or leader) and start_item.joined and _second_of_two(first, sentence):
        prep = "بين"
    return NounPhrase(item, first, item.last, prep, link, head, counted, leader, sentence.word(first))


def _second_of_two(first: int, sentence: Sentence) -> bool:
    """«اتفاق بين اللجنة المركزية وقوات النظام»: the second party, behind a first that no lexicon knows."""
    for index in range(first - 1, max(-1, first - 1 - BETWEEN_REACH), -1):
        if sentence.word(index) == "بين":
            talks = [sentence.at(at, "trigger") for at in (index - 1, index - 2)]
            return index < first - 1 and any(act and act.value.row.event_type in TALKS for act in talks)
        if sentence.word(index) in (*COMMAS, *STOPS) or sentence.at(index, "trigger", "support", "source", "place"):
            return False
    return False


def _leftwards(item: Item, sentence: Sentence, acts: frozenset[int]) -> tuple[int, str, bool, str]:
    """First token of the phrase, kind of its head noun, whether it is counted, and a link inside it that bars it."""
    first, head, owned, counted, parted = item.first, "", False, item.kind == "unit", False
    begun = item
    while first > 0:
        at = first - 1
        if owned and (made := _before_make(first, sentence)) < first:
            first = made
            continue
        if (other := twin(begun, at, sentence)) is not None:
            begun, first = other, other.first
            continue
        link, noun, number = (
            ending_at(sentence, at, "link"),
            noun_at(at, sentence),
            sentence.at(at, "number"),
        )
        governed = link is not None and link.value.function in ("owner", *BARRING)
        owned_noun = noun_at(at - 1, sentence) if noun is None and is_adjective(at, sentence) else noun
        owner = owned_noun is not None and head_kind(owned_noun) in OWNABLE and not owned_noun.definite
        governed = governed or (begun.prep == "ل" and owner)
        if begun.joined or (begun.prep and not governed) or at in acts:
            break
        if link is not None and link.value.function in BARRING and fits_link(begun, link, sentence):
            return first, head, counted, link.value.function
        if link is not None and link.value.function == "owner":
            begun, owned = link, True
        elif noun is not None and noun.suffix and begun is not item:
            break  # «قصفت مدفعيته مواقع لـ …»: a noun with a pronoun governs nothing
        elif noun is not None and noun.definite and begun.kind in GOVERNED and not (begun.definite or parted):
            break  # «استهدف الطيران مواقع …»: nor does one with an article, but for «القيادي في الحركة»
        elif noun is not None and begun.kind in GOVERNED and not parted and _is_absolute(noun, begun, sentence):
            break  # «هاجم مسلحان دورية لـ …»; but «قياديان في الحركة»
        elif noun is not None and (_strikes(noun, begun) or _is_object(begun, sentence)):
            break  # «هاجمت طائرة سيارة لتنظيم …», «اغتال مسلحان ضابطا في الشرطة»
        elif noun is not None and is_area(noun, item, sentence) == (item.kind == "place"):
            begun, counted = noun, counted or noun.kind == "unit"
            head = head_kind(noun)
        elif number is not None:
            begun, counted = number, True
        elif partitive(at, item, sentence) and (noun_end := counted_before(at, sentence)) is not None:
            first, parted = noun_end, True
            continue
        elif begun.kind == "head" and sentence.word(at) in FOREMOST:
            first = at  # «آخر معقل للتنظيم»
            continue
        elif begun.kind not in ("head", "unit") and is_adjective(at, sentence) and sentence.at(at - 1, "head", "unit"):
            first = at
            continue
        else:
            break
        first = begun.first
    return first, head or ("owned" if owned else ""), counted, ""


def _before_make(first: int, sentence: Sentence) -> int:
    """The token of «من» in «طائرات من طراز أباتشي تابعة للتحالف», where that stands right before a token; else this."""
    for back in (2, 3):
        if sentence.word(first - back) in MAKES and sentence.word(first - back - 1) == "من":
            return first - back - 1
    return first


def _is_absolute(noun: Item, behind: Item, sentence: Sentence) -> bool:
    """A dual or a plural of men with its ن governs no genitive: «مسلحان», «مقاتلون»; but «سكان المدينة»."""
    word, people = sentence.text[noun.start : noun.end], sentence.at(noun.first, "unit")
    dual = word.endswith("ان") and people is not None and word in {key(form) for form in people.value.duals}
    return not behind.prep and (dual or (word.endswith("ون") and len(word) >= SHORTEST_PLURAL))


def _is_object(people: Item, sentence: Sentence) -> bool:
    """Whether people in the accusative singular are begun: no noun before them governs them."""
    plain = people.kind in ("head", "unit") and not (people.definite or people.suffix)
    return plain and sentence.word(people.last - 1).endswith("ا")


def _strikes(weapon: Item, other: Item) -> bool:
    """Whether a weapon stands before what it can only strike: it is no weapon of houses or cars."""
    return other.kind == "head" and head_kind(weapon) == "instrument" and head_kind(other) == "property"


def _coordinated(sentence: Sentence, first: int, start: Item, found: list[NounPhrase], kind: str) -> NounPhrase | None:
    """The phrase before this one when «و» or a comma joins them and nothing but such joints stands between."""
    if not found:
        return None
    same = [phrase for phrase in found if (phrase.name.kind == "place") == (kind == "place") and phrase.last <= first]
    if not same:
        return None
    between = [sentence.word(index) for index in range(same[-1].last, first)]
    free = [word for word in between if word not in COORDINATORS and word not in SOME_MORE]
    adjective_only = len(free) <= 1 and is_adjective(same[-1].last, sentence)
    joined = start.joined or any(
        word in COORDINATORS or word in JOINED_SOME for word in (*between, sentence.word(first))
    )
    comma = not start.joined and kind == "unit" and sentence.word(start.last - 1).endswith("ا")
    joined = joined and not comma  # «اعتقلت الشرطة، الأحد، إرهابيا»: the accusative is an object
    return same[-1] if joined and (not free or adjective_only) and len(between) <= 3 else None
