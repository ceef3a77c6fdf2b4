"""Export everything that is still readable in a damaged project into a new folder."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.codebook_file import codebook_to_toml
from annotator.errors import FormatError
from annotator.plurals import plural
from annotator.wording import say
from storage.atomic import replacing
from storage.codebooks import NO_CODEBOOK
from storage.formats.dataset import Dataset
from storage.formats.registry import find_format
from storage.rescue import Salvage, salvage

REPORT = "REPORT.txt"


@dataclass(frozen=True, slots=True)
class Rescued:
    """How much was saved into `folder`, and what was not (one sentence each)."""

    folder: Path
    documents: int
    codings: int
    lost: tuple[str, ...]


def rescue(path: Path, folder: Path) -> Rescued:
    """Save texts, codings (native JSONL), the codebook and a report of what is missing. The project is only read.

    Raises FormatError where the folder exists and holds something, ProjectError where nothing can be read.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FormatError(say("{folder} exists already and is not empty: choose another folder.", folder=folder))
    found = salvage(path)
    folder.mkdir(parents=True, exist_ok=True)
    _write(found, folder, damaged=False)
    if found.damaged:
        _write(found, folder / "damaged", damaged=True)
    if found.codebook is not None:
        with replacing(folder / "codebook.toml") as draft:
            draft.write_text(codebook_to_toml(found.codebook), encoding="utf-8")
    changed = [document.name for document in found.documents if document.sha256 in found.damaged]
    lost = (
        *(say("The text of {name} was changed: it lies in damaged, with its codings.", name=name) for name in changed),
        *found.lost,
    )
    with replacing(folder / REPORT) as draft:
        draft.write_text(_report(path, len(found.documents), len(found.codings), lost), encoding="utf-8")
    return Rescued(folder, len(found.documents), len(found.codings), lost)


def _write(found: Salvage, folder: Path, *, damaged: bool) -> None:
    """The sound texts with their codings, or those that no longer fit their hash; a new project refuses the latter's."""
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    names: set[str] = set()
    documents = []
    for document in found.documents:
        if (document.sha256 in found.damaged) == damaged:
            documents.append(replace(document, name=_file_name(document.name, names)))
            with replacing(folder / "documents" / documents[-1].name) as draft:
                draft.write_text(document.text, encoding="utf-8", errors="replace", newline="")
    here = {document.sha256 for document in documents}
    dataset = Dataset(
        found.codebook or NO_CODEBOOK,
        documents,
        [coding for coding in found.codings if coding.document in here],
        [mark for mark in found.completions if mark.document in here],
    )
    write = find_format("jsonl").write
    if write is not None:
        write(dataset, folder / "codings.jsonl", {})


def _file_name(name: str, taken: set[str]) -> str:
    """A name for a file in one folder: no path, no hidden file, nothing twice."""
    plain = re.sub(r"[^\w.() -]", "_", name.replace("/", "_").replace("\\", "_")).strip(". ")[:120] or "document"
    plain = plain if plain.lower().endswith(".txt") else f"{plain}.txt"
    number, whole = 1, plain
    while whole.casefold() in taken:
        number += 1
        whole = f"{plain.removesuffix('.txt')} {number}.txt"
    taken.add(whole.casefold())
    return whole


def _report(path: Path, documents: int, codings: int, lost: tuple[str, ...]) -> str:
    lines = [
        say(
            "Rescued from {name}: {documents} and {codings}.",
            name=path.name,
            documents=plural(documents, "document"),
            codings=plural(codings, "coding"),
        ),
        say(
            "To go on: `new` a project with codebook.toml, `add` the folder documents, `import-codings` codings.jsonl."
        ),
        "",
        *([say("Not readable, or changed by the damage:"), *lost] if lost else [say("Everything could be read.")]),
    ]
    return "\n".join(lines) + "\n"
