"""Parquet for Hugging Face datasets: a row a document, codings as lists of structs, and a data-set card."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.records import Document
from annotator.wording import say
from storage.atomic import replacing
from storage.formats.card import card
from storage.formats.csv_tables import make_folder
from storage.formats.dataset import Dataset, Incoming, IncomingDocument, IncomingDone, Parcel, Written
from storage.formats.jsonl import coding_line, item_of, lines
from storage.formats.package import region_of
from storage.formats.registry import Format

PARTS = {"train": "train", "dev": "validation", "test": "test"}
"""Our parts -> what `datasets` calls them."""
_MOST_ROWS = 1_000_000


def write(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
    """A path ending in .parquet gets one file; any other is a folder with data/PART.parquet and README.md."""
    found = dataset.checked()
    if path.suffix.lower() == ".parquet":
        _write_table(path, found, found.each(found.documents))
        return Written([path])
    make_folder(path)
    make_folder(path / "data")
    files, done = [], 0
    for part in PARTS:
        chosen = [d for d in found.documents if found.parts.get(d.sha256, "train") == part]
        if chosen or part == "train":
            files.append(path / "data" / f"{part}.parquet")
            _write_table(files[-1], found, replace(found, documents=chosen).after(done).each(chosen))
            done += len(chosen)
    readme = path / "README.md"
    with replacing(readme) as draft:
        draft.write_text(_front_matter(found, files) + (found.card or card(found)), encoding="utf-8")
    return Written([*files, readme])


def _front_matter(dataset: Dataset, files: Iterable[Path]) -> str:
    rows = "".join(f"  - split: {PARTS[file.stem]}\n    path: data/{file.name}\n" for file in files)
    language = json.dumps(dataset.codebook.language or "en")  # in quotes: to YAML a bare no is false
    return f"---\nlanguage:\n- {language}\nconfigs:\n- config_name: default\n  data_files:\n{rows}---\n\n"


def _schema() -> Any:
    import pyarrow as pa

    pairs = pa.list_(pa.struct([("name", pa.string()), ("value", pa.string())]))
    coding = [
        ("coder", pa.string()), ("start", pa.int64()), ("end", pa.int64()), ("text", pa.string()),
        ("facet", pa.string()), ("code", pa.string()), ("attributes", pairs), ("origin", pa.string()),
        ("memo", pa.string()), ("certainty", pa.float64()), ("round", pa.string()), ("uuid", pa.string()),
        ("meaning_version", pa.int64()), ("created", pa.string()),
    ]  # fmt: skip
    mark = [("coder", pa.string()), ("facet", pa.string()), ("round", pa.string()), ("done", pa.bool_())]
    region = [("start", pa.int64()), ("end", pa.int64()), ("kind", pa.string()), ("reason", pa.string())]
    return pa.schema(
        [
            ("document", pa.string()), ("sha256", pa.string()), ("text", pa.string()), ("metadata", pairs),
            ("regions", pa.list_(pa.struct(region))), ("codings", pa.list_(pa.struct(coding))),
            ("done", pa.list_(pa.struct(mark))),
        ]
    )  # fmt: skip


def _write_table(path: Path, dataset: Dataset, documents: Iterable[Document]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    codings: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    marks: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    by_sha256 = {document.sha256: document for document in dataset.documents}
    for coding in dataset.codings:
        line = coding_line(coding, by_sha256[coding.document])
        codings[coding.document].append({**line, "attributes": _pairs(coding.attributes)})
    for line in lines(dataset):
        if "done" in line:
            marks[line["sha256"]].append(line)
    rows = [
        {
            "document": d.name, "sha256": d.sha256, "text": d.text, "metadata": _pairs(d.metadata),
            "regions": [{"start": r.start, "end": r.end, "kind": r.kind, "reason": r.reason} for r in d.regions],
            "codings": codings[d.sha256], "done": marks[d.sha256],
        }
        for d in documents
    ]  # fmt: skip
    with replacing(path) as draft:
        pq.write_table(pa.Table.from_pylist(rows, schema=_schema()), draft)


def _pairs(values: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in sorted(values.items())]


def read(path: Path, options: Mapping[str, Any]) -> Parcel:
    """One .parquet file, or all in a folder as `write` leaves it."""
    files = sorted([*path.glob("*.parquet"), *path.glob("data/*.parquet")]) if path.is_dir() else [path]
    if not files:
        raise FormatError(say("{name} holds no .parquet file: check the folder.", name=path.name))
    codings: list[Incoming] = []
    done: list[IncomingDone] = []
    documents = []
    for file in files:
        for where, row in _rows(file):
            document = _document(where, row)
            documents.append(document)
            same = {"document": document.name, "sha256": document.sha256}
            for line in _structs(where, row, "codings"):
                item = item_of(where, {**line, **same, "attributes": _unpaired(where, line.get("attributes"))})
                if isinstance(item, Incoming):
                    codings.append(item)
            for line in _structs(where, row, "done"):
                item = item_of(where, {**line, **same})
                if isinstance(item, IncomingDone):
                    done.append(item)
    return Parcel(codings, done, documents)


def _rows(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        source = pq.ParquetFile(file)
        if source.metadata.num_rows > _MOST_ROWS:
            raise FormatError(
                say("{name} has more than {most_rows:,} rows and was refused.", name=file.name, most_rows=_MOST_ROWS)
            )
        missing = {"document", "text", "codings"} - set(source.schema_arrow.names)
        if missing:
            raise FormatError(
                say(
                    "{name} has no column {missing!r}: it is not one of Intercoder's.",
                    name=file.name,
                    missing=sorted(missing)[0],
                )
            )
        number = 0
        for batch in source.iter_batches(batch_size=64):
            for row in batch.to_pylist():
                number += 1
                yield say("{name}, row {number}", name=file.name, number=number), row
    except (pa.ArrowException, OSError, UnicodeDecodeError) as fault:
        raise FormatError(
            say("{name} is not a Parquet file that can be read ({fault}).", name=file.name, fault=str(fault)[:100])
        ) from fault


def _document(where: str, row: Mapping[str, Any]) -> IncomingDocument:
    from storage.formats import checks

    if not isinstance(row.get("text"), str):
        raise FormatError(say("{where}: the text is missing.", where=where))
    items = [[r.get(name) for name in ("start", "end", "kind", "reason")] for r in _structs(where, row, "regions")]
    return IncomingDocument(
        where, checks.text_of(where, row, "document"), row["text"], _unpaired(where, row.get("metadata")),
        checks.sha256_of(where, row), tuple(region_of(where, item, len(row["text"])) for item in items),
    )  # fmt: skip


def _structs(where: str, row: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = row.get(name) or []
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise FormatError(say("{where}: {name} must be a list of structs.", where=where, name=name))
    return found


def _unpaired(where: str, pairs: object) -> dict[str, str]:
    found = _structs(where, {"pairs": pairs}, "pairs")
    if not all(isinstance(pair.get("name"), str) for pair in found):
        raise FormatError(say("{where}: attributes and metadata must be lists of name and value.", where=where))
    return {pair["name"]: pair["value"] for pair in found if isinstance(pair.get("value"), str)}


def _is_ours(path: Path) -> bool:
    return path.is_file() or any(path.glob("*.parquet")) or any(path.glob("data/*.parquet"))


FORMAT = Format(
    "parquet", "Parquet for Hugging Face datasets: a row a document, with a card", ".parquet", write, read, folder=True,
    claims=_is_ours,
)  # fmt: skip
