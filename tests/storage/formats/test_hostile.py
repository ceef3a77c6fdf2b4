"""Files that were made to do harm, or are just broken: each is refused with one sentence that names it."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import FormatError
from storage.formats import archive
from storage.formats.dataset import Parcel
from storage.formats.registry import find_format, format_of, formats
from tests.storage.formats.material import TEXT, small

READERS = [entry for entry in formats().values() if entry.read]


def read(name: str, path: Path) -> Parcel:
    entry = find_format(name)
    assert entry.read
    return entry.read(path, {})


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, raw in members.items():
            file.writestr(name.replace("__", ".").replace("_S_", "/"), raw)
    return path


@pytest.mark.parametrize("name", ["package", "qdpx", "xlsx"])
def test_zip_bombs_are_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "a.zip", bomb=b"\0" * 30_000_000)
    with pytest.raises(FormatError, match=r"a\.zip: 'bomb' is packed more than 200 to 1"):
        read(name, path)
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000)
    with pytest.raises(FormatError, match="larger than"):
        read(name, path)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 0)
    with pytest.raises(FormatError, match="holds 1 files; at most 0"):
        read(name, path)


def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", manifest__json=b"x" * 5_000)
    raw = path.read_bytes()
    path.write_bytes(raw.replace((5_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    with pytest.raises(FormatError, match=r"'manifest\.json' is (damaged|larger than it says)"):
        read("package", path)


QDE = """<?xml version="1.0" encoding="utf-8"?>{top}<Project xmlns="urn:QDA-XML:project:1.0" name="x">
<CodeBook><Codes><Code guid="{c}" name="Pakistan" isCodable="true"/></Codes></CodeBook>
<Sources><TextSource guid="{s}" name="a.txt" {place}>{inside}<PlainTextSelection guid="{s}" startPosition="{start}"
 endPosition="4"><Coding guid="{s}"><CodeRef targetGUID="{c}"/></Coding></PlainTextSelection></TextSource></Sources></Project>"""
GUID, OTHER = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"


def qdpx(
    path: Path, *, top: str = "", place: str = "", inside: str = "", start: str = "0", text: bytes = b"abcdef"
) -> Path:
    described = QDE.format(top=top, place=place, inside=inside, start=start, c=GUID, s=OTHER)
    return zipped(path, project__qde=described.encode(), Sources_S_a__txt=text)


def test_a_foreign_qdpx_is_read(tmp_path: Path) -> None:
    parcel = read("qdpx", qdpx(tmp_path / "a.qdpx", place='plainTextPath="internal://a.txt"'))
    (coding,) = parcel.codings
    assert (coding.facet, coding.code, coding.start, coding.end) == ("", "Pakistan", 0, 4)
    assert parcel.documents[0].text == "abcdef"
    assert parcel.codebook
    assert [code.name for code in parcel.codebook.codes()] == ["Pakistan"]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"place": 'plainTextPath="/etc/passwd"'}, "only internal:// sources"),
        ({"place": 'plainTextPath="absolute:///etc/passwd"'}, "only internal:// sources"),
        ({"place": 'plainTextPath="relative:///../a.txt"'}, "only internal:// sources"),
        ({"place": 'plainTextPath="internal://../../etc/passwd"'}, "is not in the file"),
        ({"inside": "<PlainTextContent>&x;</PlainTextContent>", "top": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'},
         "entities are not allowed"),
        ({"inside": "<PlainTextContent>abc</PlainTextContent>", "start": "-1"}, "startPosition must be a whole number"),
        ({"inside": "<PlainTextContent>abc</PlainTextContent>", "start": "9" * 30}, "startPosition must be a whole number"),
        ({"place": 'plainTextPath="internal://a.txt"', "text": b"\xff\xff"}, "is not UTF-8"),
        ({"inside": "<PlainTextContent>abc"}, "not well-formed XML"),
    ],
)  # fmt: skip
def test_hostile_projects_are_refused(how: dict[str, str], words: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=rf"a\.qdpx, .*{words}"):
        read("qdpx", qdpx(tmp_path / "a.qdpx", **how))  # type: ignore[arg-type]


def test_line_ends_that_count_as_one_are_recognised(tmp_path: Path) -> None:
    text = "one\r\ntwo\r\nthree"
    body = QDE.replace('startPosition="{start}"', 'name="three" startPosition="8"').replace(
        'endPosition="4"', 'endPosition="13"'
    )
    described = body.format(top="", place='plainTextPath="internal://a.txt"', inside="", c=GUID, s=OTHER)
    path = zipped(tmp_path / "a.qdpx", project__qde=described.encode(), Sources_S_a__txt=text.encode())
    (coding,) = read("qdpx", path).codings
    assert text[coding.start : coding.end] == "three"


@pytest.mark.parametrize("name", ["xmi", "qdc"])
def test_xml_entities_are_refused(name: str, tmp_path: Path) -> None:
    tens = {n: f"&a{n - 1};" * 10 for n in range(1, 12)}
    lines = "".join(f'<!ENTITY a{n} "{ten}">' for n, ten in tens.items())
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{lines}]><x>&a11;</x>'
    path = tmp_path / f"a.{name}"
    path.write_text(bomb)
    with pytest.raises(FormatError, match="entities are not allowed"):
        read(name, path)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_a_document_type_shows_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.qdc").write_bytes(
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'.encode(encoding)
    )
    with pytest.raises(FormatError, match="entities are not allowed"):
        read("qdc", tmp_path / "a.qdc")


def _sheet(folder: Path, row: str) -> Path:
    """A workbook of which one sheet says that it is as large as a sheet may be."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active
    book.active.title = "codings"
    book.active.append(["document", "start", "end", "facet", "code", "coder"])
    book.save(folder / "sound.xlsx")
    with zipfile.ZipFile(folder / "sound.xlsx") as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = "xl/worksheets/sheet1.xml"
    sheet = parts[name].replace(b'ref="A1:F1"', b'ref="A1:XFD1048576"')
    parts[name] = sheet.replace(b"</sheetData>", f"{row}</sheetData>".encode())
    archive.write_zip(folder / "a.xlsx", parts)
    return folder / "a.xlsx"


