"""Label Studio JSON: tasks with an annotation a coder, and the labelling interface (XML) for a project that takes them.

A coding is a labels result; its attributes are choices and texts of the same region. The coder's name is a text of the
annotation: an e-mail that the server does not know makes it refuse the whole file, so `completed_by` is an option.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
from lxml import etree

from annotator.codebook import Attribute, Codebook, Facet
from annotator.errors import FormatError
from annotator.files import opened
from annotator.records import Coding, Document
from storage.atomic import replacing
from storage.formats import checks
from storage.formats.dataset import Dataset, Incoming, IncomingDocument, IncomingDone, Parcel, Written
from storage.formats.jsonl import coding_line, item_of, lines
from storage.formats.labels import identifier, label, parted, unidentified
from storage.formats.losses import counted
from storage.formats.mentions import Mentions, arguments
from storage.formats.package import region_of
from storage.formats.registry import Format

LABELS, TEXT, CODER, MEMO, DONE = "label", "text", "coder", "memo", "done"
CONFIG = ".config.xml"
_KEPT = ("origin", "certainty", "round", "uuid", "meaning_version", "created")
_OURS = "intercoder"
"""Key of a result's `meta` under which stands what the interface has no field for."""
_COLOURS = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"


def control(facet: Facet | str, attribute: Attribute | str) -> str:
    """The name of the control that holds an attribute."""
    names = [one if isinstance(one, str) else one.name for one in (facet, attribute)]
    return "__".join(map(identifier, names))


