"""Folders and archives: names, order, caps, and that one bad file stops nothing."""

from __future__ import annotations

import os
import signal
import stat
import struct
import time
import zipfile
from pathlib import Path

import pytest

from storage.documents import Part, Reader, apart, read_path
from storage.documents.files import Reading
from storage.documents.readers import READERS
from tests.storage.documents.making import PARAGRAPHS, make_docx, make_pdf, make_zip, read, refusal


def fill(folder: Path) -> None:
    (folder / "b").mkdir()
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("hidden")
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "a.txt").write_text("one")
    (folder / "b" / "a.txt").write_text("two")
    (folder / "b" / "c.md").write_text("three")
    (folder / "b" / "empty.txt").write_text("")
    (folder / "b" / "odd.xyz").write_text("no reader")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0rest")
    (folder / "lying.txt").write_bytes(b"%PDF-1.4")
    make_docx(folder / "word.docx", PARAGRAPHS)
    make_pdf(folder / "z.pdf", ["printed"])


def test_a_folder_is_read_by_name_and_bad_files_are_named(tmp_path: Path) -> None:
    fill(tmp_path)
    documents, refused = read(tmp_path)
    assert [(d.name, d.relative) for d in documents] == [
        ("a.txt", "a.txt"),
        ("word.docx", "word.docx"),
        ("z.pdf", "z.pdf"),
        ("b/a.txt", "b/a.txt"),
        ("c.md", "b/c.md"),
    ]
    reasons = {r.name: r.reason for r in refused}
    assert set(reasons) == {"lying.txt", "old.doc", "b/empty.txt", "b/odd.xyz"}
    assert "it is a PDF" in reasons["lying.txt"]
    assert "old office document" in reasons["old.doc"]
    assert ".docx" in reasons["b/odd.xyz"]


def test_an_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    path = make_zip(
        tmp_path / "all.zip",
        {"x/a.txt": b"one", "y/a.txt": b"two", "__MACOSX/a.txt": b"no", "inner.zip": b"PK\x03\x04", "../out.txt": b"no", "/abs.txt": b"no", "C:\\w.txt": b"no"},
    )  # fmt: skip
    documents, refused = read(path)
    assert [(d.name, d.text) for d in documents] == [("a.txt", "one"), ("all.zip/y/a.txt", "two")]
    reasons = {r.name: r.reason for r in refused}
    assert "archive inside an archive" in reasons["all.zip/inner.zip"]
    assert sum("leads out" in reason for reason in reasons.values()) == 3
    assert not list(tmp_path.parent.glob("out.txt"))


def test_hostile_archives_are_refused(tmp_path: Path) -> None:
    bomb = make_zip(tmp_path / "bomb.zip", {"a.txt": b"0" * 5_000_000})
    assert "zip bomb" in refusal(bomb)
    many = make_zip(tmp_path / "many.zip", {f"{i}.txt": b"" for i in range(10_001)})
    assert "10,001 files" in refusal(many)
    data = bytearray(make_zip(tmp_path / "lie.zip", {"a.txt": b"text of a file"}).read_bytes())
    place = data.rindex(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", 600_000_000)
    (tmp_path / "lie.zip").write_bytes(data)
    assert "600,000,000 bytes" in refusal(tmp_path / "lie.zip")
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 broken")
    assert "damaged" in refusal(tmp_path / "broken.zip")
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "a link" in refusal(tmp_path / "link.zip")


def test_a_damaged_member_does_not_stop_the_others(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "all.zip", {"a.txt": b"one " * 500, "b.txt": b"two"})
    data = bytearray(path.read_bytes())
    data[45] ^= 0xFF
    path.write_bytes(data)
    documents, refused = read(path)
    assert [d.name for d in documents] == ["b.txt"]
    assert "damaged" in refused[0].reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    _, refused = read(tmp_path)
    assert {r.name for r in refused} == {"pipe.txt", "gone.txt"}
    assert "no such file" in refusal(tmp_path / "nothing.txt")


def test_a_format_is_added_by_one_reader(tmp_path: Path) -> None:
    reader = Reader("upper", "loud text", (".loud",), lambda source: [Part(source.data.decode().upper())])
    (tmp_path / "a.loud").write_text("hear")
    found = list(Reading([*READERS, reader]).walk(tmp_path / "a.loud"))
    assert getattr(found[0], "text", "") == "HEAR"


def test_a_reader_that_dies_or_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_pdf(tmp_path / "a.pdf", ["printed"])
    worker = apart._WORKER
    assert read(path)[0][0].text == "printed"
    process = worker._process
    assert process is not None
    process.kill()
    process.wait()
    assert read(path)[0][0].text == "printed", "a new one takes over"
    stopped = worker._process
    assert stopped is not None
    stopped.send_signal(signal.SIGSTOP)  # it hangs for good, so no clock decides this test
    monkeypatch.setattr(apart, "LONGEST", 0.5)
    assert "longer than" in refusal(path)
    monkeypatch.undo()
    assert read(path)[0][0].text == "printed"
    apart.close_worker()


def test_files_of_a_folder_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for name in ("10.txt", "2.txt", "part 1.txt", "Part 12.txt", "part 3.txt"):
        (tmp_path / name).write_text(name)
    assert [each.name for each in read(tmp_path)[0]] == ["2.txt", "10.txt", "part 1.txt", "part 3.txt", "Part 12.txt"]


def test_odd_file_names_can_be_stored(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/b\xe9\n.txt"
    try:
        Path(os.fsdecode(odd)).write_text("text")
    except OSError:
        pytest.skip("the file system takes no such name")
    documents, _ = read(tmp_path)
    assert documents[0].name == "b\ufffd\ufffd.txt"


def test_readers_have_names_and_endings_of_their_own() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)
    endings = [ending for reader in READERS for ending in reader.endings]
    assert len(set(endings)) == len(endings)
    assert all(reader.version for reader in READERS)


@pytest.mark.slow
def test_hostile_files_take_no_more_than_half_a_minute(tmp_path: Path) -> None:
    cases = {
        "lines.txt": b"a\n" * 4_900_000,
        "words.txt": b"a- " * 3_300_000,
        "flat.html": b"<p>" * 3_000_000,
        "tags.html": b"<b>x" * 1_500_000,
        "table.html": b"<table>" * 200_000,
        "attr.html": b"<p " + b"a=b " * 1_000_000 + b">x",
        "rows.csv": b"text\n" + b"a\n" * 100_000,
        "cell.csv": b'text\n"' + b"a" * 9_000_000,
        "deep.jsonl": b'{"text":' + b"[" * 500_000,
        "pages.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 99999>>endobj trailer<</Root 1 0 R>>",
    }  # fmt: skip
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
        begin = time.perf_counter()
        for item in read_path(tmp_path / name):
            assert item.name.startswith(name)
        assert time.perf_counter() - begin < 30, name
