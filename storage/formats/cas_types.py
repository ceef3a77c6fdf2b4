"""The types of our CAS files: what a coding, a relation and a done mark are called there, and their features."""

from __future__ import annotations

from typing import Any

from annotator.codebook import Codebook
from storage.formats.labels import identifier

CODING, OF_DOCUMENT = "webanno.custom.Coding", "webanno.custom.DocumentCoding"
LINK, MARK, ABOUT = "webanno.custom.CodingLink", "webanno.custom.DoneMark", "webanno.custom.CodingSource"
TYPES = "TypeSystem.xml"
FIELDS = ("facet", "code", "memo", "certainty", "origin", "round", "uuid", "meaningVersion", "created")
ATTRIBUTE = "a_"
"""Features of attributes are named a_NAME, so that none can clash with another feature."""


def types_of(codebook: Codebook) -> Any:
    """The type system of a codebook: one feature an attribute."""
    from cassis import TypeSystem

    types = TypeSystem()
    text, annotation, base = "uima.cas.String", "uima.tcas.Annotation", "uima.cas.AnnotationBase"
    names = sorted({a.name for facet in codebook.facets for a in facet.attributes})
    for kind, parent in ((CODING, annotation), (OF_DOCUMENT, base)):
        made = types.create_type(name=kind, supertypeName=parent)
        for name in (*FIELDS, *(ATTRIBUTE + identifier(name) for name in names)):
            types.create_feature(made, name, text)
    coding = types.get_type(CODING)
    link = types.create_type(name=LINK, supertypeName=annotation)
    types.create_feature(link, "Governor", coding)
    types.create_feature(link, "Dependent", coding)
    types.create_feature(link, "role", text)
    mark = types.create_type(name=MARK, supertypeName=base)
    about = types.create_type(name=ABOUT, supertypeName=base)
    for made, features in ((mark, ("facet", "round", "done")), (about, ("document", "sha256", "coder"))):
        for name in features:
            types.create_feature(made, name, text)
    return types
