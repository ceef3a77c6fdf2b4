"""A run's provenance, read without trust in its shape: what is there is used, what is missing is not made up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotator.agreement.rows import Results
from annotator.wording import later, say

_HASH = re.compile(r"(?:sha256:)?[0-9a-f]{16,}")


@dataclass(frozen=True, slots=True)
class Origin:
    """What the words of a report need to know about where its figures come from. Empty or None: not stated."""

    project: str
    codebook: str
    coders: tuple[str, ...]
    documents: int | None
    software: tuple[str, ...]
    seed: int | None
    replicates: int | None
    intervals: tuple[str, ...]


def read_origin(results: Results) -> Origin:
    """Provenance first, the rows where it is silent."""
    provenance = results.provenance
    rows = results.rows
    coders = _names(_first(provenance, "coders"))
    documents = _first(provenance, "documents", "n_documents")
    numbers = [row.n_documents for row in rows if row.n_documents is not None]
    return Origin(
        project=_title(provenance),
        codebook=_codebook(_first(provenance, "codebook")),
        coders=coders or tuple(sorted({coder for row in rows for coder in row.coders})),
        documents=_number(documents) if _number(documents) is not None else max(numbers, default=None),
        software=_software(_first(provenance, "software", "versions")),
        seed=_number(_first(provenance, "seed")) if "seed" in provenance else _only([row.seed for row in rows]),
        replicates=_number(_first(provenance, "replicates"))
        if "replicates" in provenance
        else _only([row.replicates for row in rows]),
        intervals=tuple(sorted({row.interval for row in rows if row.interval})),
    )


def flat(value: object, *, path: str = "") -> Iterator[tuple[str, str]]:
    """Provenance as (name, value) lines: “codebook · version”, “1”. Lists of plain values stay on one line."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from flat(inner, path=f"{path} · {_words(key)}" if path else _words(key))
    elif isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else list(value)
        if any(isinstance(item, Mapping | list | tuple) for item in items):
            for number, item in enumerate(items, 1):
                yield from flat(item, path=f"{path} · {number}")
        else:
            yield path, ", ".join(_plain(item) for item in items) or say("none")
    else:
        yield path, _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return say("none")
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return str(value)


def _words(key: object) -> str:
    return str(key).replace("_", " ")


def _first(provenance: Mapping[str, object], *names: str) -> object:
    return next((provenance[name] for name in names if provenance.get(name) is not None), None)


def _title(provenance: Mapping[str, object]) -> str:
    """The project's name; a hash is none."""
    names = (_name(provenance.get(key)) for key in ("project_name", "name", "title", "project", "file"))
    return next((name for name in names if name and not _HASH.fullmatch(name)), "")


def _name(value: object) -> str:
    if isinstance(value, Mapping):
        return _name(_first(value, "name", "title", "file"))
    return "" if value is None else str(value)


_VERSIONS = {
    "version": later("version {number}"),
    "meaning": later("meaning version {number}"),
    "aids": later("aids version {number}"),
}


def _codebook(value: object) -> str:
    if not isinstance(value, Mapping):
        return "" if value is None else str(value)
    name = _name(value)
    versions = [say(told, number=value[key]) for key, told in _VERSIONS.items() if key in value]
    return f"{name} ({', '.join(versions)})" if versions else name


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, Mapping):
        return tuple(str(key) for key in value)
    return tuple(str(item) for item in value) if isinstance(value, list | tuple | set | frozenset) else ()


def _number(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return len(value) if isinstance(value, list | tuple | Mapping) else None


def _software(value: object) -> tuple[str, ...]:
    if isinstance(value, Mapping):
        return tuple(f"{_words(key)} {_plain(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    return (str(value),) if value is not None else ()


def _only(values: list[int | None]) -> int | None:
    """The value that all rows share, if there is exactly one."""
    found = {value for value in values if value is not None}
    return found.pop() if len(found) == 1 else None
