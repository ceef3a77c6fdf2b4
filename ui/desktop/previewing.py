"""What the windows of export and import have in common: choices above, below them what the choices would give."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.desktop.errand import Errand
from ui.desktop.sized import size_by_words

_PAUSE = 150
"""Milliseconds after the last change of a choice until the preview is made anew."""


class Choices(QScrollArea):
    """A form as high as it is, scrolled where the screen has no room for that."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self._form = form
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(self.fontMetrics().height() * 7)
        self.setWidget(form)
        form.installEventFilter(self)

    def sizeHint(self) -> QSize:
        wide = self._form.sizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(wide, max(self._form.sizeHint().height(), self._form.minimumHeight()))

    def minimumSizeHint(self) -> QSize:
        wide = self._form.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(wide, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A form that has more fields now wants more room."""
        if watched is self._form and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
        return super().eventFilter(watched, event)


class PreviewingDialog(QDialog):
    """`look` makes the preview, `do` does what was chosen; both are the subclass's. Stays open until it is closed."""

    def __init__(self, parent: QWidget, path: Path, *, choices: QWidget, preview: QWidget, verb: str) -> None:
        """`path` is the project's; `verb` the words on the button."""
        super().__init__(parent)
        size_by_words(self, 130, 48)
        self.choices_widget = choices
        self.looking = Errand(self, path)
        self.told = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.write = QPushButton(verb, default=True)
        shut = QPushButton(self.tr("Close"))
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.told, 1)
        self.foot.addWidget(shut)
        self.foot.addWidget(self.write)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(Choices(choices))
        layout.addWidget(preview, 1)
        layout.addLayout(self.foot)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.look)
        self.write.clicked.connect(self.do)
        shut.clicked.connect(self.close)

    def look_soon(self) -> None:
        """Once no choice has changed for a moment."""
        self._soon.start()

    def look(self) -> None:
        """Make the preview anew."""
        raise NotImplementedError

    def do(self) -> None:
        """What the button says."""
        raise NotImplementedError

    def done(self, result: int) -> None:
        """However it is closed (Escape, the button, the window's frame), Qt comes by here."""
        self._soon.stop()
        self.looking.stop()
        self.looking.wait()
        super().done(result)
