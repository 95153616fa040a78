"""Two predicates that tell one act: a verb and the noun it governs, a noun and the verb it is the subject of, the
means, the aim, what is heard of it."""

from __future__ import annotations

from sijill.extract.events.modality import WHICH
from sijill.extract.events.ways import is_setting
from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.means import behind_b
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.grammar.tails import fired_at
from sijill.extract.grammar.voice import is_doer
from sijill.extract.numbers.hosts import OPERATIONS, arrives
from sijill.extract.sentence import COMMAS, Sentence
from sijill.text.tokens import word_set

CARRIED = frozenset(
    ("attack", "shelling", "air_strike", "attack_on_civilians")
)  # «غارات استهدفت …»: one act, two words
# «قصفت الطائرات موقعا ردا على إطلاق صاروخ»: behind these another act is told
APART = frozenset(("ردا", "بعد", "عقب", "اثر", "قبل", "خلال", "اثناء", "انتقاما", "منذ", "بسبب", "وسط"))
# Acts that strike, as nouns the subjects of verbs of striking; a truce strikes nobody
STRIKING = CARRIED | {
    "explosive_device", "suicide_bombing", "grenade", "chemical_attack", "drone_attack", "explosion", "ambush",
    "offensive_operation", "sweep_operation", "armed_clash", "targeted_killing", "attack_on_civilians", "abduction",
    "arrest", "looting_destruction", "weapons_intercepted",
}  # fmt: skip
OVER_REACH = 4  # tokens from "after" to the act that is over
MEANS = CARRIED | {"explosive_device", "suicide_bombing", "grenade", "chemical_attack", "drone_attack"}
WITH_AIMS = OPERATIONS | {"weapons_intercepted"}
HITS = "v_asab"  # «أصاب صاروخ مجمعا سكنيا»
# Words that take «ب» themselves: «الرد بقصف …», «تهديدات بهجوم»
TAKE_B = word_set(
    "الرد رد ردت ردوا للرد وردت ورد ترد يرد تهديد تهديدات التهديد تهديداته تهديداتها هدد هددت التلويح تلويح لوح لوحت"
    " توعد توعدت اتهام اتهامات اتهم اتهمت المطالبه مطالب وعد وعود تعهد تعهدت"
)
SHOT = "رميا"  # «رميا بالرصاص»: the manner, in the accusative
CARRY_REACH, OBJECT_REACH, BOMB_REACH = 15, 8, 25


def as_one(found: list[Frame], sentence: Sentence) -> list[Frame]:
    """A generic verb whose subject is an event noun («غارات استهدفت مواقع») adds its objects to that noun's frame."""
    kept: list[Frame] = []
    for frame in found:
        host = kept[-1] if kept else None
        if host is not None and is_setting(frame, host, sentence):
            for phrase in frame.get("في", "ب", "location"):
                host.put("location", phrase)
        elif host is not None and _is_doing(frame, host, sentence):
            _free_objects(frame)
            _carry(host, frame)
            frame.carried = True
            kept[-1] = frame
        elif host is not None and _is_object(frame, host, sentence):
            _take_over(frame, host)
            kept[-1] = frame
        elif host is not None and (_is_aim(frame, host, sentence) or _is_effect(frame, host, sentence)):
            for function, phrases in frame.functions.items():
                for phrase in phrases:
                    host.put("carried_object" if function == "genitive" else function, phrase)
        elif host is not None and _went_off(host, frame, sentence):
            _take_over(host, frame)
        elif host is not None and arrives(host, frame, sentence):
            _carry(frame, host)
        elif host is not None and _is_sound(host, frame, sentence):
            for function, phrases in host.functions.items():
                frame.functions.setdefault(function, []).extend(phrases)
            kept[-1] = frame
        elif host is not None and _is_means(frame, host, sentence):
            host.means = host.means or frame
            _give_means(frame, host)
        elif host is not None and (_carries(frame, host, sentence) or _is_bomb(frame, host, sentence)):
            _carry(frame, host)
            between = sentence.words[host.trigger.last : frame.trigger.first]
            happened = not frame.trigger.proclitic.endswith(("ل", "س"))  # «صواريخ قادمة لتضرب …»
            host.carried = host.carried or (happened and not host.trigger.definite and WHICH.isdisjoint(between))
        else:
            kept.append(frame)
    return kept


