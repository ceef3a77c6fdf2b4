"""Ctrl+K: every command, code and document by a few letters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from ui.desktop.act_specs import SPECS
from ui.desktop.palette import Choice
from ui.desktop.words import translate

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow


def ask_command(window: MainWindow) -> None:
    window.names.name_acts()
    choices = []
    for spec in SPECS:
        action = window.actions_by_name[spec.name]
        if action.isEnabled() and action.isVisible() and not spec.name.startswith("favourite"):  # codes stand below
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            choices.append(Choice(action.text(), action.trigger, key, "", f"{action.text()} {spec.hint}"))
    choices += window.acts.code_choices([f for f in window.bench.codebook.facets if f.unit == "span"])
    choices += [
        Choice(entry.name, partial(window.show_document, entry.sha256), translate("MainWindow", "document"))
        for entry in window.bench.documents()
    ]
    window.palette_box.ask(choices, title=translate("MainWindow", "Command, code or document…"))
