"""Time expressions: what is read, what it means with and without a publication date, and what is left alone."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from sijill.text.arabic import fold
from sijill.text.calendar import fold_name, hijri_month_names, month_names, weekday_names
from sijill.text.dates import KINDS, TimeExpr, find_times, resolve
from sijill.text.timewords import PHRASES, WORDS

SEEDS = Path(__file__).parents[3] / "shared" / "gold" / "seeds.json"
PUBLISHED = dt.date(2018, 4, 19)  # a Thursday

# text, kind, constraint, first day, last day, precision: published on Thursday 19 April 2018
ANCHORED = [
    ("قصف الطيران البلدة اليوم", "deictic", "offset=0", "2018-04-19", "2018-04-19", "day"),
    ("قتل عنصران أمس", "deictic", "offset=-1", "2018-04-18", "2018-04-18", "day"),
    ("اندلعت اشتباكات أمس الأول", "deictic", "offset=-2", "2018-04-17", "2018-04-17", "day"),
    ("اندلعت اشتباكات أول أمس", "deictic", "offset=-2", "2018-04-17", "2018-04-17", "day"),
    ("اندلعت اشتباكات أول من أمس", "deictic", "offset=-2", "2018-04-17", "2018-04-17", "day"),
    ("يصل الوفد غداً", "deictic", "offset=1", "2018-04-20", "2018-04-20", "day"),
    ("يصل الوفد بعد غد", "deictic", "offset=2", "2018-04-21", "2018-04-21", "day"),
    ("انفجرت العبوة صباح اليوم", "deictic", "offset=0;part=morning", "2018-04-19", "2018-04-19", "day"),
    ("انفجرت العبوة هذا الصباح", "deictic", "offset=0;part=morning", "2018-04-19", "2018-04-19", "day"),
    ("انفجرت العبوة ليلة أمس", "deictic", "offset=-1;part=night", "2018-04-18", "2018-04-18", "day"),
    ("انفجرت العبوة ليلة البارحة", "deictic", "offset=-1;part=night", "2018-04-18", "2018-04-18", "day"),
    ("انفجرت العبوة الليلة الماضية", "deictic", "offset=-1;part=night", "2018-04-18", "2018-04-18", "day"),
    ("انفجرت العبوة فجر يوم أمس الأربعاء", "deictic",
     "weekday=wednesday;offset=-1;part=dawn", "2018-04-18", "2018-04-18", "day"),
    ("وصل صباح أمس الأربعاء", "deictic", "weekday=wednesday;offset=-1;part=morning", "2018-04-18", "2018-04-18", "day"),
    ("قال اليوم الخميس إن", "deictic", "weekday=thursday;offset=0", "2018-04-19", "2018-04-19", "day"),
    ("وصل قبل يومين", "deictic", "offset=-2", "2018-04-17", "2018-04-17", "day"),
    ("وصل قبل ثلاثة أيام", "deictic", "offset=-3", "2018-04-16", "2018-04-16", "day"),
    ("وصل قبل 10 أيام", "deictic", "offset=-10", "2018-04-09", "2018-04-09", "day"),
    ("وصل قبل أسبوع", "deictic", "unit=week;unit_offset=-1", "2018-04-09", "2018-04-15", "week"),
    ("وصل قبل أسبوعين", "deictic", "unit=week;unit_offset=-2", "2018-04-02", "2018-04-08", "week"),
    ("وصل قبل شهر", "deictic", "unit=month;unit_offset=-1", "2018-03-01", "2018-03-31", "month"),
    ("وصل قبل ثلاث سنوات", "deictic", "unit=year;unit_offset=-3", "2015-01-01", "2015-12-31", "year"),
    ("الأسبوع الماضي", "deictic", "unit=week;unit_offset=-1", "2018-04-09", "2018-04-15", "week"),
    ("الأسبوع المقبل", "deictic", "unit=week;unit_offset=1", "2018-04-23", "2018-04-29", "week"),
    ("الشهر الماضي", "deictic", "unit=month;unit_offset=-1", "2018-03-01", "2018-03-31", "month"),
    ("الشهر الجاري", "deictic", "unit=month;unit_offset=0", "2018-04-01", "2018-04-30", "month"),
    ("العام المنصرم", "deictic", "unit=year;unit_offset=-1", "2017-01-01", "2017-12-31", "year"),
    ("العام قبل الماضي", "deictic", "unit=year;unit_offset=-2", "2016-01-01", "2016-12-31", "year"),
    ("هذا العام", "deictic", "unit=year;unit_offset=0", "2018-01-01", "2018-12-31", "year"),
    ("خلال اليومين الماضيين", "deictic", "unit=day;count=2;direction=past", "2018-04-17", "2018-04-19", "days"),
    ("خلال الأيام الثلاثة الماضية", "deictic", "unit=day;count=3;direction=past", "2018-04-16", "2018-04-19", "days"),
    ("خلال الـ 24 ساعة الماضية", "deictic", "unit=hour;count=24;direction=past", "2018-04-18", "2018-04-19", "days"),
    ("خلال الساعات الـ48 الماضية", "deictic", "unit=hour;count=48;direction=past", "2018-04-17", "2018-04-19", "days"),
    ("قتل الأحد أربعة", "weekday", "weekday=sunday", "2018-04-15", "2018-04-15", "day"),
    ("قتل الخميس أربعة", "weekday", "weekday=thursday", "2018-04-19", "2018-04-19", "day"),
    ("قتل يوم الجمعة أربعة", "weekday", "weekday=friday", "2018-04-13", "2018-04-13", "day"),
    ("والثلاثاء، أعلنت القيادة", "weekday", "weekday=tuesday", "2018-04-17", "2018-04-17", "day"),
    ("وصلت الدورية الاثنين إلى البلدة", "weekday", "weekday=monday", "2018-04-16", "2018-04-16", "day"),
    ("وصلت الدورية الإثنين إلى البلدة", "weekday", "weekday=monday", "2018-04-16", "2018-04-16", "day"),
    ("بعد صلاة الجمعة", "weekday", "weekday=friday", "2018-04-13", "2018-04-13", "day"),
    ("وصل يوم أحد بارد", "weekday", "weekday=sunday", "2018-04-15", "2018-04-15", "day"),
    ("الخميس الماضي", "weekday", "weekday=thursday;weekday_ref=last", "2018-04-12", "2018-04-12", "day"),
    ("السبت الفائت", "weekday", "weekday=saturday;weekday_ref=last", "2018-04-14", "2018-04-14", "day"),
    ("الخميس المقبل", "weekday", "weekday=thursday;weekday_ref=next", "2018-04-26", "2018-04-26", "day"),
    ("يوم السبت القادم", "weekday", "weekday=saturday;weekday_ref=next", "2018-04-21", "2018-04-21", "day"),
    ("الثلاثاء قبل الماضي", "weekday", "weekday=tuesday;weekday_ref=before_last", "2018-04-10", "2018-04-10", "day"),
    ("الثلاثاء من الأسبوع الماضي", "weekday", "weekday=tuesday;week_ref=last", "2018-04-10", "2018-04-10", "day"),
    ("فجر الاثنين", "weekday", "weekday=monday;part=dawn", "2018-04-16", "2018-04-16", "day"),
    ("مساء يوم السبت", "weekday", "weekday=saturday;part=evening", "2018-04-14", "2018-04-14", "day"),
    ("بعد ظهر الأحد", "weekday", "weekday=sunday;part=afternoon", "2018-04-15", "2018-04-15", "day"),
    ("بعد منتصف ليل الأحد", "weekday", "weekday=sunday;part=night", "2018-04-15", "2018-04-15", "day"),
    ("بعد عصر الجمعة", "weekday", "weekday=friday;part=afternoon", "2018-04-13", "2018-04-13", "day"),
    ("الساعة الرابعة من فجر الأربعاء", "weekday",
     "weekday=wednesday;part=dawn;hour=4", "2018-04-18", "2018-04-18", "day"),
    ("عند الساعة 15:48 من عصر الأربعاء", "weekday",
     "weekday=wednesday;part=afternoon;hour=15;minute=48", "2018-04-18", "2018-04-18", "day"),
    ("الأحد عند الساعة التاسعة صباحا", "weekday",
     "weekday=sunday;part=morning;hour=9", "2018-04-15", "2018-04-15", "day"),
    ("ليل الأربعاء الخميس", "weekday",
     "weekday=wednesday;weekday_end=thursday;part=night", "2018-04-18", "2018-04-19", "days"),
    ("ليل السبت - الأحد", "weekday",
     "weekday=saturday;weekday_end=sunday;part=night", "2018-04-14", "2018-04-15", "days"),
    ("ليل السبت إلى الأحد", "weekday",
     "weekday=saturday;weekday_end=sunday;part=night", "2018-04-14", "2018-04-15", "days"),
    ("في 15 نيسان", "absolute", "month=4;day=15", "2018-04-15", "2018-04-15", "day"),
    ("في 25 نيسان", "absolute", "month=4;day=25", "2017-04-25", "2017-04-25", "day"),
    ("في 29 شباط", "absolute", "month=2;day=29", "2016-02-29", "2016-02-29", "day"),
    ("يوم 7 أبريل", "absolute", "month=4;day=7", "2018-04-07", "2018-04-07", "day"),
    ("20 آذار/مارس الماضي", "absolute", "month=3;day=20;month_ref=last", "2018-03-20", "2018-03-20", "day"),
    ("السابع من فبراير/شباط", "absolute", "month=2;day=7", "2018-02-07", "2018-02-07", "day"),
    ("الثالث من الشهر الجاري", "absolute", "day=3;month_ref=this", "2018-04-03", "2018-04-03", "day"),
    ("الحادي والعشرين من الشهر الماضي", "absolute", "day=21;month_ref=last", "2018-03-21", "2018-03-21", "day"),
    ("يوم 14/4", "absolute", "month=4;day=14", "2018-04-14", "2018-04-14", "day"),
    ("من 5 إلى 7 نيسان", "absolute", "month=4;day=5;day_end=7", "2018-04-05", "2018-04-07", "days"),
    ("بين 5 و7 نيسان", "absolute", "month=4;day=5;day_end=7", "2018-04-05", "2018-04-07", "days"),
    ("5-7 نيسان", "absolute", "month=4;day=5;day_end=7", "2018-04-05", "2018-04-07", "days"),
    ("الأحد 15 نيسان", "absolute", "month=4;day=15;weekday=sunday", "2018-04-15", "2018-04-15", "day"),
    ("الأحد (15 نيسان)", "absolute", "month=4;day=15;weekday=sunday", "2018-04-15", "2018-04-15", "day"),
    ("في 10 رمضان", "absolute", "month=9;day=10;calendar=hijri", "2017-06-05", "2017-06-05", "day"),
    ("في آذار/مارس", "absolute", "month=3", "2018-03-01", "2018-03-31", "month"),
    ("في أيار", "absolute", "month=5", "2017-05-01", "2017-05-31", "month"),
    ("خلال شهر نيسان", "absolute", "month=4", "2018-04-01", "2018-04-30", "month"),
    ("ديسمبر الماضي", "absolute", "month=12;month_ref=last", "2017-12-01", "2017-12-31", "month"),
    ("شهر آب من العام الماضي", "absolute", "month=8;year_ref=last", "2017-08-01", "2017-08-31", "month"),
    ("حزيران المقبل", "absolute", "month=6;month_ref=next", "2018-06-01", "2018-06-30", "month"),
    ("مطلع نيسان الجاري", "month_part", "month=4;third=early;month_ref=this", "2018-04-01", "2018-04-10", "days"),
    ("منتصف نيسان", "month_part", "month=4;third=middle", "2018-04-11", "2018-04-20", "days"),
    ("أواخر شباط/فبراير", "month_part", "month=2;third=late", "2018-02-21", "2018-02-28", "days"),
    ("مطلع الشهر الجاري", "month_part", "unit=month;unit_offset=0;third=early", "2018-04-01", "2018-04-10", "days"),
    ("نهاية الشهر الماضي", "month_part", "unit=month;unit_offset=-1;third=late", "2018-03-21", "2018-03-31", "days"),
    ("أواخر العام الماضي", "month_part", "unit=year;unit_offset=-1;third=late", "2017-01-01", "2017-12-31", "year"),
]  # fmt: skip

# text, constraint, first day, last day, precision: the year stands in the text, no publication date is needed
STATED = [
    ("15 نيسان 2018", "year=2018;month=4;day=15", "2018-04-15", "2018-04-15", "day"),
    ("الثالث عشر من تشرين الثاني 2017", "year=2017;month=11;day=13", "2017-11-13", "2017-11-13", "day"),
    ("3 نوفمبر عام 2017", "year=2017;month=11;day=3", "2017-11-03", "2017-11-03", "day"),
    ("٣ كانون الثاني ٢٠٢٠", "year=2020;month=1;day=3", "2020-01-03", "2020-01-03", "day"),
    ("5 جويلية 2019", "year=2019;month=7;day=5", "2019-07-05", "2019-07-05", "day"),
    ("12 أوت 2019", "year=2019;month=8;day=12", "2019-08-12", "2019-08-12", "day"),
    ("3 دجنبر 2021", "year=2021;month=12;day=3", "2021-12-03", "2021-12-03", "day"),
    ("2018-04-14", "year=2018;month=4;day=14", "2018-04-14", "2018-04-14", "day"),
    ("14/4/2018", "year=2018;month=4;day=14", "2018-04-14", "2018-04-14", "day"),
    ("2022.08.24", "year=2022;month=8;day=24", "2022-08-24", "2022-08-24", "day"),
    ("4/25/2018", "year=2018;month=4;day=25", "2018-04-25", "2018-04-25", "day"),
    ("بتاريخ 24-08-2022", "year=2022;month=8;day=24", "2022-08-24", "2022-08-24", "day"),
    ("يوم الأحد 15 نيسان 2018", "year=2018;month=4;day=15;weekday=sunday", "2018-04-15", "2018-04-15", "day"),
    ("الأحد الموافق 15/4/2018", "year=2018;month=4;day=15;weekday=sunday", "2018-04-15", "2018-04-15", "day"),
    ("ليل 15-16 تموز 2016", "year=2016;month=7;day=15;day_end=16;part=night", "2016-07-15", "2016-07-16", "days"),
    ("ليل الخامس إلى السادس من سبتمبر 2007",
     "year=2007;month=9;day=5;day_end=6;part=night", "2007-09-05", "2007-09-06", "days"),
    ("1 محرم 1440 هـ", "year=1440;month=1;day=1;calendar=hijri", "2018-09-11", "2018-09-11", "day"),
    ("15 رمضان 1439", "year=1439;month=9;day=15;calendar=hijri", "2018-05-30", "2018-05-30", "day"),
    ("1440/1/1", "year=1440;month=1;day=1;calendar=hijri", "2018-09-11", "2018-09-11", "day"),
    ("شهر رمضان 1439 هـ", "year=1439;month=9;calendar=hijri", "2018-05-16", "2018-06-14", "month"),
    ("في مارس 2015", "year=2015;month=3", "2015-03-01", "2015-03-31", "month"),
    ("نيسان/أبريل 2017", "year=2017;month=4", "2017-04-01", "2017-04-30", "month"),
    ("منتصف نيسان 2018", "year=2018;month=4;third=middle", "2018-04-11", "2018-04-20", "days"),
    ("أواخر عام 2019", "year=2019;third=late", "2019-01-01", "2019-12-31", "year"),
    ("عام 2015", "year=2015", "2015-01-01", "2015-12-31", "year"),
    ("في 2016", "year=2016", "2016-01-01", "2016-12-31", "year"),
    ("العام الجاري 2018", "year=2018", "2018-01-01", "2018-12-31", "year"),
    ("عام 1439 هـ", "year=1439;calendar=hijri", "2017-09-21", "2018-09-10", "year"),
]  # fmt: skip

# text, kind, constraint: no day of an event, whatever the publication date
UNDATED = [
    ("قبل أيام", "vague", "unit=day;direction=ago"),
    ("قبل عدة أسابيع", "vague", "unit=week;direction=ago"),
    ("قبل نحو ثلاث سنوات", "vague", "unit=year;count=3;direction=ago"),
    ("قبل ساعات", "vague", "unit=hour;direction=ago"),
    ("قبل يومين من الهجوم", "vague", "unit=day;count=2;direction=ago;anchor=other"),
    ("بعد ثلاثة أيام", "vague", "unit=day;count=3;direction=later;anchor=other"),
    ("خلال الأيام الماضية", "vague", "unit=day;direction=past"),
    ("في الأيام المقبلة", "vague", "unit=day;direction=next"),
    ("خلال الأشهر القليلة الماضية", "vague", "unit=month;direction=past"),
    ("في الآونة الأخيرة", "vague", "direction=around"),
    ("القرن الماضي", "vague", "direction=around"),
    ("في أيار من العام نفسه", "vague", "month=5;anchor=other"),
    ("3 أيار من العام ذاته", "vague", "month=5;day=3;anchor=other"),
    ("العام الأخير من عهده", "vague", "unit=year;anchor=other"),
    ("منذ 2015", "duration", "year=2015;direction=since"),
    ("منذ عام 2015", "duration", "year=2015;direction=since"),
    ("منذ مساء السبت", "duration", "weekday=saturday;part=evening;direction=since"),
    ("منذ ثلاثة أيام", "duration", "unit=day;count=3;direction=since"),
    ("منذ عدة أشهر", "duration", "unit=month;direction=since"),
    ("حتى الخميس", "duration", "weekday=thursday;direction=until"),
    ("قبل عام 2011", "duration", "year=2011;direction=before"),
    ("بعد 15 نيسان 2018", "duration", "year=2018;month=4;day=15;direction=after"),
    ("لمدة ساعة", "duration", "unit=hour;count=1;direction=for"),
    ("لمدة أسبوع واحد", "duration", "unit=week;count=1;direction=for"),
    ("على مدى ثلاثة أيام", "duration", "unit=day;count=3;direction=for"),
    ("استمر القتال ساعتين", "duration", "unit=hour;count=2;direction=for"),
    ("رجل (27 عاما)", "duration", "unit=year;count=27;direction=for"),
    ("يوميا", "set", "unit=day;direction=every"),
    ("كل أسبوع", "set", "unit=week;direction=every"),
    ("كل يوم جمعة", "set", "weekday=friday;direction=every"),
    ("بشكل شبه يومي", "set", "unit=day;direction=every"),
    ("فجرا", "part_of_day", "part=dawn"),
    ("في الساعة الرابعة فجرا", "part_of_day", "part=dawn;hour=4"),
    ("في العاشرة مساء", "part_of_day", "part=evening;hour=10"),
    ("الساعة الواحدة والنصف", "part_of_day", "hour=1;minute=30"),
    ("بعد الظهر", "part_of_day", "part=afternoon"),
]  # fmt: skip

NOTHING = [
    "أحد المقرات", "أحد عناصره", "سوق الخميس", "سوق الجمعة", "بلدة الأربعاء", "هذين الاثنين", "غادر الاثنان معا",
    "غادر الاثنين معا", "المصري اليوم", "قناة روسيا اليوم", "في اليوم التالي", "اليوم نفسه", "اليوم العالمي",
    "ثورة 25 يناير", "حركة 6 أبريل", "تحالف 14 آذار", "مارس ضغوطا", "آب إلى بيته", "ظهر في التسجيل", "ليل طويل",
    "فجر انتحاري نفسه", "صفر أهداف", "محرم عليه", "زار رجب البلدة", "طعن في الظهر", "صحيفة المساء", "بسعر 15.41 دولار",
    "قتل 2500 شخص", "كأس العالم 2018", "سد تشرين", "غارات دقيقة", "الحزب الأول",
    "لليوم العاشر", "اليوم الـ 12", "بحث 3 آلاف ملف", "كتيبة رمضان", "نحو الشمال", "", "!؟ ...", "ابن عم له",
]  # fmt: skip


def times(text: str) -> tuple[str, list[TimeExpr]]:
    folded = fold(text).text
    return folded, find_times(folded)


def only(text: str) -> TimeExpr:
    _, found = times(text)
    assert len(found) == 1, [(expr.kind, expr.constraint) for expr in found]
    return found[0]


@pytest.mark.parametrize(("text", "kind", "constraint", "first", "last", "precision"), ANCHORED)
def test_counted_from_publication(text: str, kind: str, constraint: str, first: str, last: str, precision: str) -> None:
    expr = only(text)
    assert (expr.kind, expr.constraint) == (kind, constraint)
    assert expr.datable
    found = resolve(expr, PUBLISHED)
    assert (found.date_start, found.date_end, found.date_precision) == (first, last, precision)
    assert (found.date_status, found.conflict, found.constraint) == ("anchored", False, constraint)


@pytest.mark.parametrize(("text", "constraint"), [(row[0], row[2]) for row in ANCHORED])
def test_without_publication_only_a_constraint_is_left(text: str, constraint: str) -> None:
    found = resolve(only(text), None)
    assert (found.date_start, found.date_end, found.date_precision) == (None, None, "unknown")
    assert (found.date_status, found.constraint, found.conflict) == ("unanchored", constraint, False)


@pytest.mark.parametrize("published", [None, PUBLISHED, dt.date(2024, 2, 29)])
@pytest.mark.parametrize(("text", "constraint", "first", "last", "precision"), STATED)
def test_stated_in_full(
    text: str, constraint: str, first: str, last: str, precision: str, published: dt.date | None
) -> None:
    expr = only(text)
    assert expr.constraint == constraint
    found = resolve(expr, published)
    assert (found.date_start, found.date_end, found.date_precision) == (first, last, precision)
    assert (found.date_status, found.conflict) == ("stated", False)


@pytest.mark.parametrize("published", [None, PUBLISHED])
@pytest.mark.parametrize(("text", "kind", "constraint"), UNDATED)
def test_never_an_event_day(text: str, kind: str, constraint: str, published: dt.date | None) -> None:
    expr = only(text)
    assert (expr.kind, expr.constraint) == (kind, constraint)
    assert not expr.datable
    found = resolve(expr, published)
    assert (found.date_start, found.date_end, found.date_precision) == (None, None, "unknown")
    assert found.date_status in ("unanchored", "none")


@pytest.mark.parametrize("text", NOTHING)
def test_no_time_at_all(text: str) -> None:
    folded, found = times(text)
    assert [folded[expr.start : expr.end] for expr in found] == []


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("شهدت المدينة فجر يوم أمس الأربعاء، انفجارات", ["فجر يوم امس الاربعاء"]),
        ("وللأحد المقبل موعد", ["لاحد المقبل"]),
        ("بالثامن من فبراير الجاري", ["الثامن من فبراير الجاري"]),
        ("ومنتصف أيار/مايو الجاري، نفذت", ["منتصف ايار/مايو الجاري"]),
        ("ظاهرة هي الأولى من نوعها منذ عام 2015، بعدما", ["منذ عام 2015"]),
        ("اجتمعوا يوم السبت والأحد على التوالي مساءً، ثم", ["يوم السبت", "الاحد علي التوالي مساء"]),
        ("في 5 و6 نيسان", ["5", "6 نيسان"]),
        ("أعوام 2008 و2012 و2014", ["2008", "2012", "2014"]),
        ("قتل الأحد اثنان، والسبت ثلاثة", ["الاحد", "السبت"]),
    ],
)
def test_offsets(text: str, surfaces: list[str]) -> None:
    folded, found = times(text)
    assert [folded[expr.start : expr.end] for expr in found] == surfaces


def test_part_of_day_behind_a_list_holds_for_every_day() -> None:
    _, found = times("اجتمعوا يوم السبت والأحد على التوالي مساءً")
    assert [expr.constraint for expr in found] == ["weekday=saturday;part=evening", "weekday=sunday;part=evening"]
    assert [resolve(expr, PUBLISHED).date_start for expr in found] == ["2018-04-14", "2018-04-15"]


@pytest.mark.parametrize(
    "text",
    [
        "يوم الاثنين 15 نيسان 2018",  # a Sunday
        "اليوم الأحد",  # published on a Thursday
        "أمس الثلاثاء",
        "أيار الجاري",  # published in April
        "الثلاثاء 3 أيار/مارس 2018",  # two names of different months
        "31 شباط 2018",
        "ليل السبت الاثنين",
        "اليوم 15 نيسان 2018",
    ],
)
def test_contradictions_are_marked_not_repaired(text: str) -> None:
    assert resolve(only(text), PUBLISHED).conflict


def test_a_contradicted_weekday_keeps_the_date_as_stated() -> None:
    found = resolve(only("يوم الاثنين 15 نيسان 2018"), None)
    assert (found.date_start, found.conflict) == ("2018-04-15", True)


def test_an_impossible_day_is_no_date() -> None:
    found = resolve(only("31 شباط 2018"), PUBLISHED)
    assert (found.date_start, found.date_status, found.conflict) == (None, "unanchored", True)


@pytest.mark.parametrize(
    ("text", "first"),
    [("في 25 نيسان", "2018-04-25"), ("يوم الأحد", "2018-04-22"), ("الخميس", "2018-04-19"), ("في أيار", "2018-05-01")],
)
def test_planned_events_look_forward(text: str, first: str) -> None:
    assert resolve(only(text), PUBLISHED, future=True).date_start == first


def test_future_does_not_turn_what_the_words_say() -> None:
    assert resolve(only("الأحد الماضي"), PUBLISHED, future=True).date_start == "2018-04-15"
    assert resolve(only("أمس"), PUBLISHED, future=True).date_start == "2018-04-18"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("منذ مساء السبت", "2018-04-14"), ("منذ 15 آذار", "2018-03-15"), ("منذ ثلاثة أيام", "2018-04-16"),
        ("منذ عام 2015", "2015-01-01"), ("منذ الشهر الماضي", "2018-03-01"),
    ],
)  # fmt: skip
def test_open_interval_keeps_its_start_apart(text: str, first: str) -> None:
    found = resolve(only(text), PUBLISHED)
    assert (found.date_start, found.open_start) == (None, first)


@pytest.mark.parametrize("offset", range(7))
def test_bare_weekday_is_the_last_one_by_a_naive_walk(offset: int) -> None:
    published = PUBLISHED + dt.timedelta(days=offset)
    for name, weekday in weekday_names().items():
        day = published
        while day.weekday() != weekday:
            day -= dt.timedelta(days=1)
        assert resolve(find_times(f"وصل {name} الي")[0], published).date_start == day.isoformat()


@pytest.mark.parametrize("name", sorted(month_names()))
def test_every_month_name_dates_a_day(name: str) -> None:
    found = resolve(only(f"في 3 {name} 2019"), None)
    assert found.date_start == f"2019-{month_names()[name]:02d}-03"


@pytest.mark.parametrize("name", sorted(hijri_month_names()))
def test_every_hijri_month_name_dates_a_day(name: str) -> None:
    expr = only(f"3 {name} 1440 ه")
    assert (expr.slots.month, expr.slots.hijri) == (hijri_month_names()[name], True)
    assert resolve(expr, None).date_status == "stated"


def test_calendar_names_are_folded_as_text_is() -> None:
    for name in ("كانون الأول", "جويلية", "ذو القعدة", "الأربعاء", "جمادى الآخرة", "أغسطس", "إبريل"):
        assert fold_name(name) == fold(name).text
    words = [word for values in WORDS.values() for forms in values.values() for word in forms.split()]
    for word in (*words, *PHRASES, *month_names(), *hijri_month_names(), *weekday_names()):
        assert fold(word).text == word


def test_kinds_are_the_documented_ones() -> None:
    assert {row[1] for row in ANCHORED} | {row[1] for row in UNDATED} == set(KINDS)


@pytest.mark.skipif(not SEEDS.exists(), reason="the reference reports are not part of the project")
def test_reference_reports_have_all_their_times_and_no_stated_day() -> None:
    surfaces = [
        time["surface"] for report in json.loads(SEEDS.read_text("utf-8"))["documents"] for time in report["times"]
    ]
    assert [surface for surface in surfaces if not times(surface)[1]] == []
    found = [resolve(expr, None) for surface in surfaces for expr in times(surface)[1]]
    assert {row.date_precision for row in found if row.date_start} <= {"year"}
