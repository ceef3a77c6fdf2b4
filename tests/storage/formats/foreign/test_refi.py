"""REFI-QDA projects as other programs write them: odd ids, odd sources, notes, and what can't be brought."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from annotator.errors import FormatError
from storage.codings import all_codings
from storage.project import Project
from storage.texts import list_documents
from tests.storage.formats.foreign.ours import TEXT, found, place, units
from ui.workflows.import_codings import import_codings

CODES = """<Codes><Code guid="{C1}" name="Actor" isCodable="true" color="#FF0000"><Code guid="C2" name="Pakistan"
 isCodable="true"/><Code guid="C3" name="other" isCodable="true"/></Code><Code guid="c4" name="Threat" isCodable="true">
 <Code guid="C5" name="other" isCodable="true"/></Code></Codes><Sets><Set guid="s" name="S"/></Sets>"""


def _refi(path: Path, source: str, text: bytes, *, more: str = "") -> Path:
    project = f"""\ufeff<?xml version="1.0" encoding="UTF-8" standalone="no"?>\r\n<Project xmlns="urn:QDA-XML:project:1.0"
 name="n" origin="Other 24" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Users><User guid="{{AB-CD}}" name="Ana"/>
 </Users><CodeBook>{CODES}</CodeBook><Variables/><Cases><Case guid="k" name="K"/></Cases><Sources>{source}</Sources>
 <Notes>{more}</Notes></Project>"""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("project.qde", project.replace("\n", "\r\n").encode())
        file.writestr("sources/T1.TXT", text)
    return path


def selection(quote: str, code: str, start: int, end: int, *, inside: str = "") -> str:
    return (
        f'<PlainTextSelection guid="{code}-{start}" name="{quote}" startPosition="{start}" endPosition="{end}">{inside}'
        f'<Coding guid="g-{code}-{start}" creatingUser="ab-cd" creationDateTime="2024-05-01T10:00:00Z"><CodeRef targetGUID="{code}"/>'
        "</Coding></PlainTextSelection>"
    )


def test_refi_projects_with_every_oddity(project: Project, tmp_path: Path) -> None:
    stored = ("\ufeff" + TEXT.replace("\n", "\r\n")).encode()
    (a, b), (c, d), (e, f) = units("Pakistan"), units("Taliban"), units("Defence")
    source = (
        '<TextSource guid="T" name="border" plainTextPath="internal://t1.txt" richTextPath="internal://t1.docx">'
        f"{selection('Pakistan', '{c2}', a, b, inside='<Description>why</Description>')}"
        f"{selection('Taliban', 'C3', c, d)}"
        f"{selection('Defence', 'C5', e, f, inside='<NoteRef targetGUID=' + chr(34) + 'N1' + chr(34) + '/>')}"
        '<PlainTextSelection guid="q" startPosition="0" endPosition="3"/></TextSource>'
        '<PictureSource guid="P" name="photo" path="internal://p.png"/>'
    )
    more = '<Note guid="n1" name="note" plainTextPath="internal://T1.txt"/>'
    outcome = import_codings(project, _refi(tmp_path / "a.qdpx", source, stored, more=more))
    assert found(project) == [
        ("Ana", "actor", "other", "Taliban"),
        ("Ana", "actor", "pakistan", "Pakistan"),
        ("Ana", "threat", "other", "Defence"),
    ]
    memos = {coding.code: coding.memo for coding in all_codings(project) if coding.facet != "threat"}
    assert memos == {"pakistan": "why", "other": ""}
    said = "\n".join(outcome.notes)
    for words in ("cases", "sets", "sources of the kind PictureSource", "selections without a code"):
        assert words in said, words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('<TextSource guid="T" name="b" richTextPath="internal://t1.docx"/>', "as a rich text only"),
        ('<TextSource guid="T" name="b" plainTextPath="relative://b.txt"/>', "only internal:// sources are taken"),
        ('<TextSource guid="T" name="b" plainTextPath="internal://gone.txt"/>', "'gone.txt' is not in the file"),
        (
            '<TextSource guid="T" name="b" plainTextPath="internal://t1.txt"><PlainTextSelection guid="s" startPosition="0"'
            ' endPosition="2"><Coding guid="x"><CodeRef targetGUID="nowhere"/></Coding></PlainTextSelection></TextSource>',
            "the code nowhere is not in the project's codebook",
        ),
    ],
)
def test_what_refi_projects_can_not_bring_is_said_in_one_sentence(
    project: Project, tmp_path: Path, source: str, words: str
) -> None:
    with pytest.raises(FormatError, match=words) as fault:
        import_codings(project, _refi(tmp_path / "a.qdpx", source, TEXT.encode()))
    assert str(fault.value).startswith("a.qdpx, project.qde, b")
    assert not list_documents(project)


def test_refi_texts_of_pdfs_notes_of_codings_and_codes_of_sources(project: Project, tmp_path: Path) -> None:
    a, b = place("Pakistan").values()
    marked = selection("Pakistan", "C2", a, b, inside="<Description>why</Description>")
    source = (
        '<PDFSource guid="P" name="scan.pdf" path="internal://p.pdf"><PDFSelection guid="ps" page="0"/>'
        f'<Representation guid="R" name="r" plainTextPath="internal://t1.txt">{marked.replace("/></Coding>", "/><NoteRef targetGUID=" + chr(34) + "N1" + chr(34) + "/></Coding>")}'
        '<Coding guid="whole" creatingUser="ab-cd"><CodeRef targetGUID="C2"/></Coding></Representation></PDFSource>'
    )  # fmt: skip
    more = '<Note guid="n1"><PlainTextContent>Because of the border.</PlainTextContent></Note>'
    outcome = import_codings(project, _refi(tmp_path / "a.qdpx", source, TEXT.encode(), more=more))
    assert found(project) == [("Ana", "actor", "pakistan", "Pakistan")]
    assert [coding.memo for coding in all_codings(project)] == ["why\nBecause of the border."]
    assert [entry.name for entry in list_documents(project)] == ["scan.pdf"]
    assert "Left out: what is marked on a PDFSource itself; only its text is taken." in outcome.notes
    assert "Left out: 1 coding of whole documents with codes of the facet actor, which codes spans." in outcome.notes
