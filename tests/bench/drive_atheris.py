"""Atheris at the parsers: it changes bytes by what it sees the code do with them (bench_fuzz.py starts it).

    python tests/bench/drive_atheris.py files|config|corrections|gold FOLDER [libFuzzer's own options]

FOLDER takes the inputs that led anywhere new; it begins with whole files of every format, packed ones too. Only the
package's own modules are instrumented: with all libraries a run reads a tenth as many inputs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / "workflow/src"))

import atheris

with atheris.instrument_imports(include=["sijill"]):
    import hostile

ONES = {
    "config": (hostile.CONFIG, hostile.read_config),
    "corrections": (hostile.CORRECTIONS, hostile.read_corrections),
    "gold": (hostile.GOLD, hostile.read_gold),
}


def files() -> tuple[dict[str, bytes], Callable[[bytes], None]]:
    """Files of every format behind a byte that says which, and what ingests them."""
    names = sorted(hostile.PACKED)
    wholes = {name: bytes([number]) + hostile.PACKED[name] for number, name in enumerate(names)}

    def read(data: bytes) -> None:
        list(hostile.ingest_file(names[data[0] % len(names)] if data else names[0], data[1:]))

    return wholes, read


def main() -> None:
    target, folder, *words = sys.argv[1:]
    wholes, read = files() if target == "files" else ({"whole": ONES[target][0]}, ONES[target][1])
    for name, whole in wholes.items():
        (Path(folder) / name).write_bytes(whole)
    atheris.Setup([sys.argv[0], folder, *words], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
