"""Label Studio's JSON in: ours, and what other people labelled with controls of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.wording import say
from storage.formats import checks
from storage.formats.dataset import Incoming, IncomingDocument, IncomingDone, Parcel
from storage.formats.jsonl import item_of
from storage.formats.labels import parted, unidentified
from storage.formats.labelstudio_interface import CODER, DONE, MEMO, OURS, control
from storage.formats.package import region_of


def read(path: Path, options: Mapping[str, Any]) -> Parcel:
    """A file of tasks as Label Studio exports it (JSON, not JSON-MIN). Predictions are never taken for codings."""
    tasks = checks.parsed(checks.bytes_of(path), path.name)
    if not isinstance(tasks, list):
        raise FormatError(say("{name}: this is no list of tasks; export it from Label Studio as JSON.", name=path.name))
    documents, codings, done = [], [], []
    notes: set[str] = set()
    for number, task in enumerate(tasks, start=1):
        where = say("{name}, task {number}", name=path.name, number=number)
        document = _document(where, task, number)
        documents.append(document)
        for turn, annotation in enumerate(_objects(where, task, "annotations"), start=1):
            if annotation.get("was_cancelled"):
                notes.add(say("Left out: annotations that were cancelled."))
                continue
            found = _Annotation(f"{where}, annotation {turn}", document, annotation, notes)
            codings += found.codings()
            done += found.done()
    return Parcel(codings, done, documents, notes=sorted(notes))


def _objects(where: str, holder: Any, name: str) -> list[dict[str, Any]]:
    found = holder.get(name) or [] if isinstance(holder, dict) else None
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise FormatError(say("{where}: {name} must be a list of objects.", where=where, name=name))
    return found


def _document(where: str, task: Any, number: int) -> IncomingDocument:
    data = task.get("data") if isinstance(task, dict) else None
    text = _text_of(task, data) if isinstance(data, dict) else None
    if isinstance(task, dict) and "data" not in task and "annotation_id" in task:
        raise FormatError(
            say(
                "{where}: this is Label Studio's JSON-MIN, which tells no results apart: export it as JSON.",
                where=where,
            )
        )
    if not isinstance(data, dict) or text is None:
        raise FormatError(say("{where}: data.text is missing: the task holds no text.", where=where))
    metadata = data.get("metadata") or {}
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        raise FormatError(say("{where}: metadata must be an object of texts.", where=where))
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
            raise FormatError(
                say(
                    "{where}, result {id}: exactly one of {name} is expected.",
                    where=self.where,
                    id=str(result.get("id"))[:60],
                    name=name,
                )
            )
        return found[0]

    def _several(self, result: Mapping[str, Any], name: str) -> list[str]:
        """One or more texts: a region may bear several labels."""
        value = result.get("value")
        found = value.get(name) if isinstance(value, dict) else None
        found = found if isinstance(found, list) else [found]
        if not found or not all(isinstance(one, str) for one in found):
            raise FormatError(
                say(
                    "{where}, result {id}: {name} are missing.",
                    where=self.where,
                    id=str(result.get("id"))[:60],
                    name=name,
                )
            )
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
                self.notes.add(say("Left out: texts about whole tasks ({name}).", name=name[:40]))
            elif kind not in ("choices", "textarea", "relation"):
                self.notes.add(say("Left out: results of the type {kind}.", kind=str(kind)[:40]))
        return found

    def _meta(self, result: Mapping[str, Any]) -> dict[str, Any]:
        meta = result.get("meta")
        ours = meta.get(OURS) if isinstance(meta, dict) else None
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
        where = say("{where}, result {id}", where=self.where, id=str(result.get("id"))[:60])
        same = {"document": self.document.name, "sha256": self.document.key, "coder": self.coder}
        item = item_of(where, {**line, **same, "facet": line["facet"] or "?"})
        if not isinstance(item, Incoming):
            raise FormatError(say("{where}: this is no coding.", where=where))
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
