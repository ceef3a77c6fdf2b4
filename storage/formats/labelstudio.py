"""Label Studio JSON: tasks with an annotation a coder, and the labelling interface (XML) for a project that takes them.

A coding is a labels result; its attributes are choices and texts of the same region. The coder's name is a text of the
annotation: an e-mail that the server does not know makes it refuse the whole file, so `completed_by` is an option.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from annotator.codebook import Codebook
from annotator.files import opened
from annotator.records import Coding, Document
from storage.atomic import replacing
from storage.formats.dataset import Dataset, Written
from storage.formats.jsonl import coding_line, lines
from storage.formats.labels import identifier, label
from storage.formats.labelstudio_interface import CODER, DONE, LABELS, MEMO, OURS, TEXT, control, interface
from storage.formats.labelstudio_reading import read
from storage.formats.losses import counted
from storage.formats.mentions import Mentions, arguments
from storage.formats.registry import Format

CONFIG = ".config.xml"
_KEPT = ("origin", "certainty", "round", "uuid", "meaning_version", "created")


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
        draft.write_bytes(interface(dataset.codebook))
    return Written([path, config], counted(dataset, frozenset()))


def _task(number: int, document: Document) -> dict[str, Any]:
    regions = [[r.start, r.end, r.kind, r.reason] for r in document.regions]
    data = {"text": document.text, "document": document.name, "sha256": document.sha256, "regions": regions}
    return {"id": number, "data": {**data, "metadata": dict(document.metadata)}, "annotations": []}


def _results(document: Document, coder: str, codings: list[Coding], codebook: Codebook) -> Iterator[dict[str, Any]]:
    yield _result(f"coder-{identifier(coder)[:40]}", CODER, "textarea", {"text": [coder]})
    for coding in codings:
        line = coding_line(coding, document)
        meta = {"meta": {OURS: {name: line[name] for name in _KEPT}}}
        place = {name: line[name] for name in ("start", "end", "text")} if coding.span else {}
        if coding.span:
            value = {**place, "labels": [label(coding.facet, coding.code)]}
            yield {**_result(coding.uuid, LABELS, "labels", value), **meta}
        else:
            meta["meta"][OURS]["attributes"] = dict(coding.attributes)
            meta["meta"][OURS]["memo"] = coding.memo
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
    return {**_result(id_, DONE, "choices", value), "meta": {OURS: {"round": line["round"], "done": line["done"]}}}


def _is_ours(path: Path) -> bool:
    with opened(path) as file:
        head = file.read(1_000_000)
    return head.lstrip()[:1] == b"[" and (b'"data"' in head or b'"annotation_id"' in head)


FORMAT = Format(
    "labelstudio", "Label Studio JSON, an annotation a coder, with its labelling interface", ".json", write, read,
    options={"completed_by": "name coders by e-mail, where their names are e-mail addresses that the server knows"},
    claims=_is_ours,
)  # fmt: skip
