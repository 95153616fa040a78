"""Sentences and tokens."""

from sijill.text.arabic import fold
from sijill.text.segment import sentences, token_spans


def cut(text: str, **options: int) -> list[str]:
    folded = fold(text).text
    return [folded[s.start : s.end] for s in sentences(folded, **options)]


def test_full_stops_end_sentences_but_not_numbers_and_initials() -> None:
    assert cut("قتل 2.5 بالمئة. وقال د. سالم شيئا! ثم سكت") == ["قتل 2.5 بالمئه.", "وقال د. سالم شيئا!", "ثم سكت"]


def test_a_line_break_ends_a_sentence_and_headlines_need_no_stop() -> None:
    assert cut("عنوان بلا نقطة\nمتن الخبر.") == ["عنوان بلا نقطه", "متن الخبر."]


def test_closing_quotes_stay_with_their_sentence() -> None:
    assert cut("قال «لن نرحل.» ثم مضى.") == ['قال "لن نرحل."', "ثم مضي."]


def test_a_quotation_over_two_sentences_marks_the_second() -> None:
    folded = fold("قال: «هذا أول. وهذا ثان» ثم سكت. انتهى.").text
    assert [s.in_quote for s in sentences(folded)] == [False, True, False]


def test_long_sentences_are_cut_at_a_space() -> None:
    pieces = cut("كلمة " * 100, max_chars=50)
    assert all(len(piece) <= 50 for piece in pieces)
    assert sum(piece.count("كلمه") for piece in pieces) == 100


def test_tokens_keep_decimals_and_punctuation_apart() -> None:
    text = "قصف، 2.5 كم SY24"
    assert [text[a:b] for a, b in token_spans(text)] == ["قصف", "،", "2.5", "كم", "SY24"]


def test_a_hashtag_is_as_many_words_as_it_joins() -> None:
    text = "#قوات_النظام"
    assert [text[a:b] for a, b in token_spans(text)] == ["#", "قوات", "_", "النظام"]


def test_two_dots_are_a_pause_and_an_ellipsis_ends() -> None:
    assert cut("قصف جديد.. مقتل مدني") == ["قصف جديد.. مقتل مدني"]
    assert cut("تواصلت المعارك... وسقط قتلى") == ["تواصلت المعارك...", "وسقط قتلي"]


def test_dates_with_slashes_stay_whole() -> None:
    assert cut("وقع الهجوم في 18/2/2018. وانتهى.") == ["وقع الهجوم في 18/2/2018.", "وانتهي."]
