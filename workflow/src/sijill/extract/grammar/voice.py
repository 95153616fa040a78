"""Voice: whether a verb whose letters fit both is told of who did it («قتلت القوات …») or of whom it befell («قُتل …»).

News writes no vowels, so most third persons of the past are both. What stands around the verb tells: an object pronoun
or an armed body right behind it make it active; people, a number or property right behind it and nobody who acts make
it passive, and so does «على يد». Where the first word behind it shows its case or gender («اعتقل شابين», «وقتلت ثلاثة
جنود»), that decides: what cannot be its subject is its object.
"""

from __future__ import annotations

import re

from sijill.extract.grammar.around import fights, is_gunmen
from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.lexicon import VerbForm

_OBLIQUE = re.compile(r"[ء-ي]{2,}(?:ين|ا)")  # «جنديين», «عشرين», «جنديا»; no subject ends so
_MEN = re.compile(r"(?!ال)[ء-ي]{2,}ين|ال[ء-ي]+يين")  # but «الصين», «البحرين»
OF_CROWDS = frozenset(("attack", "riot", "looting_destruction"))
OF_GUNMEN = frozenset(("abduction", "looting_destruction"))  # what no armed men suffer
_WOMEN = ("women", "families")
BODIES = ("", "force", "instrument")  # heads that leave a name the doer: «قوات …», «طيران …»; «عناصر من …» may suffer


def voice(frame: Frame) -> str:
    """active or passive."""
    form = frame.trigger.value
    if not isinstance(form, VerbForm) or form.voice != "either":
        return form.voice if isinstance(form, VerbForm) else "active"
    if form.tails and frame.row.asserts == "casualty" and frame.row.subject == "actor":
        return "active"  # «إنه قضى على عنصر …»: whom it befell stands in the phrase itself
    if frame.trigger.suffix:  # «قتلته الشرطة»: its object is written onto it
        return "active"
    if frame.get("agent"):
        return "passive"
    return _by_neighbours(frame)


def _by_neighbours(frame: Frame) -> str:
    before, after = _chiefs(frame, "preverbal"), _chiefs(frame, "after")
    hurts = frame.row.asserts == "casualty"
    if not after and before and frame.is_bare and frame.row.object in ("recipient", "victim") and not hurts:
        led = frame.row.event_type in OF_GUNMEN and is_gunmen(before[-1])  # «كان مسلحون قد خطفوا …»
        return "active" if led else "passive"  # «مواقع استهدفت في …», «الذين اعتقلوا بعد …»
    if not (after or hurts) and frame.is_plural and frame.counted_behind:
        return "active"  # «خطفوا ثلاثة من …»: its subject is written onto it
    if not after:
        acts = bool(before) and (not hurts or (frame.counted_behind and _may_act(before[-1])))
        return "active" if acts or (not hurts and not frame.counted_behind) else "passive"
    if is_doer(after[0], frame) or not may_be_subject(after[0], frame) or acts_on_another(after, frame):
        return "active"
    if before:
        return "active" if not hurts or _may_act(before[-1]) else "passive"
    if hurts:
        return "active" if _may_act(after[0]) and _has_patient(after) else "passive"
    alone = after[0].name.kind == "unit" and len(after) == 1
    alone = alone and not storms(after[0], frame) and not frame.assails
    return "passive" if alone and frame.row.object != "none" and not fights(after[0]) else "active"


def storms(phrase: NounPhrase, frame: Frame) -> bool:
    """«اقتحم عشرات المحتجين مبنى …»: a crowd, though counted, does what crowds do to the noun behind it."""
    crowd = phrase.name.kind == "unit" and phrase.name.value.what == "protesters"
    return crowd and frame.followed and frame.row.event_type in OF_CROWDS


def is_doer(phrase: NounPhrase, frame: Frame) -> bool:
    """Whether a phrase names an armed body or a government as such, which verbs of harm have for their subject."""
    return phrase.name.start in frame.bodies and phrase.head in BODIES and not phrase.counted


def may_be_subject(phrase: NounPhrase, frame: Frame) -> bool:
    """Whether people behind a verb may be its subject, by what letters show: men in the plural take no feminine."""
    if phrase.name.kind == "actor" and frame.is_feminine and frame.row.asserts == "casualty":
        return _MEN.fullmatch(phrase.opening) is None  # «فأصابت مسعفين»
    if phrase.name.kind != "unit":
        return True
    if _OBLIQUE.fullmatch(phrase.opening):
        return _in_construct(phrase, frame)
    women = phrase.name.value.what in _WOMEN or phrase.opening.endswith(("ه", "ات"))
    return women or not frame.is_feminine


def acts_on_another(people: list[NounPhrase], frame: Frame) -> bool:
    """«قتل قناص امرأة», «طعن شاب مستوطنا»: of two right behind the verb the second, in the accusative or a woman beside
    a man, is whom the first did it to; «قتل ضابط متقاعد» and «قتل شاب، وامرأة» are of no two sides."""
    if len(people) < 2 or frame.is_feminine or frame.is_plural or people[0].opening.endswith("ه"):
        return False
    first, second = people[0], people[1]
    bare = second.name.kind in ("unit", "nisba") and not (second.prep or second.name.definite or second.name.joined)
    woman = second.name.kind == "unit" and second.name.value.what in _WOMEN
    marked = woman or _OBLIQUE.fullmatch(second.opening) or second.opening.endswith("ه")
    return bare and bool(marked) and second.first == first.last


def _in_construct(phrase: NounPhrase, frame: Frame) -> bool:
    """«طيارا مروحية …»: a dual with its genitive right behind."""
    behind = any(other.first == phrase.last and not other.prep for other in frame.get("after"))
    return behind and phrase.opening.endswith("ا")


def _chiefs(frame: Frame, function: str) -> list[NounPhrase]:
    """The phrases of a function that are people, without those that are only joined to them."""
    phrases = [phrase for phrase in frame.get(function) if phrase.name.kind != "place"]
    return [phrase for n, phrase in enumerate(phrases) if phrase.chief not in [other.chief for other in phrases[:n]]]


def _may_act(phrase: NounPhrase) -> bool:
    return is_gunmen(phrase) or (not phrase.counted and phrase.head != "property")


def _has_patient(people: list[NounPhrase]) -> bool:
    """Whether people stand behind the first who may be whom these killed; «قُتل الضابط في الجيش العقيد …» names one."""
    first, other = people[0], people[1] if len(people) > 1 else None
    named = other is not None and first.head == "group" and other.first <= first.last and not is_gunmen(first)
    return other is not None and not named and (other.counted or other.name.kind in ("unit", "actor", "person"))
