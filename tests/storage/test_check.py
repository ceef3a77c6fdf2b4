"""`check_file` finds what was changed, wherever it was."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.acts import code_all
from annotator.errors import ProjectError
from storage import chains, guard, meta
from storage.backup import newest_heads
from storage.check import check_file
from storage.merge import merge
from storage.opening import open_project
from storage.quarantine import SetAside, add
from storage.texts import list_documents
from tests.storage.making import HARBOUR, add_texts, code, coding, copy_of, make_project, work


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed project with every kind of row in it."""
    path = tmp_path_factory.mktemp("sound") / "p.intercoder"
    with make_project(path) as project:
        work(project, "anna")
        work(project, "ben")
        with project.transaction():
            add(project.connection, [SetAside("other.intercoder", "its chain is broken", "{}")])
    return path


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed project with so much in it that most of its bytes are content."""
    path = tmp_path_factory.mktemp("full") / "p.intercoder"
    texts = {f"{number}.txt": f"Paragraph {number} of the log of the 🛳 ferry. " * 40 for number in range(40)}
    with make_project(path, texts=texts) as project:
        for coder in ("anna", "ben"):
            work(project, coder)
            for entry in list_documents(project):
                many = [coding(entry.sha256, 7 * at, coder=coder, memo="seen" * (at % 3)) for at in range(20)]
                project.commit(code_all(coder, many))
                code(project, entry.sha256, 3, coder=coder)
    return path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "p.intercoder"))


def tamper(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        changed = connection.execute(sql).rowcount
        connection.commit()
    assert changed


def test_a_sound_project(path: Path) -> None:
    before = path.read_bytes()
    checked = check_file(path)
    assert checked.problems == ()
    assert checked.counts["documents"] == 3
    assert checked.heads
    assert any("Set aside: 1" in note for note in checked.notes)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE texts SET text = replace(text, 'winter', 'wonder')",
        "DELETE FROM texts WHERE sha256 = (SELECT max(sha256) FROM texts)",
        "UPDATE codings SET code = 'frost' WHERE uuid = (SELECT min(uuid) FROM codings WHERE code <> 'frost')",
        "UPDATE codings SET memo = 'a memo' WHERE memo IS NOT NULL",
        "UPDATE codings SET start = start + 1 WHERE uuid = (SELECT max(uuid) FROM codings WHERE start > -1)",
        "DELETE FROM codings WHERE uuid = (SELECT min(uuid) FROM codings)",
        "UPDATE suggestions SET score = score + 0.25 WHERE id = (SELECT min(id) FROM suggestions)",
        "UPDATE suggestions SET live = 0 WHERE id = (SELECT min(id) FROM suggestions)",
        "UPDATE decisions SET verdict = 'accepted' WHERE verdict = 'rejected'",
        "UPDATE completions SET done = 0",
        "UPDATE documents SET name = 'harbor.txt' WHERE name = 'harbour.txt'",
        "UPDATE documents SET position = 7 WHERE name = 'harbour.txt'",
        "UPDATE documents SET id = 70 WHERE name = 'harbour.txt'",
        "UPDATE records SET row = replace(row, 'true', 'false') WHERE entity = 'exposure'",
        "DELETE FROM records WHERE entity = 'exposure'",
        "INSERT INTO forks VALUES ('coding', 'k', 'e', NULL, NULL)",
        "UPDATE events SET body = substr(body, 1, length(body) - 1) || 'x' WHERE id = 5",
        "UPDATE events SET at = '2020-01-01T00:00:00.000Z' WHERE id = 5",
        "UPDATE events SET subject = 'carl' WHERE id = 5",
        "UPDATE events SET undone = 1 - undone WHERE id = 6",
        "UPDATE events SET hash = zeroblob(32) WHERE id = 6",
        "DELETE FROM events WHERE id = 6",
        "UPDATE events SET seq = 1000 WHERE id = 6",
        "UPDATE events SET writer = 99 WHERE id = 6",
        "UPDATE writers SET person = 'carl'",
        "UPDATE writers SET writer = 'carl@1.2', person = 'carl', copy = '1.2'",
        "INSERT INTO writers VALUES (50, 'carl@1.2', 'carl', '1.2')",
        "UPDATE meta SET value = 'x' WHERE key = 'copy'",
        "DELETE FROM meta WHERE key = 'seal'",
        "UPDATE quarantine SET reason = 'none' WHERE origin = 'other.intercoder'",
        "INSERT INTO quarantine VALUES (77, 'codebook', 'no code', '[]')",
    ],
)
def test_a_changed_row_is_found(path: Path, sql: str) -> None:
    tamper(path, sql)
    assert check_file(path).problems


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM codings; END",
        "CREATE VIEW v AS SELECT * FROM events",
        "CREATE TABLE strange (x)",
        "DROP TABLE forks",
    ],
)
def test_a_foreign_schema_is_refused(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
        connection.commit()
    (problem,) = check_file(path).problems
    assert "did not make" in problem or "lacks tables" in problem
    with pytest.raises(ProjectError):
        open_project(path)


def test_a_cut_end_is_found_when_a_later_head_is_known(path: Path, tmp_path: Path) -> None:
    with open_project(path, person="anna") as project:
        code(project, HARBOUR, 30)
        code(project, HARBOUR, 40)
        later = set(chains.known_heads(project.connection).values())
        project.undo("anna")
    assert not check_file(path, known=later).problems
    # the last events go, and with them everything that they did: a file that is sound in itself
    shutil.copy(copy_of(path, tmp_path / "old.intercoder"), tmp_path / "cut.intercoder")
    with open_project(tmp_path / "cut.intercoder") as cut, cut.transaction():
        connection = cut.connection
        ids = [row[0] for row in connection.execute("SELECT id FROM events ORDER BY id DESC LIMIT 3")]
        connection.execute(f"DELETE FROM events WHERE id IN ({','.join(map(str, ids))})")
        from storage.replay import rebuild

        connection.execute("DELETE FROM writers WHERE id NOT IN (SELECT writer FROM events)")
        rebuild(connection)
    assert not check_file(tmp_path / "cut.intercoder").problems
    (problem,) = check_file(tmp_path / "cut.intercoder", known=later).problems
    assert "an end was cut" in problem


def test_a_cut_end_is_found_by_the_newest_backup(path: Path) -> None:
    assert newest_heads(path) == {}


@pytest.mark.parametrize("damage", [b"", b"not a database at all, but long enough to hold a header" * 4])
def test_what_is_no_project_is_a_finding(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "p.intercoder").write_bytes(damage)
    (problem,) = check_file(tmp_path / "p.intercoder").problems
    assert "not an Intercoder project" in problem


def test_a_newer_file_and_a_missing_one_are_errors(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = path.read_bytes()
    for opening in (check_file, open_project):
        with pytest.raises(ProjectError, match="newer Intercoder"):
            opening(path)
    assert path.read_bytes() == before
    with pytest.raises(ProjectError, match="no project"):
        check_file(path.with_name("none.intercoder"))


def test_a_file_that_may_not_be_read_is_no_damaged_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(guard, "opened", refused)
    with pytest.raises(ProjectError, match="make it readable for you"):
        check_file(path)


def test_check_does_not_send_to_check(path: Path) -> None:
    """Found by a stranger: what it said of a file that SQLite can't read was "run `check`"."""
    path.write_bytes(path.read_bytes()[:4096])
    (problem,) = check_file(path).problems
    assert "SQLite can't read p.intercoder at all" in problem
    assert "check`" not in problem


