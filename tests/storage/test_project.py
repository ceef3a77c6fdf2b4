"""Acts, undo and redo, and the log that keeps them."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.acts import Act, Change, code_all, code_span, coding_row, delete_codings, edit_coding, put_coding
from annotator.errors import ActError, ProjectError
from storage import bodies, chains, events, meta
from storage.codings import codings_of, find_coding
from storage.opening import create_project, open_project
from storage.project import Project
from storage.replay import rebuild
from storage.texts import find_document, list_documents, load_document, stored_text
from tests.storage.making import (
    HARBOUR,
    add_texts,
    code,
    coding,
    make_project,
    reopened,
    small_codebook,
    state,
    suggest,
    work,
)

OWN_WORK = ("documents", "codings", "decisions", "completions")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "p.intercoder")


def test_create_refuses_an_existing_file_and_leaves_no_draft(tmp_path: Path) -> None:
    create_project(tmp_path / "p.intercoder", small_codebook()).close()
    before = (tmp_path / "p.intercoder").read_bytes()
    with pytest.raises(ProjectError, match="exists already"):
        create_project(tmp_path / "p.intercoder", small_codebook())
    assert (tmp_path / "p.intercoder").read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_rebuilding_gives_the_tables_that_were_kept_in_step(project: Project) -> None:
    work(project, "anna")
    work(project, "ben")
    before = state(project)
    undone = project.connection.execute("SELECT uuid, undone FROM events ORDER BY id").fetchall()
    with project.transaction():
        rebuild(project.connection)
    assert state(project) == before
    assert project.connection.execute("SELECT uuid, undone FROM events ORDER BY id").fetchall() == undone
    assert not before["forks"]


def test_undoing_everything_and_redoing_it_comes_back(project: Project) -> None:
    work(project, "anna")
    project = reopened(project)
    done = state(project)
    states = [done]
    while project.undo("anna"):
        states.append(state(project))
    assert not list_documents(project)
    assert not project.undo("anna")
    project = reopened(project)
    for expected in reversed(states[:-1]):
        assert project.redo("anna")
        now = state(project)  # without suggestions, which are no step of undo and went with their documents
        assert [now[table] for table in OWN_WORK] == [expected[table] for table in OWN_WORK]
    last = project.redo("anna")
    assert last
    assert [change.entity for change in last.changes] == ["memo"], "what work() itself left undone"
    assert project.redo("anna") is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(["code", "edit", "delete", "undo", "redo"]), st.integers(0, 30)), max_size=25)
)
def test_undo_is_the_identity_after_any_acts(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    project = make_project(tmp_path_factory.mktemp("p") / "p.intercoder")
    with project:
        for kind, number in acts:
            _act(project, kind, number)
        before = state(project)
        code(project, HARBOUR, 3)
        project.undo("anna")
        assert state(project) == before
        project.redo("anna")
        assert len(state(project)["codings"]) == len(before["codings"]) + 1
        assert list(chains.broken_streams(project.connection)) == []


def _act(project: Project, kind: str, number: int) -> None:
    present = codings_of(project, HARBOUR, coder="anna")
    if kind == "code":
        code(project, HARBOUR, number)
    elif kind == "undo" and len(present):
        project.undo("anna")
    elif kind == "redo":
        project.redo("anna")
    elif present and kind == "edit":
        before = present[number % len(present)]
        after = coding(HARBOUR, number + 1)
        project.commit(
            edit_coding(before, after._replace(uuid=before.uuid, memo=f"{number}{before.memo}"), kind="change")
        )
    elif present and kind == "delete":
        project.commit(delete_codings("anna", [present[number % len(present)]]))


def test_a_new_act_ends_redo(project: Project) -> None:
    code(project, HARBOUR, 1)
    project.undo("anna")
    code(project, HARBOUR, 8)
    assert project.redo("anna") is None
    assert [c.start for c in codings_of(project, HARBOUR, coder="anna")] == [8]


def test_undo_takes_the_subject_s_own_act(project: Project) -> None:
    code(project, HARBOUR, 1, coder="anna")
    code(project, HARBOUR, 2, coder="ben")
    project.undo("anna")
    assert not codings_of(project, HARBOUR, coder="anna")
    assert codings_of(project, HARBOUR, coder="ben")


def test_undo_is_refused_with_the_reason_where_something_rests_on_the_act(project: Project) -> None:
    code(project, HARBOUR, 1, coder="ben")
    with pytest.raises(ActError, match=r"can't be undone: the document has codings by now"):
        project.undo("anna")
    assert len(list_documents(project)) == 3


def test_an_act_on_a_state_that_changed_is_refused_and_changes_nothing(project: Project) -> None:
    receipt = code(project, HARBOUR, 1)
    there = find_coding(project, receipt.changes[0].key)
    stale = coding(HARBOUR, 2)
    before = state(project)
    act = Act("change", "anna", (Change("coding", there.uuid, coding_row(stale), coding_row(stale)),))
    with pytest.raises(ActError, match="changed meanwhile"):
        project.commit(act)
    with pytest.raises(ActError, match="changed meanwhile"):
        project.commit(Act("memo", "anna", (Change("memo", "k", {"text": "x"}, {"text": "y"}),)))
    with pytest.raises(ActError, match="already holds this"):
        project.commit(code_span(there))
    with pytest.raises(ActError, match="nothing to do"):
        project.commit(Act("code", "anna", ()))
    assert state(project) == before
    assert events.heads(project.connection)["anna@" + project.meta("copy")][0] == 3


def test_a_decision_is_put_together_where_it_is_written_or_leaves_nothing(project: Project) -> None:
    """Nobody else can write between what it reads and what it writes; one that is not made leaves the project as it was."""
    before, other = state(project), sqlite3.connect(project.path, timeout=0)

    def remembering() -> Act:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        there = project.tables.current("memo", "k")
        return Act("memo", "anna", (Change("memo", "k", there, {"text": "one"}),))

    def refusing() -> Act:
        raise ActError("No.")

    with pytest.raises(ActError, match=r"^No\.$"):
        project.decide(refusing)
    assert state(project) == before
    project.decide(remembering)
    other.close()
    assert project.tables.current("memo", "k") == {"text": "one"}
    project.undo("anna")
    assert project.tables.current("memo", "k") is None


def test_an_act_may_change_one_thing_twice(project: Project) -> None:
    first, second = {"text": "one"}, {"text": "two"}
    project.commit(Act("memo", "anna", (Change("memo", "k", None, first), Change("memo", "k", first, second))))
    assert project.tables.current("memo", "k") == second
    project.undo("anna")
    assert project.tables.current("memo", "k") is None


def test_what_cannot_be_kept_is_refused_in_a_sentence(project: Project) -> None:
    bad = coding(HARBOUR, 1, memo="half \ud800")
    with pytest.raises(ActError, match="no plain text"):
        project.commit(code_span(bad))
    with pytest.raises(ActError, match="add it first"):
        project.commit(code_span(coding("0" * 64, 1)))


def test_long_acts_are_cut_into_events_and_undone_as_one(project: Project) -> None:
    many = [coding(HARBOUR, at % 200) for at in range(bodies.CHANGES_PER_EVENT + 10)]
    project.commit(code_all("anna", many))
    stream = list(events.read(project.connection, where="e.kind = 'code-all'"))
    assert [len(event.changes) for event in stream] == [bodies.CHANGES_PER_EVENT, 10]
    assert len({event.act for event in stream}) == 1
    project.undo("anna")
    assert not codings_of(project, HARBOUR, coder="anna")
    project.redo("anna")
    assert len(codings_of(project, HARBOUR, coder="anna")) == len(many)
    project.undo("anna")
    assert not codings_of(project, HARBOUR, coder="anna")


def test_a_body_too_long_to_be_read_back_is_cut_or_refused(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "BODY_LIMIT", 4_000)
    project.commit(code_all("anna", [coding(HARBOUR, at, memo="m" * 500) for at in range(8)]))
    assert len(codings_of(project, HARBOUR, coder="anna")) == 8
    assert len(list(events.read(project.connection, where="e.kind = 'code-all'"))) > 1
    with pytest.raises(ActError, match="more than a project can keep"):
        project.commit(code_span(coding(HARBOUR, 1, memo="m" * 5_000)))


def test_removing_a_document_takes_its_suggestions_along(project: Project) -> None:
    add_texts(project, {"late.txt": "A late frost came in May."})
    late = find_document(project, "late.txt").sha256
    suggest(project, late, [2, 7])
    project.undo("anna")
    assert not project.connection.execute("SELECT 1 FROM suggestions").fetchone()
    add_texts(project, {"other.txt": "Another text altogether, with nothing in it."})
    assert not project.connection.execute("SELECT 1 FROM suggestions").fetchone()
    before = state(project)
    with project.transaction():
        rebuild(project.connection)
    assert state(project) == before


def test_documents_of_one_name_are_told_apart(project: Project) -> None:
    other = "Another text under a name that is taken. " * 2
    with project.transaction():
        act_rows = {"name": "ferry.txt", "position": 9, "characters": len(other), "metadata": {}}
        sha256 = hashlib.sha256(other.encode()).hexdigest()
        project.append(Act("add", "anna", (Change("document", sha256, None, act_rows),)), texts={sha256: other})
    names = [entry.name for entry in list_documents(project)]
    assert len(set(names)) == 4
    assert f"ferry.txt ({sha256[:8]})" in names
    for entry in list_documents(project):
        assert find_document(project, entry.name).sha256 == entry.sha256
        assert load_document(project, entry.name).name == entry.name
    with pytest.raises(Exception, match="Two documents are named"):
        find_document(project, "ferry.txt")


def test_a_changed_text_is_noticed_when_it_is_read(project: Project) -> None:
    project.connection.execute("UPDATE texts SET text = replace(text, 'mole', 'pole') WHERE sha256 = ?", (HARBOUR,))
    with pytest.raises(ProjectError, match="damaged"):
        stored_text(project, HARBOUR)


def test_a_changed_end_of_a_stream_is_noticed_on_open(project: Project) -> None:
    code(project, HARBOUR, 1)
    project.connection.execute("UPDATE events SET at = '2001-01-01' WHERE id = (SELECT max(id) FROM events)")
    again = reopened(project)
    assert again.damage
    assert "restore a backup" in again.readonly
    with pytest.raises(ProjectError, match="reading only"):
        code(again, HARBOUR, 3)
    again.close()


def test_codings_of_codes_that_went_are_set_aside_and_come_back(project: Project) -> None:
    from storage.codebooks import set_codebook
    from storage.quarantine import set_aside

    code(project, HARBOUR, 1, code="leak")
    code(project, HARBOUR, 9, code="storm")
    act, texts = set_codebook(project.connection, small_codebook(codes=("storm",), meaning=2), person="anna")
    project.commit(act, texts=texts)
    assert [c.code for c in codings_of(project, HARBOUR, coder="anna")] == ["storm"]
    (aside,) = set_aside(project.connection)
    assert "no code 'leak'" in aside.reason
    before = state(project)
    with project.transaction():
        rebuild(project.connection)
    assert state(project) == before
    act, texts = set_codebook(project.connection, small_codebook(meaning=3), person="anna")
    project.commit(act, texts=texts)
    assert [c.code for c in codings_of(project, HARBOUR, coder="anna")] == ["leak", "storm"]
    assert not set_aside(project.connection)


def test_a_copy_counts_in_a_stream_of_its_own(project: Project, tmp_path: Path) -> None:
    code(project, HARBOUR, 1)
    project.close()
    shutil.copy(project.path, tmp_path / "copy.intercoder")
    with (
        open_project(project.path, person="anna") as one,
        open_project(tmp_path / "copy.intercoder", person="anna") as two,
    ):
        code(one, HARBOUR, 2)
        code(two, HARBOUR, 3)
        assert one.writer()[1] != two.writer()[1]
        assert one.undo("anna")
        assert two.undo("anna")
        assert two.undo("anna") is None, "another copy's acts are not this one's to undo"


def test_meta_is_sealed(project: Project) -> None:
    assert meta.read(project.connection, meta.SEAL) == meta.seal_of(project.connection)


def test_a_reader_keeps_its_hands_off(project: Project) -> None:
    project.close()
    with open_project(project.path, person="anna", readonly=True) as reader:
        with pytest.raises(ProjectError, match="reading only"):
            reader.commit(Act("code", "anna", (put_coding(None, coding(HARBOUR, 1)),)))
        assert reader.last_act("anna")
    with pytest.raises(sqlite3.ProgrammingError):
        reader.connection.execute("SELECT 1")
