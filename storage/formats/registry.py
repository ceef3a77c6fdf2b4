"""The formats: one module each, found by its line here. To add one: write the module, add its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.wording import say
from storage.formats import losses
from storage.formats.dataset import Dataset, Parcel, Written

MODULES = (
    "jsonl", "package", "csv_tables", "xlsx", "qdpx", "docbin", "parquet", "cas", "labelstudio", "doccano", "brat", "conll",
    "qda",
)  # fmt: skip
"""Modules of this package that hold `FORMAT: Format` (or `FORMATS: tuple[Format, ...]`), in the order of `export --list`."""


@dataclass(frozen=True, slots=True)
class Format:
    """`write(dataset, path, options)` makes the file (or folder, if `folder`); `read(path, options)` takes one in.

    Either may be None. `lost` names what the format cannot hold and `partly` what it holds in part (keys of
    losses.FIELDS); `more` is a word besides. `options` names the options it knows, with a word on each. `whole`: it
    takes suggestions, decisions and everything else of a project. `claims` says whether a file or folder is of this
    format, where the ending alone does not (None: it does).
    """

    name: str
    title: str
    suffix: str
    write: Callable[[Dataset, Path, Mapping[str, Any]], Written] | None = None
    read: Callable[[Path, Mapping[str, Any]], Parcel] | None = None
    lost: frozenset[str] = frozenset()
    partly: frozenset[str] = frozenset()
    more: str = ""
    folder: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False
    claims: Callable[[Path], bool] | None = None

    @property
    def loses(self) -> str:
        """What the format cannot hold, in a sentence or two; "" for nothing."""
        return " ".join(
            part
            for part in (losses.sentence(self.lost, partly=self.partly), say(self.more) if self.more else "")
            if part
        )


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
        raise FormatError(say("There is no format {name!r}: choose one of {known}.", name=name, known=", ".join(known)))
    return known[name]


def format_of(path: Path) -> Format:
    """The format that reads this file or folder, by its ending and, where several have it, by what is in it."""
    readers = [entry for entry in formats().values() if entry.read]
    fitting = [entry for entry in readers if _fits(entry, path)]
    for entry in fitting:
        if entry.claims is None or entry.claims(path):
            return entry
    if path.suffix.lower() == ".zip":
        raise FormatError(
            say(
                "{name} is no exchange package: unpack it, and name the folder or file that lies in it.", name=path.name
            )
        )
    if path.is_dir() or fitting:
        raise FormatError(
            say("{name} holds no known format: say --format NAME (`export --list` names them).", name=path.name)
        )
    raise FormatError(
        say("{name} has no known ending: say --format NAME (`export --list` names them).", name=path.name)
    )


def _fits(entry: Format, path: Path) -> bool:
    if path.is_dir():
        return entry.claims is not None and (entry.folder or path.name.lower().endswith(entry.suffix))
    return bool(entry.suffix) and path.name.lower().endswith(entry.suffix)
