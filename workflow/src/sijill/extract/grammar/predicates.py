"""Which words of a sentence are predicates: one trigger for each stretch of words, and the light verbs beside them."""

from __future__ import annotations

from sijill.extract.grammar.phrases import PREPOSITIONS
from sijill.extract.grammar.tails import BEFORE_VERBS, second_part, tail_length, tails_of
from sijill.extract.lexicon import CARRIES, Phrase, VerbForm
from sijill.extract.sentence import COMMAS, Item, Sentence
from sijill.text.inflect import INTRANSITIVE
from sijill.text.tokens import word_set

CLAUSE_OPENERS = frozenset(
    ("،", ",", "ان", "انه", "انها", "بان", "قد", "لقد", "التي", "الذي", "الذين", "حيث", "ما", ":", "بينما", "فيما")
)
# «صبي قتل برصاص …», «أسبوع قتل فيه الجيش …»
BEHIND_VERBS = frozenset(("برصاص", "برصاصه", "بنيران", "متاثرا", "فيه", "فيها", "فيهما", "خلاله", "خلالها"))
STRUCK_BY = frozenset(("attack", "air_strike", "shelling", "drone_attack"))
STRUCK_REACH = 7  # tokens from an act of violence to what it strikes
THAT, SUBJECT_REACH = frozenset(("ان", "بان", "وان")), 7  # tokens from «إن» to the verb of its subject
ANNOUNCES = frozenset(("say_announced", "say_affirmed", "say_declared", "say_denied"))
TIMED = frozenset(("بعد", "قبل", "عقب", "قبيل", "اثناء", "خلال", "بعيد"))
# «وفّرت غطاء» is not «و» and «فرّت»; «ياسر» is a name, «وأسرهم» and their families, «جيب» a pocket; «حافلة تقلّ» dismisses
# nobody
OTHER_VERBS = frozenset(("وفر", "وفرت", "وفروا", "يوفر", "توفر", "ياسر", "اسره", "واسره", "واسرهم", "جيب")) | CARRIES
OTHER_VERBS |= {opening + "اسرت" + whose for opening in ("", "و", "ل", "ب") for whose in ("ه", "ها", "هم", "نا", "ي")}
HERSELF = word_set("انها بانها وانها لانها")  # «أنها», and no «أنهى»
NAMED_SO = ("الاجتماعي",)  # «مواقع التواصل الاجتماعي»
ADVERBIALS = TIMED | frozenset(("في", "من", "ردا", "غداه", "وسط", "مع", "بدوره", "بدورها", "بالمقابل", "رغم", "علي"))
FOILED = frozenset(("weapons_intercepted", "armed_clash"))  # what is stopped or repelled is no act beside it
FIRED, FIRED_REACH = "atlaqa", 2  # the light verb of what is fired, and tokens to it from the weapon
DATELINE = 14  # tokens of the longest
LAST_OF_LEAD, OPENING = 2, 6  # number of the last sentence that may be the lead; tokens of a headline's subject


def readings(sentence: Sentence) -> list[Item]:
    """One trigger for each stretch of words: a discontinuous phrase that is complete («لقي … مصرعه») before a plain
    word, and the second part of such a phrase is no trigger of its own («وقعت … بكمين»)."""
    kept, used = sentence.once("chosen", lambda: _chosen(sentence))
    sentence.keep("trigger", sorted(kept, key=lambda item: item.start))
    heads = {item.first for item in kept} | used
    said = {item.first for item in sentence.of("source") if says(item)}  # «تحدث عن» speaks, and does not happen
    support = [item for item in sentence.of("support") if item.first not in heads | said]
    finite = {item.first for item in support if item.value.tense != "noun"}
    # of «شن», verb and verbal noun, the verb; «بشن» is the noun alone
    support = [item for item in support if not (item.first in finite and _is_finite(item, sentence))]
    support = [item for item in support if sentence.word(item.first) not in HERSELF]
    sentence.keep("support", [item for item in support if sentence.word(item.last) not in NAMED_SO])
    return kept


