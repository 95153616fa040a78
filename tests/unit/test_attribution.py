"""Who says so, read from sentences the project wrote itself: with the whole codebook, and no places but a capital."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sijill import codebook
from sijill.extract import lexicon as lexicons
from sijill.extract.lexicon import Lexicon
from sijill.extract.sentence import Item, Sentence, build
from sijill.extract.sources.attribution import Attribution, attribute
from sijill.extract.sources.claims import levels
from sijill.text.arabic import fold, match_view
from sijill.text.dates import find_times
from sijill.text.segment import sentences

ROOT = Path(__file__).resolve().parents[2]
PLACES = [{"place_id": "t:moscow", "name_ar": "موسكو", "aliases": None}]
Read = Callable[[str], tuple[str, str] | None]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicons.build(codebook.load(ROOT / "resources" / "codebook"), PLACES)


def annotate(text: str, lexicon: Lexicon) -> list[Sentence]:
    """The sentences of a text with every name, verb and time on them."""
    view = match_view(text)
    hits, found = lexicon.matcher.find(view.text), []
    marks = [view.view_index(mark.start()) for mark in re.finditer(r"[\"“”«»]", view.raw)]
    folded = fold(text)
    for number, part in enumerate(sentences(folded.text)):
        first, last = (view.view_index(offset) for offset in folded.raw_span(part.start, part.end))
        inside = [hit for hit in hits if first <= hit.start and hit.end <= last]
        sentence = build(view.text, number, "quote" if part.in_quote else "body", first, last, inside)
        for time in find_times(view.text):
            if first <= time.start and time.end <= last:
                sentence.add("time", time.start, time.end, time)
        starts = [token[0] for token in sentence.tokens]
        before = [next((i for i, start in enumerate(starts) if start >= mark), len(starts)) for mark in marks]
        sentence.quotes = frozenset(i for i in before if i < len(starts))
        found.append(sentence)
    return found


def last_source(text: str, lexicon: Lexicon) -> Attribution | None:
    """The source of the last trigger of a text, its sentences read in order as a report's are."""
    speaker = source = None
    for sentence in annotate(text, lexicon):
        triggers = sentence.of("trigger")
        if triggers:
            source = attribute(triggers[-1], sentence, lexicon, speaker)
        end = len(sentence.tokens)
        spoke = attribute(Item("end", end, end, sentence.end, sentence.end, None), sentence, lexicon, speaker)
        speaker = spoke if spoke is not None else speaker
    return source


@pytest.fixture(scope="module")
def read(lexicon: Lexicon) -> Read:
    def kind_and_name(text: str) -> tuple[str, str] | None:
        source = last_source(text, lexicon)
        return (source.kind, source.name) if source is not None else None

    return kind_and_name


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("أعلن الجيش الإسرائيلي أن طائراته شنت غارات على مواقع.", "party", "الجيش الاسرائيلي"),
        ("الجيش الإسرائيلي أعلن أن طائراته شنت غارات على مواقع.", "party", "الجيش الاسرائيلي"),
        ("وكانت موسكو قد أعلنت أن طائرات شنت غارات على مواقع.", "official", "موسكو"),
        ("لكن مصادر طبية قالت في بيان إن القصف طال سوقا.", "medical", "مصادر طبيه"),
        ("وأكدت وزارة الصحة مقتل ثلاثة في قصف.", "medical", "وزاره الصحه"),
        ("قال متحدث باسم الجيش إن المدينة تعرضت لقصف.", "party", "متحدث باسم الجيش"),
        ("قال متحدث باسم الحكومة إن المدينة تعرضت لقصف.", "official", "متحدث باسم الحكومه"),
        ("وقال مسؤول بالمعارضة إن البلدة تعرضت لقصف.", "party", "مسؤول بالمعارضه"),
        ("قال شهود عيان لوكالة رويترز إن البلدة تعرضت لقصف.", "witness", "شهود عيان"),
        ("أفاد مراسلنا بسقوط قتلى في غارات على البلدة.", "correspondent", "مراسلنا"),
        ("تعرضت البلدة لقصف، وفق المرصد السوري لحقوق الإنسان.", "monitor", "المرصد السوري لحقوق الانسان"),
        ("تعرضت البلدة لقصف، وفقا للمرصد.", "monitor", "المرصد"),
        ("بحسب مصادر محلية، فإن البلدة تعرضت لقصف.", "local", "مصادر محليه"),
        ("تعرضت البلدة لقصف بحسب ما أفاد به مراسلنا.", "correspondent", "مراسلنا"),
        ("تعرضت البلدة لقصف عنيف، قال مصدر أمني.", "official", "مصدر امني"),
        ("ونقلت وكالة رويترز عن مصدر أمني قوله إن البلدة تعرضت لقصف.", "official", "مصدر امني"),
        ("وفي التفاصيل التي نقلها المراسل تعرضت البلدة لقصف.", "correspondent", "المراسل"),
        ("وأعلن المتحدث باسم التحالف، العقيد سعد النجار، أن البلدة تعرضت لقصف.", "party", "المتحدث باسم التحالف"),
        ("وقال سليم النجار، مدير المرصد السوري، إن البلدة تعرضت لقصف.", "monitor", "سليم النجار"),
        ("تتحدث ناشطة من المدينة عن قصف.", "local", "ناشطه من المدينه"),
        ("وأعلنت الشركة أن مخزنا لها تعرض لقصف.", "unknown", "الشركه"),
    ],
)
def test_named(read: Read, text: str, kind: str, name: str) -> None:
    assert read(text) == (kind, name)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قال مصدر طبي إن جرحى وصلوا. وأضاف أن البلدة تعرضت لقصف.", "medical"),
        ("قال وزير الدفاع سليم النجار إن الوضع هادئ. وقال النجار إن البلدة تعرضت لقصف.", "official"),
        ("قالت مصادر طبية إن جرحى وصلوا. وأعلن الجيش حالة الطوارئ. وأكدت المصادر أن القصف مستمر.", "medical"),
        ("أعلن الجيش السوري أنه تقدم. وأوضح البيان أن القصف مستمر.", "party"),
        ("قال شهود عيان إن النار اشتعلت، مشيرين إلى أن القصف مستمر.", "witness"),
        ("استقبل وزير الخارجية وفدا، مؤكدا أن القصف مستمر.", "official"),
        ("أكد سكان البلدة أن القصف مستمر، بحسب قولهم.", "local"),
        ('قال شهود عيان: "خرجنا ليلا. كان القصف عنيفا".', "witness"),
    ],
)
def test_carried_over(read: Read, text: str, kind: str) -> None:
    found = read(text)
    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize(
    "text",
    [
        "تعرضت البلدة لقصف عنيف فجر اليوم.",
        "قال وزير الصحة إن الوضع صعب. وتعرضت البلدة لقصف.",
        "قال وزير الصحة إن الوضع صعب. يذكر أن البلدة تعرضت لقصف.",
        "اندلعت اشتباكات بين الجيش ومسلحين في قصف متبادل.",
        "التقى وزير الصحة وفدا بعد قصف مستشفى.",
    ],
)
def test_outlets_own_voice(read: Read, text: str) -> None:
    assert read(text) is None


