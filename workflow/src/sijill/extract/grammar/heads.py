"""Head nouns of phrases, their adjectives, and what ends or begins at a token beside them."""

from __future__ import annotations

from sijill.extract.sentence import Item, Sentence
from sijill.text.arabic import key
from sijill.text.tokens import word_set

PARTITIVE = frozenset(("من", "في"))  # «عدد من عناصر», «قيادي في حركة»: inside the phrase, not before it
DELEGATES = "delegates"  # «ممثلون عن الفصائل»
BATCHES = "batches"
GROUND = frozenset(("area", "places_of"))  # heads that are ground to be held
BOUNDS = frozenset(("الاقل", "الاكثر"))
CENTRES = frozenset(("مركز", "بمركز", "ومركز"))  # of a town; of people it is a post
FOREMOST = word_set("اخر ابرز اهم اكبر احد احدي")
FIRE = word_set("برصاص بنيران بالرصاص بالنيران برصاصه برصاصات")  # whose adjective names who shot
STRONGHOLDS = word_set(
    "معقل معاقل جيب جيوب موقع مواقع حصن حصون قلعه قلاع منطقه مناطق بلده بلدات قريه قري مدينه حي احياء نقطه"
)


def twin(noun: Item, at: int, sentence: Sentence) -> Item | None:
    """The first of two heads of one name: «مواقع وتجمعات المتمردين»."""
    other = ending_at(sentence, at, "head") if noun.joined and noun.kind == "head" else None
    bare = other is not None and not (noun.definite or noun.suffix or other.definite or other.suffix)
    return other if bare and other is not None and head_kind(other) == head_kind(noun) else None


def partitive(at: int, item: Item, sentence: Sentence) -> bool:
    """«خمسة من المقاتلين», «قيادي في الحركة»; but «مقاتلون في سوريا» are in a place."""
    word = sentence.word(at)
    sent = word == "عن" and (noun := ending_at(sentence, at - 1, "head")) and noun.value.head_id == DELEGATES
    return (word in PARTITIVE or bool(sent)) and sentence.at(item.first, "place") is None


def counted_before(at: int, sentence: Sentence) -> int | None:
    """The token behind what «من» at a token is a part of, past «على الأقل»: «ستة عناصر على الأقل من القوات»; and of
    «قيادي بارز في الحركة» past the adjective."""
    end = at - 2 if sentence.word(at - 1) in BOUNDS and sentence.word(at - 2) == "علي" else at
    if sentence.word(at) == "في" and sentence.at(at - 1, *sentence.items) is None:
        member = ending_at(sentence, at - 2, "unit")
        end = at - 1 if member is not None and member.value.human and not member.definite else end
    if (batch := ending_at(sentence, at - 2, "head")) and batch.value.head_id == BATCHES:
        return batch.first  # «الدفعة الثالثة من مقاتلي الفصيل»
    if sentence.word(at) == "من" and _is_ground(end - 1, sentence):
        return None  # «تستعيد بلدة من التنظيم»: who loses it, and no part of him
    return end if sentence.at(end - 1, "unit", "head", "number") is not None else None


def _is_ground(index: int, sentence: Sentence) -> bool:
    head = sentence.at(index, "head")
    return head is not None and head.value.head_id in GROUND


def noun_at(index: int, sentence: Sentence) -> Item | None:
    """The head noun or counted people that end at a token; counted things and acts are no heads of a name."""
    head = ending_at(sentence, index, "head")
    unit = ending_at(sentence, index, "unit")
    return head or (unit if unit is not None and unit.value.human else None)


def head_kind(noun: Item) -> str:
    """Kind of a head noun; counted nouns are people."""
    return str(noun.value.kind) if noun.kind == "head" else "group"


def is_area(noun: Item, item: Item, sentence: Sentence) -> bool:
    """Whether a head stands before names of places («مدينة», «مركز المديرية»), not of people."""
    centre = item.kind == "place" and sentence.word(noun.first) in CENTRES
    return noun.kind == "head" and (noun.value.kind == "area" or centre)


def is_adjective(index: int, sentence: Sentence) -> bool:
    """An unknown word that can only be an adjective of the noun before it («مقرات عسكرية تابعة لـ»)."""
    word = sentence.word(index)
    act, how = sentence.at(index, "trigger"), sentence.at(index, "modifier")
    nisba = sentence.at(index, "nisba") is not None or (how is not None and not word.startswith("ب"))
    if (act is not None and act.prep) or (not nisba and word.startswith("ب") and word.endswith(("قه", "ده", "ره"))):
        return False  # «ثلاثة مدنيين بغارة للتحالف», «قوات بقيادة …»
    ends = ("يه", "ين", "ات", "قه", "ده", "ره") if sentence.at(index - 1, "head") else ("يه", "ين", "ات")
    return nisba or (word.endswith(ends) and sentence.at(index, "actor", "place", "link", "cue", "source") is None)


def ending_at(sentence: Sentence, index: int, *kinds: str) -> Item | None:
    """The item of these kinds that ends at a token."""
    item = sentence.at(index, *kinds)
    return item if item is not None and item.last == index + 1 else None


def link_before(sentence: Sentence, first: int, name: Item) -> tuple[str, int] | None:
    """Function and first token of the connective that ends right before a token."""
    item = ending_at(sentence, first - 1, "link")
    if item is None or (item.value.function == "none" and not fits_link(name, item, sentence)):
        return None
    return item.value.function, item.first


def fits_link(name: Item, link: Item, sentence: Sentence) -> bool:
    """Whether a name bears the ل that a connective asks for: «المعارضة للنظام»; but «اتهمت المعارضة النظام»."""
    return name.prep == "ل" or sentence.text[link.start : link.end] in [key(form) for form in link.value.forms]


def has_forces(name: Item, sentence: Sentence) -> bool:
    """«قوات وزارة الداخلية», «وحدات الحكومة»: forces stand right before the name."""
    before = ending_at(sentence, name.first - 1, "head")
    return before is not None and before.value.kind == "force"
