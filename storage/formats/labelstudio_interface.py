"""Label Studio's labelling interface (XML): labels for codes, controls for attributes, memo, coder and done marks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from annotator.codebook import Attribute, Codebook, Facet
from storage.formats.labels import identifier, label

LABELS, TEXT, CODER, MEMO, DONE = "label", "text", "coder", "memo", "done"
OURS = "intercoder"
"""Key of a result's `meta` under which stands what the interface has no field for."""
_COLOURS = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"


def control(facet: Facet | str, attribute: Attribute | str) -> str:
    """The name of the control that holds an attribute."""
    names = [one if isinstance(one, str) else one.name for one in (facet, attribute)]
    return "__".join(map(identifier, names))


def interface(codebook: Codebook) -> bytes:
    """The labelling interface: labels for codes of spans, choices and texts for attributes, memo, coder, done."""
    view = etree.Element("View")
    labels = etree.SubElement(view, "Labels", name=LABELS, toName=TEXT)
    for number, facet in enumerate(f for f in codebook.facets if f.unit == "span"):
        for code in facet.codes:
            colour = code.colour or facet.colour or _COLOURS[number % len(_COLOURS)]
            etree.SubElement(labels, "Label", value=label(facet.name, code.name), background=colour)
    etree.SubElement(view, "Text", name=TEXT, value="$text", granularity="symbol")
    for facet in codebook.facets:
        if facet.unit == "document":
            _choices(view, identifier(facet.name), [code.name for code in facet.codes])
            continue
        for attribute in facet.attributes:
            if attribute.values:
                _choices(view, control(facet, attribute), attribute.values, perRegion="true")
            else:
                _area(view, control(facet, attribute), perRegion="true")
    _area(view, MEMO, perRegion="true")
    _area(view, CODER)
    _choices(view, DONE, [facet.name for facet in codebook.facets], choice="multiple")
    return bytes(etree.tostring(view, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _choices(view: Any, name: str, values: Iterable[str], **more: str) -> None:
    made = etree.SubElement(view, "Choices", {"name": name, "toName": TEXT, **more})
    for value in values:
        etree.SubElement(made, "Choice", value=value)


def _area(view: Any, name: str, **more: str) -> None:
    etree.SubElement(view, "TextArea", {"name": name, "toName": TEXT, "editable": "true", **more})
