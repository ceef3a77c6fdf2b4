"""doccano JSONL: a file a coder, with relations from a coding to the mentions that its attributes name.

Everything beyond ASCII is escaped: doccano took raw UTF-8 for Windows-1254 and shifted every span in silence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.records import Coding, Document
from annotator.wording import later, say, say_count
from storage.atomic import replacing
from storage.formats import checks
from storage.formats.csv_tables import make_folder
from storage.formats.dataset import Dataset, Incoming, IncomingDocument, Loss, Parcel, Written
from storage.formats.doccano_look import ENTITIES, looks_like_doccano
from storage.formats.labels import file_name, from_file_name, label, parted
from storage.formats.losses import counted
from storage.formats.mentions import Mentions, arguments
from storage.formats.registry import Format

_LOST = frozenset(
    {"memo", "certainty", "origin", "round", "uuid", "meaning_version", "created", "document_codes", "done", "metadata", "regions"}
)  # fmt: skip


def write(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
    make_folder(path)
    files, losses = [], counted(dataset.checked(), _LOST)
    lines: dict[str, list[str]] = {coder: [] for coder in dataset.coders()}
    numbers = iter(range(1, 10**9))
    for document, coder, codings in dataset.work():
        line = _line(document, coder, codings, dataset, numbers, losses)
        lines[coder].append(json.dumps({"id": next(numbers), **line}))
    for coder, found in lines.items():
        file = path / f"{file_name(coder)}.jsonl"
        with replacing(file) as draft:
            draft.write_text("".join(f"{line}\n" for line in found), encoding="ascii")
        files.append(file)
    return Written(files, losses)


def _line(
    document: Document, coder: str, codings: list[Coding], dataset: Dataset, numbers: Iterator[int], losses: list[Loss]
) -> dict[str, Any]:
    placed = [coding for coding in codings if coding.span]
    ids = {coding.uuid: next(numbers) for coding in placed}
    entities = [
        {"id": ids[c.uuid], "start_offset": c.start, "end_offset": c.end, "label": label(c.facet, c.code)} for c in placed
    ]  # fmt: skip
    relations = []
    mentions = Mentions(placed)
    for coding in placed:
        found = arguments(coding, mentions, dataset.codebook)
        relations += [
            {"id": next(numbers), "from_id": ids[coding.uuid], "to_id": ids[mention.uuid], "type": name}
            for name, mention in found
        ]
        left = sorted(set(coding.attributes) - {name for name, _ in found})
        if left:
            losses.append(
                Loss(
                    "attributes",
                    say(
                        "{name}, {start} to {end} of {coder}: {left}.",
                        name=document.name,
                        start=coding.start,
                        end=coding.end,
                        coder=coder,
                        left=", ".join(left),
                    ),
                )
            )
    return {
        "text": document.text, "entities": entities, "relations": relations, "Comments": [],
        "document": document.name, "sha256": document.sha256, "coder": coder,
    }  # fmt: skip


def read(path: Path, options: Mapping[str, Any]) -> Parcel:
    """A folder of files, each of one coder, or one file. Where no `coder` stands in a line, a file's name says it."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise FormatError(say("{name} holds no .jsonl file: check the folder.", name=path.name))
    documents: dict[str, IncomingDocument] = {}
    codings: list[Incoming] = []
    comments = 0
    for file in files:
        coder = from_file_name(file.stem) if path.is_dir() else ""
        for where, line in checks.json_lines(checks.lines_of(file), file.name):
            document = _document(where, line, file.name)
            documents.setdefault(document.key, document)
            codings += _codings(where, line, document, checks.name_of(where, line, "coder") or coder)
            if line.get("Comments"):
                comments += 1
    told = say_count(
        comments, "Left out: comments on {number:,} document.", "Left out: comments on {number:,} documents."
    )
    notes = [told] if comments else []
    return Parcel(codings, (), list(documents.values()), notes=notes)


def _document(where: str, line: Mapping[str, Any], file: str) -> IncomingDocument:
    text = line.get("text", line.get("data"))  # which older versions call data
    if not isinstance(text, str):
        raise FormatError(
            say("{where}: a text is missing; is this a doccano file (text, entities, relations)?", where=where)
        )
    name = checks.text_of(where, line, "document") or f"{Path(file).stem}-{str(line.get('id', where))[:40]}.txt"
    meta = line.get("meta")
    metadata = {str(k): str(v) for k, v in meta.items() if isinstance(v, str | int)} if isinstance(meta, dict) else {}
    return IncomingDocument(where, name, text, metadata, checks.sha256_of(where, line))


def _codings(where: str, line: Mapping[str, Any], document: IncomingDocument, coder: str) -> list[Incoming]:
    entities, relations = _entities(where, line), line.get("relations") or []
    by_id = {entity.get("id"): entity for entity in entities if isinstance(entity.get("id"), int)}
    attributes: dict[object, dict[str, str]] = {}
    for relation in relations if isinstance(relations, list) else ():
        if not isinstance(relation, dict) or not {relation.get("from_id"), relation.get("to_id")} <= set(by_id):
            raise FormatError(say("{where}: a relation points at an entity that is not there.", where=where))
        target = parted(checks.text_of(where, by_id[relation["to_id"]], "label"))[1]
        attributes.setdefault(relation["from_id"], {})[checks.text_of(where, relation, "type")] = target
    found = []
    for entity in entities:
        whole = checks.text_of(where, entity, "label")
        facet, code = parted(whole)
        start, end = (checks.whole_of(where, entity, f"{name}_offset") for name in ("start", "end"))
        if (start is None or end is None) and not entity.get("of_document"):
            raise FormatError(say("{where}: an entity needs start_offset and end_offset.", where=where))
        by = f"user-{entity['user']}" if isinstance(entity.get("user"), int) else ""
        found.append(
            Incoming(
                where, document.name, coder or by, start, end, facet, code, attributes.get(entity.get("id"), {}),
                document.key, foreign="sha256" not in line, label=whole, group=facet,
            )
        )  # fmt: skip
    return found


def _entities(where: str, line: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Entities as objects, whatever the version calls them; the names of codes alone are those of the whole document."""
    found: list[Mapping[str, Any]] = []
    for name in ENTITIES:
        given = line.get(name) or []
        found += [_entity(where, entity) for entity in (given if isinstance(given, list) else [given])]
    return found


def _entity(where: str, entity: object) -> Mapping[str, Any]:
    if isinstance(entity, list) and len(entity) == 3:
        return {"start_offset": entity[0], "end_offset": entity[1], "label": entity[2]}
    if isinstance(entity, str):
        return {"label": entity, "of_document": True}
    if not isinstance(entity, dict):
        raise FormatError(
            say(
                "{where}: {entity!r:.60} is no entity; entities are objects or [start, end, label].",
                where=where,
                entity=entity,
            )
        )
    if isinstance(entity.get("label"), int):
        raise FormatError(
            say(
                "{where}: the label {label} is a number that only doccano's own database explains; export the"
                " project as JSONL with the labels' texts.",
                where=where,
                label=entity["label"],
            )
        )
    return entity


FORMAT = Format(
    "doccano", "doccano JSONL, a file a coder, with relations", ".jsonl", write, read, lost=_LOST,
    partly=frozenset({"attributes"}), more=later("Attributes stay where they name a code that the same coder marked nearby."),
    folder=True, claims=looks_like_doccano,
)  # fmt: skip
