"""No list holds item objects: Qt deletes them beside their wrappers in Python, which took the program down."""

from __future__ import annotations

import re
from pathlib import Path

DESKTOP = Path(__file__).resolve().parents[2] / "ui" / "desktop"
ITEMS = re.compile(
    r"\bQ(?:Standard|ListWidget|TableWidget|TreeWidget)Item\b|\bQ(?:StandardItemModel|ListWidget|TreeWidget)\b"
)
FILLED_ONCE = {"keys.py"}


def test_lists_are_models_without_item_objects() -> None:
    found = {path.name for path in DESKTOP.rglob("*.py") if ITEMS.search(path.read_text(encoding="utf-8"))}
    assert found == FILLED_ONCE
