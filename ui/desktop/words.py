"""Words that the layers below keep as names (kinds of acts, fields, formats, figures): through the translation here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from storage.formats.registry import Format
from ui.workflows.export import options_of


def act_words(kind: str) -> str:
    """The kind of an act: "code-occurrences" is said as "code occurrences"."""
    return QCoreApplication.translate("Acts", kind.replace("-", " "))


def field_words(name: str) -> str:
    """A field of a coding, or what segments are counted by."""
    return QCoreApplication.translate("Fields", name)


def format_words(entry: Format) -> str:
    """A format by its title, its name behind it."""
    return f"{QCoreApplication.translate('Formats', entry.title)} ({entry.name})"


def option_words(entry: Format) -> dict[str, tuple[str, str]]:
    """Option of a format -> its title, and what it takes."""
    return {
        name: (
            QCoreApplication.translate("Formats", "Whose codings" if name == "coders" else name.replace("_", " ").capitalize()),
            QCoreApplication.translate("Formats", words),
        )
        for name, words in options_of(entry).items()
    }  # fmt: skip


def report_words(words: str) -> str:
    """A heading, measure, scope or kind of a report of agreement."""
    return QCoreApplication.translate("Report", words) if words else ""
