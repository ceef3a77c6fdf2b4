"""Words that the layers below keep as names (kinds of acts, fields, figures): through the translation here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
"""(context, words) -> the words in the language of the screen; for what is no QObject's own `tr`."""


def counted(context: str, words: str, number: int) -> str:
    """ "%Ln documents" with a number, in the form that the number asks for; a QObject says `self.tr(words, "", number)`.

    The words in the code are the form for many; the others stand in the translation, that for English too.
    """
    return translate(context, words, "", number)


def message_words(template: str, number: int = -1) -> str:
    """A sentence of the layers below (annotator/wording.py), its fields still open; asked from any thread."""
    return translate("Messages", template, "", number)


def act_words(kind: str) -> str:
    """The kind of an act: "code-occurrences" is said as "code occurrences"."""
    return translate("Acts", kind.replace("-", " "))


def field_words(name: str) -> str:
    """A field of a coding, or what segments are counted by."""
    return translate("Fields", name)


def report_words(words: str) -> str:
    """A heading, measure, scope or kind of a report of agreement."""
    return translate("Report", words) if words else ""
