"""Reports whose every field names a private person: what must not be found in the edition that is shared."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

import pyarrow.parquet as pq

from sijill.text.arabic import fold

BLOCKED = "█"


@dataclass(frozen=True)
class Person:
    """Somebody who is nobody's business; `told`: a report of two sentences that names them, {} being the name."""

    name: str
    told: str

    @property
    def text(self) -> str:
        return self.told.format(self.name)

    @property
    def forms(self) -> tuple[str, ...]:
        """The name as texts, file names and addresses write it."""
        return (self.name, self.name.replace(" ", "-"), self.name.replace(" ", "_"), quote(self.name))


PEOPLE = (
    Person("زاهر القنواتي", "قتل الشاب {0} برصاص مجهولين في بلدة سرمين بريف إدلب أمس.\nونعى الأهالي {0} في مسجدها."),
    Person(
        "وداد الصبّاغ",
        "قصفت قوات النظام السوري بلدة النيرب بالمدفعية.\nوقالت {0}، وهي من سكان البلدة، إن القصف دمر منزلها.",
    ),
    Person("عروة الدقاق", "انفجرت عبوة ناسفة في مدينة عفرين أمس.\nوقال الشاهد {0} إن الانفجار وقع قرب السوق."),
    Person("هيثم الجلّاد", "اعتقلت قوات سوريا الديمقراطية المدني {0} في مدينة الرقة.\nوأفرج عن {0} بعد يومين من ذلك."),
    Person("سوسن الملقي", "قتلت الطفلة {0} بانفجار لغم أرضي في بلدة كفرنبل.\nودفنت الطفلة {0} في القرية."),
)
HOLDING = "مقتل {}"


def write(folder: Path) -> dict[str, object]:
    """Reports of all formats that name each person in every field they have; the config that reads them."""
    records = []
    for number, person in enumerate(PEOPLE):
        slug = person.name.replace(" ", "-")
        title, address = HOLDING.format(person.name), f"https://news.example.org/{number}/{quote(slug)}"
        head = {"id": slug, "title": title, "url": address, "outlet": f"صفحة {person.name}"}
        below = f"كتب: {person.name}\n\n{person.text}\n\nصورة: {person.name} | تصوير {person.name}\n"
        plain = folder / "texts" / f"{person.name}.txt"
        plain.parent.mkdir(parents=True, exist_ok=True)
        plain.write_text(below, encoding="utf-8")
        lines = "".join(f"{name}: {value}\n" for name, value in {**head, "published_at": "2021-03-04"}.items())
        (plain.parent / f"{plain.name}.meta.yaml").write_text(lines, encoding="utf-8")
        page = "".join(f"<p>{line}</p>" for line in person.text.split("\n"))
        (plain.parent / f"{slug}.html").write_text(
            f'<html lang="ar"><head><title>{title}</title><meta name="author" content="{person.name}"></head><body>'
            f'<article><h1>{title}</h1><figure><img src="{slug}.jpg" alt="{person.name}"><figcaption>{person.name}'
            f"</figcaption></figure>{page}</article></body></html>", encoding="utf-8",
        )  # fmt: skip
        records.append({**head, "text": person.text, "published_at": "2021-03-05"})
        records.append({**head, "id": f"{slug}-2", "text": f"{person.name} " * 3})  # not enough Arabic of any kind
        records.append({**head, "id": f"{slug}-3", "text": ""})
    dump = folder / f"{PEOPLE[0].name}.jsonl.gz"
    dump.write_bytes(gzip.compress("".join(json.dumps(record) + "\n" for record in records).encode()))
    return {"corpus": [{"path": "texts"}, {"path": dump.name, "name": "dump"}]}


def leaks(edition: Path, forms: tuple[str, ...]) -> Iterator[str]:
    """The files of an edition that say one of the forms: in their name, their bytes, or what is read from them."""
    folded = [fold(form).text for form in forms]
    for path in sorted(path for path in edition.rglob("*") if path.is_file()):
        for kind, said in ((" (name)", path.name), (" (bytes)", raw(path)), ("", spoken(path))):
            for text in (said, unquote(said)):
                if any(form in text for form in forms) or any(form in fold(text).text for form in folded):
                    yield f"{path.relative_to(edition)}{kind}"


def raw(path: Path) -> str:
    """The bytes of a file as text, those that are none left out, and what escapes stand for."""
    text = path.read_bytes().decode("utf-8", "ignore")
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda escape: chr(int(escape[1], 16)), text) if "\\u" in text else text


def spoken(path: Path) -> str:
    """What a file says to those who open it as what it is."""
    if path.suffix in (".parquet", ".geoparquet"):
        file = pq.ParquetFile(path)
        return repr(file.read().to_pylist()) + repr(file.metadata.metadata) + repr(file.schema_arrow.metadata)
    if path.suffix == ".duckdb":
        return _said_by(path)
    return json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False) if path.suffix == ".json" else ""


def _said_by(path: Path) -> str:
    import duckdb

    with duckdb.connect(str(path), read_only=True) as database:
        names = database.sql("SELECT table_schema, table_name FROM information_schema.tables ORDER BY ALL").fetchall()
        return repr([database.sql(f'SELECT * FROM "{schema}"."{name}"').fetchall() for schema, name in names])
