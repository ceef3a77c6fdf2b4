"""The current item in full: its text, code, attributes, certainty and memo, changed here without a dialog.

For a suggestion the changes wait until it is accepted; a coding changes at once. The form never takes the text's focus:
its keys (F2 to F4) open the palette, which gives the focus back.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.codebook import Attribute
from annotator.records import Coding, Suggestion
from annotator.validate import choices
from ui.desktop.icons import icon
from ui.desktop.marks_for import code_title
from ui.desktop.workbench import Workbench

CERTAINTIES = (("", None), ("certain", 1.0), ("fairly certain", 0.75), ("unsure", 0.5), ("a guess", 0.25))
_QUOTE = 400
RETIRED = Qt.ItemDataRole.UserRole + 7


class AttributeBox(QComboBox):
    """One attribute's values; free text where the attribute allows it. Emits the value that was chosen."""

    given = Signal(str, str)

    def __init__(self, attribute: Attribute, bench: Workbench) -> None:
        super().__init__()
        self.attribute = attribute
        self.setEditable(attribute.free_text or attribute.type == "text")
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(attribute.title or attribute.name)
        self.setToolTip(attribute.definition)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.addItem("—", "")
        for value in choices(attribute, bench.codebook):
            self.addItem(
                code_title(bench.codebook, attribute.facet, value) if attribute.type == "code" else value, value
            )
        self.activated.connect(lambda: self.given.emit(attribute.name, self.value()))
        if self.isEditable():
            line = self.lineEdit()
            assert line is not None
            line.editingFinished.connect(lambda: self.given.emit(attribute.name, self.value()))

    def value(self) -> str:
        text = self.currentText().strip()
        row = self.findText(text, Qt.MatchFlag.MatchFixedString | Qt.MatchFlag.MatchCaseSensitive)
        return str(self.itemData(row)) if row >= 0 else text

    def show_value(self, value: str) -> None:
        row = self.findData(value)
        if row >= 0:
            self.setCurrentIndex(row)
        elif self.isEditable():
            self.setEditText(value)
        else:
            self.setCurrentIndex(0)


