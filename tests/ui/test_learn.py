"""`learn`: offers from codings and decisions, taking them, proposing them to the lead, declining them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.codebook import Alias, Attribute, Code, Codebook, Facet
from annotator.errors import CodebookError, FormatError
from annotator.records import Suggestion
from storage.merge import merge
from storage.opening import create_project, open_project
from storage.project import Project, ProjectKind
from storage.proposals import proposals
from storage.suggestions import suggestion_set, suggestions_of
from storage.texts import find_document
from tests.conftest import add_texts
from ui.commands.line import run
from ui.workflows.coding import CodingSession
from ui.workflows.learn import Lessons, Offer, decline, find_offer, lessons, take

TEXT = "The River\nMen met the Vale Raiders. RIV and the riv sang; riv again, and riv at last.\n"
BOOK = Codebook(
    "town",
    facets=(
        Facet(
            "actor",
            attributes=(Attribute("role", "choice", values=("actor", "place")),),
            codes=(Code("raiders", "actor", aliases=(Alias("Vale Raiders"), Alias("RIV"))), Code("council", "actor")),
        ),
    ),
)
RULE = "actors/1 name:riv"


def town(path: Path, *, person: str, kind: ProjectKind = "lead") -> Project:
    """Two texts; `person` coded the River Men by hand, and refused "riv" three times where it was no name."""
    project = create_project(path, BOOK, person=person, kind=kind)
    (first, second) = add_texts(project, {"a.txt": TEXT, "b.txt": "The River Men again.\n"}).values()
    session = CodingSession(project, coder=person)
    start = TEXT.index("River\n")
    session.code(first, start, start + 9, facet="actor", code="council")
    session.code(second, 4, 13, facet="actor", code="council")
    places = [TEXT.index("RIV"), *(n for n in range(len(TEXT)) if TEXT.startswith("riv", n))]
    offered = [
        Suggestion(f"{person}{n}", first, n, n + 3, "actor", "raiders", {"role": "actor"}, RULE, 1.0) for n in places
    ]
    project.commit(suggestion_set(person, first, offered, run={"needs": "1"}))
    session.accept(offered[0].id)
    for suggestion in offered[1:]:
        session.reject(suggestion.id)
    return project


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Project]:
    with town(tmp_path / "lead.intercoder", person="lead") as project:
        yield project


def offers(project: Project) -> list[tuple[str, str, str]]:
    return [(offer.verb, offer.text, offer.code) for offer in lessons(project).offers]


def test_what_is_offered(lead: Project) -> None:
    assert lessons(lead).offers == (
        Offer("add", "actor", "council", "River Men", "coded by hand 2 times, 2 documents, 1 coder"),
        Offer("case", "actor", "raiders", "RIV", "rejected 3 of 4 times (role: actor)"),
    )
    assert lessons(lead, coders=["lead"]) == lessons(lead)
    with pytest.raises(FormatError, match="no coder 'Zoe'"):
        lessons(lead, coders=["Zoe"])


def test_what_rules_find_there_needs_no_alias(lead: Project) -> None:
    second = find_document(lead, "b.txt").sha256
    rule = "actors/1 phrase:river"
    lead.commit(
        suggestion_set("lead", second, [Suggestion("x", second, 4, 13, "actor", "council", {}, rule, 0.9)], run={})
    )
    assert lessons(lead).offers[0].reason == "coded by hand 1 time, 1 document, 1 coder"


def test_taking_is_one_act_with_a_new_aids_version(lead: Project) -> None:
    receipt = take(lead, lessons(lead).offers)
    assert receipt is not None
    assert [change.entity for change in receipt.changes] == ["codebook"]
    assert (lead.codebook.meaning, lead.codebook.aids) == (BOOK.meaning, BOOK.aids + 1)
    raiders, council = lead.codebook.facets[0].codes
    assert raiders.aliases[1] == Alias("RIV", case=True)
    assert council.aliases == (Alias("River Men"),)
    assert lessons(lead) == Lessons((), ())
    lead.undo("lead")
    assert lead.codebook == BOOK


def test_what_is_no_longer_offered_is_no_doubt(lead: Project) -> None:
    sha256 = find_document(lead, "a.txt").sha256
    kept = [s for s in suggestions_of(lead, sha256) if s.start == TEXT.index("RIV")]
    lead.commit(suggestion_set("lead", sha256, kept, run={"needs": "2"}))
    assert offers(lead) == [("add", "River Men", "council")]


def test_what_was_declined_is_not_offered_again(lead: Project) -> None:
    decline(lead, [lessons(lead).offers[0]])
    assert offers(lead) == [("case", "RIV", "raiders")]
    lead.undo("lead")
    assert len(offers(lead)) == 2


def test_coder_proposes_and_the_lead_takes(lead: Project, tmp_path: Path) -> None:
    take(lead, lessons(lead).offers[1:])
    path = tmp_path / "ann.intercoder"
    with town(path, person="ann", kind="coder") as own:
        assert [change.entity for change in take(own, lessons(own).offers).changes] == ["proposal"] * 2  # type: ignore[union-attr]
        assert own.codebook == BOOK
        assert offers(own) == []
        assert [(p.verb, p.text, p.by) for p in proposals(own)] == [("add", "River Men", "ann"), ("case", "RIV", "ann")]
    with create_project(tmp_path / "other.intercoder", BOOK, person="chief") as other:
        merge(other, [path])
        reasons = {offer.text: offer.reason for offer in lessons(other, coders=[]).offers}
        assert reasons["River Men"].startswith("proposed by ann: coded by hand 2 times")
        assert take(other, [find_offer(lessons(other).offers, ["add"], "river  men", "council")]) is not None
        assert other.codebook.facets[0].codes[1].aliases == (Alias("River Men"),)
    merge(lead, [path])
    known = [offer.text for offer in lessons(lead, coders=[]).offers]
    assert known == ["River Men"]  # what is in force already is not proposed


def test_offers_are_found_by_name_and_code(lead: Project) -> None:
    with pytest.raises(CodebookError, match=r"offered are River Men=council\."):
        find_offer(lessons(lead).offers, ["add"], "River Men", "raiders")
    with pytest.raises(CodebookError, match="offered are nothing"):
        find_offer([], ["add"], "River Men", "raiders")


def command(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert run(["learn", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lead.intercoder"
    town(path, person="lead").close()
    assert "  River Men=council  (coded by hand 2 times" in command(capsys, path)
    taken = command(capsys, path, "--take", "River Men=council", "--narrow", "RIV=raiders", "--coder", "lead")
    assert "Changed 2 aliases: the codebook's aids are version 2 now." in taken
    assert "nothing to learn" in command(capsys, path)
    with open_project(path, person="lead") as project:
        assert project.codebook.aids == 2


def test_command_in_a_coders_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ann.intercoder"
    town(path, person="ann", kind="coder").close()
    assert "Proposed 1 change to the lead" in command(capsys, path, "--take", "River Men=council", "--coder", "ann")
    assert "Declined 1 offer." in command(capsys, path, "--decline", "RIV=raiders", "--coder", "ann")
    assert "nothing to learn" in command(capsys, path)


def test_bad_input_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lead.intercoder"
    town(path, person="lead").close()
    for option, words in (
        ("River Men", "must name an alias"),
        ("=council", "must name"),
        ("Nobody=council", "no such offer"),
    ):
        assert run(["learn", str(path), "--take", option]) == 2
        said = capsys.readouterr().err.strip()
        assert words in said
        assert "\n" not in said
    assert run(["learn", str(path), "--coders", "Zoe"]) == 2
    with open_project(path, person="lead") as project:
        assert project.codebook == BOOK


def test_rules_that_only_people_can_mend_are_shown(lead: Project, capsys: pytest.CaptureFixture[str]) -> None:
    second = find_document(lead, "b.txt").sha256
    offered = [
        Suggestion(f"p{n}", second, n, n + 2, "actor", "raiders", {}, "actors/1 phrase:vale", 1.0) for n in range(3)
    ]
    lead.commit(suggestion_set("lead", second, offered, run={"needs": "1"}))
    session = CodingSession(lead, coder="lead")
    for suggestion in offered:
        session.reject(suggestion.id)
    assert [doubt.use.source for doubt in lessons(lead).shown] == ["actors/1 phrase:vale"]
    assert "actors/1 phrase:vale, actor:raiders  (rejected 3 of 3 times)" in command(capsys, lead.path)
