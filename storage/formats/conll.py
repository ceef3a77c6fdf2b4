"""CoNLL-2003 BIO: one layer, a file for each coder and facet. Out only, because a text can't be made from tokens."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.records import Coding, Document
from annotator.wording import later, say
from storage.atomic import replacing
from storage.formats.brat import type_of
from storage.formats.csv_tables import make_folder
from storage.formats.dataset import Dataset, Loss, Written
from storage.formats.labels import file_name
from storage.formats.losses import FIELDS, counted
from storage.formats.registry import Format
from storage.formats.voices import WORDS, voice, without_overlap

_TOKEN = re.compile(r"\w+|[^\w\s]")
_ENDS = frozenset(".!?…")
_LOST = frozenset(FIELDS) - {"coder", "spans"}


def write(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
    """With `coder` and `facet` (or only one of each) a file, else a folder of files CODER.FACET.conll."""
    spans = [f.name for f in dataset.codebook.facets if f.unit == "span"]
    used = [name for name in spans if any(c.facet == name for c in dataset.codings)]
    facets = [str(options["facet"])] if options.get("facet") else used
    if facets and not set(facets) <= set(spans):
        raise FormatError(
            say(
                "The codebook has no facet of spans {facets!r}: it has {spans}.",
                facets=facets[0],
                spans=", ".join(spans),
            )
        )
    coders = [str(options["coder"])] if options.get("coder") else dataset.coders()
    losses = counted(dataset.checked(), _LOST)
    if len(coders) == 1 and len(facets) == 1:
        _put(path, dataset, coders[0], facets[0], losses)
        return Written([path], losses)
    make_folder(path)
    files = []
    pairs = [(coder, facet) for coder in coders for facet in facets]
    for number, (coder, facet) in enumerate(pairs):
        files.append(path / f"{file_name(coder)}.{file_name(facet)}.conll")
        _put(files[-1], dataset.turn(number, len(pairs)), coder, facet, losses)
    return Written(files, losses)


def _put(file: Path, dataset: Dataset, coder: str, facet: str, losses: list[Loss]) -> None:
    kept, dropped = without_overlap([c for c in voice(dataset, coder) if c.facet == facet and c.span])
    losses += [_loss(dataset, c, _OVERLAPS) for c in dropped]
    by_document: dict[str, list[Coding]] = {}
    for coding in kept:
        by_document.setdefault(coding.document, []).append(coding)
    with replacing(file) as draft, draft.open("w", encoding="utf-8", newline="\n") as out:
        for document in dataset.each(dataset.documents):
            own = by_document.get(document.sha256, [])
            out.write("-DOCSTART- -X- -X- O\n\n")
            out.writelines(f"{line}\n" for line in _lines(document, own, dataset, losses))


_OVERLAPS = later("{name}: {start} to {end} of {coder} overlaps a longer one and was left out.")
_NO_TOKEN = later("{name}: {start} to {end} of {coder} holds no token of its own and was left out.")
_MOVED = later("{name}: {start} to {end} of {coder} became {first} to {last}.")


def _loss(dataset: Dataset, coding: Coding, told: str, **values: int) -> Loss:
    name = next(d.name for d in dataset.documents if d.sha256 == coding.document)
    return Loss("spans", say(told, name=name, start=coding.start, end=coding.end, coder=coding.coder, **values))


def _lines(document: Document, codings: list[Coding], dataset: Dataset, losses: list[Loss]) -> Iterator[str]:
    """Token lines; a blank one after each sentence and paragraph. A span takes every token that it touches."""
    tokens = list(_TOKEN.finditer(document.text))
    starts, ends = [token.start() for token in tokens], [token.end() for token in tokens]
    tags = ["O"] * len(tokens)
    for coding in codings:
        span = coding.span
        if span is None:
            continue
        touched = range(bisect_right(ends, span.start), bisect_left(starts, span.end))
        at = [i for i in touched if tags[i] == "O"]
        if not at:
            losses.append(_loss(dataset, coding, _NO_TOKEN))
            continue
        if (starts[at[0]], ends[at[-1]]) != span:
            losses.append(_loss(dataset, coding, _MOVED, first=starts[at[0]], last=ends[at[-1]]))
        for place, i in enumerate(at):
            tags[i] = f"{'I' if place else 'B'}-{type_of(coding.facet, coding.code)}"
    for i, token in enumerate(tokens):
        yield f"{token[0]} -X- -X- {tags[i]}"
        gap = document.text[token.end() : tokens[i + 1].start()] if i + 1 < len(tokens) else "\n\n"
        inside = i + 1 < len(tokens) and tags[i + 1].startswith("I-")
        if not inside and (gap.count("\n") > 1 or (token[0] in _ENDS and gap)):
            yield ""


FORMAT = Format(
    "conll", "CoNLL-2003 BIO, a file a coder and facet", ".conll", write, None, lost=_LOST, partly=frozenset({"spans"}),
    more=later("Spans that overlap longer ones; ends inside a token move to its edges; the text between tokens."), folder=True,
    options={"facet": "one facet of spans (default: all that are used)", "coder": f"{WORDS} (default: each coder)"},
)  # fmt: skip
