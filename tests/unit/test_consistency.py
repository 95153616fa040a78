"""What is written twice must agree, and the walls of the design must stand."""

import ast
import dataclasses
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from sijill import codebook, codebook_page, docs, provenance
from sijill.options import STAGE_OPTIONS
from sijill.plan import FIELDS, FORMATS, Limits
from sijill.tables import STAGES, TABLES

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "workflow/src/sijill"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
TYPES = {"boolean": bool, "integer": int, "number": float, "string": str}
SCHEMA = yaml.safe_load((ROOT / "workflow/schemas/config.schema.yaml").read_text(encoding="utf-8"))
HOSTLESS = ["requirements.lock", "requirements.in", "overrides.txt", "Makefile", "pyproject.toml", "environment.yml"]


def imported(path: Path) -> set[str]:
    """Full names of everything a module imports, relative names resolved."""
    package = ["sijill", *path.relative_to(PACKAGE).parent.parts]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return found


def lock() -> dict[str, str]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("stage", STAGE_OPTIONS)
def test_schema_and_options_are_the_same(stage):
    section = SCHEMA["properties"][stage]["properties"]
    options = {field.name: field for field in dataclasses.fields(STAGE_OPTIONS[stage])}
    assert section.keys() == options.keys()
    for name, field in options.items():
        assert section[name]["default"] == field.default
        assert section[name]["description"] == field.metadata["help"]
        assert TYPES[section[name]["type"]] is type(field.default)


def test_schema_and_plan_are_the_same():
    shards = SCHEMA["properties"]["shards"]["properties"]
    assert {name: spec["default"] for name, spec in shards.items()} == dataclasses.asdict(Limits())
    entry = SCHEMA["properties"]["corpus"]["items"]["properties"]
    assert tuple(entry["fields"]["properties"]) == FIELDS
    assert entry["format"]["enum"] == ["auto", *FORMATS]


def test_every_key_of_the_schema_is_described_defaulted_and_closed():
    def walk(schema, name):
        assert schema.get("description"), name
        if "properties" in schema:
            assert schema["additionalProperties"] is False, name
            for key, below in schema["properties"].items():
                required = key in schema.get("required", ())
                assert required or "default" in below, f"{name}.{key} has no default"
                walk(below, f"{name}.{key}")
        if "items" in schema:
            assert schema["items"]["additionalProperties"] is False

    walk(SCHEMA, "config")


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described(name):
    table = TABLES[name]
    assert table.row
    assert set(table.key) <= table.columns.keys()
    assert all(column.description.strip() for column in table.columns.values())


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_its_rule_module_options_and_suite(stage):
    assert stage in STAGE_OPTIONS
    assert (ROOT / f"workflow/rules/{stage}.smk").exists()
    assert (PACKAGE / f"{stage}.py").exists() or (PACKAGE / stage / "__init__.py").exists()
    assert (ROOT / f"workflow/expectations/{stage}.yaml").exists()


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_imports_another(stage):
    others = {f"sijill.{other}" for other in (*STAGES, "quality", "report") if other != stage}
    own = [path for path in MODULES if path.relative_to(PACKAGE).parts[0] in (stage, f"{stage}.py")]
    for path in own:
        crossing = {name for name in imported(path) for other in others if f"{name}.".startswith(f"{other}.")}
        assert not crossing, f"{path.name} imports {crossing}"


def test_text_knows_no_table_and_no_file():
    for path in (PACKAGE / "text").rglob("*.py"):
        assert not {name for name in imported(path) if re.match(r"pandas|pyarrow|sijill\.(tables|io|verbs)", name)}


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("camel_tools", "text/camel.py"),
        ("great_expectations", "quality/judge.py"),
        ("argparse", "arguments.py"),
        ("snakemake", ""),
    ],
)
def test_a_library_has_one_door(library, home):
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if any(name.split(".")[0] == library for name in imported(path))
    }
    if library == "argparse":
        users -= {"__main__.py", "flags.py", "gate.py", "docs.py", "summary.py"}  # they take what is parsed
        users = {user for user in users if not user.startswith("verbs/")}
    assert all(home and user.startswith(home) for user in users), users


