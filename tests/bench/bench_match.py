"""Speed of matching names, on one core: ours with boundaries against pyahocorasick's raw `iter` and spaCy's matcher.

    uv venv .venv-bench; uv pip sync --python .venv-bench requirements-bench.lock
    python tests/bench/bench_match.py                       # texts of the reference corpus, else of resources/sample
    python tests/bench/bench_match.py --texts articles.jsonl --articles 1500

All read the same folded texts with all names of the actor registry and the gazetteer, in one process, in turns, and the
best turn counts (CPU time). What ours finds is compared with a naive search of the same names. The other two come from
a virtual environment of their own, whose packages are looked up last; without it only ours is measured.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from gold import SHARED

from sijill import gazetteer
from sijill.codebook import load
from sijill.extract import lexicon
from sijill.extract.names.resolver import Resolver
from sijill.extract.sentence import build
from sijill.text.arabic import LETTER, key, match_view
from sijill.text.match import Entry, Hit, Matcher
from sijill.text.segment import Offsets, tokens_all

CHECKOUT = Path(__file__).resolve().parents[2]
CODEBOOK = CHECKOUT / "resources" / "codebook"
TURNS = 5


def read_texts(path: Path, articles: int) -> list[str]:
    """Match views of the first articles of a JSON Lines file with a `text` in each record."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        records = [record for record in map(json.loads, lines) if record.get("category", "middleEast") == "middleEast"]
    return [match_view(record["text"]).text for record in records[:articles]]


def sample_texts() -> list[str]:
    """Match views of the sample reports that ship with the project, a hundred times over."""
    files = sorted((CHECKOUT / "resources" / "sample").rglob("*.txt"))
    return [match_view(file.read_text(encoding="utf-8")).text for file in files] * 100


Reader = Callable[[list[str]], object]


def speed(texts: list[str], read: Reader) -> float:
    """Megabytes (UTF-8) a second of CPU time, the best of some turns."""
    best = float("inf")
    for _ in range(TURNS):
        start = time.process_time()
        read(texts)
        best = min(best, time.process_time() - start)
    return sum(len(text.encode()) for text in texts) / 1e6 / best


Stretch = tuple[int, int, int]


def naive(entries: list[Entry], texts: list[str]) -> set[Stretch]:
    """Hits (text, start, end) of a search that tries every stretch of words behind every chain of proclitics."""
    names: dict[str, set[str]] = {}
    for entry in entries:
        name = key(entry.name)
        names.setdefault(name, set()).add(entry.shape)
        if entry.shape == "either":  # with the article, too
            bare = name.removeprefix("ال") if entry.name.startswith("ال") else name  # «ألماني» has none
            names.setdefault("ال" + bare, set()).add("definite")
            names.setdefault(bare, set()).add("bare")
    longest, found = max(map(len, names)), set()
    for number, text in enumerate(texts):
        words = [match.span() for match in re.finditer(rf"[{LETTER}0-9]+", text)]
        for first, (word, _) in enumerate(words):
            for start in range(word, min(word + 4, len(text))):
                for _, end in words[first:]:
                    if end - start > longest:
                        break
                    if _is_name(text[start:end], text[word:start], names):
                        found.add((number, start, end))
    return found


def _is_name(said: str, before: str, names: dict[str, set[str]]) -> bool:
    """Whether a stretch is a name with this before it in its word; «لحرس» behind ل gives back its article."""
    shapes, articled = names.get(said, set()), names.get("ا" + said, set())
    return (
        ("bare" in shapes and re.fullmatch("[وف]?[بلك]?", before) is not None)
        or ("definite" in shapes and re.fullmatch("[وف]?[بك]?", before) is not None)
        or ("definite" in articled and said.startswith("ل") and re.fullmatch("[وف]?ل", before) is not None)
    )


def one_by_one(read: Callable[[str], object]) -> Reader:
    """A reader of many texts that reads each by itself."""

    def read_all(texts: list[str]) -> None:
        for text in texts:
            read(text)

    return read_all


def through_resolution(matcher: Matcher, names: lexicon.Lexicon) -> Reader:
    """Reading a text up to the place or actor that every name means."""

    def read(text: str, hits: list[Hit], tokens: tuple[Offsets, Offsets]) -> object:
        spans = list(zip(tokens[0].tolist(), tokens[1].tolist(), strict=True))
        sentence = build(text, 0, "body", 0, len(text), hits, spans)
        resolver = Resolver(names, "SY")
        resolver.learn([sentence])
        actors = [resolver.actor(item, sentence) for item in sentence.of("actor", "nisba")]
        return actors, [resolver.place(item, sentence) for item in sentence.of("place")]

    def read_all(texts: list[str]) -> None:
        found, tokens = matcher.find_all(texts), tokens_all(texts)
        for number, text in enumerate(texts):
            read(text, matcher.hits(found, number), tokens[number])

    return read_all


def other_matchers(packages: Path, names: list[str]) -> dict[str, Reader]:
    """Readers of pyahocorasick and spaCy, where their environment is there."""
    sys.path.append(str(packages))
    try:
        import ahocorasick
        import spacy
        from spacy.matcher import PhraseMatcher
    except ImportError:
        print(f"{packages} has no pyahocorasick and spaCy: only ours is measured.")
        return {}
    automaton = ahocorasick.Automaton()
    for number, name in enumerate(names):
        automaton.add_word(name, number)
    automaton.make_automaton()
    language = spacy.blank("ar")
    phrases = PhraseMatcher(language.vocab)
    phrases.add("name", list(language.tokenizer.pipe(names)))
    return {
        "pyahocorasick raw iter": one_by_one(lambda text: deque(automaton.iter(text), maxlen=0)),
        "spaCy blank(ar) + PhraseMatcher": one_by_one(lambda text: phrases(language(text))),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=SHARED / "corpus" / "ant_news_2018.jsonl.gz")
    parser.add_argument("--articles", type=int, default=1000)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    parser.add_argument("--packages", type=Path, default=CHECKOUT / ".venv-bench" / "lib" / version / "site-packages")
    args = parser.parse_args()
    texts = read_texts(args.texts, args.articles) if args.texts.is_file() else sample_texts()
    codebook, sources = load(CODEBOOK), gazetteer.load_sources(CODEBOOK)
    places = gazetteer.build(sources.cities, sources.countries, sources.supplement, sources.divisions).to_pylist()
    full = lexicon.build(codebook, places)
    entries = lexicon.name_entries(codebook, places)
    matcher = Matcher(entries)
    names = sorted({key(entry.name) for entry in entries})
    print(f"{len(names)} names, {len(texts)} texts, {sum(map(len, texts)):,} characters")
    few = texts[: len(texts) // 10]
    oracle = naive(entries, few)
    ours = {(number, hit.start, hit.end) for number, text in enumerate(few) for hit in matcher.find(text)}
    print(f"hits on {len(few)} texts: {len(ours)}, a naive search: {len(oracle)}, the same: {ours == oracle}")
    readers: dict[str, Reader] = {"ours, boundaries included": matcher.find_all}
    readers["ours, through resolution"] = through_resolution(matcher, full)
    readers |= other_matchers(args.packages, names)
    rates = {name: speed(few if "spaCy" in name else texts, read) for name, read in readers.items()}
    for name, rate in rates.items():
        print(f"{name:<32} {rate:8.1f} MB/s   ours is {rates['ours, boundaries included'] / rate:.1f} times as fast")


if __name__ == "__main__":
    main()
