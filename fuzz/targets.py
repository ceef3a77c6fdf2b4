"""One target for each reader: takes any bytes, and may raise nothing but our own errors (which it swallows).

`codings-X`, `document.X` and the codebooks get the bytes as the file; `parts-X` are sound files of which one part is
replaced or changed: the first byte says which, the second how.
"""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

import tomlkit

from annotator.acts import put_coding
from annotator.codebook import Codebook
from annotator.codebook_file import (
    codebook_from_json,
    codebook_to_json,
    codebook_to_toml,
    parse_codebook,
    read_codebook,
)
from annotator.errors import IntercoderError
from fuzz.projects import project_bytes, project_rows
from fuzz.scratch import changed, scratch
from fuzz.sound import Parts, codings_parts, codings_whole, document_parts, put_together
from storage import bodies
from storage.formats.registry import Format, formats
from tests.storage.documents.making import PARAGRAPHS, make_page
from tests.storage.formats.material import small
from tests.storage.formats.test_hostile import qualcoder
from ui.workflows.resources import CODEBOOKS

Target = Callable[[bytes], None]
PARTS = (".docx", ".odt", ".pdf", ".zip")
"""Documents that are more than their text."""
ZIPPED = ("package", "xlsx", "qdpx")
"""Formats that are zip archives."""
DOCUMENTS = {
    "document.html": make_page(PARAGRAPHS, head="<title>Sound</title>", after="<ul><li>more</li></ul>").encode(),
    "document.md": "\n\n".join(PARAGRAPHS).encode(),
    "document.csv": f'text,date\n"{PARAGRAPHS[0]}",2026\n'.encode(),
    "document.jsonl": b'{"text": "' + PARAGRAPHS[1].encode() + b'", "date": 2026}\n',
}
BOOK = """name = "fuzz"
cues = ["fuzz.actors.toml", "fuzz.threats.toml", "fuzz.stances.toml"]
[[facet]]
name = "actor"
[[facet.code]]
name = "state"
[[facet]]
name = "threat"
[[facet.code]]
name = "attack"
[[facet]]
name = "stance"
[[facet.code]]
name = "oppose"
"""


def event_body(data: bytes) -> None:
    with suppress(IntercoderError):
        bodies.decode(data, where="a test")


def codebook_toml(data: bytes) -> None:
    with suppress(IntercoderError):
        parse_codebook(data.decode("utf-8", "replace"), where="book.toml")


def codebook_json(data: bytes) -> None:
    with suppress(IntercoderError):
        codebook_from_json(data.decode("utf-8", "replace"))


def cue_patterns(data: bytes) -> None:
    """A codebook whose cues (names, lemma patterns, word lists) hold anything, used on a sentence."""
    from annotator.suggest.registry import suggesters

    (scratch() / "fuzz.toml").write_text(BOOK, encoding="utf-8")
    for kind in ("actors", "threats", "stances"):
        (scratch() / f"fuzz.{kind}.toml").write_bytes(data)
    with suppress(IntercoderError):
        book: Codebook = read_codebook(scratch() / "fuzz.toml")
        doc = _sentence()
        for suggester in suggesters():
            list(suggester.suggest(doc, codebook=book, actors=[]))
            list(suggester.faults(book))


@cache
def _sentence() -> Any:
    """A parsed sentence, without a model."""
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    return Doc(
        Vocab(), words=["Rebels", "attacked", "Port", "Vale", "."], heads=[1, 1, 3, 1, 1],
        deps=["nsubj", "ROOT", "compound", "dobj", "punct"], lemmas=["rebel", "attack", "Port", "Vale", "."],
        tags=["NNS", "VBD", "NNP", "NNP", "."], pos=["NOUN", "VERB", "PROPN", "PROPN", "PUNCT"],
        sent_starts=[True, False, False, False, False],
    )  # fmt: skip


def codings_file(data: bytes, *, name: str) -> None:
    """A file of codings in one of the formats that are read from one file."""
    chosen = formats()[name]
    path = scratch() / f"codings{chosen.suffix}"
    path.write_bytes(data)
    _read_codings(chosen, path)


def _read_codings(chosen: Format, path: Path) -> None:
    assert chosen.read
    with suppress(IntercoderError):
        chosen.read(path, {})


