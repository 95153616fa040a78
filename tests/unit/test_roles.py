"""Roles of lines: what goes, with the rule that says so, and what looks alike and stays."""

from pathlib import Path

import pytest

from sijill.furnishings import FURNITURE_ROLES, load
from sijill.normalize.furniture import compile_lexicon, of_outlets
from sijill.normalize.roles import line_roles
from sijill.text.arabic import fold

WORDS = load(Path(__file__).parents[2] / "resources/codebook")
LEXICON = compile_lexicon(WORDS)
FIRST = "استعادت القوات السيطرة على ثلاث قرى شمال البلدة بعد يومين من المعارك التي خلفت قتلى وجرحى من الطرفين."
LAST = "ولم تتضح بعد حصيلة الخسائر، فيما قال سكان إن الطرق المؤدية إلى البلدة ما زالت مغلقة أمام السيارات."


def read(*lines: str, has_title: bool = False) -> list[tuple[str, str, str | None]]:
    """Text, role and rule of each piece of a page."""
    view = fold("\n".join(lines))
    assert len(view.text) == len("\n".join(lines)), "the cases are written without marks"
    raw = "\n".join(lines)
    return [
        (raw[line.start : line.end].strip(), line.role, line.rule_id)
        for line in line_roles(view.text, has_title, LEXICON)
    ]


def between(line: str) -> tuple[str, str | None]:
    """Role and rule of a line in the midst of a story."""
    return next((role, rule) for text, role, rule in read(FIRST, line, LAST) if text == line.strip())


def behind(line: str) -> tuple[str, str | None]:
    return next((role, rule) for text, role, rule in read(FIRST, LAST, line) if text == line.strip())


def before(line: str) -> tuple[str, str | None]:
    return next((role, rule) for text, role, rule in read(line, FIRST, LAST) if text == line.strip())


