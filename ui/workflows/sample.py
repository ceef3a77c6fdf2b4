"""The sample project: made from resources/sample, where the account keeps its data."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path

from annotator.errors import ProjectError
from annotator.wording import say
from storage.opening import create_project
from storage.project import SUFFIX, Project
from ui.workflows.add import add
from ui.workflows.import_codings import import_codings
from ui.workflows.progress import Progress, silent
from ui.workflows.resources import SAMPLE, default_codebook

NAME = f"sample{SUFFIX}"


def sample_project(*, progress: Progress = silent) -> Path:
    """The path of the sample project, made if it is not there yet (without suggestions: the window makes those)."""
    folder = user_data_path("Intercoder", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise ProjectError(
            say("The folder {folder} can't be made: {why}.", folder=folder, why=fault.strerror)
        ) from fault
    path = folder / NAME
    if not path.exists():
        fill_sample(path, progress=progress).close()
    return path


def fill_sample(path: Path, *, progress: Progress = silent) -> Project:
    """Make a project at `path` from the sample's documents and the codings of its three coders; it stays open."""
    project = create_project(path, default_codebook(), person="sample")
    try:
        outcome = add(project, [SAMPLE / "documents"], progress=progress)
        if outcome.refused:
            raise ProjectError(
                say(
                    "The sample's {name} could not be added: {reason}",
                    name=outcome.refused[0].name,
                    reason=outcome.refused[0].reason,
                )
            )
        for file in sorted((SAMPLE / "codings").glob("*.jsonl")):
            import_codings(project, file)
    except BaseException:
        project.close()
        path.unlink(missing_ok=True)
        raise
    return project
