"""Data sets for learning: whose codings, and train, dev and test by document, near-duplicates never on two sides.

Documents are spread so that each part gets its share of every code, the rarest codes first (iterative stratification:
Sechidis, Tsoumakas and Vlahavas 2011, On the stratification of multi-label data), which is the same for the same seed.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from annotator.errors import FormatError
from annotator.near_duplicates import find_near_duplicates, group
from annotator.records import Coding, Document, Suggestion
from annotator.wording import say, say_count
from storage.formats.dataset import Dataset
from storage.formats.voices import ALL, WORDS, voice

PARTS = ("train", "dev", "test")
MACHINE = "suggestions"
"""The coder under whose name unconfirmed suggestions stand, where they are asked for."""
OPTIONS = {
    "splits": "parts of the data set, as in 80,10,10 for train, dev and test (by document)",
    "seed": "the seed of the splits (0)",
    "coders": f"whose codings: {WORDS} (all)",
    "suggestions": "1: unconfirmed suggestions too, under the name suggestions (default: without)",
}
_YES = {"": True, "1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for. `shares` are () for no splits, else two or three numbers that count by their ratio."""

    shares: tuple[float, ...] = ()
    seed: int = 0
    who: str = ALL
    suggestions: bool = False


def plan_of(options: Mapping[str, Any]) -> Plan | None:
    """What the options ask for; None where they ask for nothing of this. FormatError for what can't be meant."""
    if not set(options) & set(OPTIONS):
        return None
    seed, suggestions = str(options.get("seed", "0")), options.get("suggestions", False)
    if not seed.isascii() or not seed.isdigit() or len(seed) > 18:
        raise FormatError(say("The option seed must be a whole number, not {seed!r:.40}.", seed=seed))
    if not isinstance(suggestions, bool):
        if str(suggestions).lower() not in _YES:
            raise FormatError(
                say("The option suggestions is 1 or 0, not {suggestions!r:.40}.", suggestions=suggestions)
            )
        suggestions = _YES[str(suggestions).lower()]
    return Plan(_shares(options.get("splits")), int(seed), str(options.get("coders") or ALL), suggestions)


def _shares(given: object) -> tuple[float, ...]:
    if given is None:
        return ()
    try:
        shares = tuple(float(part) for part in str(given).split(","))
    except ValueError:
        shares = ()
    if (
        len(shares) not in (2, 3)
        or not all(0 <= share < 1e6 for share in shares)
        or shares[0] <= 0
        or sum(shares[1:]) <= 0
    ):
        raise FormatError(
            say("The option splits takes two or three numbers such as 80,10,10, not {given!r:.40}.", given=given)
        )
    return shares


def _offered_words(number: int) -> str:
    return say_count(number, "{number:,} unconfirmed suggestion is in", "{number:,} unconfirmed suggestions are in")


def prepared(dataset: Dataset, plan: Plan) -> tuple[Dataset, list[str]]:
    """(the data set that the plan asks for, notes for its card).

    Documents in which nobody of the chosen voice coded or finished anything are left out: to a learner they would say
    that there is nothing in them.
    """
    codings = voice(dataset, plan.who)
    notes = [say("codings of: {who}", who=plan.who)]
    at_work = _worked_on(dataset, plan.who, codings)
    chosen = [document for document in dataset.documents if document.sha256 in at_work]
    if len(chosen) < len(dataset.documents):
        left = len(dataset.documents) - len(chosen)
        notes.append(
            say_count(
                left,
                "{number:,} document without finished work was left out",
                "{number:,} documents without finished work were left out",
            )
        )
    offered = _unconfirmed(dataset, at_work) if plan.suggestions else []
    notes.append(_offered_words(len(offered)) if plan.suggestions else say("no unconfirmed suggestions"))
    order = {document.sha256: number for number, document in enumerate(chosen)}
    kept = sorted((c for c in (*codings, *offered) if c.document in order), key=lambda c: order[c.document])
    single = plan.who not in (ALL, "majority", "gold")
    marks = [
        m for m in dataset.completions if m.document in order and (plan.who == ALL or (single and m.coder == plan.who))
    ]
    found = replace(dataset, documents=chosen, codings=kept, completions=marks, suggestions=())
    if plan.shares:
        groups = together(chosen)
        found = replace(found, parts=spread(groups, kept, plan))
        joined = sum(len(members) for members in groups if len(members) > 1)
        notes.append(
            say(
                "split {shares} by document, seed {seed}, stratified by code;"
                " {joined:,} near-duplicate documents were kept together",
                shares=", ".join(f"{share:g}" for share in plan.shares),
                seed=plan.seed,
                joined=joined,
            )
        )
    return found, notes


