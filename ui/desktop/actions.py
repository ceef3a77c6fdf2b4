"""The window's acts as QActions in their menus, with their keys; and which of them would share a key."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

from ui.desktop.act_specs import MENUS, SPECS, ActionSpec
from ui.desktop.icons import icon


def translated(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


def build_actions(
    window: QMainWindow, handlers: Mapping[str, Callable[[], object]], *, keys: Mapping[str, list[str]]
) -> dict[str, QAction]:
    """QActions of the window by name, in its menus, with the usual keys or those that the coder chose."""
    menus = {name: window.menuBar().addMenu(translated(f"&{name}")) for name in MENUS}
    for name in MENUS:
        menus[name].setObjectName(f"menu{name}")
    actions: dict[str, QAction] = {}
    for spec in SPECS:
        action = QAction(translated(spec.text), window)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(key) for key in keys.get(spec.name, spec.keys)])
        action.setCheckable(spec.checkable)
        action.setToolTip(tip(spec, action))
        action.setStatusTip(translated(spec.hint) if spec.hint else "")
        if spec.icon:
            action.setIcon(icon(spec.icon))
        action.triggered.connect(_calling(handlers[spec.name]))
        menu, _, sub = spec.menu.partition("/")
        if spec.menu not in menus:
            menus[spec.menu] = menus[menu].addMenu(translated(sub))
            menus[spec.menu].setObjectName(f"menu{menu}{sub.title().replace(' ', '')}")
        if spec.rule:
            menus[spec.menu].addSeparator()
        menus[spec.menu].addAction(action)
        window.addAction(action)
        actions[spec.name] = action
    return actions


def _calling(handler: Callable[[], object]) -> Callable[[bool], None]:
    def call(checked: bool = False) -> None:
        handler()

    return call


def tip(spec: ActionSpec, action: QAction) -> str:
    keys = translated(" or ").join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
    return f"{translated(spec.text)}{f' ({keys})' if keys else ''}{f' — {translated(spec.hint)}' if spec.hint else ''}"


def clashes(keys: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Key sequence -> names of the actions that would share it, where more than one does."""
    users: dict[str, list[str]] = {}
    for spec in SPECS:
        for key in keys.get(spec.name, list(spec.keys)):
            users.setdefault(QKeySequence(key).toString(), []).append(spec.name)
    return {key: names for key, names in users.items() if key and len(names) > 1}