def test_what_is_called_from_the_shell_never_reads_the_environment_or_the_clock():
    for path in MODULES:
        if path.name in ("judge.py", "camel.py"):
            continue  # they set what their libraries read when imported
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"os\.environ|datetime\.now|date\.today|time\.time\(|random\.(?!Random)", source), path


def test_no_addresses_where_packages_are_named():
    for name in [*HOSTLESS, *(path.relative_to(ROOT).as_posix() for path in (ROOT / ".ci").iterdir())]:
        assert "://" not in (ROOT / name).read_text(encoding="utf-8"), name


def test_the_lock_pins_everything_by_hash():
    pinned = lock()
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
    assert len(blocks) == len(pinned)
    assert all("--hash=sha256:" in block for block in blocks)


def test_conda_users_get_the_lock():
    spec = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = [entry for entry in spec["dependencies"] if isinstance(entry, str)]
    pip = next(entry["pip"] for entry in spec["dependencies"] if isinstance(entry, dict))
    assert pip == ["-r requirements.lock"], "a version written here could differ from the lock"
    assert spec["variables"] == {"PIP_NO_DEPS": "1"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert conda == ["python=" + project["requires-python"].strip("=.*"), "pip", "make"]


def test_what_is_installed_is_what_the_lock_says():
    pinned = lock()
    runtime = {name: version(name) for name in provenance.RUNTIME}
    assert runtime == {name: pinned[name] for name in provenance.RUNTIME}


def test_the_provenance_names_every_runtime_package():
    wanted = (ROOT / "requirements.in").read_text(encoding="utf-8").split("# checks")[0]
    named = {line.split("==")[0] for line in wanted.splitlines() if line and not line.startswith("#")}
    in_results = named - {"snakemake", "snakemake-logger-plugin-rich", "jsonschema", "pyyaml", "scikit-learn"}
    assert set(provenance.RUNTIME) == in_results


def test_only_what_overrides_name_is_left_out():
    command = [*python_with_pip(), "check"]
    found = subprocess.run(command, capture_output=True, text=True).stdout
    missing = set(re.findall(r"requires (\S+), which is not installed", found))
    others = [line for line in found.splitlines() if "which is not installed" not in line and "broken" not in line]
    overrides = (ROOT / "overrides.txt").read_text(encoding="utf-8").splitlines()
    assert missing == {line.split(";")[0] for line in overrides} and missing >= {"torch", "transformers"}, found
    assert not others or others == ["No broken requirements found."], found


def python_with_pip() -> list[str]:
    """pip of the base Python looking into this environment, which has none of its own."""
    base = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    return [str(base), "-m", "pip", "--disable-pip-version-check", "--python", sys.executable]


def test_the_reference_pages_are_up_to_date():
    pages = ROOT / "workflow/docs"
    assert (pages / "tables.md").read_text(encoding="utf-8") == docs.tables_page(), "run: make docs"
    words = codebook.load(ROOT / "resources/codebook")
    assert (pages / "codebook.md").read_text(encoding="utf-8") == codebook_page.as_markdown(words), "run: make docs"


def test_no_import_is_overlooked():
    for path in MODULES:
        naive = {node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if is_import(node)}
        found = set(provenance._statements(ast.parse(path.read_text(encoding="utf-8")).body))
        assert {ast.dump(node) for node in naive} == {ast.dump(node) for node in found if is_import(node)}, path


def is_import(node: ast.AST) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def test_a_step_is_built_anew_for_its_own_code_only():
    names = {verb: {path.relative_to(PACKAGE).as_posix() for path in provenance.sources(verb)} for verb in STAGES}
    assert "text/segment.py" in names["normalize"] and "text/segment.py" not in names["ingest"]
    assert {"ids.py", "text/arabic.py", "io.py", "verbs/reading.py", "tables/texts.py"} <= names["ingest"]
    assert not {"verbs/editions.py", "verbs/quality.py"} & names["ingest"]
    assert {"growing.py", "lots.py"} <= names["export"]
    assert "verbs/quality.py" in {path.relative_to(PACKAGE).as_posix() for path in provenance.sources("check")}
    for stage in STAGES:
        others = {other for other in STAGES if other != stage}
        assert not {name for name in names[stage] if name.split("/")[0].removesuffix(".py") in others}
