"""Which act caused the casualties that a sentence tells: their number goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from sijill.codebook import Codebook
from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.predicates import says
from sijill.extract.lexicon import VerbForm
from sijill.extract.numbers.counts import Quantity, counts
from sijill.extract.numbers.tallies import is_toll_trigger, is_verbal, people
from sijill.extract.numbers.tolls import is_of_act
from sijill.extract.sentence import STOPS, Item, Sentence
from sijill.extract.when.times import MEANWHILE
from sijill.extract.who.participation import Participation
from sijill.text.tokens import word_set

BEHIND, BEFORE = 25, 35  # tokens from a casualty to the act that caused it
SUBJECT_GAP = 6
CAUSE_WORDS = frozenset(("بعد", "لدي", "عند", "تحت", "في"))
CAUSE_BOUNDARIES = frozenset(("بعد ان", "بعدما", "عندما", "حينما"))
AMID = "وسط"  # «تجددت الاشتباكات وسط قصف، وأسفرت عن …»: what goes on around is not the subject
RESULTS = ("اسفر", "اود", "راح ضحي", "ازهق")  # a casualty trigger that says itself what it is the result of
RESUMPTIVE = word_set(
    "فيها فيه فيهما خلالها خلاله اثرها اثره اثرهما جراءها جراءه نتيجتها نتيجته بنتيجتها بنتيجته بسببها بسببه اثناءها"
)
ANAPHORS = frozenset(("ذلك", "هذا", "ما", "مما", "الامر", "الحادث", "الحادثه"))
OPERATIONS = frozenset(("offensive_operation", "sweep_operation"))  # not violent by themselves, but people die in them
SUBJECT_REACH = 8  # tokens from «تعزيزات» to its verb
FOR_ANYBODY = frozenset(("explosive_device", "explosion", "grenade"))  # mines and bombs that go off
OTHERS, HURT_SIDES = "others", ("victim", "recipient", "participant")
NO_HOSTS = frozenset(("casualty_report", "siege", "territorial_control", "looting_destruction"))


@dataclass
class Telling:
    """One event as one sentence tells it: its frame, final type, participants and numbers."""

    frame: Frame
    event_type: str
    rule: str
    parts: list[Participation]
    quantities: list[Quantity] = field(default_factory=list)
    carried: Telling | None = None  # the act before it in the sentence, whose doer it shares («اقتحمت … واعتقلت»)
    may_hurt: bool = False  # whether people die of acts of this type

    def add(self, quantity: Quantity) -> None:
        """Take a number, unless it is the same number told again."""
        if not any(_same_number(quantity, other) for other in self.quantities):
            self.quantities.append(quantity)


def _same_number(one: Quantity, other: Quantity) -> bool:
    figures = [(q.what, q.low, q.best, q.high) for q in (one, other)]
    return figures[0] == figures[1] and (one.unit == other.unit or "" in (one.unit, other.unit))


@dataclass
class _Casualty:
    """A casualty that has found its place, for those that are joined to it."""

    trigger: Item
    owner: Telling


def give_to_hosts(
    tellings: list[Telling], sentence: Sentence, codebook: Codebook, before: Sequence[Telling] = ()
) -> list[Telling]:
    """Casualties belong to the act that caused them, where the sentence says which («أسفرت الغارة عن مقتل …»).

    `before`: the tellings of the sentence before, which «وأسفر ذلك عن …» goes on about; they take what is theirs.
    """
    found = counts(sentence)
    for telling in tellings:
        telling.may_hurt = telling.frame.row.asserts == "casualty" or may_host(telling, codebook)
    acts = [telling for telling in tellings if may_host(telling, codebook)]
    kept: list[Telling] = []
    placed: list[_Casualty] = []
    for telling in tellings:
        numbers, unhurt = people(telling.frame, telling.event_type, sentence, found), False
        if telling.frame.row.asserts != "casualty":
            owner = telling
        else:
            host = _host(telling.frame, acts, placed, sentence)
            unhurt = bool(numbers) and all(number.rule == "none_hurt" for number in numbers)
            if host is None and unhurt:
                host = _act_before(telling.frame.trigger, acts or kept, sentence)
            owner = host or _told_before(telling.frame, before, sentence, codebook) or telling
            placed.append(_Casualty(telling.frame.trigger, owner))
        for number in numbers:
            owner.add(number)
        if owner is telling:
            if not unhurt:  # that nobody was hurt is no event of its own
                kept.append(telling)
        else:
            hurt = any(part.role in HURT_SIDES for part in owner.parts)
            told = [part for part in telling.parts if not (hurt and _is_others(part))]
            suffered = [side_of(part, telling.frame, owner) for part in told]
            known = {(part.phrase.name.start, part.role) for part in owner.parts}
            owner.parts += [part for part in suffered if (part.phrase.name.start, part.role) not in known]
    return kept


def _is_others(part: Participation) -> bool:
    """«وأصيب خمسة آخرون»: more of those told before, and nobody who is named."""
    name = part.phrase.name
    return name.kind == "unit" and name.value.unit_id == OTHERS


def side_of(part: Participation, casualty: Frame, act: Telling) -> Participation:
    """What a participant of a casualty is in the act that caused it: an armed body that was hit is its target, or one
    of the sides of a clash; who is harmed beside the target, or by what lay in wait for anybody, is its victim."""
    if part.role != "victim" or part.phrase.name.start not in casualty.bodies or act.event_type in FOR_ANYBODY:
        return part
    symmetric = "participant" in (act.frame.row.subject, act.frame.row.genitive)
    return replace(part, role="participant" if symmetric else "recipient")


def may_host(telling: Telling, codebook: Codebook) -> bool:
    kind = telling.event_type
    violent = codebook.event_types[kind].violent and kind not in NO_HOSTS
    return telling.frame.row.asserts == "event" and (violent or kind in OPERATIONS)


# --- which act caused a casualty ------------------------------------------------------------------------------------
def _host(frame: Frame, acts: list[Telling], placed: list[_Casualty], sentence: Sentence) -> Telling | None:
    """The act that the sentence names as the cause of a casualty; else what a casualty before it belongs to; else the
    act that it is told along with."""
    casualty = frame.trigger
    if is_toll_trigger(casualty, sentence):
        own = next((act for act in acts if is_of_act(casualty, act.frame) or _toll_by(casualty, act, sentence)), None)
        return placed[-1].owner if placed else own
    chain = [act for act in acts if 0 <= casualty.first - act.frame.trigger.last <= BEFORE]
    if _is_result(casualty, sentence) and (host := _last(chain, frame, sentence, results_in)):
        return host
    told = [act for act in chain if not _sentence_ends(act.frame.trigger.last, casualty.first, sentence)]
    for act in acts:
        if told and _hurt_between(casualty, act.frame.trigger, sentence):
            break
        if 0 <= act.frame.trigger.first - casualty.last <= BEHIND and caused_behind(casualty, act.frame, sentence):
            return _first_told(act, acts)
    if host := _last(chain, frame, sentence, results_in):
        return host
    if host := _joined_to(casualty, placed, chain, sentence):
        return host
    return _last(chain, frame, sentence, _told_along)


def _hurt_between(casualty: Item, act: Item, sentence: Sentence) -> bool:
    """«انفجرت سيارة وقتلت سبعة، كما قتل شرطيان بهجوم»: behind others who were hurt an act is theirs, where one is told
    before the first; but «قُتل خمسة وأصيب ثلاثة في غارة»."""
    hurt = [item for item in sentence.of("trigger") if item.value.row.asserts == "casualty"]
    return any(casualty.last <= item.first < act.first for item in hurt)


def _toll_by(toll: Item, act: Telling, sentence: Sentence) -> bool:
    """«حصيلة القتلى جراء القصف على البلدة»; what is counted since a day may have had other causes."""
    since = "منذ" in sentence.words[toll.last :]
    return act.frame.trigger.first >= toll.last and not since and caused_behind(toll, act.frame, sentence)


def _last(
    chain: list[Telling], frame: Frame, sentence: Sentence, named: Callable[[Frame, Frame, Sentence], bool]
) -> Telling | None:
    """The last of the acts before a casualty that is `named` as its cause; of «الغارات والقصف» the first."""
    for place in range(len(chain) - 1, -1, -1):
        act = chain[place].frame
        if not _sentence_ends(act.trigger.last, frame.trigger.first, sentence) and named(act, frame, sentence):
            while place and (
                _coordinated(chain[place - 1].frame.trigger, chain[place].frame.trigger)
                or governs(chain[place - 1].frame, chain[place].frame)
                or sentence.word(chain[place].frame.trigger.first - 1) == AMID
            ):
                place -= 1
            return chain[place]
    return None


def _clause_ends(first: int, last: int, sentence: Sentence) -> bool:
    """Whether the end of a clause stands there: «كما» only goes on («قُتل خمسة كما أصيب ثلاثة في غارة»)."""
    if any(sentence.word(index) in STOPS for index in range(first, last)):
        return True
    return any(first <= item.first < last and _words(item, sentence) != "كما" for item in sentence.of("boundary"))


def _goes_on(boundary: Item, sentence: Sentence) -> bool:
    """«قُتل خمسة كما أصيب ثلاثة في غارة», «… فيما أصيب ثلاثة»: more of those who were hurt."""
    if _words(boundary, sentence) == "كما":
        return True
    hurt = sentence.at(boundary.last, "trigger")
    return _words(boundary, sentence) in MEANWHILE and hurt is not None and hurt.value.row.asserts == "casualty"


def _words(item: Item, sentence: Sentence) -> str:
    return sentence.text[item.start : item.end]


def _sentence_ends(first: int, last: int, sentence: Sentence) -> bool:
    return any(sentence.word(index) in STOPS - {"؛"} for index in range(first, last))


def _act_before(noun: Item, acts: list[Telling], sentence: Sentence) -> Telling | None:
    """«سقطت قذيفة …، دون إصابات»: what hurt nobody is the last act told before."""
    told = [act for act in acts if act.frame.trigger.last <= noun.first]
    return told[-1] if told and not _sentence_ends(told[-1].frame.trigger.last, noun.first, sentence) else None


def _coordinated(one: Item, two: Item) -> bool:
    return two.joined and two.first - one.last <= 1


def governs(verb: Frame, noun: Frame) -> bool:
    """«صدت القوات هجوما»: whose attack it is, is not who repelled it."""
    last = max([verb.trigger.last, *(phrase.last for phrase in verb.get("after"))])
    plain = not noun.is_verb and noun.support is None and not (noun.trigger.prep or noun.trigger.joined)
    return verb.is_verb and plain and 0 <= noun.trigger.first - last <= 1


def caused_behind(casualty: Item, frame: Frame, sentence: Sentence) -> bool:
    """«قُتل … في غارة / بقصف / جراء / إثر / بعد أن استهدفت …»."""
    if is_killer(casualty, frame):
        return True
    carried = frame.support is not None and casualty.last <= frame.support.first < frame.trigger.first
    act = frame.support if carried and frame.support is not None else frame.trigger
    if any(sentence.word(index) in STOPS for index in range(casualty.last, act.first)):
        return False
    if act.joined and isinstance(act.value, VerbForm) and act.value.tense != "noun":
        return False  # «وقتلوا ثلاثة جنود، ورد الجيش بقصف …»
    if "قبل" in sentence.words[max(casualty.last, act.first - 2) : act.first]:
        return False  # «قتلت الشرطة انتحاريا قبل أن يفجر نفسه»
    bounds = [item for item in sentence.of("boundary") if casualty.last <= item.first < act.first]
    bounds = [item for item in bounds if not _goes_on(item, sentence)]
    if bounds:
        near = act.first - bounds[0].last <= 1
        return len(bounds) == 1 and near and _words(bounds[0], sentence) in CAUSE_BOUNDARIES
    instrumental = not frame.is_verb and sentence.text.startswith("ب", sentence.tokens[act.first][0])
    if frame.trigger.prep == "ب" or act.prep == "ب" or (instrumental and act.first - casualty.last <= SUBJECT_GAP):
        return True
    for back in (1, 2, 3):
        index = act.first - back
        if index < casualty.last or sentence.at(index, "time"):
            return False
        link = sentence.at(index, "link")
        if sentence.word(index) in CAUSE_WORDS or (link is not None and link.value.function == "cause"):
            return True
        if sentence.at(index, "place", "actor", "trigger", "support"):
            return False
    return False


def is_killer(casualty: Item, act: Frame) -> bool:
    """«قتلت غارة خمسة مدنيين», «أودى لغم بحياة …»: an act or a weapon right behind an active verb is its subject."""
    form = casualty.value
    active = isinstance(form, VerbForm) and form.voice != "passive" and form.tense != "noun" and not casualty.suffix
    noun = not (act.is_verb or act.trigger.prep or act.trigger.joined)
    return active and noun and act.trigger.first == casualty.first + 1


def _first_told(act: Telling, acts: list[Telling]) -> Telling:
    """«… غارة …، وقُتل خمسة في الغارة»: a definite noun is the act of its kind that the sentence has told."""
    same = [other for other in acts if other.event_type == act.event_type]
    return same[0] if act.frame.trigger.definite and not act.frame.is_verb else act


def _is_result(casualty: Item, sentence: Sentence) -> bool:
    """«أسفرت الغارة عن مقتل عشرة إثر …»: right behind the preposition of a verb of result, or with that verb itself."""
    if sentence.text.startswith(RESULTS, casualty.start):
        return True
    verbs = [item for item in sentence.of("support") if item.value.row.aspect == "result"]
    verbs += [item for item in sentence.of("link") if item.value.function == "result"]
    return sentence.word(casualty.first - 1) in ("عن", "الي") and any(item.first < casualty.first for item in verbs)


def results_in(act: Frame, hurt: Frame, sentence: Sentence) -> bool:
    """«أسفرت الغارة عن مقتل …», «غارة قُتل فيها …»."""
    last = hurt.trigger.first
    results = [item for item in sentence.of("link") if item.value.function == "result"]
    results += [item for item in sentence.of("support") if item.value.row.aspect == "result"]
    results = [item for item in results if act.trigger.first - 4 <= item.first < last]
    if any(not _clause_ends(item.last, last, sentence) for item in results):
        return True
    if sentence.text[hurt.trigger.start :].startswith(RESULTS):
        return True
    return any(sentence.word(index) in RESUMPTIVE for index in range(last - 2, hurt.trigger.last + 3))


def _told_along(act: Frame, hurt: Frame, sentence: Sentence) -> bool:
    """«هجوم أودى بحياة …», «قصف البلدة وقُتل …»: the act is the subject, or the casualty is joined to it."""
    first, last = act.trigger.last, hurt.trigger.first
    if sentence.stop_between(first, last) or any(
        says(item) for item in sentence.of("source") if first <= item.first < last
    ):
        return False
    if hurt.trigger.joined:
        return not any(phrase.name.kind == "place" for phrase in hurt.get("في", "ب", "location"))
    subject = is_verbal(hurt, sentence) and not act.is_verb and last - first <= SUBJECT_GAP and act.trigger.prep == ""
    return subject and not any(sentence.at(index, "trigger", "support", "number") for index in range(first, last))


def _joined_to(casualty: Item, placed: list[_Casualty], chain: list[Telling], sentence: Sentence) -> Telling | None:
    """«مقتل خمسة وإصابة ثلاثة» is one report of casualties: it goes where the first went, unless a new act is told."""
    before = sentence.at(casualty.first - 1, "link")
    added = before is not None and before.value.function == "with"  # «بالإضافة إلى إصابة …»
    joined = casualty.joined or added or sentence.word(casualty.first - 1) in ("و", "او", "كما")
    if not placed or not joined or _clause_ends(placed[-1].trigger.last, casualty.first, sentence):
        return None
    new = [act for act in chain if act.frame.is_verb and act.frame.trigger.first > placed[-1].trigger.first]
    return None if new else placed[-1].owner


def _told_before(frame: Frame, before: Sequence[Telling], sentence: Sentence, codebook: Codebook) -> Telling | None:
    """The last act of the sentence before, where this one opens with «وأسفر ذلك عن», «ما أدى إلى»."""
    hosts = [telling for telling in before if may_host(telling, codebook)]
    opening = [item for item in sentence.of("link") if item.value.function == "result" and item.first <= 1]
    opening += [item for item in sentence.of("support") if item.value.row.aspect == "result" and item.first <= 1]
    if not hosts or not opening or frame.trigger.first > BEFORE:
        return None
    points_back = any(sentence.word(index).removeprefix("و") in ANAPHORS for index in range(5))
    return hosts[-1] if points_back else None


def arrives(host: Frame, frame: Frame, sentence: Sentence) -> bool:
    """«تعزيزات عسكرية تصل المدينة»: one act, the noun and the verb that it is the subject of."""
    same = host.row.event_type == frame.row.event_type == "reinforcement"
    verb = same and frame.is_verb and not host.is_verb and not frame.trigger.joined
    gap = frame.trigger.first - host.trigger.last
    near = verb and 0 <= gap <= SUBJECT_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)
    host.carried = host.carried or near
    return near
