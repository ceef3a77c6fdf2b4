"""Towards whom a stance is that does not plainly name its target: the party that most speaks for being meant.

Coders take whom the text speaks of, or whom the last stance was held by ("Islamabad rejected the charge") or was towards
(one voice goes on about one party). [targets] in the cue file says what each of these weighs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from annotator.suggest.stance_draft import Draft

if TYPE_CHECKING:
    from collections.abc import Collection

    from annotator.suggest.holders import Cast

WORDS = 150
"""How many words back a party must be named to be meant."""


@dataclass(frozen=True, slots=True)
class TargetWeights:
    """[targets]: what speaks for a party. Without the table only what the grammar names is a target.

    `read`: the clause itself was read so; `here`: it is named in the sentence (half of it as a place); `answered`: the
    last stance was its own; `again`: the last stance was towards it; `topic`: times its share in all names of the text;
    `opposed`: an armed group that is opposed; `governs`: a state or a group that governs; `place`: it is named as a place;
    `unnamed`: it is only "another person, body or state".
    """

    read: float = 0.0
    here: float = 0.0
    answered: float = 0.0
    again: float = 0.0
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
            last = next((other for other in reversed(found) if other.start < each.start), None)
            target = _likeliest(each, last, cast, weights, but=but)
            if target:
                each = replace(each, attributes={**each.attributes, "target": target})
        found.append(each)
    return found


def _likeliest(
    draft: Draft, last: Draft | None, cast: Cast, weights: TargetWeights, *, but: Collection[str]
) -> str | None:
    token = cast.doc[draft.at]
    sentence = token.sent
    weighed: dict[str, float] = {}
    here: dict[str, float] = {}
    places = set()
    for mention in (*cast.before(token, words=WORDS), *cast.between(token.i, sentence.end)):
        if mention.code in but:
            continue
        weighed.setdefault(mention.code, 0.0)
        if mention.first >= sentence.start:
            here[mention.code] = max(here.get(mention.code, 0.0), 0.5 if mention.place else 1.0)
        if mention.place:
            places.add(mention.code)
    read = draft.attributes.get("target")
    for code in weighed:
        weighed[code] = (
            weights.here * here.get(code, 0.0)
            + weights.topic * cast.share(code)
            + weights.read * (code == read)
            + weights.place * (code in places)
            + weights.unnamed * (code in cast.parties.unnamed)
            + weights.governs * cast.party(code)
            + weights.opposed * (cast.armed(code) and "oppose" in draft.code)
        )
        if last is not None:
            weighed[code] += weights.answered * (code == last.attributes["holder"])
            weighed[code] += weights.again * (code == last.attributes.get("target"))
    return max(weighed, key=weighed.__getitem__, default=read)
