"""Codes of the whole document, as chips above the text: a click makes one current, so that the form shows it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton

from annotator.records import Coding
from ui.desktop.marks_for import code_colour, code_title
from ui.desktop.swatch import swatch
from ui.desktop.workbench import Workbench

_MOST = 12
_LONGEST = 28


class DocumentCodes(QFrame):
    """Shown where the codebook has facets on documents, or the document has such codes."""

    wanted = Signal()
    """Another code for the document is wanted."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.setObjectName("documentCodes")
        self.setAccessibleName(self.tr("Codes of the document"))
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(10, 4, 10, 4)
        self.line.setSpacing(6)
        self.line.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # long titles must not widen the window
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.chips: dict[str, QToolButton] = {}
        self._shown: list[Coding] = []
        bench.document_opened.connect(self.load)
        bench.codebook_changed.connect(self.load)
        self.load()

    def follow(self) -> None:
        """Show what an act changed, and which one is current."""
        held = self.bench.open
        if (held.document_codings() if held else []) != self._shown:
            self.load()
        elif self.chips:
            self._mark_current()

    def load(self) -> None:
        held, facets = self.bench.open, [f for f in self.bench.codebook.facets if f.unit == "document"]
        self._shown = held.document_codings() if held else []
        self.setVisible(held is not None and bool(facets or self._shown))
        while (taken := self.line.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.chips = {}
        if self.isHidden():
            return
        label = QLabel(self.tr("Document:"))
        self.line.addWidget(label)
        if facets:
            more = QToolButton()
            more.setText(self.tr("+ Code") if self._shown else self.tr("+ Code the document"))
            more.setObjectName("addDocumentCode")
            more.clicked.connect(lambda: self.wanted.emit())
            self.line.addWidget(more)
        for coding in self._shown[:_MOST]:
            chip = self.chips[coding.uuid] = self._chip(coding)
            self.line.addWidget(chip)
        if len(self._shown) > _MOST:
            self.line.addWidget(QLabel(self.tr("and {0} more").format(len(self._shown) - _MOST)))
        self.line.addStretch(1)
        self._mark_current()

    def _chip(self, coding: Coding) -> QToolButton:
        title = code_title(self.bench.codebook, coding.facet, coding.code)
        chip = QToolButton()
        chip.setText(title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…")
        chip.setCheckable(True)
        chip.setIcon(QIcon(swatch(code_colour(self.bench.codebook, coding.facet, coding.code))))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setToolTip(self.tr("{0}: {1}. X or Delete takes it away.").format(coding.facet, title))
        chip.setAccessibleName(self.tr("Document code {0}: {1}").format(coding.facet, title))
        chip.clicked.connect(lambda: self._choose(coding.uuid))
        return chip

    def _choose(self, uuid: str) -> None:
        self.bench.set_current(uuid)
        self._mark_current()

    def _mark_current(self) -> None:
        item = self.bench.current
        for uuid, chip in self.chips.items():
            chip.setChecked(isinstance(item, Coding) and item.uuid == uuid)