def write(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
    """The tasks at `path`, the interface beside it as NAME.config.xml."""
    marks: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for line in lines(dataset.checked()):
        if "done" in line:
            marks.setdefault((line["sha256"], line["coder"]), []).append(line)
    tasks = {d.sha256: _task(number, d) for number, d in enumerate(dataset.documents, start=1)}
    for document, coder, codings in dataset.work():
        results = [*_results(document, coder, codings, dataset.codebook)]
        results += [_mark(line) for line in marks.get((document.sha256, coder), ())]
        annotation: dict[str, Any] = {"result": results, "was_cancelled": False, "ground_truth": False}
        if options.get("completed_by") and "@" in coder:
            annotation["completed_by"] = {"email": coder}
        tasks[document.sha256]["annotations"].append(annotation)
    with replacing(path) as draft:
        draft.write_bytes(orjson.dumps(list(tasks.values()), option=orjson.OPT_INDENT_2))
    config = path.with_name(path.name + CONFIG)
    with replacing(config) as draft:
        draft.write_bytes(_interface(dataset.codebook))
    return Written([path, config], counted(dataset, frozenset()))


def _task(number: int, document: Document) -> dict[str, Any]:
    regions = [[r.start, r.end, r.kind, r.reason] for r in document.regions]
    data = {"text": document.text, "document": document.name, "sha256": document.sha256, "regions": regions}
    return {"id": number, "data": {**data, "metadata": dict(document.metadata)}, "annotations": []}


def _results(document: Document, coder: str, codings: list[Coding], codebook: Codebook) -> Iterator[dict[str, Any]]:
    yield _result(f"coder-{identifier(coder)[:40]}", CODER, "textarea", {"text": [coder]})
    for coding in codings:
        line = coding_line(coding, document)
        meta = {"meta": {_OURS: {name: line[name] for name in _KEPT}}}
        place = {name: line[name] for name in ("start", "end", "text")} if coding.span else {}
        if coding.span:
            value = {**place, "labels": [label(coding.facet, coding.code)]}
            yield {**_result(coding.uuid, LABELS, "labels", value), **meta}
        else:
            meta["meta"][_OURS]["attributes"] = dict(coding.attributes)
            meta["meta"][_OURS]["memo"] = coding.memo
            yield {**_result(coding.uuid, identifier(coding.facet), "choices", {"choices": [coding.code]}), **meta}
            continue
        facet = codebook.facet(coding.facet)
        for name, given in sorted(coding.attributes.items()):
            attribute = facet.attribute(name) if facet else None
            kind = "choices" if attribute and attribute.values else "text"
            yield _result(
                coding.uuid,
                control(coding.facet, name),
                "choices" if kind == "choices" else "textarea",
                {**place, kind: [given]},
            )
        if coding.memo:
            yield _result(coding.uuid, MEMO, "textarea", {**place, "text": [coding.memo]})
    mentions = Mentions(codings)
    for coding in codings:
        for role, mention in arguments(coding, mentions, codebook):
            yield {
                "type": "relation", "from_id": coding.uuid, "to_id": mention.uuid, "direction": "right", "labels": [role],
            }  # fmt: skip


def _result(id_: str, control_: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": id_, "from_name": control_, "to_name": TEXT, "type": kind, "value": value}


def _mark(line: Mapping[str, Any]) -> dict[str, Any]:
    id_ = f"done-{identifier(line['facet'])}-{identifier(line['round'])}"
    value = {"choices": [line["facet"]]}
    return {**_result(id_, DONE, "choices", value), "meta": {_OURS: {"round": line["round"], "done": line["done"]}}}


def _interface(codebook: Codebook) -> bytes:
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


def read(path: Path, options: Mapping[str, Any]) -> Parcel:
    """A file of tasks as Label Studio exports it (JSON, not JSON-MIN). Predictions are never taken for codings."""
    tasks = checks.parsed(checks.bytes_of(path), path.name)
    if not isinstance(tasks, list):
        raise FormatError(f"{path.name}: this is no list of tasks; export it from Label Studio as JSON.")
    documents, codings, done = [], [], []
    notes: set[str] = set()
    for number, task in enumerate(tasks, start=1):
        where = f"{path.name}, task {number}"
        document = _document(where, task, number)
        documents.append(document)
        for turn, annotation in enumerate(_objects(where, task, "annotations"), start=1):
            if annotation.get("was_cancelled"):
                notes.add("Left out: annotations that were cancelled.")
                continue
            found = _Annotation(f"{where}, annotation {turn}", document, annotation, notes)
            codings += found.codings()
            done += found.done()
    return Parcel(codings, done, documents, notes=sorted(notes))


def _objects(where: str, holder: Any, name: str) -> list[dict[str, Any]]:
    found = holder.get(name) or [] if isinstance(holder, dict) else None
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise FormatError(f"{where}: {name} must be a list of objects.")
    return found


def _document(where: str, task: Any, number: int) -> IncomingDocument:
    data = task.get("data") if isinstance(task, dict) else None
    text = _text_of(task, data) if isinstance(data, dict) else None
    if not isinstance(data, dict) or text is None:
        raise FormatError(f"{where}: data.text is missing: the task holds no text.")
    metadata = data.get("metadata") or {}
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        raise FormatError(f"{where}: metadata must be an object of texts.")
    name = checks.text_of(where, data, "document") or f"task-{str(task.get('id') or number)[:20]}.txt"
    regions = tuple(region_of(where, item, len(text)) for item in data.get("regions") or ())
    return IncomingDocument(where, name, text, metadata, checks.sha256_of(where, data), regions)


def _text_of(task: Mapping[str, Any], data: Mapping[str, Any]) -> str | None:
    """The text that was labelled: under "text", else what the results name, else the only text there is."""
    if isinstance(data.get("text"), str):
        return str(data["text"])
    texts = [value for value in data.values() if isinstance(value, str)]
    return texts[0] if len(texts) == 1 else None


class _Annotation:
    """One coder's results in one task."""

    def __init__(self, where: str, document: IncomingDocument, annotation: Mapping[str, Any], notes: set[str]) -> None:
        self.where, self.document, self.notes = where, document, notes
        self.results = _objects(where, annotation, "result")
        self.coder = self._coder(annotation)
        self.parts: dict[str, list[dict[str, Any]]] = {}
        self.relations: dict[str, list[dict[str, Any]]] = {}
        for result in self.results:
            self.parts.setdefault(str(result.get("id", "")), []).append(result)
            if result.get("type") == "relation":
                self.relations.setdefault(str(result.get("from_id")), []).append(result)

    def _coder(self, annotation: Mapping[str, Any]) -> str:
        for result in self.results:
            if result.get("from_name") == CODER:
                return self._first(result, "text")
        by = annotation.get("completed_by")
        if isinstance(by, dict):
            return checks.name_of(self.where, by, "email")
        return f"user-{by}" if isinstance(by, int) else ""

    def _first(self, result: Mapping[str, Any], name: str) -> str:
        value = result.get("value")
        found = value.get(name) if isinstance(value, dict) else None
        found = found if isinstance(found, list) else [found]
        if len(found) != 1 or not isinstance(found[0], str):
            raise FormatError(f"{self.where}, result {str(result.get('id'))[:60]}: exactly one of {name} is expected.")
        return found[0]

    def _several(self, result: Mapping[str, Any], name: str) -> list[str]:
        """One or more texts: a region may bear several labels."""
        value = result.get("value")
        found = value.get(name) if isinstance(value, dict) else None
        found = found if isinstance(found, list) else [found]
        if not found or not all(isinstance(one, str) for one in found):
            raise FormatError(f"{self.where}, result {str(result.get('id'))[:60]}: {name} are missing.")
        return found

    def codings(self) -> list[Incoming]:
        found = []
        for result in self.results:
            kind, name = result.get("type"), str(result.get("from_name"))
            if kind == "labels":
                found += [self._of_span(result, name) for name in self._several(result, "labels")]
            elif kind == "choices" and name != DONE and "start" not in (result.get("value") or {}):
                found += [self._of_document(result, name) for name in self._several(result, "choices")]
            elif kind == "textarea" and name not in (CODER, MEMO) and "start" not in (result.get("value") or {}):
                self.notes.add(f"Left out: texts about whole tasks ({name[:40]}).")
            elif kind not in ("choices", "textarea", "relation"):
                self.notes.add(f"Left out: results of the type {str(kind)[:40]}.")
        return found

    def _meta(self, result: Mapping[str, Any]) -> dict[str, Any]:
        meta = result.get("meta")
        ours = meta.get(_OURS) if isinstance(meta, dict) else None
        return dict(ours) if isinstance(ours, dict) else {}

    def _of_span(self, result: Mapping[str, Any], label_: str) -> Incoming:
        value = result.get("value") or {}
        facet, code = parted(label_)
        attributes, memo = self._fields(result, facet)
        line = {**self._meta(result), "start": value.get("start"), "end": value.get("end"), "text": value.get("text")}
        line |= {"facet": facet, "code": code, "attributes": attributes, "memo": memo}
        return self._incoming(result, line, label_)

    def _fields(self, result: Mapping[str, Any], facet: str) -> tuple[dict[str, str], str]:
        """Attributes and memo of a region; a relation stands for an attribute that no field gives."""
        prefix, attributes, memo = control(facet, ""), {}, ""
        for other in self.parts[str(result.get("id", ""))]:
            name = str(other.get("from_name"))
            if name == MEMO:
                memo = "\n".join(self._several(other, "text"))
            elif other is not result and other.get("type") in ("choices", "textarea"):
                kind = "choices" if other.get("type") == "choices" else "text"
                values = self._several(other, kind)
                attributes[unidentified(name.removeprefix(prefix))] = " | ".join(values)
        for relation in self.relations.get(str(result.get("id")), ()):
            target = [r for r in self.parts.get(str(relation.get("to_id")), ()) if r.get("type") == "labels"]
            for role in relation.get("labels") or ():
                if target:
                    attributes.setdefault(str(role), parted(self._several(target[0], "labels")[0])[1])
        return attributes, memo

    def _of_document(self, result: Mapping[str, Any], code: str) -> Incoming:
        facet = unidentified(str(result.get("from_name")))
        line = {
            **self._meta(result),
            "start": None,
            "end": None,
            "facet": facet,
            "code": code,
        }
        return self._incoming(result, line, code)

    def _incoming(self, result: Mapping[str, Any], line: Mapping[str, Any], label_: str) -> Incoming:
        where = f"{self.where}, result {str(result.get('id'))[:60]}"
        same = {"document": self.document.name, "sha256": self.document.key, "coder": self.coder}
        item = item_of(where, {**line, **same, "facet": line["facet"] or "?"})
        if not isinstance(item, Incoming):
            raise FormatError(f"{where}: this is no coding.")
        facet, ours = line["facet"], bool(self._meta(result))  # facet "": the import looks the label up
        return replace(item, facet=facet, foreign=not ours, label=label_, group="" if ours else facet)

    def done(self) -> list[IncomingDone]:
        found = []
        for result in self.results:
            if result.get("from_name") == DONE:
                meta = self._meta(result)
                line = {
                    "facet": self._first(result, "choices"),
                    "round": meta.get("round"),
                    "done": meta.get("done", True),
                }
                same = {"document": self.document.name, "sha256": self.document.key, "coder": self.coder}
                item = item_of(f"{self.where}, done", {**line, **same})
                if isinstance(item, IncomingDone):
                    found.append(item)
        return found


def _is_ours(path: Path) -> bool:
    with opened(path) as file:
        head = file.read(1_000_000)
    return head.lstrip()[:1] == b"[" and b'"data"' in head


FORMAT = Format(
    "labelstudio", "Label Studio JSON, an annotation a coder, with its labelling interface", ".json", write, read,
    options={"completed_by": "name coders by e-mail, where their names are e-mail addresses that the server knows"},
    claims=_is_ours,
)  # fmt: skip
