"""The fields of one facet: code, attributes and certainty of an item, made once and shown whenever an item has that facet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QPushButton, QWidget

from annotator.codebook import Attribute
from annotator.records import Coding, Suggestion
from annotator.validate import choices
from ui.desktop.icons import icon
from ui.desktop.marks_for import code_title
from ui.desktop.workbench import Workbench

CERTAINTIES = (("", None), ("certain", 1.0), ("fairly certain", 0.75), ("unsure", 0.5), ("a guess", 0.25))
_RETIRED = Qt.ItemDataRole.UserRole + 7


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
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)  # or a long value is shown by its end
        chosen = self.currentText() if value else ""  # which a narrow panel cuts
        self.setToolTip("\n".join(filter(None, (chosen, self.attribute.definition))))


class FacetForm(QWidget):
    """Shows an item of its facet and says what was chosen; changes nothing itself."""

    coded = Signal(str)
    given = Signal(str, str)
    """(attribute, value)"""
    judged = Signal(object)
    """A certainty, or None."""
    pick = Signal(int)
    """An attribute, counted from 1, whose value is to be picked by a click in the text."""

    def __init__(self, facet_name: str, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.boxes: dict[str, AttributeBox] = {}
        self.code, self.certainty = QComboBox(), QComboBox()
        self.code.setAccessibleName(self.tr("Code"))
        self.code.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.code.setMinimumContentsLength(10)
        self.fields: list[QWidget] = [self.code]
        """What takes the keys, from top to bottom."""
        self.certainty.setAccessibleName(self.tr("Certainty"))
        for words, value in CERTAINTIES:
            self.certainty.addItem(self.tr(words) if words else "—", value)
        self.form = QFormLayout(self, fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.addRow(self.tr("Code"), self.code)
        facet = bench.codebook.facet(facet_name)
        for code in facet.codes if facet else ():
            if not code.retired:
                self.code.addItem(code.title or code.name, code.name)
        for number, attribute in enumerate(facet.attributes if facet else (), start=1):
            box = self.boxes[attribute.name] = AttributeBox(attribute, bench)
            box.given.connect(self.given)
            self.form.addRow(attribute.title or attribute.name.capitalize(), self._line(box, attribute, number))
        self.fields.append(self.certainty)
        self.form.addRow(self.tr("Certainty"), self.certainty)
        self.code.activated.connect(lambda: self.coded.emit(self.code.currentData()))
        self.certainty.activated.connect(lambda: self.judged.emit(self.certainty.currentData()))

    def set_narrow(self, narrow: bool) -> None:
        """Labels above the fields, or beside them where both fit."""
        policies = QFormLayout.RowWrapPolicy
        self.form.setRowWrapPolicy(policies.WrapAllRows if narrow else policies.DontWrapRows)

    def show_item(self, item: Coding | Suggestion) -> None:
        self._show_code(item)
        for name, box in self.boxes.items():
            box.show_value(item.attributes.get(name, ""))
        certainty = item.certainty if isinstance(item, Coding) else None
        self.certainty.setEnabled(isinstance(item, Coding))
        self.certainty.setCurrentIndex(next((n for n, (_, v) in enumerate(CERTAINTIES) if v == certainty), 0))

    def _show_code(self, item: Coding | Suggestion) -> None:
        """The item's code in the list; one that is no longer offered stands there for this item only."""
        while self.code.count() and self.code.itemData(self.code.count() - 1, _RETIRED):
            self.code.removeItem(self.code.count() - 1)
        row = self.code.findData(item.code)
        if row < 0 and item.code:
            title = code_title(self.bench.codebook, item.facet, item.code)
            self.code.addItem(self.tr("{0} (retired)").format(title), item.code)
            row = self.code.count() - 1
            self.code.setItemData(row, True, _RETIRED)
        self.code.setCurrentIndex(row)
        self.code.setToolTip(self.code.currentText())

    def _line(self, box: AttributeBox, attribute: Attribute, number: int) -> QWidget:
        self.fields.append(box)
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
        self.fields.append(button)
        return line
