"""The formats and their options in the words of the screen."""

from __future__ import annotations

from storage.formats.registry import Format
from ui.desktop.words import translate
from ui.workflows.export import options_of


def format_words(entry: Format) -> str:
    """A format by its title, its name behind it."""
    return f"{translate('Formats', entry.title)} ({entry.name})"


def option_words(entry: Format) -> dict[str, tuple[str, str]]:
    """Option of a format -> its title, and what it takes."""
    return {
        name: (
            translate("Formats", "Whose codings" if name == "coders" else name.replace("_", " ").capitalize()),
            translate("Formats", words),
        )
        for name, words in options_of(entry).items()
    }  # fmt: skip
