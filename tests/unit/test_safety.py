"""Nothing that a report says is run, fetched, followed as a path or taken for markup."""

from __future__ import annotations

import ast
import csv
import io
from pathlib import Path

import pyarrow as pa
import pytest

from projects import ROOT
from sijill import goldfiles
from sijill.errors import UserError
from sijill.export.spreadsheet import formula_safe
from sijill.ingest.readers import read
from sijill.ingest.sidecar import BROKEN, front_matter
from sijill.plan import CorpusSpec, slugs
from sijill.review import files as corrections
from sijill.review.files import CorrectionsError
from sijill.verbs.files import write_csv

PACKAGE = ROOT / "workflow/src/sijill"
SOURCES = sorted(PACKAGE.rglob("*.py"))
NAMES = {name: name for name in ("id", "title", "text", "published_at", "url", "outlet")}
FORBIDDEN = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "pickle.load", "pickle.loads",
    "marshal.loads", "shelve.open", "yaml.unsafe_load", "yaml.full_load", "yaml.load_all", "tempfile.mktemp",
    "tarfile.open", "zipfile.ZipFile", "shutil.unpack_archive", "socket.socket", "urllib.request.urlopen",
    "pandas.read_pickle", "joblib.load", "numpy.load", "torch.load",
}  # fmt: skip
NETWORK = {"socket", "ssl", "http", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "urllib3", "subprocess",
           "pickle", "marshal", "shelve", "ctypes"}  # fmt: skip


def calls(path: Path) -> list[tuple[str, ast.Call]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [(ast.unparse(node.func), node) for node in ast.walk(tree) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_runs_or_fetches_what_it_reads(path):
    for name, call in calls(path):
        assert name not in FORBIDDEN, f"{path}:{call.lineno}: {name}"
        assert not any(word.arg == "shell" for word in call.keywords), f"{path}:{call.lineno}: a shell"
        if name == "yaml.load":
            loader = next(ast.unparse(word.value) for word in call.keywords if word.arg == "Loader")
            assert loader == "_AsWritten" or "SafeLoader" in loader, f"{path}:{call.lineno}"
        if name.endswith("Environment"):
            asked = {word.arg: ast.unparse(word.value) for word in call.keywords}
            assert asked.get("autoescape") == "True", f"{path}:{call.lineno}: nothing is escaped"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_imports_what_reaches_outside(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    found |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert NETWORK.isdisjoint(name.split(".")[0] for name in found) and "urllib.request" not in found


def test_the_rules_are_looked_for_where_they_could_be_broken():
    assert len(SOURCES) > 150
    names = [name for path in SOURCES for name, _ in calls(path)]
    assert "yaml.load" in names and any(name.endswith("Environment") for name in names)


@pytest.mark.parametrize(
    "block",
    [
        "title: !!python/object/apply:os.system ['touch HERE']",
        "title: !!python/name:os.system",
        "a: &a [x, x]\ntitle: [*a, *a]",
        "title: &t x\noutlet: *t",
        "<<: *nothing\ntitle: x",
        "title: !!timestamp soon",
        'title: !!int ""',
        "title: !!bool x",
        "title: " + "[" * 2000,
    ],
)
def test_metadata_make_no_objects_and_multiply_nothing(tmp_path, block):
    values, text, broken = front_matter(f"---\n{block}\n---\nقصف", NAMES)
    assert (values, text, broken) == ({}, "قصف", BROKEN)


def test_aliases_that_multiply_fill_no_memory(tmp_path):
    """Nine lines that stand for a thousand million words; written out they would fill any memory."""
    lines = ["a0: &a0 [lol]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)), "title: *a9"]
    path = tmp_path / "a.txt"
    path.write_text("قصفت قوات النظام بلدة سرمين.", encoding="utf-8")
    (tmp_path / "a.txt.meta.yaml").write_text("\n".join(lines), encoding="utf-8")
    (record,) = read(path, CorpusSpec("c"))
    assert record.repair == BROKEN and "title" not in record.fields


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", '{"corrections": %s}' % ("[" * 2000 + "]" * 2000)),
        ("a.json", '{"corrections": [{"reviewer": %s}]}' % ("[" * 980 + "]" * 980)),
        ("a.csv", "reviewer,made_at\n" + "x" * 200_000),
    ],
)
def test_corrections_that_cannot_be_read_are_refused_in_a_sentence(tmp_path, name, data):
    (tmp_path / name).write_text(data, encoding="utf-8")
    with pytest.raises(CorrectionsError, match=rf"^corrections: {name} is n"):
        corrections.read([tmp_path / name])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.yaml", "- " * 200_000),
        ("a.yaml", "[" * 2000 + "]" * 2000),
        ("a.jsonl", "[" * 990 + "]" * 990),
        ("a.yaml", "- id: !!timestamp soon"),
        ("a.yaml", '- id: !!int ""'),
        ("a.yaml", "- id: !!bool x"),
    ],
)
def test_labels_that_cannot_be_read_are_refused_in_a_sentence(tmp_path, name, data):
    (tmp_path / name).write_text(data, encoding="utf-8")
    with pytest.raises(UserError, match=name):
        goldfiles.load(tmp_path / name)


def test_what_is_printed_of_a_name_commands_no_terminal():
    shown = str(UserError("a\x1b[2J\u202eb\nerror: قصف.txt: remove it."))
    assert shown == "a\\x1b[2J\\u202eb\\nerror: قصف.txt: remove it."


HOSTILE = (
    "../../etc/passwd",
    "/etc/passwd",
    "..",
    "a/../../b",
    "C:\\x",
    "a\x00b",
    "$(touch x)",
    "`id`",
    "-rf",
    "…/./x",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_a_folder_of_letters_and_digits(name):
    (slug,) = slugs([name])
    assert slug and all(char.isalnum() or char == "-" for char in slug) and not slug.startswith("-")


def test_formulas_are_texts_in_every_csv(tmp_path):
    planted = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0"]
    table = pa.table({"a": planted, "n": list(range(-1, len(planted) - 1))})
    for cell in formula_safe(table)["a"].to_pylist():
        assert cell[0] == "'" and cell[1:] in planted
    assert formula_safe(table)["n"].equals(table["n"])
    write_csv(table, tmp_path / "rows.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "rows.csv").read_text("utf-8-sig"), newline="")))
    assert all(row["a"][0] == "'" for row in rows) and rows[0]["n"] == "-1"
