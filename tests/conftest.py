"""What all tests share: our own small codebook, projects in a temporary folder, and outside material if there is any."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from annotator.codebook import Attribute, Code, Codebook, Facet
from annotator.regions import find_regions
from storage.opening import create_project
from storage.project import Project
from storage.texts import NewDocument, add_documents

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")  # how long an example takes depends on what else the machine does

TEXT = "The Harvesters met 😀 in Port Vale.\nThe mayor warned the Harvesters against new raids.\n"


@pytest.fixture
def codebook() -> Codebook:
    """Two facets on spans and one on documents, in another domain than the shipped one."""
    group = (
        Code("harvesters", "group", "Harvesters", colour="#1f77b4", key="1"),
        Code("council", "group", "Council", key="2"),
    )
    views = ("against", "neither", "for")
    holder = Attribute("holder", "code", facet="group", free_text=True, also=("author",))
    mode = Attribute("mode", "choice", values=("said", "done"))
    return Codebook(
        "town", "Town",
        facets=(
            Facet("group", "Group", codes=group),
            Facet("view", "View", ordinal=True, attributes=(holder, mode), codes=tuple(Code(v, "view", v) for v in views)),
            Facet("kind", "Kind of text", unit="document", codes=(Code("news", "kind", "News"), Code("opinion", "kind", "Opinion"))),
        ),
    )  # fmt: skip


def add_texts(project: Project, texts: dict[str, str]) -> dict[str, str]:
    """Add documents by name; name -> sha256."""
    new = [NewDocument(name, text, tuple(find_regions(text))) for name, text in texts.items()]
    act, stored = add_documents(project, new)
    project.commit(act, texts=stored)
    return {document.name: document.sha256 for document in new}


@pytest.fixture
def project(tmp_path: Path, codebook: Codebook) -> Iterator[Project]:
    """An empty project, open for Amira."""
    with create_project(tmp_path / "town.intercoder", codebook, person="Amira") as opened:
        yield opened


@pytest.fixture(autouse=True)
def projects_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a test left open: Python 3.13 warns of every connection that is not."""
    opened: list[Project] = []
    build = Project.__init__

    def recorded(self: Project, *args: Any, **kwargs: Any) -> None:
        build(self, *args, **kwargs)
        opened.append(self)

    monkeypatch.setattr(Project, "__init__", recorded)
    yield
    for project in opened:
        with suppress(sqlite3.ProgrammingError):  # a thread's own, which that thread has closed
            project.connection.close()


@pytest.fixture(scope="session")
def outside() -> Path:
    """The folder of outside material that INTERCODER_CORPUS names; without it the test is skipped."""
    named = os.environ.get("INTERCODER_CORPUS")
    if not named or not Path(named).is_dir():
        pytest.skip("INTERCODER_CORPUS names no folder")
    return Path(named)
