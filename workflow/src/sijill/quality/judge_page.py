"""A verdict as a page of Great Expectations' Data Docs, for those who know these.

The library's page asks a dozen servers for its styles and programs; all of that is taken out and a few styles put in,
so that the page is read from the disk alone. Its random ids become numbers, so that one verdict gives one page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.render.renderer import ValidationResultsPageRenderer
from great_expectations.render.view import DefaultJinjaPageView

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
    results = [_result(one) for one in verdict["results"]]
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


def _result(one: Mapping[str, Any]) -> ExpectationValidationResult:
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