def content(path: Path) -> object:
    """All that SQLite reads from a file, or the error that it gives."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
            connection.text_factory = bytes
            tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return [
                (name, connection.execute(f"SELECT * FROM {name.decode()} ORDER BY 1, 2").fetchall()) for name in tables
            ]
    except (sqlite3.Error, UnicodeDecodeError) as fault:
        return str(fault)


@pytest.mark.parametrize("width", [1, 64, 4096])
def test_changed_bytes_are_found(full: Path, tmp_path: Path, width: int) -> None:
    """A tenth of the 300 trials."""
    damage_trials(full, tmp_path, width, trials=30)


@pytest.mark.slow
@pytest.mark.parametrize("width", [1, 64, 4096])
def test_changed_bytes_are_found_300_times(full: Path, tmp_path: Path, width: int) -> None:
    damage_trials(full, tmp_path, width, trials=300)


def damage_trials(path: Path, folder: Path, width: int, *, trials: int) -> None:
    """At least 99 of 100 changes of content are found, and nothing but findings comes out."""
    chance = random.Random(width)
    whole = path.read_bytes()
    sound = content(path)
    changed = missed = 0
    hurt = folder / "hurt.intercoder"
    for _ in range(trials):
        at = chance.randrange(len(whole) - width + 1)
        new = bytes(byte ^ chance.randrange(1, 256) for byte in whole[at : at + width])
        hurt.write_bytes(whole[:at] + new + whole[at + width :])
        if content(hurt) == sound:
            continue  # unused space, or what SQLite itself does not read
        changed += 1
        try:
            missed += not check_file(hurt).problems
        except ProjectError:  # a number in the header makes it a newer Intercoder's
            missed += not guard.is_newer(hurt)
    assert changed > trials * 0.2
    assert missed <= changed * 0.01, f"{missed} of {changed} changes were missed"


def test_a_document_that_was_taken_back_takes_nobody_s_row(tmp_path: Path) -> None:
    """Found by the model: an undone import, another copy's document in between, and the import again."""
    with make_project(tmp_path / "home.intercoder", person="home") as home:
        copy_of(home.path, tmp_path / "laptop.intercoder")
        home.undo("home")
        home.redo("home")
        home.undo("home")
        with open_project(tmp_path / "laptop.intercoder", person="laptop") as laptop:
            add_texts(laptop, {"late.txt": "A text that goes again."})
            laptop.undo("laptop")
        home.redo("home")
        merge(home, [tmp_path / "laptop.intercoder"])
    assert check_file(tmp_path / "home.intercoder").problems == ()


def test_a_project_that_does_not_know_itself_is_refused_in_words(path: Path) -> None:
    """Found by changed bytes: the damage lies where opening looks last."""
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'meta'").fetchone()
    path.write_bytes(whole[: (page - 1) * 4096] + b"\x05" * 64 + whole[(page - 1) * 4096 + 64 :])
    with pytest.raises(ProjectError, match="is damaged"):
        open_project(path)
    path.write_bytes(whole)
    with open_project(path) as project:
        assert not project.readonly, "the lock is free again"


def test_the_seal_covers_what_was_set_aside(path: Path) -> None:
    with open_project(path) as project:
        assert meta.read(project.connection, meta.SEAL) == meta.seal_of(project.connection)
