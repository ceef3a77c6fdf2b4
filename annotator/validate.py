"""Is a coding allowed? Its span lies in the text, its code and attributes are in the codebook, its values in range."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.codebook import Attribute, Codebook, Facet
from annotator.errors import ActError
from annotator.records import Coding
from annotator.wording import say


def check_coding(coding: Coding, codebook: Codebook, *, length: int) -> None:
    """Raise ActError with one sentence if the coding breaks a rule. `length` is the number of the text's code points."""
    facet = check_code(coding.facet, coding.code, codebook)
    check_span(coding, facet, length=length)
    check_attributes(coding.attributes, facet, codebook)
    if coding.certainty is not None and not 0 <= coding.certainty <= 1:
        raise ActError(say("A certainty lies between 0 and 1, not at {certainty}.", certainty=coding.certainty))


def check_code(facet_name: str, code: str, codebook: Codebook) -> Facet:
    """The facet of a code; ActError for a facet or code that the codebook does not have."""
    facet = codebook.facet(facet_name)
    if facet is None:
        known = ", ".join(facet.name for facet in codebook.facets)
        raise ActError(
            say("The codebook has no facet {facet_name!r}: it has {known}.", facet_name=facet_name, known=known)
        )
    if facet.code(code) is None:
        raise ActError(
            say(
                "Facet {facet_name} has no code {code!r}: add it to the codebook first.",
                facet_name=facet_name,
                code=code,
            )
        )
    return facet


def check_span(coding: Coding, facet: Facet, *, length: int) -> None:
    if facet.unit == "document":
        if coding.span is not None:
            raise ActError(say("Facet {name} codes whole documents: give no start and end.", name=facet.name))
        return
    if coding.start is None or coding.end is None:
        raise ActError(say("Facet {name} codes spans: give start and end.", name=facet.name))
    if not 0 <= coding.start < coding.end <= length:
        raise ActError(
            say(
                "The span {start} to {end} does not lie in the text, which has {length} characters.",
                start=coding.start,
                end=coding.end,
                length=length,
            )
        )


def check_attributes(attributes: Mapping[str, str], facet: Facet, codebook: Codebook) -> None:
    for name, value in attributes.items():
        attribute = facet.attribute(name)
        if attribute is None:
            known = ", ".join(a.name for a in facet.attributes) or "none"
            raise ActError(
                say(
                    "Facet {name} has no attribute {attribute!r}: it has {known}.",
                    name=facet.name,
                    attribute=name,
                    known=known,
                )
            )
        if not isinstance(value, str) or not value:
            raise ActError(
                say(
                    "Attribute {name} of {facet_name} must be a text, not {value!r}.",
                    name=name,
                    facet_name=facet.name,
                    value=value,
                )
            )
        if not attribute_allows(attribute, value, codebook):
            allowed = ", ".join(choices(attribute, codebook)[:12])
            raise ActError(
                say(
                    "Attribute {name} of {facet_name} can't be {value!r}: allowed are {allowed}.",
                    name=name,
                    facet_name=facet.name,
                    value=value,
                    allowed=allowed,
                )
            )


def choices(attribute: Attribute, codebook: Codebook) -> tuple[str, ...]:
    """The values that an attribute offers, in order; a free text may be given besides where it allows one."""
    if attribute.type in ("choice", "ordinal"):
        return attribute.values
    if attribute.type == "code":
        facet = codebook.facet(attribute.facet)
        return (*attribute.also, *(code.name for code in facet.codes)) if facet else attribute.also
    return ()


def attribute_allows(attribute: Attribute, value: str, codebook: Codebook) -> bool:
    return attribute.type == "text" or attribute.free_text or value in choices(attribute, codebook)
