"""The whole main job on the sample, without a screen: project, suggestions, codings, report, data sets, a picture."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from annotator.errors import ProjectError
from annotator.plurals import plural
from annotator.wording import say
from storage.project import SUFFIX
from ui.workflows.agree import agree, report
from ui.workflows.export import export
from ui.workflows.prehighlight import prehighlight
from ui.workflows.progress import Progress, silent
from ui.workflows.resources import RESOURCES
from ui.workflows.sample import fill_sample

REPORTS = ("agreement.html", "agreement.json", "agreement.csv", "agreement.xlsx", "agreement.pdf")
DATASETS = {"jsonl": "codings.jsonl", "csv": "codings-csv", "docbin": "codings.spacy"}
PICTURE = "window.png"
_MAIN = RESOURCES.parent / "main.py"
_SECONDS = 120


def demo(folder: Path, *, progress: Progress = silent) -> list[str]:
    """Fill `folder` (made if it is missing) and return a line on each thing made.

    Raises ProjectError if the folder holds the demo's project already or can't be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise ProjectError(
            say("The folder {folder} can't be made: {why}.", folder=folder, why=fault.strerror)
        ) from fault
    path = folder / f"sample{SUFFIX}"
    if path.exists():
        raise ProjectError(say("{path} exists already: remove it, or name another folder.", path=path))
    steps = 3 + len(REPORTS) + len(DATASETS)
    progress(0, steps, "project")
    lines = []
    with fill_sample(path) as project:
        lines.append(f"{path}: the sample's documents with the codings of three coders")
        progress(1, steps, "suggestions")
        outcome = prehighlight(project, jobs=os.cpu_count() or 1)
        lines.append(f"{path}: {plural(outcome.suggestions, 'suggestion')} in {plural(outcome.done, 'document')}")
        progress(2, steps, "agreement")
        results = agree(project)
        for step, name in enumerate(REPORTS, start=3):
            report(results, folder / name)
            lines.append(f"{folder / name}: the agreement report")
            progress(step, steps, name)
        for format_name, name in DATASETS.items():
            written = export(project, folder / name, format_name=format_name)
            noted = f", {plural(len(written.losses), 'loss', 'losses')} noted" if written.losses else ""
            lines.append(f"{folder / name}: a data set ({format_name}){noted}")
    progress(steps - 1, steps, "picture")
    lines.append(_picture(path, folder / PICTURE))
    progress(steps, steps, "done")
    return lines


def _picture(project: Path, picture: Path) -> str:
    """The window's picture, made in a child process, because only the desktop may know Qt."""
    command = [sys.executable, str(_MAIN), "picture", str(project), "-o", str(picture), "--coder", "Amira"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"No picture of the window: it took longer than {_SECONDS} seconds."
    if done.returncode != 0 or not picture.exists():
        said = (done.stderr.strip().splitlines() or ["the desktop could not be started"])[-1]
        return f"No picture of the window: {said}"
    return f"{picture}: the window"
