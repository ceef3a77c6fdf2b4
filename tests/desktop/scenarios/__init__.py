"""What each act of the window must bring about: a scenario sets the scene, has the act done (by key, by menu), and looks.

A module a menu. Scenarios leave the window so that they can be played again.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.desktop.scenarios import (
    code_menu,
    code_submenus,
    document_menu,
    edit_menu,
    help_menu,
    project_menu,
    view_menu,
)
from tests.desktop.scenarios.stage import Stage

_MENUS = (project_menu, edit_menu, code_menu, code_submenus, document_menu, view_menu, help_menu)
SCENARIOS: dict[str, Callable[[Stage], None]] = {name: one for menu in _MENUS for name, one in menu.SCENARIOS.items()}
"""Name of the act -> what plays it."""

__all__ = ["SCENARIOS", "Stage"]
