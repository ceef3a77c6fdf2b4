"""The difference between two codebooks, in meaning and in aids, and the version numbers that follow from it.

A changed meaning of a code keeps codings under the two meanings from being compared; changed aids never do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from annotator.codebook import Attribute, Code, Codebook, Facet, cue_key

Part = Literal["meaning", "aids"]
Change = Literal["added", "removed", "changed"]

CODE_MEANING = ("definition", "use", "avoid", "examples", "retired")
CODE_AIDS = ("title", "aliases", "colour", "key", "group", "memo")
FACET_MEANING = ("unit", "ordinal", "definition")
FACET_AIDS = ("title", "colour", "key")


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `code` or `attribute` is empty where the whole facet (or codebook) is concerned.

    `field` is the field that changed, or empty for something added or removed.
    """

    part: Part
    change: Change
    facet: str = ""
    code: str = ""
    attribute: str = ""
    field: str = ""


def codebook_differences(old: Codebook, new: Codebook) -> list[Difference]:
    """All differences, in the order of the codebooks: facets, their attributes, their codes, cues."""
    found: list[Difference] = []
    before, after = {f.name: f for f in old.facets}, {f.name: f for f in new.facets}
    found += [
        Difference("aids", "changed", field=f) for f in ("title", "description", "language") if _differ(old, new, f)
    ]
    for name in dict.fromkeys([*before, *after]):
        if name not in before or name not in after:
            found.append(Difference("meaning", "added" if name in after else "removed", facet=name))
        else:
            found += _facet_differences(before[name], after[name])
    if old.cue_texts != new.cue_texts or _without_text(old) != _without_text(new):
        found.append(Difference("aids", "changed", field="cues"))
    return found


def changed_meanings(old: Codebook, new: Codebook) -> set[tuple[str, str]]:
    """(facet, code) of every code of either codebook whose codings can no longer be compared with earlier ones.

    A new code changes no other one. What changes the meaning of a facet (its unit, scale or definition) changes that
    of all its codes; so does an attribute that is added, removed or redefined. Retiring a code changes nothing here:
    it is no longer offered, but stays comparable.
    """
    concerned: set[tuple[str, str]] = set()
    for difference in codebook_differences(old, new):
        if difference.part != "meaning" or difference.field == "retired":
            continue
        if difference.code:
            concerned.add((difference.facet, difference.code))
        else:
            for codebook in (old, new):
                facet = codebook.facet(difference.facet)
                concerned |= {(facet.name, code.name) for code in facet.codes} if facet else set()
    return concerned


def next_versions(old: Codebook, new: Codebook) -> Codebook:
    """`new` with the version numbers that follow `old`: a part that changed is one higher, the other stays.

    Each code whose meaning changed gets the codebook's new meaning version, the others keep theirs.
    """
    parts = {difference.part for difference in codebook_differences(old, new)}
    meaning = old.meaning + ("meaning" in parts)
    changed = changed_meanings(old, new)

    def versioned(code: Code) -> Code:
        before = old.code(code.facet, code.name)
        kept = before.meaning_version if before else meaning
        return replace(code, meaning_version=meaning if (code.facet, code.name) in changed else kept)

    facets = tuple(replace(facet, codes=tuple(versioned(code) for code in facet.codes)) for facet in new.facets)
    return replace(new, meaning=meaning, aids=old.aids + ("aids" in parts), facets=facets)


def _facet_differences(old: Facet, new: Facet) -> list[Difference]:
    found = [Difference("meaning", "changed", old.name, field=f) for f in FACET_MEANING if _differ(old, new, f)]
    found += [Difference("aids", "changed", old.name, field=f) for f in FACET_AIDS if _differ(old, new, f)]
    found += _attribute_differences(old, new)
    before, after = {c.name: c for c in old.codes}, {c.name: c for c in new.codes}
    if new.ordinal and [n for n in before if n in after] != [n for n in after if n in before]:
        found.append(Difference("meaning", "changed", old.name, field="order"))
    for name in dict.fromkeys([*before, *after]):
        if name not in before or name not in after:
            found.append(Difference("meaning", "added" if name in after else "removed", old.name, name))
            continue
        for part, names in (("meaning", CODE_MEANING), ("aids", CODE_AIDS)):
            changed = [f for f in names if _differ(before[name], after[name], f)]
            found += [Difference(part, "changed", old.name, name, field=f) for f in changed]  # type: ignore[arg-type]
    return found


def _attribute_differences(old: Facet, new: Facet) -> list[Difference]:
    before: Mapping[str, Attribute] = {a.name: a for a in old.attributes}
    after: Mapping[str, Attribute] = {a.name: a for a in new.attributes}
    found = []
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            change: Change = "added" if name not in before else "removed" if name not in after else "changed"
            found.append(Difference("meaning", change, old.name, attribute=name))
    return found


def _without_text(codebook: Codebook) -> Mapping[str, object]:
    """The cues that came without a file. The others are as their texts are, which need not be parsed to be compared."""
    written = {cue_key(name) for name in codebook.cue_texts}
    return {key: codebook.cues[key] for key in codebook.cues if key not in written}


def _differ(old: object, new: object, field: str) -> bool:
    return bool(getattr(old, field) != getattr(new, field))
