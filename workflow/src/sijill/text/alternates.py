"""The Arabic name of a settlement among GeoNames' alternate names of all languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from sijill.text.arabic import fold

# Letters that Arabic does not write: a name with one of them is Persian, Urdu or Kurdish spelling.
_PERSIAN_YEH_KAF = str.maketrans("یک", "يك")
_ARABIC_NAME = re.compile(r"[ء-غف-ي]+(?: [ء-غف-ي]+)*")
_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640\u200b-\u200f\u202a-\u202e]")
_KIND_WORDS = re.compile(
    r"^(?:(?:مركز )?قضاء|مدينة|مدينه|محافظة|بلدة|قرية|ناحية|مركز|مديرية|شعبية|حي|ولاية|والاية|ولايت|إمارة|استان|شهرستان"
    r"|ضلع) (?=.{3})"
)
# Uyghur writes a vowel with ى inside words and with ئ before an initial one.
_UYGHUR = re.compile(r"ى[ء-ي]|(?:^| )ئ")
LEAST_ALIAS = 3
_LATIN_ARTICLE = re.compile(r"^(?:a[lrsztdnh]|ash|adh|ath|el|et|es|er|en|ed|ech)[ -]")
_LATIN_SOUNDS = (
    ("sh", "$"),
    ("ch", "$"),
    ("kh", "x"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
)
_SKELETON_LATIN = str.maketrans("qcjvpşçğ", "kkgfb$$g", "aeiouyw")
_SKELETON_ARABIC = str.maketrans("بتثجحخدذرزسشصضطظغفقكلمنه", "bttghxddrzs$sdtzgfkklmnh", "اأإآءئؤىيةعو")


def arabic_names(latin: str, alternates: Iterable[str], least: int = LEAST_ALIAS) -> tuple[str | None, list[str]]:
    """The Arabic name of a settlement and its other Arabic names, out of GeoNames' alternate names of all languages.

    Names are kept that Arabic letters alone write, after ی and ک became ي and ك; one written so by nature is preferred
    to one that had to be changed. Words for the kind of place («مدينة») are cut off. Among the rest the name is the one
    nearest the Latin name in sound, with the article if it occurs with it, the shortest, the first in code point order.
    Aliases differ from the name, and from each other, by more than folding and the article: «ميادين» is no alias of
    «الميادين». Those of fewer than `least` letters are dropped: short foreign spellings are often words («وين»).
    """
    native: set[str] = set()
    changed: set[str] = set()
    for alternate in alternates:
        name = _MARKS.sub("", alternate).strip()
        mapped = name.translate(_PERSIAN_YEH_KAF)
        if (
            _ARABIC_NAME.fullmatch(mapped)
            and not _UYGHUR.search(mapped)
            and len(short := _KIND_WORDS.sub("", mapped)) > 1
        ):
            (native if mapped == name else changed).add(short)
    pool = native or changed
    if not pool:
        return None, []
    nearest = max(likeness(latin, name) for name in pool)
    best = min(pool, key=lambda name: _choice_key(name, pool, latin, nearest))
    seen, aliases = {_bare(best)}, []
    for name in sorted(pool | changed, key=lambda name: (name not in native, not _has_hamza(name), name)):
        if len(name) >= least and _bare(name) not in seen:
            seen.add(_bare(name))
            aliases.append(name)
    return best, sorted(aliases)


def _choice_key(name: str, pool: set[str], latin: str, nearest: float) -> tuple[bool, bool, int, bool, bool, str]:
    far = likeness(latin, name) < nearest - 0.15
    lacks_article = f"ال{name}" in pool
    odd_end = name.endswith("ى") and not _plain(latin).endswith("a")
    return far, lacks_article, len(name), not _has_hamza(name), odd_end, name


def _has_hamza(name: str) -> bool:
    return any(letter in name for letter in "أإآةئؤ")


def _bare(name: str) -> str:
    folded = fold(name).text.replace(" ", "")
    return folded.removeprefix("ال") if len(folded) > 4 else folded


def likeness(latin: str, arabic: str) -> float:
    """How alike the consonants of a Latin and an Arabic name are (0 to 1): the ratio of Ratcliff and Obershelp."""
    sounds = _LATIN_ARTICLE.sub("", _plain(latin))
    for written, sound in _LATIN_SOUNDS:
        sounds = sounds.replace(written, sound)
    left = re.sub(r"[^a-z$]", "", sounds.translate(_SKELETON_LATIN))
    right = re.sub(r"[^a-z$]", "", arabic.removeprefix("ال").translate(_SKELETON_ARABIC))
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _plain(latin: str) -> str:
    decomposed = unicodedata.normalize("NFD", latin.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