def _is_object(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    """A verb and the event noun it governs are one act: «استقدمت الميليشيات تعزيزات», «سقطت قذيفة»."""
    gap = frame.trigger.first - host.trigger.last
    same = (host.is_verb or host.as_noun) and not frame.is_verb and host.row.event_type == frame.row.event_type
    same = same and not (host.tail is not None and host.tail < frame.trigger.first)  # «فرقت تظاهرة … مستخدمة الغاز»
    # «قصفت البلدة بقذائف»: that is how; «قتل خمسة وجرح عدد آخر»: a second act
    same = same and not _says_how(frame, sentence) and not frame.trigger.joined
    same = same and APART.isdisjoint(sentence.words[host.trigger.last : frame.trigger.first])
    link = sentence.at(frame.trigger.first - 1, "link")  # «أودى بحياة … فضلا عن إصابة …»
    same = same and not (link is not None and link.value.function == "with")
    return same and 0 <= gap <= OBJECT_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)


def _is_doing(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    """«استهدف قصف مدفعي المطار», «طالت غارات البلدة»: right behind the verb an act is its subject."""
    noun = not frame.is_verb and frame.row.event_type in MEANS and frame.row.asserts == "event"
    plain = not (frame.trigger.prep or frame.trigger.joined)
    fired = frame.row.needs == "carried" and frame.row.event_type == host.row.event_type  # «تطلق صواريخ»
    hits = host.row.event_type in CARRIED and not fired
    hits = hits or (host.row.trigger_id == HITS and not _hits_people(frame))
    active = host.is_verb and host.tail is None and not host.trigger.suffix and hits
    return noun and plain and active and frame.trigger.first == host.trigger.last


def _free_objects(act: Frame) -> None:
    """«استهدف الهجوم قوات …», «استهدف هجوم انتحاري قوات …»: a noun with the article, or with an adjective behind it,
    governs no genitive; what stands there is the object of the verb."""
    closed = act.trigger.definite or act.row.pos == "phrase"
    own = [phrase for phrase in act.get("genitive") if not (closed or phrase.first > act.trigger.last)]
    freed = [phrase for phrase in act.get("genitive") if phrase not in own]
    act.functions["genitive"] = own
    for phrase in freed:
        act.put("carried_object", phrase)


def _hits_people(weapon: Frame) -> bool:
    """«أصابت شظايا القذيفة ثلاثة مدنيين»: people who are wounded are counted, and nothing else is struck."""
    return any(phrase.name.kind == "unit" and phrase.name.value.human for phrase in weapon.get("genitive", "after"))


def _is_aim(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    """«عملية عسكرية لتحرير المدينة», «أحبط مخططا لتفجير …»: what an operation or a plot is for is no event beside it;
    its place is the operation's."""
    gap = frame.trigger.first - host.trigger.last
    masdar = frame.trigger.prep == "ل" and not frame.is_verb and not frame.trigger.definite and frame.support is None
    near = 0 <= gap <= OBJECT_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)
    return masdar and near and host.row.event_type in WITH_AIMS and frame.row.asserts == "event"


def _is_effect(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    """«أسفرت الغارات عن تدمير مخزن», «أدت إلى وقوع انفجارات»: what an act destroyed or set off is told of it, and no
    act of its own."""
    blast = frame.row.event_type == "explosion" and not frame.is_verb and host.row.event_type in CARRIED
    if not (blast or frame.row.trigger_id == "n_tdmyr") or frame.trigger.definite or host.row.asserts != "event":
        return False
    results = [item for item in sentence.of("link") if item.value.function == "result"]
    results += [item for item in sentence.of("support") if item.value.row.aspect == "result"]
    return any(host.trigger.first - 4 <= item.first <= frame.trigger.first for item in results)


def _went_off(host: Frame, frame: Frame, sentence: Sentence) -> bool:
    """«سيارة مفخخة متوقفة … انفجرت»: a bomb is the subject of the verb, which says that it went off."""
    bomb = host.row.event_type == "explosive_device" and not host.is_verb and host.support is None
    verb = frame.is_verb and not frame.trigger.joined and frame.row.event_type in ("explosion", "explosive_device")
    gap = frame.trigger.first - host.trigger.last
    return (
        bomb and verb and 0 <= gap <= BOMB_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)
    )


def _carry(frame: Frame, host: Frame) -> None:
    """Give the phrases of a verb to the noun that is its subject."""
    for function, phrases in frame.functions.items():
        for phrase in phrases:
            host.put("carried_object" if function in ("after", "preverbal") else function, phrase)


def _is_sound(host: Frame, frame: Frame, sentence: Sentence) -> bool:
    """«هزت انفجارات المدينة جراء ضربات جوية»: what is heard is no act beside the one that is its cause."""
    gap = frame.trigger.first - host.trigger.last
    near = 0 <= gap <= CARRY_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)
    link = sentence.at(frame.trigger.first - 1, "link")
    caused = link is not None and link.value.function == "cause"
    return near and caused and host.row.event_type == "explosion" and frame.row.event_type in CARRIED


