"""Light verbs: which verb says of a noun that it happened («شن غارات», «تعرض لقصف», «غارات شنتها …»)."""

from __future__ import annotations

from sijill.extract.grammar.phrases import PREPOSITIONS
from sijill.extract.lexicon import VerbForm
from sijill.extract.sentence import RELATIVES, Item, Sentence
from sijill.text.inflect import INTRANSITIVE
from sijill.text.tokens import word_set

SUPPORT_GAP = 7  # words that may stand between
MANAGED = ("tamakkana", "najaha", "istataa")  # verbs of success: what was managed may stand far behind
MANAGED_GAP = 28
RELATIVE_GAP = 3
SCENE_GAP = 8  # from an act to the verb that tells which place saw it
CAUSING = ("ajbara", "arghama", "dafaa")  # their object does what the noun says
PASSIVES = ("tamma", "jara")  # what was done is the noun right behind them
PURPOSE = "intention_purpose"
WITHOUT_OBJECT = (INTRANSITIVE, "VII")
PREP_REACH = 4
SINCE, SINCE_WORDS = 3, word_set("بعد قبل عقب منذ غداه")  # tokens from «بعد» to what is behind «من»
OPERATION = "n_amlya"
TALKED = frozenset(("agreement_truce", "meeting", "statement"))
LONG = 4  # letters of the shortest noun with its preposition
RETURNING = word_set("به بها")
PARTITIVE_NOUNS = word_set(
    "عدد عددا سلسله مزيد المزيد مزيدا العديد عديد عشرات العشرات مئات المئات موجه جمله وابل وابلا مجموعه حزمه اي نوع "
    "الاف الالاف"
)  # «شنت سلسلة من الغارات»
RISES = word_set("تصعيد تصعيدا تصاعد تصاعدا تكثيف تكثيفا تجدد تجددا استمرار استمرارا تواصلا تزايدا ازديادا")


def support_of(trigger: Item, sentence: Sentence) -> Item | None:
    """The light verb that carries a noun trigger: before it, or behind it in a relative clause («غارات شنتها …»)."""
    told = _relative(trigger, sentence)
    # «أدت غارة شنها الجيش إلى …»: who did it stands in the relative clause
    return _verb_before(trigger, sentence, None if told is None else "actor") or told


def suffered(trigger: Item, sentence: Sentence) -> Item | None:
    """«تعرضت البلدة لغارات شنتها …»: the light verb before a noun, which tells whom it befell."""
    return _verb_before(trigger, sentence, "recipient")


def _verb_before(trigger: Item, sentence: Sentence, subject: str | None) -> Item | None:
    """The light verb before a noun that carries it; with this role for its subject, where one is asked for."""
    for item in reversed(sentence.of("support")):
        if subject is not None and item.value.row.subject != subject:
            continue
        gap = trigger.first - item.last
        # «بإطلاقها صواريخ», «وتمكنها من دخول …»: the pronoun is the doer
        own = item.value.tense == "noun" and (item.prep == "ب" or item.value.row.verb_id in MANAGED)
        if item.suffix and not own and item.value.row.asserts == "event" and item.value.row.subject == "actor":
            continue  # «لغم زرعته …»: its object stands before it
        managed = item.value.row.verb_id in MANAGED and _follows(trigger, item.value.row.preps, sentence)
        most = MANAGED_GAP if managed else SUPPORT_GAP + 4 + _named_between(item, trigger, sentence)
        if 0 <= gap <= most and not sentence.stop_between(item.last, trigger.first):
            if not managed and not _governed(trigger, item, sentence):
                continue
            if item.value.row.verb_id in PASSIVES and _is_of_another_noun(trigger, item, sentence):
                continue
            between = [other for other in sentence.of("trigger") if item.last <= other.first < trigger.first]
            # «بمنطقة العمليات», «من أجل استعادة المدينة»
            between = [o for o in between if not (_is_setting(o, sentence) or _is_aside(o, sentence))]
            between = [o for o in between if not _is_frame_of(o, trigger)]
            # «تمكنت القوات، بعد معارك عنيفة، من دخول …», «أجبرت المعارك السكان على النزوح»
            if managed or item.value.row.verb_id in CAUSING:
                between = [other for other in between if isinstance(other.value, VerbForm)]
            if not between or _shares(trigger, item, between):
                return item
    return None


