"""Merging: the union of streams, in any order, twice and late; what does not fit is set aside with the reason."""

from __future__ import annotations

import hashlib
import random
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from annotator.acts import Act, Change, code_span, delete_codings, edit_coding
from annotator.errors import ProjectError
from storage import bodies, chains, connect, events
from storage.check import check_file
from storage.codebooks import set_codebook
from storage.codings import all_codings, codings_of, find_coding
from storage.events import Event
from storage.merge import merge
from storage.opening import create_project, open_project
from storage.project import Project
from storage.quarantine import set_aside
from storage.selection import project_hash
from storage.texts import find_document, list_documents, stored_text
from storage.versions import changed_codes
from tests.storage.making import (
    HARBOUR,
    TEXTS,
    add_texts,
    code,
    coding,
    copy_of,
    make_project,
    small_codebook,
    state,
    work,
)


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    with make_project(tmp_path / "lead.intercoder", person="lead"):
        return tmp_path / "lead.intercoder"


def copy_with_work(source: Path, target: Path, coder: str, *, seed: int = 0) -> Path:
    """A copy in which a coder did something."""
    with open_project(copy_of(source, target), person=coder) as project:
        chance = random.Random(seed)
        for _ in range(6):
            code(project, HARBOUR, chance.randrange(100), coder=coder)
        project.undo(coder)
    return target


def forged(path: Path, *, changes: tuple[Change, ...] = (), **fields: object) -> None:
    """Append an event with a valid hash that no Intercoder would write."""
    with open_project(path, person="mallory") as project, project.transaction():
        number, writer = project.writer()
        last = list(events.read(project.connection, where="w.writer = ?", parameters=(writer,)))
        seq = last[-1].seq + 1 if last else 1
        previous = last[-1].hash if last else events.start_of_chain(writer)
        clock = max((c for _, _, c in events.heads(project.connection).values()), default=0) + 1
        body = bodies.packed(bodies.plain_body(changes))
        event = Event(f"forged-{seq}", writer, seq, clock, seq, "code", "mallory", None, "t", 1, 1, True, body)
        event = replace(event, **fields)  # type: ignore[arg-type]
        events.write(project.connection, replace(event, hash=event.hashed(previous)), writer=number)


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


def test_documents_are_matched_by_their_text_never_by_name(lead: Path, tmp_path: Path) -> None:
    other = "Another text, but by the same name. " * 4
    with make_project(tmp_path / "o", person="ben", texts={"ferry.txt": other, "x.txt": TEXTS["harbour.txt"]}) as there:
        code(there, HARBOUR, 4, coder="ben")
        code(there, hashlib.sha256(other.encode()).hexdigest(), 8, coder="ben")
    with open_project(lead, person="lead") as project:
        merge(project, [tmp_path / "o"])
        names = [entry.name for entry in list_documents(project)]
        assert len(names) == len(set(names)) == 4
        assert "harbour.txt" in names, "the name that this project knows the text by"
        assert [c.start for c in codings_of(project, HARBOUR, coder="ben")] == [4]
        assert sum(name.startswith("ferry.txt (") for name in names) == 2


def test_a_project_of_its_own_brings_work_but_not_its_codebook(lead: Path, tmp_path: Path) -> None:
    theirs = small_codebook(codes=("storm", "volcano"))
    with create_project(tmp_path / "o", theirs, person="ben") as there:
        add_texts(there, TEXTS)
        code(there, HARBOUR, 4, coder="ben", code="storm")
        code(there, HARBOUR, 9, coder="ben", code="volcano")
    with open_project(lead, person="lead") as project:
        book = project.codebook
        receipt = merge(project, [tmp_path / "o"])
        assert project.codebook == book
        assert any("a project of its own" in note for note in receipt.files[0].notes)
        assert [c.code for c in codings_of(project, HARBOUR, coder="ben")] == ["storm"]
        (aside,) = set_aside(project.connection)
        assert "no code 'volcano'" in aside.reason
        assert receipt.after["forks"] == 0
        act, texts = set_codebook(
            project.connection, small_codebook(codes=("storm", "volcano", "leak"), meaning=2), person="lead"
        )
        project.commit(act, texts=texts)
        assert [c.code for c in codings_of(project, HARBOUR, coder="ben")] == ["storm", "volcano"]
    assert not check_file(lead).problems


def test_what_another_project_means_by_a_code_counts_as_a_changed_meaning(lead: Path, tmp_path: Path) -> None:
    book = small_codebook()
    facet = book.facets[0]
    other = replace(facet, codes=(replace(facet.codes[0], definition="only at sea"), *facet.codes[1:]))
    with create_project(tmp_path / "o", replace(book, facets=(other, book.facets[1])), person="ben") as there:
        add_texts(there, TEXTS)
        code(there, HARBOUR, 4, coder="ben")
    with open_project(lead, person="lead") as project:
        receipt = merge(project, [tmp_path / "o"])
        assert any("danger:storm" in note for note in receipt.files[0].notes)
        assert changed_codes(project) == {("danger", "storm")}


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
