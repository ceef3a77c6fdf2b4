"""The menu Help."""

from __future__ import annotations

from collections.abc import Callable

from tests.desktop.scenarios.stage import Stage, opens


def command(s: Stage) -> None:
    s.do()
    s.type_into_palette("mark done")
    assert s.bench.open is not None
    assert set(s.bench.open.done.values()) == {True}
    s.undo()


SCENARIOS: dict[str, Callable[[Stage], None]] = {
    "commandPalette": command,
    "cheatSheet": opens("keysDialog"),
    "changeKeys": opens("keysDialog"),
}