ANYWHERE = [
    ("التعليقات (0)", "widget_comments"),
    ("3 تعليقات", "widget_comments"),
    ("أضف تعليقا", "widget_comments"),
    ("الأكثر قراءة", "widget_most_read"),
    ("💡 أهم المواضيع", "widget_topics"),
    ("✨ أهم التصنيفات:", "widget_topics"),
    ("مواضيع ذات صلة", "widget_related"),
    ("اقرأ أيضا:", "widget_related"),
    ("قد يعجبك أيضا", "widget_related"),
    ("كلمات مفتاحية", "tags_title"),
    ("الكلمات المفتاحية: سوريا، حلب، معارك", "tags_list"),
    ("وسوم: درعا - معبر نصيب", "tags_list"),
    ("شارك هذا الخبر", "share_title"),
    ("نسخ الرابط", "share_title"),
    ("تابعنا على تلغرام", "prompt_follow"),
    ("تابعونا على فيسبوك وتويتر", "prompt_follow"),
    ("انضموا إلى قناتنا على واتساب", "prompt_follow"),
    ("اشترك الآن", "prompt_follow_line"),
    ("النشرة البريدية", "prompt_follow_line"),
    ("اشترك في النشرة ليصلك كل جديد", "prompt_newsletter"),
    ("حمل التطبيق من متجر غوغل", "prompt_app"),
    ("لتحميل التطبيق على هاتفك", "prompt_app"),
    ("للاطلاع على نص البيان كاملا اضغط هنا", "prompt_click"),
    ("اقرأ أيضا: قتلى في انفجار سوق شعبي", "teaser_read_also"),
    ("قد يهمك| ماذا جرى في الجنوب", "teaser_read_also"),
    ("وأيضا.. ماذا جرى في الجنوب", "teaser_read_also"),
    ("(إعداد سالم العلي - تحرير هدى العلي)", "byline_bracket"),
    ("للمزيد: ماذا نعرف عن اتفاق الهدنة؟", "teaser_read_also"),
    ("شاهد أيضا: لحظة سقوط القذيفة", "teaser_watch"),
    ("شاهد.. لحظة وصول القافلة", "teaser_watch"),
    ("ملاحظة المحرر: عدل هذا الخبر لإضافة رد الوزارة", "editor_note"),
    ("هذا المقال يعبر عن رأي كاتبه ولا يعكس رأي الموقع.", "editor_note"),
    ("** جميع المقالات المنشورة تمثل رأي كتابها فقط.", "editor_note"),
    ("هذا المقال بقلم الباحث سالم العلي", "editor_note_by"),
    ("جميع الحقوق محفوظة © 2021", "rights"),
    ("© 2021 شبكة محلية", "copyright"),
    ("صورة أرشيفية", "caption_archive"),
    ("دورية على مدخل البلدة (أرشيف)", "caption_archive"),
    ("صورة تعبيرية لمدرسة مهجورة", "caption_archive_of"),
    ("تصوير: سالم العلي", "caption_credit"),
    ("(رويترز)", "caption_credit"),
    ("Getty Images", "caption_credit"),
    ("آثار الدمار في السوق القديم (أ ف ب)", "caption_credit"),
    ("12:31 بتوقيت غرينتش", "timestamp_live"),
    ("منذ 5 ساعات", "timestamp_live"),
    ("17", "counter"),
    ("- 4 -", "counter"),
    ("-----------", "separator"),
    ("🔴🔴", "separator"),
    ("#سوريا #حلب_الآن", "hashtags"),
]
AT_EDGES = [
    ("كتب: سالم العلي", "byline"),
    ("كتبت - هدى العلي", "byline"),
    ("إعداد: قسم الأخبار", "byline"),
    ("بقلم الباحث سالم العلي", "byline"),
    ("مراسل الجزيرة نت - دمشق", "byline"),
    ("خاص - عنب بلدي", "byline"),
    ("دمشق - خاص", "byline"),
    ("المصدر: وكالات", "source_line"),
    ("المصدر : الأناضول + رويترز", "source_line"),
    ("*نقلا عن صحيفة محلية", "source_line"),
    ('* نقلا عن "الجريدة" المحلية', "source_line"),
    ("فرانس 24 / أ ف ب", "source_line"),
    ("رويترز", "source_line"),
    ("بيروت - الأناضول", "town_and_agency"),
    ("2022.08.24 | 12:31 دمشق", "timestamp"),
    ("آخر تحديث: الأحد 5 آب 2018", "timestamp"),
    ("نشر في: 5 أغسطس 2018", "timestamp"),
    ("الأربعاء 24 آب 2022", "timestamp"),
    ("فيسبوك", "share_button"),
    ("1253 مشاهدة", "counter_label"),
    ("من نحن", "footer_links"),
    ("انتهى", "end_mark"),
]
DATELINES = [
    "دبي، الإمارات العربية المتحدة (CNN) -- ",
    "(CNN)-- ",
    "بيروت - رويترز: ",
    "غزة - معا - ",
    "القدس/غزة (أ.ف.ب) - ",
    "بغداد 24 آب (رويترز) - ",
    "دمشق-سانا ",
    "عمان / بترا / ",
]
STORY = [
    # words of furniture that begin or fill a sentence
    "شارك في الهجوم ثلاثة فصائل",
    "شاركت في الحملة قوات من الشرطة",
    "شارك الآلاف في تشييع الضحايا",
    "اشترك في القتال مئات العناصر",
    "اشتركوا في حراسة المعبر ليلا",
    "حمل الجيش المعارضة المسؤولية",
    "حمل تطبيق الاتفاق أطرافا عدة أعباء جديدة",
    "تابعت الفرق البحث عن ناجين",
    "تابعنا على مدى أسبوع حركة النزوح",
    "تابع: لن نترك منازلنا",
    "تابع قائلا إن القصف لم يتوقف",
    "كتب على حسابه أن الطريق آمن",
    "كتبت الصحيفة أن الهدنة انهارت",
    "أعد التقرير خبراء من المنظمة",
    "نشرت الوزارة صورا للمخازن",
    "نشر الجيش تعزيزات على الطريق",
    "صورة الوضع في المدينة قاتمة",
    "صورت كاميرات المراقبة لحظة الانفجار",
    "التعليقات على القرار جاءت غاضبة",
    "تعليق الدوام في مدارس المدينة",
    "الأكثر تضررا حي الميدان",
    "آخر الأخبار من الجبهة مقلقة",
    "مصدر أمني: مقتل خمسة مسلحين",
    "مصدر في الشرطة - رفض كشف اسمه - أكد ذلك",
    "المصدر نفسه قال إن الحصيلة ارتفعت",
    "المصادر الطبية أحصت تسع إصابات",
    "وكالات الإغاثة تحذر من مجاعة",
    "مراسل الجزيرة أصيب برصاصة في ساقه",
    "مراسلنا في حلب شاهد الطائرات",
    "مراسلون بلا حدود تدين الاعتقال",
    "خاصة أن المعبر مغلق منذ شهر",
    "خاص القادة مفاوضات عسيرة",
    "ملاحظات الوسيط سلمت إلى الوفدين",
    "انتهى القصف عند الفجر",
    "انتهت الهدنة ليلا",
    "منذ الصباح تسمع أصوات الانفجارات",
    "قبل ساعات قصفت الطائرات السوق",
    "الساعة 12:31 سقطت أول قذيفة",
    "12 قتيلا و40 جريحا في التفجير",
    "5 آب 2018 بدأت الحملة على البلدة",
    "حقوق المدنيين في المناطق المحاصرة",
    "جميع الحقوق التي انتزعتها النساء مهددة",
    "إعلان هدنة في الغوطة",
    "بحث الوفدان تبادل الأسرى",
    "القائمة تضم أسماء 40 أسيرا",
    "فيسبوك يحذف صفحات الميليشيا",
    "تويتر يغلق حساب المتحدث العسكري",
    "المزيد من القوات يصل إلى الجبهة",
    "للمزيد من الضغط حوصرت المدينة",
    "شاهد عيان: رأيت الطائرة تسقط",
    "شاهدت النساء المسلحين يدخلون",
    "انظر إلى ما حل بالبلدة، قال المزارع",
    "اقرأوا الفاتحة على أرواحهم، قال الأب",
    "اضغطوا على النظام، قال المعارض للوسطاء",
    "طباعة عملة جديدة في عدن",
    "رويترز: غارة على مستودع في حماة",
    "سانا تنفي سقوط الطائرة",
    "معا من أجل السلام حملة في تعز",
    "تحرير الرقة يدخل يومه العاشر",
    "ترجمة الوعود إلى أفعال مطلب النازحين",
    "قال قائد العملية:",
    "وفيما يلي نص البيان:",
    "عاجل: مقتل قائد اللواء في كمين",
    "🔴 غارات على أطراف المدينة",
    "#عاجل مقتل ثلاثة جنود في كمين",
    "«لن نرحل من هنا»",
    "2014",
    "ملف الأسرى",
]


