"""Doers of verbal nouns who stand apart from them: who declares an act, is accused of it, or meets amid it; and the
relational adjective that names a doer («غارات إسرائيلية»)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sijill.extract.grammar.heads import FIRE
from sijill.extract.grammar.phrases import PREPOSITIONS, NounPhrase
from sijill.extract.grammar.predicates import says
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import COMMAS, Item, Sentence
from sijill.text.tokens import word_set

if TYPE_CHECKING:
    from sijill.extract.grammar.frames import Frame

PREDICATES = ("trigger", "support", "source")
DECLARER_GAP = 6
DECLARES = {
    "say_announced": "declared",
    "say_affirmed": "declared",
    "say_declared": "declared",
    "say_adopted": "claimed",
}
ACCUSES = "say_claimed_accusing"
RESPONSIBLE, ADOPTED = "claim_responsibility", "claim_adopted_it"
FOR_IT = frozenset(("عنه", "عنها", "عنهما"))
CLAIMED = frozenset(
    ("attack", "shelling", "explosive_device", "suicide_bombing", "ambush", "targeted_killing", "explosion")
)
BETWEEN_DECLARED = frozenset(("،", ",", "عن", "في", "بيان", "امس", "اليوم"))
NAMED = ("actor", "place", "time", "person")
ASIDE_REACH = 20
NAME_REACH = 4  # tokens of a spokesman's name
SPOKESMEN, TITLE_REACH = word_set("المتحدث الناطق متحدث ناطق"), 4
SPOKEN = word_set("باسم العسكري الرسمي الاعلامي الامني عسكري رسمي")
LIGHT = word_set("احكام تشديد فرض بدء استكمال اتمام تنفيذ مواصله")  # «أعلن الجيش، الأحد، إحكام حصاره»
OPENS_CLAUSE = frozenset(("ان", "بان", "انه", "انها", "بانه", "بانها", "وان", ".", "؛", ":"))
GOVERNED = ("على", "من", "عن")
AMID = frozenset(("خلال", "اثناء", "في", "عقب", "بعد", "قبيل", "هامش", "وخلال", "وفي"))


def attach_apart(frame: Frame, phrases: list[NounPhrase], sentence: Sentence) -> None:
    """Put those phrases into the frame by what makes them its doers: declared, claimed, accused, host, nisba."""
    _declarer(frame, phrases, sentence)
    _claimer(frame, phrases, sentence)
    _accused(frame, phrases, sentence)
    _host(frame, phrases, sentence)
    _nisba(frame, sentence)
    _fire(frame, sentence)


def _declarer(frame: Frame, phrases: list[NounPhrase], sentence: Sentence) -> None:
    """«أعلن الجيش، الأحد، استعادة …», «أعلنت الجماعة عن إسقاط …»: whose deed it is that somebody declares."""
    light = frame.support
    carried = light is not None and (not is_light_noun(light, sentence) or bool(frame.get("support_subject")))
    if frame.is_verb or carried:  # «أعلنت الوزارة عن قيام مسلحين بخطف …»: whose deed it is, is said
        return
    _headed(frame, phrases, sentence)
    open_to = "claimed" if frame.trigger.definite and not _governs(frame, sentence) else "declared"
    for item in sentence.of("source"):
        named = [phrase for phrase in phrases if phrase.name.kind in ("actor", "nisba")]
        said = [phrase for phrase in named if item.last == phrase.first or _spoken_for(item, phrase, sentence)]
        said = said or [phrase for phrase in named if phrase.last == item.first and not phrase.chief.prep]
        if not says(item) or not said or item.value.source_id not in DECLARES:
            continue
        if open_to == "claimed" and DECLARES[item.value.source_id] != open_to:
            continue  # «أعلن الجيش الهجوم»: but «تبنى التنظيم الهجوم»
        said = [phrase for phrase in named if phrase.chief is said[0].chief]  # «أعلنت ألوية … وقوات …»
        ends = max(item.last, said[-1].last)
        ends = _behind_name(ends, sentence) if _spoken_for(item, said[0], sentence) else ends
        if ends > _opening(frame):
            continue
        while sentence.word(ends).startswith("ال") and sentence.at(ends, *PREDICATES, *NAMED) is None:
            ends += 1  # «التحالف العسكري»: an adjective of its own
        if _right_behind(ends, frame, sentence) or _behind_aside(ends, frame, sentence):
            for phrase in said:
                frame.put(DECLARES[item.value.source_id], phrase)


def _behind_name(ends: int, sentence: Sentence) -> int:
    """«أعلن المتحدث باسم الحركة سامر العلي، الأحد، التوصل إلى …»: the name of who speaks parts nobody from the deed."""
    at = ends
    while at - ends < NAME_REACH and sentence.word(at).isalpha() and sentence.at(at, *PREDICATES, "time") is None:
        at += 1
    named = sentence.word(at) in COMMAS or sentence.at(at, "time") is not None
    return at if named and PREPOSITIONS.keys().isdisjoint(sentence.words[ends:at]) else ends


def _spoken_for(verb: Item, phrase: NounPhrase, sentence: Sentence) -> bool:
    """«أعلن المتحدث العسكري باسم الجماعة تنفيذ …»: only the title of who speaks for a body stands between."""
    between = sentence.words[verb.last : phrase.first]
    return 0 < len(between) <= TITLE_REACH and between[0] in SPOKESMEN and SPOKEN.issuperset(between[1:])


def _headed(frame: Frame, phrases: list[NounPhrase], sentence: Sentence) -> None:
    """«التحالف: تدمير زورق …»: whom a headline opens with, where it is no country («العراق: اعتقال …»)."""
    if sentence.role != "headline" or sentence.word(_opening(frame) - 1) != ":":
        return
    for phrase in phrases:
        if phrase.first == 0 and phrase.last == _opening(frame) - 1 and sentence.at(0, "place") is None:
            frame.put("declared", phrase)


def is_light_noun(support: Item, sentence: Sentence) -> bool:
    """«أعلن الجيش تنفيذ غارات», «… بدء سحب قواته»: the act has no subject of its own, as with a bare noun."""
    form = support.value
    if not isinstance(form, VerbForm) or form.row.subject not in ("actor", "none"):
        return False
    masdar = getattr(form.row, "masdar", ())  # «أعلن الجيش فرض …»: letters of the verb too
    return form.tense == "noun" or sentence.word(support.first) in masdar


def _opening(frame: Frame) -> int:
    """The first token of an act: of its light noun, if it has one before it."""
    first = frame.trigger.first
    return min(first, frame.support.first) if frame.support is not None else first


def share_declarer(found: list[Frame], sentence: Sentence) -> None:
    """«أعلن الجيش إسقاط طائرة …، وتدمير زورق …»: the second noun, joined to the first, is declared by the same."""
    told: Frame | None = None  # the noun that was declared last, no verb behind it
    for frame in sorted(found, key=lambda one: one.trigger.first):
        if frame.is_verb or frame.get("declared"):
            told = None if frame.is_verb else frame
        elif told is not None and frame.trigger.joined and frame.support is None:
            apart = sentence.stop_between(told.trigger.last, frame.trigger.first)
            for phrase in () if apart else told.get("declared"):
                frame.put("declared", phrase)


def _right_behind(ends: int, frame: Frame, sentence: Sentence) -> bool:
    between = range(ends, _opening(frame))
    free = [index for index in between if sentence.at(index, "time", "place") is None]
    return len(between) <= DECLARER_GAP and all(sentence.word(index) in BETWEEN_DECLARED for index in free)


def _behind_aside(ends: int, frame: Frame, sentence: Sentence) -> bool:
    """«أعلن الجيش، العامل ضمن …، الأحد، استعادة …»: between two commas there is no other act and no clause."""
    first = _opening(frame) - (sentence.word(_opening(frame) - 1) in LIGHT)
    if first - ends > ASIDE_REACH or sentence.word(first - 1) not in ("،", ",", "عن"):
        return False
    acts = [item for item in sentence.of(*PREDICATES) if ends <= item.first < first]
    return not acts and not OPENS_CLAUSE.intersection(sentence.words[ends:first])


def _governs(frame: Frame, sentence: Sentence) -> bool:
    """«أعلن الجيش السيطرة على …», «الانسحاب من …»: with its article, and the preposition of its verb behind it."""
    ends = (sentence.word(frame.trigger.last - 1), sentence.word(frame.trigger.last))
    return any(PREPOSITIONS.get(word) in GOVERNED for word in ends)


def _claimer(frame: Frame, phrases: list[NounPhrase], sentence: Sentence) -> None:
    """«أعلن التنظيم مسؤوليته عن الهجوم», «… هجوم أعلن التنظيم مسؤوليته عنه»: who is named before his own
    responsibility; «هجوم … تبناه التنظيم»: who is named right behind."""
    if frame.is_verb or frame.get("claimed"):
        return
    act = frame.support if frame.support is not None and frame.support.last <= frame.trigger.first else frame.trigger
    for cue in sentence.of("cue"):
        named: list[NounPhrase] = []
        meant = 0 <= act.first - cue.last <= 1 or _meant(cue, sentence) is frame.trigger
        if cue.value.cue_id == RESPONSIBLE and meant:
            verbs = [item for item in sentence.of("source") if item.first <= cue.first and says(item)]
            first = max(verbs[-1].first - 1 if verbs else 0, cue.first - DECLARER_GAP)
            named = [p for p in phrases if first <= p.first and p.last <= cue.last and p.name.kind == "actor"]
            named = [] if named and sentence.stop_between(named[0].last, cue.first) else named
        elif cue.value.cue_id == ADOPTED and _meant(cue, sentence) is frame.trigger:
            named = [p for p in phrases if p.first == cue.last and p.name.kind == "actor"]
        if named:
            frame.put("claimed", named[0])


def _meant(cue: Item, sentence: Sentence) -> Item | None:
    """The act before it that a pronoun of a claim means («… مسؤوليته عنه», «تبناه»)."""
    if cue.value.cue_id != ADOPTED and sentence.word(cue.last - 1) not in FOR_IT:
        return None
    acts = [item for item in sentence.of("trigger") if item.last <= cue.first and not isinstance(item.value, VerbForm)]
    return next((item for item in reversed(acts) if item.value.row.event_type in CLAIMED), None)


def _accused(frame: Frame, phrases: list[NounPhrase], sentence: Sentence) -> None:
    """«اتهم المجلس الحركة بخطف …»: of those between the verb and «ب» the last are accused of it."""
    act = frame.support or frame.trigger
    if frame.is_verb or act.prep != "ب":
        return
    verbs = [item for item in sentence.of("source") if item.value.source_id == ACCUSES and item.last < act.first]
    if not verbs or verbs[-1].suffix or sentence.stop_between(verbs[-1].last, act.first):
        return
    named = [
        p for p in phrases if verbs[-1].last <= p.first and p.last <= act.first and not p.chief.prep and not p.link
    ]
    if named and named[-1].last == act.first:
        for phrase in (phrase for phrase in named if phrase.chief is named[-1].chief):
            frame.put("accused", phrase)


def _host(frame: Frame, phrases: list[NounPhrase], sentence: Sentence) -> None:
    """«قالت ميركل خلال لقائها ماكرون», «أكد، في اجتماع مع …»: who meets is the subject of the clause."""
    if frame.is_verb or frame.row.event_type != "meeting" or sentence.word(frame.trigger.first - 1) not in AMID:
        return
    subjects = [
        phrase
        for phrase in phrases
        if phrase.last < frame.trigger.first and phrase.name.kind in ("person", "actor") and not phrase.chief.prep
        and not phrase.chief.link and not phrase.head
    ]  # fmt: skip
    if len(subjects) > 1:  # «ميركل: ماكرون …»: who speaks is not who meets
        subjects = [phrase for phrase in subjects if sentence.word(phrase.last) != ":"]
    persons = [phrase for phrase in subjects if phrase.name.kind == "person"]
    hosts = persons or subjects
    for phrase in phrases:  # «قال الوزير لنظيره … خلال لقاء في …»
        told = hosts and phrase.name.kind == "person" and phrase.chief.prep == "ل"
        if told and hosts[0].last <= phrase.first and phrase.last <= frame.trigger.first:
            frame.put("host", phrase)
    for phrase in hosts:  # «إن تركيا والولايات المتحدة … خلال محادثات»
        if phrase.chief is hosts[0].chief:
            frame.put("host", phrase)


def _nisba(frame: Frame, sentence: Sentence) -> None:
    """The relational adjective of a noun trigger names its doer: «غارات جوية إسرائيلية»."""
    if frame.is_verb:
        return
    index, skipped = frame.trigger.last, 0
    while skipped <= 1:
        nisba = sentence.at(index, "nisba")
        if nisba is not None:
            if frame.row.event_type == "weapons_intercepted":  # «إسقاط طائرة روسية»: whose what is struck is
                frame.put("carried_object", NounPhrase(nisba, nisba.first, nisba.last))
            elif not _is_person(nisba, frame, sentence):
                frame.put("nisba", NounPhrase(nisba, nisba.first, nisba.last))
        elif sentence.word(index) not in ("او", "و") and not sentence.at(index, "modifier"):
            other = sentence.at(index, "unit", "head")
            if other is not None and other.joined:
                return  # «بغارات جوية وفصائل سورية»: of the second noun
            if sentence.word(index) in PREPOSITIONS or sentence.at(
                index, *PREDICATES, "actor", "place", "link", "number"
            ):
                return
            skipped += 1
        index += 1


def _fire(frame: Frame, sentence: Sentence) -> None:
    """«مقتل شاب بالرصاص الإسرائيلي», «أصيب بنيران تركية»: the adjective of the fire names who shot."""
    if frame.row.asserts != "casualty" or frame.get("agent"):
        return
    for nisba in sentence.of("nisba"):
        at = nisba.first - 1
        if at < frame.trigger.last or sentence.word(at) not in FIRE or sentence.stop_between(frame.trigger.last, at):
            continue
        if not any(frame.trigger.last <= item.first < at for item in sentence.of(*PREDICATES)):
            frame.put("agent", NounPhrase(nisba, nisba.first, nisba.last))


def _is_person(nisba: Item, frame: Frame, sentence: Sentence) -> bool:
    """«اعتقال روسية في …», «إطلاق سراح الداعشي»: right behind what is done to people, and no adjective of a plural, it
    is a person to whom it is done."""
    before = (sentence.word(frame.trigger.last - 1), sentence.word(frame.trigger.first - 1))
    to_people = frame.row.genitive in ("recipient", "victim") and nisba.first == frame.trigger.last
    return to_people and not any(word.endswith(("ات", "ه")) for word in before)
