"""Doers named elsewhere: verbs without a subject of their own, and pronouns on nouns of doing («قصفها», «بشنها غارة»).

The doer is the one body before it that agrees in gender and number. Where two agree, or none, nobody is meant:
no doer is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sijill.extract.events.modality import WHICH
from sijill.extract.grammar.distance import is_set_apart
from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.phrases import PREPOSITIONS, NounPhrase
from sijill.extract.grammar.voice import may_be_subject, voice
from sijill.extract.lexicon import VerbForm
from sijill.extract.numbers.hosts import Telling, governs
from sijill.extract.sentence import COMMAS, Item, Sentence
from sijill.extract.who.participation import GATHERINGS, SUBJECTS, Participation
from sijill.text.tokens import word_set

GOES_ON = word_set("ثم ان قبل بعد بعدما كما قد وقد فقد حيث اذ عندما بان كي لكي")  # «ثم قصفت», «قبل أن يشن»
DURING = word_set("خلاله خلالها اثناءه اثناءها اثره اثرها")  # «…، سيطر خلالها على …», «…، تمكنت خلاله من …»
WERE = word_set("كان كانت كانوا قد")  # «القوات التي كانت قد قصفت …»
MARKS = {"ه": "m", "ها": "f", "هم": "p"}  # pronouns on nouns → whom they agree with
OWN = ("force", "group", "instrument")  # kinds of heads that act for whose they are
_MEN = word_set("عناصر مسلحو مسلحي مقاتلو مقاتلي جنود متمردو متمردي افراد")
_FEMININE = word_set(
    "فصائل كتائب سرايا حماس اسرائيل روسيا تركيا ايران سوريا مصر قطر فرنسا بريطانيا السلطات واشنطن موسكو انقره طهران"
)
_MASCULINE = word_set(
    "جيش نظام طيران تنظيم حزب تحالف فيلق لواء مجلس حرس جهاز حشد دفاع عراق لبنان اردن سودان يمن مغرب حوثي احتلال"
)


def carry_doer(
    telling: Telling, before: Sequence[Telling], last: Sequence[Telling], phrases: Sequence[NounPhrase],
    sentence: Sentence,
) -> None:  # fmt: skip
    """Give a telling without a doer the one that its words go on about.

    `before`: the tellings before it in its sentence; `last`: those of the sentence before.
    """
    frame = telling.frame
    telling.parts = [whole for part in telling.parts for whole in _whose(part, frame, last, phrases, sentence)]
    if own := _antecedent(frame, phrases, sentence):
        telling.parts = [part for part in telling.parts if not _stands_before(part, own[0])]
    sides = [part for part in telling.parts if part.role in ("actor", "participant")]
    halved = telling.event_type == "meeting" and frame.is_verb and len(sides) == 1  # «والتقى الوزير»: whom he met
    if (sides and not halved) or _is_denied(frame, sentence) or _is_anybodys(frame):
        return
    if telling.event_type in GATHERINGS and frame.trigger.definite:
        return  # «وبدأت التظاهرات»: of this verb they are the subject
    if (host := _joined_to(telling, before, sentence)) is not None:
        doers = _doers(host)
        telling.carried = host
    else:
        doers = [] if halved else _meant(frame, last, phrases, sentence)
    role = "participant" if "participant" in (frame.row.subject, frame.row.genitive) else "actor"
    telling.parts = [*(Participation(phrase, role, "carried_subject") for phrase in doers), *telling.parts]


def _whose(
    part: Participation, frame: Frame, last: Sequence[Telling], phrases: Sequence[NounPhrase], sentence: Sentence
) -> list[Participation]:
    """«أعلنت الحركة أن مقاتليها سيطروا …»: men with a pronoun act for whom the sentence is about."""
    men = part.phrase.name
    if part.role not in ("actor", "participant") or men.kind != "unit" or men.suffix not in MARKS:
        return [part]
    return [replace(part, phrase=owner) for owner in _topic(men, MARKS[men.suffix], frame, last, phrases)] or [part]


def _stands_before(part: Participation, antecedent: NounPhrase) -> bool:
    """«إن الجيش، بإسناد من مقاتلات التحالف، التي شنت غارات …»: the relative clause has another subject."""
    return part.function in SUBJECTS and part.phrase.last <= antecedent.first


def _is_denied(frame: Frame, sentence: Sentence) -> bool:
    """«نفت الحركة الأنباء عن انسحابها»: what a party says it did not do is no deed of its own."""
    said = [item for item in sentence.of("source") if item.last <= frame.trigger.first]
    return any(item.value.source_id == "say_denied" for item in said)


def _is_anybodys(frame: Frame) -> bool:
    """«أردت الشرطة رجلا هاجم …»: people without a name right before a verb have done it, and nobody named before."""
    people = frame.get("preverbal")[-1:] if frame.is_verb and not frame.trigger.joined else []
    return any(one.name.kind == "unit" and one.last == frame.trigger.first for one in people)


def _joined_to(telling: Telling, before: Sequence[Telling], sentence: Sentence) -> Telling | None:
    """The act before it whose doer goes on: «اقتحم الجيش البلدة واعتقل …», «ثم اعتقل …», «وتمكن من دخول …»."""
    frame, verb = telling.frame, _own_verb(telling.frame)
    if verb is not None and sentence.word(verb.first - 1) in COMMAS:  # behind an aside the main clause goes on
        before = [one for one in before if not is_set_apart(one.frame.trigger.first, sentence)] or before
    host = before[-1] if before else None
    if len(before) > 1 and governs(before[-2].frame, before[-1].frame):
        host = before[-2]
    if host is None or verb is None:
        return None
    then = sentence.word(verb.first - 1) in ("ثم", "كما")
    first, last = host.frame.trigger.last, verb.first - then
    if not (verb.joined or then) or first > last or sentence.stop_between(first, last):
        return None
    doers = _doers(host)
    if host.event_type == "statement" and all(phrase.name.kind == "person" for phrase in doers):
        return None  # «ندد الرئيس بالصمت وقتل المدنيين»: who speaks kills nobody
    sure = frame.is_verb and voice(frame) == "active"
    agree = sure or any(agrees(phrase, _mark_of(verb, sentence)) for phrase in doers)
    return host if doers and agree else None


def _doers(telling: Telling) -> list[NounPhrase]:
    """Who acts in it, or is the subject of a verb that takes two sides."""
    return [part.phrase for part in telling.parts if part.role == "actor" or part.function == "subject"]


def _own_verb(frame: Frame) -> Item | None:
    """The verb of an act that its doer is the subject of, or may be."""
    if not frame.is_verb:
        support = frame.support
        acts = support is not None and support.kind == "support" and support.value.row.subject == "actor"
        finite = support is not None and isinstance(support.value, VerbForm) and support.value.tense != "noun"
        return support if acts and finite and frame.row.asserts == "event" else None
    if frame.row.subject not in ("actor", "participant") or (voice(frame) == "passive" and not _might_be_active(frame)):
        return None
    return frame.trigger


def _might_be_active(frame: Frame) -> bool:
    """Whether only the people behind a verb made it passive: «ثم اعتقل ستة شبان»."""
    either = isinstance(frame.trigger.value, VerbForm) and frame.trigger.value.voice == "either"
    return either and frame.row.asserts == "event" and not frame.get("agent", "preverbal")


def _meant(
    frame: Frame, last: Sequence[Telling], phrases: Sequence[NounPhrase], sentence: Sentence
) -> list[NounPhrase]:
    """Whom the pronoun on a noun, or the form of a verb without subject, means."""
    if found := _antecedent(frame, phrases, sentence):
        return found
    pointer = _pointer(frame, sentence)
    if pointer is None:
        return []
    return _topic(*pointer, frame, last, phrases)


def _topic(
    item: Item, mark: str, frame: Frame, last: Sequence[Telling], phrases: Sequence[NounPhrase]
) -> list[NounPhrase]:
    """The one body before a word in its sentence that agrees, or at its opening the doer of the sentence before."""
    here = [phrase for phrase in phrases if phrase.last <= item.first and _is_topic(phrase, frame)]
    if found := _only(here, mark):
        return found
    if here or item.first > 1:
        return []
    doers = [part.phrase for telling in last for part in telling.parts if part.role == "actor"]
    return _only([phrase for phrase in doers if phrase.name.kind in ("actor", "nisba")], mark)


def _antecedent(frame: Frame, phrases: Sequence[NounPhrase], sentence: Sentence) -> list[NounPhrase]:
    """«الشرطة، التي انتشرت في المدينة», «القوات التي تمكنت من دخول …»: the body right before the relative clause, of
    which it is the subject."""
    verb = _own_verb(frame)
    if verb is None or verb.suffix or (frame.is_verb and (frame.row.subject != "actor" or voice(frame) == "passive")):
        return []
    at = verb.first - 1
    while sentence.word(at) in WERE:
        at -= 1
    if sentence.word(at).removeprefix("و") not in WHICH:
        return []
    end = at - (sentence.word(at - 1) in COMMAS)
    right_before = [p for p in phrases if p.last == end and p.name.start in frame.bodies]
    return [p for p in right_before if agrees(p.chief, _mark_of(verb, sentence))][-1:]


def _is_topic(phrase: NounPhrase, frame: Frame) -> bool:
    """Whether a sentence may go on about it: a body that no preposition and no link makes something else."""
    chief = phrase.chief
    return phrase.name.start in frame.bodies and not (chief.prep or chief.link or chief.head == "property")


def _only(found: Sequence[NounPhrase], mark: str) -> list[NounPhrase]:
    """The phrases of the one coordination that agrees; none where several do."""
    agreeing = [phrase for phrase in found if agrees(phrase.chief, mark)]
    names = {_named(phrase.chief.name) for phrase in agreeing}
    return [phrase for phrase in agreeing if phrase.chief is agreeing[-1].chief] if len(names) == 1 else []


def _named(name: Item) -> str:
    """Whom a name means: its actor, or who is named or counted there alone («القيادي … والجيش»)."""
    return str(name.value.actor_id) if name.kind in ("actor", "nisba") else f"{name.kind} {name.start}"


def _pointer(frame: Frame, sentence: Sentence) -> tuple[Item, str] | None:
    """The word that points at a doer named before, and what it agrees with."""
    if frame.is_verb and (own := _own_forces(frame, sentence)) is not None:
        return own, MARKS[own.suffix]
    if frame.is_verb:
        goes_on = _goes_on(frame.trigger, sentence) and frame.row.subject in ("actor", "participant")
        bare = goes_on and voice(frame) == "active" and _object_follows(frame, sentence)
        return (frame.trigger, _mark_of(frame.trigger, sentence)) if bare else None
    support = frame.support
    if support is not None and support.first < frame.trigger.first and support.value.row.subject == "actor":
        noun = support.value.tense == "noun"
        if noun and support.suffix in MARKS:
            return support, MARKS[support.suffix]
        during = sentence.word(support.last) in DURING
        if not noun and _goes_on(support, sentence) and frame.trigger.first - support.last <= 1 + 2 * during:
            return support, _mark_of(support, sentence)
    if frame.row.genitive == "actor" and frame.trigger.suffix in MARKS and not frame.get("genitive"):
        return frame.trigger, MARKS[frame.trigger.suffix]
    return None


def _own_forces(frame: Frame, sentence: Sentence) -> Item | None:
    """«قالت تركيا إن قواتها سيطرت على …», «سيطرت قواتها»: the subject is somebody's troops or aircraft."""
    if frame.row.subject not in ("actor", "participant") or voice(frame) == "passive":
        return None
    before = frame.trigger.first - 1 - (sentence.word(frame.trigger.first - 1) == "قد")
    described = sentence.word(before).startswith("ال") and sentence.at(before, "head", "actor", "unit") is None
    before -= described  # «مقاتلاتها الحربية قصفت»
    heads = [sentence.at(frame.trigger.last, "head"), sentence.at(before, "head")]
    acting = [head for head in heads if head is not None and head.value.kind in OWN and not head.prep]
    return next((head for head in acting if head.suffix in MARKS), None)


