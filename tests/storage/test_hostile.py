"""Files from strangers: only our own errors come out of any reader, within limits of time and memory."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.codebook_file import parse_codebook
from annotator.errors import CodebookError, FormatError, IntercoderError, ProjectError
from fuzz.scratch import changed
from fuzz.targets import seeds, targets
from storage import bodies, guard
from storage.check import check_file
from storage.formats import jsonl
from storage.opening import open_project
from tests.storage.children import child
from tests.storage.making import HARBOUR, make_project

TARGETS = targets()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=12), inner, max_size=5),
    max_leaves=20,
)
FIELDS = ("document", "start", "end", "facet", "code", "coder", "attributes", "sha256", "text", "origin", "memo", "certainty",
          "round", "uuid", "meaning_version", "created", "done")  # fmt: skip
LINES = st.lists(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=12) | JSON, max_size=5).map(
    lambda lines: b"\n".join(json.dumps(line).encode() for line in lines)
)
TOML_WORDS = st.sampled_from(
    ['name = "x"', "[[facet]]", "[[facet.code]]", "[[facet.attribute]]", 'type = "choice"', 'values = ["a"]', "meaning = 1",
     'aliases = ["a", {text = "b", case = true}]', "ordinal = true", 'unit = "span"', "cues = []", "score = 2.0", "[cues]"]
)  # fmt: skip
TOML = st.lists(TOML_WORDS | st.text(max_size=15), max_size=15).map(lambda lines: "\n".join(lines).encode())
CHANGES = st.lists(st.tuples(st.sampled_from(["coding", "memo", "x"]), JSON, JSON, JSON) | JSON, max_size=4)
BODIES = st.binary(max_size=60) | CHANGES.map(lambda changes: b"J" + json.dumps(changes).encode())
OWN: dict[str, st.SearchStrategy[bytes]] = {
    "project-bytes": st.binary(min_size=5, max_size=60),
    "project-rows": st.binary(min_size=3, max_size=80),
    "event-body": BODIES,
    "codebook-toml": TOML | st.binary(max_size=200),
    "codebook-json": JSON.map(lambda value: json.dumps(value).encode()) | st.binary(),
    "codings-jsonl": LINES | st.binary(max_size=200),
}
"""What some readers are given; the others get bytes, and sound files that were changed."""
DEAR = frozenset(
    {"project-bytes", "project-rows", "cue-patterns", "parts-xlsx", "parts-xmi", "parts-casjson", "parts.docx"}
)
"""Readers that take tens of milliseconds a case: the ordinary tests give them a hundredth, the others get a tenth."""


def cases(name: str) -> st.SearchStrategy[bytes]:
    if name in OWN:
        return OWN[name]
    hurt = st.binary(max_size=40)
    if name.startswith("parts"):
        return st.builds(lambda at, data: bytes([at, 1]) + data, st.integers(0, 255), hurt)
    sound = seeds(name)
    mended = st.builds(changed, st.sampled_from(sound), hurt) if sound else st.text(max_size=80).map(str.encode)
    return st.binary(max_size=200) | mended


def feed(name: str, examples: int) -> None:
    target = TARGETS[name]

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck), database=None)
    @given(cases(name))
    def run(content: bytes) -> None:
        target(content)

    run()


@pytest.mark.parametrize("name", list(TARGETS))
def test_only_our_errors_come_out(name: str) -> None:
    feed(name, 50 if name in DEAR else 500)


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", list(TARGETS))
def test_only_our_errors_come_out_of_5000_cases(name: str) -> None:
    feed(name, 5_000)


def test_a_bomb_in_an_event_is_not_unpacked() -> None:
    import zlib

    bomb = b"Z" + zlib.compress(b"[" + b" " * (bodies.BODY_LIMIT * 4) + b"]", 9)
    many = b"J" + json.dumps([{"keys": [""] * 100_000, "fields": {"a": {"all": "x"}}}]).encode()
    for body in (bomb, many, b"J" + b"[" * 100_000, b"J[[]]", b"J[{}]", b"J5"):
        with pytest.raises(ProjectError, match="damaged"):
            bodies.decode(body, where="a test")


@pytest.mark.parametrize(
    "content",
    [
        '[{"fields":"","keys":[]}]', '[{"fields":[],"keys":[]}]', '[{"fields":{},"keys":"ab"}]', '[{"fields":{},"keys":[1]}]',
        '[{"fields":{"a":"bc"},"keys":["x","y"]}]', '[{"fields":{"a":{"of":"bc","at":[0]}},"keys":["x"]}]',
        '[["coding",5,null,{}]]', '[[null,"x",null,{}]]', '[["coding","x",[],{}]]', '[["coding","x",null,"{}"]]', '"abcd"',
        '["abcd"]', '{"coding":1}',
    ],
)  # fmt: skip
def test_event_of_another_shape_is_called_damaged(content: str) -> None:
    with pytest.raises(ProjectError, match="damaged"):
        bodies.decode(b"J" + content.encode(), where="a test")


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = " + "{x = " * 50_000,
        "a" + ".b" * 100_000 + " = 1",
        "[" + "a . " * 100_000 + "b]",
        'x = {"a"' + '."b"' * 100_000 + " = 1}",
        'name = "' + "x" * 11_000_000 + '"',
        'name = "x"\n[[facet]]\nname = "f"\n' + "".join(f'[[facet.code]]\nname = "c{n}"\n' for n in range(150_000)),
        'name = "x\x00y"',
        'name = "x"\n[[facet]]\nname = "../../f"\n[[facet.code]]\nname = "\u202e"',
        'cues = ["../../etc/passwd"]\nname = "x"',
    ],
    ids=[
        "deep lists",
        "deep tables",
        "many parts",
        "a table of many parts",
        "many parts within",
        "too long",
        "too many codes",
        "NUL",
        "bidi",
        "climbing",
    ],
)
def test_crafted_codebooks_meet_a_clear_error_in_time(text: str) -> None:
    begun = time.perf_counter()
    try:
        parse_codebook(text, where="book.toml", folder=Path("/nonexistent"))
    except CodebookError as fault:
        assert "\n" not in str(fault)  # noqa: PT017
    assert time.perf_counter() - begun < 30


def test_a_line_of_200_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "long.jsonl").open("wb") as file:
        file.write(b'{"document": "')
        for _ in range(200):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n')
    with pytest.raises(FormatError, match="longer than"):
        jsonl.read(tmp_path / "long.jsonl", {})


CRAFTED = """
resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
from storage.check import check_file
for act in (lambda: open_project(path, readonly=True), lambda: check_file(path)):
    try:
        print(act())
    except ProjectError as fault:
        print(fault)
