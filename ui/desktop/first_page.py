"""The first page: the sample, a new project, or one that was open before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from storage.project import SUFFIX
from ui.desktop.icons import icon
from ui.desktop.messages import MessageBar
from ui.desktop.settings import Settings
from ui.desktop.sized import size_by_words
from ui.desktop.tables import plain_list
from ui.desktop.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class RecentModel(QAbstractListModel):
    """Projects that were open before: the name, and below it the folder."""

    def __init__(self, paths: Sequence[Path], parent: QObject) -> None:
        super().__init__(parent)
        self.paths, self._sign = paths, icon("app")

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.paths)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        path = self.paths[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{path.stem}\n{path.parent}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(path)
        return self._sign if role == Qt.ItemDataRole.DecorationRole else None


class NoWider(QStyledItemDelegate):
    """Lines are cut where the list ends, instead of a list that is scrolled sideways."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, super().sizeHint(option, index).height())


class FirstPage(QMainWindow):
    """Shown when no project was named."""

    def __init__(self, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self.settings, self.theme = settings, theme
        self.messages = MessageBar()
        self.setWindowTitle("Intercoder")
        self.setWindowIcon(icon("app"))
        self.setAcceptDrops(True)
        size_by_words(self, 100, 44)
        self.projects = RecentModel(settings.recent(), self)
        self.recent = plain_list(self.tr("Recent projects"), self.projects)
        self.recent.setWordWrap(False)
        self.recent.setItemDelegate(NoWider(self.recent))
        self.recent.setObjectName("recentProjects")
        self.recent.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.recent.setMinimumHeight(self.fontMetrics().height() * 5)
        side = self.fontMetrics().height() * 3 // 2
        self.recent.setIconSize(QSize(side, side))
        self.recent.setVisible(bool(self.projects.paths))
        self.recent.activated.connect(lambda index: self._open(self.projects.paths[index.row()]))
        self.none = QLabel(
            self.tr("None yet. Drop a project here to open it."),
            alignment=Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft,
        )
        self.none.setProperty("kind", "quiet")
        self.none.setVisible(not self.projects.paths)
        layout = QVBoxLayout(page := QWidget())
        layout.setContentsMargins(48, 36, 48, 32)
        layout.setSpacing(10)
        layout.addLayout(self._head())
        layout.addSpacing(12)
        for button in self._starts():
            layout.addWidget(button)
        layout.addSpacing(12)
        layout.addWidget(QLabel(self.tr("Recent projects")))
        layout.addWidget(self.recent, 1)
        layout.addWidget(self.none, 1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        outer = QVBoxLayout(whole := QWidget())
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.messages)
        outer.addWidget(scroll, 1)
        self.setCentralWidget(whole)

    def _head(self) -> QHBoxLayout:
        sign, title = QLabel(), QLabel("Intercoder")
        side = self.fontMetrics().height() * 4
        sign.setPixmap(icon("app", colour=self.theme.colours.accent).pixmap(side, side))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 2)
        font.setBold(True)
        title.setFont(font)
        about = QLabel(self.tr("Code text together: suggestions to confirm, agreement to report."), wordWrap=True)
        about.setProperty("kind", "quiet")
        words, line = QVBoxLayout(), QHBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(about)
        line.setSpacing(16)
        line.addWidget(sign)
        line.addLayout(words, 1)
        return line

    def _starts(self) -> list[QPushButton]:
        from ui.desktop import projects

        made = []
        for name, sign, words, act in (
            ("openSample", "bookmark", self.tr("Open the sample project"), projects.open_sample),
            ("newProjectButton", "new", self.tr("New project…"), projects.ask_new),
            ("openProjectButton", "open", self.tr("Open a project…"), projects.ask_open),
        ):
            button = QPushButton(icon(sign), f"  {words}")
            button.setObjectName(name)
            button.setAccessibleName(words)
            button.setProperty("kind", "start")
            button.clicked.connect(self._then(act))
            made.append(button)
        return made

    def _then(self, act: object) -> object:
        def run() -> None:
            if act(self) is not None:  # type: ignore[operator]
                self.close()

        return run

    def _open(self, path: Path) -> None:
        from ui.desktop.projects import open_path

        if open_path(self, path) is not None:
            self.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.toLocalFile().endswith(SUFFIX) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.toLocalFile().endswith(SUFFIX):
                self._open(Path(url.toLocalFile()))
                return
