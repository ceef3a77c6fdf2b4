"""Names that a document introduces itself: abbreviations in brackets, last names of persons named in full or by a title,
first words of groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from annotator.suggest.actor_lexicon import ActorLexicon
from annotator.suggest.names import Match, Name

_BRACKETS = re.compile(r"[(\[][\"'“‘]?([A-Z][A-Za-z]*(?:-[A-Z]+)?s?)[\"'”’]?[)\]]")
_WITH_TITLE = re.compile(r"\b(?P<title>[A-Z][a-z]+)\.? (?P<name>[A-Z][\w'’-]+)\b(?! (?:al-|ul-|bin |ibn |al )?[A-Z])")
_OF_GOVERNMENT = re.compile(r"\b(?P<name>[A-Z][\w-]+)(?:['’]s)? (?:government|administration|regime|cabinet)\b")
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "de", "e", "i", "ul", "ud", "al", "to", "against", "a"})


def introduced(text: str, matches: Sequence[Match], lexicon: ActorLexicon) -> Iterator[Name]:
    """Names that only this document has, given the listed ones found in it."""
    yield from _abbreviations(text, matches, lexicon)
    yield from _surnames(matches, lexicon)
    yield from _titled(text, lexicon)
    yield from _first_words(matches, lexicon)


def _abbreviations(text: str, matches: Sequence[Match], lexicon: ActorLexicon) -> Iterable[Name]:
    """Names that stand in brackets behind their long form: "Central Asian Republics (CARs)".

    One that is listed for the same code needs no word of the document, and keeps its rules.
    """
    ends = {match.end: match for match in matches}
    spelled = {text[match.start : match.end]: match.names for match in matches}
    for bracket in _BRACKETS.finditer(text):
        short = bracket[1]
        before = text[: bracket.start()].rstrip()
        before = before.removesuffix("s") if before[-2:] in ("'s", "’s") else before
        before = before.rstrip("'’")
        long = ends.get(len(before))
        name = _spelled_out(before, short) if sum(map(str.isupper, short)) > 1 else ""
        if long is not None and len(name) <= long.end - long.start:
            known = any(
                name.when != "defined" and (name.code == long.name.code or not name.when)
                for name in spelled.get(short, ())
            )
            fits = (
                sum(map(str.isupper, short)) > 1
                and long.kind in ("name", "country")
                and long.name.when in ("", "branch")
            )
            if fits and not known:
                yield Name(short, long.name.code, kind=long.kind, case=True)
        elif name and lexicon.has("titles", name.split()[0].casefold()):
            continue  # "Chief of Army Staff (COAS)"
        elif name and lexicon.has("owned_bodies", name.split()[0].casefold()):
            owner = ends.get(
                len(before) - len(name) - 1
            )  # "the Omani Ministry of Water (MoW)": the phrase is found as such
            for each in owner.names if owner is not None else ():
                yield Name(short, each.code, score=0.8, case=True, when=each.when)
        elif name:
            code = spelled[short][0].code if short in spelled else "other_org"
            yield Name(name, code, score=0.8, case=True)
            yield Name(short, code, score=0.8, case=True)


def _spelled_out(before: str, short: str) -> str:
    """The capitalised words at the end of `before` whose initials spell `short`; empty where there are none."""
    letters = [letter for letter in short if letter.isupper()]
    words = before[-120:].replace("-", " ").split(" ") if "\n" not in before[-1:] else []
    reached = 0
    for word in reversed(words):
        if not word or len(before) - reached < len(word):
            break
        reached += len(word) + 1
        if letters and word[0].upper() == letters[-1] and word[0].isupper():
            letters.pop()
            if not letters:
                name = before[len(before) - reached + 1 :]
                return name if "\n" not in name and len(name) > len(short) + 3 else ""
        elif word.casefold() not in _SMALL:
            break
        elif letters and word[0] == letters[-1].lower():
            letters.pop()
    return ""


def _surnames(matches: Sequence[Match], lexicon: ActorLexicon) -> Iterable[Name]:
    """The last names of the persons named in full, which then stand alone ("Ashraf Ghani", later "Ghani")."""
    listed = listed_texts(lexicon)
    for match in matches:
        if match.kind != "person" or " " not in match.name.text:
            continue
        last = match.name.text.rsplit(" ", 1)[-1]
        if len(last) > 2 and last[0].isupper() and last not in listed:
            yield Name(last, match.name.code, kind="person", case=True, score=0.85)


def _first_words(matches: Sequence[Match], lexicon: ActorLexicon) -> Iterable[Name]:
    """The words by which groups named in full are called later on ("Jaish-e-Mohammed", later "Jaish"); none that two of
    the groups share."""
    openers = frozenset(lexicon.phrases.get("group_openers", ()))
    codes: dict[str, set[str]] = {}
    for match in matches:
        first = re.split("[ -]", match.name.text, maxsplit=1)[0]
        if match.kind == "name" and first != match.name.text and first in openers:
            codes.setdefault(first, set()).add(match.name.code)
    yield from (Name(first, min(of), score=0.8, case=True) for first, of in codes.items() if len(of) == 1)


@lru_cache(maxsize=4)
def listed_texts(lexicon: ActorLexicon) -> frozenset[str]:
    """All listed names as they are written."""
    return frozenset(name.text for name in lexicon.listed)


def _titled(text: str, lexicon: ActorLexicon) -> Iterable[Name]:
    """Last names that only persons of one code have and that stand here behind a title or before a government.

    "General Nicholson", "the Yeltsin government".
    """
    surnames = _listed_surnames(lexicon)
    titled = (found for found in _WITH_TITLE.finditer(text) if lexicon.has("titles", found["title"].casefold()))
    for found in chain(titled, _OF_GOVERNMENT.finditer(text)):
        code = surnames.get(found["name"], "")
        if code:
            yield Name(found["name"], code, kind="person", case=True, score=0.8)


@lru_cache(maxsize=4)
def _listed_surnames(lexicon: ActorLexicon) -> dict[str, str]:
    """The last names of the listed persons and their code; an empty one where persons of several codes bear it."""
    codes: dict[str, str] = {}
    for name in lexicon.listed:
        last = name.text.rsplit(" ", 1)[-1]
        if name.kind == "person" and last != name.text and len(last) > 2:
            codes[last] = name.code if codes.get(last, name.code) == name.code else ""
    return codes
