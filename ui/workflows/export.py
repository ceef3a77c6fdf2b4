"""A data set out of a project, in any format that storage/formats/ knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from storage.formats.dataset import Written
from storage.formats.registry import find_format
from storage.project import Project
from storage.selection import select


def export(
    project: Project,
    path: Path,
    *,
    format_name: str,
    coders: Collection[str] | None = None,
    options: Mapping[str, Any] | None = None,
) -> Written:
    """Write the codings of `coders` (default all). Suggestions go along only where a format's option asks for them."""
    chosen = find_format(format_name)
    if chosen.write is None:
        raise FormatError(f"The format {chosen.name} can only be read, not written.")
    given = options or {}
    unknown = sorted(set(given) - set(chosen.options))
    if unknown:
        raise FormatError(
            f"The format {chosen.name} has no option {unknown[0]!r}: it has {', '.join(chosen.options) or 'none'}."
        )
    if not path.parent.is_dir():
        raise FormatError(f"The folder {path.parent} does not exist: make it first.")
    return chosen.write(select(project, coders=coders, suggestions=bool(given.get("suggestions"))), path, given)