def _named_between(verb: Item, noun: Item, sentence: Sentence) -> int:
    """Words of names between a finite verb and its noun, which do not part them: «نفذت … بمساندة …، عمليات تمشيط»."""
    if verb.value.tense == "noun":
        return 0
    return sum(sentence.at(index, "actor", "time") is not None for index in range(verb.last, noun.first))


def _relative(trigger: Item, sentence: Sentence) -> Item | None:
    """The light verb right behind: of a relative clause («غارات شنتها …», «القصف الذي تقوم به …»), or one without an
    object whose subject the noun is («اشتباكات عنيفة دارت …»)."""
    for item in sentence.of("support"):
        returns = item.suffix or sentence.word(item.last) in RETURNING
        returns = returns or (_tells_of_subject(item) and _is_own(trigger, item, sentence))
        # «تبادل لإطلاق النار مع الشرطة، شهدته المحافظة»
        seen = bool(item.suffix) and item.value.row.subject == "place" and _is_own(trigger, item, sentence)
        reach = SCENE_GAP if seen else RELATIVE_GAP
        if 0 <= item.first - trigger.last <= reach and returns and not sentence.stop_between(trigger.last, item.first):
            return item
    return None


def _shares(noun: Item, verb: Item, between: list[Item]) -> bool:
    """«أدى القتال إلى مقتل خمسة ونزوح المئات»: what a verb of result is told of besides the dead and wounded."""
    result = verb.value.row.aspect == "result" and noun.joined and not isinstance(noun.value, VerbForm)
    return result and all(other.value.row.asserts == "casualty" for other in between)


def _is_own(noun: Item, verb: Item, sentence: Sentence) -> bool:
    """Whether nothing but what describes the noun stands before the verb: «القصف مع اشتباكات تدور», «الهجوم الذي بدأ»
    are told by no verb of their own."""
    acts = [other for other in sentence.of("trigger") if noun.last <= other.first < verb.first]
    return not acts and RELATIVES.isdisjoint(sentence.words[noun.last : verb.first])


def _tells_of_subject(verb: Item) -> bool:
    """Whether a light verb says of its subject that it happened, and takes no object («اندلع», «وقع», «استمر»)."""
    row = verb.value.row
    plain = not (verb.suffix or verb.prep or verb.joined) and verb.value.tense != "noun"
    return plain and row.subject == "none" and row.asserts == "event" and row.pattern.endswith(WITHOUT_OBJECT)


def manager_of(support: Item, sentence: Sentence) -> Item | None:
    """Another light verb before it («قام بشن», «واصلت تنفيذ») that has the doer for its subject."""
    for item in sentence.of("support"):
        near = 0 <= support.first - item.last <= SUPPORT_GAP and not sentence.stop_between(item.last, support.first)
        has_doer = item.value.row.subject == "actor" or item.value.row.verb_id in CAUSING  # «دفع النظام لإطلاق حملة»
        if near and has_doer and item.value.tense != "noun":
            return item
    return None


def _follows(trigger: Item, preps: tuple[str, ...], sentence: Sentence) -> bool:
    """Whether a preposition stands before a trigger: «…، من تحرير», «من استعادة وتأمين»; «بتحرير» for any. «بعد أسابيع
    من القتال» tells since when."""
    if sentence.word(trigger.first - SINCE) in SINCE_WORDS:
        return False
    before = (sentence.word(trigger.first - 1), sentence.word(trigger.first - 2) if trigger.joined else "")
    return trigger.prep == "ب" or any(PREPOSITIONS.get(word) in preps for word in before) or "من" in before


