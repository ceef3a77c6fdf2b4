"""What an import takes, what it refuses, what it marks done: the rules of docs/formats.md, one test each."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import FormatError
from annotator.offsets import Offsets
from storage.codings import all_codings
from storage.formats.dataset import Incoming, IncomingDocument, Parcel
from storage.opening import create_project, open_project
from storage.progress import completions
from storage.project import Project
from storage.texts import NewDocument, add_documents, list_documents
from tests.storage.formats.material import CODEBOOK, TEXT
from ui.workflows.export import export
from ui.workflows.import_codings import How, Imported, import_codings, take_parcel
from ui.workflows.resources import default_codebook

MAIN = Path(__file__).resolve().parents[2] / "main.py"
OTHER = "Nobody acts here."
CORPUS = Path(os.environ.get("INTERCODER_CORPUS", "/nowhere"))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create_project(tmp_path / "p.intercoder", CODEBOOK, person="lead") as project:
        act, texts = add_documents(project, [NewDocument("one.txt", TEXT), NewDocument("two.txt", OTHER)])
        project.commit(act, texts=texts)
        yield project


def line(quote: str = "IS–K", **more: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    base = {"document": "one.txt", "coder": "Amira", "start": start, "end": start + len(quote), "text": quote}
    return {**base, "facet": "actor", "code": "is_khorasan", **more}


def take(project: Project, path: Path, *lines: Any, **how: Any) -> Imported:
    file = path / "in.jsonl"
    file.write_text("".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in lines), encoding="utf-8")
    return import_codings(project, file, **how)


def done(project: Project) -> set[tuple[str, str, str]]:
    names = {entry.sha256: entry.name for entry in list_documents(project)}
    return {(m.coder, names[m.document], m.facet) for m in completions(project) if m.done}


def test_every_field_comes_in(project: Project, tmp_path: Path) -> None:
    given = line(
        attributes={"role": "place"}, origin="edited", memo="m", certainty=0.25, round="2", uuid="u-1",
        meaning_version=1, created="2026-05-31T12:00:00Z",
    )  # fmt: skip
    take(project, tmp_path, given)
    (coding,) = all_codings(project)
    assert (coding.origin, coding.memo, coding.certainty, coding.round) == ("edited", "m", 0.25, "2")
    assert (coding.uuid, coding.created, dict(coding.attributes)) == ("u-1", "2026-05-31T12:00:00Z", {"role": "place"})


@pytest.mark.parametrize("missing", ["document", "start", "end", "facet", "code"])
def test_a_missing_key_is_named_with_its_line(project: Project, tmp_path: Path, missing: str) -> None:
    bad = {name: value for name, value in line().items() if name != missing}
    with pytest.raises(FormatError, match=rf"in\.jsonl, line 2: '{missing}' is missing"):
        take(project, tmp_path, line(), bad)
    assert not list(all_codings(project))


def test_a_coder_is_filled_in_or_asked_for(project: Project, tmp_path: Path) -> None:
    bare = {name: value for name, value in line().items() if name != "coder"}
    with pytest.raises(FormatError, match="line 1: no coder is named"):
        take(project, tmp_path, bare)
    take(project, tmp_path, bare, line(coder="Ben"), coder="Cleo")
    assert [coding.coder for coding in all_codings(project)] == ["Ben", "Cleo"]


def test_sha256_decides_over_the_name(project: Project, tmp_path: Path) -> None:
    sha256 = next(entry.sha256 for entry in list_documents(project) if entry.name == "one.txt")
    take(project, tmp_path, line(document="elsewhere.txt", sha256=sha256))
    assert [coding.document for coding in all_codings(project)] == [sha256]
    with pytest.raises(FormatError, match="another text"):
        take(project, tmp_path, line(sha256="0" * 64))


def test_start_and_end_are_null_for_a_document_code(project: Project, tmp_path: Path) -> None:
    take(project, tmp_path, line(facet="genre", code="news", start=None, end=None, text=None))
    assert [coding.span for coding in all_codings(project)] == [None]
    with pytest.raises(FormatError, match="codes whole documents"):
        take(project, tmp_path, line(facet="genre", code="news"))
    with pytest.raises(FormatError, match="codes spans"):
        take(project, tmp_path, line(start=None, end=None))


def test_null_attributes_count_as_not_given_and_twins_are_kept(project: Project, tmp_path: Path) -> None:
    stance = {"facet": "stance", "code": "oppose"}
    lines = [
        line(**stance, attributes={"holder": "author", "target": None}),
        line(**stance, attributes={"holder": "pakistan"}),
    ]
    take(project, tmp_path, *lines)
    assert [dict(coding.attributes) for coding in all_codings(project)] in (
        [{"holder": "author"}, {"holder": "pakistan"}],
        [{"holder": "pakistan"}, {"holder": "author"}],
    )


def test_what_is_marked_done(project: Project, tmp_path: Path) -> None:
    lines = [
        line(),
        line(coder="Ben", facet="stance", code="oppose"),
        {"document": "two.txt", "coder": "Ben", "facet": "actor", "done": True},
        {"document": "one.txt", "coder": "Ben", "facet": "actor", "done": False},
    ]
    outcome = take(project, tmp_path, *lines)
    assert done(project) == {
        ("Amira", "one.txt", "actor"),
        ("Amira", "one.txt", "stance"),
        ("Ben", "one.txt", "stance"),
        ("Ben", "two.txt", "actor"),
    }
    assert outcome.done == 4


def test_done_and_not_done_override(project: Project, tmp_path: Path) -> None:
    take(project, tmp_path, line(), not_done=True)
    assert done(project) == set()
    take(project, tmp_path, line("Pakistan", code="pakistan"), done=["stance", "genre"])
    assert done(project) == {("Amira", "one.txt", "stance"), ("Amira", "one.txt", "genre")}
    with pytest.raises(FormatError, match=r"--done: the codebook has no facet 'threat'"):
        take(project, tmp_path, line(), done=["threat"])


def test_what_is_open_stays_open_through_an_export(project: Project, tmp_path: Path) -> None:
    lines = [line(), line(coder="Ben", facet="stance", code="oppose")]
    take(project, tmp_path, *lines, not_done=True)
    export(project, tmp_path / "out.jsonl", format_name="jsonl")
    with create_project(tmp_path / "q.intercoder", CODEBOOK) as other:
        act, texts = add_documents(other, [NewDocument("one.txt", TEXT)])
        other.commit(act, texts=texts)
        import_codings(other, tmp_path / "out.jsonl")
        assert done(other) == set()
        assert len(list(all_codings(other))) == 2


def test_a_second_import_repeats_nothing(project: Project, tmp_path: Path) -> None:
    assert sum(take(project, tmp_path, line(), line(uuid="u")).codings.values()) == 2
    again = take(project, tmp_path, line(), line(uuid="u"))
    assert (sum(again.codings.values()), again.repeats, again.receipt) == (0, 2, None)
    with pytest.raises(FormatError, match="line 1: the uuid u is another coding"):
        take(project, tmp_path, line(uuid="u", memo="changed"))
    with pytest.raises(FormatError, match=r"line 3: the uuid v stands on in\.jsonl, line 1 too"):
        take(project, tmp_path, line(uuid="v"), line(), line(uuid="v", coder="Ben"))


def test_a_dry_run_changes_nothing(project: Project, tmp_path: Path) -> None:
    outcome = take(project, tmp_path, line(), dry_run=True)
    assert outcome.codings == {("Amira", "one.txt"): 1}
    assert outcome.receipt is None
    assert not list(all_codings(project))
    with pytest.raises(FormatError):
        take(project, tmp_path, line(text="IS-K"), dry_run=True)


def test_one_act_can_be_undone(project: Project, tmp_path: Path) -> None:
    take(project, tmp_path, line(), line("Pakistan", code="pakistan"))
    assert project.undo("lead")
    assert not list(all_codings(project))
    assert done(project) == set()


_DEEP = "[" * 100_000 + "]" * 100_000
BAD: list[tuple[Any, str]] = [
    ("{", "this is not JSON"),
    ("[1]", "each line must be an object"),
    ('"a"', "each line must be an object"),
    (_DEEP, "this is not JSON"),
    (f'{{"attributes": {_DEEP}}}', "this is not JSON"),
    ('{"document": "\\ud800"}', "this is not JSON"),
    ('{"document": "one.txt", "start": NaN}', "this is not JSON"),
    (line(text="IS-K"), "the text is 'IS-K', but one.txt has 'IS–K' at"),
    (line(document="three.txt"), "no document named three.txt"),
    (line(document=None), "document must be a text"),
    (line(document=7), "document must be a text, not 7"),
    (line(start="3"), "start must be a whole number or null"),
    (line(start=True), "start must be a whole number or null"),
    (line(start=1.5), "start must be a whole number or null"),
    (line(start=-1, text=None), "does not lie in the text"),
    (line(end=10**6, text=None), "does not lie in the text"),
    (line(end=10**30, text=None), "end must be a whole number"),
    (line(start=5, end=5, text=None), "does not lie in the text"),
    (line(facet="threat"), "no facet 'threat'"),
    (line(code="daesh"), "no code 'daesh'"),
    (line(code=["is_khorasan"]), "code must be a text"),
    (line(attributes=[]), "attributes must be an object"),
    (line(attributes={"role": ["a"]}), "attribute 'role' must be a text"),
    (line(attributes={"role": "bystander"}), "can't be 'bystander': allowed are actor, place"),
    (line(attributes={"size": "big"}), "no attribute 'size'"),
    (line(attributes={"role": "actor\0"}), "U\\+0000"),
    (line(memo="a\0b"), "memo holds the character U\\+0000"),
    (line(memo=5), "memo must be a text"),
    (line(coder="A\nB"), "coder must be one line"),
    (line(coder="A" * 300), "coder must be one line"),
    (line(coder=" A"), "coder must be one line"),
    (line(uuid="u" * 300), "uuid must be one line"),
    (line(sha256="abc"), "sha256 must be 64"),
    (line(origin="guessed"), "origin 'guessed' is unknown"),
    (line(certainty=1.5), "certainty must be a number from 0 to 1"),
    (line(certainty="high"), "certainty must be a number"),
    (line(meaning_version=2**63), "meaning_version must be a whole number"),
    (line(meaning_version=0), "meaning_version must be a whole number"),
    (line(created="yesterday"), "created must be a time"),
    ({"document": "one.txt", "coder": "A", "facet": "actor", "done": "yes"}, "done must be true or false"),
    ({"document": "one.txt", "coder": "A", "facet": "threat", "done": True}, "no facet 'threat'"),
    ({"document": "one.txt", "coder": "A", "done": True}, "'facet' is missing"),
]


@pytest.mark.parametrize(("bad", "words"), BAD, ids=range(len(BAD)))
def test_one_bad_line_rejects_the_whole_file(project: Project, tmp_path: Path, bad: Any, words: str) -> None:
    with pytest.raises(FormatError, match=rf"in\.jsonl, line 2: .*{words}"):
        take(project, tmp_path, line(), bad, line("Pakistan", code="pakistan"))
    assert not list(all_codings(project))
    assert done(project) == set()


def test_a_line_without_end_is_refused(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.formats.checks.LINE_LIMIT", 1_000)
    with pytest.raises(FormatError, match="line 1: the line is longer"):
        take(project, tmp_path, line(memo="m" * 2_000))


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b'{"document": "\xff"}', b"\x00" * 50])
def test_what_is_no_text_is_refused(project: Project, tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "in.jsonl").write_bytes(raw)
    with pytest.raises(FormatError, match=r"line 1: this is not (JSON|UTF-8)"):
        import_codings(project, tmp_path / "in.jsonl")


@pytest.mark.parametrize(("unit", "words"), [("utf-16", "UTF-16 units"), ("bytes", "UTF-8 bytes")])
def test_offsets_of_other_units_are_recognised_and_converted(
    project: Project, tmp_path: Path, unit: Any, words: str
) -> None:
    offsets = Offsets(TEXT)
    lines = []
    for quote in ("IS–K", "condemned", "attack"):
        one = line(quote)
        to = offsets.to_utf16 if unit == "utf-16" else offsets.to_bytes
        lines.append({**one, "start": to(one["start"]), "end": to(one["end"])})
    with pytest.raises(FormatError, match=f"line 1: the offsets in one.txt count {words}.*--offsets {unit}"):
        take(project, tmp_path, *lines)
    take(project, tmp_path, *lines, unit=unit)
    assert [TEXT[c.start : c.end] for c in all_codings(project)] == ["IS–K", "condemned", "attack"]


def test_texts_that_come_along_are_matched_or_added(project: Project) -> None:
    same = IncomingDocument("x, 1", "another name.txt", TEXT.replace("\n", "\r\n"))
    new = IncomingDocument("x, 2", "three.txt", "\ufeffLine\r\nTaliban")
    at = same.text.index("the 𝒳")
    items = [
        Incoming("x, a", same.name, "A", at, at + 5, "actor", "pakistan", sha256=same.key, text="the 𝒳"),
        Incoming("x, b", new.name, "A", 7, 14, "actor", "pakistan", sha256=new.key, text="Taliban"),
    ]
    outcome = take_parcel(project, Parcel(items, documents=[same, new]), How())
    assert outcome.documents == ["three.txt"]
    assert outcome.codings == {("A", "one.txt"): 1, ("A", "three.txt"): 1}
    one, three = all_codings(project)
    assert TEXT[one.start : one.end] == "the 𝒳"
    assert (three.start, three.end) == (5, 12)


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_tables_of_every_spreadsheet_are_read(project: Project, tmp_path: Path, sign: str) -> None:
    rows = [
        ["document", "coder", "start", "end", "text", "facet", "code"],
        ["one.txt", "A", "2", "10", "Pakistan", "actor", "pakistan"],
    ]
    start = TEXT.index("Pakistan")
    rows[1][2:4] = [str(start), str(start + 8)]
    (tmp_path / "t.csv").write_text("\r\n".join(sign.join(row) for row in rows), encoding="utf-8-sig")
    import_codings(project, tmp_path / "t.csv")
    (coding,) = all_codings(project)
    assert (coding.start, coding.code) == (start, "pakistan")


def test_a_stored_text_that_begins_with_a_mark_stays_as_its_hash_says(project: Project) -> None:
    text = "\ufeffLine Taliban"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    item = Incoming("x", "four.txt", "A", 6, 13, "actor", "pakistan", sha256=sha256, text="Taliban")
    take_parcel(project, Parcel([item], documents=[IncomingDocument("x", "four.txt", text, sha256=sha256)]), How())
    (coding,) = all_codings(project)
    assert (coding.document, coding.start, coding.end) == (sha256, 6, 13)


def test_another_text_of_the_same_name_is_refused(project: Project) -> None:
    clash = IncomingDocument("x, 1", "one.txt", "Something else.")
    with pytest.raises(FormatError, match=r"x, 1: another document is named 'one\.txt'"):
        take_parcel(project, Parcel(documents=[clash]), How())
    with pytest.raises(FormatError, match="is empty"):
        take_parcel(project, Parcel(documents=[IncomingDocument("x", "n.txt", " \n")]), How())


def test_codes_of_other_books_are_found_mapped_or_refused(project: Project, tmp_path: Path) -> None:
    def item(facet: str, code: str) -> Parcel:
        return Parcel([Incoming("x, 1", "two.txt", "A", 0, 6, facet, code)])

    assert take_parcel(project, item("", "pakistan"), How()).codings
    assert take_parcel(project, item("", "Title of 2nd"), How()).codings
    with pytest.raises(FormatError, match=r"x, 1: the codebook has no code 'Daesh': add it there, or .* --map"):
        take_parcel(project, item("", "Daesh"), How())
    assert take_parcel(project, item("", "Daesh"), How(codes={("", "Daesh"): ("actor", "is_khorasan")})).codings
    left = take_parcel(project, item("Group", "Daesh"), How(codes={("Group", "Daesh"): ("", "")}))
    assert (left.skipped, dict(left.codings)) == (1, {})
    assert {coding.code for coding in all_codings(project)} == {"pakistan", "2nd", "is_khorasan"}


def test_the_command_line_from_end_to_end(tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(MAIN), *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    (tmp_path / "one.txt").write_text("Pakistan and Iran.", encoding="utf-8")
    good = {"document": "one.txt", "start": 0, "end": 8, "text": "Pakistan", "facet": "actor", "code": "pakistan"}
    (tmp_path / "good.jsonl").write_text(json.dumps(good), encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text(json.dumps(good) + "\n" + json.dumps({**good, "end": 9}), encoding="utf-8")
    with create_project(tmp_path / "p.intercoder", default_codebook()) as project:
        act, texts = add_documents(project, [NewDocument("one.txt", "Pakistan and Iran.")])
        project.commit(act, texts=texts)
    refused = run("import-codings", "p.intercoder", "bad.jsonl", "--coder", "A")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("bad.jsonl, line 2: the text is 'Pakistan'")
    assert refused.stderr.count("\n") == 1
    taken = run("import-codings", "p.intercoder", "good.jsonl", "--coder", "A")
    assert (taken.returncode, taken.stderr) == (0, "")
    assert "Imported 1 coding and 1 done mark." in taken.stdout
    assert run("export", "p.intercoder", "--format", "jsonl", "-o", "out.jsonl").returncode == 0
    lines = [json.loads(one) for one in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["text"] for one in lines if "start" in one] == ["Pakistan"]
    assert [one["done"] for one in lines if "start" not in one] == [True]


@pytest.mark.skipif(not (CORPUS / "codings").is_dir(), reason="INTERCODER_CORPUS is not set")
def test_a_corpus_imports_whole(tmp_path: Path) -> None:
    files = sorted((CORPUS / "codings").glob("*.jsonl"))
    expected: Counter[tuple[str, str, str]] = Counter()
    for file in files:
        for raw in file.read_text(encoding="utf-8").splitlines():
            one = json.loads(raw)
            expected[one["document"], one["coder"], one["facet"]] += 1
    with create_project(tmp_path / "p.intercoder", default_codebook()) as project:
        new = [
            NewDocument(p.name, p.read_bytes().decode("utf-8").replace("\r\n", "\n").removeprefix("\ufeff"))
            for p in sorted((CORPUS / "corpus").glob("*.txt"))
        ]
        act, texts = add_documents(project, new)
        project.commit(act, texts=texts)
        for file in files:
            import_codings(project, file)
    with open_project(tmp_path / "p.intercoder", readonly=True) as project:
        names = {entry.sha256: entry.name for entry in list_documents(project)}
        assert Counter((names[c.document], c.coder, c.facet) for c in all_codings(project)) == expected
        facets = {facet for _, _, facet in expected}
        assert done(project) == {(coder, name, facet) for name, coder, _ in expected for facet in facets}
