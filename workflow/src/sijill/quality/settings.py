"""What an analyst may settle about the checks: other thresholds, and checks waived with a reason.

The config's section `quality` names a check as the reports do: stage/table.column.expectation.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sijill.quality.suite import Expectation, SuiteError, read

BOUNDS = ("min_value", "max_value")


def settle(stage: str, expectations: Sequence[Expectation], settings: Mapping[str, Any]) -> list[Expectation]:
    """The expectations of a stage with the analyst's thresholds and waivers.

    `settings`: {"thresholds": [{"check", "min_value"?, "max_value"?}], "waive": [{"check", "reason"}]}; what names
    another stage is left to it. Raises SuiteError for a check that the stage does not have, a threshold without a
    bound, or one for a check that knows no bounds.
    """
    settled = list(expectations)
    places = {f"{stage}/{one.check}": number for number, one in enumerate(settled)}
    for wanted in _own(stage, settings.get("thresholds", ()), places):
        one = settled[places[wanted["check"]]]
        settled[places[wanted["check"]]] = replace(one, kwargs={**one.kwargs, **_bounds(wanted, one)})
    for wanted in _own(stage, settings.get("waive", ()), places):
        place = places[wanted["check"]]
        settled[place] = replace(settled[place], waived=" ".join(wanted["reason"].split()))
    return settled


def demand(settings: Mapping[str, Any], suites: Mapping[str, Mapping[str, Any]]) -> None:
    """Raises SuiteError when the settings name a stage or a check that is not there. `suites`: parsed, by stage."""
    for wanted in (*settings.get("thresholds", ()), *settings.get("waive", ())):
        stage, slash, _ = wanted["check"].partition("/")
        if not slash or stage not in suites:
            raise SuiteError(
                f"quality: `{wanted['check']}` names no stage: a check is stage/table.column.expectation, "
                f"the stage one of {', '.join(suites)}."
            )
    for stage, suite in suites.items():
        settle(stage, read(suite), settings)


def _bounds(wanted: Mapping[str, Any], one: Expectation) -> dict[str, Any]:
    bounds = {name: wanted[name] for name in BOUNDS if wanted.get(name) is not None}
    if not bounds:
        raise SuiteError(f"quality.thresholds: `{wanted['check']}` is given neither `min_value` nor `max_value`.")
    if not any(name in one.kwargs for name in BOUNDS):
        raise SuiteError(
            f"quality.thresholds: `{wanted['check']}` has no bounds: thresholds are for checks that end in `between`."
        )
    return bounds


def _own(stage: str, wanted: Sequence[Mapping[str, Any]], places: Mapping[str, int]) -> list[Mapping[str, Any]]:
    own = [one for one in wanted if one["check"].partition("/")[0] == stage]
    for one in own:
        if one["check"] not in places:
            near = difflib.get_close_matches(one["check"], places, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"results/quality/{stage}/verdict.json names them all."
            raise SuiteError(f"quality: there is no check `{one['check']}`: {hint}")
    return own
