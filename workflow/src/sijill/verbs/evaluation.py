"""The dataset against labelled reports."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sijill import flags, io
from sijill.verbs.files import gather


def rehearse(arguments: Namespace) -> None:
    from sijill import goldfiles, rehearsal

    texts = rehearsal.write_texts(goldfiles.load(arguments.gold), arguments.out)
    for words in rehearsal.steps(texts, arguments.places, arguments.codebook, arguments.options, arguments.out):
        rehearsal.perform(words)


def evaluate(arguments: Namespace) -> None:
    from sijill import codebook, goldfiles
    from sijill import evaluate as stage
    from sijill.export import actor_table

    given = gather(arguments.tables)
    given.setdefault("places", io.read("places", [arguments.places]))
    given.setdefault("actors", actor_table(codebook.load(arguments.codebook).actors))
    options = flags.read("evaluate", arguments)
    found = stage.run(given, goldfiles.load(Path(options.gold)), options)
    io.write_json(found, arguments.out / "score.json")
    io.write_bytes(stage.render(found).encode(), arguments.out / "index.html")
    print("\n".join(stage.lines(found)))
