"""The current item in full: its text, code, attributes, certainty and memo, changed here without a dialog.

For a suggestion the changes wait until it is accepted; a coding changes at once. The form never takes the text's focus:
its keys (F2 to F4) open the palette, which gives the focus back.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.records import Coding, Suggestion
from ui.desktop.facet_form import FacetForm
from ui.desktop.memo_edit import MemoEdit
from ui.desktop.workbench import Workbench

_QUOTE = 400


class DetailsDock(QWidget):
    """The form. Emits `pick` with an attribute's number when a value is to be picked by a click in the text."""

    pick = Signal(int)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self._unsaved: dict[str, str] = {}
        self._forms: dict[str, FacetForm] = {}
        self.quote = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.quote.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.memo = MemoEdit()
        self.memo.setPlaceholderText(self.tr("Memo on this coding"))
        self.memo.setAccessibleName(self.tr("Memo"))
        self.body = QWidget()
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.quote)
        self._place = QVBoxLayout()
        inner.addLayout(self._place)
        inner.addWidget(self.memo)
        inner.addWidget(self.state)
        inner.addStretch(1)
        self.empty = QLabel(
            self.tr("Nothing is current.\nPress N for the next suggestion, or click a mark in the text."),
            wordWrap=True,
            alignment=Qt.AlignmentFlag.AlignCenter,
        )
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.body)
        layout.addWidget(self.empty)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.memo.left.connect(self._memo_left)
        bench.codebook_changed.connect(self._rebuild)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for form in self._forms.values():
            form.set_narrow(self._narrow())

    def _narrow(self) -> bool:
        return self.width() < self.fontMetrics().averageCharWidth() * 34

    def refresh(self) -> None:
        """Show the current item as it is now."""
        item = self.bench.current
        self.body.setVisible(item is not None)
        self.empty.setVisible(item is None)
        if item is None:
            self.setFocusProxy(None)  # type: ignore[arg-type]  # the stub forgets it
            return
        self._form(item.facet).show_item(item)
        self.quote.setText(self._quote(item))
        is_coding = isinstance(item, Coding)
        self.memo.setEnabled(is_coding)
        self.memo.about(item.uuid if isinstance(item, Coding) else "")
        self.memo.show_text(self._unsaved.get(item.uuid, item.memo) if isinstance(item, Coding) else "")
        self.state.setText(self._state(item))

    def _form(self, facet: str) -> FacetForm:
        """The facet's fields, in sight; the others' wait until they are wanted again."""
        form = self._forms.get(facet)
        if form is None:
            form = self._forms[facet] = FacetForm(facet, self.bench)
            form.set_narrow(self._narrow())
            form.coded.connect(lambda code: self.bench.change(code=code))
            form.judged.connect(lambda certainty: self.bench.change(certainty=certainty))
            form.given.connect(self._given)
            form.pick.connect(self.pick)
            self._place.addWidget(form)
            for before, after in pairwise((*form.fields, self.memo)):
                self.setTabOrder(before, after)
        for other in self._forms.values():
            other.setVisible(other is form)
        self.setFocusProxy(form.code)
        return form

    def focus_memo(self) -> None:
        self.refresh()
        self.memo.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _rebuild(self) -> None:
        for form in self._forms.values():
            form.hide()
            form.deleteLater()
        self._forms = {}
        self.refresh()

    def _given(self, name: str, value: str) -> None:
        item = self.bench.current
        if item is None or item.attributes.get(name, "") == value:
            return
        attributes = {key: v for key, v in {**item.attributes, name: value}.items() if v}
        self.bench.change(attributes=attributes)

    def _memo_left(self, uuid: str, text: str) -> None:
        """Save a memo. What the disk refuses stays in the form until it is saved."""
        item = self.bench.item(uuid)
        if isinstance(item, Coding) and item.memo != text:
            self._unsaved[uuid] = text
            self.bench.change_coding(uuid, memo=text, then=lambda: self._unsaved.pop(uuid, None))

    def _quote(self, item: Coding | Suggestion) -> str:
        if self.bench.open is None or item.start is None or item.end is None:
            return self.tr("The whole document")
        text = " ".join(self.bench.open.document.text[item.start : item.end].split())
        return f"“{text[:_QUOTE]}{'…' if len(text) > _QUOTE else ''}”"

    def _state(self, item: Coding | Suggestion) -> str:
        if isinstance(item, Suggestion):
            waiting = self.tr("\nChanged; A accepts it as it stands here.") if item.id in self.bench.edits else ""
            return self.tr("Suggested by {0}, score {1}").format(item.source, f"{item.score:.2f}") + waiting
        return self.tr("{0}, {1}, codebook version {2}").format(
            item.origin, item.created[:16].replace("T", " "), item.meaning_version
        )
