"""The versions of the codebook so far, the newest first, each with what it changed."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from annotator.codebook_diff import codebook_differences
from storage.versions import codebook_history
from ui.desktop.workbench import Workbench
from ui.workflows.codebook_acts import describe


class VersionsList(QTreeWidget):
    """A row a version; below it a row a difference to the one before."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.setObjectName("codebookVersions")
        self.setAccessibleName(self.tr("Versions"))
        self.setHeaderLabels([self.tr("Version"), self.tr("Since")])
        self.setColumnWidth(0, self.fontMetrics().averageCharWidth() * 52)

    def load(self) -> None:
        """From the project's log."""
        self.clear()
        found = codebook_history(self.bench.project)
        first = [(found[0], None)] if found else []
        steps = [*first, *((new, old) for old, new in pairwise(found))]
        for (at, book), old in reversed(steps):
            words = self.tr("{0} (meaning), {1} (aids)").format(book.meaning, book.aids)
            top = QTreeWidgetItem([words, at[:16].replace("T", " ")])
            differences = codebook_differences(old[1], book) if old is not None else []
            for difference in differences:
                line = QTreeWidgetItem([describe(difference)])
                line.setToolTip(0, line.text(0))
                top.addChild(line)
            if old is None:
                top.addChild(QTreeWidgetItem([self.tr("The codebook that the project began with")]))
            self.addTopLevelItem(top)
            top.setExpanded(self.topLevelItemCount() == 1)
