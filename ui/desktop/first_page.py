"""The first page: the sample, a new project, or one that was open before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QMainWindow, QPushButton, QVBoxLayout, QWidget

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
        self.resize(640, 560)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(48, 36, 48, 36)
        layout.setSpacing(10)
        title = QLabel("Intercoder")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 2)
        font.setBold(True)
        title.setFont(font)
        layout.addWidget(title)
        layout.addWidget(
            QLabel(self.tr("Code text together: suggestions to confirm, agreement to report."), wordWrap=True)
        )
        layout.addSpacing(8)
        from ui.desktop import projects

        for name, words, act in (
            ("openSample", self.tr("Open the sample project"), projects.open_sample),
            ("newProjectButton", self.tr("New project…"), projects.ask_new),
            ("openProjectButton", self.tr("Open a project…"), projects.ask_open),
        ):
            button = QPushButton(icon({"openSample": "bookmark", "newProjectButton": "new"}.get(name, "open")), words)
            button.setObjectName(name)
            button.setMinimumHeight(38)
            button.clicked.connect(self._then(act))
            layout.addWidget(button)
        layout.addSpacing(8)
        layout.addWidget(QLabel(self.tr("Recent projects")))
        self.recent = QListWidget()
        self.recent.setObjectName("recentProjects")
        self.recent.setAccessibleName(self.tr("Recent projects"))
        for path in settings.recent():
            item = QListWidgetItem(f"{path.stem}\n{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            self.recent.addItem(item)
        if not self.recent.count():
            self.recent.addItem(QListWidgetItem(self.tr("None yet. Drop a project here to open it.")))
            self.recent.item(0).setFlags(Qt.ItemFlag.NoItemFlags)
        self.recent.itemActivated.connect(lambda item: self._open(Path(item.data(Qt.ItemDataRole.UserRole))))
        layout.addWidget(self.recent, 1)
        layout.addWidget(self.messages)
        self.setCentralWidget(page)

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
