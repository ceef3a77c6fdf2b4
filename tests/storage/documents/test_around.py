"""What stands around an article: heads and feet of pages, headers of files, links among files, pages without text."""

from __future__ import annotations

from pathlib import Path

from annotator.records import Region
from storage.documents import ReadDocument
from tests.storage.documents.making import PARAGRAPHS, make_odt, make_pdf, read, read_one, refusal


def words(document: ReadDocument, regions: tuple[Region, ...] | None = None) -> list[str]:
    """What stands in the regions that are left out."""
    found = document.regions if regions is None else regions
    return [document.text[region.start : region.end] for region in found if region.left_out]


def test_heads_and_feet_of_word_files_are_kept_as_a_region(tmp_path: Path) -> None:
    import docx

    made = docx.Document()
    made.add_paragraph(PARAGRAPHS[0])
    run = made.add_paragraph("Seen ").add_run("but not this")
    run.font.hidden = True
    made.sections[0].header.paragraphs[0].text = "The Valley Courier"
    made.sections[0].footer.paragraphs[0].text = "Page 1"
    made.save(str(tmp_path / "a.docx"))
    document = read_one(tmp_path / "a.docx")
    assert document.text.startswith(f"{PARAGRAPHS[0]}\n\nSeen \n\n")
    assert sorted(words(document)[-1].split("\n")) == ["Page 1", "The Valley Courier"]
    assert "not this" not in document.text


def test_heads_of_open_documents_too(tmp_path: Path) -> None:
    from odf.opendocument import load
    from odf.style import Header, MasterPage, PageLayout
    from odf.text import P

    path = make_odt(tmp_path / "a.odt", PARAGRAPHS[:2])
    made = load(str(path))
    layout, head = PageLayout(name="layout"), Header()
    made.automaticstyles.addElement(layout)
    master = MasterPage(name="Standard", pagelayoutname=layout)
    head.addElement(P(text="The Valley Courier"))
    master.addElement(head)
    made.masterstyles.addElement(master)
    made.save(str(path))
    document = read_one(path)
    assert document.text == "\n\n".join([*PARAGRAPHS[:2], "The Valley Courier"])
    assert words(document) == ["The Valley Courier"]


def _pages(path: Path, pages: list[list[str]], *, language: str = "") -> Path:
    from reportlab.pdfgen import canvas

    page = canvas.Canvas(str(path), lang=language or None)
    for lines in pages:
        for number, line in enumerate(lines):
            page.drawString(50, 800 - 14 * number, line)
        page.showPage()
    page.save()
    return path


def test_lines_that_come_back_on_every_page_are_left_out(tmp_path: Path) -> None:
    given = " ".join(PARAGRAPHS).split()
    lines = [" ".join(given[place : place + 6]) for place in range(0, 90, 6)]
    pages = [
        ["The Valley Courier", *lines[5 * number - 5 : 5 * number], "12 14 16", f"Page {number} of 3"]
        for number in (1, 2, 3)
    ]
    document = read_one(_pages(tmp_path / "a.pdf", pages, language="fr-FR"))
    assert document.text.count("The Valley Courier") == 3
    furniture = [r for r in document.regions if r.reason == "header or footer of the pages"]
    assert words(document, tuple(furniture)) == [
        text for number in (1, 2, 3) for text in ("The Valley Courier", f"Page {number} of 3")
    ]
    assert document.metadata["language"] == "fr-FR"


def test_pages_without_text_among_others_are_said(tmp_path: Path) -> None:
    document = read_one(_pages(tmp_path / "a.pdf", [["Some words"], [], []]))
    assert (document.text, document.remark[:29]) == ("Some words", "2 of 3 pages hold no text, as")


def test_headers_of_markdown_files(tmp_path: Path) -> None:
    heads = {
        "---\ntitle: 'The bridge'\nauthor:\n  - A One\n  - B Two\ntags: [x, \"y\"]\n---\n": {
            "title": "The bridge", "author": "A One, B Two", "tags": "x, y",
        },
        '+++\ntitle = "The bridge"\ndate = 2024-05-01\nauthors = ["A One", "B Two"]\n+++\n': {
            "title": "The bridge", "date": "2024-05-01", "author": "A One, B Two",
        },
        "+++\nbroken\n+++\n": {},
    }  # fmt: skip
    for head, metadata in heads.items():
        (tmp_path / "a.md").write_text(f"{head}\nThe river is high.\n", encoding="utf-8")
        document = read_one(tmp_path / "a.md")
        assert document.metadata == metadata
        assert words(document) == [head.rstrip("\n")]
    (tmp_path / "a.md").write_text("The bridge\n==========\n\nThe river is high.\n", encoding="utf-8")
    assert read_one(tmp_path / "a.md").metadata == {"title": "The bridge"}


def test_the_line_that_excel_puts_before_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=;\nid;text\n1;The river, they say, is high.\n", encoding="utf-8")
    document = read_one(tmp_path / "a.csv")
    assert (document.text, document.metadata) == ("The river, they say, is high.", {"id": "1"})


def test_the_language_that_a_page_says_it_is_in(tmp_path: Path) -> None:
    for head, language in (
        ('<html lang="de-CH"><head>', "de-CH"),
        ('<html><head><meta http-equiv="Content-Language" content="fr, en">', "fr"),
        ('<html><head><meta property="og:locale" content="en_GB">', "en-GB"),
        ('<html><head><script type="application/ld+json">{"inLanguage": "ps"}</script>', "ps"),
        ("<html><head>", None),
    ):
        (tmp_path / "a.html").write_text(f"{head}</head><body><p>{PARAGRAPHS[0]}</p></body></html>", encoding="utf-8")
        assert read_one(tmp_path / "a.html").metadata.get("language") == language


def test_who_wrote_a_page_and_its_title(tmp_path: Path) -> None:
    head = '<meta name="DC.creator" content="Sitora Yusufova"><meta name="DC.title" content="The bridge">'
    svg = "<svg><title>An arrow</title></svg>"
    (tmp_path / "a.html").write_text(f"<html><head>{head}</head><body>{svg}<p>{PARAGRAPHS[0]}</p></body></html>")
    assert dict(read_one(tmp_path / "a.html").metadata) == {"author": "Sitora Yusufova", "title": "The bridge"}


def test_links_in_a_folder_are_named_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Not meant to be added.")
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("The river is high.")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "sub" / "loop").symlink_to(folder)
    documents, refused = read(folder)
    assert [document.text for document in documents] == ["The river is high."]
    assert {one.name: one.reason for one in refused} == dict.fromkeys(
        ("link.txt", "sub/loop"), "it is a link, not a file: add what it points at."
    )
    assert read_one(folder / "link.txt").text == "Not meant to be added."  # somebody named it


def test_a_pdf_of_nothing_but_pictures_is_refused(tmp_path: Path) -> None:
    assert "as a scan does" in refusal(make_pdf(tmp_path / "a.pdf", []))