@pytest.mark.parametrize(("line", "rule"), ANYWHERE)
def test_furniture_goes_wherever_it_stands(line: str, rule: str) -> None:
    assert {between(line)[1], behind(line)[1], before(line)[1]} == {rule}
    roles = {row.furniture_id: FURNITURE_ROLES[row.kind] for row in WORDS}
    assert between(line)[0] == roles.get(rule, "boilerplate")


@pytest.mark.parametrize(("line", "rule"), AT_EDGES)
def test_some_lines_are_furniture_only_around_the_story(line: str, rule: str) -> None:
    assert before(line)[1] == behind(line)[1] == rule
    assert between(line) == ("body", None)


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_dateline_is_cut_off_the_story(dateline: str) -> None:
    assert read(dateline + FIRST, LAST)[:2] == [(dateline.strip(), "dateline", "dateline"), (FIRST, "body", None)]
    assert read(dateline, FIRST)[0][1] == "dateline"


@pytest.mark.parametrize(
    "sentence",
    [
        "قال مسؤول في مقر الشبكة (CNN) إن القصف مستمر على أطراف المدينة القديمة.",
        "وقال متحدث باسم وزارة الدفاع لوكالة الأنباء الرسمية السورية في العاصمة دمشق (سانا) - دون تفاصيل - إنها سقطت.",
        "وقال المدرب في تصريحات لوكالة الأنباء (د.ب.أ): لن نسافر إلى المدينة هذا الأسبوع.",
        "ذكرت وكالة (رويترز) أن الطائرات قصفت المدينة منذ ساعات الفجر الأولى.",
        "اتفاق 5 - 6 أيار يلزم الطرفين بوقف إطلاق النار على كامل خطوط التماس.",
    ],
)
def test_an_agency_in_a_sentence_is_no_dateline(sentence: str) -> None:
    assert read(sentence, LAST)[0] == (sentence, "body", None)


@pytest.mark.parametrize("line", STORY)
def test_what_only_looks_like_furniture_stays(line: str) -> None:
    assert between(line) == ("body", None), "in the midst of the story"
    assert behind(line) == ("body", None), "behind the story"
    assert before(line) == ("body", None), "before the story"
    assert read(line) == [(line, "body", None)], "alone"


