"""Gate: a verdict judged, in one sentence. Imports nothing heavy: it is asked after every stage."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from sijill.errors import UserError
from sijill.files import read_json, write_json


def run(arguments: Namespace) -> None:
    """Write that the gate is open. Raises UserError, with the sentence, when it is closed."""
    closed = gate(read_json(arguments.verdict))
    if closed:
        raise UserError(closed)
    write_json({"open": True}, arguments.out)


def gate(verdict: Mapping[str, Any]) -> str | None:
    """None when no critical expectation failed; else one sentence: what failed, how many rows, which file shows them.

    The sentence names the expectation that stands first in the suite."""
    failed = [
        result
        for result in verdict["results"]
        if not result["success"] and result["severity"] == "critical" and not result["waived"]
    ]
    if not failed:
        return None
    first = min(failed, key=lambda result: (result["entry"], result["table"], result["column"]))
    more = f" (and {len(failed) - 1} more critical expectations fail)" if len(failed) > 1 else ""
    return f"The {verdict['stage']} gate is closed: {_finding(first, verdict)}{more}; see {verdict['rows_file']}."


def _finding(result: Mapping[str, Any], verdict: Mapping[str, Any]) -> str:
    rule = f"the rule that {result['why']}"
    if result["unexpected"] is not None:
        what = f"{result['unexpected']} of {result['of']} rows of `{result['table']}`"
        return f"{what} break {rule} ({result['column']})"
    reasons = ", ".join(
        f"{one['reason']} {one['rows']}" for one in verdict["rejected"] if one["stage"] == verdict["stage"]
    )
    rejected = f" (rejected: {reasons})" if reasons else ""
    return f"`{result['table']}` has {result['observed']} rows{rejected}, against {rule}"
