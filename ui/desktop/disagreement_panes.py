"""A disagreement in the text: the two coders side by side, each with all that they coded there in the facet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.agreement.rows import Disagreement
from annotator.records import Coding, Document
from storage.codings import codings_of
from storage.texts import load_document
from ui.desktop.agreement_models import Side, side_words
from ui.desktop.marks_for import mark_of
from ui.desktop.text.view import DocumentView
from ui.desktop.workbench import Workbench


class DisagreementPanes(QWidget):
    """Left the first coder, right the second; both show the same lines."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.first, self.second = CoderPane("firstCoderText"), CoderPane("secondCoderText")
        self._held: Document | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.first.head.setText(self.tr("Go to a disagreement above: both coders’ texts are shown here."))
        for pane, other in ((self.first, self.second), (self.second, self.first)):
            layout.addWidget(pane, 1)
            pane.text.verticalScrollBar().valueChanged.connect(other.text.verticalScrollBar().setValue)

    def set_text_percent(self, percent: int) -> None:
        """The size of both texts, with that of all words."""
        for pane in (self.first, self.second):
            pane.text.set_text_percent(percent)

    def show_case(self, found: Disagreement, round_: str) -> None:
        """Both coders' spans in view, the ones that differ set off."""
        fresh = self._held is None or self._held.name != found.document
        if fresh:
            self._held = load_document(self.bench.project, found.document)
        assert self._held is not None
        for pane, coder, side in zip((self.first, self.second), found.coders, (found.first, found.second), strict=True):
            own = codings_of(self.bench.project, self._held.sha256, coder=coder, round_=round_)
            pane.show_side(coder, side, [one for one in own if one.facet == found.facet], self.bench, self._held, fresh)
        for pane in (self.first, self.second):
            pane.text.reveal(found.start, found.end)


class CoderPane(QWidget):
    """One coder's name, what the coder has there, and the text with the coder's codings of the facet."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.head = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.text = DocumentView()
        self.text.setObjectName(name)
        self.head.setBuddy(self.text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.head)
        layout.addWidget(self.text, 1)

    def show_side(
        self, coder: str, side: Side, codings: list[Coding], bench: Workbench, document: Document, fresh: bool
    ) -> None:
        has = self.tr("nothing here") if side is None else side_words(side)
        self.head.setText(self.tr("{0}: {1}").format(coder, has))
        self.text.setAccessibleName(self.tr("Text with the codings of {0}").format(coder))
        marks = [mark for one in codings if (mark := mark_of(one, bench.codebook)) is not None]
        if fresh:
            self.text.set_document(document.text, document.regions, marks=marks)
        else:
            self.text.set_marks(marks)
        self.text.set_current(next((one.uuid for one in codings if _is(one, side)), None))


def _is(coding: Coding, side: Side) -> bool:
    if side is None:
        return False
    start, end, code, attributes = side
    return (coding.start, coding.end, coding.code) == (start, end, code) and dict(coding.attributes) == attributes
