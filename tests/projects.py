"""Runs of the whole workflow on a few reports, in a copy of the checkout, with a name that is hard on a shell."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
CODE = ("Snakefile", "NOTICE", "config.yaml", "environment.yml", "profiles", "workflow", "resources/codebook",
        "resources/sample", "resources/gold")  # fmt: skip
TEXTS = {
    "قصف.txt": "قصفت قوات النظام السوري بالمدفعية بلدة سرمين في ريف إدلب يوم الثلاثاء 5 آذار 2019.\n"
    "وأسفر القصف عن مقتل ثلاثة مدنيين وإصابة سبعة آخرين، بحسب الدفاع المدني السوري.\n",
    "غارة.txt": "شن الطيران الحربي الروسي غارات جوية على مدينة خان شيخون فجر 12 أيار 2019.\n",
    "sub dir/اجتماع.txt": "اجتمع قادة من الجيش الوطني السوري مع وجهاء العشائر في مدينة اعزاز شمالي حلب.\n",
    "rain.txt": "هطلت أمطار غزيرة على مناطق الساحل وتوقعت الأرصاد الجوية انخفاض درجات الحرارة.\n",
    "english.txt": "This one is not in Arabic and must be rejected with a reason.\n",
}
RECORDS = [
    {"id": 1, "headline": "اشتباكات في السويداء", "body": "اندلعت اشتباكات بين مسلحين محليين وعناصر من تنظيم داعش في "
     "ريف السويداء الشرقي أمس.", "date": "2018-07-26"},
    {"id": 2, "headline": "اعتقالات", "body": "اعتقلت قوات سوريا الديمقراطية خمسة شبان في مدينة الرقة اليوم.",
     "date": "2018-07-27"},
    {"id": 3, "headline": "خطف", "body": "خطف مجهولون طبيبا في مدينة الباب يوم الأحد.", "date": "2018-07-30"},
]  # fmt: skip
CONFIG = """corpus:
  - path: texts
    outlet: شبكة محلية
  - path: dump.jsonl
    name: dump
    fields: {title: headline, text: body, published_at: date}
"""
GLOBAL = {"deduplicate": 1, "validate": 1, "review": 1, "export": 1, "database": 2, "publish": 1, "report": 1}
"""The jobs of the stages that see all reports."""


@dataclass
class Run:
    """A finished call of Snakemake."""

    code: int
    text: str
    command: list[str] = field(default_factory=list)

    @property
    def jobs(self) -> dict[str, int]:
        """Rules and how many of their jobs were (or would be) run."""
        found = re.search(r"Job stats:\n(?:.*\n){2}((?:\w+ +\d+\n)+)", self.text)
        pairs = (line.split() for line in found[1].splitlines()) if found else ()
        return {rule: int(count) for rule, count in pairs if rule not in ("all", "total")}

    @property
    def errors(self) -> list[str]:
        return list(
            dict.fromkeys(line.strip() for line in self.text.splitlines() if line.strip().startswith("error: "))
        )


@dataclass
class Project:
    """A working directory with reports and a config, and the checkout that reads them."""

    folder: Path
    checkout: Path

    def command(self, *words: str, config: str | None = "my config.yaml") -> list[str]:
        """A call of Snakemake, on two cores unless the words say otherwise."""
        command = [sys.executable, "-m", "snakemake", *words]
        command += ["--snakefile", str(self.checkout / "Snakefile"), "--directory", str(self.folder)]
        command += [] if "--cores" in words else ["--cores", "2"]
        return [*command, *(["--configfile", str(self.folder / config)] if config else [])]

    def environment(self, **more: str) -> dict[str, str]:
        return {**os.environ, "LANG": "C", "LC_ALL": "C", **more}

    def snakemake(
        self, *words: str, config: str | None = "my config.yaml", timeout: int = 900, **environment: str
    ) -> Run:
        command = self.command(*words, config=config)
        done = subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            cwd=self.folder,
            env=self.environment(**environment),
            timeout=timeout,
        )
        return Run(done.returncode, done.stdout + done.stderr, command)

    def planned(self) -> list[list[str]]:
        """The words after `-m sijill` of every command of a dry run, as bash expands them."""
        found = []
        for command in commands_in(self.snakemake("-n", "-p").text):
            words = command.split(" -m sijill ")[1].rsplit(" > ", 1)[0]
            shown = subprocess.run(["bash", "-c", f"printf '%s\\0' {words}"], capture_output=True, check=True)
            found.append(shown.stdout.decode().split("\0")[:-1])
        return found

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def bytes_of(self, folder: str) -> dict[str, bytes]:
        base = self.folder / folder
        return {path.relative_to(base).as_posix(): path.read_bytes() for path in base.rglob("*") if path.is_file()}

    def copy(self, where: Path) -> Project:
        """The same project elsewhere, with times kept, so that nothing there is to be done."""
        shutil.copytree(self.folder, where / self.folder.name)
        return Project(where / self.folder.name, self.checkout)


def copied_checkout(where: Path) -> Path:
    for name in CODE:
        source, target = ROOT / name, where / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    return where


def new_project(folder: Path, checkout: Path) -> Project:
    project = Project(folder, checkout)
    for name, text in TEXTS.items():
        project.write(f"texts/{name}", text)
    project.write("dump.jsonl", "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS))
    project.write("my config.yaml", CONFIG)
    return project


def commands_in(text: str) -> list[str]:
    """The commands that Snakemake printed (-p)."""
    return re.findall(r"^Shell command: (.*-m sijill .*)$", text, re.MULTILINE)


@contextmanager
def edited(path: Path, old: str, new: str) -> Iterator[None]:
    """The file with `old` replaced by `new` (appended when `old` is empty), as it was again afterwards."""
    text, times = path.read_text(encoding="utf-8"), path.stat()
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
