"""Sound files of every format, as parts that can be changed one at a time: random bytes never get past a zip's directory."""

from __future__ import annotations

import zipfile
from functools import cache
from pathlib import Path

from fuzz.scratch import scratch
from storage.formats.registry import formats
from tests.storage.documents.making import PARAGRAPHS, make_docx, make_odt, make_page, make_pdf, make_zip
from tests.storage.formats.material import small

Parts = dict[str, bytes]
"""Path within the zip or folder (a plain file's own name) -> bytes."""


@cache
def document_parts(suffix: str) -> Parts:
    """A sound document of a kind that is more than its text."""
    path = scratch() / f"sound{suffix}"
    if suffix == ".docx":
        make_docx(path, PARAGRAPHS, title="Sound", author="Somebody")
    elif suffix == ".odt":
        make_odt(path, PARAGRAPHS, title="Sound", author="Somebody")
    elif suffix == ".pdf":
        make_pdf(path, PARAGRAPHS, title="Sound")
    else:
        page = make_page(PARAGRAPHS, head="<title>Sound</title>", after="<ul><li>more</li></ul>")
        make_zip(path, {"a.txt": PARAGRAPHS[0].encode(), "b/c.html": page.encode(), "d.csv": b"text,date\nOne,2026\n"})
    return parts_of(path)


@cache
def codings_parts(name: str) -> Parts:
    """What a format writes of the small data set, in parts."""
    return parts_of(_written(name))


def codings_whole(name: str) -> bytes:
    """The same, for a format that writes one file."""
    return _written(name).read_bytes()


@cache
def _written(name: str) -> Path:
    entry = formats()[name]
    path = scratch() / f"sound-{name}{'' if entry.folder else entry.suffix}"
    assert entry.write
    entry.write(small(), path, {})
    return path


def parts_of(path: Path) -> Parts:
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file())
        return {file.relative_to(path).as_posix(): file.read_bytes() for file in files}
    if not zipfile.is_zipfile(path) or path.suffix == ".parquet":
        return {path.name: path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in sorted(archive.namelist()) if not name.endswith("/")}


def put_together(parts: Parts, path: Path, *, zipped: bool, folder: bool) -> Path:
    """The file or folder that has these parts."""
    if folder:
        for name, content in parts.items():
            file = path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    elif zipped:
        make_zip(path, parts)
    else:
        path.write_bytes(next(iter(parts.values())))
    return path
