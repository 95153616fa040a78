"""Which part of the page a line is: headline, body or furniture. Each verdict names its rule.

The rules are general: what a page repeats at its top is its headline; what stands behind the first widget title is
furniture as long as it has no sentence in it; short lines of symbols, counters or hashtags say nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Titles of page widgets, folded. A line that consists of one of these (and a counter) opens the page's furniture.
_WIDGETS = "|".join(
    (
        "التعليقات", "تعليقات", "التعليق", "اضف تعليقا?", "اترك تعليقا?", "الاكثر قراءه", "الاكثر مشاهده",
        "الاكثر تداولا", "الاكثر تفاعلا", "الاكثر تعليقا", "الاعلي قراءه", "اهم المواضيع", "اهم التصنيفات",
        "التصنيفات", "الكلمات المفتاحيه", "كلمات مفتاحيه", "كلمات دلاليه", "وسوم", "الوسوم", "مواضيع ذات صله",
        "مواضيع متعلقه", "اخبار ذات صله", "مقالات ذات صله", "ذات صله", "اقرا المزيد", "المزيد", "شارك",
        "شارك الخبر", "شارك المقال", "شاركها", "شارك هذا", "مشاركه", "اخر الاخبار", "تابعنا(?: علي .{0,30})?",
        "تابعونا(?: علي .{0,40})?", "اشترك(?: .{0,40})?", "النشره البريديه", "قد يعجبك ايضا", "قد يهمك ايضا",
        "طباعه", "ارسل الي صديق", "نسخ الرابط",
    )
)  # fmt: skip
_WIDGET = re.compile(rf"\W*(?:{_WIDGETS})\W*\d*\W*")
_TEASER = re.compile(r"\W*(?:اقرا|اقراي|اقرووا|شاهد|شاهدوا|طالع|تابع|انظر)(?: ايضا| كذلك| المزيد)?\s*[:.…]")
_COUNTER = re.compile(r"[\W\d]*")
_HASHTAGS = re.compile(r"(?:#\S+\s*)+")
_PICTOGRAM = re.compile("\\s*[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_SENTENCE_END = re.compile(r"[.؟!…\"]\s*$")
# «دبي، الإمارات العربية المتحدة (CNN) --»: where the outlet sits, not where anything happened
_DATELINE = re.compile(
    r"[^.\n()]{2,60}\((?:CNN|رويترز|ا ?ف ?ب|ا ف ب|فرانس برس|د ب ا|ا ب|وكالات|سانا|واس)\)\s*[-:]*\s*(?=\S)",
    re.IGNORECASE,
)
SHORT = 60  # characters: a line of furniture, not a paragraph


@dataclass(frozen=True)
class Line:
    """A line of the folded text: half-open offsets, its role, and the rule that gave it (None for plain body)."""

    start: int
    end: int
    role: str
    rule_id: str | None = None


def line_roles(folded: str, has_title: bool, furniture: bool = True) -> list[Line]:
    """The non-empty lines of a folded text with their roles. `has_title`: the first line is the record's title."""
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", folded)]
    texts = [" ".join(folded[start:end].split()) for start, end in spans]
    head = _head_roles(texts, has_title)
    lines: list[Line] = []
    in_footer = False
    for number, ((start, end), text) in enumerate(zip(spans, texts, strict=True)):
        role, rule = head.get(number, ("body", None))
        if furniture and role == "body":
            found, in_footer = _furniture(text, in_footer)
            role, rule = ("boilerplate", found) if found else (role, rule)
        dateline = _DATELINE.match(folded, start, end) if role == "body" and furniture else None
        if dateline:
            lines.append(Line(start, dateline.end(), "boilerplate", "dateline"))
            start = dateline.end()
        lines.append(Line(start, end, role, rule))
    return lines


def _head_roles(texts: list[str], has_title: bool) -> dict[int, tuple[str, str | None]]:
    """Roles of the lines at the top: the title, and its repetition."""
    doubled = len(texts) > 2 and texts[0] == texts[1]
    roles: dict[int, tuple[str, str | None]] = {}
    if has_title and texts:
        roles[0] = ("headline", "record_title")
    elif doubled:
        roles[0] = ("headline", "doubled_headline")
    if doubled:
        roles[1] = ("boilerplate", "doubled_headline")
    return roles


def _furniture(text: str, in_footer: bool) -> tuple[str | None, bool]:
    """The rule by which a line is furniture (None: body), and whether the lines after it stand in the page's footer."""
    if _WIDGET.fullmatch(text):
        return "widget_title", True
    if _TEASER.match(text):
        return "teaser", in_footer
    if _COUNTER.fullmatch(text):
        return "counter", in_footer
    if _PICTOGRAM.match(text) and len(text) <= SHORT and not _SENTENCE_END.search(text):
        return "pictogram", True
    if in_footer and len(text) <= SHORT and not _SENTENCE_END.search(text):
        return "footer", True
    return None, False