def _governed(trigger: Item, support: Item, sentence: Sentence) -> bool:
    """Whether a noun can be the subject or object of a light verb before it: no preposition makes it something else.

    «شن غارات», «تعرض لقصف», «شهدت سلسلة من الهجمات»; but «استمر الحوار بعد الهجوم» tells of no attack.
    """
    if trigger.first == support.last and not trigger.prep:
        return support.value.row.verb_id not in CAUSING  # «دفع القصف السكان إلى …»
    before = trigger.first - 1
    if sentence.word(before).removeprefix("و") in SINCE_WORDS:
        return False  # «حظر إرسال العمال بعد مقتل عاملة»
    if sentence.word(before) in ("او",) or _is_aim(trigger.first, sentence):
        return False  # «أي تواصل أو مفاوضات»: two nouns; «شن، من أجل استعادة المدينة، غارات»
    prep = PREPOSITIONS.get({"ب": "ب", "ل": "ل"}.get(trigger.prep, sentence.word(before)), "")
    if prep:
        return _is_amount(trigger, prep, sentence) or (
            prep in support.value.row.preps and not _has_other_noun(trigger, support, sentence)
        )
    preps = support.value.row.preps
    if preps and "direct" not in preps and not _prep_near(preps, support.last, trigger.first, sentence):
        return False  # «تعرضت لانتقادات …» is no victim of what is told behind
    link = sentence.at(before, "link")
    return link is None or link.last != trigger.first or link.value.function in ("owner", "loyal", "none")


def _is_setting(noun: Item, sentence: Sentence) -> bool:
    """«بمنطقة العمليات»: a name for where, and no act."""
    area = sentence.at(noun.first - 1, "head")
    return noun.definite and noun.value.row.needs == "named" and area is not None and area.value.kind == "area"


def _is_frame_of(noun: Item, act: Item) -> bool:
    """«تواصل القوات عمليات القصف»: «عمليات» right before an act that names it says nothing of its own; «عملية المصالحة»
    is a course of talks."""
    before = noun.value.row.trigger_id == OPERATION and noun.last == act.first
    return before and not (act.prep or noun.definite or act.value.row.event_type in TALKED)


def _is_aside(noun: Item, sentence: Sentence) -> bool:
    """«من أجل استعادة …», «مدعومة بغارات …»: an aim or a help, told between a light verb and its noun."""
    link = sentence.at(noun.first - 1, "link")
    return _is_aim(noun.first, sentence) or (link is not None and link.value.function == "backer")


def _is_aim(index: int, sentence: Sentence) -> bool:
    """Whether what begins at a token is told as an aim: «من أجل استعادة …»."""
    cue = sentence.at(index - 1, "cue")
    return cue is not None and cue.value.cue_id == PURPOSE


def _is_amount(trigger: Item, prep: str, sentence: Sentence) -> bool:
    """«شنت سلسلة من الغارات», «شهدت تصعيدا عنيفا للقصف»: how much of the act, and no other noun."""
    noun = trigger.first - 1 - (not trigger.prep)
    if prep == "من":
        return sentence.word(noun) in PARTITIVE_NOUNS or sentence.at(noun, "number") is not None
    return prep in ("ل", "في") and any(sentence.word(index) in RISES for index in (noun, noun - 1))


def _is_of_another_noun(trigger: Item, support: Item, sentence: Sentence) -> bool:
    """«تم تحديد موقع عربة صواريخ»: what was done is a noun that no lexicon knows, and the act but belongs to it."""
    word = sentence.word(support.last)
    unknown = word.isalpha() and word not in PREPOSITIONS and word not in PARTITIVE_NOUNS
    return support.last < trigger.first and unknown and sentence.at(support.last, *sentence.items) is None


def _has_other_noun(trigger: Item, support: Item, sentence: Sentence) -> bool:
    """«قاموا بإبلاغ الوسطاء بالتهدئة»: the verb's noun is another, which no lexicon knows."""
    if not trigger.prep:
        return False
    between = [index for index in range(support.last, trigger.first) if sentence.at(index, *sentence.items) is None]
    words = [sentence.word(index) for index in between]
    return any(len(word) > LONG and word[0] == trigger.prep and word[1:] not in PARTITIVE_NOUNS for word in words)


def _prep_near(preps: tuple[str, ...], first: int, last: int, sentence: Sentence) -> bool:
    """Whether a noun that ends near `last` opens with one of the prepositions: «قام … بحملة دهم واعتقال»."""
    near = range(max(first, last - PREP_REACH), last)
    return any(PREPOSITIONS.get(sentence.word(index)) in preps or sentence.word(index)[:1] in preps for index in near)
