"""Organisations that no list names, by their last word ("Joint Working Group") or by the group word beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from annotator.suggest.actor_lexicon import ActorLexicon
from annotator.suggest.capitalised import code_at, is_heading, parts, runs
from annotator.suggest.found import Found
from annotator.suggest.names import FACET, Match
from annotator.suggest.reading import Reading

OTHER = "other_org"
NEW = ""
"""The code of a name that looks like an actor's but is of no known kind: a "new actor?"."""

_DATE = re.compile(
    r"\s+(?:on|in)\s+(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun).*"
)
_OPENING = re.compile(r"(?P<word>[A-Z][a-z]+(?:ing|ed)) (?:in|at|to|on|from|by|with|for|before) the ")
_SMALL_WORD = re.compile(
    "(?:Since|After|Before|When|As|While|If|Until|Although|Though|Because|Under|With|Without|For|From|In|At|On|By|Despite"
    "|During|Against|Unlike|Through|Within|But|And|So|Yet|Once|Where|Whether) (?:the )?"
)
_TRAILING = re.compile(r"(?:\s+(?:and|or)(?:\s+the)?)?\s*$|['’]s?$|[.'’&-]+$")
_NAME = r"(?P<name>[A-Z][\w’'-]*(?:[ -](?:al-|ul-|e-|i-)?[A-Z][\w’'-]*){0,4})"
_GROUP = r"(?:group|outfit|militia|faction|organisation|organization|movement)"
_GROUP_BEFORE = re.compile(
    rf"\b(?:militant|terrorist|terror|armed|insurgent|rebel|jihadist|extremist|separatist|banned) {_GROUP},? (?:called |known as |named )?{_NAME}"
)
_FACTION = re.compile(r"\b(?P<name>(?!The |A )[A-Z][\w-]*(?: [A-Z][\w-]*){0,3}(?:['’]s)? faction)\b")
_THINKERS = r"(?:think[ -]?tank|watchdog|charity|NGO|consultancy|rights group|monitoring group|aid group)"
_THINKERS_BEFORE = re.compile(rf"\b{_THINKERS},? (?:called |known as |named )?{_NAME}")
_THINKERS_BEHIND = re.compile(rf"{_NAME}, (?:a|an|another|the) (?:[\w-]+ ){{0,4}}{_THINKERS}\b")
_PARTICLE = "(?:e|i|ul|al|ur|us|ud|un|ut|wal)"
_GROUP_BEHIND = re.compile(rf"{_NAME}, (?:a|an|another|the) (?:[\w-]+ ){{0,4}}{_GROUP}\b")


def organisations(reading: Reading) -> Iterator[Found]:
    """Runs of capitalised words that end like an organisation, names of listed states inside them or not."""
    for run in runs(reading.text):
        if not is_heading(reading.text, run.start()):
            for start, end, owner in parts(run.start(), run.end(), reading):
                yield from _organisation(start, end, owner, reading)


def _organisation(start: int, end: int, owner: str, reading: Reading) -> Iterator[Found]:
    """The organisation that a run of capitalised words names, if any. `owner`: the state it is said to belong to."""
    lexicon, text = reading.lexicon, reading.text
    opening = _SMALL_WORD.match(text, start, end)
    start = opening.end() if opening else start  # "Since the Alliance" opens a sentence
    body = _last_word(text[start:end].split(), owner, reading)
    if not body:
        return
    whole = text[start:end]
    start += _opened_by_words(whole, reading) or _owned(whole, reading) + len(whole) - len(whole.removeprefix("The "))
    name = _DATE.sub("", text[start:end])
    if not lexicon.has("owned_bodies", body):
        name = _without_leader(name, reading)
    name = _TRAILING.sub("", name)
    inside = lexicon.names.find(name)
    if any(match.kind in ("name", "person") and match.name.when != "named" for match in inside):
        return
    state = _closing_state(name, inside)
    if state is not None:
        name, owner = name[: state.end], owner or code_at(start, state, reading)
    owner = owner or _opening_state(start, name, inside, reading)
    if owner or not lexicon.has("owned_bodies", body):
        code = owner if owner and lexicon.has("state_bodies", body) else OTHER
        yield _found(start, name, code, "organisation:by last word")


def _last_word(words: Sequence[str], owner: str, reading: Reading) -> str:
    """The word by which a run of words is an organisation ("committee"); empty where there is none."""
    kinds = [_kind(word, reading) for word in words]
    if "organisations" not in kinds:
        return ""
    last = max(i for i, kind in enumerate(kinds) if kind == "organisations")
    following = words[last + 1 : last + 2]
    if "no_organisations" in kinds[last + 1 :] or (following and following[0][0].isupper()):
        return ""
    long_enough = owner or len(words) >= 3 or _is_name_of_two(words, reading)
    if not long_enough or last < (0 if owner and following else 1):
        return ""
    body = words[last].casefold().strip(".'’")
    if body in ("centre", "center") and last and reading.lexicon.has("centres", words[last - 1].casefold()):
        return ""  # a building
    return body