def _is_finite(noun: Item, sentence: Sentence) -> bool:
    """Whether letters of a light verb and its verbal noun are the verb's: where the noun follows no rule, and so stands
    in its row, or behind «إنه», «قد», «الذي»."""
    return noun.value.tense == "noun" and (bool(noun.value.row.masdar) or sentence.word(noun.first - 1) in BEFORE_VERBS)


def has_readings(sentence: Sentence) -> bool:
    """Whether `readings` will find any."""
    return bool(sentence.once("chosen", lambda: _chosen(sentence))[0])


def acts(sentence: Sentence) -> frozenset[int]:
    """The tokens at which the verbs that will be read begin."""
    chosen = sentence.once("chosen", lambda: _chosen(sentence))[0]
    return frozenset(item.first for item in chosen if isinstance(item.value, VerbForm))


def _chosen(sentence: Sentence) -> tuple[list[Item], set[int]]:
    """The triggers that are read, and the tokens of the second parts of discontinuous phrases among them."""
    best: dict[int, Item] = {}
    ends: dict[int, int] = {}  # first token of a discontinuous phrase → token of its second part
    for item in sentence.of("trigger"):
        if item.value.row.event_type == "statement" and not _is_the_news(item, sentence):
            continue
        if isinstance(item.value, VerbForm) and item.value.tense == "past" and item.proclitic.endswith("س"):
            continue  # «سفر»: no past tense has the particle of the future
        if sentence.word(item.first) in OTHER_VERBS or (after_preposition(item, sentence) and not _may_be_masdar(item)):
            continue
        end = second_part(item, sentence)
        if (
            end is None
            or _is_target(item, sentence)
            or _is_noun(item)
            or (isinstance(item.value, Phrase) and item.value.tails and _is_better_told(item, end, sentence))
        ):
            continue
        beside = item.first in best and _has_object_beside(best[item.first], sentence)
        if beside and not _says_more(item, best[item.first], sentence):
            continue  # «إجلاء مقاتلين مع عائلاتهم»: of two phrases that begin together the one that is complete first
        if item.first in ends and _has_object_beside(item, sentence):
            del ends[item.first], best[item.first]
        foiled = bool(tails_of(item)) and not item.suffix and _event_type(item) in FOILED
        if end > item.last or foiled:  # «إحباط هجوم»: no attack beside it
            if item.value.row.needs == "weapon" and _phrase_at(end, sentence):
                continue  # «أطلق … عملية عسكرية»: the phrase behind is the better trigger
            if item.first in ends and (ends[item.first], -tail_length(best[item.first], end, sentence)) <= (
                end,
                -tail_length(item, end, sentence),
            ):
                continue  # of «أطلق سراح» and «أطلق … النار» the nearer, of «اتفاق» and «اتفاق سلام» the longer
            ends[item.first] = end
            best[item.first] = item
        elif item.first not in best or (
            item.first not in ends
            and best[item.first].last <= item.last
            and _fits_better(item, best[item.first], sentence)
        ):
            best[item.first] = item
    # «قضى خمسة بانفجار لغم»: the act behind a verb of dying is told as well
    dying = {end for first, end in ends.items() if best[first].value.row.asserts == "casualty"}
    used = set(ends.values()) - {item.first for item in best.values() if item.first in dying and _is_act(item)}
    own = {item.last for item in best.values() if tails_of(item) and item.first not in ends}  # «لقوا مصرعهم»: one word
    stopped = {end for first, end in ends.items() if _event_type(best[first]) == "weapons_intercepted"}
    free = [item for item in best.values() if used.isdisjoint(range(item.first, item.last))]
    kept = [*free, *(item for item in best.values() if item not in free and _fired(item, stopped, sentence))]
    kept = [item for item in kept if item.first not in own or item.value.row.asserts != "casualty"]
    return kept, used


