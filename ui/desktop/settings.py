"""What the window remembers between sessions: recent projects, the coder's name, sizes, keys, theme."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

ORGANISATION, APPLICATION = "Intercoder", "Intercoder"
MOST_RECENT = 10


class Settings:
    """A thin, typed face on QSettings. Holds names of files and people, never anything from a text."""

    def __init__(self, *, remembered: bool = True) -> None:
        """`remembered=False`: a fresh set that is never written (pictures, tests)."""
        scope = QSettings.Scope.UserScope
        self.store = QSettings(QSettings.Format.IniFormat, scope, ORGANISATION, APPLICATION)
        self._held: dict[str, Any] | None = None if remembered else {}

    def _value(self, key: str, default: Any = None) -> Any:
        return self.store.value(key, default) if self._held is None else self._held.get(key, default)

    def text(self, key: str, default: str = "") -> str:
        return str(self._value(key, default))

    def number(self, key: str, default: int) -> int:
        try:
            return int(str(self._value(key, default)))
        except ValueError:
            return default

    def flag(self, key: str, default: bool) -> bool:
        return self.text(key, "true" if default else "false") == "true"

    def data(self, key: str) -> QByteArray | None:
        value = self._value(key)
        return value if isinstance(value, QByteArray) else None

    def set(self, key: str, value: Any) -> None:
        kept = ("true" if value else "false") if isinstance(value, bool) else value
        if self._held is None:
            self.store.setValue(key, kept)
        else:
            self._held[key] = kept

    def keys(self) -> dict[str, list[str]]:
        """Action name -> the key sequences that the coder chose instead of the usual ones."""
        try:
            found = json.loads(self.text("keys", "{}"))
        except ValueError:
            return {}
        return (
            {str(name): [str(key) for key in keys] for name, keys in found.items()} if isinstance(found, dict) else {}
        )

    def set_keys(self, keys: dict[str, list[str]]) -> None:
        self.set("keys", json.dumps(keys))

    def recent(self) -> list[Path]:
        try:
            found = json.loads(self.text("recent", "[]"))
        except ValueError:
            return []
        return [Path(str(path)) for path in found if Path(str(path)).is_file()] if isinstance(found, list) else []

    def note_recent(self, path: Path) -> None:
        kept = [str(path.resolve()), *(str(other) for other in self.recent() if other != path.resolve())]
        self.set("recent", json.dumps(kept[:MOST_RECENT]))