def _opening_state(start: int, name: str, inside: Sequence[Match], reading: Reading) -> str:
    """The code of the state whose name or adjective opens an organisation's: "Kazakh Water Committee", not "Iran-Iraq ..."."""
    first = inside[0] if inside else None
    if (
        first is None
        or first.start
        or first.kind not in ("country", "demonym")
        or name[first.end : first.end + 1] != " "
    ):
        return ""
    return code_at(start, first, reading)


def _closing_state(name: str, inside: Sequence[Match]) -> Match | None:
    """The state that closes an organisation's name before somebody else's: "Water Agency of Kazakhstan Amin Noorov"."""
    closing = (match for match in inside if match.kind == "country" and name[: match.start].endswith(" of "))
    return next((match for match in closing if name[match.end : match.end + 1] == " "), None)


def _is_name_of_two(words: Sequence[str], reading: Reading) -> bool:
    """Whether two capitalised words are enough of a name: "Kandahar Council", but not "The Council" or "Our Army"."""
    first, last = words[0].casefold(), words[-1].casefold().strip(".'’")
    return reading.lexicon.has("organisations_of_two", last) and not reading.lexicon.has("no_names", first)


def _owned(run: str, reading: Reading) -> int:
    """Where the organisation begins in "Jane Doe of the Soufan Group": 0 unless a person's name stands before it."""
    before, of, _ = run.partition(" of the ")
    words = before.casefold().split()
    bodies = ("organisations", "no_organisations", "institutions", "officials", "titles")
    if not of or len(words) < 2 or any(reading.lexicon.has(kind, *words) for kind in bodies):
        return 0
    return len(before) + len(of)


def _opened_by_words(run: str, reading: Reading) -> int:
    """Where the organisation begins in "Speaking in the National Assembly": 0 unless such words open a sentence."""
    opening = _OPENING.match(run)
    return opening.end() if opening and not reading.lexicon.has("organisations", opening["word"].casefold()) else 0


def _without_leader(name: str, reading: Reading) -> str:
    """The name without whose it is: "National Party of Dr Jane Doe"."""
    before, of, leader = name.partition(" of ")
    title = leader.split(" ", 1)[0].casefold().rstrip(".")
    return before if of and " " in leader and reading.lexicon.has("titles", title) else name


def new_groups(reading: Reading, taken: bytearray) -> Iterator[Found]:
    """Names that are built as armed groups' are ("Lashkar-e-Noor"), or that the text calls a group ("the Rasool faction",
    "the militant group X", "X, another outfit"); what the last two are is open. `taken` marks other names."""
    for match in _opened_by(reading.lexicon).finditer(reading.text):
        behind = match.end("opener")  # "Jaish" alone is listed
        whole = not reading.text[match.start() - 1 : match.start()].isalnum()
        if whole and 1 not in taken[behind : match.end()] and not is_heading(reading.text, match.start()):
            taken[match.start() : match.end()] = b"\1" * len(match[0])
            yield _found(match.start(), re.sub(r"['’]s?$", "", match[0]), OTHER, "organisation:by first word")
    patterns = [(_THINKERS_BEFORE, OTHER), (_THINKERS_BEHIND, OTHER), (_GROUP_BEFORE, NEW), (_GROUP_BEHIND, NEW)]
    if " faction" in reading.text:  # the pattern itself is slow
        patterns.insert(0, (_FACTION, OTHER))
    for pattern, code in patterns:
        for match in pattern.finditer(reading.text):
            start, name = match.start("name"), match["name"]
            if reading.lexicon.has("no_names", name.casefold()):
                continue  # "However, the group has ..."
            if not any(taken[start : start + len(name)]) and not is_heading(reading.text, start):
                taken[start : start + len(name)] = b"\1" * len(name)
                yield _found(start, re.sub(r"['’]s?$", "", name), code, "organisation:by group word")


@lru_cache(maxsize=4)
def _opened_by(lexicon: ActorLexicon) -> re.Pattern[str]:
    """Names of groups that open with a word of [words] group_openers and a particle: "Jaish al-Noor", "Sipah-e-Noor"."""
    openers = "|".join(map(re.escape, lexicon.phrases.get("group_openers", ()))) or "(?!)"
    return re.compile(
        rf"(?P<opener>{openers})[ -]{_PARTICLE}[ -][A-Z][\w’'-]*(?:[ -](?:{_PARTICLE}[ -])?[A-Z][\w’'-]*){{0,3}}"
    )


def _found(start: int, name: str, code: str, rule: str) -> Found:
    return Found(start, start + len(name), FACET, code, rule, 0.6, {"role": "actor"})


def _kind(word: str, reading: Reading) -> str:
    form = word.casefold().strip(".'’")
    return next((kind for kind in ("organisations", "no_organisations") if reading.lexicon.has(kind, form)), "")