def _is_act(item: Item) -> bool:
    return bool(item.value.row.asserts == "event")


def _fired(item: Item, stopped: set[int], sentence: Sentence) -> bool:
    """«اعترض صاروخا أطلقته الجماعة على …»: that somebody fired what was stopped is an act of its own."""
    verb = next((s for s in sentence.of("support") if 0 <= s.first - item.last <= FIRED_REACH), None)
    fired = verb is not None and verb.value.row.verb_id == FIRED and bool(verb.suffix)
    return fired and item.first in stopped and item.value.row.needs == "carried"


def _has_object_beside(item: Item, sentence: Sentence) -> bool:
    """Whether the second part of a phrase in two stands right behind its first; a number is whose it counts."""
    near = bool(tails_of(item)) and not item.suffix and sentence.at(item.last, "number") is None
    return near and second_part(item, sentence) == item.last and tail_length(item, item.last, sentence) > 0


def _says_more(item: Item, other: Item, sentence: Sentence) -> bool:
    """«يحبط محاولة تسلل»: of two verbs with the same object beside them the one that names more of it."""
    length, least = (tail_length(one, one.last, sentence) for one in (item, other))
    return _has_object_beside(item, sentence) and item.last == other.last and length > least


def _is_target(item: Item, sentence: Sentence) -> bool:
    """«غارات على مواقع وتعزيزات», «يدمر تعزيزات»: what is struck is moved by nobody here."""
    if item.value.row.event_type in ("meeting", "show_of_force"):
        return _is_struck(item, sentence)
    if item.value.row.event_type != "reinforcement" or isinstance(item.value, VerbForm):
        return False
    before = sentence.word(item.first - 1)
    suffers = sentence.at(item.first - 1, "support")  # «تعرض رتل عسكري لانفجار …»
    if suffers is not None and suffers.value.row.subject == "recipient":
        return True
    head = sentence.at(item.first - 1, "head")
    struck = sentence.at(item.first - 1, "trigger")
    if _is_struck(item, sentence):
        return True
    return (
        PREPOSITIONS.get(before) == "على"
        or (item.joined and head is not None and head.value.kind == "property")
        or (struck is not None and isinstance(struck.value, VerbForm) and _event_type(struck) in STRUCK_BY)
    )


def _is_noun(item: Item) -> bool:
    """«في مناطق سيطرته»: the letters of «سيطرت» with a pronoun, which the verb never takes, are the noun's."""
    verb = isinstance(item.value, VerbForm) and item.value.row.pattern.endswith(INTRANSITIVE)
    return verb and bool(item.suffix) and _event_type(item) == "territorial_control"


def _is_struck(item: Item, sentence: Sentence) -> bool:
    """«استهدفت غارة اجتماعا», «دمرت الطائرات تعزيزات»: the object of an act of violence; no word of time between."""
    if isinstance(item.value, VerbForm) or item.prep or item.joined:
        return False
    near = [other for other in sentence.of("trigger") if 0 <= item.first - other.last <= STRUCK_REACH]
    struck = [other for other in near if _event_type(other) in STRUCK_BY and second_part(other, sentence) is not None]
    if not struck or sentence.stop_between(struck[-1].last, item.first):
        return False
    between = [PREPOSITIONS.get(sentence.word(index), "") for index in range(struck[-1].last, item.first)]
    timed = sentence.at(item.first - 1, "link") is not None or sentence.word(item.first - 1) in TIMED
    return not timed and set(between) <= {"", "على"}


def _event_type(item: Item) -> str:
    return str(item.value.row.event_type)


def _is_the_news(item: Item, sentence: Sentence) -> bool:
    """What somebody says is an event where it is what the report is about: the main verb of headline or lead."""
    if sentence.number > LAST_OF_LEAD or sentence.word(item.first - 1) in TIMED:
        return False  # «بعد طرد السفير، …»: since when is not what is told
    opening = behind_dateline(sentence)
    return item.first - opening <= (OPENING if sentence.role == "headline" else 1) or _set_apart(
        item, opening, sentence
    )


