"""brat standoff: a folder a coder; codings whose attributes name codes are events, with the mentions as arguments."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annotator.codebook import Codebook, Facet
from annotator.records import Coding, Document, Span
from annotator.wording import later, say
from storage.atomic import replacing
from storage.formats.brat_reading import INDEX, SPAN, read
from storage.formats.csv_tables import make_folder
from storage.formats.dataset import Dataset, Loss, Written
from storage.formats.labels import file_name, identifier
from storage.formats.losses import counted
from storage.formats.mentions import Mentions, arguments
from storage.formats.registry import Format

_LOST = frozenset(
    {
        "certainty",
        "origin",
        "round",
        "uuid",
        "meaning_version",
        "created",
        "document_codes",
        "done",
        "metadata",
        "regions",
    }
)
_LINE = re.compile("[^\n\t\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")
"""No line break or tab may stand in the text of a T line: a span over one is written in several parts."""


def type_of(facet: str, code: str) -> str:
    return f"{identifier(facet)}-{identifier(code)}"


def parts_of(text: str, span: Span) -> list[Span]:
    """The stretches of a span between line breaks and tabs."""
    return [Span(*match.span()) for match in _LINE.finditer(text, span.start, span.end)]


def write(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
    make_folder(path)
    losses, files = counted(dataset.checked(), _LOST), [path / "annotation.conf", path / INDEX]
    _put(files[0], _configuration(dataset.codebook))
    index = [{"file": _stem(d), "document": d.name, "sha256": d.sha256} for d in dataset.documents]
    _put(files[1], "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in index))
    for document, coder, codings in dataset.work():
        folder = path / file_name(coder)
        make_folder(folder)
        for suffix, content in ((".txt", document.text), (".ann", _annotations(document, codings, dataset, losses))):
            files.append(folder / f"{_stem(document)}{suffix}")
            _put(files[-1], content)
    return Written(files, losses)


def _stem(document: Document) -> str:
    return document.sha256[:16]


def _put(file: Path, content: str) -> None:
    with replacing(file) as draft:
        draft.write_bytes(content.encode("utf-8"))


def _annotations(document: Document, codings: list[Coding], dataset: Dataset, losses: list[Loss]) -> str:
    placed = [coding for coding in codings if coding.span]
    kept: dict[str, int] = {}
    for coding in placed:
        if parts_of(document.text, coding.span or Span(0, 0)):
            kept[coding.uuid] = len(kept) + 1
        else:
            losses.append(
                Loss(
                    "spans",
                    say(
                        "{name}: {start} to {end} holds nothing but line breaks.",
                        name=document.name,
                        start=coding.start,
                        end=coding.end,
                    ),
                )
            )
    there = [coding for coding in placed if coding.uuid in kept]
    lines = [_text_bound(document.text, coding, kept[coding.uuid]) for coding in there]
    numbers = {"A": 0, "#": 0, "E": 0}
    mentions = Mentions(there)
    for coding in there:
        lines += _about(document.text, coding, mentions, dataset.codebook, kept, numbers)
    return "".join(f"{line}\n" for line in lines)


def _text_bound(text: str, coding: Coding, number: int) -> str:
    parts = parts_of(text, coding.span or Span(0, 0))
    places = ";".join(f"{part.start} {part.end}" for part in parts)
    return f"T{number}\t{type_of(coding.facet, coding.code)} {places}\t{' '.join(text[a:b] for a, b in parts)}"


def _about(
    text: str, coding: Coding, mentions: Mentions, codebook: Codebook, kept: dict[str, int], numbers: dict[str, int]
) -> list[str]:
    """The event of a coding, where it is one, its attributes, memo and exact span."""
    lines, target = [], f"T{kept[coding.uuid]}"

    def numbered(kind: str) -> str:
        numbers[kind] += 1
        return f"{kind}{numbers[kind]}"

    facet = codebook.facet(coding.facet)
    if facet and _is_event(facet):
        found = arguments(coding, mentions, codebook)
        event = numbered("E")
        roles = "".join(f" {identifier(name)}:T{kept[mention.uuid]}" for name, mention in found)
        lines.append(f"{event}\t{type_of(coding.facet, coding.code)}:{target}{roles}")
        target = event  # attributes point at the event, not its trigger
    for name, value in sorted(coding.attributes.items()):
        lines.append(f"{numbered('A')}\t{identifier(name)} {target} {identifier(value)}")
    if coding.memo:
        lines.append(f"{numbered('#')}\tAnnotatorNotes {target}\t{_one_line(coding.memo)}")
    parts = parts_of(text, coding.span or Span(0, 0))
    if (parts[0].start, parts[-1].end) != coding.span:
        lines.append(f"{numbered('#')}\t{SPAN} {target}\t{coding.start} {coding.end}")
    return lines


def _one_line(text: str) -> str:
    return re.sub("[\\\\\n\r\t\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", lambda m: f"\\u{ord(m[0]):04x}", text)


def _is_event(facet: Facet) -> bool:
    return any(attribute.type == "code" for attribute in facet.attributes)


def _configuration(codebook: Codebook) -> str:
    """brat's annotation.conf: types, arguments and attributes of the codebook."""
    spans = [facet for facet in codebook.facets if facet.unit == "span"]
    lines = ["[entities]"]
    lines += [type_of(f.name, c.name) for f in spans for c in f.codes]
    lines += ["", "[relations]", "", "[events]"]
    for facet in filter(_is_event, spans):
        roles = ", ".join(f"{identifier(a.name)}?:<ENTITY>" for a in facet.attributes if a.type == "code")
        lines += [f"{type_of(facet.name, code.name)}\t{roles}" for code in facet.codes]
    lines += ["", "[attributes]"]
    for facet in spans:
        kind = "<EVENT>" if _is_event(facet) else "<ENTITY>"
        for a in facet.attributes:
            values = [identifier(value) for value in a.values] or ["free"]
            lines.append(f"{identifier(a.name)}\tArg:{kind}, Value:{'|'.join(values)}")
    return "".join(f"{line}\n" for line in lines)


def _is_ours(path: Path) -> bool:
    if not path.is_dir():
        return True
    return any(path.glob("*.ann")) or any(path.glob("*/*.ann"))


FORMAT = Format(
    "brat", "brat standoff, a folder a coder, with events and arguments", ".ann", write, read, lost=_LOST,
    partly=frozenset({"spans"}), more=later("Spans of nothing but line breaks."), folder=True, claims=_is_ours,
)  # fmt: skip