@pytest.mark.parametrize("line", ["مقتل ثلاثة جنود في كمين (رويترز)", "خاص - عنب بلدي", "غارات على حلب - أرشيف"])
def test_one_line_alone_is_the_story(line: str) -> None:
    assert read(line) == [(line, "body", None)]
    assert read("عنوان الخبر", line, has_title=True)[1] == (line, "body", None)


def test_the_list_under_a_widget_goes_up_to_the_next_sentence() -> None:
    page = read(FIRST, "اقرأ أيضا:", "مسلحون يخطفون طبيبا", "من هم المسلحون؟", LAST, "عنوان فرعي", "قصف البلدة.")
    assert [rule for _, _, rule in page] == [None, "widget_related", "footer", "footer", None, None, None]


def test_a_widget_above_the_story_opens_no_list() -> None:
    assert [role for _, role, _ in read("آخر الأخبار", "غارة على مستودع", FIRST)] == ["boilerplate", "body", "body"]


def test_a_pictogram_behind_the_story_is_a_heading_unless_the_author_writes_so() -> None:
    assert behind("💡 أبرز الملفات") == ("boilerplate", "pictogram")
    page = read("🔴 " + FIRST, "🔴 غارات جديدة")
    assert [role for _, role, _ in page] == ["body", "body"]


def test_a_date_heads_what_follows_but_around_the_story_it_is_a_time_stamp() -> None:
    assert between("17/07/2018") == ("body", None)
    assert before("17/07/2018") == behind("17/07/2018") == ("dateline", "timestamp")


@pytest.mark.parametrize("teaser", ["(اقرأ أيضا: هدنة في الجنوب)", "[شاهد الفيديو]", "(للمزيد اضغط هنا)."])
def test_a_teaser_in_brackets_is_cut_off_its_paragraph(teaser: str) -> None:
    assert read(f"{FIRST} {teaser}", LAST)[:2] == [
        (FIRST, "body", None),
        (teaser, "boilerplate", "teaser_bracket"),
    ]


def test_other_brackets_at_the_end_of_a_paragraph_stay() -> None:
    sentence = FIRST[:-1] + " (شاهد عيان)."
    assert read(sentence, LAST)[0] == (sentence, "body", None)


def test_a_title_is_repeated_furniture_near_the_top_only() -> None:
    title = "هدوء حذر في المدينة"
    assert [rule for _, _, rule in read(title, "سالم العلي", title, FIRST)] == [
        "doubled_headline", None, "doubled_headline", None,
    ]  # fmt: skip
    assert [rule for _, _, rule in read(title, title, FIRST, has_title=True)] == [
        "record_title", "doubled_headline", None,
    ]  # fmt: skip
    assert read(title, FIRST)[0] == (title, "body", None), "without a sign of it no line is a headline"


def test_a_paragraph_that_stands_twice_is_no_headline() -> None:
    assert [role for _, role, _ in read(FIRST, FIRST, LAST)] == ["body", "body", "body"]


def test_a_page_that_says_its_title_twice_and_no_more_has_a_body() -> None:
    assert [role for _, role, _ in read("غارة على حلب", "غارة على حلب", has_title=True)] == ["headline", "body"]
    assert [role for _, role, _ in read("غارة على حلب", "غارة على حلب")] == ["body", "body"]


def test_what_an_outlet_repeats_goes_and_better_known_furniture_keeps_its_role() -> None:
    known = of_outlets(LEXICON, [("شبكة", fold(line).text) for line in ("بوابة الخبر", "المصدر: وكالات")])["شبكة"]
    found = line_roles(fold(f"{FIRST}\nبوابة الخبر\n{LAST}\nالمصدر: وكالات").text, False, known)
    assert [(line.role, line.rule_id) for line in found] == [
        ("body", None), ("boilerplate", "repeated_line"), ("body", None), ("dateline", "source_line"),
    ]  # fmt: skip


def test_without_furniture_only_the_headline_is_told_apart() -> None:
    lines = line_roles(fold(f"عنوان\nعنوان\n{FIRST}\nالتعليقات (3)").text, True, None)
    assert [line.role for line in lines] == ["headline", "body", "body", "body"]


def test_lines_cover_the_text() -> None:
    text = f"  عنوان \n\n دبي (CNN) -- {FIRST} (شاهد الفيديو)\n\n\n7\n{LAST}"
    pieces = "".join(text[line.start : line.end] for line in line_roles(text, False, LEXICON))
    assert "".join(pieces.split()) == "".join(text.split())
