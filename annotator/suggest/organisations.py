"""Organisations that no list names, by their last word ("Joint Working Group") or by the group word beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.suggest.actor_lexicon import FACET
from annotator.suggest.found import Found
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
_NAME = r"(?P<name>[A-Z][\w’'-]*(?:[ -](?:al-|ul-|e-|i-)?[A-Z][\w’'-]*){0,4})"
_GROUP = r"(?:group|outfit|militia|faction|organisation|organization|movement)"
_GROUP_BEFORE = re.compile(
    rf"\b(?:militant|terrorist|terror|armed|insurgent|rebel|jihadist|extremist|separatist|banned) {_GROUP},? (?:called |known as |named )?{_NAME}"
)
_GROUP_BEHIND = re.compile(rf"{_NAME}, (?:a|an|another|the) (?:[\w-]+ ){{0,4}}{_GROUP}\b")


def organisations(reading: Reading) -> Iterator[Found]:
    """Runs of capitalised words that end like an organisation, names of listed states inside them or not."""
    lexicon, text = reading.lexicon, reading.text
    for run in _runs(text):
        words = run[0].split()
        kinds = [_kind(word, reading) for word in words]
        if len(words) < 3 or "organisations" not in kinds or _is_heading(text, run.start()):
            continue
        last = max(i for i, kind in enumerate(kinds) if kind == "organisations")
        following = words[last + 1 : last + 2]
        if last < 1 or "no_organisations" in kinds[last + 1 :] or (following and following[0][0].isupper()):
            continue
        start = run.start() + _owned(run[0], reading) + len(run[0]) - len(run[0].removeprefix("The "))
        name = _without_leader(_DATE.sub("", text[start : run.end()]), reading)
        name = re.sub(r"['’]s?$|[.'’&-]+$", "", name)
        inside = lexicon.names.find(name)
        if not any(match.kind in ("name", "person") and match.name.when != "named" for match in inside):
            yield _found(start, name, OTHER, "organisation:by last word")


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
