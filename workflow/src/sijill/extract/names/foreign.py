"""Bodies of states that the registry lacks: «الشرطة الإسبانية», «السلطات الماليزية», «وزير الدفاع الهولندي».

With the adjective of a country a short name («الشرطة») means that country's body and no other's; where the registry has
none, the name stays as written, without a row.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.extract.lexicon import ActorName, Lexicon
from sijill.extract.sentence import Item, Sentence
from sijill.text.tokens import word_set

# Bodies that every state has and that only the adjective tells apart
BODIES = word_set("الشرطه الجيش السلطات الحكومه البحريه القوات الدرك الاستخبارات المخابرات الخارجيه الداخليه")
POLICE = "الشرطة"  # the short name of the one police of a country
PERSONAL = ("ه", "ا", "ين", "ون", "ان", "تين", "تان", "ات")  # endings of adjectives of people
OF_STATE = frozenset(("state", "state_force", "police", "official_body"))


@dataclass(frozen=True)
class Adjective:
    """The adjective of a country: its code, the folded words in the masculine without articles, and how many."""

    country: str
    masculine: str
    length: int


def settle_foreign(sentence: Sentence, lexicon: Lexicon) -> set[str]:
    """Put one name on each body of a state with the adjective of its country behind it, in place of the two; return
    the short names that mean a body without a row here."""
    found: list[Item] = []
    rowless: set[str] = set()
    for item in _bodies(sentence):
        adjective = adjective_at(item.last, sentence, lexicon)
        if adjective is None:
            continue
        named = [lexicon.actors[one] for one in item.value.actor_id.split("|") if one in lexicon.actors]
        if not {actor.kind for actor in named} <= OF_STATE:
            continue
        its = [actor.actor_id for actor in named if actor.country == adjective.country]
        if len(its) > 1 or (its and item.value.form != "short"):
            continue
        if not its and item.value.form != "full":
            rowless.add(sentence.text[item.start : item.end])
        value = ActorName(its[0], "full") if its else ActorName("", "new")
        found.append(_widened(item, adjective.length, value, sentence))
    _put(found, sentence)
    return rowless


def adjective_at(index: int, sentence: Sentence, lexicon: Lexicon) -> Adjective | None:
    """The definite adjective of a country, in the singular, that stands on a token: by the registry, else by the
    country's name, of two words too («الكورية الشمالية»)."""
    word = sentence.word(index)
    if not (word.startswith("ال") and word.endswith(("ي", "يه"))):
        return None
    masculine = _masculine(word)
    whole = f"{masculine} {_masculine(sentence.word(index + 1))}"
    if whole in lexicon.adjectives:
        return Adjective(lexicon.adjectives[whole], whole, 2)
    nisba = sentence.at(index, "nisba")
    if nisba is not None and nisba.first == index:
        country = lexicon.actors[nisba.value.actor_id.split("|")[0]].country
    else:
        country = lexicon.adjectives.get(masculine)
    return Adjective(country, masculine, 1) if country else None


def nation_of(index: int, sentence: Sentence, lexicon: Lexicon) -> str | None:
    """The country whose adjective, in any number and with or without article, stands on a token: «صبي فلسطيني»."""
    word = sentence.word(index).removeprefix("ال")
    stems = (word.removesuffix(ending) for ending in ("", *PERSONAL) if word.endswith(ending))
    return next((lexicon.adjectives[stem] for stem in stems if stem in lexicon.adjectives), None)


def _masculine(word: str) -> str:
    return word.removeprefix("ال").removesuffix("ه")


def of_police(owner: str, item: Item, sentence: Sentence, lexicon: Lexicon) -> str:
    """«شرطي ألماني» is of the police of the country whose army the adjective names elsewhere, where it has a row."""
    people = sentence.at(item.first - 1, "unit")
    if people is None or people.value.unit_id != "policeman":
        return owner
    country = lexicon.actors[owner].country
    police = [
        one
        for one, row in lexicon.actors.items()
        if row.kind == "police" and row.country == country and POLICE in row.short_forms
    ]
    return police[0] if len(police) == 1 else owner


def _bodies(sentence: Sentence) -> list[Item]:
    """The short names of the sentence, the full ones that end in no adjective of their own («قوات النظام»), and the
    bodies of states that no name has taken in."""
    short = [
        item
        for item in sentence.of("actor")
        if item.value.form == "short"
        or (item.value.form == "full" and not sentence.word(item.last - 1).endswith(("ي", "يه")))
    ]
    taken = {index for item in sentence.of("actor") for index in range(item.first, item.last)}
    for index, word in enumerate(sentence.words):
        bare = word.removeprefix("و")  # no body's name begins with it
        if bare in BODIES and index not in taken:
            start, end = sentence.tokens[index]
            start += len(word) - len(bare)
            joint = "و" if len(word) > len(bare) else ""
            short.append(Item("actor", index, index + 1, start, end, ActorName("", "new"), joint, definite=True))
    return short


def _widened(item: Item, by: int, value: ActorName, sentence: Sentence) -> Item:
    last = item.last + by
    end = sentence.tokens[last - 1][1]
    return Item("actor", item.first, last, item.start, end, value, item.proclitic, definite=item.definite)


def _put(found: list[Item], sentence: Sentence) -> None:
    """The new names in place of those on the same words."""
    for kind in ("actor", "nisba") if found else ():
        kept = [
            item
            for item in sentence.of(kind)
            if not any(new.first <= item.first and item.last <= new.last for new in found)
        ]
        if kind == "actor":
            kept = sorted([*kept, *found], key=lambda item: (item.start, -item.end))
        sentence.keep(kind, kept)
