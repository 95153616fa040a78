"""Ten short reports with invented incidents, and the same reports as files of every format, encoding and packing."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Sequence
from html import escape

import pyarrow as pa
import pyarrow.parquet as pq
import yaml
import zstandard

Report = dict[str, str]
FIELDS = ("id", "title", "text", "published_at", "url", "outlet")
_TOLD = [
    ("انفجار عبوة قرب سوق البلدة",
     "انفجرت عبوة ناسفة قرب سوق بلدة تل الزيتون صباح الاثنين، ما أدى إلى إصابة أربعة مدنيين بجروح.\n"
     "وقال مسعف في المكان إن حال أحد الجرحى خطرة، وإن الفرق نقلت الجميع إلى مشفى المنطقة."),
    ("قصف مدفعي على أطراف قرية الصفصاف",
     "تعرضت أطراف قرية الصفصاف لقصف مدفعي بعد منتصف الليل، من دون ورود أنباء عن إصابات.\n"
     "وذكر سكان أن القصف استمر نحو 20 دقيقة وطال أراضي زراعية."),
    ("اشتباك بين مجموعتين مسلحتين عند حاجز النهر",
     "اندلع اشتباك بالأسلحة الرشاشة بين مجموعتين مسلحتين عند حاجز النهر، وفق شهود من أهالي الحي.\n"
     "وتوقف إطلاق النار بعد ساعتين بوساطة وجهاء من العشائر."),
    ("إطلاق سراح 12 محتجزا في مدينة السدرة",
     "أفرجت السلطات المحلية في مدينة السدرة عن 12 محتجزا بعد توقيفهم أسبوعين.\n"
     "وكان المحتجزون قد اعتقلوا خلال حملة تفتيش في الأحياء الشرقية."),
    ("طائرة مسيرة تستهدف مستودعا في ريف العنبرية",
     "استهدفت طائرة مسيرة مجهولة مستودعا في ريف العنبرية الجنوبي مساء الخميس.\n"
     "وقال مصدر محلي إن المستودع كان خاليا، ولم يسقط قتلى."),
    ("مظاهرة تطالب بالكهرباء أمام مبنى البلدية",
     "تظاهر عشرات الأهالي أمام مبنى البلدية في بلدة الكرمة احتجاجا على انقطاع الكهرباء.\n"
     "وانتهت المظاهرة بعد لقاء وفد منهم رئيس البلدية، بحسب منظميها."),
    ("كمين يوقع قتيلين على طريق الواحة",
     "قتل عنصران وأصيب ثالث في كمين نصبه مجهولون على طريق الواحة فجر السبت.\n"
     "ولم تعلن أي جهة مسؤوليتها عن الكمين حتى ساعة نشر الخبر."),
    ("انسحاب رتل عسكري من محيط المطار القديم",
     "انسحب رتل عسكري مؤلف من 15 آلية من محيط المطار القديم باتجاه الشمال.\n"
     "وأفاد مراسلنا بأن الانسحاب جرى دون اشتباكات."),
    ("لغم أرضي يودي بحياة راعي أغنام",
     "قتل راعي أغنام بانفجار لغم أرضي من مخلفات الحرب في بادية الرملة.\n"
     "ودعت منظمة محلية الأهالي إلى عدم الاقتراب من الأراضي غير الممسوحة."),
    ("هدنة لثلاثة أيام بين فصيلين في حي القلعة",
     "توصل فصيلان في حي القلعة إلى هدنة مدتها ثلاثة أيام تبدأ ظهر الأحد.\n"
     "وينص الاتفاق على فتح الطرق أمام المدنيين وتبادل جثامين القتلى."),
]  # fmt: skip
REPORTS: tuple[Report, ...] = tuple(
    {
        "id": f"n{number}",
        "title": title,
        "text": text,
        "published_at": f"2020-03-{number + 1:02d}T09:30:00+03:00",
        "url": f"https://news.example.org/2020/03/{number + 1:02d}/n{number}",
        "outlet": "مرصد الوادي",
    }
    for number, (title, text) in enumerate(_TOLD)
)


def packed(data: bytes, suffix: str) -> bytes:
    """The bytes as they stand in a file with the suffix "", ".gz" or ".zst"."""
    if suffix == ".gz":
        return gzip.compress(data)
    return zstandard.ZstdCompressor().compress(data) if suffix == ".zst" else data


def as_text(report: Report, encoding: str = "utf-8") -> bytes:
    return report["text"].encode(encoding)


def as_sidecar(report: Report) -> bytes:
    return yaml.safe_dump({name: report[name] for name in FIELDS if name != "text"}, allow_unicode=True).encode()


def as_text_with_front_matter(report: Report, encoding: str = "utf-8") -> bytes:
    return f"---\n{as_sidecar(report).decode()}---\n{report['text']}".encode(encoding)


def as_page(report: Report, encoding: str = "utf-8") -> bytes:
    paragraphs = "".join(f"<p>{escape(line)}</p>\n" for line in report["text"].split("\n"))
    page = f"""<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="{encoding}"><title>{escape(report["title"])}</title>
<meta property="og:title" content="{escape(report["title"])}">
<meta property="og:site_name" content="{escape(report["outlet"])}">
<meta property="og:url" content="{report["url"]}"><link rel="canonical" href="{report["url"]}">
<meta property="article:published_time" content="{report["published_at"]}"></head>
<body><main><article><h1>{escape(report["title"])}</h1>
{paragraphs}</article></main></body></html>
"""
    return page.encode(encoding)


def as_lines(reports: Sequence[Report], encoding: str = "utf-8") -> bytes:
    return "".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports).encode(encoding)


def as_document(reports: Sequence[Report], encoding: str = "utf-8", within: str = "") -> bytes:
    document = {"count": len(reports), within: list(reports)} if within else list(reports)
    return json.dumps(document, ensure_ascii=False, indent=2).encode(encoding)


def as_table(reports: Sequence[Report], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, FIELDS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(reports)
    return buffer.getvalue().encode(encoding)


def as_parquet(reports: Sequence[Report], row_group_size: int | None = None) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(reports)), buffer, row_group_size=row_group_size)
    return buffer.getvalue()


def warc_record(kind: str, block: bytes, url: str = "", media: str = "application/http; msgtype=response") -> bytes:
    number = hashlib.md5(f"{kind} {url}".encode() + block).hexdigest()
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
    )
    header += f"WARC-Target-URI: {url}\r\n" if url else ""
    return f"{header}Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def http(body: bytes, media: str = "text/html", status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body


def as_archive(reports: Sequence[Report], encoding: str = "utf-8") -> list[bytes]:
    """The records of a crawl: what the crawler says of itself, and a request and a response for every report."""
    records = [warc_record("warcinfo", b"software: test\r\n", media="application/warc-fields")]
    for report in reports:
        request = b"GET / HTTP/1.1\r\nHost: news.example.org\r\n\r\n"
        records.append(warc_record("request", request, report["url"], "application/http; msgtype=request"))
        media = f"text/html; charset={encoding}"
        records.append(warc_record("response", http(as_page(report, encoding), media), report["url"]))
    return records
