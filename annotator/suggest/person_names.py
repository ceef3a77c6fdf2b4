"""Names of persons: where one begins and ends, and what looks like one but is a place or the author's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.suggest.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_BY_LINE = re.compile(
    r"^\W*(?:by|reported by|written by|photo|photograph|image|translated by|edited by)\b", re.IGNORECASE
)
_CREDIT = re.compile(r"\b(?:writing|reporting|editing|compiled|translated) by (?:[^.;:]* and |[^.;:]*, )?\Z")
_OF_PLACES = (
    "canal|dam|river|valley|pass|district|province|port|airport|airfield|air base|base|bridge|crossing|mine|field|reservoir"
    "|desert|lake|island|junction|refinery|power station|border|mosque|shrine|seminary|madrassa|hospital|stadium|square"
)
_PLACE_BEHIND = re.compile(rf" (?:international )?(?:{_OF_PLACES})\b", re.IGNORECASE)
HONORIFICS = frozenset(
    [
        "mr", "mrs", "ms", "dr", "sir", "excellency", "emir", "maulvi", "molvi", "shaykh", "hojjatoleslam", "hojatoleslam",
        "hujjatoleslam",
    ]
)  # fmt: skip
_INITIAL = r"(?:[A-Z]|Sh|Ch|Kh|Zh|Yu|Ya|Ts)\."
_INITIALS = re.compile(rf"(?<![\w.])(?!U\.\s?(?:S|K|N)\.|D\.\s?C\.){_INITIAL}(?:[ -]?{_INITIAL}){{0,2}} ?\Z")
_FARTHEST_INITIAL = 14
"""How many characters before a name its initials may begin."""
_BYNAME = re.compile(
    r",? (?:alias|aka|a\.k\.a\.|also known as) (?:the )?[\"“‘']?(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})"
)
_BEHIND_NAMES = frozenset({"sahib", "saheb", "sahab"})
"""Honorifics that stand behind a name: "Mansour Sahib"."""
_BIOGRAPHY = re.compile(
    r"\b(?:is|was) an? [^.]{0,80}\b(?:journalist|writer|author|analyst|fellow|researcher|scholar|professor|editor"
    r"|columnist|correspondent|lecturer)"
)


def is_place(name: str, text: str) -> bool:
    """Whether the text elsewhere calls what the model takes for a person a place: "the Band Amir dam", "near Band Amir"."""
    whole = re.escape(name)
    return (
        re.search(rf"\b(?:near|outside|around) {whole}\b(?!['’])|\b{whole} (?:{_OF_PLACES})\b", text, re.IGNORECASE)
        is not None
    )


def names_place(text: str, end: int) -> bool:
    """Whether a person's name that ends there is a part of a place's: "the Imam Ali *mosque*"."""
    return _PLACE_BEHIND.match(text, end) is not None


def with_initials(text: str, start: int) -> int:
    """Where a name begins with the initials before it: "*S.V.* Lavrov", "*Sh.* Mirziyoyev"; `start` where there are none."""
    before = _INITIALS.search(text, max(0, start - _FARTHEST_INITIAL), start)
    return before.start() if before is not None else start


def byname(text: str, end: int) -> tuple[int, int] | None:
    """Where the other name of a person lies whose name ends at `end`: "Gul Zaman alias *Jafar*"."""
    behind = _BYNAME.match(text, end)
    return behind.span("name") if behind is not None else None


def whole_name(span: Span, reading: Reading, starts: frozenset[int]) -> tuple[int, int] | None:
    """Where the whole name lies of which a listed one is a part ("Gul Zaman" in "Gul Zaman Orakzai"); None if alone.

    `starts` are the tokens at which other listed names begin.
    """
    around = next((token.ent_type_ for token in span if token.ent_type_), "")
    if around != "PERSON":
        return None
    doc, start, end = span.doc, span.start, span.end
    while end < len(doc) and end - span.end < 3 and end not in starts and _goes_on(doc[end]):
        end += 1
    while span.start - start < 3 and start - 1 not in starts and _goes_on(doc[start]):
        start -= 1
    while start < span.start and reading.lexicon.has("titles", doc[start].lower_):
        start += 1
    if (start, end) == (span.start, span.end) or not all(
        token.text[0].isupper() or token.text == "-" for token in doc[start:end]
    ):
        return None
    return name_of(doc[start:end])


def _goes_on(token: Token) -> bool:
    """Whether the model takes a token for the continuation of a person's name."""
    return bool(token.ent_type_ == "PERSON" and token.ent_iob_ == "I")


def name_of(span: Span) -> tuple[int, int] | None:
    """The name without titles, brackets and the possessive; None where it is no name of capitalised words."""
    tokens = [token for token in span if not token.is_space]
    while tokens and (
        tokens[-1].tag_ == "POS" or not tokens[-1].text[0].isalpha() or tokens[-1].lower_ in _BEHIND_NAMES
    ):
        tokens.pop()
    while tokens and (not tokens[0].text[0].isupper() or tokens[0].lower_.rstrip(".") in HONORIFICS):
        tokens.pop(0)
    if not tokens or tokens[0].lower_ == "the" or len(tokens) > 6 or any("\n" in token.text for token in span):
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


def is_byline(text: str, start: int, end: int) -> bool:
    """Whether a name is that of the text's own author or of a photograph, in a line made for it.

    A line that opens with a name and ends with a colon introduces a speaker ("Jane Doe, historian:").
    """
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    if (
        start == line_start
        and line.rstrip().endswith(":")
        and line[end - line_start : end - line_start + 1] in (",", ":", " ")
    ):
        return False
    if _BY_LINE.match(line) or len(line.split()) < 6:
        return True
    before = line[: start - line_start].casefold()
    if _CREDIT.search(before):
        return True
    if len(line.split()) < 20 and before.endswith("by "):
        return True
    return start - line_start < 25 and _BIOGRAPHY.search(line, start - line_start) is not None
