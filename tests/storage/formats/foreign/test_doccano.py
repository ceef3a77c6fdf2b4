"""doccano's files of every age, of all annotators and of one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.errors import FormatError
from storage.project import Project
from storage.texts import list_documents, load_document
from tests.storage.formats.foreign.ours import TEXT, found, place
from ui.workflows.import_codings import import_codings


def test_doccano_of_every_age(project: Project, tmp_path: Path) -> None:
    a, b = place("Pakistan").values()
    lines = [
        {"id": 1, "text": TEXT, "label": [[a, b, "Pakistan"]], "Comments": ["odd"]},
        {"id": 2, "data": f"{TEXT} 2", "label": [[a, b, "Pakistan"]]},
        {"id": 3, "text": f"{TEXT} 3", "entities": [{"id": 9, "label": "Attack", "start_offset": a, "end_offset": b}], "relations": []},
        {"id": 4, "text": f"{TEXT} 4", "label": ["dark"]},
    ]  # fmt: skip
    path = tmp_path / "admin.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    outcome = import_codings(project, path, coder="A")
    assert found(project) == [
        ("A", "actor", "pakistan", "Pakistan"),
        ("A", "actor", "pakistan", "Pakistan"),
        ("A", "threat", "attack", "Pakistan"),
        ("A", "tone", "dark", None),
    ]
    assert "Left out: comments on 1 document." in outcome.notes


def test_doccano_with_annotators_and_codes_of_documents(project: Project, tmp_path: Path) -> None:
    a, b = place("Pakistan").values()
    mark = {"label": "Pakistan", "start_offset": a, "end_offset": b, "user": 3}
    path = tmp_path / "all.jsonl"
    path.write_text(json.dumps({"id": 1, "text": TEXT, "annotations": [mark], "meta": {"source": "wire"}}), "utf-8")
    import_codings(project, path)
    path.write_text(json.dumps({"id": 1, "text": TEXT, "entities": [], "cats": ["dark"]}), "utf-8")
    import_codings(project, path, coder="B")
    assert found(project) == [("B", "tone", "dark", None), ("user-3", "actor", "pakistan", "Pakistan")]
    assert load_document(project, list_documents(project)[0].sha256).metadata["source"] == "wire"
    path.write_text(json.dumps({"id": 1, "text": TEXT, "annotations": [{**mark, "label": 4}]}), "utf-8")
    with pytest.raises(FormatError, match="line 1: the label 4 is a number"):
        import_codings(project, path)
