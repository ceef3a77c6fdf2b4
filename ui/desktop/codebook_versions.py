"""The versions of the codebook so far, the newest first, each with what it changed."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from annotator.codebook_diff import codebook_differences
from storage.versions import codebook_history
from ui.desktop.two_levels import Group, Index, Row, TwoLevels
from ui.desktop.workbench import Workbench
from ui.workflows.codebook_acts import describe

_EDGE = 8
"""Pixels around words."""


class _Wrapped(QStyledItemDelegate):
    """Rows as high as their words: a tree itself wraps them, but leaves no room for it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        tree = self.parent()
        assert isinstance(tree, QTreeView)
        below = index.parent().isValid()
        wide = tree.viewport().width() if below else tree.header().sectionSize(0)
        room = QRect(0, 0, wide - tree.indentation() * (2 if below else 1) - 2 * _EDGE, 1 << 16)
        words = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data() or ""))
        return QSize(room.width(), words.height() + _EDGE)


class VersionsList(QTreeView):
    """A row a version; below it a row a difference to the one before."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.rows = TwoLevels([self.tr("Version"), self.tr("Since")], self)
        self.setModel(self.rows)
        self.setWordWrap(True)
        self.setItemDelegateForColumn(0, _Wrapped(self))
        self.setObjectName("codebookVersions")
        self.setAccessibleName(self.tr("Versions"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.sectionResized.connect(self.scheduleDelayedItemsLayout)  # lines break elsewhere now

    def load(self) -> None:
        """From the project's log."""
        found = codebook_history(self.bench.project)
        first = [(found[0], None)] if found else []
        groups = []
        for (at, book), old in reversed([*first, *((new, old) for old, new in pairwise(found))]):
            differences = codebook_differences(old[1], book) if old is not None else []
            rows = [Row((describe(difference),)) for difference in differences]
            if old is None:
                rows.append(Row((self.tr("The codebook that the project began with"),)))
            words = self.tr("{0} (meaning), {1} (aids)").format(book.meaning, book.aids)
            groups.append(Group(Row((words, at[:16].replace("T", " "))), rows))
        self.rows.show(groups)
        for number, group in enumerate(groups):
            for below in range(len(group.rows)):
                self.setFirstColumnSpanned(below, self.rows.index(number, 0), True)
        self.expand(self.rows.index(0, 0))
