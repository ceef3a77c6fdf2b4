"""Random work against a plain model: add, code, edit, delete, undo, redo, merge, crash and reopen."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from annotator.acts import code_span, delete_codings, edit_coding
from annotator.errors import ActError
from annotator.records import Coding
from storage import chains, place
from storage.check import check_file
from storage.codings import all_codings, find_coding
from storage.merge import merge
from storage.opening import open_project
from storage.project import Project
from storage.texts import list_documents
from tests.storage.making import HARBOUR, add_texts, coding, copy_of, make_project

NAMES = ("home", "laptop")


class Model:
    """What one copy should hold: codings by uuid, texts by name, and what can be taken back."""

    def __init__(self) -> None:
        self.codings: dict[str, Coding] = {}
        self.texts: set[str] = {"harbour.txt", "orchard.txt", "ferry.txt"}
        self.done: list[tuple[str, Any, Any]] = [("add", None, frozenset(self.texts))]
        self.undone: list[tuple[str, Any, Any]] = []

    def act(self, kind: str, before: Any, after: Any) -> None:
        self.undone.clear()
        self.done.append((kind, before, after))
        self.apply(kind, before, after)

    def apply(self, kind: str, before: Any, after: Any) -> None:
        if kind == "add":
            self.texts = (self.texts - (before or frozenset())) | (after or frozenset())
            return
        if before is not None:
            self.codings.pop(before.uuid, None)
        if after is not None:
            self.codings[after.uuid] = after

    def fits(self, kind: str, state: Any) -> bool:
        """Whether what an undo starts from still stands."""
        if kind == "add":
            return not (state and self.codings)  # every coding lies in the first texts
        return True


class Work(RuleBasedStateMachine):
    """Two copies of one project, one coder on each, merged now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        make_project(self.folder / "home", person="home").close()
        copy_of(self.folder / "home", self.folder / "laptop")
        self.models = {"home": Model(), "laptop": Model()}
        self.models["laptop"].done.clear()  # another copy's acts are not this one's to undo
        self.projects: dict[str, Project] = {name: self.opened(name) for name in NAMES}
        self.number = 0

    def opened(self, name: str) -> Project:
        return open_project(self.folder / name, person=name)

    def teardown(self) -> None:
        for project in self.projects.values():
            project.close()
        for name in NAMES:
            assert check_file(self.folder / name).problems == ()
        shutil.rmtree(self.folder)

    @rule(name=st.sampled_from(NAMES), start=st.integers(0, 90))
    def code(self, name: str, start: int) -> None:
        if "harbour.txt" not in self.models[name].texts:
            return
        new = coding(HARBOUR, start, coder=name)
        self.projects[name].commit(code_span(new))
        self.models[name].act("coding", None, new)

    def own(self, name: str) -> list[Coding]:
        """Codings of this copy's coder, so that no copy touches what the other one does (forks: merge/)."""
        return sorted((c for c in self.models[name].codings.values() if c.coder == name), key=lambda c: c.uuid)

    @rule(name=st.sampled_from(NAMES), pick=st.integers(0, 99), start=st.integers(0, 90))
    def edit(self, name: str, pick: int, start: int) -> None:
        if own := self.own(name):
            before = own[pick % len(own)]
            self.number += 1
            after = before._replace(start=start, end=start + 3, memo=f"edit {self.number}")
            self.projects[name].commit(edit_coding(before, after, kind="change"))
            self.models[name].act("coding", before, after)

    @rule(name=st.sampled_from(NAMES), pick=st.integers(0, 99))
    def delete(self, name: str, pick: int) -> None:
        if own := self.own(name):
            before = own[pick % len(own)]
            self.projects[name].commit(delete_codings(name, [before]))
            self.models[name].act("coding", before, None)

    @rule(name=st.sampled_from(NAMES))
    def add(self, name: str) -> None:
        self.number += 1
        new = f"{name}-{self.number}.txt"
        add_texts(self.projects[name], {new: f"A text of its own, number {self.number} of {name}."})
        self.models[name].act("add", None, frozenset({new}))

    @rule(name=st.sampled_from(NAMES))
    def undo(self, name: str) -> None:
        model = self.models[name]
        if not model.done:
            assert self.projects[name].undo(name) is None
            return
        kind, before, after = model.done[-1]
        if kind == "add" and "harbour.txt" in after and model.codings:
            with pytest.raises(ActError):
                self.projects[name].undo(name)
            return
        assert self.projects[name].undo(name) is not None
        model.undone.append(model.done.pop())
        model.apply(kind, after, before)

    @rule(name=st.sampled_from(NAMES))
    def redo(self, name: str) -> None:
        model = self.models[name]
        if not model.undone:
            assert self.projects[name].redo(name) is None
            return
        assert self.projects[name].redo(name) is not None
        kind, before, after = model.undone.pop()
        model.done.append((kind, before, after))
        model.apply(kind, before, after)

    @precondition(lambda self: all("harbour.txt" in model.texts for model in self.models.values()))
    @rule(into=st.sampled_from(NAMES))
    def merge(self, into: str) -> None:
        """The other copy is read while it is open there; its finished acts count."""
        (other,) = set(NAMES) - {into}
        merge(self.projects[into], [self.folder / other])
        mine, theirs = self.models[into], self.models[other]
        mine.codings = {u: c for u, c in mine.codings.items() if c.coder == into} | {
            u: c for u, c in theirs.codings.items() if c.coder == other
        }
        mine.texts = {t for t in mine.texts if not t.startswith(other)} | {
            t for t in theirs.texts if t.startswith(other)
        }

    @rule(name=st.sampled_from(NAMES))
    def reopen(self, name: str) -> None:
        self.projects[name].close()
        self.projects[name] = self.opened(name)

    @rule(name=st.sampled_from(NAMES))
    def crash(self, name: str) -> None:
        """The files as they lie on the disk while the project is open, taken back after it was closed."""
        project = self.projects[name]
        there = {suffix: place.side_file(project.path, suffix).read_bytes() for suffix in ("", "-wal")}
        project.close()
        with project.path.open("r+b") as file:
            file.write(there[""])
            file.truncate(len(there[""]))
        place.side_file(project.path, "-wal").write_bytes(there["-wal"])
        self.projects[name] = self.opened(name)

    @invariant()
    def holds_what_the_model_says(self) -> None:
        for name, model in self.models.items():
            project = self.projects[name]
            assert {c.uuid: c for c in all_codings(project)} == model.codings
            assert {entry.name for entry in list_documents(project)} == model.texts
            assert not chains.broken_tails(project.connection)
            for coding_ in list(model.codings.values())[:1]:
                assert find_coding(project, coding_.uuid) == coding_


def run_model(sequences: int, steps: int = 25) -> None:
    run_state_machine_as_test(
        Work,
        settings=settings(
            max_examples=sequences, stateful_step_count=steps,
            suppress_health_check=list(HealthCheck), print_blob=True,
        ),
    )  # fmt: skip


def test_100_sequences_against_the_model() -> None:
    run_model(100, 12)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_2000_sequences_against_the_model() -> None:
    run_model(2000, 30)


def test_the_model_can_fail() -> None:
    """A store that loses an edit is found."""
    chance = random.Random(1)
    work = Work()
    try:
        work.code("home", chance.randrange(50))
        work.models["home"].codings.clear()
        with pytest.raises(AssertionError):
            work.holds_what_the_model_says()
    finally:
        work.teardown()
