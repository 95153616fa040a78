"""The reference reports, where they are at hand: what is headline, what is furniture, and that nothing else is cut."""

from pathlib import Path

import pytest

from sijill import furnishings, ingest, normalize, tables
from sijill.options import IngestOptions, NormalizeOptions
from sijill.plan import CorpusSpec

CHECKOUT = Path(__file__).parents[2]
SEEDS = CHECKOUT.parent / "shared" / "seeds"
PAGE = "003_5f86ade8999fc684"

pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason="the reference reports are not part of the project")


@pytest.fixture(scope="module")
def found() -> dict[str, dict]:
    files = [(path, path.name) for path in sorted(SEEDS.glob("*.txt"))]
    batches = list(ingest.run(files, CorpusSpec("seeds"), IngestOptions()))
    reports = tables.from_rows("reports", [row for kept, _ in batches for row in kept])
    lexicon = furnishings.load(CHECKOUT / "resources" / "codebook")
    result = normalize.run({"reports": reports}, NormalizeOptions(), lexicon)
    return {row["record_id"]: row for row in result["reports"].to_pylist()}


def test_the_page_has_its_title_once_and_no_footer(found: dict[str, dict]) -> None:
    page = found[PAGE]
    lines = [line for line in page["text_raw"].split("\n") if line.strip()]
    assert page["title"] == lines[0] == lines[1]
    assert page["title"] not in page["text"]
    first_widget = next(number for number, line in enumerate(lines) if line.startswith("التعليقات"))
    assert page["text"].split("\n") == lines[2:first_widget]


def test_texts_without_headline_or_furniture_stay_whole(found: dict[str, dict]) -> None:
    for record, report in found.items():
        if record != PAGE:
            assert report["title"] is None
            assert report["text"].split() == report["text_raw"].split()
            assert report["published_on"] is None
