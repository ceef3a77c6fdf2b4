"""How the agreement window says what a figure is of: the report's words, each through the translation."""

from __future__ import annotations

from annotator.agreement.rows import ResultRow
from ui.desktop.words import report_words, translate
from ui.report import words


def figure_words(row: ResultRow) -> str:
    """A measure with its level and weights: "Krippendorff’s alpha (ordinal)"."""
    marks = [report_words(row.level or ""), report_words(f"{row.weights} weights") if row.weights else ""]
    inside = ", ".join(mark for mark in marks if mark)
    label = words.measure(row.measure).label
    return translate("Report", "{0} ({1})").format(label, inside) if inside else label


def scope_words(row: ResultRow) -> str:
    """What a row is about: all coders, a pair, a code, a document."""
    if row.scope == "all":
        return translate("Report", "all coders")
    if row.scope.startswith("document:"):
        return row.scope.removeprefix("document:")
    pair = row.coders if row.scope.startswith("pair:") else ()
    both = translate("Report", "{0} and {1}").format(*pair) if len(pair) == 2 else ", ".join(pair)
    return ", ".join(part for part in (both, row.code) if part) or row.scope


def subset_words(name: str) -> str:
    """A subset, that without a coder included."""
    if name.startswith("without:"):
        return translate("Report", "Without {0}").format(name.removeprefix("without:"))
    return words.subset(name).label


def kind_words(name: str) -> str:
    """A kind of disagreement."""
    return words.kind(name).label


def method_words(name: str) -> str:
    """How an interval was made."""
    return words.interval(name).label
