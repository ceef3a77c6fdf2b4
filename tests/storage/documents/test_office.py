"""PDF, Word and OpenDocument files made by other people's libraries."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.reflow import reflow
from tests.storage.documents.making import (
    PARAGRAPHS,
    make_docx,
    make_odt,
    make_pdf,
    make_zip,
    read_one,
    refusal,
    repacked,
)

line = st.text(
    st.sampled_from("aé🙂𝔘\u00a0\u0301عש&<>'") | st.characters(categories=["L", "N", "P"]), min_size=1, max_size=30
)
paragraphs = st.lists(line, min_size=1, max_size=4)


def check_office(lines: list[str], ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a" + ending)
        make_docx(path, lines) if ending == ".docx" else make_odt(path, lines)
        kept = [text for text in lines if text.strip()]
        expected = "\n\n".join(kept if ending == ".docx" else [text.strip() for text in kept])
        if expected:
            assert read_one(path).text == expected
        else:
            assert "empty" in refusal(path)


@given(paragraphs, st.sampled_from([".docx", ".odt"]))
@settings(max_examples=25)
def test_paragraphs_come_back(lines: list[str], ending: str) -> None:
    check_office(lines, ending)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@given(paragraphs, st.sampled_from([".docx", ".odt"]))
@settings(max_examples=5000)
def test_many_paragraphs_come_back(lines: list[str], ending: str) -> None:
    check_office(lines, ending)


pdf_lines = st.lists(
    st.text("abc deé.,“”–", min_size=1, max_size=40).map(lambda t: f"x {t} y"), min_size=1, max_size=40
)


def check_pdf(lines: list[str]) -> None:
    """Every line comes back in order; spaces in a row are the printer's affair."""
    with tempfile.TemporaryDirectory() as folder:
        text = read_one(make_pdf(Path(folder, "a.pdf"), lines)).text
    assert text.split() == [word for line in lines for word in line.split()]


@given(pdf_lines)
@settings(max_examples=15)
def test_lines_of_a_pdf_come_back(lines: list[str]) -> None:
    check_pdf(lines)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@given(pdf_lines)
@settings(max_examples=5000)
def test_many_lines_of_a_pdf_come_back(lines: list[str]) -> None:
    check_pdf(lines)


def test_a_text_with_faulty_properties_is_read(tmp_path: Path) -> None:
    """Found by changed bytes: python-docx stumbles over a relation that leads nowhere."""
    path = make_docx(tmp_path / "a.docx", PARAGRAPHS, title="Posts")
    with zipfile.ZipFile(path) as archive:
        relations = archive.read("_rels/.rels")
    assert b"Target=" in relations
    path.write_bytes(repacked(path, {"_rels/.rels": relations.replace(b"Target=", b"Targex=")}))
    document = read_one(path)
    assert document.text == "\n\n".join(PARAGRAPHS)
    assert "title" not in document.metadata


def test_words_broken_in_a_pdf_are_printed_and_reflowed(tmp_path: Path) -> None:
    lines = [
        "The ministry has counted its posts along the coun-",
        "try road and found that eleven exist on paper only",
        "so that the fighters of the IS-",
        "K can cross, the report to the commission con-",
        "cludes. The countries of the valley agree with the",
        "finding, and the country road has been closed since.",
    ]
    document = read_one(make_pdf(tmp_path / "a.pdf", lines, title="Posts", author="S. Yusufova"))
    assert "coun-\ntry" in document.text
    flowed = reflow(document.text, document.regions).text
    assert "along the country road" in flowed
    assert "the IS-K can cross" in flowed
    assert "commission concludes" in flowed
    assert document.metadata["title"] == "Posts"
    assert document.metadata["author"] == "S. Yusufova"
    assert document.reader_version.startswith("2 (pypdfium2 ")


def test_locked_scanned_and_broken_pdfs_are_named(tmp_path: Path) -> None:
    assert "password" in refusal(make_pdf(tmp_path / "locked.pdf", ["x"], password="secret"))
    assert "text recognition" in refusal(make_pdf(tmp_path / "scan.pdf", []))
    whole = make_pdf(tmp_path / "whole.pdf", list(PARAGRAPHS)).read_bytes()
    (tmp_path / "cut.pdf").write_bytes(whole[:40])
    assert "damaged" in refusal(tmp_path / "cut.pdf")
    (tmp_path / "text.pdf").write_text("no PDF at all")
    assert "it is a text" in refusal(tmp_path / "text.pdf")


