"""Where a capital is its state: «دمشق تتهم إسرائيل», «اتهمت واشنطن موسكو», «محادثات بين أنقرة وطهران».

A town neither accuses nor strikes: as subject of such a verb it stands for who governs there, and nothing happens in
it. Behind a preposition of place, a word for its kind («مدينة دمشق») or a verb of striking («قصفت دمشق») it is the
town. `capitals.csv` has the names; those that nobody who governs the whole state sits in are left out.
"""

from __future__ import annotations

from sijill.codewords import Trigger
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import Item, Sentence
from sijill.text.inflect import INTRANSITIVE
from sijill.text.tokens import word_set

SPOKEN_OF = frozenset(("allegation", "denial"))  # cues that are verbs of speech: «نفت موسكو»
SPOKEN_TYPES = ("statement", "protest")  # «احتجت موسكو على …» is no protest
OPENERS = word_set("ان بان لان لكن ولكن بينما فيما حيث كما : ، , .. …") | frozenset(("-", "–", "«", '"'))
TALKS = frozenset(("meeting", "agreement_truce"))
TALKS_REACH = 3  # tokens from talks to «بين»
RELATIONS = word_set("علاقات علاقه توتر خلاف خلافات ازمه تنسيق تعاون تقارب اتصالات تفاهم تفاهمات وساطه حرب مواجهه")
WAS, HAD = frozenset(("كانت", "وكانت")), frozenset(("قد",))
ALLIES = word_set("حليف حليفه حليفت")
# What only a government has: «تهديدات موسكو», «صمت واشنطن»
STANCES = word_set(
    "تهديد تهديدات ضغط ضغوط موقف رفض صمت موافقه اتهام اتهامات مطالب مطالبه دعوه دعوات تحذير تحذيرات انتقاد انتقادات"
    " تاييد معارضه اعتراض قرار سياسه سياسات مخاوف قلق رغبه مساعي نفي تدخل نفوذ تحركات رد تعهد تعهدات عزم نيه سعي"
)
PRONOUNS = ("", "ه", "ها", "هم", "هما")
OF_STATES = frozenset(("arms_supply", "prisoner_release", "arrest", "show_of_force", "deployment", "alert_posture"))
ACTS = frozenset(("actor", "participant"))


def settle_capitals(sentence: Sentence) -> None:
    """Keep of each capital one reading: the state where it acts or speaks, else the town; none behind its stance."""
    capitals = [item for item in sentence.of("actor") if item.value.form == "capital"]
    if not capitals:
        return
    states: list[Item] = []
    for item in capitals:
        if _is_state(item, states, sentence):
            states.append(item)
    stances = {item.first for item in capitals if item not in states and _has_stance(item, sentence)}
    firsts = {item.first for item in states} | stances
    sentence.keep("actor", [item for item in sentence.of("actor") if item.value.form != "capital" or item in states])
    sentence.keep("place", [item for item in sentence.of("place") if item.first not in firsts])


def _is_state(item: Item, before: list[Item], sentence: Sentence) -> bool:
    if item.prep or sentence.at(item.first - 1, "head", "link") is not None:
        return False
    if any(told(item, sentence) for told in (_between_parties, _behind_speech, _opens_clause, _had_done, _is_ally)):
        return True
    # «واشنطن ولندن»; «اتهمت واشنطن موسكو»: beside one that is a state, and no town of a clause of its own
    beside = before[-1] if before and before[-1].last == item.first else None
    return beside is not None and (item.joined or _behind_speech(beside, sentence))


