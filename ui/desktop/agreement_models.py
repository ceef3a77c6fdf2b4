"""Tables of the agreement window: result rows, and disagreements."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSortFilterProxyModel, Qt

from annotator.agreement.rows import Disagreement, ResultRow
from ui.desktop.agreement_words import figure_words, kind_words, method_words, scope_words, subset_words
from ui.desktop.flat import RIGHT, FlatModel, Index
from ui.desktop.words import report_words
from ui.report import words

Side = tuple[int, int, str, dict[str, str]] | None
COLUMNS = (
    "facet", "task", "measure", "scope", "subset", "value", "95 % interval", "method", "units", "documents", "note",
)  # fmt: skip
NUMBERS = ("value", "95 % interval", "units", "documents")
HEADERS = ("kind", "facet", "document", "coders", "text", "first", "second")
SORT = Qt.ItemDataRole.UserRole + 1
_LEAST = -1e9  # where figures without a value are sorted


class RowsModel(FlatModel):
    """A figure a row; an undefined one says so, and why."""

    def __init__(self, rows: tuple[ResultRow, ...]) -> None:
        super().__init__([report_words(name.capitalize()) for name in COLUMNS])
        self.rows = rows

    def number_of_rows(self) -> int:
        return len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, name = self.rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if name in NUMBERS else None
        if role == SORT:
            numbers = {"value": row.value, "95 % interval": row.low, "units": row.n, "documents": row.n_documents}
            return _LEAST if numbers.get(name, "") is None else numbers.get(name, self._shown(row, name))
        if role == Qt.ItemDataRole.ToolTipRole:
            word = words.measure(row.measure)
            line = self.tr("{0}: {1}").format(row.measure, word.line)
            shown = self._shown(row, name)
            cut = str(shown) if name not in ("note", *NUMBERS) and shown else ""
            return "\n".join(filter(None, (cut, line, row.reason, row.note)))
        return self._shown(row, name) if role == Qt.ItemDataRole.DisplayRole else None

    def _shown(self, row: ResultRow, name: str) -> str | int | None:
        """A cell as it is read; the words are the report's."""
        if name == "value":
            return self.tr("undefined") if row.value is None else f"{row.value:.3f}"
        if name == "95 % interval":
            return None if row.low is None or row.high is None else f"{row.low:.3f} … {row.high:.3f}"
        shown: dict[str, str | int | None] = {
            "facet": row.facet,
            "task": report_words(row.task),
            "measure": figure_words(row),
            "scope": scope_words(row),
            "subset": subset_words(row.subset),
            "method": method_words(row.interval) if row.interval else None,
            "units": f"{row.n:,}",
            "documents": None if row.n_documents is None else f"{row.n_documents:,}",
            "note": row.reason or row.note,
        }
        return shown[name]


class RowsFilter(QSortFilterProxyModel):
    """Rows of one facet, task, subset and kind of scope; "" lets all pass."""

    def __init__(self) -> None:
        super().__init__(sortRole=SORT)
        self.wanted: dict[str, str] = {"scope": "all", "subset": "all"}

    def want(self, name: str, value: str) -> None:
        self.wanted[name] = value
        self.invalidate()

    def filterAcceptsRow(self, number: int, parent: Index) -> bool:
        model = self.sourceModel()
        assert isinstance(model, RowsModel)
        row = model.rows[number]
        for name, value in self.wanted.items():
            there = str(getattr(row, name) or "")
            if value and there != value and not (name == "scope" and value != "all" and there.startswith(value)):
                return False
        return True


class DisagreementsModel(FlatModel):
    """One difference a row: which kind, where, and what either coder has."""

    def __init__(self, found: tuple[Disagreement, ...]) -> None:
        super().__init__([report_words(name.capitalize()) for name in HEADERS])
        self.found = found

    def number_of_rows(self) -> int:
        return len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, SORT):
            return None
        found = self.found[index.row()]
        if role == SORT and HEADERS[index.column()] == "kind":
            return found.kind
        return (
            kind_words(found.kind), found.facet, found.document, f"{found.coders[0]} / {found.coders[1]}", " ".join(found.text.split()),
            side_words(found.first), side_words(found.second),
        )[index.column()]  # fmt: skip


class DisagreementsFilter(QSortFilterProxyModel):
    """Disagreements of one kind, facet and pair of coders."""

    def __init__(self) -> None:
        super().__init__(sortRole=SORT)
        self.wanted: dict[int, str] = {}

    def want(self, column: int, value: str) -> None:
        self.wanted[column] = value
        self.invalidate()

    def filterAcceptsRow(self, number: int, parent: Index) -> bool:
        model = self.sourceModel()
        return all(
            not value or model.data(model.index(number, column), SORT) == value for column, value in self.wanted.items()
        )


def side_words(side: Side) -> str:
    """What a coder has there: code and attributes; a dash for nothing."""
    if side is None:
        return "—"
    _, _, code, attributes = side
    return code + "".join(f", {name} {value}" for name, value in sorted(attributes.items()))