def test_word_with_tables_changes_and_notes(tmp_path: Path) -> None:
    import docx

    path = tmp_path / "a.docx"
    document = docx.Document()
    paragraph = document.add_paragraph("Before ")
    paragraph.add_run("\tbold\n").bold = True
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "left", "right"
    document.add_paragraph("after")
    document.save(str(path))
    assert read_one(path).text == "Before \tbold\n\nleft\n\nright\n\nafter".replace("bold\n\nleft", "bold\n\nleft")
    tracked = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>'
        "<w:r><w:t>The </w:t></w:r><w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:del><w:r><w:delText>old </w:delText></w:r>"
        "</w:del><w:hyperlink><w:r><w:t>road</w:t></w:r></w:hyperlink></w:p></w:body></w:document>"
    )
    notes = tracked.replace("w:document", "w:footnotes").replace("w:body", "w:footnote")
    path.write_bytes(repacked(path, {"word/document.xml": tracked.encode(), "word/footnotes.xml": notes.encode()}))
    read_back = read_one(path)
    assert read_back.text == "The new road\n\nThe new road"
    assert [(r.start, r.end, r.reason) for r in read_back.regions if r.kind == "boilerplate"] == [(14, 26, "notes")]


@pytest.mark.parametrize(("number", "words"), [(1, "its comment is"), (2, "its 2 comments are")])
def test_comments_are_no_text_and_are_said(tmp_path: Path, number: int, words: str) -> None:
    word = make_docx(tmp_path / "a.docx", PARAGRAPHS)
    said = "".join(f'<w:comment w:id="{at}"><w:p><w:r><w:t>Odd.</w:t></w:r></w:p></w:comment>' for at in range(number))
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    word.write_bytes(
        repacked(word, {"word/comments.xml": f'<w:comments xmlns:w="{namespace}">{said}</w:comments>'.encode()})
    )
    odt = make_odt(tmp_path / "a.odt", PARAGRAPHS)
    with zipfile.ZipFile(odt) as archive:
        content = archive.read("content.xml").decode()
    note = "<office:annotation><text:p>Odd.</text:p></office:annotation>" * number
    at = content.index("</text:p>")
    odt.write_bytes(repacked(odt, {"content.xml": (content[:at] + note + content[at:]).encode()}))
    for path in (word, odt):
        read_back = read_one(path)
        assert read_back.remark == f"{words} not in the text."
        assert "Odd" not in read_back.text
    assert not read_one(make_docx(tmp_path / "b.docx", PARAGRAPHS)).remark


def test_metadata_of_office_files(tmp_path: Path) -> None:
    word = read_one(make_docx(tmp_path / "a.docx", PARAGRAPHS, title="Posts", author="S. Yusufova"))
    assert (word.metadata["title"], word.metadata["author"]) == ("Posts", "S. Yusufova")
    odt = read_one(make_odt(tmp_path / "a.odt", PARAGRAPHS, title="Posts", author="S. Yusufova"))
    assert (odt.metadata["title"], odt.metadata["author"]) == ("Posts", "S. Yusufova")
    assert odt.text == "\n\n".join(PARAGRAPHS)


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("ending", [".docx", ".odt"])
def test_hostile_office_files_are_refused(tmp_path: Path, ending: str) -> None:
    path = tmp_path / ("a" + ending)
    make_docx(path, PARAGRAPHS) if ending == ".docx" else make_odt(path, PARAGRAPHS)
    name = "word/document.xml" if ending == ".docx" else "content.xml"
    good = path.read_bytes()
    for content, reason in (
        (ENTITIES + b"<x>&b;&f;</x>", "document type"),
        (b"<x>" * 400 + b"</x>" * 400, "XML"),
        (b"not xml", "XML"),
        (b"<x/>", ""),
        (b"<x>" + b" " * 60_000_000 + b"</x>", "zip bomb"),
    ):
        path.write_bytes(good)
        path.write_bytes(repacked(path, {name: content}))
        assert reason in refusal(path)
    path.write_bytes(good[: len(good) // 2])
    assert "damaged" in refusal(path)
    make_zip(path, {"a.txt": b"x"})
    assert "holds no text" in refusal(path)
