"""Month and weekday names in folded spelling, and the arithmetic of days, weeks, months and Hijri dates.

Gregorian names come from Unicode CLDR (through Babel) for the countries whose press uses them, Hijri names from
hijridate; a short list of spellings that are common in print and in neither source is added here.
"""

from __future__ import annotations

import calendar as gregorian
import datetime as dt

from babel import Locale
from hijridate import Gregorian, Hijri
from hijridate.locales import ArabicLocale

from sijill.text.tokens import word_set

# CLDR locales by naming tradition: pan-Arab, Levant and Iraq, Algeria and Tunisia, Morocco, Mauritania
CLDR_LOCALES = ("ar", "ar_SY", "ar_IQ", "ar_DZ", "ar_TN", "ar_MA", "ar_MR")
MONTH_VARIANTS = {
    1: "كانون ثاني|كانون التاني|ينابر",
    2: "فبرابر|فيبراير",
    3: "مارت",
    4: "ابريل|افريل",
    6: "يونيه|جوان",
    7: "يوليه|جويليه|جوييه",
    8: "اغسطس|اوغسطس|اوت",
    9: "سبتمر|ايلول",
    10: "تشرين اول|اوكتوبر|تشرين الأول",
    11: "تشرين ثاني|نوفبر",
    12: "كانون اول|دجنبر|ديسمبير",
}
HIJRI_VARIANTS = {
    4: "ربيع الآخر|ربيع الاخر|ربيع ثاني",
    3: "ربيع أول",
    5: "جمادى الأول|جماد الأول|جمادي الاول",
    6: "جمادى الثانية|جمادى الآخر|جماد الثاني|جمادى الثاني|جمادي الاخر",
    9: "رمضان المبارك",
    11: "ذي القعدة",
    12: "ذي الحجة",
}
# Month names that are also everyday words or personal names: they need a day, a year or a word such as شهر beside them.
WEAK_NAMES = word_set("مارس اب ماي ايار جوان اوت صفر رجب شعبان رمضان محرم شوال مايو مارت")
WEEKDAY_VARIANTS = {1: "الثلاثا", 2: "الاربعا", 0: "الاتنين"}
HIJRI_YEARS = range(1343, 1501)
_FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه"})


def fold_name(name: str) -> str:
    """A name of a month or day in folded spelling: what `text.arabic.fold` does to the letters they have."""
    return name.translate(_FOLD)


def _with_variants(names: dict[str, int], variants: dict[int, str]) -> dict[str, int]:
    for number, forms in variants.items():
        names.update(dict.fromkeys(map(fold_name, forms.split("|")), number))
    return names


def month_names() -> dict[str, int]:
    """Folded Gregorian month names of the Arab world, with their numbers 1 to 12."""
    names = {
        fold_name(name): number
        for locale in CLDR_LOCALES
        for number, name in Locale.parse(locale).months["format"]["wide"].items()
    }
    return _with_variants(names, MONTH_VARIANTS)


def hijri_month_names() -> dict[str, int]:
    """Folded Hijri month names, with their numbers 1 to 12."""
    names = {fold_name(name): number for number, name in enumerate(ArabicLocale.month_names, 1)}
    return _with_variants(names, HIJRI_VARIANTS)


def weekday_names() -> dict[str, int]:
    """Folded weekday names with the article, Monday = 0."""
    names = {fold_name(name): number for number, name in Locale.parse("ar").days["format"]["wide"].items()}
    return _with_variants(names, WEEKDAY_VARIANTS)


def month_bounds(year: int, month: int) -> tuple[dt.date, dt.date]:
    """First and last day of a Gregorian month."""
    return dt.date(year, month, 1), dt.date(year, month, gregorian.monthrange(year, month)[1])


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """The (year, month) `count` months later."""
    total = year * 12 + month - 1 + count
    return total // 12, total % 12 + 1


def week_bounds(day: dt.date) -> tuple[dt.date, dt.date]:
    """The ISO week of a day, Monday to Sunday.

    Arab countries begin the week on Saturday, Sunday or Monday and the outlets that quote each other sit in all of
    them; the ISO week is the one convention of the field's datasets, so it is used for every outlet.
    """
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)


def hijri_day(year: int, month: int, day: int) -> dt.date:
    """The Gregorian day of a Hijri date (Umm al-Qura calendar). ValueError or OverflowError outside 1343-1500 AH."""
    return dt.date(*Hijri(year, month, day).to_gregorian().datetuple())


def hijri_month_bounds(year: int, month: int) -> tuple[dt.date, dt.date]:
    """First and last day of a Hijri month."""
    first = hijri_day(year, month, 1)
    return first, first + dt.timedelta(days=Hijri(year, month, 1).month_length() - 1)


def hijri_year_of(day: dt.date) -> int:
    """The Hijri year a Gregorian day falls in."""
    return int(Gregorian.fromdate(day).to_hijri().year)
