"""Towards whom a stance is that does not plainly name its target: the party that most speaks for being meant.

Coders take whom the text speaks of, or whom the last stance was held by ("Islamabad rejected the charge") or was towards
(one voice goes on about one party). [targets] in the cue file says what each of these weighs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from annotator.suggest.stance_cues import AUTHOR
from annotator.suggest.stance_draft import Draft

if TYPE_CHECKING:
    from collections.abc import Collection

    from annotator.suggest.holders import Cast

LAST = 3
"""Of how many stances before the holder may be the one that is answered."""
WORDS = 150
"""How many words back a party must be named to be meant."""


@dataclass(frozen=True, slots=True)
class TargetWeights:
    """[targets]: what speaks for a party. Without the table only what the grammar names is a target.

    `read`: the clause itself was read so; `here`: it is named in the sentence (half of it as a place); `answered`: the
    last stance of somebody else was its own; `replied`: the same where the stance is about something said or planned; `again`: the last
    stance was towards it; `did_harm`: an armed group where the stance is about violence or its doers; `topic`: times its share in all names of the text;
    `opposed`: an armed group that is opposed; `governs`: a state or a group that governs; `place`: it is named as a place;
    `unnamed`: it is only "another person, body or state".
    """

    read: float = 0.0
    here: float = 0.0
    answered: float = 0.0
    replied: float = 0.0
    again: float = 0.0
    did_harm: float = 0.0
    topic: float = 0.0
    opposed: float = 0.0
    governs: float = 0.0
    place: float = 0.0
    unnamed: float = 0.0


def read_targets(cues: Mapping[str, object]) -> TargetWeights:
    table = cues.get("targets")
    if not isinstance(table, Mapping):
        return TargetWeights(read=1.0)
    names = {field.name for field in fields(TargetWeights)}
    return TargetWeights(
        **{name: float(value) for name, value in table.items() if name in names and isinstance(value, int | float)}
    )


def with_targets(drafts: Sequence[Draft], cast: Cast, weights: TargetWeights) -> list[Draft]:
    """The drafts, sorted by start, with the likeliest target where the grammar names none plainly."""
    found: list[Draft] = []
    for each in drafts:
        if not each.named:
            together = [other for other in drafts if (other.start, other.end) == (each.start, each.end)]
            but = {other.attributes["holder"] for other in together}
            before = [other for other in found[-LAST:] if other.start < each.start]
            target = _likeliest(each, before, cast, weights, but=but)
            if target:
                each = replace(each, attributes={**each.attributes, "target": target})
        found.append(each)
    return found


def _likeliest(
    draft: Draft, before: Sequence[Draft], cast: Cast, weights: TargetWeights, *, but: Collection[str]
) -> str | None:
    weighed = {
        code: sum(getattr(weights, name) * value for name, value in evidence.items())
        for code, evidence in evidence_of(draft, before, cast, but=but).items()
    }
    return max(weighed, key=weighed.__getitem__, default=draft.attributes.get("target"))


def evidence_of(
    draft: Draft, before: Sequence[Draft], cast: Cast, *, but: Collection[str]
) -> dict[str, dict[str, float]]:
    """For every party that may be meant what speaks for it, by the names of `TargetWeights`. `but`: who holds the stance."""
    token = cast.doc[draft.at]
    sentence = token.sent
    here: dict[str, float] = {}
    places = set()
    for mention in (*cast.before(token, words=WORDS), *cast.between(token.i, sentence.end)):
        here.setdefault(mention.code, 0.0)
        if mention.first >= sentence.start:
            here[mention.code] = max(here[mention.code], 0.5 if mention.place else 1.0)
        if mention.place:
            places.add(mention.code)
    last = before[-1].attributes if before else {}
    voices = [each.attributes["holder"] for each in before if each.attributes["holder"] not in (AUTHOR, *but)]
    return {
        code: {
            "read": code == draft.attributes.get("target"),
            "here": here[code],
            "answered": code == last.get("holder"),
            "replied": draft.about == "speech" and voices[-1:] == [code],
            "again": code == last.get("target"),
            "did_harm": draft.about == "harm" and cast.armed(code),
            "topic": cast.share(code),
            "opposed": "oppose" in draft.code and cast.armed(code),
            "governs": cast.party(code),
            "place": code in places,
            "unnamed": code in cast.parties.unnamed,
        }
        for code in here
        if code not in but
    }
