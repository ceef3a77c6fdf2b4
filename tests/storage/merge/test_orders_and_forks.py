"""Merging copies of a project: the union of streams, in any order, twice and late; forks are kept."""

from __future__ import annotations

import random
from pathlib import Path

import orjson
import pytest

from annotator.acts import code_span, delete_codings, edit_coding
from storage.check import check_file
from storage.codings import codings_of, find_coding
from storage.merge import merge
from storage.opening import open_project
from storage.selection import project_hash
from storage.texts import find_document, list_documents, stored_text
from tests.storage.making import HARBOUR, add_texts, code, coding, copy_of, make_project, state, work
from tests.storage.merge.copies import copy_with_work


def test_the_work_of_two_copies_comes_together(lead: Path, tmp_path: Path) -> None:
    anna = copy_with_work(lead, tmp_path / "a", "anna")
    ben = copy_with_work(lead, tmp_path / "b", "ben", seed=1)
    with open_project(lead, person="lead") as project:
        receipt = merge(project, [anna, ben])
        assert [file.new for file in receipt.files] == [7, 7]
        assert receipt.before["codings"] == 0
        assert receipt.after["codings"] == 10
        assert receipt.after["codings of anna"] == 5
        assert receipt.after["forks"] == 0
        assert len(receipt.heads) == 3
        before = state(project)
        again = merge(project, [ben, anna, ben])
        assert sum(file.new for file in again.files) == 0
        assert state(project) == before
        code(project, HARBOUR, 1, coder="lead")
        assert project.undo("lead")
    assert not check_file(lead).problems


def orders(lead: Path, tmp_path: Path, number: int) -> None:
    """Merge copies (and copies of copies, and copies that were merged before) in random orders, with repeats."""
    chance = random.Random(7)
    files = [copy_with_work(lead, tmp_path / f"c{n}", name, seed=n) for n, name in enumerate(["anna", "ben", "carl"])]
    files.append(copy_with_work(files[0], tmp_path / "late", "anna", seed=9))
    with open_project(copy_of(files[1], tmp_path / "both"), person="ben") as both:
        merge(both, [files[0]])
        both.commit(delete_codings("ben", codings_of(both, HARBOUR, coder="ben")[:1]))
    files.append(tmp_path / "both")
    with make_project(tmp_path / "other", person="dora") as stranger:
        work(stranger, "dora")
    files.append(tmp_path / "other")
    expected = None
    for trial in range(number):
        order = files + chance.choices(files, k=2)
        chance.shuffle(order)
        cut = chance.randrange(len(order) + 1)
        with open_project(copy_of(lead, tmp_path / f"t{trial}"), person="lead") as project:
            merge(project, order[:cut])
            merge(project, order[cut:])
            found = (state(project), project_hash(project))
        expected = expected or found
        assert found == expected
        (tmp_path / f"t{trial}").unlink()
    assert expected
    assert expected[0]["codings"]
    assert not expected[0]["quarantine"]


def test_any_order_gives_the_same_project(lead: Path, tmp_path: Path) -> None:
    orders(lead, tmp_path, 50)


@pytest.mark.slow
def test_any_of_500_orders_gives_the_same_project(lead: Path, tmp_path: Path) -> None:
    orders(lead, tmp_path, 500)


def test_a_dry_run_says_the_same_and_changes_nothing(lead: Path, tmp_path: Path) -> None:
    anna = copy_with_work(lead, tmp_path / "a", "anna")
    before = lead.read_bytes()
    with open_project(lead, person="lead", readonly=True) as project:
        dry = merge(project, [anna], dry_run=True)
        assert dry.dry_run
    assert lead.read_bytes() == before
    with open_project(lead, person="lead") as project:
        assert merge(project, [anna]).after == dry.after


def test_the_other_file_is_left_as_it_was(lead: Path, tmp_path: Path) -> None:
    anna = copy_with_work(lead, tmp_path / "a", "anna")
    before = anna.read_bytes()
    there = sorted(file.name for file in tmp_path.iterdir())
    with open_project(lead, person="lead") as project:
        merge(project, [anna])
    assert anna.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == there


def test_two_copies_of_one_coder_are_shown_as_a_fork_and_both_kept(lead: Path, tmp_path: Path) -> None:
    with open_project(copy_of(lead, tmp_path / "home"), person="anna") as home:
        uuid = code(home, HARBOUR, 10).changes[0].key
    copy_of(tmp_path / "home", tmp_path / "laptop")
    for name, start in (("home", 20), ("laptop", 30)):
        with open_project(tmp_path / name, person="anna") as project:
            before = find_coding(project, uuid)
            project.commit(edit_coding(before, before._replace(start=start, end=start + 5), kind="change"))
            code(project, HARBOUR, start + 20)
    with open_project(lead, person="lead") as project:
        receipt = merge(project, [tmp_path / "home", tmp_path / "laptop"])
        assert receipt.after["forks"] == 1
        assert len(codings_of(project, HARBOUR, coder="anna")) == 3
        ((entity, key, _, expected, found),) = state(project)["forks"]
        assert (entity, key) == ("coding", uuid)
        starts = {orjson.loads(expected)["start"], orjson.loads(found)["start"], find_coding(project, uuid).start}
        assert starts == {10, 20, 30}, "what both started from, and what each made of it"
    assert not check_file(lead).problems


def test_a_document_that_one_copy_took_back_stays_where_another_codes_it(lead: Path, tmp_path: Path) -> None:
    with open_project(lead, person="lead") as project:
        add_texts(project, {"late.txt": "A late frost came in May, and it stayed."})
        late = find_document(project, "late.txt").sha256
    copy_of(lead, tmp_path / "a")
    with open_project(tmp_path / "a", person="anna") as anna:
        for start in range(4):
            code(anna, late, start)
    with open_project(lead, person="lead") as project:
        project.undo("lead")
        assert len(list_documents(project)) == 3
        receipt = merge(project, [tmp_path / "a"])
        assert len(codings_of(project, late, coder="anna")) == 4
        assert receipt.after["forks"]
        assert stored_text(project, late)
    assert not check_file(lead).problems


def test_undo_goes_on_after_a_merge(lead: Path, tmp_path: Path) -> None:
    anna = copy_with_work(lead, tmp_path / "a", "anna")
    with open_project(lead, person="lead") as project:
        code(project, HARBOUR, 60, coder="lead")
        project.undo("lead")
        code(project, HARBOUR, 61, coder="lead")
        before = state(project)["codings"]
        merge(project, [anna])
        project.commit(code_span(coding(HARBOUR, 62, coder="lead")))
        assert project.undo("lead")
        assert [c.start for c in codings_of(project, HARBOUR, coder="lead")] == [61]
        assert len(state(project)["codings"]) == len(before) + 5
        assert project.undo("lead")
        assert not codings_of(project, HARBOUR, coder="lead")
        assert project.redo("lead")