def _set_apart(item: Item, first: int, sentence: Sentence) -> bool:
    """Whether only an adverbial set apart by a comma stands before a verb: «من جهتها، …», «في وقت …، توعد …»."""
    adverbial = sentence.word(first).removeprefix("و") in ADVERBIALS
    return adverbial and sentence.word(item.first - 1) in COMMAS and not sentence.stop_between(first, item.first)


def behind_dateline(sentence: Sentence) -> int:
    """The first token behind a dateline left in the sentence («دبي، الإمارات (CNN)-- شن …»)."""
    opening = enumerate(sentence.words[:DATELINE], 1)
    return max((behind for behind, word in opening if word.strip("-–—") == ""), default=0)


def _phrase_at(index: int, sentence: Sentence) -> bool:
    return any(other.first <= index < other.last and other.last - other.first > 1 for other in sentence.of("trigger"))


def _is_better_told(item: Item, end: int, sentence: Sentence) -> bool:
    """«إلقاء القبض على», «إرسال تعزيزات»: the whole phrase, or the event that is its object, says it better."""
    whole = any(other.first == item.first and other.last > item.last for other in sentence.of("trigger"))
    same = [other for other in sentence.of("trigger") if other.first == end and _event_type(other) == _event_type(item)]
    return whole or bool(same)


def after_preposition(item: Item, sentence: Sentence) -> bool:
    """No finite verb stands behind a preposition or an article."""
    before = sentence.word(item.first - 1)
    return isinstance(item.value, VerbForm) and (
        before in PREPOSITIONS or before in ("بعد", "قبل", "عقب", "خلال", "اثناء", "اثر", "جراء")
    )


def is_masdar(item: Item, sentence: Sentence) -> bool:
    """Whether letters of a verb are a verbal noun here: behind a preposition, joined to one («مقتل وأسر»), or declared
    («أعلن الجيش فرض سيطرته»)."""
    end = item.first - (sentence.at(item.first - 1, "modifier", "nisba") is not None)  # «ضربات جوية وقصف»
    before = sentence.at(end - 1, "trigger")
    noun = before is not None and not isinstance(before.value, VerbForm) and before.last in (end, item.first)
    aim = item.prep == "ل" and isinstance(item.value, VerbForm) and _may_be_masdar(item)  # «لضرب …»
    declared = isinstance(item.value, VerbForm) and bool(tails_of(item)) and _may_be_masdar(item)
    if declared and _is_carried_noun(item, sentence):
        return True
    return aim or after_preposition(item, sentence) or (item.joined and noun and isinstance(item.value, VerbForm))


def _may_be_masdar(item: Item) -> bool:
    return item.value.row.pattern.startswith("I/") and item.value.tense == "past"


def _fits_better(item: Item, other: Item, sentence: Sentence) -> bool:
    """Of a verb and a noun in the same letters («قصف»): the verb where a clause opens and a subject follows."""
    if isinstance(item.value, VerbForm) == isinstance(other.value, VerbForm):
        # «انفجرت عبوة»: the verb with its object; «سكان القرية خرجوا للاحتجاج»: with the one right behind it
        ranks = [(bool(tails_of(one)), tail_length(one, one.last, sentence)) for one in (item, other)]
        return ranks[0] > ranks[1]
    return isinstance(item.value, VerbForm) == _verb_position(item, sentence)