@pytest.mark.parametrize(
    "row",
    [
        '<row r="2"><c r="XFD2"><v>1</v></c></row>',
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
    ],
)
def test_sheets_that_are_larger_than_they_are_are_refused(row: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"at most 1,048,576 rows of 1,000 cells"):
        read("xlsx", _sheet(tmp_path, row))


def test_json_of_millions_of_values_is_refused_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"[" + b"[]," * 7_000_000 + b"[]]")
    with pytest.raises(FormatError, match=r"more than 6,000,000 values"):
        read("labelstudio", tmp_path / "a.json")


@pytest.mark.parametrize("name", ["csv", "xlsx", "package", "qdpx", "labelstudio", "jsonl", "docbin"])
def test_files_without_an_end_are_refused(name: str) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("there is no such file here")
    with pytest.raises(FormatError):
        read(name, Path("/dev/zero"))


def test_names_in_zip_files_may_be_anything(tmp_path: Path) -> None:
    """Found by fuzzing: a name that says it is UTF-8 and is not, in the place where the member begins."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("manifest.json", b"{}")
        file.writestr("Ä", b"{}")
    raw = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(raw.replace("Ä".encode(), b"\x95x", 1))
    with pytest.raises(FormatError, match="is damaged"), archive.Archive(tmp_path / "a.zip") as opened:
        opened.read("Ä")


def test_a_package_that_was_changed_is_refused(tmp_path: Path) -> None:
    entry = find_format("package")
    assert entry.write
    entry.write(small(), tmp_path / "a.zip", {})
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        parts = {name: file.read(name) for name in file.namelist()}
    codings = parts["codings.jsonl"].replace(b'"pakistan"', b'"2nd"', 1)
    archive.write_zip(tmp_path / "b.zip", {**parts, "codings.jsonl": codings})
    with pytest.raises(FormatError, match=r"b\.zip: codings\.jsonl was changed"):
        read("package", tmp_path / "b.zip")
    archive.write_zip(tmp_path / "c.zip", {name: raw for name, raw in parts.items() if name != "done.jsonl"})
    with pytest.raises(FormatError, match=r"has no 'done\.jsonl'"):
        read("package", tmp_path / "c.zip")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def qualcoder(folder: Path, *, more: str = "") -> Path:
    """A project as QualCoder makes it, with the tables that matter."""
    folder.mkdir()
    start = _units(TEXT[: TEXT.index("Pakistan\u00a0")])
    quote = "Pakistan\u00a0condemned\nthe 𝒳"
    with closing(sqlite3.connect(folder / "data.qda")) as db:
        db.executescript(
            "CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text);"
            "CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text, color text);"
            "CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);"
            "CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,"
            " owner text, date text, memo text, avid integer, important integer);" + more
        )
        db.execute("INSERT INTO source VALUES (1,'one.txt',?,NULL,'',?,'2026-01-01')", (TEXT, "Ben"))
        db.execute("INSERT INTO code_cat VALUES (1,'actor','Ben','','',NULL)")
        db.execute("INSERT INTO code_name VALUES (1,'pakistan','The state.',1,'Ben','','#0072B2')")
        db.execute(
            "INSERT INTO code_text VALUES (1,1,1,?,?,?,'Ben','2026-01-01 10:00:00','why',NULL,NULL)",
            (quote.replace("\n", "\u2029").replace("\u00a0", " "), start, start + _units(quote)),
        )
        db.commit()
    return folder


def test_qualcoders_own_project_is_read_with_its_utf16_places(tmp_path: Path) -> None:
    parcel = read("qda", qualcoder(tmp_path / "a.qda"))
    (coding,) = parcel.codings
    assert TEXT[coding.start : coding.end] == "Pakistan\u00a0condemned\nthe 𝒳"
    assert (coding.coder, coding.code, coding.memo, coding.created) == ("Ben", "pakistan", "why", "2026-01-01 10:00:00")
    assert parcel.codebook
    assert parcel.codebook.code("actor", "pakistan")
    assert format_of(tmp_path / "a.qda").name == "qda"


def test_a_project_with_code_of_its_own_is_refused(tmp_path: Path) -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON source BEGIN DELETE FROM source; END;"
    with pytest.raises(FormatError, match="holds triggers"):
        read("qda", qualcoder(tmp_path / "a.qda", more=trigger.replace("AFTER INSERT", "AFTER DELETE")))
    view = "DROP TABLE code_cat; CREATE VIEW code_cat AS SELECT 1 catid, load_extension('x') name, 1 supercatid;"
    with pytest.raises((FormatError, sqlite3.OperationalError), match=r"no table code_cat|view"):
        read("qda", _with_view(tmp_path / "b.qda", view))
    (tmp_path / "c.qda").write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)
    with pytest.raises(FormatError, match=r"c\.qda can't be read"):
        read("qda", tmp_path / "c.qda")


def _with_view(folder: Path, script: str) -> Path:
    qualcoder(folder)
    with closing(sqlite3.connect(folder / "data.qda")) as db:
        db.executescript(script)
    return folder


def test_files_are_told_apart_by_what_is_in_them(tmp_path: Path) -> None:
    for entry in formats().values():
        if not entry.write or not entry.read:
            continue
        path = tmp_path / (entry.name if entry.folder else f"{entry.name}{entry.suffix}")
        entry.write(small(), path, {})
        assert format_of(path).name == entry.name
    (tmp_path / "empty").mkdir()
    with pytest.raises(FormatError, match="holds no known format"):
        format_of(tmp_path / "empty")
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(FormatError, match="say --format"):
        format_of(tmp_path / "a.json")


BRAT: list[tuple[str, str]] = [
    ("T1\tactor-pakistan 0 99\tx", "does not lie in the text"),
    ("T1\tactor-pakistan 3 2\tx", "does not lie in the text"),
    ("T1\tactor-pakistan x y\tx", "needs a type, offsets"),
    ("T1", "needs a type, offsets"),
    ("E1\tstance-oppose:T9", "points at a line that is not there"),
    ("A1\trole T7 actor", "points at T7"),
]


@pytest.mark.parametrize(("line", "words"), BRAT)
def test_broken_brat_lines_are_named(line: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Pakistan", encoding="utf-8")
    (tmp_path / "a.ann").write_text(f"T2\tactor-pakistan 0 8\tPakistan\n{line}\n", encoding="utf-8")
    with pytest.raises(FormatError, match=rf"a\.ann, line 2: .*{words}"):
        read("brat", tmp_path)


JSON: list[tuple[str, object, str]] = [
    ("labelstudio", {"a": 1}, "no list of tasks"),
    ("labelstudio", [1], "task 1: data.text is missing"),
    ("labelstudio", [{"data": {"text": "a"}, "annotations": 5}], "annotations must be a list"),
    ("labelstudio", [{"data": {"text": "a"}, "annotations": [{"result": [{"type": "labels", "value": {}}]}]}], "labels are missing"),
    ("doccano", {"text": "a", "entities": [7]}, "7 is no entity"),
    ("doccano", {"text": "a", "entities": [{"label": "b"}]}, "needs start_offset"),
    ("doccano", {"text": "a", "entities": [], "relations": [{"from_id": 1, "to_id": 2}]}, "points at an entity"),
    ("doccano", {"entities": []}, "a text is missing"),
    ("casjson", {"%TYPES": 5}, "no CAS that can be read"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "words"), JSON, ids=range(len(JSON)))
def test_broken_json_is_named(name: str, content: object, words: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(content))
    with pytest.raises(FormatError, match=rf"a\.json.*{words}"):
        read(name, path)


def _damage(raw: bytes, cut: int, byte: int) -> bytes:
    at = cut % max(1, len(raw))
    return raw[:at] if byte > 255 else raw[:at] + bytes([byte]) + raw[at + 1 :]


@pytest.mark.parametrize("entry", [e for e in READERS if e.write], ids=lambda entry: entry.name)
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(cut=st.integers(0, 10**6), byte=st.integers(0, 300))
def test_a_damaged_file_is_read_or_refused_in_words(
    entry: object, cut: int, byte: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from storage.formats.registry import Format

    assert isinstance(entry, Format)
    assert entry.write
    assert entry.read
    path = tmp_path_factory.mktemp("damage") / ("out" if entry.folder else f"out{entry.suffix}")
    entry.write(small(), path, {})
    for file in [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())[:3]:
        file.write_bytes(_damage(file.read_bytes(), cut, byte))
    reading: Callable[..., Parcel] = entry.read
    with suppress(FormatError):  # any other error fails the test
        reading(path, {})