def codings_parts_of(data: bytes, *, name: str) -> None:
    """A sound file or folder of codings of which one part was changed."""
    chosen = formats()[name]
    parts = _with_one_changed(codings_parts(name), data)
    path = scratch() / f"parts-{name}{'' if chosen.folder else chosen.suffix}"
    _read_codings(chosen, put_together(parts, path, zipped=name in ZIPPED, folder=chosen.folder))


def _with_one_changed(parts: Parts, data: bytes) -> Parts:
    if len(data) < 2:
        return parts
    name = list(parts)[data[0] % len(parts)]
    content = data[2:] if data[1] % 2 == 0 else changed(parts[name], data[2:])
    return {**parts, name: content}


def document_file(data: bytes, *, suffix: str) -> None:
    """The reader itself, in this process, where its faults show (the program reads some in a process apart)."""
    from storage.documents.files import Reading
    from storage.documents.readers import READERS
    from storage.documents.records import Source

    if suffix == ".zip":
        (scratch() / "document.zip").write_bytes(data)
        with suppress(IntercoderError):
            list(Reading(r for r in READERS if not r.apart).walk(scratch() / "document.zip"))
        return
    (reader,) = (reader for reader in READERS if suffix in reader.endings)
    with suppress(IntercoderError):
        list(reader.read(Source(f"a{suffix}", data, None, {})))


def document_parts_of(data: bytes, *, suffix: str) -> None:
    """A sound document of which one part was changed."""
    parts = _with_one_changed(document_parts(suffix), data)
    path = put_together(parts, scratch() / f"parts{suffix}", zipped=suffix != ".pdf", folder=False)
    document_file(path.read_bytes(), suffix=suffix)


def targets() -> dict[str, Target]:
    """Name -> target."""
    found: dict[str, Target] = {
        "project-bytes": project_bytes, "project-rows": project_rows, "event-body": event_body,
        "codebook-toml": codebook_toml, "codebook-json": codebook_json, "cue-patterns": cue_patterns,
    }  # fmt: skip
    for name, entry in formats().items():
        if entry.read is not None:
            if not entry.folder:
                found[f"codings-{name}"] = partial(codings_file, name=name)
            if entry.write is not None and (entry.folder or name in ZIPPED):
                found[f"parts-{name}"] = partial(codings_parts_of, name=name)
    for suffix in (".txt", ".md", ".html", ".csv", ".jsonl", *PARTS):
        found[f"document{suffix}"] = partial(document_file, suffix=suffix)
    for suffix in PARTS:
        found[f"parts{suffix}"] = partial(document_parts_of, suffix=suffix)
    return found


def seeds(name: str) -> list[bytes]:
    """What the fuzzer starts from: the parts of sound files, and sound codebooks."""
    if name.startswith("parts-"):
        return _as_parts(codings_parts(name.removeprefix("parts-")))
    if name.startswith("parts."):
        return _as_parts(document_parts(name.removeprefix("parts")))
    if name == "event-body":
        codings = [put_coding(None, coding) for coding in small().codings]
        return [b"J" + bodies.plain_body(codings * times) for times in (1, 4)]  # four times as many: a table
    if name == "codebook-json":
        return [codebook_to_json(small().codebook).encode()]
    if name == "codebook-toml":
        return [BOOK.encode(), codebook_to_toml(small().codebook).encode()]
    if name == "cue-patterns":
        return [
            tomlkit.dumps(_first_of(tomllib.loads(f.read_text("utf-8")))).encode() for f in CODEBOOKS.glob("*.*.toml")
        ]
    if name.startswith("codings-") and (entry := formats()[name.removeprefix("codings-")]).write:
        return [codings_whole(entry.name)]
    if name == "codings-qda":
        return [qualcoder(Path(tempfile.mkdtemp(dir=scratch())) / "a.qda").joinpath("data.qda").read_bytes()]
    return [DOCUMENTS[name]] if name in DOCUMENTS else []


def _first_of(table: Mapping[str, Any]) -> dict[str, Any]:
    """The first entries of each table: a whole file takes a second a run."""
    kept = islice(table.items(), 12)
    return {
        key: value[:3] if isinstance(value, list) else _first_of(value) if isinstance(value, dict) else value
        for key, value in kept
    }


def _as_parts(parts: Parts) -> list[bytes]:
    return [bytes([number, 0]) + content for number, content in enumerate(parts.values()) if len(content) < 100_000]
