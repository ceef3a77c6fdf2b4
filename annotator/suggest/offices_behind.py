"""Offices that stand behind a person's name, between commas: "Gul Khan, a spokesman for the Taliban, said"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from annotator.suggest.found import Found
from annotator.suggest.names import Match
from annotator.suggest.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

FORMER = frozenset({"former", "ex", "ex-", "onetime", "retired", "erstwhile"})
"""Words before an office that its holder has left."""
_WHENCE = frozenset({"from", "in", "near", "around"})
"""Words before where a fighter comes from, who does not act for it."""
ITS = frozenset({"its", "their"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NEAR = 600
"""Characters before "its" in which whose it is stands."""
_LEADS = frozenset({"head", "lead", "command", "chair", "run"})


def behind(doc: Doc, span: Span) -> Span:
    """What stands behind a name between commas; empty where none follows."""
    at = end = span.end + 1
    if span.end + 2 < len(doc) and doc[span.end].text == ",":
        while end < min(at + 12, len(doc)) and doc[end].text not in (",", ".", ";", "\n"):
            if end > at and doc[end].lower_ == "who":
                break  # "the Iranian envoy who signed it"
            end += 1
    return doc[at:end]


def office_behind(doc: Doc, span: Span, by_end: Mapping[int, Found], reading: Reading) -> str:
    """The code in ", a spokesman for the Taliban," or ", the Taliban spokesman," or ", who leads the Taliban,"."""
    phrase = behind(doc, span)
    if any(token.lower_ in FORMER for token in phrase):
        return ""
    leads = len(phrase) > 2 and phrase[0].lower_ == "who" and phrase[1].lemma_ in _LEADS
    official = leads or any(reading.lexicon.has("officials", token.lower_) for token in phrase)
    if not official and not any(reading.lexicon.has("members", token.lower_) for token in phrase):
        return _head_of(phrase, by_end, reading)
    if not leads and any(token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ") for token in phrase):
        return ""
    if official and phrase[0].lower_ in ITS:
        return whose(doc, phrase.start, by_end)
    for token in phrase:
        owner = by_end.get(token.idx + len(token))
        if owner and token.idx == owner.start and is_field(doc, token.i, reading):
            continue
        if owner and (official or doc[token.i - 1].lower_ not in _WHENCE):
            return owner.code
        owned = adjective(doc, token.i, reading, kinds=("demonym", "capital")) if official else ""
        if owned:
            return owned
    return ""


def whose(doc: Doc, at: int, by_end: Mapping[int, Found]) -> str:
    """The code of the actor that "its" at token `at` means: the last subject before it, else the last actor."""
    end = doc[at].idx
    near = [owner for last, owner in by_end.items() if end - _NEAR < last <= end]
    near = sorted((owner for owner in near if owner.attributes.get("role") == "actor"), key=lambda owner: -owner.start)
    spans = [(owner.code, doc.char_span(owner.start, owner.end)) for owner in near]
    subjects = [(code, span.root.head) for code, span in spans if span is not None and span.root.dep_ in SUBJECTS]
    mains = [code for code, verb in subjects if verb.dep_ == "ROOT"]
    return next(iter((*mains, *(code for code, _ in subjects), *(owner.code for owner in near))), "")


def is_field(doc: Doc, at: int, reading: Reading, *, links: tuple[str, ...] = ("to", "for", "on")) -> bool:
    """Whether the name that begins at token `at` tells where an envoy serves, not whom: "ambassador to Iran".

    `links`: the prepositions that may stand between.
    """
    at -= 1 + (at > 1 and doc[at - 1].lower_ == "the")
    if at < 1 or doc[at].lower_ not in links or doc[at - 1].lower_.startswith("spokes"):
        return False
    return reading.lexicon.has("titles", doc[at - 1].lower_)


def _head_of(phrase: Span, by_end: Mapping[int, Found], reading: Reading) -> str:
    """The code of the body that a person heads: ", then head of Russia's drug control service,", ", director of the FSB,"."""
    for token in phrase[:-2]:
        if token.lower_ not in ("head", "director", "chairman", "chairwoman", "boss") or token.nbor().lower_ != "of":
            continue
        for place in range(token.i + 2, phrase.end):
            named = phrase.doc[place]
            owner = by_end.get(named.idx + len(named))
            if owner is not None:
                owns = place + 1 < phrase.end and phrase.doc[place + 1].tag_ == "POS"
                return owner.code if owns or place + 1 == phrase.end else ""
    return ""


def adjective(doc: Doc, at: int, reading: Reading, *, kinds: tuple[str, ...] = ("demonym",)) -> str:
    """The code of a demonym (or, where that is enough, of a capital: "a spokesman for the ministry in Kabul")."""
    token = doc[at]
    if not token.text[:1].isupper():
        return ""
    matches = reading.lexicon.names.find(token.text)
    if len(matches) == 1 and matches[0].kind in kinds and matches[0].end == len(token):
        whole = Match(token.idx, token.idx + len(token), matches[0].names)
        name = reading.choose(whole)
        return name.code if name else ""
    return ""
