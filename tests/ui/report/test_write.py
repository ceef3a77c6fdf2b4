"""write_report: the format follows the suffix, the file is whole or absent, each error is one plain sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.agreement.rows import ResultRow, Results, Table
from annotator.errors import FormatError
from tests.ui.report.factory import results
from ui.report import write_report
from ui.report.write import WRITERS

SMALL = results(actors=3)


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_every_suffix_writes_one_file_and_leaves_nothing_beside_it(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"report{suffix.upper()}"
    write_report(SMALL, path)
    assert path.stat().st_size > 1000
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", [".json", ".csv", ".html", ".pdf"])
def test_the_same_results_give_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"one{suffix}", tmp_path / f"two{suffix}"
    write_report(SMALL, first)
    write_report(results(actors=3), second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(("name", "words"), [("report.docx", "ends in .docx"), ("report", "has no ending")])
def test_an_unknown_format_is_refused_by_name(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(FormatError, match=words) as caught:
        write_report(SMALL, tmp_path / name)
    assert ".json, .csv, .xlsx, .html or .pdf" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"The folder .*absent does not exist"):
        write_report(SMALL, tmp_path / "absent" / "report.html")


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(FormatError, match="is a folder"):
        write_report(SMALL, tmp_path / "report.html")


def test_a_disk_that_refuses_leaves_the_old_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.csv"
    path.write_text("old", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(FormatError, match="No space left on device") as caught:
        write_report(SMALL, path)
    assert "\n" not in str(caught.value)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(FormatError, match="cannot be written"):
            write_report(SMALL, tmp_path / "report.csv")
    finally:
        tmp_path.chmod(0o700)


ODD = ("恐怖袭击", "😀", "هجوم", "\x07bell", "a\u202eb", "$\\frac{1}{2}$", "line\nbreak", "", "x" * 300, "&amp;<b>")


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_any_name_of_facet_code_and_table_can_be_written(tmp_path: Path, suffix: str) -> None:
    rows = tuple(
        ResultRow(
            facet="<b>事 / f", task="category", scope=f"code:{code}", code=code, measure="krippendorff_alpha", value=0.5,
            low=-0.7, high=0.9, interval="jackknife-t", n=3, n_documents=7, coders=("A", "B"),
        )
        for code in ODD
    )  # fmt: skip
    square = tuple(tuple(2.5 if one == other else 0.0 for one in ODD) for other in ODD)
    tables = (
        Table(kind="confusion", title="事", facet="<b>事 / f", rows=ODD, columns=ODD, cells=square),
        Table(kind="a/kind:of[its]own", title="without names", columns=("d", "n"), cells=(("d", 3),)),
        Table(kind="a/kind:of[its]own?", title="empty"),
    )
    path = tmp_path / f"report{suffix}"
    write_report(Results(rows=rows, tables=tables, provenance={"": [{"a": None}, [True]]}), path)
    assert path.stat().st_size > 500