def _between_parties(item: Item, sentence: Sentence) -> bool:
    """«محادثات بين أنقرة وطهران», «العلاقات بين أنقرة وطهران», «هدنة بين الأكراد ودمشق»; but «الطريق بين دمشق وبيروت»
    joins two towns."""
    party = sentence.at(item.first - 1, "actor") if item.joined else None
    if party is not None and sentence.word(party.first - 1) == "بين":
        item = party
    if sentence.word(item.first - 1) != "بين":
        return False
    other = sentence.at(item.last, "actor")
    capitals = other is not None and other.joined and other.value.form == "capital"
    if capitals and sentence.word(item.first - 2).removeprefix("ال") in RELATIONS:
        return True
    near = range(item.first - 1 - TALKS_REACH, item.first - 1)
    return any(act.value.row.event_type in TALKS for index in near if (act := sentence.at(index, "trigger")))


def _is_ally(item: Item, sentence: Sentence) -> bool:
    """«النظام وحليفته موسكو»: no town is an ally."""
    word = sentence.word(item.first - 1).removeprefix("و")
    return any(word.endswith(end) and word.removesuffix(end) in ALLIES for end in PRONOUNS)


def _has_stance(item: Item, sentence: Sentence) -> bool:
    """«رغم تهديدات موسكو»: no town, and no party to what else the sentence tells."""
    return not item.joined and not item.prep and sentence.word(item.first - 1).removeprefix("و") in STANCES


def _behind_speech(item: Item, sentence: Sentence) -> bool:
    """«أعلنت موسكو», «نفت موسكو», «اتهمت دمشق»; «تبادلت موسكو …»."""
    if item.joined:
        return False
    verb = sentence.at(item.first - 1, "source", "trigger", "cue", "support")
    if verb is None or verb.last != item.first:
        return False
    if any(_gives(one) for one in sentence.of("trigger") if one.last == item.first):
        return True
    carries = verb.kind == "support" and isinstance(verb.value, VerbForm) and verb.value.tense != "noun"
    return verb.value.row.subject == "actor" if carries else verb.kind != "support" and _speaks(verb)


def _gives(verb: Item) -> bool:
    """«سلمت واشنطن صواريخ إلى …», «أفرجت طهران عن …»: what is done to no town, behind a verb in its gender."""
    form = verb.value
    gives = isinstance(form, VerbForm) and isinstance(form.row, Trigger) and form.row.event_type in OF_STATES
    if not gives or not _does(verb):
        return False
    return form.row.event_type == "prisoner_release" or not form.row.pattern.endswith(INTRANSITIVE)


def _opens_clause(item: Item, sentence: Sentence) -> bool:
    """«دمشق تتهم …», «قال إن موسكو أطلقت …»: right before a verb of which it is the doer, in its gender."""
    opens = item.first == 0 or sentence.word(item.first - 1) in OPENERS or item.joined or item.first in sentence.quotes
    word = sentence.word(item.last)
    if not opens or not (word.startswith("ت") or word.endswith("ت")):
        return False
    verb = sentence.at(item.last, "source", "trigger", "support", "cue")
    return verb is not None and verb.first == item.last and (_speaks(verb) or _does(verb))


def _had_done(item: Item, sentence: Sentence) -> bool:
    """«كانت واشنطن قد شنت …»: between the two verbs of what had been done before stands who did it."""
    at = item.last + (sentence.word(item.last) in HAD)
    verb = sentence.at(at, "source", "trigger", "support")
    past = sentence.word(item.first - 1) in WAS and sentence.word(at).endswith("ت")
    return past and verb is not None and verb.first == at and (_speaks(verb) or _does(verb))


def _speaks(verb: Item) -> bool:
    if verb.kind == "source":
        return bool(verb.value.kind == "say_verb")
    if verb.kind == "cue":
        return verb.value.kind in SPOKEN_OF
    form = verb.value
    states = isinstance(form, VerbForm) and isinstance(form.row, Trigger) and form.row.event_type in SPOKEN_TYPES
    return states and _does(verb)


def _does(verb: Item) -> bool:
    """Whether the subject of a verb is who does it: «تشن», not «تشهد»."""
    form = verb.value
    if not isinstance(form, VerbForm) or form.voice == "passive":
        return False
    return form.row.subject in ACTS
