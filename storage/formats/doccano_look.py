"""How doccano's lines differ from our own, which have the same ending."""

from __future__ import annotations

from pathlib import Path

from annotator.files import opened
from storage.formats import checks

ENTITIES = ("entities", "label", "labels", "annotations", "cats")
"""Where one version or another keeps what was marked; "cats" are codes of the whole document."""


def looks_like_doccano(path: Path) -> bool:
    for file in sorted(path.glob("*.jsonl"))[:1] if path.is_dir() else [path]:
        with opened(file) as lines:
            head = lines.readline(checks.LINE_LIMIT)
        return (
            (b'"text"' in head or b'"data"' in head)
            and b'"start"' not in head
            and any(f'"{name}"'.encode() in head for name in ENTITIES)
        )
    return False
