"""The data-set card: what is in a data set, who made it, by which codebook, how far they agreed; and its label map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from annotator.plurals import plural
from storage.formats.dataset import Dataset
from storage.formats.labels import label


def card(dataset: Dataset, *, notes: Sequence[str] = (), agreement: Sequence[Mapping[str, Any]] = ()) -> str:
    """Markdown. `notes` say how it was selected and split; `agreement` are rows with facet, task, measure, value, low, high, coders."""
    book = dataset.codebook
    origin = dataset.provenance
    lines = [f"# {book.title or book.name}", ""]
    if book.description:
        lines += [book.description, ""]
    lines += [
        f"- {plural(len(dataset.documents), 'document')}, {plural(len(dataset.codings), 'coding')}; coders:"
        f" {', '.join(dataset.coders()) or 'none'}",
        f"- codebook {book.name}, meaning {book.meaning}, aids {book.aids}",
        f"- project {origin.get('project', 'unknown')}",
        "- offsets are zero-based, half-open, in Unicode code points",
        *(f"- {note}" for note in notes),
        "",
    ]
    if dataset.parts:
        lines += _parts(dataset)
    lines += _counts(dataset)
    if agreement:
        lines += [
            "## Agreement",
            "",
            "| facet | task | measure | value | 95 % interval | coders |",
            "|---|---|---|---|---|---|",
        ]
        lines += [_agreement_row(row) for row in agreement] + [""]
    return "\n".join(lines)


def _parts(dataset: Dataset) -> list[str]:
    documents = Counter(dataset.parts.values())
    codings = Counter(dataset.parts.get(coding.document, "") for coding in dataset.codings)
    rows = [f"| {p} | {documents[p]:,} | {codings[p]:,} |" for p in ("train", "dev", "test") if p in documents]
    return ["## Parts", "", "| part | documents | codings |", "|---|---|---|", *rows, ""]


def _counts(dataset: Dataset) -> list[str]:
    parts = [p for p in ("train", "dev", "test") if p in dataset.parts.values()]
    found = Counter((c.facet, c.code) for c in dataset.codings)
    by_part = Counter((c.facet, c.code, dataset.parts.get(c.document, "")) for c in dataset.codings)
    head = "".join(f" {part} |" for part in parts)
    lines = ["## Codes", "", f"| facet | code | codings |{head}", "|---|---|---|" + "---|" * len(parts)]
    for code in dataset.codebook.codes():
        if number := found[code.facet, code.name]:
            each = "".join(f" {by_part[code.facet, code.name, part]:,} |" for part in parts)
            lines.append(f"| {_cell(code.facet)} | {_cell(code.name)} | {number:,} |{each}")
    return [*lines, ""]


def _agreement_row(row: Mapping[str, Any]) -> str:
    value, low, high = (None if row.get(k) is None else f"{row[k]:.3f}" for k in ("value", "low", "high"))
    interval = f"{low} to {high}" if low and high else ""
    coders = ", ".join(_cell(coder) for coder in row.get("coders") or ())
    return f"| {_cell(str(row['facet']))} | {row['task']} | {row['measure']} | {value or 'undefined'} | {interval} | {coders} |"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


def label_map(dataset: Dataset) -> dict[str, int]:
    """facet:code -> number, in the codebook's order; retired codes that nobody used are left out."""
    used = {(coding.facet, coding.code) for coding in dataset.codings}
    codes = [c for c in dataset.codebook.codes() if not c.retired or (c.facet, c.name) in used]
    return {label(code.facet, code.name): number for number, code in enumerate(codes)}