"""


def test_a_huge_value_in_a_project_is_met_within_limits(tmp_path: Path) -> None:
    make_project(tmp_path / "p.intercoder").close()
    with closing(sqlite3.connect(tmp_path / "p.intercoder")) as connection:
        connection.execute("UPDATE texts SET text = CAST(zeroblob(270000000) AS TEXT) WHERE sha256 = ?", (HARBOUR,))
        connection.execute("UPDATE events SET body = zeroblob(60000000) WHERE id = 2")
        connection.commit()
    done = child(CRAFTED, tmp_path / "p.intercoder")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER codings_t AFTER UPDATE ON events BEGIN SELECT load_extension('evil'); END",
        "CREATE VIRTUAL TABLE words USING fts5(text)",
        "CREATE INDEX evil ON events(abs(id))",
        "CREATE TABLE evil (x DEFAULT (abs(-1)))",
        "ALTER TABLE codings ADD COLUMN evil GENERATED ALWAYS AS (abs(start))",
    ],
)
def test_code_in_a_schema_is_refused_before_use(tmp_path: Path, sql: str) -> None:
    path = tmp_path / "p.intercoder"
    make_project(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="did not make"):
        open_project(path)
    assert check_file(path).problems
    assert path.read_bytes() == before


def test_connections_are_hardened(tmp_path: Path) -> None:
    with make_project(tmp_path / "p.intercoder") as project:
        for pragma, value in (("trusted_schema", 0), ("cell_size_check", 1), ("foreign_keys", 1), ("synchronous", 2)):
            assert project.connection.execute(f"PRAGMA {pragma}").fetchone()[0] == value
        assert project.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        with pytest.raises(sqlite3.OperationalError, match="not authorized"):
            project.connection.execute("SELECT load_extension('x')")
        assert project.connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) <= 512 * 1024 * 1024
        assert project.connection.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED) == 0


def test_another_program_s_database_is_refused_untouched(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE x (y)")
        connection.commit()
    before = (tmp_path / "other.db").read_bytes()
    with pytest.raises(ProjectError, match="another program"):
        open_project(tmp_path / "other.db")
    assert (tmp_path / "other.db").read_bytes() == before
    assert guard.OTHERS_LIMIT < 512 * 1024 * 1024
    with pytest.raises(IntercoderError):
        open_project(tmp_path)
