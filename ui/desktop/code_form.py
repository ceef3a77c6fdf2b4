"""The fields of one code: what it means, how the machine finds it, how it looks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QColorDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.codebook import Alias, Code
from ui.desktop.swatch import swatch
from ui.desktop.theme import DARK, LIGHT, contrast

LEAST_CONTRAST = 3.0
_BESIDE = 64
"""Letters across from which on labels stand beside their fields."""
_TEXTS = ("definition", "use", "avoid", "examples", "aliases", "memo")


class CodeForm(QScrollArea):
    """Shows a code and says what was made of it. Nothing is changed here: whoever holds the project saves `fields`."""

    edited = Signal(bool)
    """Whether the fields differ from the code that is shown."""
    examples_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.code: Code | None = None
        self._picked = ""
        self._shown: dict[str, Any] = {}
        self.name = QLabel(wordWrap=True)
        self.name.setProperty("kind", "quiet")
        self.name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.title, self.key = QLineEdit(), QLineEdit(maxLength=1)
        self.title.setAccessibleName(self.tr("Title"))
        self.key.setAccessibleName(self.tr("Key"))
        self.key.setFixedWidth(self.fontMetrics().averageCharWidth() * 8)
        self.texts = {name: QPlainTextEdit() for name in _TEXTS}
        self.from_text = QPushButton(self.tr("From the text…"))
        self.from_text.setObjectName("exampleFromText")
        self.from_text.setToolTip(self.tr("Choose among the texts that were coded so"))
        self.from_text.clicked.connect(self.examples_wanted)
        self.colour = QPushButton()
        self.colour.setObjectName("codeColour")
        self.colour.clicked.connect(self._ask_colour)
        self.warning = QLabel(wordWrap=True)
        self.warning.setProperty("kind", "quiet")
        body = QWidget()
        self.setWidget(body)
        self._form = QFormLayout(body)
        self._lay_out(self._form)
        self.title.textChanged.connect(self._tell)
        self.key.textChanged.connect(self._tell)
        for box in self.texts.values():
            box.textChanged.connect(self._tell)

    def _lay_out(self, form: QFormLayout) -> None:
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        words = {
            "definition": self.tr("Definition"), "use": self.tr("When to use"), "avoid": self.tr("When not"),
            "examples": self.tr("Examples, one a line"), "aliases": self.tr("Aliases, one a line"), "memo": self.tr("Memo"),
        }  # fmt: skip
        form.addRow(self.tr("Name"), self.name)
        form.addRow(self.tr("Title"), self.title)
        for name, box in self.texts.items():
            box.setProperty("kind", "field")
            box.setTabChangesFocus(True)
            box.setAccessibleName(words[name])
            box.setFixedHeight(box.fontMetrics().height() * (7 if name == "aliases" else 4) + 14)
            form.addRow(words[name], self._with_button(box) if name == "examples" else box)
        line = QHBoxLayout()
        line.addWidget(self.colour)
        line.addSpacing(12)
        line.addWidget(QLabel(self.tr("Key")))
        line.addWidget(self.key)
        line.addStretch(1)
        form.addRow(self.tr("Colour"), line)
        form.addRow("", self.warning)

    def _with_button(self, box: QWidget) -> QWidget:
        held = QWidget()
        held.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # no gap between field and button
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(box, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.from_text)
        column.addLayout(line)
        return held

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels above the fields where both beside each other would be cut."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * _BESIDE
        policies = QFormLayout.RowWrapPolicy
        self._form.setRowWrapPolicy(policies.WrapAllRows if narrow else policies.DontWrapRows)

    def show_code(self, code: Code | None, colour: str, *, about: str = "") -> None:
        """A code with the colour that it is painted in; None empties the fields, and `about` stands for its name."""
        self.code = None
        self.setEnabled(code is not None)
        shown = code or Code("", "")
        self.name.setText(f"{code.facet}: {code.name}" if code else about)
        self.title.setText(shown.title)
        self.title.setCursorPosition(0)
        self.key.setText(shown.key)
        for name, text in self._texts_of(shown).items():
            self.texts[name].setPlainText(text)
        self._picked = shown.colour
        self._show_colour(colour if code else "")
        self.code = code
        self._shown = self.fields()
        self._tell()

    def _texts_of(self, code: Code) -> dict[str, str]:
        return {
            "definition": code.definition, "use": code.use, "avoid": code.avoid, "memo": code.memo,
            "examples": "\n".join(code.examples), "aliases": "\n".join(alias.text for alias in code.aliases),
        }  # fmt: skip

    def add_example(self, text: str) -> None:
        """One more line of examples; a line that is there already is not repeated."""
        box = self.texts["examples"]
        lines = [line for line in box.document().toPlainText().splitlines() if line.strip()]
        if text not in lines:
            box.setPlainText("\n".join([*lines, text]))

    def is_edited(self) -> bool:
        """Whether saving would change the code."""
        return self.code is not None and self.fields() != self._shown

    def _tell(self) -> None:
        self.edited.emit(self.is_edited())

    def fields(self) -> dict[str, Any]:
        """The fields as the form has them. An alias that was there keeps its rules; a new one is plain."""
        code = self.code
        known = {alias.text: alias for alias in code.aliases} if code else {}
        texts = {name: box.document().toPlainText().strip() for name, box in self.texts.items()}
        return {
            "title": self.title.text().strip(), "key": self.key.text().strip(), "colour": self._picked,
            **{name: texts[name] for name in ("definition", "use", "avoid", "memo")},
            "examples": tuple(line.strip() for line in texts["examples"].splitlines() if line.strip()),
            "aliases": tuple(known.get(t, Alias(t)) for t in dict.fromkeys(" ".join(line.split()) for line in texts["aliases"].splitlines()) if t),
        }  # fmt: skip

    def _ask_colour(self) -> None:
        colour = QColorDialog.getColor(QColor(self._picked or "#888888"), self)
        if colour.isValid():
            self.pick_colour(colour.name())

    def pick_colour(self, colour: str) -> None:
        """A colour "#rrggbb" for the code, until it is saved."""
        self._picked = colour
        self._show_colour(colour)
        self._tell()

    def _show_colour(self, colour: str) -> None:
        self.colour.setText(colour or self.tr("of the facet"))
        self.colour.setIcon(QIcon(swatch(colour, size=14)))
        self.colour.setAccessibleName(self.tr("Colour {0}").format(colour))
        weak = [
            words
            for words, ground in ((self.tr("light"), LIGHT.base), (self.tr("dark"), DARK.base))
            if colour and contrast(colour, ground) < LEAST_CONTRAST
        ]
        self.warning.setVisible(bool(weak))
        words = self.tr("Weak on a {0} ground: lines are drawn in an adapted shade.")
        self.warning.setText(words.format(self.tr(" and ").join(weak)) if weak else "")
