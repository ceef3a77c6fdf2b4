"""Actors that no list names: persons by their office or their part in the text, organisations by their last word,
and names whose spelling is close to a listed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.suggest.actor_lexicon import FACET
from annotator.suggest.found import Found
from annotator.suggest.names import Match
from annotator.suggest.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

PERSON, ORGANISATION = "other_person", "other_org"
_BY_LINE = re.compile(
    r"^\W*(?:by|reported by|written by|photo|photograph|image|translated by|edited by)\b", re.IGNORECASE
)
_RUN = re.compile(r"\b[A-Z][\w’'&.-]*(?:[^\S\n]+(?:(?:of|for|the|and|on|to|in|de|al)[^\S\n]+){0,3}[A-Z][\w’'&-]*)+")
_BIOGRAPHY = re.compile(
    r"\b(?:is|was) an? [^.]{0,80}\b(?:journalist|writer|author|analyst|fellow|researcher|scholar|professor|editor"
    r"|columnist|correspondent|lecturer)"
)
_MONTH_OR_DAY = re.compile(
    r"\s+(?:on|in)\s+(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun).*"
)


def unlisted(doc: Doc, matches: Sequence[Match], found: Sequence[Found], reading: Reading) -> list[Found]:
    """Further actors, none of them inside a listed name."""
    more = list(_organisations(reading))
    taken = [*((each.start, each.end) for each in found), *((match.start, match.end) for match in matches)]
    taken += [(each.start, each.end) for each in more]
    more += _persons(doc, taken, found, reading)
    return more


def _organisations(reading: Reading) -> Iterator[Found]:
    """Runs of capitalised words that end like an organisation ("Joint Working Group"), listed names inside or not."""
    lexicon, text = reading.lexicon, reading.text
    for run in _RUN.finditer(text):
        words = run[0].split()
        kinds = [_kind(word, reading) for word in words]
        if "organisations" not in kinds or _in_capitals(text, run.start()):
            continue
        last = max(i for i, kind in enumerate(kinds) if kind == "organisations")
        following = words[last + 1 : last + 2]
        if last < 1 or "no_organisations" in kinds[last + 1 :] or (following and following[0][0].isupper()):
            continue
        name = _trimmed(run[0])
        inner = lexicon.names.find(name)
        if len(words) < 3 or any(match.name.kind in ("name", "person") for match in inner):
            continue
        yield Found(
            run.start(),
            run.start() + len(name),
            FACET,
            ORGANISATION,
            "organisation:by last word",
            0.6,
            {"role": "actor"},
        )


def _kind(word: str, reading: Reading) -> str:
    form = word.casefold().strip(".'’")
    return next((kind for kind in ("organisations", "no_organisations") if reading.lexicon.has(kind, form)), "")


def _trimmed(run: str) -> str:
    return re.sub(r"['’]s?$|[.'’&-]+$", "", _MONTH_OR_DAY.sub("", run))


def _in_capitals(text: str, at: int) -> bool:
    """Whether the line is a heading: all in capitals, or with nearly every word capitalised."""
    line = text[text.rfind("\n", 0, at) + 1 : (text + "\n").find("\n", at)]
    words = [word for word in line.split() if word[0].isalpha()]
    small = sum(word[0].islower() for word in words)
    return len(words) < 25 and small * 3 < len(words) and not line.rstrip().endswith(".")


def _persons(doc: Doc, taken: Iterable[tuple[int, int]], found: Sequence[Found], reading: Reading) -> Iterator[Found]:
    """Persons that the model finds: coded by the state or group they speak for, else as another person."""
    text = reading.text
    covered = bytearray(len(text) + 1)
    for start, end in taken:
        covered[start:end] = b"\1" * (end - start)
    by_end = {each.end: each for each in found}
    codes: dict[str, str] = {}
    for span in doc.ents:
        if span.label_ != "PERSON" or any(covered[span.start_char : span.end_char]):
            continue
        person = _name_of(span)
        if person is None:
            continue
        start, end = person
        name = text[start:end]
        code = _office(doc, span, by_end, reading)
        if " " in name and _is_byline(text, start):
            continue
        known = codes.get(name.rsplit(" ", 1)[-1])
        if not code and not known and (" " not in name or not _plays_a_part(doc, span)):
            continue
        code = code or known or PERSON
        codes.setdefault(name.rsplit(" ", 1)[-1], code)
        rule = "person:by office" if code != PERSON else "person:by name"
        yield Found(start, end, FACET, code, rule, 0.6, {"role": "actor"})


def _name_of(span: Span) -> tuple[int, int] | None:
    """The name without titles, brackets and the possessive; None where it is no name of capitalised words."""
    tokens = [token for token in span if not token.is_space]
    while tokens and (tokens[-1].tag_ == "POS" or not tokens[-1].text[0].isalpha()):
        tokens.pop()
    while tokens and not tokens[0].text[0].isupper():
        tokens.pop(0)
    if not tokens or len(tokens) > 6 or any("\n" in token.text for token in span):
        return None
    small = sum(token.text[0].islower() for token in tokens)
    if (
        small > 2
        or any(token.text.isupper() and len(token.text) > 3 for token in tokens)
        or tokens[-1].text[0].islower()
    ):
        return None
    if any(not (token.text[0].isalpha() or token.text in "-'’.") for token in tokens):
        return None
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def _office(doc: Doc, span: Span, by_end: dict[int, Found], reading: Reading) -> str:
    """The code of the state or group whose office stands before the name or, between commas, behind it."""
    at = span.start - 1
    titles = 0
    while (
        at >= 0
        and titles < 7
        and (
            reading.lexicon.has("titles", doc[at].lower_)
            or doc[at].tag_ == "POS"
            or doc[at].text in ("-", "for", "of", "and")
        )
    ):
        titles += reading.lexicon.has("titles", doc[at].lower_)
        owner = by_end.get(doc[at - 1].idx + len(doc[at - 1])) if at else None
        if owner and titles:
            return owner.code
        demonym = _demonym(doc, at - 1, reading) if at else ""
        if demonym and titles:
            return demonym
        at -= 1
    if span.end + 2 < len(doc) and doc[span.end].text == ",":
        return _office_behind(doc, span.end + 1, by_end, reading)
    return ""


def _office_behind(doc: Doc, at: int, by_end: dict[int, Found], reading: Reading) -> str:
    """The code in ", a spokesman for the Taliban," or ", the Taliban spokesman,"."""
    end = at
    while end < min(at + 12, len(doc)) and doc[end].text not in (",", ".", ";", "\n"):
        end += 1
    phrase = doc[at:end]
    if not any(reading.lexicon.has("officials", token.lower_) for token in phrase) or any(
        t.lower_ in ("former", "ex") for t in phrase
    ):
        return ""
    if any(token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ") for token in phrase):
        return ""
    for token in phrase:
        owner = by_end.get(token.idx + len(token))
        if owner:
            return owner.code
        demonym = _demonym(doc, token.i, reading)
        if demonym:
            return demonym
    return ""


def _demonym(doc: Doc, at: int, reading: Reading) -> str:
    token = doc[at]
    if not token.text[:1].isupper():
        return ""
    matches = reading.lexicon.names.find(token.text)
    if len(matches) == 1 and matches[0].kind == "demonym" and matches[0].end == len(token):
        whole = Match(token.idx, token.idx + len(token), matches[0].names)
        name = reading.choose(whole)
        return name.code if name else ""
    return ""


def _is_byline(text: str, start: int) -> bool:
    """Whether a name is that of the text's own author or of a photograph, in a line made for it."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    if _BY_LINE.match(line) or len(line.split()) < 6:
        return True
    before = line[: start - line_start].casefold()
    if len(line.split()) < 20 and before.endswith("by "):
        return True
    return start - line_start < 25 and _BIOGRAPHY.search(line, start - line_start) is not None


def _plays_a_part(doc: Doc, span: Span) -> bool:
    """Whether the person does or says something, or is explained: subject of a verb, or followed by an apposition."""
    root = span.root
    if root.dep_ in ("nsubj", "nsubjpass", "agent"):
        return True
    if (
        root.dep_ in ("appos", "conj", "poss", "dobj", "pobj")
        and span.start
        and doc[span.start - 1].pos_ not in ("ADP", "CCONJ", "PUNCT")
    ):
        return True
    return (
        span.end + 1 < len(doc) and doc[span.end].text == "," and doc[span.end + 1].lower_ in ("a", "an", "the", "who")
    )
