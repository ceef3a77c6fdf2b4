"""Label Studio's files: what they hold comes in, what has no place here is said, nothing is guessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import FormatError
from storage.codings import all_codings
from storage.project import Project
from storage.texts import list_documents
from tests.storage.formats.foreign.ours import TEXT, found, place, units
from ui.workflows.import_codings import Imported, import_codings


def result(kind: str, value: dict[str, Any], *, id_: str = "r1", name: str = "x") -> dict[str, Any]:
    return {"id": id_, "from_name": name, "to_name": "t", "type": kind, "value": value, "origin": "manual"}


def take_tasks(project: Project, path: Path, *annotations: dict[str, Any], **data: Any) -> Imported:
    task = {"id": 7, "data": data or {"text": TEXT}, "annotations": list(annotations), "predictions": [{"result": []}]}
    path.write_text(json.dumps([task]), encoding="utf-8")
    return import_codings(project, path)


def test_label_studio_with_several_labels_overlaps_and_annotators(project: Project, tmp_path: Path) -> None:
    whole = {**place("Pakistan warned"), "text": "Pakistan warned"}
    first = [
        result("labels", {**place("Pakistan"), "text": "Pakistan", "labels": ["Pakistan", "attack"]}),
        result("choices", {**place("Pakistan"), "choices": ["place"]}, name="role"),
        result("choices", {**place("Pakistan"), "choices": ["a", "b"]}, name="certain"),
        result("labels", {**whole, "labels": ["Attack"]}, id_="r2"),
        result("choices", {"choices": ["dark", "bright"]}, id_="r3", name="mood"),
        result("textarea", {"text": ["a remark"]}, id_="r4", name="remark"),
        result("rating", {"rating": 3}, id_="r5"),
        {"type": "relation", "from_id": "r1", "to_id": "r2", "direction": "right"},
    ]
    second = [result("labels", {**place("the Taliban"), "text": "the Taliban", "labels": ["Taliban"]}, id_="r9")]
    outcome = take_tasks(
        project, tmp_path / "a.json",
        {"id": 1, "completed_by": 3, "result": first, "was_cancelled": False},
        {"id": 2, "completed_by": {"id": 4, "email": "b@example.org"}, "result": second},
        {"id": 3, "completed_by": 3, "result": second, "was_cancelled": True},
    )  # fmt: skip
    assert found(project) == [
        ("b@example.org", "actor", "taliban", "the Taliban"),
        ("user-3", "actor", "pakistan", "Pakistan"),
        ("user-3", "threat", "attack", "Pakistan"),
        ("user-3", "threat", "attack", "Pakistan warned"),
        ("user-3", "tone", "bright", None),
        ("user-3", "tone", "dark", None),
    ]
    (pakistan,) = [coding for coding in all_codings(project) if coding.code == "pakistan"]
    assert dict(pakistan.attributes) == {"role": "place"}
    for words in (
        "were cancelled",
        "of the type rating",
        "texts about whole tasks (remark)",
        "attribute 'certain' of 1",
    ):
        assert any(words in note for note in outcome.notes), words


def test_label_studio_counts_utf16_units_or_characters(project: Project, tmp_path: Path) -> None:
    start, end = units("Taliban")
    labels = [result("labels", {"start": start, "end": end, "text": "Taliban", "labels": ["Taliban"]})]
    with pytest.raises(FormatError, match="count UTF-16 units, not characters: import with --offsets utf-16"):
        take_tasks(project, tmp_path / "a.json", {"completed_by": 1, "result": labels}, body=TEXT)
    assert not list_documents(project)
    import_codings(project, tmp_path / "a.json", unit="utf-16")
    assert found(project) == [("user-1", "actor", "taliban", "Taliban")]


def test_label_studio_with_a_code_that_nobody_knows(project: Project, tmp_path: Path) -> None:
    labels = [result("labels", {**place("Pakistan"), "text": "Pakistan", "labels": ["GPE: state"]})]
    with pytest.raises(FormatError, match=r"task 1, annotation 1, result r1: the codebook has no code 'GPE: state'"):
        take_tasks(project, tmp_path / "a.json", {"completed_by": 1, "result": labels})
    import_codings(project, tmp_path / "a.json", codes={("", "GPE: state"): ("actor", "other")})
    assert found(project) == [("user-1", "actor", "other", "Pakistan")]
