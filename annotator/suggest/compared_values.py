"""What scoring compares where a suggestion meets a unit: code, side of an ordered scale, attributes."""

from __future__ import annotations

from annotator.codebook import Attribute, Codebook, Facet
from annotator.suggest.scoring_units import Item, Unit, Value

CODE, SIDE = "code", "side"


def compared(codebook: Codebook, facet: Facet) -> dict[str, tuple[Value, frozenset[str] | None]]:
    """What is compared in a facet: code, side, attributes; with the values that count as known (None: all)."""
    found: dict[str, tuple[Value, frozenset[str] | None]] = {CODE: (code_of, None)}
    if facet.ordinal:
        sides = {code.name: _side(place, len(facet.codes)) for place, code in enumerate(facet.codes)}
        found[SIDE] = (lambda item: sides.get(item.code), None)
    for attribute in facet.attributes:
        what = f"attribute {attribute.name}" if attribute.name in (CODE, SIDE) else attribute.name
        found[what] = (attribute_value(attribute.name), _known(codebook, attribute))
    return found


def attribute_value(name: str) -> Value:
    return lambda item: item.attributes.get(name)


def _known(codebook: Codebook, attribute: Attribute) -> frozenset[str] | None:
    """The codes that an attribute may name; free text is no known value."""
    referred = codebook.facet(attribute.facet) if attribute.type == "code" else None
    return frozenset(code.name for code in referred.codes) | set(attribute.also) if referred else None


def _side(place: int, codes: int) -> int:
    """Of an ordered scale: -1 below its middle, 0 on it, 1 above."""
    return (2 * place > codes - 1) - (2 * place < codes - 1)


def code_of(item: Item) -> str:
    return item.code


def usual_code(unit: Unit) -> str:
    return min(map(str, unit.usual(code_of)))
