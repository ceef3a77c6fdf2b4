"""Merging a project of its own: texts are matched, its work comes in, its codebook does not."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from storage.check import check_file
from storage.codebooks import set_codebook
from storage.codings import codings_of
from storage.merge import merge
from storage.opening import create_project, open_project
from storage.quarantine import set_aside
from storage.texts import list_documents
from storage.versions import changed_codes
from tests.storage.making import HARBOUR, TEXTS, add_texts, code, make_project, small_codebook


def test_documents_are_matched_by_their_text_never_by_name(lead: Path, tmp_path: Path) -> None:
    other = "Another text, but by the same name. " * 4
    with make_project(tmp_path / "o", person="ben", texts={"ferry.txt": other, "x.txt": TEXTS["harbour.txt"]}) as there:
        code(there, HARBOUR, 4, coder="ben")
        code(there, hashlib.sha256(other.encode()).hexdigest(), 8, coder="ben")
    with open_project(lead, person="lead") as project:
        merge(project, [tmp_path / "o"])
        names = [entry.name for entry in list_documents(project)]
        assert len(names) == len(set(names)) == 4
        assert "harbour.txt" in names, "the name that this project knows the text by"
        assert [c.start for c in codings_of(project, HARBOUR, coder="ben")] == [4]
        assert sum(name.startswith("ferry.txt (") for name in names) == 2


def test_a_project_of_its_own_brings_work_but_not_its_codebook(lead: Path, tmp_path: Path) -> None:
    theirs = small_codebook(codes=("storm", "volcano"))
    with create_project(tmp_path / "o", theirs, person="ben") as there:
        add_texts(there, TEXTS)
        code(there, HARBOUR, 4, coder="ben", code="storm")
        code(there, HARBOUR, 9, coder="ben", code="volcano")
    with open_project(lead, person="lead") as project:
        book = project.codebook
        receipt = merge(project, [tmp_path / "o"])
        assert project.codebook == book
        assert any("a project of its own" in note for note in receipt.files[0].notes)
        assert [c.code for c in codings_of(project, HARBOUR, coder="ben")] == ["storm"]
        (aside,) = set_aside(project.connection)
        assert "no code 'volcano'" in aside.reason
        assert receipt.after["forks"] == 0
        act, texts = set_codebook(
            project.connection, small_codebook(codes=("storm", "volcano", "leak"), meaning=2), person="lead"
        )
        project.commit(act, texts=texts)
        assert [c.code for c in codings_of(project, HARBOUR, coder="ben")] == ["storm", "volcano"]
    assert not check_file(lead).problems


def test_what_another_project_means_by_a_code_counts_as_a_changed_meaning(lead: Path, tmp_path: Path) -> None:
    book = small_codebook()
    facet = book.facets[0]
    other = replace(facet, codes=(replace(facet.codes[0], definition="only at sea"), *facet.codes[1:]))
    with create_project(tmp_path / "o", replace(book, facets=(other, book.facets[1])), person="ben") as there:
        add_texts(there, TEXTS)
        code(there, HARBOUR, 4, coder="ben")
    with open_project(lead, person="lead") as project:
        receipt = merge(project, [tmp_path / "o"])
        assert any("danger:storm" in note for note in receipt.files[0].notes)
        assert changed_codes(project) == {("danger", "storm")}
