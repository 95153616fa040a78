"""The page set: the layouts of tests/pages filled with its articles, and what a reader must find on each page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from hijridate import Gregorian
from jinja2 import Environment, FileSystemLoader

HERE = Path(__file__).parent / "pages"
LEVANT = "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول".split("|")  # noqa: SIM905
EGYPT = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()  # noqa: SIM905
WEEKDAYS = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()  # noqa: SIM905


@dataclass(frozen=True)
class Page:
    """A web page as its bytes, and the truth about it; `day` is null where the page tells none."""

    name: str
    html: bytes
    encoding: str
    url: str
    title: str
    body: str
    outlet: str | None
    day: str | None
    shows: str | None


def pages() -> list[Page]:
    """Every layout with each of its articles, in order."""
    articles = yaml.safe_load((HERE / "articles.yaml").read_text("utf-8"))
    layouts = yaml.safe_load((HERE / "layouts.yaml").read_text("utf-8"))
    return [_page(layout, number, articles[number]) for layout in layouts for number in layout["articles"]]


def _page(layout: dict[str, Any], number: int, article: dict[str, Any]) -> Page:
    day: dt.date = article["day"]
    values = _dates(day) | {"n": 311 + number}
    url = layout["url"].format(**values)
    html = (
        _templates()
        .get_template(f"{layout['name']}.html")
        .render(**article, **values, outlet=layout["outlet"], url=url)
    )
    encoding = layout.get("encoding", "utf-8")
    return Page(
        name=f"{layout['name']}-{number}",
        html=html.encode(encoding),
        encoding=encoding,
        url=url,
        title=article["title"],
        body="\n".join([article["lead"], *article["body"]]),
        outlet=layout["outlet"],
        day=day.isoformat() if layout["shows"] and not (layout.get("numeric") and _is_ambiguous(day)) else None,
        shows=layout["shows"],
    )


def _is_ambiguous(day: dt.date) -> bool:
    """Whether the day in figures could be another with its month first: a page that shows no more tells no day."""
    return day.day <= 12 and day.day != day.month


def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(HERE / "layouts"), autoescape=False)


def _dates(day: dt.date) -> dict[str, Any]:
    hijri = Gregorian.fromdate(day).to_hijri()
    weekday = WEEKDAYS[day.weekday()]
    return {
        "iso": day.isoformat(), "Y": day.year, "m": f"{day.month:02}", "d": f"{day.day:02}",
        "month": LEVANT[day.month - 1], "egyptian": EGYPT[day.month - 1], "weekday": weekday,
        "bare_weekday": weekday.removeprefix("ال"), "hijri": f"{hijri.day} {hijri.month_name('ar')} {hijri.year}",
    }  # fmt: skip
