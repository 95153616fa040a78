"""Great Expectations judges frames: the only module that imports it.

Three habits of the library are held in check here. It drops what it does not know and then succeeds, so the number
of expectations it took in is compared with the number written. Its results carry random ids, clock times and partial
lists, so only counts, the observed value and the positions of offending rows are taken over. It would phone home, draw
progress bars and write files, so analytics and bars are off and the context lives in memory.

`page` shows a verdict as its Data Docs do, for those who know these. That page asks a dozen servers for its styles
and programs; all of that is taken out and a few styles put in, so that it is read from the disk alone. Its random ids
become numbers, so that one verdict gives one page.
"""

from __future__ import annotations

import logging
import math
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import

from sijill.quality.late import imported_late

with imported_late("altair", "scipy.stats"):  # 0.85 of 1.9 s
    import great_expectations as gx
    from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
    from great_expectations.expectations.metadata_types import FailureSeverity
    from great_expectations.render.renderer import ValidationResultsPageRenderer
    from great_expectations.render.view import DefaultJinjaPageView

from sijill.quality.framed import Framed
from sijill.quality.suite import Expectation, SuiteError


@dataclass(frozen=True)
class Judgement:
    """What became of one expectation.

    `rows` are the positions in the frame of all rows that break it, ascending; `unexpected` says how many they are.
    `observed` is the value seen by an expectation of a whole table, which has no rows.
    """

    success: bool
    unexpected: int | None
    of: int | None
    observed: float | int | str | None
    rows: tuple[int, ...]


def library() -> Any:
    """What the library takes frames by; made once, since that takes a while."""
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)  # else each context leaves a folder in /tmp
    config = DataContextConfig(store_backend_defaults=stores, progress_bars=ProgressBarsConfig(globally=False))
    context = gx.get_context(mode="ephemeral", project_config=config)
    asset = context.data_sources.add_pandas("tables").add_dataframe_asset("frames")
    return asset.add_batch_definition_whole_dataframe("frame")


def judge(frames: Sequence[Framed], expectations: Sequence[Expectation], batches: Any = None) -> list[Judgement]:
    """One judgement for each expectation, in order.

    `frames` name each expectation once; `batches` is `library()`. Raises SuiteError, naming the entry, for a type or
    argument the library does not know.
    """
    batches = batches or library()
    found: dict[int, Judgement] = {}
    for number, framed in enumerate(frames):
        chosen = [expectations[n] for n in framed.expectations]
        built = [_built(n, expectations[n]) for n in framed.expectations]
        suite = gx.ExpectationSuite(name=str(number), expectations=built)
        if len(suite.expectations) != len(chosen):
            raise SuiteError(
                f"{chosen[0].table}: {len(chosen)} expectations are written, {len(suite.expectations)} were taken in; "
                f"look at {', '.join(sorted({expectation.place for expectation in chosen}))}"
            )
        result = batches.get_batch({"dataframe": framed.frame}).validate(suite, result_format="COMPLETE")
        for one in result.results:
            entry = one.expectation_config.meta["number"]
            found[entry] = _read(one, expectations[entry], framed)
    if lost := [expectation.place for n, expectation in enumerate(expectations) if n not in found]:
        raise SuiteError(f"{len(lost)} of {len(expectations)} expectations were not judged; the first is {lost[0]}")
    return [found[n] for n in range(len(expectations))]


def _built(number: int, expectation: Expectation) -> Any:
    try:
        return ExpectationConfiguration(
            type=expectation.type,
            kwargs=expectation.kwargs,
            severity=FailureSeverity(expectation.severity),
            meta={"number": number},  # also keeps equal expectations apart
        ).to_domain_obj()
    except Exception as error:  # the library raises several kinds for an unknown type or argument
        raise SuiteError(f"{expectation.place} is not taken in: {' '.join(str(error).split())}") from error


def _read(one: Any, expectation: Expectation, framed: Framed) -> Judgement:
    result = one.result or {}
    raised = one.exception_info or {}
    if not result or raised.get("raised_exception"):
        infos = [raised, *(info for info in raised.values() if isinstance(info, dict))]
        messages = sorted({str(info["exception_message"]) for info in infos if info.get("exception_message")})
        raise SuiteError(f"{expectation.place} could not be judged: {'; '.join(messages) or 'no result'}")
    by_row = result.get("unexpected_count") is not None
    rows = framed.rows([int(row) for row in result.get("unexpected_index_list") or ()])
    if by_row and not rows and result["unexpected_count"]:
        raise SuiteError(f"{expectation.place} names no row that breaks it, of {result['unexpected_count']}")
    return Judgement(
        success=bool(one.success),
        unexpected=len(rows) if by_row else None,
        of=framed.rows_of_table if by_row else None,
        observed=_plain(result.get("observed_value")),
        rows=rows,
    )


def _plain(value: Any) -> float | int | str | None:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return str(value)


# --- a verdict as a page of the library's Data Docs -------------------------------------------------------------------
_REMOTE = re.compile(r"<script\b[^>]*>.*?</script>|<link\b[^>]*>|<(?:img|source)\b[^>]*>", re.DOTALL | re.IGNORECASE)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_HEAD = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark"><style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 1rem auto; max-width: 70rem }
table { border-collapse: collapse; width: 100% }
td, th { border: 1px solid #8888; padding: .3rem .5rem; text-align: start }
nav, ul { list-style: none } .modal, .collapse, footer, .fixed-bottom { display: none }
</style>"""


def page(verdict: Mapping[str, Any]) -> str:
    """The page of a verdict, as HTML."""
    results = [_told(one) for one in verdict["results"]]
    met = sum(bool(one.success) for one in results)
    statistics = {
        "evaluated_expectations": len(results), "successful_expectations": met,
        "unsuccessful_expectations": len(results) - met, "success_percent": 100 * met / max(1, len(results)),
    }  # fmt: skip
    whole = ExpectationSuiteValidationResult(
        success=met == len(results),
        results=results,
        suite_name=verdict["stage"],
        statistics=statistics,
        meta={"run_id": {"run_name": verdict["stage"], "run_time": "1970-01-01T00:00:00+00:00"}, "batch_spec": {}},
    )
    html: str = DefaultJinjaPageView().render(ValidationResultsPageRenderer().render(whole))
    numbers: dict[str, str] = {}
    html = _ID.sub(lambda found: numbers.setdefault(found[0], f"id-{len(numbers)}"), _REMOTE.sub("", html))
    return html.replace("<head>", f"<head>{_HEAD}", 1)


def _told(one: Mapping[str, Any]) -> ExpectationValidationResult:
    """One judged expectation in the library's own form; the table stands before the name of the column."""
    arguments = dict(one["arguments"])
    columns = [f"{one['table']}.{column}" for column in one["column"].split(", ") if column]
    if len(columns) == 1:
        arguments["column"] = columns[0]
    elif columns:
        arguments["column_list"] = columns
    told: dict[str, Any] = {"observed_value": one["observed"]}
    if one["unexpected"] is not None:
        share = 100 * one["unexpected"] / max(1, one["of"])
        told = {"element_count": one["of"], "unexpected_count": one["unexpected"], "unexpected_percent": share}
    return ExpectationValidationResult(
        success=one["success"],
        expectation_config=ExpectationConfiguration(
            type=one["expectation"], kwargs=arguments, meta={"notes": f"{one['table']}: {one['why']}"}
        ),
        result={**told, "partial_unexpected_list": []},
        exception_info={"raised_exception": False, "exception_message": None, "exception_traceback": None},
    )
