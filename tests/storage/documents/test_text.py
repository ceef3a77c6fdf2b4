"""Plain text and Markdown: what is stored, encodings, and what is no text."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.documents import Refused, read_path
from tests.storage.documents.making import PARAGRAPHS, read, read_one, refusal

storable = st.text(
    st.sampled_from("aé\u00a0\u2028\u0301ع𝔘🙂\ufeff\n") | st.characters(exclude_categories=["Cs", "Cc"]), max_size=80
)


def put(folder: Path, data: bytes | str, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def check_stored_text(text: str, end: str, mark: bool, encoding: str) -> None:
    """A text comes back with LF for its line ends and without its byte-order mark, and is else untouched."""
    data = (("\ufeff" if mark else "") + text.replace("\n", end)).encode(encoding)
    with tempfile.TemporaryDirectory() as folder:
        found = list(read_path(put(Path(folder), data)))
    assert len(found) == 1
    if not text.strip():
        assert isinstance(found[0], Refused)
        return
    assert not isinstance(found[0], Refused)
    stored = text.removeprefix("\ufeff") if not mark else text
    assert found[0].text == stored
    assert found[0].original_sha256 == hashlib.sha256(data).hexdigest()


cases = (storable, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.sampled_from(["utf-8", "utf-16-le"]))


@given(*cases)
@settings(max_examples=60)
def test_stored_text(text: str, end: str, mark: bool, encoding: str) -> None:
    check_stored_text(text, end, mark or encoding != "utf-8", encoding)


@pytest.mark.slow
@given(*cases)
@settings(max_examples=5000)
def test_stored_text_of_many(text: str, end: str, mark: bool, encoding: str) -> None:
    check_stored_text(text, end, mark or encoding != "utf-8", encoding)


def check_any_bytes(data: bytes, name: str, encoding: str | None) -> None:
    """Whatever the bytes, there is a document or a plain sentence."""
    with tempfile.TemporaryDirectory() as folder:
        for item in read_path(put(Path(folder), data, name), encoding=encoding):
            if isinstance(item, Refused):
                assert item.reason
                assert item.reason[0].islower()
                assert "Traceback" not in item.reason
            else:
                assert item.text.strip()
                assert "\r" not in item.text
                item.text.encode()


anything = (
    st.binary(max_size=200) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(["a.txt", "a.md", "a.csv", "a.jsonl", "a", "a.tsv", "a.zip", "a.xyz"]),
    st.sampled_from([None, "cp1252", "utf-16", "shift_jis", "utf-7", "no such", "rot13", "idna"]),
)


@given(*anything)
@settings(max_examples=150)
def test_any_bytes_are_read_or_refused(data: bytes, name: str, encoding: str | None) -> None:
    check_any_bytes(data, name, encoding)


@pytest.mark.slow
@given(*anything)
@settings(max_examples=5000)
def test_many_bytes_are_read_or_refused(data: bytes, name: str, encoding: str | None) -> None:
    check_any_bytes(data, name, encoding)


def test_record_of_the_import(tmp_path: Path) -> None:
    document = read_one(put(tmp_path, "\ufeffone\r\ntwo\n"))
    assert (document.name, document.text) == ("a.txt", "one\ntwo\n")
    assert (document.reader, document.reader_version, document.encoding) == ("txt", "1", "utf-8")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"a\0b", "NUL"),
        (b"caf\xe9\0\xff", "NUL"),
        (b"a\0b\0c\0", "it may be in utf-16-le, as which it reads “abc”"),
        (b"\x01\x02\x03\x04\x05\x06\x07 text", "control characters"),
        (b"%PDF-1.7 ...", "it is a PDF"),
        (b"PK\x03\x04...", "zip archive or an office document"),
        (b"\xd0\xcf\x11\xe0....", "old office document"),
        (b"{\\rtf1 ...}", "rich text"),
        (b"\x89PNG....", "a picture"),
        (b"<!DOCTYPE html><p>x", "a web page"),
        (b"\xff\xfea", "not in utf-16"),
        (b"a" * 10_000_001, "10,000,001 characters"),
        (b"\xed\xa0\xbdx", "UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    assert reason in refusal(put(tmp_path, data))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Der Präsident sagte „Nein“ – für 5 €."),
        ("cp1251", "Талибан заявил: «Нет», и это всё."),
        ("iso8859-15", "Le cœur coûte 5 € à l'été."),
        ("cp1250", "Zażółć gęślą jaźń, łódź i źrebię."),
        ("shift_jis", "大統領は拒否した。これは試験です。"),
        ("gb18030", "总统拒绝了这项提议，外交部长随后表示同意。"),
        ("cp1256", "رفض الرئيس الاقتراح وقال إنه لن يعود"),
        ("utf-16-le", "The President refused. Café."),
        ("utf-16-be", "Талибан заявил, что это не так; и это всё."),
    ],
)
def test_the_right_encoding_is_among_the_candidates_with_the_text_read_so(
    tmp_path: Path, encoding: str, text: str
) -> None:
    for name in ("a.txt", "a.csv", "a.html"):
        whole = {
            "a.txt": text,
            "a.csv": f"text,n\n{text.replace(',', ';')},1\n",
            "a.html": f"<html><p>{text}</p></html>",
        }[name]
        path = put(tmp_path, whole.encode(encoding), name)
        _, refused = read(path)
        samples = {candidate.encoding: candidate.sample for candidate in refused[0].candidates}
        assert encoding in samples, (name, list(samples))
        assert text[:8] in samples[encoding] or text[:8] in samples[encoding].replace("text,n ", "")
        assert read_one(path, encoding=encoding).text.strip() == text.replace(",", ";" if name == "a.csv" else ",")


def test_other_encodings_are_named_and_wait_to_be_confirmed(tmp_path: Path) -> None:
    text = (
        "\n".join(PARAGRAPHS)
        + "\nDie Gespräche fänden früher statt, hieß es; die Königin würde müde. Über Öl schwieg man.\n"
    )
    path = put(tmp_path, text.encode("cp1252"))
    _, refused = read(path)
    assert "--encoding" in refused[0].reason
    assert refused[0].guess == "cp1252"
    assert refused[0].guess in refused[0].reason
    assert refused[0].preview in refused[0].reason
    document = read_one(path, encoding="cp1252")
    assert (document.text, document.encoding) == (text, "cp1252")
    assert "not in ascii" in refusal(path, encoding="ascii")
    assert "no encoding named nonsense" in refusal(path, encoding="nonsense")


def test_a_confirmed_encoding_does_not_touch_utf8(tmp_path: Path) -> None:
    assert read_one(put(tmp_path, "Gespräch"), encoding="cp1252").text == "Gespräch"
    japanese = "日本語の文書".encode("iso2022_jp")
    assert read_one(put(tmp_path, japanese), encoding="iso2022_jp").text == "日本語の文書"


def test_markdown_keeps_its_text_and_gives_its_header(tmp_path: Path) -> None:
    text = '---\ntitle: "Salt"\nbyline: Sitora Y.\ndate: 2019-03-02\nstrange: x\n---\n\n# Salt and *roads*\n\nThe road is closed.\n'
    document = read_one(put(tmp_path, text, "a.md"))
    assert document.text == text
    assert document.metadata == {"title": "Salt", "author": "Sitora Y.", "date": "2019-03-02", "strange": "x"}
    header = document.regions[0]
    assert (text[header.start : header.end].splitlines()[-1], header.kind) == ("---", "boilerplate")
    assert read_one(put(tmp_path, "# A title #\n\nText.", "b.md")).metadata == {"title": "A title"}


def test_regions_are_found_at_once(tmp_path: Path) -> None:
    document = read_one(put(tmp_path, "\n".join(PARAGRAPHS) + "\nLeave a Reply\n"))
    assert [document.text[r.start : r.end] for r in document.regions] == ["Leave a Reply"]
