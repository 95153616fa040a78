"""Who and where: every case of names.yaml and its control set, and the shares that they must reach."""

from __future__ import annotations

from typing import Any

import pytest

from golden.namecases import NAMES, SECOND, Case, Name, cases, known, names_read, problems, score
from golden.reading import Reader

CASES = cases()
LEAST = 0.97
# What is not read yet, each with what differs.
KNOWN = known()


def case_parameters() -> list[Any]:
    """One parameter a case; known failures must keep failing until they are struck from the list."""
    return [
        pytest.param(
            case,
            id=f"{number}-{case.group}",
            marks=[pytest.mark.xfail(strict=True, reason=KNOWN[case.text])] if case.text in KNOWN else [],
        )
        for number, case in enumerate(CASES)
    ]


@pytest.fixture(scope="module")
def read() -> dict[str, list[Name]]:
    """What the chain reads from all cases, in one run."""
    return names_read(CASES, Reader())


@pytest.mark.parametrize("case", case_parameters())
def test_case(case: Case, read: dict[str, list[Name]]) -> None:
    found = problems(case, read[case.text])
    assert not found, "\n".join([case.text, *found])


@pytest.mark.parametrize(
    "half",
    [
        "dev",
        "test",
        pytest.param("second", marks=pytest.mark.xfail(strict=True, reason="the control set is below the shares")),
    ],
)
def test_shares(half: str, read: dict[str, list[Name]], capsys: pytest.CaptureFixture[str]) -> None:
    scores = score([case for case in CASES if case.half == half], read)
    with capsys.disabled():
        print(*(f"\n{half} {kind}: {result}" for kind, result in scores.items()))
    assert all(scores[kind].f1 >= LEAST and scores[kind].right_share >= LEAST for kind in ("actor", "place"))


def test_the_cases_are_many_and_each_once() -> None:
    assert len({case.text for case in CASES}) == len(CASES)
    for file, least in ((NAMES, 400), (SECOND, 200)):
        there = [case for case in CASES if case.file == file]
        assert len(there) >= least
        assert sum(not case.names for case in there) >= 50
    assert set(KNOWN) <= {case.text for case in CASES}
