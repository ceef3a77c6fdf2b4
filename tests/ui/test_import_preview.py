"""What an import would bring in, without bringing it in."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.codebook import Codebook
from annotator.errors import Cancelled
from storage.codings import known_coders
from storage.opening import create_project
from storage.project import Project
from tests.conftest import TEXT, add_texts
from ui.workflows.import_codings import How
from ui.workflows.import_preview import preview_import

HEAD = "document,coder,start,end,facet,code\n"


@pytest.fixture
def project(tmp_path: Path, codebook: Codebook) -> Project:
    made = create_project(tmp_path / "p.intercoder", codebook, person="Amira")
    add_texts(made, {"a.txt": TEXT})
    return made


def test_each_file_is_told_for_itself(project: Project, tmp_path: Path) -> None:
    good, bad, none = tmp_path / "good.csv", tmp_path / "bad.csv", tmp_path / "none.csv"
    good.write_text(HEAD + "a.txt,Ben,4,14,group,harvesters\n", encoding="utf-8")
    bad.write_text(HEAD + "a.txt,Ben,4,999999,group,harvesters\n", encoding="utf-8")
    with project:
        found = preview_import(project, [good, bad, none], How())
        assert [bool(one.fault) for one in found] == [False, True, True]
        assert found[0].outcome is not None
        assert sum(found[0].outcome.codings.values()) == 1
        assert found[0].rows == [("good.csv", "a.txt", "Ben", "4", "14", "", "group", "harvesters", "")]
        assert "Ben" not in known_coders(project)


def test_encodings_are_offered_where_a_csv_file_is_not_in_utf_8(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes((HEAD + "a.txt,Řehoř Dvořák,4,14,group,harvesters\n").encode("cp1250"))
    with project:
        (found,) = preview_import(project, [path], How())
        assert found.fault
        assert "cp1250" in [one.encoding for one in found.encodings]
        (found,) = preview_import(project, [path], How(), options={"encoding": "cp1250"})
        assert found.outcome is not None
        assert {coder for coder, _ in found.outcome.codings} == {"Řehoř Dvořák"}


def test_it_stops_when_asked(project: Project, tmp_path: Path) -> None:
    with project, pytest.raises(Cancelled):
        preview_import(project, [tmp_path / "a.csv"], How(), cancelled=lambda: True)
