"""README.md and README.ar.md say the same: the same sections, commands, files, figures and links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENGLISH, ARABIC = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ar.md"))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def prose(page: str) -> str:
    return FENCE.sub("", page)


def headings(page: str) -> list[int]:
    """The levels of the headings in order; a paragraph that begins in bold heads a section of level 7."""
    found = re.findall(r"^(?:(#+) |\*\*[^*]+\*\*)", prose(page), re.MULTILINE)
    return [len(marks) or 7 for marks in found]


def commands(page: str) -> list[tuple[str, list[str]]]:
    """What stands in the code blocks, without comments, which are translated."""
    blocks = ((kind, [re.sub(r"\s*#.*", "", line) for line in text.splitlines()]) for kind, text in FENCE.findall(page))
    return [(kind, [line for line in lines if line]) for kind, lines in blocks]


def links(page: str) -> list[str]:
    return [link for link in re.findall(r"\]\(([^)]+)\)", page) if not link.startswith("README")]


def code(page: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", prose(page)))


def figures(page: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:[.,]\d+)*", prose(page)))


@pytest.mark.parametrize("part", [headings, commands, links, code, figures])
def test_both_have_the_same(part):
    assert part(ARABIC) == part(ENGLISH), "README.md and README.ar.md differ: change both"
    assert part(ENGLISH)


def test_links_lead_somewhere():
    for page in (ENGLISH, ARABIC):
        found = re.findall(r"\]\(([^)]+)\)", page)
        assert [link for link in found if not (ROOT / link).exists()] == []
    assert "](README.ar.md)" in ENGLISH and "](README.md)" in ARABIC


def test_the_arabic_page_runs_from_right_to_left_and_its_code_from_left_to_right():
    assert ARABIC.startswith('<div dir="rtl" lang="ar">\n\n') and ARABIC.endswith("</div>\n")
    assert ARABIC.count('<div dir="ltr">\n\n```') == len(FENCE.findall(ARABIC))
    assert ARABIC.count("<div") == ARABIC.count("</div>")
    words = re.findall(r"\w+", prose(ARABIC))
    arabic = sum(bool(re.match(r"[\u0621-\u064a]", word)) for word in words)
    assert arabic > len(words) / 2


@pytest.mark.parametrize("page", [headings, commands, links, code, figures])
def test_a_change_in_one_is_seen(page):
    changed = ENGLISH + "\n\n**More** `x` [y](z) 77\n\n```sh\nmake more\n```\n"
    assert page(changed) != page(ENGLISH)
