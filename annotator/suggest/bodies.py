"""Bodies that every state has ("the Supreme Court"): coded by the state that the text speaks of there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from annotator.suggest.actor_lexicon import ActorLexicon
from annotator.suggest.found import Found
from annotator.suggest.names import FACET, Match, Name, fold
from annotator.suggest.reading import Reading

SCORE = 0.6
_OF = re.compile(r" of (?:the )?")
_FAR = 1000
"""Characters before a paragraph in which the state may be named that it speaks of."""
_BESIDE = re.compile(r" \(| in ")
"""Before an abbreviation in brackets, or the seat of a body."""
_BRACKET = re.compile(r" \(([A-Z][A-Za-z]{1,7})\)")
_OWNED = re.compile(r"(?:[’']s?|\b(?!The )[A-Z][a-z]+) \Z")


def bodies(found: Sequence[Found], seats: Sequence[Found], taken: bytearray, reading: Reading) -> Iterator[Found]:
    """The bodies of [words] bodies, where no possessor but who leads their state, and no name, stands before them.

    A body whose state the text does not name is not offered. `found` are the actors so far, sorted by start, `seats` the
    cities and provinces that stand for a state; `taken` marks the characters of other names.
    """
    pattern = _pattern(reading.lexicon)
    if pattern is None:
        return
    states = by_place(states_of(found, reading.lexicon), seats)
    begins = {each.start: each for each in states}
    persons = {each.end: each for each in states if each.rule.startswith("person")}
    for match in pattern.finditer(reading.text):
        start, end = match.span()
        if start and reading.text[start - 1].isalnum():
            continue  # a word's end; looked at here, since a pattern that begins with letters is found faster
        behind = _OF.match(reading.text, end)
        state = begins.get(behind.end()) if behind else None
        if state is not None and _name_in(state) not in _group_names(reading.lexicon):
            yield Found(start, state.end, FACET, state.code, "body:of state", SCORE, {"role": "actor"})
            continue
        if any(taken[start:end]):
            continue
        owned = _OWNED.search(reading.text, max(0, start - 30), start)
        if owned:
            leader = persons.get(owned.start())  # of "Jordan's Supreme Council" the state is named alone
            if leader is not None:  # "President Ghani's National Security Council"
                yield Found(start, end, FACET, leader.code, "body:of leader", SCORE, {"role": "actor"})
            continue
        there = _BESIDE.match(reading.text, end)
        beside = begins.get(there.end()) if there else None
        owner = beside.code if beside is not None else state_near(start, end, states, reading)
        if owner:
            owner = _of_the_day(owner, Match(start, end, _governing(reading.lexicon, owner)), reading)
            yield Found(start, end, FACET, owner, "body:by state", SCORE, {"role": "actor"})
            yield from _abbreviated(end, match[0], owner, taken, reading)


def _abbreviated(end: int, name: str, code: str, taken: bytearray, reading: Reading) -> Iterator[Found]:
    """The abbreviation in brackets behind a body, there and further on: "the Ministry of Defense (MoD)", later "MoD"."""
    bracket = _BRACKET.match(reading.text, end)
    if bracket is None or not _abbreviates(bracket[1], name):
        return
    for match in re.finditer(rf"(?<![\w-]){bracket[1]}(?![\w-])", reading.text[end:]):
        start, last = match.start() + end, match.end() + end
        if not any(taken[start:last]):
            yield Found(start, last, FACET, code, "body:abbreviated", SCORE, {"role": "actor"})


def _abbreviates(short: str, name: str) -> bool:
    """Whether the capitals of an abbreviation open words of a name, in their order and from the first one on."""
    initials = iter(word[0] for word in name.split() if word[0].isupper())
    capitals = [letter for letter in short if letter.isupper()]
    return capitals[0] == name[0] and len(capitals) > 1 and all(letter in initials for letter in capitals)


def _of_the_day(owner: str, match: Match, reading: Reading) -> str:
    """The government of the day of a country, for a ministry is never that of the country alone."""
    name = reading.choose(match) if match.names else None
    return name.code if name is not None else owner


@lru_cache(maxsize=64)
def _governing(lexicon: ActorLexicon, country: str) -> tuple[Name, ...]:
    """The readings of a country's name as a government, each with its rule."""
    countries = [name for name in lexicon.listed if name.kind == "country"]
    texts = {name.text for name in countries if name.code == country and not name.when}
    return tuple(name for name in countries if name.text in texts and name.when)


def seats_of(matches: Sequence[Match], found: Sequence[Found], reading: Reading) -> list[Found]:
    """The provinces, cities and capitals that the text names as places, with the code of the state that governs there."""
    actors = {each.start for each in found}
    named = [match for match in matches if match.kind in ("city", "capital") and match.start not in actors]
    return [
        Found(match.start, match.end, FACET, name.code, f"seat:{match.kind}", SCORE, {"role": "place"})
        for match in named
        if (name := reading.choose(match)) is not None
    ]


def by_place(*parts: Sequence[Found]) -> list[Found]:
    """The actors and seats of several lists in the order of the text."""
    return sorted((each for part in parts for each in part), key=lambda each: each.start)


def states_of(found: Sequence[Found], lexicon: ActorLexicon) -> list[Found]:
    """Those of the actors that are states, or whoever governs one."""
    return [each for each in found if each.code in states(lexicon)]


def state_near(start: int, end: int, states: Sequence[Found], reading: Reading) -> str:
    """The code of the state that the text speaks of at [start, end): the last one named before it in the paragraph,
    else the next one in the sentence, else the last one shortly before the paragraph; one named as a group ("Taliban")
    where no other is; empty where there is none.

    `states` are sorted by start.
    """
    first = reading.text.rfind("\n", 0, start) + 1
    last = start + len(reading.sentence(start, end))
    near = [each for each in reversed(states) if first <= each.start < start]
    near += [each for each in states if end <= each.start < last]
    groups = _group_names(reading.lexicon)
    near += [each for each in reversed(states) if first - _FAR <= each.start < first]
    by_state = (each.code for each in near if _name_in(each) not in groups)
    return next(by_state, near[0].code if near else "")


def _name_in(state: Found) -> str:
    """The listed name by which a state was found."""
    return state.rule.partition(":")[2]


@lru_cache(maxsize=4)
def _group_names(lexicon: ActorLexicon) -> frozenset[str]:
    """The names of groups that govern a state, other than by that state's name."""
    ruled = {name.code for name in lexicon.listed if name.kind == "country" and name.when}
    return frozenset(
        fold(name.text).casefold() for name in lexicon.listed if name.code in ruled and name.kind == "name"
    )


@lru_cache(maxsize=4)
def _pattern(lexicon: ActorLexicon) -> re.Pattern[str] | None:
    names = sorted(lexicon.phrases.get("bodies", ()), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})\b") if names else None


@lru_cache(maxsize=4)
def states(lexicon: ActorLexicon) -> frozenset[str]:
    """The codes of states, and of whoever governs one under a rule."""
    codes = {name.code for name in lexicon.listed if name.kind in ("country", "capital")}
    return frozenset(codes - {"other_org"})  # Kurdistan is no state