def _is_means(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    """«استهدفت … بعبوة ناسفة», «قصف … بالبراميل»: a noun of violence behind ب says how, and so which type it is."""
    gap = frame.trigger.first - host.trigger.last
    how = _says_how(frame, sentence) and not frame.is_verb and frame.row.event_type in MEANS
    how = how and TAKE_B.isdisjoint(sentence.words[host.trigger.last : frame.trigger.first])
    near = 0 <= gap <= CARRY_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)
    free = host.means is None or frame.trigger.joined  # «بالصواريخ والبراميل»
    return how and near and free and host.row.event_type in (*CARRIED, "targeted_killing")


def _says_how(frame: Frame, sentence: Sentence) -> bool:
    """«بقذائف»; «أعدم … رميا بالرصاص»."""
    return behind_b(frame.trigger, sentence) or sentence.word(frame.trigger.first) == SHOT


def _give_means(means: Frame, verb: Frame) -> None:
    """Give the phrases of a means to its verb: behind it stands the object, where the verb has its doer and no object
    («استهدف الطيران بعدة غارات ميليشيا …»); else whose means it is («استُهدفت البلدة بغارات التحالف»)."""
    parted = _parts_object(means, verb)
    for function, phrases in means.functions.items():
        for phrase in phrases:
            owner = function == "genitive" and verb.is_verb and is_doer(phrase, verb)
            owner = owner and means.row.genitive == "actor" and not _doers(verb)
            verb.put("after" if parted and function == "genitive" else "agent" if owner else function, phrase)


def _doers(verb: Frame) -> list[NounPhrase]:
    return [phrase for phrase in verb.get("after", "preverbal", "agent") if is_doer(phrase, verb)]


def _parts_object(means: Frame, verb: Frame) -> bool:
    """Whether a verb has its doer and no object before the means."""
    after = {phrase.chief.first: phrase.chief for phrase in verb.get("after")}
    doers = [phrase for phrase in (after.values() or verb.get("preverbal")) if is_doer(phrase, verb)]
    takes = verb.is_verb and verb.row.object in ("recipient", "victim") and not verb.trigger.suffix
    return takes and len(after) <= 1 and len(doers) == max(1, len(after)) and verb.tail is None


def _is_bomb(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    """«انتحاري فجّر سيارة مفخخة»: the bomb is the bomber's."""
    gap = frame.trigger.first - host.trigger.last
    types = (host.row.event_type, frame.row.event_type) == ("suicide_bombing", "explosive_device")
    return types and 0 <= gap <= OBJECT_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)


def _take_over(frame: Frame, verb: Frame) -> None:
    """The noun's frame with the verb as its light verb and the verb's phrases as its own."""
    frame.support = frame.support or verb.trigger
    for function, phrases in verb.functions.items():
        for phrase in phrases:
            frame.put("subject" if function in ("preverbal", "after") else function, phrase)


def _carries(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    """«غارات … استهدفت مواقع», «أطلق صواريخ استهدفت …»: an act, or what it fired, is the subject."""
    gap = frame.trigger.first - host.trigger.last
    goes_on = host.support is not None and host.support.first > host.trigger.first  # «ضربات شنها … واستهدفت …»
    plain = frame.is_verb and frame.row.event_type in CARRIED and (goes_on or not frame.trigger.joined)
    if host.row.event_type == "weapons_intercepted" and frame.trigger.suffix:
        return False  # «اعترض صاروخا أطلقته الجماعة على …»: who fired it did another act
    near = 0 <= gap <= CARRY_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)
    if plain and host.is_verb and fired_at(host.trigger, sentence) == frame.trigger.first - 1:
        return True
    own_subject = [phrase for phrase in frame.get("preverbal") if phrase.name.kind != "place"]
    strikes = not host.is_verb and host.row.asserts == "event" and host.row.event_type in STRIKING
    return plain and near and strikes and not own_subject and not _is_over(host, frame, sentence)


def _is_over(host: Frame, frame: Frame, sentence: Sentence) -> bool:
    """«بعد الغارات على المدينة، قصفت القوات …»: what stands behind "after" and before a comma is another act."""
    parted = sentence.word(frame.trigger.first - 1) in COMMAS
    before = sentence.words[max(0, host.trigger.first - OVER_REACH) : host.trigger.first]
    return parted and not APART.isdisjoint(word.removeprefix("و") for word in before)
