"""How fast reports are read, on one core: the whole extract stage, and two tokenizers over the same texts.

Run: `make bench`, or `PYTHONPATH=workflow/src .venv/bin/python tests/bench/bench_extract.py [TEXTS.jsonl.gz]`. Without
the corpus the project's own sample, repeated, stands in for it. Figures are reports per second of processor time; what
is loaded once a job (codebook, gazetteer, automaton) is told apart. Others do less: spaCy's blank pipeline and
camel-tools' simple tokenizer cut words and know nothing of them. camel-tools' disambiguation needs data that
camel_data downloads; it is measured where they are at hand. spaCy comes from .venv-bench (requirements-bench.lock).
What a transformer costs is not measured but taken from what spaCy publishes of its own English pipeline.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import pyarrow as pa
from texts import ROOT, texts

sys.path.append(str(ROOT / "tests"))

from golden.reading import Reader, report_row
from sijill import extract, normalize, tables
from sijill.extract import lexicon
from sijill.extract.sought import Sought, seek
from sijill.options import ExtractOptions, NormalizeOptions
from sijill.text.dates import find_times
from sijill.text.numbers import find_numbers

REPORTS = 1_500
# Words a second of spaCy's pipeline on RoBERTa base, which tags, parses and finds names, and codes no events
# (spacy.io/usage/facts-figures, "Speed comparison", 10,000 comments; the processors are not told).
TRANSFORMER = {"a transformer on a CPU, published": 684, "a transformer on a GPU, published": 3_768}


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def normalized(given: list[str], reader: Reader) -> dict[str, pa.Table]:
    """The texts as reports and sentences, with the gazetteer."""
    rows = [report_row(str(number), text, "2018-06-01") for number, text in enumerate(given)]
    reports = tables.from_rows("reports", rows)
    normal = normalize.run({"reports": reports}, NormalizeOptions(), reader.codebook.furniture)
    return {**normal, "places": reader.places}


def parts(given: list[str], reader: Reader) -> dict[str, float]:
    """Seconds of what every report is read by, before any sentence is."""
    names = lexicon.build(reader.codebook, reader.places.to_pylist())
    sought: list[Sought] = []
    spent = {"views, names, tokens": seconds(lambda: sought.extend(seek(given, names)))}
    views = [one.view.text for one in sought]
    spent["times and numbers"] = seconds(lambda: [find_numbers(view, find_times(view)) for view in views])
    return spent


def peers(given: list[str]) -> dict[str, Callable[[], object]]:
    """What other libraries do with the texts."""
    from camel_tools.tokenizers.word import simple_word_tokenize

    found: dict[str, Callable[[], object]] = {
        "camel-tools simple_word_tokenize": lambda: [simple_word_tokenize(text) for text in given]
    }
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    sys.path.append(str(ROOT / ".venv-bench" / "lib" / version / "site-packages"))
    try:
        import spacy

        language = spacy.blank("ar")
        found["spaCy blank(ar)"] = lambda: [language(text) for text in given]
    except ImportError:
        print(".venv-bench has no spaCy: it is not measured.")
    try:
        from camel_tools.disambig.mle import MLEDisambiguator

        tagger = MLEDisambiguator.pretrained()
        found["camel-tools MLE disambiguation"] = lambda: [
            tagger.disambiguate(simple_word_tokenize(text)) for text in given
        ]
    except Exception as error:  # it names no error of its own for data that are not there
        print(f"camel-tools' disambiguation is not measured: {type(error).__name__}; run camel_data -i light")
    return found


def main() -> None:
    given = texts(sys.argv[1:])
    given = given[:: max(1, len(given) // REPORTS)][:REPORTS]
    reader = Reader()
    inputs = normalized(given, reader)
    loading = seconds(lambda: lexicon.build(reader.codebook, reader.places.to_pylist()))
    whole = seconds(lambda: extract.run(inputs, reader.codebook, ExtractOptions()))
    count, size = len(inputs["reports"]), sum(len(text.encode()) for text in given) / 1e6
    print(f"{count} reports, {len(inputs['sentences'])} sentences, {size:.1f} MB; the lexicon: {loading:.1f} s")
    reading = whole - loading
    print(f"{'extract':<34} {count / reading:8.0f} reports/s {size / reading:8.2f} MB/s")
    for name, spent in parts(inputs["reports"]["text_raw"].to_pylist(), reader).items():
        print(f"  of it {name:<26} {spent / reading:8.0%}")
    for name, work in peers(given).items():
        spent = seconds(work)
        print(f"{name:<34} {count / spent:8.0f} reports/s {size / spent:8.2f} MB/s")
    words = sum(len(text.split()) for text in given) / count
    for name, rate in TRANSFORMER.items():
        print(f"{name:<34} {rate / words:8.0f} reports/s, {words:.0f} words each")


if __name__ == "__main__":
    main()
