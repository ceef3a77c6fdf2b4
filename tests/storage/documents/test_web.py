"""Web pages: all of the visible text, and what stands around the article as a region."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from storage.documents.visible import visible_text
from tests.storage.documents.making import PARAGRAPHS, make_page, read_one, refusal


def put(folder: Path, page: str | bytes) -> Path:
    path = folder / "a.html"
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    return path


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<p>one\n  two&nbsp;three</p>", "one two\u00a0three"),
        ("<p>a<br>b<br/><br/>c</p>", "a\nb\n\nc"),
        ("<ul><li>a</li><li>b <b>c</b></li></ul>d", "a\nb c\n\nd"),
        ("<p>Is<b>lam</b>abad, <i>Pakistan</i> .</p>", "Islamabad, Pakistan ."),
        ("a<script>x</script>b<style>y</style>c<!-- z -->d", "abcd"),
        ("<p hidden>x</p><p style='display: none'>y</p>z", "z"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<pre>a\n  b</pre>c", "a\n  b\n\nc"),
        ("<p>&#x1F642; 𝔘 &lt;p&gt;</p>", "🙂 𝔘 <p>"),
        ("<title>t</title><body>b", "b"),
        ("<p>a</p>tail", "a\n\ntail"),
        ("x &copy; y&shy;z", "x © y\u00adz"),
    ],
)
def test_visible_text(page: str, text: str) -> None:
    assert visible_text(html.document_fromstring(f"<html>{page}</html>")) == text


MENU = "<nav><ul><li>Home</li><li>World</li><li>Pakistan</li></ul></nav>"
COMMENTS = (
    "<section id='comments' class='comments-area'><h3>2 thoughts</h3><ol class='comment-list'>"
    "<li class='comment'><p>Rustam says India is behind it all, as everybody in Kabul knows very well indeed.</p></li>"
    "<li class='comment'><p>Gul says that Iran laughs at every one of us and always will, whatever Moscow does.</p></li>"
    "</ol></section><footer>Copyright 2019 The Courier</footer>"
)


def test_the_article_stays_and_the_rest_is_a_region(tmp_path: Path) -> None:
    head = "<title>Posts on the Panj | The Courier</title><meta name='author' content='Sitora Yusufova'>"
    head += "<meta property='article:published_time' content='2019-03-02'><meta property='og:site_name' content='The Courier'>"
    page = make_page(["<h1>Posts on the Panj</h1>", *PARAGRAPHS], head=head, before=MENU, after=COMMENTS)
    document = read_one(put(tmp_path, page))
    left = [document.text[r.start : r.end] for r in document.regions if r.left_out]
    for words in ("Home", "Rustam says", "Gul says", "Copyright 2019"):
        assert words in document.text
        assert any(words in stretch for stretch in left)
    for paragraph in ("Posts on the Panj", *PARAGRAPHS):
        assert paragraph in document.text
        assert not any(paragraph in stretch for stretch in left)
    assert document.metadata["author"] == "Sitora Yusufova"
    assert document.metadata["date"] == "2019-03-02"
    assert document.metadata["source"] == "The Courier"
    assert document.metadata["language"] == "en"


words = st.text(st.sampled_from("abcé🙂عش&<>\"'") | st.characters(categories=["L", "N"]), min_size=1, max_size=12)
texts = st.lists(st.lists(words, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=5)


def check_page(lines: list[str]) -> None:
    from html import escape

    with tempfile.TemporaryDirectory() as folder:
        document = read_one(put(Path(folder), make_page([escape(line) for line in lines])))
    assert document.text == "\n\n".join(lines)


@given(texts)
@settings(max_examples=20)
def test_paragraphs_of_a_page_come_back(lines: list[str]) -> None:
    check_page(lines)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@given(texts)
@settings(max_examples=5000)
def test_many_paragraphs_of_a_page_come_back(lines: list[str]) -> None:
    check_page(lines)


def test_encoding_that_the_page_declares(tmp_path: Path) -> None:
    page = make_page(["Die Gespräche fänden früher statt."], head="<meta charset='iso-8859-15'>")
    document = read_one(put(tmp_path, page.encode("iso-8859-15")))
    assert document.text == "Die Gespräche fänden früher statt."
    assert document.encoding == "iso8859-15"
    undeclared = make_page(["Die Gespräche fänden früher statt."]).encode("iso-8859-15")
    assert "--encoding" in refusal(put(tmp_path, undeclared))
    assert read_one(put(tmp_path, undeclared), encoding="iso-8859-15").text == document.text


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><body></body></html>", "empty"),
        ("<html><script>x</script></html>", "empty"),
        ("<div>" * 3000 + "deep" + "</div>" * 3000, "nested too deeply"),
        (b"%PDF-1.4", "a PDF"),
        ("<!-- -->", "empty"),
    ],
)
def test_pages_without_text_are_refused(tmp_path: Path, page: str | bytes, reason: str) -> None:
    assert reason in refusal(put(tmp_path, page))


def test_nothing_outside_the_page_is_read(tmp_path: Path) -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>a &x; b</p></body></html>'
    assert Path("/etc/hostname").read_text().strip() not in read_one(put(tmp_path, page)).text
