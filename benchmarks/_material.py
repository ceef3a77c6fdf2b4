"""Made-up texts and projects for the benchmarks of the window."""

from __future__ import annotations

import random
from pathlib import Path

from annotator.acts import Act, new_uuid, put_coding
from annotator.records import Coding, Suggestion
from storage.opening import create_project
from storage.suggestions import suggestion_set
from storage.texts import NewDocument, add_documents
from ui.workflows.resources import default_codebook

WORDS = (
    "river council border valley minister harbour grain warned that joint patrols returned before winter".split()  # noqa: SIM905
)


def text_of(length: int, *, paragraph: int = 400, seed: int = 1) -> str:
    """Words in paragraphs of about `paragraph` characters."""
    chance, parts, size, block = random.Random(seed), [], 0, 0
    while size < length:
        word = chance.choice(WORDS)
        block, size = block + len(word) + 1, size + len(word) + 1
        parts.append(word + ("\n" if block > paragraph else " "))
        block = 0 if block > paragraph else block
    return "".join(parts)[:length]


def make_project(path: Path, text: str, *, codings: int, suggestions: int) -> str:
    """A project of Ann's with one document and its spans; returns the document's name."""
    book, chance = default_codebook(), random.Random(2)
    codes = [(facet.name, code.name) for facet in book.facets[:2] for code in facet.codes]
    with create_project(path, book, person="Ann") as project:
        new = NewDocument("long.txt", text)
        act, texts = add_documents(project, [new])
        project.commit(act, texts=texts)

        def place() -> tuple[int, int]:
            start = chance.randrange(len(text) - 60)
            return start, start + chance.randrange(5, 60)

        made = []
        for number in range(codings):
            facet, code = codes[number % len(codes)]
            made.append(put_coding(None, Coding(new_uuid(), new.sha256, "Ann", *place(), facet, code)))
        if made:
            project.commit(Act("import", "Ann", tuple(made)))
        offered = []
        for number in range(suggestions):
            facet, code = codes[number % len(codes)]
            offered.append(Suggestion(f"{number:032x}", new.sha256, *place(), facet, code, {}, "bench/1 rule", 0.9))
        if offered:
            project.commit(suggestion_set("Ann", new.sha256, offered, run={"model": "bench"}))
    return "long.txt"


def make_library(path: Path, *, documents: int, codings: int) -> None:
    """A project of Ann's with many documents of 10 KB, and codings spread over them."""
    chance, base = random.Random(5), text_of(2_000_000, seed=5)
    with create_project(path, default_codebook(), person="Ann") as project:
        shas = []
        for first in range(0, documents, 500):
            lot = []
            for number in range(first, min(first + 500, documents)):
                at = chance.randrange(len(base) - 10_000)
                lot.append(NewDocument(f"{number}.txt", f"No {number}: {base[at : at + 10_000]} rare{number}"))
            act, texts = add_documents(project, lot)
            project.commit(act, texts=texts)
            shas += [document.sha256 for document in lot]
        spans = [(chance.choice(shas), chance.randrange(9_000)) for _ in range(codings)]
        made = [put_coding(None, Coding(new_uuid(), sha, "Ann", at, at + 20, "actor", "taliban")) for sha, at in spans]
        project.commit(Act("import", "Ann", tuple(made)))
