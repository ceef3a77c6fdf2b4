"""Projects to export, and what lies in the lines of a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from annotator.acts import Act, Change, put_coding, put_completion
from annotator.records import Suggestion
from storage.opening import create_project
from storage.project import Project
from storage.suggestions import suggestion_set
from storage.texts import NewDocument, add_documents
from tests.storage.formats.material import CODEBOOK, small


def filled(path: Path, name: str = "p") -> Project:
    """A project that holds the small data set."""
    data = small()
    project = create_project(path / f"{name}.intercoder", CODEBOOK, person="lead")
    new = [NewDocument(d.name, d.text, d.regions, dict(d.metadata), {"reader": "own"}) for d in data.documents]
    act, texts = add_documents(project, new)
    changes = [*(put_coding(None, c) for c in data.codings), *(put_completion(None, m) for m in data.completions)]
    project.commit(Act("add", "lead", (*act.changes, *changes)), texts=texts)
    return project


def suggested(project: Project) -> list[Suggestion]:
    """Two suggestions in the first document, one of them rejected, and one that was decided on and is gone."""
    sha256 = small().documents[0].sha256
    made = [Suggestion(f"s{n}", sha256, n, n + 3, "actor", "pakistan", {}, "rule", 0.5) for n in range(3)]
    project.commit(suggestion_set("lead", sha256, made, run={"model": "old"}))
    for gone in (made[0], made[2]):
        row = {
            "suggestion": gone.id,
            "document": sha256,
            "coder": "Amira",
            "verdict": "rejected",
            "at": "2026-01-01",
            "round": "1",
        }
        project.commit(Act("reject", "Amira", (Change("decision", f"{gone.id}\x1fAmira\x1f1", None, row),)))
    project.commit(suggestion_set("lead", sha256, made[:2], run={"model": "new"}))
    memo = Change("memo", f"document\x1f{sha256}\x1fAmira", None, {"text": "read twice"})
    project.commit(Act("memo", "Amira", (memo,)))
    return made


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines()]