def _goes_on(verb: Item, sentence: Sentence) -> bool:
    return (
        verb.joined or verb.first == 0 or sentence.word(verb.first - 1) in GOES_ON or sentence.word(verb.last) in DURING
    )


def _object_follows(frame: Frame, sentence: Sentence) -> bool:
    """Whether what stands right behind a verb is no subject: an object, a place, a preposition, a number."""
    index = frame.trigger.last + (sentence.word(frame.trigger.last) in DURING)
    if frame.trigger.suffix or sentence.word(index) in PREPOSITIONS or sentence.at(index, "number", "time", "place"):
        return True
    head = sentence.at(index, "head")
    if head is not None and head.value.kind in ("property", "area"):
        return True
    thing = sentence.at(index, "unit")
    if thing is not None and not thing.value.human and sentence.word(index).endswith("ا"):
        return True  # «اعتقل الجيش شابا وهدم منزلا»
    return any(phrase.first == index and not may_be_subject(phrase, frame) for phrase in frame.get("after"))


def _mark_of(verb: Item, sentence: Sentence) -> str:
    """What the subject of a verb form agrees with: m, f, or p for men in the plural."""
    word = sentence.text[verb.start : verb.end - len(verb.suffix)]
    if word.endswith(("وا", "ون")):
        return "p"
    past = isinstance(verb.value, VerbForm) and verb.value.tense == "past"
    return "f" if (word.endswith("ت") if past else word.startswith("ت")) else "m"


def agrees(phrase: NounPhrase, mark: str) -> bool:
    """Whether a body may be what a pronoun or verb of this gender and number means; a name may be either gender."""
    noun = phrase.opening.removeprefix("و") if phrase.leader is not None else phrase.opening
    noun = noun.removeprefix("ال")
    men = phrase.name.kind == "unit" or phrase.counted or noun in _MEN or noun.endswith(("ون", "ين"))
    feminine = noun in _FEMININE or noun.endswith(("ه", "ات"))
    if mark == "p":
        return men
    return not men and (feminine or noun not in _MASCULINE if mark == "f" else not feminine)
