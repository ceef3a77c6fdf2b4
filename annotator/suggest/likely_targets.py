"""Towards whom a stance is that does not plainly name its target: the party that most speaks for being meant.

Coders take whom the text speaks of, or whom the last stance was held by ("Islamabad rejected the charge") or was towards
(one voice goes on about one party). [targets] in the cue file says what each of these weighs.
"""

from __future__ import annotations

from collections import defaultdict
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
    holders: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for each in drafts:
        holders[each.start, each.end].add(each.attributes["holder"])
    standing = {
        code: weights.topic * cast.share(code)
        + weights.governs * cast.party(code)
        + weights.unnamed * (code in cast.parties.unnamed)
        for code in cast.counted
    }
    found: list[Draft] = []
    for each in drafts:
        if not each.named:
            before = [other.attributes for other in found[-LAST:] if other.start < each.start]
            target = _likeliest(each, before, cast, weights, standing, but=holders[each.start, each.end])
            if target:
                each = replace(each, attributes={**each.attributes, "target": target})
        found.append(each)
    return found


def _likeliest(
    draft: Draft,
    before: Sequence[Mapping[str, str]],
    cast: Cast,
    weights: TargetWeights,
    standing: Mapping[str, float],
    *,
    but: Collection[str],
) -> str | None:
    """The code with most weight.

    `before`: attributes of the last stances; `standing`: what each code weighs anywhere in the text; `but`: who holds
    this stance and cannot be meant.
    """
    here, places = _named_near(draft, cast)
    read = draft.attributes.get("target")
    last = before[-1] if before else {}
    voices = [each["holder"] for each in before if each["holder"] not in (AUTHOR, *but)]
    replied = voices[-1] if voices and draft.about == "speech" else None
    armed = weights.did_harm * (draft.about == "harm") + weights.opposed * ("oppose" in draft.code)
    weighed = {
        code: standing[code]
        + weights.here * named
        + weights.read * (code == read)
        + weights.answered * (code == last.get("holder"))
        + weights.again * (code == last.get("target"))
        + weights.replied * (code == replied)
        + weights.place * (code in places)
        + (armed if cast.armed(code) else 0.0)
        for code, named in here.items()
        if code not in but
    }
    return max(weighed, key=weighed.__getitem__, default=read)


def _named_near(draft: Draft, cast: Cast) -> tuple[dict[str, float], set[str]]:
    """The codes named near a stance, each with how it is in its sentence (1, a place .5, not 0), and those named as places."""
    token = cast.doc[draft.at]
    sentence = token.sent
    here: dict[str, float] = {}
    places = set()
    for mention in (*cast.before(token, words=WORDS), *cast.between(token.i, sentence.end)):
        named = 0.0 if mention.first < sentence.start else 0.5 if mention.place else 1.0
        here[mention.code] = max(here.get(mention.code, 0.0), named)
        if mention.place:
            places.add(mention.code)
    return here, places
