"""Whether two written names can be names of one thing: for scoring against readings made by other people.

Readers write one actor as "Houthi movement (Ansar Allah)", «جماعة الحوثي» or «الحوثيين», one place as
"Deir ez-Zor" or "Dayr az Zawr". Names are compared as sets of word stems: Arabic words without clitics and common
endings, Latin words as their consonants. Words every name of the kind shares ("forces", «قوات», "city") do not count.
This is for measuring only; the chain itself resolves names through the registry, never by likeness.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from sijill.text.arabic import key

_WORD = re.compile(r"[^\W\d_]+[0-9]*|[0-9]+")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_PROCLITIC = re.compile(r"^(?:[وفبك]?ال|[وف]?لل|وال)(?=..)")
_ENDING = re.compile(r"(?<=..)(?:يون|يين|يتين|يات|ون|ين|ات|تين|ية|يه|ي|ه|ة|ا)$")
_LATIN_ARTICLE = re.compile(r"al|el|the|[ae](?:[drsnzt]|sh|dh|th)")
_LATIN_WEAK = re.compile(r"[aeiouyw'’h]")
_APOSTROPHE = re.compile(r"(?<=\w)['’‘`ʿʾʼʻ](?=\w)")
_DOUBLED = re.compile(r"(.)\1+")
_DEMONYM = {
    "syrian": "syria", "syrians": "syria", "yemeni": "yemen", "yemenis": "yemen", "iraqi": "iraq", "iranian": "iran",
    "israeli": "israel", "turkish": "turkey", "russian": "russia", "saudi": "saudi", "american": "america",
    "us": "america",
    "lebanese": "lebanon", "jordanian": "jordan", "egyptian": "egypt", "palestinian": "palestine",
    "palestinians": "palestine", "french": "france", "british": "britain", "emirati": "uae", "libyan": "libya",
    "sudanese": "sudan", "ethiopian": "ethiopia", "kurdish": "kurd", "kurds": "kurd",
}  # fmt: skip
_PHRASES = {
    "united states of america": "america", "united states": "america", "united arab emirates": "uae",
    "united kingdom": "britain", "saudi arabia": "saudi", "isis": "islamic state", "daesh": "islamic state",
    "israel defense forces": "israel", "rural damascus": "rif dimashq", "amanat al asimah": "sanaa",
    "الولايات المتحده الامريكيه": "امريكا", "الولايات المتحده": "امريكا", "داعش": "الدولة الاسلاميه",
}  # fmt: skip
_ACTOR_STOP = (
    "government forces force army armed military troops regime state authorities movement group groups fighters air "
    "organization of the and in by s rebels republic "
    "قوات القوات جيش الجيش حكومة الحكومة نظام النظام عناصر مسلحي مقاتلي مقاتلو مسلحو ميليشيا ميليشيات تنظيم جماعة حركة "
    "طيران الطيران مقاتلات طائرات سلاح القوة القوى المسلحة دولة من في على و التابعة"
)
_PLACE_STOP = (
    "city town village governorate province district region area camp front base airport strip of the and near north "
    "south east west northern southern eastern western central road countryside center centre "
    "مدينة بلدة قرية محافظة منطقة ناحية مخيم قضاء ريف محيط أطراف قرب شمال جنوب شرق غرب شمالي جنوبي شرقي غربي من في على "
    "الشمالي الجنوبي الشرقي الغربي طريق مطار قاعدة جبهة وسط حي"
)


def stem(word: str) -> str:
    """An Arabic word without article, clitics and common endings; a Latin word as its consonants."""
    if _ARABIC.search(word):
        bare = _PROCLITIC.sub("", word)
        return _ENDING.sub("", _ENDING.sub("", bare)) or word
    if any(char.isdigit() for char in word):
        return word
    word = _DEMONYM.get(word, word)
    consonants = _DOUBLED.sub(r"\1", _LATIN_WEAK.sub("", word)).replace("q", "k").replace("c", "k")
    return consonants or word


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", name.casefold()))  # "Sa'dah" is one word
    plain = "".join(char for char in plain if not unicodedata.combining(char) or _ARABIC.search(char))
    plain = key(plain)
    for phrase, instead in _PHRASES.items():
        plain = re.sub(rf"(?<!\w){phrase}(?!\w)", instead, plain)
    return [word for word in _WORD.findall(plain) if not _LATIN_ARTICLE.fullmatch(word)]


@cache
def _stops(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _words(words)) | frozenset(_words(words))


@cache
def tokens(name: str, stop: str) -> frozenset[str]:
    """The stems of a name that tell it from others of its kind; all its stems when nothing else is left."""
    words = _words(name)
    stops = _stops(stop)
    telling = frozenset(stem(word) for word in words if word not in stops and stem(word) not in stops)
    return telling or frozenset(stem(word) for word in words)


def _same(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and 2 * len(a & b) > len(a | b)


def _within(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and (a <= b or b <= a)


def same_actor(a: str, b: str) -> bool:
    """Two registry names of one actor: more than half of all their telling stems are shared."""
    return _same(tokens(a, _ACTOR_STOP), tokens(b, _ACTOR_STOP))


def same_actor_surface(a: str, b: str) -> bool:
    """Two readings of the same words of one text: one name's stems lie within the other's."""
    return _within(tokens(a, _ACTOR_STOP), tokens(b, _ACTOR_STOP))


def same_place(a: str, b: str) -> bool:
    """Two names of one place: one name's telling stems lie within the other's."""
    return _within(tokens(a, _PLACE_STOP), tokens(b, _PLACE_STOP))


def same_division(a: str, b: str) -> bool:
    """Two names of one governorate: the same telling stems ("Rif Dimashq" is not "Dimashq")."""
    return tokens(a, _PLACE_STOP) == tokens(b, _PLACE_STOP)
