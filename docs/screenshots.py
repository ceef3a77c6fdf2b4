"""Pictures of every screen in both themes, for the guide and for looking at: `make screenshots`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

# A screen larger than the usual one, on which windows would be cut.
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={Path(__file__).with_name('screen.json')}")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtWidgets import QApplication, QWidget

from storage.documents import Refused
from storage.documents.records import EncodingCandidate
from storage.opening import open_project
from ui.desktop.agreement_window import show_agreement
from ui.desktop.building import build_window
from ui.desktop.codebook_window import show_codebook
from ui.desktop.commands_box import ask_command
from ui.desktop.encoding_dialog import EncodingDialog
from ui.desktop.exporting import ExportDialog
from ui.desktop.first_page import FirstPage
from ui.desktop.importing import ImportDialog
from ui.desktop.keys import change_keys, show_keys
from ui.desktop.previewing import PreviewingDialog
from ui.desktop.progress_window import show_progress
from ui.desktop.retrieval_window import show_retrieval
from ui.desktop.settings import Settings
from ui.desktop.start import make_theme
from ui.desktop.theme import Theme
from ui.desktop.window import MainWindow
from ui.desktop.workbench import Workbench
from ui.workflows.prehighlight import prehighlight
from ui.workflows.sample import fill_sample

PICTURES = Path(__file__).parent / "pictures"


def main() -> int:
    app = QApplication.instance() or QApplication(["intercoder"])
    assert isinstance(app, QApplication)
    settings = Settings(remembered=False)
    theme = make_theme(app, settings)
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.intercoder"
        with fill_sample(path) as project:
            prehighlight(project)
        for mode in ("light", "dark"):
            theme.set_mode("light" if mode == "light" else "dark")
            take_all(app, path, settings, theme, mode)
        theme.set_mode("light")
        theme.set_text_percent(200)
        settings = Settings(remembered=False)  # as a coder has it who begins with large words
        settings.set("text_percent", 200)
        with open_project(path, person="Ben", readonly=True) as project:
            window = opened(Workbench(project, coder="Ben"), settings, theme)
            window.bench.step(1)
            save(app, window, "window-200")
            window.close()
    return 0


def opened(bench: Workbench, settings: Settings, theme: Theme) -> MainWindow:
    window = build_window(bench, settings=settings, theme=theme)
    window.messages.hide()
    window.resize(1440, 900)
    window.show()
    window.open_first_document()
    return window


def take_all(app: QApplication, path: Path, settings: Settings, theme: Theme, mode: str) -> None:
    first = FirstPage(settings, theme)
    first.show()
    save(app, first, f"first-page-{mode}")
    first.close()
    with open_project(path, person="Ben", readonly=True) as project:
        window = opened(Workbench(project, coder="Ben"), settings, theme)
        linked = [c for c in window.bench.open.codings.values() if len(c.attributes) >= 3] if window.bench.open else []
        window.bench.set_current(linked[0].uuid if linked else None)
        save(app, window, f"window-{mode}")
        ask_command(window)
        save(app, window.palette_box, f"palette-{mode}")
        window.palette_box.close()
        window.show_search()
        window.searching.line.setText("border")
        window.searching.search()
        while window.searching.busy:
            app.processEvents()
        save(app, window, f"search-{mode}")
        window.search_dock.hide()
        screens: dict[str, Callable[[MainWindow], QWidget | None]] = {
            "keys": show_keys, "codebook": show_codebook, "segments": show_retrieval, "export": ExportDialog,
            "change-keys": change_keys, "progress": show_progress, "encoding": unsure, "import": theirs,
        }  # fmt: skip
        for name, make in screens.items():
            screen = make(window)
            if screen is not None:
                screen.show()
                while isinstance(screen, PreviewingDialog) and screen.looking.running:
                    app.processEvents()
                if isinstance(screen, ExportDialog):
                    screen.choices.place.setText("codings.jsonl")
                save(app, screen, f"{name}-{mode}")
                screen.close()
        agreement = show_agreement(window)
        while agreement.work is not None and agreement.work.running:
            app.processEvents()
        save(app, agreement, f"agreement-{mode}")
        agreement.tabs.setCurrentIndex(1)
        agreement.list.setCurrentIndex(agreement.differences.index(0, 0))
        save(app, agreement, f"disagreements-{mode}")
        agreement.close()
        window.close()


def theirs(window: MainWindow) -> ImportDialog:
    """A colleague's codings, as they would come in."""
    path = window.bench.project.path.with_name("colleague.csv")
    lines = ["document,coder,start,end,text,facet,code"]
    text = window.bench.open.document.text if window.bench.open else ""
    for name, code in (("Taliban", "taliban"), ("Islamic State Khorasan", "is_khorasan"), ("Iran", "iran")):
        start = text.index(name)
        lines.append(f"01-kabul-shrine-bombing.txt,Zoé,{start},{start + len(name)},{name},actor,{code}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return ImportDialog(window, [path])


def unsure(window: MainWindow) -> EncodingDialog:
    """The question about a file that is not in UTF-8."""
    samples = (("cp1251", "Привет мир"), ("cp1252", "Ïðèâåò ìèð"), ("koi8-r", "оПХБЕР ЛХП"))
    found = tuple(EncodingCandidate(name, sample) for name, sample in samples)
    return EncodingDialog(window, Refused("interview.txt", "", candidates=found), others=2)


def save(app: QApplication, widget: QWidget, name: str) -> None:
    end = perf_counter() + 0.1  # lists and forms follow a frame after the text
    while perf_counter() < end:
        app.processEvents()
    widget.grab().save(str(PICTURES / f"{name}.png"), "PNG")


if __name__ == "__main__":
    sys.exit(main())
