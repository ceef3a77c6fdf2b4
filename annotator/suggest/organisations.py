"""Organisations that no list names, by their last word ("Joint Working Group") or by the group word beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotator.suggest.bodies import states
from annotator.suggest.found import Found
from annotator.suggest.names import FACET, Match
from annotator.suggest.reading import Reading

OTHER = "other_org"
NEW = ""
"""The code of a name that looks like an actor's but is of no known kind: a "new actor?"."""

_SMALL = r"(?:of|for|the|and|on|to|in|de|al)"
_RUN = re.compile(rf"\b[A-Z][\w’'&.-]*(?:[^\S\n]+(?:{_SMALL}[^\S\n]+){{0,3}}[A-Z][\w’'&-]*)+")
_SENTENCE_END = re.compile(r"[a-z]{3}\.\s+")
_DATE = re.compile(
    r"\s+(?:on|in)\s+(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun).*"
)
_CUT = re.compile(r"(?P<owner>['’]s\s+|(?<=s)['’]\s+)|(?P<joint>\s+(?:and|or)\s+(?:the\s+)?)")
_NAME = r"(?P<name>[A-Z][\w’'-]*(?:[ -](?:al-|ul-|e-|i-)?[A-Z][\w’'-]*){0,4})"
_GROUP = r"(?:group|outfit|militia|faction|organisation|organization|movement)"
_GROUP_BEFORE = re.compile(
    rf"\b(?:militant|terrorist|terror|armed|insurgent|rebel|jihadist|extremist|separatist|banned) {_GROUP},? (?:called |known as |named )?{_NAME}"
)
_GROUP_BEHIND = re.compile(rf"{_NAME}, (?:a|an|another|the) (?:[\w-]+ ){{0,4}}{_GROUP}\b")


def organisations(reading: Reading) -> Iterator[Found]:
    """Runs of capitalised words that end like an organisation, names of listed states inside them or not."""
    for run in _runs(reading.text):
        if not _is_heading(reading.text, run.start()):
            for start, end, owner in _parts(run.start(), run.end(), reading):
                yield from _organisation(start, end, owner, reading)


def _organisation(start: int, end: int, owner: str, reading: Reading) -> Iterator[Found]:
    """The organisation that a run of capitalised words names, if any. `owner`: the state it is said to belong to."""
    lexicon, text = reading.lexicon, reading.text
    words = text[start:end].split()
    kinds = [_kind(word, reading) for word in words]
    if "organisations" not in kinds:
        return
    last = max(i for i, kind in enumerate(kinds) if kind == "organisations")
    following = words[last + 1 : last + 2]
    if "no_organisations" in kinds[last + 1 :] or (following and following[0][0].isupper()):
        return
    if last < (0 if owner and following else 1) or (len(words) < 3 and not (owner or _is_name_of_two(words, reading))):
        return
    whole = text[start:end]
    start += _owned(whole, reading) + len(whole) - len(whole.removeprefix("The "))
    name = _DATE.sub("", text[start:end])
    if not lexicon.has("owned_bodies", words[last].casefold()):
        name = _without_leader(name, reading)
    name = re.sub(r"(?:\s+(?:and|or)(?:\s+the)?)?\s*$|['’]s?$|[.'’&-]+$", "", name)
    inside = lexicon.names.find(name)
    if any(match.kind in ("name", "person") and match.name.when != "named" for match in inside):
        return
    body = words[last].casefold().strip(".'’")
    if (
        not owner
        and inside
        and inside[0].kind in ("country", "demonym")
        and f"{name} "[: inside[0].end + 1].endswith(" ")
    ):
        owner = _code(start, inside[0], reading) if inside[0].start == 0 else ""
    if owner or not lexicon.has("owned_bodies", body):
        code = owner if owner and lexicon.has("state_bodies", body) else OTHER
        yield _found(start, name, code, "organisation:by last word")


