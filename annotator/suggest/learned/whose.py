"""Who may hold a stance, and what speaks for each: traits by name, each with how far."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.suggest.learned.situation import Situation
from annotator.suggest.learned.weights import Weighed, word_classes
from annotator.suggest.stance_cues import AUTHOR

UNNAMED = ("other_person", "other_state", "other_org")
NOUNS = ("person", "people", "state", "group", "body", "press")
OF_CUES = ("threat-", "strong", "weak")
"""Beginnings of classes that say nothing of an author."""


def holders(stance: Situation) -> Iterator[tuple[str, Weighed]]:
    """The codes that may be meant, each with what speaks for it."""
    read, speaker = stance.read.holder, stance.speaker
    codes = dict.fromkeys(each.code for each in stance.near)
    codes |= dict.fromkeys([AUTHOR, *_unnamed_codes(stance), *([read] if read else []), *stance.subjects])
    if speaker:
        codes[speaker] = None
    for code in codes:
        found: Weighed = {"share": stance.cast.share(code)}
        for name in (
            *_by_grammar(stance, code),
            *_by_names(stance, code),
            *_by_kind(stance, code),
            *_by_who(stance, code),
            *_by_pronoun(stance, code),
        ):
            found[name] = 1.0
        yield code, found


def _unnamed_codes(stance: Situation) -> list[str]:
    """Those that the cue files know."""
    return [code for code in UNNAMED if code in stance.cast.parties.unnamed]


def _by_grammar(stance: Situation, code: str) -> Iterator[str]:
    read = stance.read
    if read.holder is None:
        yield "no reading"
    elif read.holder == code:
        yield "read"
        yield f"read {read.how}"
    if code in stance.subjects:
        yield "subject passive" if stance.passive else "subject"
    if code == stance.agent:
        yield "agent"
    if code == stance.speaker:
        yield "speaker"
    if code == stance.owner:
        yield "owner"
    if stance.above and stance.above[0] == code:
        yield "above"
    if len(stance.above) > 1 and stance.above[1] == code:
        yield "far above"
    if stance.bound:
        yield from _of_duty(stance, code)


def _of_duty(stance: Situation, code: str) -> Iterator[str]:
    if code == AUTHOR:
        yield "A bound"
    elif code in stance.subjects:
        yield "bound subject"
    elif code == stance.speaker:
        yield "bound speaker"


def _by_names(stance: Situation, code: str) -> Iterator[str]:
    at = stance.head.i
    mine = stance.mine.get(code, ())
    if mine:
        yield "in"
        yield "before" if mine[0].first < at else "after"
        if any(each.subject and each.first < at for each in mine):
            yield "names subject"
        if any(map(stance.inside, mine)):
            yield "inside"
        if all(each.place for each in mine):
            yield "place"
        if stance.named[0].code == code:
            yield "first"
    if stance.nearest == code:
        yield "nearest"
    if not mine:
        earlier = [each for each in stance.near if each.code == code]
        if earlier:
            yield "in sentences before"
            if any(each.subject for each in earlier):
                yield "subject before"


def _by_kind(stance: Situation, code: str) -> Iterator[str]:
    if stance.cast.armed(code):
        yield "armed"
    if code in stance.cast.governing:
        yield "governs"
    if code == AUTHOR:
        yield from _author(stance)
    elif code in UNNAMED:
        yield from _unnamed(stance, code)
    else:
        yield "N"
        yield f"N subject {stance.kind}{' own' if code in stance.subjects else ''}"


def _by_who(stance: Situation, code: str) -> Iterator[str]:
    """Who it is, and who is named in what would be his stance: some speak of some more than of others."""
    yield f"is {code}"
    for other in stance.codes_inside:
        if other != code:
            yield f"{code} on {other}"


def _by_pronoun(stance: Situation, code: str) -> Iterator[str]:
    """Where the sentence before names whom a subject like "it" or "they" may mean."""
    pronoun = stance.pronoun
    if pronoun:
        before = stance.sentence_before
        subject = next((each for each in before if each.subject), None)
        for role, mention in (
            ("subject", subject),
            ("first", before[0] if before else None),
            ("last", before[-1] if before else None),
        ):
            if mention is not None and mention.code == code:
                yield f"pronoun and {role} before"
                yield f"{pronoun} and {role} before"
        if code in stance.subjects:
            yield f"{pronoun} subject"
        if code == AUTHOR:
            yield f"A {pronoun}"


def _author(stance: Situation) -> Iterator[str]:
    yield "A"
    yield f"A subject {stance.kind}"
    if stance.speaker is None:
        yield "A no speaker"
    if not stance.subjects:
        yield "A no subject"
    if not stance.named:
        yield "A nobody in"
    if stance.read.holder is None:
        yield "A no reading"
    for word in {each.lower_ for each in stance.head.sent if each.tag_ == "MD"}:
        yield f"A modal {word}"
    yield f"A link {stance.head.dep_}"
    yield f"A part {stance.head.pos_}"
    if stance.verb.lemma_ == "be":
        yield "A be"
    for name in word_classes().get(stance.doc.words.keys[stance.head.i], ()):
        if not name.startswith(OF_CUES):
            yield f"A {name}"


def _unnamed(stance: Situation, code: str) -> Iterator[str]:
    yield code
    yield f"{code} subject {stance.kind}"
    if stance.speaker is None:
        yield f"{code} no speaker"
    if not stance.subjects:
        yield f"{code} no subject"
    if stance.who is not None:
        yield f"{code} name {stance.who.ent_type_}"
        lemma = stance.who.lemma_.lower()
        for kind in NOUNS:
            if lemma in stance.cast.parties.nouns.get(kind, ()):
                yield f"{code} noun {kind}"
