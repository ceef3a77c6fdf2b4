"""The first page: the sample, a new project, or one that was open before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from storage.project import SUFFIX
from ui.desktop.icons import icon
from ui.desktop.messages import MessageBar
from ui.desktop.settings import Settings
from ui.desktop.theme import Theme


class FirstPage(QMainWindow):
    """Shown when no project was named."""

    def __init__(self, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self.settings, self.theme = settings, theme
        self.messages = MessageBar()
        self.setWindowTitle("Intercoder")
        self.setWindowIcon(icon("app"))
        self.setAcceptDrops(True)
        self.resize(640, 600)
        self.recent = QListWidget()
        self.recent.setObjectName("recentProjects")
        self.recent.setAccessibleName(self.tr("Recent projects"))
        self.recent.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.recent.itemActivated.connect(lambda item: self._open(Path(item.data(Qt.ItemDataRole.UserRole))))
        self.none = QLabel(
            self.tr("None yet. Drop a project here to open it."),
            alignment=Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft,
        )
        self.none.setProperty("kind", "quiet")
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
        layout.addWidget(self.messages)
        self._fill_recent()
        self.setCentralWidget(page)

    def _head(self) -> QHBoxLayout:
        sign, title = QLabel(), QLabel("Intercoder")
        sign.setPixmap(icon("app", colour=self.theme.colours.accent).pixmap(56, 56))
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

    def _fill_recent(self) -> None:
        for path in self.settings.recent():
            item = QListWidgetItem(icon("app"), f"{path.stem}\n{path.parent}")
            item.setToolTip(str(path))
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            self.recent.addItem(item)
        self.recent.setVisible(bool(self.recent.count()))
        self.none.setVisible(not self.recent.count())

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
