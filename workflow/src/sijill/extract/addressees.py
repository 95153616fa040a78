"""Whom a statement is about: what says something of nobody and of no act is no event."""

from __future__ import annotations

from collections.abc import Sequence

from sijill.extract.frames import Frame
from sijill.extract.hosts import Telling
from sijill.extract.roles import Participation
from sijill.extract.sentence import Sentence

ACT_REACH = 12  # tokens from who states something to the act or name that it is about
COUNCILS = frozenset(("مجلس", "الجامعه", "جامعه", "لجنه"))
OPENERS = frozenset(("و", "ان", "لكن", "ولكن", "كما", "فيما", "بينما", "قد", "كان", "كانت", "ثم"))


def is_addressed(frame: Frame, parts: list[Participation], sentence: Sentence) -> bool:
    """Whether a statement names whom it is about (a side, an office, a country), or an act: «دان قصف …», «رفض دعوات
    غربية إلى …»."""
    if _is_of_a_thing(frame, sentence):
        return False
    speakers = [part.phrase for part in parts if part.role == "actor"]
    if any(part.role != "actor" and part.phrase.name.kind in ("actor", "nisba", "person") for part in parts):
        return True
    spoken = max((phrase.last for phrase in speakers), default=frame.trigger.last)
    near = range(spoken, spoken + ACT_REACH)
    about = [item for item in sentence.of("actor", "nisba", "place") if speakers and item.first in near]
    acts = [item for item in sentence.of("trigger") if item.value.row.asserts == "event" and item.first in near]
    return any(not sentence.stop_between(spoken, item.first) for item in (*about, *acts))


def _is_of_a_thing(frame: Frame, sentence: Sentence) -> bool:
    """«تلاعب الحركة بالمساعدات يهدد …»: the subject opens with a noun that no lexicon knows, and no name."""
    named = [phrase for phrase in frame.get("preverbal") if phrase.chief is phrase]
    first = named[0].first if named else 0
    before = sentence.word(first - 1)
    return first > 0 and before.isalpha() and sentence.at(first - 1, *sentence.items) is None and before not in OPENERS


def is_council(part: Participation, sentence: Sentence) -> bool:
    """«عقد مجلس الأمن جلسة»: a council meets by itself."""
    return sentence.word(part.phrase.name.first).removeprefix("و") in COUNCILS


def restated(frame: Frame, before: Sequence[Telling]) -> bool:
    """Whether the lead says again, in the same word, what the headline says of somebody («توعد الوزير الخميس …»)."""
    word = frame.row.trigger_id if frame.row.event_type == "statement" else None
    return any(telling.frame.row.trigger_id == word for telling in before)
