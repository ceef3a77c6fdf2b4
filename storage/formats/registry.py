"""The formats: one module each, found by its line here. To add one: write the module, add its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from storage.formats.dataset import Dataset, Parcel, Written

MODULES = ("jsonl", "csv_tables", "docbin")
"""Modules of this package that hold `FORMAT: Format` (or `FORMATS: tuple[Format, ...]`), in the order of `export --list`."""


@dataclass(frozen=True, slots=True)
class Format:
    """`write(dataset, path, options)` makes the file (or folder, if `folder`); `read(path, options)` takes one in.

    Either may be None. `loses` says in one sentence what the format cannot hold ("" for nothing). `options` names the
    options it knows, with a word on each.
    """

    name: str
    title: str
    suffix: str
    loses: str
    write: Callable[[Dataset, Path, Mapping[str, Any]], Written] | None = None
    read: Callable[[Path, Mapping[str, Any]], Parcel] | None = None
    folder: bool = False
    options: Mapping[str, str] = field(default_factory=dict)


def formats() -> dict[str, Format]:
    """Name -> format. Modules are imported here, not before: some bring heavy libraries."""
    found: dict[str, Format] = {}
    for name in MODULES:
        module = import_module(f"storage.formats.{name}")
        for entry in getattr(module, "FORMATS", None) or (module.FORMAT,):
            found[entry.name] = entry
    return found


def find_format(name: str) -> Format:
    known = formats()
    if name not in known:
        raise FormatError(f"There is no format {name!r}: choose one of {', '.join(known)}.")
    return known[name]


def format_of(path: Path) -> Format:
    """The format that reads a file with this ending."""
    for entry in formats().values():
        if entry.read and path.name.lower().endswith(entry.suffix):
            return entry
    raise FormatError(f"{path.name} has no known ending: say --format NAME (`export --list` names them).")