def _verb_position(item: Item, sentence: Sentence) -> bool:
    """Whether an undecided word stands where a verb stands: nothing governs it and a doer or an object follows."""
    if item.first and sentence.word(item.first - 1) in BEFORE_VERBS and not item.definite and not item.prep:
        return True
    bare = not item.definite and not item.prep
    people = sentence.at(item.first - 1, "unit") if item.suffix and not item.joined else None
    if people is not None and people.value.human and not people.definite and not people.suffix.strip("ا"):
        return True  # «سبعة عمال خطفهم مسلحون»: a clause that describes them
    if _has_accusative(item, sentence) or (bare and sentence.word(item.last) in BEHIND_VERBS):
        return True
    if bare and not item.joined and _tells_of_people(item, sentence):
        return True
    if (
        item.definite
        or item.prep
        or (sentence.at(item.last, "nisba", "modifier") and not _strikes_many(item.last, sentence))
        or sentence.word(item.last) in PREPOSITIONS
    ):
        return False
    if _is_carried_noun(item, sentence):
        return False
    before = sentence.word(item.first - 1)
    opens = (
        item.first == 0
        or item.joined
        or before in CLAUSE_OPENERS
        or sentence.at(item.first - 1, "time", "actor", "boundary")
    )
    return bool(opens) and sentence.at(item.last, "actor", "head", "unit", "number", "place", "time") is not None


def _is_carried_noun(item: Item, sentence: Sentence) -> bool:
    """«واصلت القوات قصفها», «أعلن الجيش قصف …»: behind a verb of aspect or of announcing, and its subject, the letters
    are the noun's."""
    verbs = [verb for verb in sentence.of("support", "source") if verb.last <= item.first and _takes_noun(verb)]
    if not verbs or item.joined:
        return False
    subject = range(verbs[-1].last, item.first)
    known = (sentence.at(at, "actor", "head", "nisba", "time") or sentence.word(at) in COMMAS for at in subject)
    return bool(subject) and all(known)


def _takes_noun(verb: Item) -> bool:
    """Whether what a verb says is a noun of action, whose doer is its own subject."""
    if verb.kind == "source":
        return verb.value.source_id in ANNOUNCES
    row = verb.value.row
    return bool(row.aspect) and isinstance(verb.value, VerbForm) and row.subject == "actor"


def _has_accusative(item: Item, sentence: Sentence) -> bool:
    """«شاب قتل جنديا», «طعن شاب فلسطيني جنديا»: people in the accusative right behind, or behind the subject, are an
    object; a noun would govern the genitive."""
    governed = item.definite or item.prep or sentence.word(item.first - 1) in PREPOSITIONS
    if governed or not _is_person(item.last, sentence):
        return False
    behind = item.last + 1
    behind += sentence.at(behind, "nisba", "national") is not None and not _is_person(behind, sentence)
    return any(_is_person(at, sentence) and sentence.word(at).endswith("ا") for at in (item.last, behind))


def _strikes_many(index: int, sentence: Sentence) -> bool:
    """«قتل انتحاري خمسة جنود»: a person with others counted right behind is the subject of a verb."""
    return _is_person(index, sentence) and sentence.at(index + 1, "number") is not None


def _is_person(index: int, sentence: Sentence) -> bool:
    people = sentence.at(index, "unit")
    return people is not None and people.first == index and bool(people.value.human)


def _tells_of_people(item: Item, sentence: Sentence) -> bool:
    """«قال إن شخصين قتلا في …», «إن جنديا أميركيا، قتل», «إن الجيش قصف بالمدفعية …»: people, or right before it a
    body, who open a clause behind «إن», and no verb yet."""
    for index in range(item.first - 1, max(item.first - SUBJECT_REACH, 0) - 1, -1):
        if sentence.word(index) in THAT:
            first = index + 1 + (sentence.at(index + 1, "number") is not None)
            people, body = sentence.at(first, "unit"), sentence.at(first, "actor")
            return (body is not None and body.last == item.first) or (people is not None and bool(people.value.human))
        verb = sentence.at(index, "trigger", "support", "boundary")
        if verb is not None or ((source := sentence.at(index, "source")) is not None and says(source)):
            return False
    return False


def says(item: Item) -> bool:
    return bool(item.value.kind == "say_verb")
