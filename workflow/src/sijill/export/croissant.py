"""`croissant.json`: the tables of an edition in MLCommons' Croissant 1.0 (JSON-LD of schema.org)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sijill.export.dictionary import meaning, ordered, table_of
from sijill.export.documents import as_json, authors, title
from sijill.export.files import File
from sijill.options import ExportOptions

FORMAT = "application/x-parquet"
TYPES = {"string": "Text", "int64": "Integer", "double": "Float", "bool": "Boolean", "date32[day]": "Date"}
_TERMS = (
    "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet", "format",
    "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex",
    "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    **{term: f"cr:{term}" for term in _TERMS},
}
"""The context that the Croissant 1.0 specification prescribes."""
ABOUT = (
    "Events of armed conflict, read by rules from Arabic news reports: who did what to whom, where, when, with what "
    "figures, and who says so. It records what published reports say and is no verdict on any person."
)
HOMEPAGE = "https://example.org/sijill"  # schema.org wants one; a dataset built at home has none


def croissant(options: ExportOptions, version: str, edition: str, files: Iterable[File]) -> bytes:
    """The description of the written Parquet files; the same bytes for the same files."""
    held: dict[str, list[File]] = {}
    for file in files:
        if file.suffix == ".parquet" and file.schema is not None:
            held.setdefault(file.table, []).append(file)
    made = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": f"sijill-{edition}",
        "alternateName": title(options, edition),
        "description": ABOUT,
        "version": version,
        "url": options.url or HOMEPAGE,
        "creator": [{"@type": "sc:Organization", "name": name} for name in authors(options) or ["Sijill"]],
        "inLanguage": ["ar", "en"],
        "distribution": [_distribution(held[name], name) for name in ordered(held)],
        "recordSet": [_records(held[name], name) for name in ordered(held)],
    }
    return as_json(made | ({"license": options.license} if options.license else {}))


def _distribution(files: list[File], table: str) -> dict[str, Any]:
    name = f"{table}.parquet"
    if files[0].part is None:
        what = {"@type": "cr:FileObject", "contentUrl": name, "sha256": files[0].sha256}
        what["contentSize"] = f"{files[0].size} B"
    else:
        what = {"@type": "cr:FileSet", "includes": f"{name}/*/*.parquet"}
    return {"@id": name, "name": name, "encodingFormat": FORMAT, **what}


def _records(files: list[File], table: str) -> dict[str, Any]:
    schema = files[0].schema
    assert schema is not None
    kind = "fileObject" if files[0].part is None else "fileSet"
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": f"A row is {table_of(table).row}.",
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{table}/{field.name}",
                "name": field.name,
                "description": meaning(field),
                "dataType": f"sc:{TYPES[str(field.type)]}",
                "source": {kind: {"@id": f"{table}.parquet"}, "extract": {"column": field.name}},
            }
            for field in schema
        ],
    }
