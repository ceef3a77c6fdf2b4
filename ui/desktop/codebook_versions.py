"""The versions of the codebook so far, the newest first, each with what it changed."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QTreeView

from annotator.codebook_diff import codebook_differences
from storage.versions import codebook_history
from ui.desktop.two_levels import Group, Row, TwoLevels
from ui.desktop.workbench import Workbench
from ui.workflows.codebook_acts import describe


class VersionsList(QTreeView):
    """A row a version; below it a row a difference to the one before."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.rows = TwoLevels([self.tr("Version"), self.tr("Since")], self)
        self.setModel(self.rows)
        self.setUniformRowHeights(True)
        self.setObjectName("codebookVersions")
        self.setAccessibleName(self.tr("Versions"))
        self.setColumnWidth(0, self.fontMetrics().averageCharWidth() * 52)

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
        self.expand(self.rows.index(0, 0))
