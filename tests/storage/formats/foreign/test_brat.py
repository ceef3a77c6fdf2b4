"""brat's folders: entities come in, and all else that a folder may hold is said."""

from __future__ import annotations

from pathlib import Path

from storage.codings import all_codings
from storage.project import Project
from tests.storage.formats.foreign.ours import TEXT, found, place
from ui.workflows.import_codings import import_codings


def test_brat_with_scattered_spans_events_notes_and_references(project: Project, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    a, b = place("Pakistan").values()
    c, d = place("Taliban").values()
    e, f = place("warned").values()
    lines = [
        f"T1\tPakistan {a} {b}\tPakistan",
        f"T2\tTaliban {c} {d}\tTaliban",
        f"T3\tAttack {e} {f}\twarned",
        f"T4\tOther-Thing {a} {b};{c} {d}\tPakistan Taliban",
        "E2\tAttack:T3 Cause:E1 Target:T2",
        "E1\tAttack:T3 Agent:T1",
        "A1\trole T1 place",
        "A2\tNegated R1",
        "R1\tBorders Arg1:T1 Arg2:T2",
        "N1\tReference T1 Wikidata:Q843\tPakistan",
        "*\tEquiv T1 T2",
        "#1\tAnnotatorNotes T1\tfirst note",
        "#2\tAnnotatorNotes T1\tsecond note",
        "#3\tAnnotatorNotes R1\ton a relation",
    ]
    (tmp_path / "in" / "a.ann").write_text("\n".join(lines), encoding="utf-8")
    outcome = import_codings(
        project, tmp_path / "in", coder="A", codes={("", "Other-Thing"): ("actor", "other")}, format_name="brat"
    )
    assert found(project) == [
        ("A", "actor", "other", TEXT[a:d]),
        ("A", "actor", "pakistan", "Pakistan"),
        ("A", "actor", "taliban", "Taliban"),
        ("A", "threat", "attack", "warned"),
    ]
    (pakistan,) = [coding for coding in all_codings(project) if coding.code == "pakistan"]
    assert (dict(pakistan.attributes), pakistan.memo) == ({"role": "place"}, "first note\nsecond note")
    said = "\n".join(outcome.notes)
    for words in ("relation", "reference", "equivalence", "note on another", "several parts", "'Agent'", "'Cause'"):
        assert words in said, words