class DetailsDock(QWidget):
    """The form. Emits `pick` with an attribute's number when a value is to be picked by a click in the text."""

    pick = Signal(int)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self._facet = ""
        self._unsaved: dict[str, str] = {}
        self.boxes: dict[str, AttributeBox] = {}
        self.quote = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.quote.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.code = QComboBox()
        self.code.setAccessibleName(self.tr("Code"))
        self.code.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.code.setMinimumContentsLength(10)
        self.certainty = QComboBox()
        self.certainty.setAccessibleName(self.tr("Certainty"))
        for words, value in CERTAINTIES:
            self.certainty.addItem(self.tr(words) if words else "—", value)
        self.memo = MemoEdit()
        self.memo.setPlaceholderText(self.tr("Memo on this coding"))
        self.memo.setAccessibleName(self.tr("Memo"))
        self.form = QFormLayout(
            fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow,
        )
        self.body = QWidget()
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.quote)
        inner.addLayout(self.form)
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
        self.code.activated.connect(lambda: bench.change(code=self.code.currentData()))
        self.certainty.activated.connect(lambda: bench.change(certainty=self.certainty.currentData()))
        self.memo.left.connect(self._memo_left)
        bench.codebook_changed.connect(self._rebuild)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels beside the fields, or above them where both do not fit."""
        super().resizeEvent(event)
        policies = QFormLayout.RowWrapPolicy
        narrow = self.width() < self.fontMetrics().averageCharWidth() * 34
        self.form.setRowWrapPolicy(policies.WrapAllRows if narrow else policies.DontWrapRows)

    def refresh(self) -> None:
        """Show the current item as it is now."""
        item = self.bench.current
        self.body.setVisible(item is not None)
        self.empty.setVisible(item is None)
        if item is None:
            return
        if item.facet != self._facet:
            self._build(item.facet)
        self.quote.setText(self._quote(item))
        self._show_code(item)
        for name, box in self.boxes.items():
            box.show_value(item.attributes.get(name, ""))
        is_coding = isinstance(item, Coding)
        self.memo.setEnabled(is_coding)
        self.memo.about(item.uuid if isinstance(item, Coding) else "")
        self.memo.show_text(self._unsaved.get(item.uuid, item.memo) if isinstance(item, Coding) else "")
        self.certainty.setEnabled(is_coding)
        self.certainty.setCurrentIndex(
            next((n for n, (_, v) in enumerate(CERTAINTIES) if isinstance(item, Coding) and v == item.certainty), 0)
        )
        self.state.setText(self._state(item))

    def _show_code(self, item: Coding | Suggestion) -> None:
        """The item's code in the list; one that is no longer offered stands there for this item only."""
        while self.code.count() and self.code.itemData(self.code.count() - 1, RETIRED):
            self.code.removeItem(self.code.count() - 1)
        row = self.code.findData(item.code)
        if row < 0 and item.code:
            title = code_title(self.bench.codebook, item.facet, item.code)
            self.code.addItem(self.tr("{0} (retired)").format(title), item.code)
            row = self.code.count() - 1
            self.code.setItemData(row, True, RETIRED)
        self.code.setCurrentIndex(row)

    def focus_memo(self) -> None:
        self.refresh()
        self.memo.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _rebuild(self) -> None:
        self._facet = ""
        self.refresh()

    def _build(self, facet_name: str) -> None:
        """Rows for the facet: code, its attributes, certainty."""
        self._facet = facet_name
        for keep in (self.code, self.certainty):
            self._take_out(keep)
        while self.form.rowCount():
            self.form.removeRow(0)
        self.boxes = {}
        facet = self.bench.codebook.facet(facet_name)
        if facet is None:
            return
        self.code.clear()
        for code in facet.codes:
            if not code.retired:
                self.code.addItem(code.title or code.name, code.name)
        self.form.addRow(self.tr("Code"), self.code)
        for number, attribute in enumerate(facet.attributes, start=1):
            box = self.boxes[attribute.name] = AttributeBox(attribute, self.bench)
            box.given.connect(self._given)
            self.form.addRow(attribute.title or attribute.name.capitalize(), self._line(box, attribute, number))
        self.form.addRow(self.tr("Certainty"), self.certainty)

    def _take_out(self, keep: QWidget) -> None:
        """Out of the form, without its label; the widget itself stays for the next facet."""
        if self.form.indexOf(keep) < 0:
            return
        label = self.form.labelForField(keep)
        self.form.takeRow(keep)
        if label is not None:
            label.hide()
            label.deleteLater()

    def _line(self, box: AttributeBox, attribute: Attribute, number: int) -> QWidget:
        if attribute.type != "code":
            return box
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(icon("link"), "")
        button.setToolTip(self.tr("Pick in the text: then click a coded actor"))
        button.setAccessibleName(self.tr("Pick {0} in the text").format(attribute.title or attribute.name))
        button.setProperty("kind", "plain")
        button.clicked.connect(lambda: self.pick.emit(number))
        layout.addWidget(box, 1)
        layout.addWidget(button)
        return line

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


class MemoEdit(QPlainTextEdit):
    """A memo that is saved when the focus leaves it, or with Escape."""

    left = Signal(str, str)
    """(what the memo is about, its text)"""
    escaped = Signal()
    """Escape was pressed: the keys belong to the text again."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setMaximumHeight(self.fontMetrics().height() * 4 + 12)
        self._shown = self._about = ""

    def about(self, key: str) -> None:
        """What the memo is about from now on; what was typed about something else goes out first."""
        if key != self._about:
            self._leave()
            self._about, self._shown = key, ""
            self.clear()

    def show_text(self, text: str) -> None:
        if text != self._shown and not (self.hasFocus() and self.document().isModified()):
            self._shown = text
            self.setPlainText(text)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self._leave()

    def keyPressEvent(self, event: object) -> None:
        if event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self.clearFocus()
            self.escaped.emit()
            return
        super().keyPressEvent(event)  # type: ignore[arg-type]

    def _leave(self) -> None:
        text = self.document().toPlainText()
        if self._about and text != self._shown:
            self._shown = text
            self.document().setModified(False)
            self.left.emit(self._about, text)
