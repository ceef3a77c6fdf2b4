"""What only a process of its own shows of the coding window: how long its start takes, and what it holds."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks._figures import Figure, Limit, Ratio
from benchmarks._material import make_project, text_of

STARTS = 9
ROOT = Path(__file__).resolve().parents[1]

BARE = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1360, 860)
window.show()
app.processEvents()
print("painted", flush=True)
os._exit(0)
"""
OURS = """
import os, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from ui.desktop import start
from ui.desktop.settings import Settings
app = QApplication([])
def say(word):
    return lambda: print(word, flush=True)
window = start.show_project(
    Path({project!r}), "Ann", settings=Settings(remembered=False), framed=say("frame"), shown=say("painted")
)
say("ready")()
if {whole!r}:
    while window.bench.open is not None and not window.bench.open.complete:
        app.processEvents()
    app.processEvents()
    print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")), flush=True)
os._exit(0)
"""


def until(child: subprocess.Popen[str], words: tuple[str, ...], start: float) -> list[float]:
    """Seconds after which the child said each of some words."""
    assert child.stdout is not None
    said = {line.strip(): perf_counter() - start for line in child.stdout}
    child.wait()
    return [said[word] for word in words]


def run_child(code: str, words: tuple[str, ...]) -> list[float]:
    """A second start, as a coder's are: modules are compiled by the first one, also where this process may not."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = perf_counter()
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=usual)
    return until(child, words, start)


def start_figures(folder: Path) -> Iterator[Figure]:
    """Processes from their start to a painted frame, to the first document and to a window that takes acts."""
    path = folder / "small.intercoder"
    make_project(path, text_of(20_000), codings=100, suggestions=200)
    code = OURS.format(root=str(ROOT), project=str(path), whole=False)
    floors, ours = [], []
    for number in range(STARTS + 1):
        floor, times = run_child(BARE, ("painted",))[0], run_child(code, ("frame", "painted", "ready"))
        if number:  # the first pair fills the disk's cache
            floors.append(floor)
            ours.append(times)
    floor = statistics.median(floors)
    frame, document, ready = (statistics.median(column) for column in zip(*ours, strict=True))
    yield Ratio("start: frame", floor, frame, 1.5)
    yield Ratio("start: first document visible", floor, document, 3)
    yield Ratio("start: ready for acts (our own goal)", floor, ready, 4)


def memory_figure(path: Path, what: str) -> Figure:
    """What the whole process holds (VmRSS) with the long document painted and read to its end."""
    code = OURS.format(root=str(ROOT), project=str(path), whole=True)
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    return Limit(f"memory of the process, {what}", int(out.split()[-1]) / 1024, 250, "MB")