def _parts(start: int, end: int, reading: Reading) -> Iterator[tuple[int, int, str]]:
    """A run of capitalised words cut behind possessors and between two organisations, with the state that possesses.

    "Iran's Ministry of Roads and Uzbekistan's Water Committee" holds two that belong to states.
    """
    text, first, owner = reading.text, start, ""
    for cut in _CUT.finditer(text, start, end):
        before = text[first : cut.start()]
        word = before.rsplit(None, 1)[-1].casefold() if before.strip() else ""
        if cut["owner"] and not _belongs_to_name(word, cut["owner"], reading):
            matches = reading.lexicon.names.find(before)
            state = matches[-1] if matches and matches[-1].end == len(before) else None
            yield first, first + state.start if state else cut.start(), owner
            owner = _code(first, state, reading) if state else ""
            owner = owner if owner in states(reading.lexicon) else ""
        elif cut["joint"] and reading.lexicon.has("organisations", word):
            yield first, cut.start(), owner
            owner = ""
        else:
            continue
        first = cut.end()
    yield first, end, owner


def _belongs_to_name(word: str, possessive: str, reading: Reading) -> bool:
    """Whether a possessor is a part of the name: "People's Party", "Herdsmen's Front", "Workers' Party"."""
    return word.endswith("men") or not possessive.strip("'’ \n") or reading.lexicon.has("naming_possessors", word)


def _code(at: int, match: Match, reading: Reading) -> str:
    """The code that a name means which stands so far behind `at`."""
    name = reading.choose(Match(at + match.start, at + match.end, match.names))
    return name.code if name else ""


def _is_name_of_two(words: Sequence[str], reading: Reading) -> bool:
    """Whether two capitalised words are enough of a name: "Kandahar Council", but not "The Council" or "Our Army"."""
    first, last = words[0].casefold(), words[-1].casefold().strip(".'’")
    return reading.lexicon.has("organisations_of_two", last) and not reading.lexicon.has("no_names", first)


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Runs of capitalised words, each within a sentence."""
    at = 0
    while (run := _RUN.search(text, at)) is not None:
        end = _SENTENCE_END.search(text, run.start(), run.end())
        first = run if end is None else _RUN.search(text, run.start(), end.start() + 3)
        if first is not None:
            yield first
        at = run.end() if end is None else end.end()


def _owned(run: str, reading: Reading) -> int:
    """Where the organisation begins in "Jane Doe of the Soufan Group": 0 unless a person's name stands before it."""
    before, of, _ = run.partition(" of the ")
    words = before.casefold().split()
    bodies = ("organisations", "no_organisations", "institutions", "officials", "titles")
    if not of or len(words) < 2 or any(reading.lexicon.has(kind, *words) for kind in bodies):
        return 0
    return len(before) + len(of)


def _without_leader(name: str, reading: Reading) -> str:
    """The name without whose it is: "National Party of Dr Jane Doe"."""
    before, of, leader = name.partition(" of ")
    title = leader.split(" ", 1)[0].casefold().rstrip(".")
    return before if of and " " in leader and reading.lexicon.has("titles", title) else name


def new_groups(reading: Reading, taken: bytearray) -> Iterator[Found]:
    """Names that the text calls a group ("the militant group X", "X, another outfit"); what they are is open."""
    for pattern in (_GROUP_BEFORE, _GROUP_BEHIND):
        for match in pattern.finditer(reading.text):
            start, name = match.start("name"), match["name"]
            if not any(taken[start : start + len(name)]) and not _is_heading(reading.text, start):
                yield _found(start, re.sub(r"['’]s?$", "", name), NEW, "organisation:by group word")


def _found(start: int, name: str, code: str, rule: str) -> Found:
    return Found(start, start + len(name), FACET, code, rule, 0.6, {"role": "actor"})


def _kind(word: str, reading: Reading) -> str:
    form = word.casefold().strip(".'’")
    return next((kind for kind in ("organisations", "no_organisations") if reading.lexicon.has(kind, form)), "")


def _is_heading(text: str, at: int) -> bool:
    """Whether the line is one of capitals, or has nearly every word capitalised."""
    line = text[text.rfind("\n", 0, at) + 1 : (text + "\n").find("\n", at)]
    words = [word for word in line.split() if word[0].isalpha()]
    small = sum(word[0].islower() for word in words)
    return len(words) < 25 and small * 3 < len(words) and not line.rstrip().endswith(".")