def _worked_on(dataset: Dataset, who: str, codings: Sequence[Coding]) -> set[str]:
    found = {coding.document for coding in codings}
    if who == "gold":
        return found
    return found | {m.document for m in dataset.completions if m.done and who in (ALL, "majority", m.coder)}


def _unconfirmed(dataset: Dataset, documents: set[str]) -> list[Coding]:
    """Suggestions that nobody has decided on, as codings of MACHINE."""
    decided = {decision.suggestion for decision in dataset.decisions}
    return [
        _as_coding(s)
        for s in dataset.suggestions
        if s.id in dataset.live and s.id not in decided and s.code and s.document in documents
    ]


def _as_coding(s: Suggestion) -> Coding:
    return Coding(
        s.id, s.document, MACHINE, s.start, s.end, s.facet, s.code, dict(s.attributes), "imported", certainty=s.score,
        meaning_version=s.meaning_version,
    )  # fmt: skip


def together(documents: Sequence[Document]) -> list[tuple[str, ...]]:
    """Groups of documents (by sha256) that no split may part: near-duplicates, without their left-out regions."""
    texts = {document.sha256: _body(document) for document in documents}
    return group(texts, find_near_duplicates(texts))


def _body(document: Document) -> str:
    parts, at = [], 0
    for region in document.regions:
        if region.left_out and region.end > at:
            parts.append(document.text[at : max(at, region.start)])
            at = region.end
    return "".join([*parts, document.text[at:]]) or document.text


def spread(groups: Sequence[tuple[str, ...]], codings: Sequence[Coding], plan: Plan) -> dict[str, str]:
    """Document -> part. Every part with a share gets a document while there are enough groups."""
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for coding in codings:
        counts.setdefault(coding.document, Counter())[coding.facet, coding.code] += 1
    held = [sum((counts.get(one, Counter()) for one in members), Counter()) for members in groups]
    total, documents = sum(held, Counter()), sum(map(len, groups))
    shares = [share / sum(plan.shares) for share in plan.shares]
    wanted = [{key: number * share for key, number in total.items()} for share in shares]
    room = [documents * share for share in shares]
    chance = random.Random(plan.seed)
    left = list(range(len(groups)))
    chance.shuffle(left)
    parts: dict[str, str] = {}
    while left:
        rarest = _rarest(held, left)
        with_it = [g for g in left if rarest is None or held[g][rarest]]
        for g in sorted(with_it, key=lambda g: -held[g][rarest] if rarest else 0):
            place = _neediest(wanted, room, rarest, shares, chance)
            for key, number in held[g].items():
                wanted[place][key] -= number
            room[place] -= len(groups[g])
            parts |= dict.fromkeys(groups[g], PARTS[place])
            left.remove(g)
    return _nobody_empty(parts, groups, shares)


def _rarest(held: Sequence[Counter[tuple[str, str]]], left: Sequence[int]) -> tuple[str, str] | None:
    """The code that the fewest groups still have."""
    found = Counter(key for g in left for key, number in held[g].items() if number)
    return min(found, key=lambda key: (found[key], key)) if found else None


def _neediest(
    wanted: Sequence[Mapping[tuple[str, str], float]], room: Sequence[float], code: tuple[str, str] | None,
    shares: Sequence[float], chance: random.Random,
) -> int:  # fmt: skip
    """The part that lacks most of the code; of equals the one with most room; then by chance."""
    open_ = [place for place, share in enumerate(shares) if share > 0]
    return max(open_, key=lambda p: (round(wanted[p][code], 9) if code else 0.0, round(room[p], 9), chance.random()))


def _nobody_empty(parts: dict[str, str], groups: Sequence[tuple[str, ...]], shares: Sequence[float]) -> dict[str, str]:
    """A part with a share but without a document takes the smallest group of the part with most groups."""
    out = dict(parts)
    for place, share in enumerate(shares):
        if share > 0 and PARTS[place] not in out.values():
            of = Counter(out[members[0]] for members in groups)
            most = max(of, key=lambda part: (of[part], part)) if of else ""
            if of[most] > 1:
                smallest = min((m for m in groups if out[m[0]] == most), key=lambda m: (len(m), m))
                out |= dict.fromkeys(smallest, PARTS[place])
    return out
