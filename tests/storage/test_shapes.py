"""Records of a study, of coders, gold and proposals from a stranger's file are kept only in the shape that they have."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from annotator.acts import Change, coding_row, key_of
from storage.check import check_file
from storage.merge import merge
from storage.opening import open_project
from storage.proposals import Proposal, proposals
from storage.shapes.rows import odd_row
from tests.storage.making import HARBOUR, coding, copy_of, make_project
from tests.storage.merge.copies import forged


class Texts:
    def text_of(self, sha256: str) -> str | None:
        return "x" * 100 if sha256 == HARBOUR else None

    def length_of(self, sha256: str) -> int | None:
        return 100 if sha256 == HARBOUR else None


PROPOSAL = asdict(Proposal("add", "danger", "storm", "gale", "anna", "2026-03-01T09:00:00.000Z"))
PROPOSED = key_of("add", "anna", "danger", "storm", "gale")
GOLD = coding_row(coding(HARBOUR, 5, origin="adjudicated", created="2026"))
ROUND = {"round": "1", "blind": True, "assisted": False}
ASSIGNED = {"coder": "anna", "document": HARBOUR, "round": "1", "facets": ["danger"]}
SOUND: list[tuple[str, str, dict[str, Any]]] = [
    ("proposal", PROPOSED, PROPOSAL),
    ("gold", "u", GOLD),
    ("study", "main", {"coders": ["anna", "ben"], "overlap": [HARBOUR], "rounds": [ROUND]}),
    ("assignment", key_of("anna", HARBOUR, "1"), ASSIGNED),
    ("coder", "anna", {"name": "anna", "note": "second year"}),
    ("setting", "project", {"id": "ab12", "kind": "lead"}),
]
ODD: list[tuple[str, str, object, str]] = [
    ("proposal", PROPOSED, {**PROPOSAL, "more": 1}, "fields"),
    ("proposal", PROPOSED, {name: PROPOSAL[name] for name in ("verb", "by")}, "fields"),
    ("proposal", PROPOSED, {**PROPOSAL, "verb": "burn"}, "verb"),
    ("proposal", PROPOSED, {**PROPOSAL, "verb": ["add"]}, "verb"),
    ("proposal", PROPOSED, {**PROPOSAL, "case": 1}, "case"),
    ("proposal", PROPOSED, {**PROPOSAL, "reason": None}, "reason"),
    ("proposal", "other", PROPOSAL, "another key"),
    ("gold", "u", {**GOLD, "origin": "manual"}, "origin"),
    ("gold", "u", {**GOLD, "end": 4_000}, "not in its text"),
    ("gold", "u", {**GOLD, "document": "0" * 64}, "missing"),
    ("study", "main", {"coders": "anna", "rounds": []}, "coders"),
    ("study", "main", {"coders": ["anna", "anna"], "rounds": []}, "twice"),
    ("study", "main", {"coders": ["a\nb"], "rounds": []}, "coders"),
    ("study", "main", {"coders": [], "overlap": ["0" * 64], "rounds": []}, "missing"),
    ("study", "main", {"coders": [], "rounds": {"1": True}}, "rounds"),
    ("study", "main", {"coders": []}, "rounds"),
    ("study", "main", {"coders": [], "rounds": [{**ROUND, "blind": "yes"}]}, "blind"),
    ("study", "main", {"coders": [], "rounds": [], "secret": 1}, "unknown fields"),
    ("assignment", key_of("ben", HARBOUR, "1"), ASSIGNED, "another key"),
    ("assignment", key_of("anna", HARBOUR, "1"), {**ASSIGNED, "facets": []}, "without a facet"),
    ("assignment", key_of("anna", HARBOUR, "1"), {**ASSIGNED, "facets": [1]}, "facets"),
    ("coder", "anna", {"name": "ben"}, "another name"),
    ("coder", "a\x00b", {}, "possible name"),
    ("setting", "window", {"id": "ab12", "kind": "lead"}, "another key"),
    ("setting", "project", {"id": "ab12", "kind": "boss"}, "kind"),
    ("setting", "project", [1], "no object"),
    ("wish", "k", {}, "does not know"),
]


@pytest.mark.parametrize(("entity", "key", "row"), SOUND, ids=[entity for entity, *_ in SOUND])
def test_what_is_sound_is_kept(entity: str, key: str, row: dict[str, Any]) -> None:
    assert odd_row(entity, key, row, Texts()) == ""


@pytest.mark.parametrize(("entity", "key", "row", "why"), ODD)
def test_what_is_odd_is_named(entity: str, key: str, row: object, why: str) -> None:
    assert why in odd_row(entity, key, row, Texts())


def test_a_forged_proposal_is_set_aside_and_a_sound_one_comes_in(tmp_path: Path) -> None:
    make_project(tmp_path / "lead.intercoder", person="lead").close()
    for name, row in (("sound", PROPOSAL), ("forged", {**PROPOSAL, "verb": "burn"})):
        change = Change("proposal", PROPOSED, None, row)
        forged(copy_of(tmp_path / "lead.intercoder", tmp_path / name), changes=(change,))
    with open_project(tmp_path / "lead.intercoder", person="lead") as project:
        receipt = merge(project, [tmp_path / "forged", tmp_path / "sound"])
        assert [(file.new, file.refused) for file in receipt.files] == [(0, 1), (1, 0)]
        assert [asdict(proposal) for proposal in proposals(project)] == [PROPOSAL]
    assert check_file(tmp_path / "lead.intercoder").problems == ()
