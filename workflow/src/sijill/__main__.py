"""The command line: python -m sijill VERB. `arguments` says what may be asked, `verbs` does the work."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from sijill.arguments import parser
from sijill.errors import UserError

NO_MEMORY = (
    "was given too little memory: run snakemake again with fewer `--cores`, or on a machine with more memory, or with "
    "smaller `shards:` in the config; what is finished is kept."
)


def main(words: Sequence[str] | None = None) -> int:
    """Run one verb. Returns 0, or 2 after printing what the user has to mend, or 3 for want of memory."""
    arguments = parser().parse_args(words)
    try:
        action_of(arguments.verb)(arguments)
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except MemoryError:  # Arrow's too
        print(f"error: {arguments.verb} {NO_MEMORY}", file=sys.stderr)
        return 3
    return 0


def action_of(verb: str) -> Callable[[argparse.Namespace], None]:
    """What a verb does, imported when it is asked for: no verb imports more than it needs, and --help nothing."""
    if verb in ("docs", "summary", "gate"):
        action: Callable[[argparse.Namespace], None] = import_module(f"sijill.{verb}").run
    else:
        action = getattr(import_module("sijill.verbs"), verb)
    return action


if __name__ == "__main__":
    sys.exit(main())
