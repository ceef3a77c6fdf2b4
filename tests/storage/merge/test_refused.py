"""What a merge refuses: events that do not fit are set aside with the reason, and some things stop it whole."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from annotator.acts import Act, Change
from annotator.errors import ProjectError
from storage import chains, connect
from storage.check import check_file
from storage.codings import all_codings, codings_of
from storage.merge import merge
from storage.opening import open_project
from storage.project import Project
from storage.quarantine import set_aside
from storage.texts import list_documents
from tests.storage.making import HARBOUR, add_texts, code, copy_of, state
from tests.storage.merge.copies import copy_with_work, forged


def test_a_broken_chain_is_set_aside_from_the_break_on(lead: Path, tmp_path: Path) -> None:
    anna = copy_with_work(lead, tmp_path / "a", "anna")
    with closing(connect.connect(anna)) as connection:
        connection.execute("UPDATE events SET at = 'never' WHERE seq = 4 AND subject = 'anna'")
    ben = copy_with_work(lead, tmp_path / "b", "ben")
    with open_project(lead, person="lead") as project:
        receipt = merge(project, [anna, ben])
        assert [(file.new, file.refused) for file in receipt.files] == [(3, 4), (7, 0)]
        reasons = [item.reason for item in set_aside(project.connection)]
        assert len(reasons) == 4
        assert any("hash does not fit" in reason for reason in reasons)
        assert merge(project, [anna]).after == receipt.after, "again, and nothing is set aside twice"
    assert not check_file(lead).problems


def test_a_whole_stream_heals_what_was_set_aside(lead: Path, tmp_path: Path) -> None:
    anna = copy_with_work(lead, tmp_path / "a", "anna")
    copy_of(anna, tmp_path / "hurt")
    with closing(connect.connect(tmp_path / "hurt")) as connection:
        connection.execute("DELETE FROM events WHERE seq = 4 AND subject = 'anna'")
    with open_project(lead, person="lead") as project:
        assert merge(project, [tmp_path / "hurt"]).files[0].refused == 3
        assert merge(project, [anna]).after["quarantine"] == 0
        assert len(codings_of(project, HARBOUR, coder="anna")) == 5
    assert not check_file(lead).problems


def test_one_stream_in_two_ways_is_set_aside_not_mixed(lead: Path, tmp_path: Path) -> None:
    """As when somebody copies a file over by other means and both go on with the same copy id."""
    with open_project(copy_of(lead, tmp_path / "a"), person="anna") as project:
        code(project, HARBOUR, 1)
    whole = (tmp_path / "a").read_bytes()
    with open_project(tmp_path / "a", person="anna") as project:
        code(project, HARBOUR, 2)
    one = copy_of(tmp_path / "a", tmp_path / "one")
    (tmp_path / "a").write_bytes(whole)  # same place, same file number
    with open_project(tmp_path / "a", person="anna") as project:
        code(project, HARBOUR, 3)
        code(project, HARBOUR, 4)
    with open_project(lead, person="lead") as project:
        merge(project, [tmp_path / "a"])
        receipt = merge(project, [one])
        assert [c.start for c in codings_of(project, HARBOUR, coder="anna")] == [1, 3, 4]
        assert receipt.files[0].refused == 1
        (aside,) = set_aside(project.connection)
        assert "gave out the same numbers" in aside.reason


BAD_CODING = {"document": HARBOUR, "coder": "m", "facet": "danger", "code": "storm", "origin": "manual", "round": "1",
              "created": "", "attributes": {}}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        Change("coding", "u", None, {**BAD_CODING, "start": 5, "end": 10**9}),
        Change("coding", "u", None, {**BAD_CODING, "start": -5, "end": 3}),
        Change("coding", "u", None, {**BAD_CODING, "start": "1", "end": "3"}),
        Change("coding", "u", None, {**BAD_CODING, "start": 1, "end": 3, "attributes": {"a": 1}}),
        Change("coding", "u", None, {**BAD_CODING, "start": 1, "end": 3, "document": "0" * 64}),
        Change("coding", "u", None, {**BAD_CODING, "start": 1, "end": 3, "surprise": 1}),
        Change("coding", "u", None, {**BAD_CODING, "start": 1, "end": 3, "coder": "a\x1fb"}),
        Change("document", "0" * 64, None, {"name": "x", "position": 1, "characters": 5}),
        Change("document", HARBOUR, None, {"name": "x", "position": 1 << 60, "characters": 5}),
        Change("codebook", "current", None, {"sha256": "0" * 64, "meaning": 1, "aids": 1}),
        Change("completion", "one\x1ftwo", None, {"done": True}),
        Change("decision", "s\x1fc\x1f1", None, {"suggestion": "s"}),
        Change("suggestions", HARBOUR, None, {"items": [["x"]]}),
        Change("regions", HARBOUR, None, {"items": [[0, 10**9, "caption", ""]]}),
        Change("override", HARBOUR, None, {"ignored": 5}),
        Change("exposure", "x", None, {}),
        Change("memo", "x", None, {"text": None}),
        Change("dragon", "x", None, {}),  # type: ignore[arg-type]
        Change("memo", 5, None, {"text": "x"}),  # type: ignore[arg-type]
        Change("memo", "k", None, None),
        Change("memo", "k", None, ["text"]),  # type: ignore[arg-type]
    ],
)
def test_what_no_event_holds_is_set_aside(lead: Path, tmp_path: Path, change: Change) -> None:
    forged(copy_of(lead, tmp_path / "m"), changes=(change,))
    with open_project(lead, person="lead") as project:
        before = state(project)
        receipt = merge(project, [tmp_path / "m"])
        assert (receipt.files[0].new, receipt.files[0].refused) == (0, 1)
        assert {**state(project), "quarantine": []} == before
    assert not check_file(lead).problems


@pytest.mark.parametrize(
    "fields",
    [{"clock": 1 << 60}, {"seq": 5}, {"act": 0}, {"undoes": 7}, {"uuid": 5}, {"subject": ""}, {"body": b"Zrubbish"},
     {"body": b""}, {"body": "text"}, {"at": "x" * 5000}],
)  # fmt: skip
def test_odd_headers_are_set_aside(lead: Path, tmp_path: Path, fields: dict[str, object]) -> None:
    path = copy_of(lead, tmp_path / "m")
    good = Change("memo", "k", None, {"text": "x"})
    if fields.get("body") == "text":
        forged(path, changes=(good,))
        with closing(connect.connect(path)) as connection:
            connection.execute("UPDATE events SET body = 'text' WHERE uuid LIKE 'forged%'")
    else:
        forged(path, changes=(good,), **fields)
    with open_project(lead, person="lead") as project:
        receipt = merge(project, [path])
        assert receipt.files[0].new == 0
        assert receipt.files[0].refused == 1
        assert list(chains.broken_streams(project.connection)) == []


def test_an_event_id_that_is_taken_is_set_aside(lead: Path, tmp_path: Path) -> None:
    path = copy_of(lead, tmp_path / "m")
    with open_project(lead, person="lead") as project:
        taken = code(project, HARBOUR, 1, coder="lead").event
    forged(path, changes=(Change("memo", "k", None, {"text": "x"}),), uuid=taken)
    with open_project(lead, person="lead") as project:
        assert merge(project, [path]).files[0].refused == 1


def test_texts_are_verified(lead: Path, tmp_path: Path) -> None:
    path = copy_of(lead, tmp_path / "m")
    with open_project(path, person="ben") as there:
        add_texts(there, {"new.txt": "Something new, for once."})
        with there.transaction():
            there.connection.execute("UPDATE texts SET text = 'Something else.' WHERE text LIKE 'Something new%'")
    with open_project(lead, person="lead") as project:
        receipt = merge(project, [path])
        assert receipt.files[0].refused == 1
        assert "missing or damaged" in set_aside(project.connection)[0].reason
        assert len(list_documents(project)) == 3


def test_a_file_that_is_no_project_stops_the_whole_merge(lead: Path, tmp_path: Path) -> None:
    anna = copy_with_work(lead, tmp_path / "a", "anna")
    (tmp_path / "junk").write_bytes(b"junk" * 100)
    with open_project(lead, person="lead") as project:
        for bad in (tmp_path / "junk", tmp_path / "none"):
            with pytest.raises(ProjectError):
                merge(project, [anna, bad])
        assert not list(all_codings(project))
        code(project, HARBOUR, 5, coder="lead")


def test_a_reader_cannot_merge(lead: Path, tmp_path: Path) -> None:
    anna = copy_with_work(lead, tmp_path / "a", "anna")
    with open_project(lead, person="lead", readonly=True) as project, pytest.raises(ProjectError, match="reading only"):
        merge(project, [anna])


def test_nothing_is_left_of_a_merge_that_fails(lead: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = copy_with_work(lead, tmp_path / "a", "anna")
    with open_project(lead, person="lead") as project:
        before = state(project)

        def fail(project: Project) -> None:
            raise ProjectError("no")

        monkeypatch.setattr("storage.merge.rebuild", fail)
        with pytest.raises(ProjectError):
            merge(project, [anna])
        assert state(project) == before
        assert project.commit(Act("memo", "lead", (Change("memo", "k", None, {"text": "x"}),)))