def test_what_stands_before_the_claim_is_not_part_of_it(lexicon: Lexicon) -> None:
    (sentence,) = annotate("تعرضت البلدة لقصف، فيما قال وزير الصحة إن غارة أصابت المستشفى.", lexicon)
    triggers = {sentence.text[trigger.start : trigger.end]: trigger for trigger in sentence.of("trigger")}
    assert attribute(triggers["قصف"], sentence, lexicon, None) is None
    claimed = attribute(triggers["غاره"], sentence, lexicon, None)
    assert claimed is not None
    assert claimed.kind == "medical"


def test_name_is_a_stretch_of_the_text(lexicon: Lexicon) -> None:
    text = "وأكدت مصادر طبية في المدينة أمس أن القصف مستمر."
    source = last_source(text, lexicon)
    assert source is not None
    assert match_view(text).text[source.start : source.end] == source.name


def test_a_continued_speaker_has_no_words_of_its_own(lexicon: Lexicon) -> None:
    source = last_source("قال مصدر طبي إن جرحى وصلوا. وأضاف أن القصف مستمر.", lexicon)
    assert source is not None
    assert (source.start, source.rule) == (source.end, "continued_speaker")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("نقلت وكالة رويترز عن مصدر عسكري أن طائرات شنت غارات على مواقع.", ["official", "agency"]),
        ("ذكرت صحيفة الشرق الأوسط أن طائرات شنت غارات على مواقع، بحسب مصادر محلية.", ["local", "media"]),
        ("قالت وكالة رويترز إن مصادر محلية أكدت أن طائرات شنت غارات على مواقع.", ["local", "agency"]),
        ("نقلت وكالة رويترز عن مصدر عسكري أن طائرات حلقت. وأضاف المصدر أنها شنت غارات على مواقع.", ["official"]),
        ("قال متحدث باسم الجيش إن طائرات شنت غارات على مواقع.", ["party"]),
    ],
)
def test_levels_of_sources(text: str, kinds: list[str], lexicon: Lexicon) -> None:
    """Level 1 is nearest the fact; who passes it on comes behind, and nobody twice."""
    found = [source.kind for source in levels(last_source(text, lexicon))]
    assert found[: len(kinds)] == kinds
    assert len(found) == len(set(found))


def test_a_headline_puts_its_subject_first(lexicon: Lexicon) -> None:
    sentence = annotate("الحشد الشعبي يتهم التحالف الدولي بشن غارات على مواقعه", lexicon)[0]
    sentence.role = "headline"
    source = attribute(sentence.of("trigger")[-1], sentence, lexicon, None)
    assert source is not None
    assert (source.kind, source.name) == ("party", "الحشد الشعبي")
