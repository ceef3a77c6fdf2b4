"""The codebook: facets, codes, attributes, in two version numbers (`meaning` and `aids`).

`meaning` covers codes, definitions and attributes; `aids` covers aliases, cues, colours and keys. Only a changed
meaning of the code concerned keeps codings from being compared. Reading and writing files: codebook_file.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

AttributeType: TypeAlias = Literal["choice", "ordinal", "text", "code"]
FacetUnit: TypeAlias = Literal["span", "document"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a facet's codings.

    `values` are the allowed ones of `choice` and `ordinal` (in order). A `code` attribute refers to a code of facet
    `facet`; with `free_text` any text is allowed too, and `also` lists further fixed values ("author").
    """

    name: str
    type: AttributeType
    title: str = ""
    definition: str = ""
    values: tuple[str, ...] = ()
    facet: str = ""
    free_text: bool = False
    also: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling by which the text names a code. `case`: capitals decide. `score`: how sure a match is.

    `attributes` are set on the suggestion; further keys of the file's alias table land in `options`.
    """

    text: str
    case: bool = False
    score: float = 1.0
    attributes: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a facet. `name` is the identifier in codings and exports, `title` what screens show.

    A retired code stays readable and comparable but is no longer offered.
    """

    name: str
    facet: str
    title: str = ""
    definition: str = ""
    use: str = ""
    avoid: str = ""
    examples: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
    colour: str = ""
    key: str = ""
    group: str = ""
    memo: str = ""
    retired: bool = False
    meaning_version: int = 1


@dataclass(frozen=True, slots=True)
class Facet:
    """A way of looking at the text. `ordinal`: its codes, in the order given, form an ordered scale."""

    name: str
    title: str = ""
    unit: FacetUnit = "span"
    ordinal: bool = False
    definition: str = ""
    colour: str = ""
    key: str = ""
    attributes: tuple[Attribute, ...] = ()
    codes: tuple[Code, ...] = ()

    def code(self, name: str) -> Code | None:
        return next((code for code in self.codes if code.name == name), None)

    def attribute(self, name: str) -> Attribute | None:
        return next((attribute for attribute in self.attributes if attribute.name == name), None)


@dataclass(frozen=True, slots=True)
class Codebook:
    """`cues` is the suggesters' own data (lexicons and patterns), opaque to everything but annotator/suggest/.

    It is keyed by the suggester's name. `cue_texts` keeps the cue files as written (file name -> TOML text), so that
    comments survive and a fault can be named by its line; cues that came without a file have no text.
    """

    name: str
    title: str = ""
    description: str = ""
    language: str = "en"
    meaning: int = 1
    aids: int = 1
    facets: tuple[Facet, ...] = ()
    cues: Mapping[str, object] = field(default_factory=dict)
    cue_texts: Mapping[str, str] = field(default_factory=dict)

    def facet(self, name: str) -> Facet | None:
        return next((facet for facet in self.facets if facet.name == name), None)

    def code(self, facet: str, name: str) -> Code | None:
        found = self.facet(facet)
        return found.code(name) if found else None

    def codes(self) -> Iterator[Code]:
        for facet in self.facets:
            yield from facet.codes


def cue_key(name: str) -> str:
    """The kind of cues that a file holds: the last part of its name before ".toml" ("threats")."""
    return name.removesuffix(".toml").rsplit(".", 1)[-1]
