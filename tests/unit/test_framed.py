"""What the library is given to judge says the same as the whole table would."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from sijill.quality.framed import Framed, framed
from sijill.quality.judge import judge
from sijill.quality.suite import Expectation

TABLE = pa.table(
    {
        "code": ["a", None, "b", "a", "ج", "", "b"],
        "text": ["قصف", "قصف عنيف", None, "", "قصف", "غارة", "غارة"],
        "count": pa.array([1, None, -3, 7, 7, 2, 1], pa.int64()),
        "share": pa.array([0.5, float("nan"), None, 2.0, 0.5, -1.0, 0.0]),
        "true": [True, None, False, True, True, False, True],
    }
)
JUDGED: list[tuple[str, tuple[str, ...], dict[str, Any]]] = [
    ("expect_column_values_to_be_in_set", ("code",), {"value_set": ["a", "b"]}),
    ("expect_column_values_to_be_in_set", ("true",), {"value_set": [True]}),
    ("expect_column_values_to_not_be_null", ("code",), {}),
    ("expect_column_values_to_not_be_null", ("share",), {}),
    ("expect_column_values_to_be_null", ("text",), {}),
    ("expect_column_values_to_match_regex", ("code",), {"regex": "^[a-z]$"}),
    ("expect_column_value_lengths_to_be_between", ("text",), {"min_value": 1, "max_value": 4}),
    ("expect_column_values_to_be_between", ("count",), {"min_value": 0, "max_value": 6}),
    ("expect_column_values_to_be_between", ("share",), {"min_value": 0, "max_value": 1}),
    ("expect_column_values_to_be_between", ("count",), {"min_value": 0, "mostly": 0.5}),
    ("expect_column_values_to_be_unique", ("code",), {}),
    ("expect_column_values_to_be_unique", ("count",), {}),
    ("expect_compound_columns_to_be_unique", ("code", "true"), {}),
    ("expect_table_row_count_to_be_between", (), {"min_value": 8}),
]


def expectation(number: int, kind: str, columns: tuple[str, ...], more: dict[str, Any]) -> Expectation:
    named: dict[str, Any] = {"column": columns[0]} if len(columns) == 1 else {"column_list": list(columns)}
    return Expectation(number, "t", kind, columns, {**(named if columns else {}), **more}, "critical", "it is so")


EXPECTATIONS = [expectation(number, *one) for number, one in enumerate(JUDGED)]


@pytest.mark.parametrize("table", [TABLE, TABLE.slice(0, 0), pa.concat_tables([TABLE, TABLE.slice(2, 3)])])
def test_equal_cells_fare_as_the_whole_table(table: pa.Table) -> None:
    whole = [
        Framed(table.select(list(one.columns) or table.column_names).to_pandas(), None, (number,))
        for number, one in enumerate(EXPECTATIONS)
    ]
    assert judge(framed({"t": table}, EXPECTATIONS), EXPECTATIONS) == judge(whole, EXPECTATIONS)


def test_the_library_sees_each_value_once() -> None:
    long = pa.concat_tables([TABLE] * 50)
    frames = framed({"t": long}, EXPECTATIONS[:9])
    assert max(len(frame.frame) for frame in frames) <= len(TABLE)
    assert all(frame.rows_of_table == len(long) for frame in frames)
