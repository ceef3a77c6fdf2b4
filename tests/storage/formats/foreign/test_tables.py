"""Tables as spreadsheets write them: encodings, signs between cells, sheets, and merged cells."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import FormatError
from storage.codings import all_codings
from storage.project import Project
from storage.texts import NewDocument, add_documents
from tests.storage.formats.foreign.ours import TEXT, found, place
from ui.workflows.import_codings import import_codings


def _add(project: Project) -> None:
    act, texts = add_documents(project, [NewDocument("a.txt", TEXT)])
    project.commit(act, texts=texts)


def _cells() -> list[list[Any]]:
    a, b = place("Ministry").values()
    c, d = place("Taliban").values()
    return [
        ["Document", "Coder", "Start", "End", "Text", "Facet", "Code", "Memo"],
        ["a.txt", "José", a, b, "Ministry", "actor", "other", "déjà vu"],
        ["a.txt", "José", f"{c}.0", f"{d}.0", "Taliban", "actor", "taliban", ""],
    ]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_as_spreadsheets_write_it(project: Project, tmp_path: Path, encoding: str, sign: str) -> None:
    _add(project)
    lines = [*(sign.join(map(str, row)) for row in _cells()), sign * 7, ""]
    path = tmp_path / "codings.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    if encoding == "cp1252":
        with pytest.raises(FormatError, match="--encoding cp1252"):
            import_codings(project, path)
        import_codings(project, path, options={"encoding": "cp1252"})
    else:
        import_codings(project, path)
    assert found(project) == [("José", "actor", "other", "Ministry"), ("José", "actor", "taliban", "Taliban")]
    assert {coding.memo for coding in all_codings(project)} == {"déjà vu", ""}


def test_an_encoding_that_is_none_or_not_of_the_file_is_said(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "codings.csv"
    path.write_bytes("document;start;end;facet;code\né".encode("cp1252"))
    for named, words in (("martian", "no encoding 'martian'"), ("utf-8", "is not utf-8")):
        with pytest.raises(FormatError, match=words):
            import_codings(project, path, options={"encoding": named})
    other = tmp_path / "codings.jsonl"
    other.write_text("")
    with pytest.raises(FormatError, match="for CSV files only"):
        import_codings(project, other, options={"encoding": "cp1252"})


def test_a_workbook_with_one_sheet_of_another_name_and_merged_cells(project: Project, tmp_path: Path) -> None:
    from openpyxl import Workbook

    _add(project)
    header, first, second = _cells()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tabelle1"
    for row in (header, first, [None, None, *second[2:]]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    book.save(tmp_path / "a.xlsx")
    import_codings(project, tmp_path / "a.xlsx")
    assert found(project) == [("José", "actor", "other", "Ministry"), ("José", "actor", "taliban", "Taliban")]
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ref="A2:A3"', b'ref="A2:XFD900000"'))
    with pytest.raises(FormatError, match="merged cells"):
        import_codings(project, tmp_path / "b.xlsx")
