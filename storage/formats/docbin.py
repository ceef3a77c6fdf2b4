"""spaCy DocBin: coders' spans in doc.spans[coder], one document a Doc. Spans off token edges are reported."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from annotator.records import Coding, Document
from storage.atomic import replacing
from storage.formats.dataset import Dataset, Written
from storage.formats.registry import Format


def write(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
    """Write a .spacy file. `options["align"]`: "expand" (default), "contract" or "strict", spaCy's alignment modes."""
    import spacy
    from spacy.tokens import DocBin

    align = str(options.get("align") or "expand")
    nlp = spacy.blank(dataset.codebook.language or "en")
    nlp.max_length = max((len(d.text) for d in dataset.documents), default=0) + 1
    bins, losses = DocBin(attrs=["ORTH", "SPACY"], store_user_data=True), []
    by_document: dict[str, list[Coding]] = {document.sha256: [] for document in dataset.documents}
    for coding in dataset.checked().codings:
        by_document[coding.document].append(coding)
    for document in dataset.documents:
        doc, lost = _doc(nlp, document, by_document[document.sha256], align)
        bins.add(doc)
        losses += lost
    with replacing(path) as draft:
        draft.write_bytes(bins.to_bytes())
    return Written([path], losses)


def _doc(nlp: Any, document: Document, codings: list[Coding], align: str) -> tuple[Any, list[str]]:
    doc, losses = nlp.make_doc(document.text), []
    doc.user_data["document"], doc.user_data["sha256"] = document.name, document.sha256
    groups: dict[str, list[Any]] = {}
    for coding in codings:
        span = coding.span
        if span is None:
            losses.append(f"{document.name}: the document code {coding.code} of {coding.coder} was left out.")
            continue
        found = doc.char_span(
            span.start, span.end, label=f"{coding.facet}:{coding.code}", alignment_mode=align, span_id=coding.uuid
        )
        if found is None:
            losses.append(
                f"{document.name}: {span.start} to {span.end} of {coding.coder} is off token edges and was left out."
            )
            continue
        if (found.start_char, found.end_char) != span:
            losses.append(
                f"{document.name}: {span.start} to {span.end} of {coding.coder} became {found.start_char} to {found.end_char}."
            )
        groups.setdefault(coding.coder, []).append(found)
        doc.user_data[f"coding:{coding.uuid}"] = {**coding.attributes, "start": span.start, "end": span.end}
    for coder, spans in groups.items():
        doc.spans[coder] = spans
    return doc, losses


FORMAT = Format(
    "docbin", "spaCy DocBin, spans by coder", ".spacy", "Document codes; memos, certainty and history of codings.", write,
    options={"align": "how spans off token edges are fitted: expand (default), contract or strict"},
)  # fmt: skip
