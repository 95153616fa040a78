"""Publication days: what is read from metadata, date lines and addresses, and what is left alone."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.ingest.published import Published, published

BODY = "قصفت الطائرات الحربية أطراف البلدة صباح اليوم، وقال شهود إن القصف استمر ساعة.\nثم عاد الهدوء إلى المنطقة."
UNKNOWN = Published()

# written form, the day (or month, or year) that it gives
METADATA = [
    ("2018-04-14", "2018-04-14"),
    ("2018-04-14T23:59:00+04:00", "2018-04-14"),
    ("2018-04-14T21:30:00Z", "2018-04-14"),
    ("2018-04-14 10:00:00Z", "2018-04-14"),
    ("2018-04-14T10:00", "2018-04-14"),
    ("2018-04-14T10:00:00.1234567+03:00", "2018-04-14"),
    ("2018-04-14 10:00:00 +0000", "2018-04-14"),
    ("2018-04-14 10:00:00 +0000 UTC", "2018-04-14"),
    ("  2018-04-14  ", "2018-04-14"),
    ("20180414", "2018-04-14"),
    ("20180414T101530Z", "2018-04-14"),
    ("20180414101530", "2018-04-14"),
    ("1523700000", "2018-04-14"),
    ("1523700000000", "2018-04-14"),
    ("1523700000.25", "2018-04-14"),
    ("Sat, 14 Apr 2018 21:35:43 +0400", "2018-04-14"),
    ("14 Apr 2018 21:35:43 GMT", "2018-04-14"),
    ("14 April 2018", "2018-04-14"),
    ("April 14, 2018", "2018-04-14"),
    ("Apr 14, 2018 10:30 AM", "2018-04-14"),
    ("2018/04/14", "2018-04-14"),
    ("2018/4/14 10:05 ص", "2018-04-14"),
    ("14/04/2018", "2018-04-14"),
    ("14-04-2018 12:05", "2018-04-14"),
    ("14.4.2018", "2018-04-14"),
    ("04/14/2018", "2018-04-14"),
    ("05/05/2018", "2018-05-05"),
    ("السبت 14 نيسان 2018", "2018-04-14"),
    ("14 أبريل/نيسان 2018", "2018-04-14"),
    ("١٤ أفريل ٢٠١٨", "2018-04-14"),
    ("أبريل 14, 2018", "2018-04-14"),
    ("٢٠١٨/٠٤/١٤ ١٠:١٥", "2018-04-14"),
    ("28 رجب 1439", "2018-04-14"),
    ("28 رجب 1439هـ", "2018-04-14"),
    ("1439/7/28", "2018-04-14"),
    ("السبت 28 رجب 1439هـ الموافق 14 أبريل 2018م", "2018-04-14"),
    ("الأحد 05/04/2020", "2020-04-05"),  # the fourth of May 2020 was a Monday
    ("2018-04", "2018-04"),
    ("2018", "2018"),
    ("05/04/2018", "2018"),
    ("5-4-2018 10:15", "2018"),
]
NO_DATE = [
    "", " ", "10", "أمس", "منذ يومين", "null", "0000-00-00 00:00:00", "1970-01-01T00:00:00Z", "0", "2018-02-30",
    "30/02/2018", "2018-13-01", "2018-13", "2018-04-14-15", "2018-04-145", "18 Feb 18 10:00:00", "14 نيسان", "14/04/18",
    "2150-01-01", "9999-12-31", "31 نيسان 2018", "20 نيسان 1439 هـ", "12345678", "99999999999999", "Sat, Apr 2018",
    "2018-04-14 إلى 2018-04-20", "x" * 5000, "[" * 300, "١٢٣",
]  # fmt: skip


def told(found: Published) -> str | None:
    """The day; where it is not known, only how much is."""
    return found.on or (None if found.precision == "unknown" else found.precision)


@pytest.mark.parametrize(("written", "day"), METADATA)
def test_metadata_forms(written: str, day: str) -> None:
    precision = {10: "day", 7: "month", 4: "year"}[len(day)]
    assert published(written, BODY, None) == Published(day if precision == "day" else None, precision, "metadata")


@pytest.mark.parametrize("written", NO_DATE)
def test_what_is_no_date(written: str) -> None:
    assert published(written, BODY, None) == UNKNOWN


@pytest.mark.parametrize(
    ("written", "zone", "day"),
    [
        ("2018-04-14T21:30:00Z", "Asia/Damascus", "2018-04-15"),
        ("2018-04-14T21:30:00Z", None, "2018-04-14"),
        ("2018-04-14 21:30:00 UTC", "Asia/Damascus", "2018-04-15"),
        ("20180414T213000Z", "Asia/Damascus", "2018-04-15"),
        ("2018-04-15T00:30:00+03:00", "Europe/London", "2018-04-14"),
        ("2018-04-14T21:30:00", "Asia/Damascus", "2018-04-14"),
        ("2018-04-14", "Asia/Damascus", "2018-04-14"),
        ("Sat, 14 Apr 2018 21:30:00 +0000", "Asia/Damascus", "2018-04-15"),
        ("14 April 2018", "Asia/Damascus", "2018-04-14"),
        ("1523743200", "Asia/Damascus", "2018-04-15"),
    ],
)
def test_a_time_with_an_offset_is_told_in_the_zone_of_the_outlet(written: str, zone: str | None, day: str) -> None:
    assert published(written, BODY, None, zone).on == day


# a date line below the headline
DATE_LINES = [
    "السبت 14 نيسان 2018 - 12:31",
    "14 نيسان 2018",
    "14 نيسان / أبريل 2018 الساعة 14:20 (غرينتش)",
    "2018.04.14 | 12:31 دمشق",
    "دمشق | 2018.04.14 | 12:31",
    "آخر تحديث: 14/04/2018 - 12:05",
    "تاريخ النشر: السبت، 14 أبريل 2018 12:31 م",
    "نُشر في: 14-04-2018، 12:31 مساءً بتوقيت دمشق",
    "نشر في 14 نيسان 2018 - آخر تحديث 15 نيسان 2018",
    "آخر تحديث 15 نيسان 2018 | تاريخ النشر 14 نيسان 2018",
    "السبت - 28 رجب 1439 هـ - 14 أبريل 2018 مـ رقم العدد [14382]",
    "السبت 28 رجب 1439هـ الموافق 14 أبريل 2018م",
    "أبريل 14, 2018",
    "كتب سالم الحموي | 14 نيسان 2018",
    "بقلم: سالم الحموي - 14/04/2018",
    "٢٠١٨/٠٤/١٤",
]
# lines that hold a date and are no date line
OTHER_LINES = [
    "قتل ثلاثة مدنيين في 14 نيسان 2018",
    "مجزرة السوق - 14 نيسان 2018",
    "مقاتلون قرب البلدة - 14 نيسان 2018 (الوكالة)",
    "صورة أرشيفية - 14 نيسان 2018 - 12:00",
    "حصاد السبت 14 نيسان 2018",
    "قصف جوي السبت 14 نيسان 2018",
    "اتفاق 14 نيسان 2018",
    "من 12 إلى 14 نيسان 2018",
    "12 نيسان 2018 - 14 نيسان 2018",
    "نيسان 2018",
    "خلال عام 2018",
    "السبت 31 نيسان 2018 - 12:31",
]


@pytest.mark.parametrize("line", DATE_LINES)
def test_date_lines(line: str) -> None:
    assert published(None, f"عنوان الخبر\n{line}\n{BODY}", None) == Published("2018-04-14", "day", "dateline")
    assert published(None, BODY, None, dateline=line) == Published("2018-04-14", "day", "dateline")


@pytest.mark.parametrize("line", OTHER_LINES)
def test_a_date_in_a_headline_sentence_or_caption_is_no_date_line(line: str) -> None:
    for text in (f"{line}\n{BODY}", f"عنوان الخبر\n{line}\n{BODY}", f"{BODY}\n{BODY}\n{BODY}\n{BODY}\n{line}"):
        assert published(None, text, None) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"{BODY}\n{BODY}\n{BODY}\n{BODY}\nنشر في 14 نيسان 2018", "2018-04-14"),
        (f"{BODY}\n{BODY}\n{BODY}\n{BODY}\nدمشق في 14/4/2018\nالمكتب الإعلامي\n", "2018-04-14"),
        # a list of other articles, with their dates
        (f"{BODY}\n{BODY}\n{BODY}\n{BODY}\nخبر آخر\n14 نيسان 2018", None),
        (f"{BODY}\n{BODY}\n{BODY}\n{BODY}\nخبر آخر - السبت 14 نيسان 2018 - 10:00", None),
        # the headings of a chronicle
        (f"عنوان\n14 نيسان 2018\n{BODY}\n16 نيسان 2018\n{BODY}", None),
        (f"عنوان\n{BODY}\n{BODY}\n14 نيسان 2018", None),
        # in the middle of the body
        (f"{BODY}\n{BODY}\n{BODY}\n{BODY}\nنشر في 14 نيسان 2018\n{BODY}\n{BODY}", None),
        ("\n" * 5000, None),
        ("1" * 5000, None),
    ],
)
def test_where_a_date_line_may_stand(text: str, day: str | None) -> None:
    assert published(None, text, None).on == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://site.example/2018/04/14/name", "2018-04-14"),
        ("https://site.example/2018/4/14/name", "2018-04-14"),
        ("https://site.example/name-20180414-1.html", "2018-04-14"),
        ("https://site.example/20180414/name", "2018-04-14"),
        ("https://site.example/news/2018-04-14", "2018-04-14"),
        ("https://site.example/2018-04/14/c_137.htm", "2018-04-14"),
        ("https://site.example/2018/12/30/314.html", "2018-12-30"),
        ("https://web.archive.org/web/20200101000000/http://site.example/2018/04/14/name", "2018-04-14"),
        ("https://site.example/2018/04/name", "month"),
        ("https://site.example/2018/04/", "month"),
        ("https://site.example/2018/13/40/name", None),
        ("https://site.example/news/2018", None),
        ("https://site.example/article/12018041455", None),
        ("https://site.example/article/20184", None),
        ("https://site.example/2018/1123/name", None),
        ("https://site.example/name-2018-1123", None),
        ("https://site.example/%2018-04-14", None),
        ("https://site.example/1918/04/14/name", None),
        ("https://site.example/2018/04/14/compared-2017-04-14", None),
        ("https://site.example/name?from=2018-04-14", None),
        ("https://20180414.example/", None),
        ("http://[2018-04-14", None),
        ("", None),
    ],
)
def test_addresses(url: str, day: str | None) -> None:
    found = published(None, BODY, url)
    assert told(found) == day
    assert found.evidence == ("url" if day else "none")


MONTHS = [
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني",
    "كانون الأول",
]  # fmt: skip
LINE = "عنوان\nالسبت 14 نيسان 2018 - 12:31\n" + BODY


@pytest.mark.parametrize(
    ("written", "text", "url", "expected"),
    [
        ("2018-04-14", LINE, "https://a.example/2018/04/14/x", Published("2018-04-14", "day", "metadata")),
        (
            "2018-04-15",
            LINE,
            "https://a.example/2018/04/17/x",
            Published("2018-04-15", "day", "metadata", "dateline=2018-04-14;url=2018-04-17"),
        ),
        ("2018", LINE, "https://a.example/2018/04/x", Published("2018-04-14", "day", "dateline")),
        (
            None,
            LINE,
            "https://a.example/2018/05/x",
            Published("2018-04-14", "day", "dateline", "url=2018-05"),
        ),
        # the other evidence tells the month from the day
        ("05/04/2018", BODY, "https://a.example/2018/04/05/x", Published("2018-04-05", "day", "metadata")),
        ("05/04/2018", BODY, "https://a.example/2018/05/x", Published("2018-05-04", "day", "metadata")),
        ("05/04/2018", LINE, None, Published("2018-04-14", "day", "dateline")),
        (
            None,
            "عنوان\nالأحد 14 نيسان 2018\n" + BODY,
            None,
            Published("2018-04-14", "day", "dateline", "weekday=sunday"),
        ),
        (
            None,
            "عنوان\n20 رجب 1439 هـ - 14 نيسان 2018\n" + BODY,
            None,
            Published("2018-04-14", "day", "dateline", "hijri=2018-04-06"),
        ),
        ("غير معروف", LINE, None, Published("2018-04-14", "day", "dateline")),
    ],
)
def test_order_of_evidence_and_contradictions(
    written: str | None, text: str, url: str | None, expected: Published
) -> None:
    assert published(written, text, url) == expected


def test_two_readings_that_nothing_settles_give_the_year_and_contradict_what_neither_means() -> None:
    found = published("05/04/2018", LINE.replace("2018", "2017"), None)
    assert found == Published("2017-04-14", "day", "dateline", "metadata=2018;weekday=saturday")


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)))
def test_every_day_is_read_in_every_form(day: dt.date) -> None:
    iso = day.isoformat()
    for written in (iso, f"{iso}T10:00:00Z", f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day:%a, %d %b %Y} 10:00:00 +0300"):
        assert published(written, "", None).on == iso
    if day.year < 2040:  # the years that time expressions are read in
        assert published(f"{day.day} {MONTHS[day.month - 1]} {day.year}", "", None).on == iso


@given(st.text("0123456789-/: .|نيسابرلفيدمحق\nTZ٠١٢٣", max_size=80), st.sampled_from(["metadata", "text", "url"]))
def test_no_day_is_told_that_is_not_written(noise: str, where: str) -> None:
    """The year of a day told stands among the numbers written, unless they are a Hijri date or a Unix time."""
    found = published(
        noise if where == "metadata" else None,
        noise if where == "text" else "",
        f"https://a.example/{noise}" if where == "url" else None,
    )
    assert (found.evidence == "none") == (found.precision == "unknown")
    assert (found.on is not None) == (found.precision == "day")
    digits = noise.translate(str.maketrans("٠١٢٣", "0123"))
    if found.on is not None and found.on[:4] not in digits:
        assert re.search(r"\d{9}", digits) or re.search(r"1[345]\d\d", digits)


@given(st.text(max_size=300))
def test_any_text_is_taken_without_an_error(text: str) -> None:
    published(text, text, text, "Asia/Damascus", text)


def test_a_day_is_the_same_whatever_was_read_before() -> None:
    first = [published(written, BODY, None) for written, _ in METADATA]
    assert first == [published(written, BODY, None) for written, _ in METADATA]
