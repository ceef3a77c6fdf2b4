"""REFI-QDA projects (.qdpx): a zip of project.qde and Sources/GUID.txt, and codebooks (.qdc), valid by REFI's schema.

A coding is a selection with one Coding. A value of a choice is a sub-code coded on the same selection; every attribute
is a Link besides, from the Coding to a code, a value's sub-code or a note with a free text (which QualCoder drops).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from annotator.codebook import Attribute, Codebook
from annotator.records import Coding, Document
from annotator.wording import later, say
from storage.atomic import replacing
from storage.formats.archive import write_zip
from storage.formats.dataset import Dataset, Loss, Parcel, Written
from storage.formats.losses import counted
from storage.formats.qdpx_reading import ORIGIN, read
from storage.formats.refi_codes import (
    CODEBOOK_NS,
    GUID,
    PROJECT_NS,
    add_codes,
    code_guid,
    codebook_of,
    codes_in,
    guid,
    value_guid,
)
from storage.formats.registry import Format
from storage.formats.xml import parsed, safe

_LOST = frozenset({"certainty", "origin", "round", "meaning_version", "done", "regions"})
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?\Z")


class _Project:
    """One project.qde as it grows. Elements are added in the order that the schema fixes."""

    def __init__(self, dataset: Dataset, losses: list[Loss]) -> None:
        self.dataset, self.losses = dataset, losses
        self.by_document: dict[str, list[Coding]] = {}
        for coding in dataset.codings:
            self.by_document.setdefault(coding.document, []).append(coding)
        self.sources: dict[str, bytes] = {}
        self.notes: dict[str, str] = {}
        self.links: list[dict[str, str]] = []
        self.root = etree.Element(f"{{{PROJECT_NS}}}Project", nsmap={None: PROJECT_NS})  # type: ignore[dict-item]  # None: the default name space
        self.root.set("name", safe(dataset.codebook.title or dataset.codebook.name))
        self.root.set("origin", ORIGIN)

    def element(self, parent: Any, kind: str, /, **attributes: str) -> Any:
        return etree.SubElement(
            parent, f"{{{PROJECT_NS}}}{kind}", {key: value for key, value in attributes.items() if value}
        )

    def built(self) -> bytes:
        coders = self.dataset.coders()
        if coders:
            users = self.element(self.root, "Users")
            for coder in coders:
                self.element(users, "User", guid=guid("user", coder), name=self.held(coder, "coder"))
        add_codes(self.element(self.root, "CodeBook"), self.dataset.codebook, PROJECT_NS, values=True)
        names = sorted({name for document in self.dataset.documents for name in document.metadata})
        if names:
            variables = self.element(self.root, "Variables")
            for name in names:
                self.element(variables, "Variable", guid=guid("variable", name), name=safe(name), typeOfVariable="Text")
        if self.dataset.documents:
            sources = self.element(self.root, "Sources")
            for document in self.dataset.each(self.dataset.documents):
                self.source(sources, document)
        if self.notes:
            notes = self.element(self.root, "Notes")
            for id_, text in self.notes.items():
                note = self.element(notes, "Note", guid=id_, name="note")
                self.element(note, "PlainTextContent").text = text
        if self.links:
            links = self.element(self.root, "Links")
            for link in self.links:
                self.element(links, "Link", **link)
        return bytes(etree.tostring(self.root, encoding="utf-8", xml_declaration=True))

    def held(self, text: str, field: str) -> str:
        if safe(text) != text:
            self.losses.append(
                Loss(field, say("Characters that XML can't hold became U+FFFD in {safe!r}.", safe=safe(text)[:60]))
            )
        return safe(text)

    def source(self, parent: Any, document: Document) -> None:
        id_ = guid("source", document.sha256)
        self.sources[f"Sources/{id_}.txt"] = document.text.encode("utf-8")
        made = self.element(
            parent, "TextSource", guid=id_, name=safe(document.name), plainTextPath=f"internal://{id_}.txt"
        )
        own = self.by_document.get(document.sha256, [])
        for coding in own:
            if coding.span:
                self.selection(made, coding, document)
        for coding in own:
            if coding.span is None:
                self.coding(made, coding)
        for name, value in sorted(document.metadata.items()):
            held = self.element(made, "VariableValue")
            self.element(held, "VariableRef", targetGUID=guid("variable", name))
            self.element(held, "TextValue").text = self.held(value, "metadata")

    def selection(self, parent: Any, coding: Coding, document: Document) -> None:
        quote = document.text[coding.start : coding.end]
        made = self.element(
            parent, "PlainTextSelection", guid=guid("selection", coding.uuid), name=" ".join(safe(quote).split())[:80],
            startPosition=str(coding.start), endPosition=str(coding.end), creatingUser=guid("user", coding.coder),
            creationDateTime=self.time(coding),
        )  # fmt: skip
        if coding.memo:
            self.element(made, "Description").text = self.held(coding.memo, "memo")
        self.coding(made, coding)
        for attribute, value in self.attributes(coding):
            if value in attribute.values:
                extra = self.element(
                    made,
                    "Coding",
                    guid=guid("value", coding.uuid, attribute.name),
                    creatingUser=guid("user", coding.coder),
                )
                self.element(extra, "CodeRef", targetGUID=value_guid(coding.facet, attribute.name, value))

    def coding(self, parent: Any, coding: Coding) -> None:
        id_ = coding.uuid
        if not GUID.match(id_):
            id_ = guid("coding", coding.uuid)
            self.losses.append(
                Loss(
                    "uuid",
                    say("The id {safe!r} became {id}, because it is no GUID.", safe=safe(coding.uuid)[:60], id=id_),
                )
            )
        made = self.element(
            parent, "Coding", guid=id_, creatingUser=guid("user", coding.coder), creationDateTime=self.time(coding)
        )
        self.element(made, "CodeRef", targetGUID=code_guid(coding.facet, coding.code))
        if coding.memo and coding.span is None:
            self.element(made, "NoteRef", targetGUID=self.note("memo", id_, self.held(coding.memo, "memo")))
        for attribute, value in self.attributes(coding):
            self.links.append(
                {"guid": guid("link", id_, attribute.name), "name": attribute.name, "direction": "OneWay",
                 "originGUID": id_, "targetGUID": self.target(coding, attribute, value, id_)}
            )  # fmt: skip

    def attributes(self, coding: Coding) -> list[tuple[Attribute, str]]:
        facet = self.dataset.codebook.facet(coding.facet)
        found = [(facet.attribute(n) if facet else None, value) for n, value in sorted(coding.attributes.items())]
        return [(attribute, value) for attribute, value in found if attribute]

    def target(self, coding: Coding, attribute: Attribute, value: str, id_: str) -> str:
        if value in attribute.values:
            return value_guid(coding.facet, attribute.name, value)
        if attribute.type == "code" and self.dataset.codebook.code(attribute.facet, value):
            return code_guid(attribute.facet, value)
        return self.note("attribute", id_ + attribute.name, self.held(value, "attributes"))

    def note(self, kind: str, key: str, text: str) -> str:
        id_ = guid("note", kind, key)
        self.notes[id_] = text
        return id_

    def time(self, coding: Coding) -> str:
        if not coding.created or _TIME.match(coding.created):
            return coding.created
        self.losses.append(
            Loss(
                "created",
                say("The time {created!r:.40} is none that XML knows and was left out.", created=coding.created),
            )
        )
        return ""


def write(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
    losses = counted(dataset.checked(), _LOST)
    project = _Project(dataset, losses)
    described = project.built()
    with replacing(path) as draft:
        write_zip(draft, {"project.qde": described, **project.sources})
    return Written([path], list(dict.fromkeys(losses)))


def write_qdc(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
    with replacing(path) as draft:
        draft.write_bytes(qdc_of(dataset.codebook))
    return Written([path], [Loss("codebook", say("A .qdc file holds codes with definitions and colours, no codings."))])


def qdc_of(codebook: Codebook) -> bytes:
    """The codebook as a .qdc file: facets with their codes, definitions and colours."""
    root = etree.Element(f"{{{CODEBOOK_NS}}}CodeBook", nsmap={None: CODEBOOK_NS}, origin=ORIGIN)  # type: ignore[dict-item]
    add_codes(root, codebook, CODEBOOK_NS, values=False)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def read_qdc(path: Path, options: Mapping[str, Any]) -> Parcel:
    """The codebook of a .qdc file, without codings."""
    return Parcel(codebook=codebook_in_qdc(path), notes=[say("A .qdc file holds no codings.")])


def codebook_in_qdc(path: Path, *, base: Codebook | None = None) -> Codebook:
    """`base`: the codebook whose facets keep what REFI does not carry (attributes, aliases, keys …)."""
    from storage.formats.checks import bytes_of

    return codebook_of(codes_in(parsed(bytes_of(path), path.name), path.name), path.stem, base=base)


FORMATS = (
    Format(
        "qdpx", "REFI-QDA project (QualCoder, MAXQDA, ATLAS.ti, NVivo)", ".qdpx", write, read, lost=_LOST,
        partly=frozenset({"uuid", "created", "memo", "attributes", "metadata", "coder"}),
        more=later("Ids that are no GUID, times without a clock, characters that XML can't hold; QualCoder drops Links"
        " (attributes that name codes or free texts)."),
    ),
    Format(
        "qdc", "REFI-QDA codebook", ".qdc", write_qdc, read_qdc, partly=frozenset({"codebook"}),
        more=later("Everything but codes, definitions and colours: no codings."),
    ),
)  # fmt: skip
