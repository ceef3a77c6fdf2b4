"""Pre-highlighting a project: the same every time, only what changed anew, decisions respected, faults named."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from annotator.codebook import Alias, Codebook
from annotator.codebook_edit import add_alias, add_code, change_code
from annotator.codebook_file import read_codebook
from annotator.errors import Cancelled, IntercoderError
from annotator.records import Region, Suggestion
from annotator.suggest import engine
from annotator.suggest.found import Found
from annotator.suggest.pipeline import model_id, parse_to_bytes, text_of
from annotator.suggest.threats import ThreatSuggester
from storage.opening import create_project, open_project
from storage.parses import SUFFIX
from storage.project import Project
from storage.suggestions import all_suggestions, run_of, suggestions_of
from storage.texts import find_document, list_documents, override_region, regions_of
from tests.conftest import add_texts
from ui.commands.line import run
from ui.workflows import prehighlight as module
from ui.workflows.codebook_acts import plan_codebook, put_codebook
from ui.workflows.coding import CodingSession
from ui.workflows.prehighlight import Outcome, Prehighlighting, prehighlight
from ui.workflows.resources import RESOURCES, default_codebook

SHIPPED = RESOURCES / "codebooks"
TEXTS = {
    "a.txt": "Iran accused the Taliban of arming raiders. Pakistan’s army fears an attack on the Vale Bridge.\n",
    "b.txt": "Moscow warned that fighters may cross into Tajikistan.\n\nRussia and China welcomed the talks.\n",
    "c.txt": "A bomb killed nine soldiers near Quetta. The Wug Front claimed the blast.\n",
}


class InProcess:
    """Stands for the pool of worker processes: runs each job when it is handed out."""

    def __init__(self, _jobs: int, *, mp_context: object) -> None:
        pass

    def submit(self, work: Callable[[Any], Any], job: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(work(job))
        except IntercoderError as fault:
            future.set_exception(fault)
        return future

    def shutdown(self, *, wait: bool, cancel_futures: bool) -> None:
        pass


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Work in this process; the texts that the model ran on, as they come."""
    texts: list[str] = []

    def counting(text: str) -> bytes:
        texts.append(text)
        return parse_to_bytes(text)

    monkeypatch.setattr(engine, "parse_to_bytes", counting)
    monkeypatch.setattr(module, "ProcessPoolExecutor", InProcess)
    return texts


def made(path: Path, codebook: Codebook | None = None) -> Project:
    project = create_project(path, codebook or default_codebook(), person="Amira")
    add_texts(project, TEXTS)
    return project


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Project]:
    with made(tmp_path / "town.intercoder") as project:
        yield project


def lines(project: Path, target: Path) -> bytes:
    assert run(["suggestions", str(project), "-o", str(target)]) == 0
    return target.read_bytes()


def change(project: Project, book: Codebook) -> None:
    assert put_codebook(project, plan_codebook(project, book), person="Amira") is not None


def counted(outcome: Outcome) -> tuple[int, int]:
    return outcome.done, outcome.unchanged


def offered(project: Project) -> list[tuple[str, str]]:
    return [(s.id, s.code) for s in all_suggestions(project)]


def of(project: Project, name: str, code: str) -> Suggestion:
    sha256 = find_document(project, name).sha256
    return next(s for s in suggestions_of(project, sha256) if (s.facet, s.code) == ("actor", code))


def test_same_bytes_in_two_projects_and_whatever_the_number_of_workers(tmp_path: Path, parsed: list[str]) -> None:
    """One is made here, one by two worker processes."""
    one, two = tmp_path / "one.intercoder", tmp_path / "two.intercoder"
    with made(one) as project:
        prehighlight(project)
    made(two).close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "ProcessPoolExecutor", ProcessPoolExecutor)
        assert run(["prehighlight", str(two), "--jobs", "2"]) == 0
    assert len(parsed) == len(TEXTS)
    first = lines(one, tmp_path / "one.jsonl")
    assert first.count(b"\n") > 8
    assert first == lines(two, tmp_path / "two.jsonl")


def test_provenance(town: Project, parsed: list[str]) -> None:
    prehighlight(town)
    book = town.codebook
    for suggestion in all_suggestions(town):
        assert (suggestion.model, suggestion.aids_version) == (model_id(), book.aids)
        assert suggestion.source.partition("/")[0] in {"actors", "threats", "stances"}
        assert 0 < suggestion.score <= 1
    for entry in list_documents(town):
        about = run_of(town, entry.sha256)
        assert about is not None
        assert (about["model"], about["meaning"], about["aids"]) == (model_id(), book.meaning, book.aids)


def test_only_what_changed_is_done_again(town: Project, parsed: list[str]) -> None:
    assert counted(prehighlight(town)) == (3, 0)
    before = offered(town)
    assert counted(prehighlight(town)) == (0, 3)
    add_texts(town, {"d.txt": "Kabul thanked Qatar.\n"})
    assert counted(prehighlight(town)) == (1, 3)
    assert len(parsed) == 4
    change(town, change_code(town.codebook, "actor", "iran", colour="#123456", memo="a neighbour"))
    assert counted(prehighlight(town)) == (0, 4)
    assert offered(town)[: len(before)] == before


def test_alias_edit_matches_kept_parses_without_the_model(town: Project, parsed: list[str]) -> None:
    prehighlight(town)
    del parsed[:]
    change(town, add_alias(town.codebook, "actor", "ttp", "Wug Front"))
    assert counted(prehighlight(town)) == (3, 0)
    assert parsed == []
    found = of(town, "c.txt", "ttp")
    assert TEXTS["c.txt"][found.start : found.end] == "Wug Front"
    assert found.aids_version == town.codebook.aids == 2


def test_an_edit_asks_the_suggesters_only_of_what_it_concerns(
    tmp_path: Path, town: Project, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    suggest = ThreatSuggester.suggest

    def told(self: ThreatSuggester, doc: Doc, **rest: Any) -> Iterable[Found]:
        asked.append(text_of(doc).partition(" ")[0])
        return suggest(self, doc, **rest)

    monkeypatch.setattr(ThreatSuggester, "suggest", told)
    prehighlight(town)
    assert sorted(asked) == ["A", "Iran", "Moscow"]
    asked.clear()
    change(town, add_alias(town.codebook, "actor", "pakistan", "Vale Bridge"))
    assert counted(prehighlight(town)) == (3, 0)
    assert asked == ["Iran"]
    with made(tmp_path / "fresh.intercoder", town.codebook) as fresh:
        prehighlight(fresh)
        assert offered(fresh) == offered(town)


def test_result_from_kept_parses_is_that_of_the_model(tmp_path: Path, parsed: list[str]) -> None:
    book = add_alias(default_codebook(), "actor", "ttp", "Wug Front")
    old, new = tmp_path / "old.intercoder", tmp_path / "new.intercoder"
    with made(old) as project:
        prehighlight(project)
        change(project, book)
        prehighlight(project)
    with made(new, plan(book)) as project:
        prehighlight(project)
    assert lines(old, tmp_path / "old.jsonl") == lines(new, tmp_path / "new.jsonl")


def plan(book: Codebook) -> Codebook:
    """The codebook with the versions that a project gives it."""
    return replace(book, aids=book.aids + 1)


def test_override_of_a_region_concerns_its_document_alone(town: Project, parsed: list[str]) -> None:
    prehighlight(town)
    del parsed[:]
    sha256 = find_document(town, "b.txt").sha256
    start = TEXTS["b.txt"].index("Russia")
    out = Region(start, len(TEXTS["b.txt"]), "boilerplate")
    act = override_region(town, sha256, out, coder="Amira")
    (only,) = act.changes
    added = replace(only, after={"added": [[out.start, out.end, out.kind, ""]], "ignored": []})
    town.commit(replace(act, changes=(added,)))
    assert regions_of(town, sha256, coder="Amira")[-1].left_out
    assert counted(prehighlight(town)) == (1, 2)
    assert len(parsed) == 1
    assert all(s.end <= start for s in all_suggestions(town) if s.document == sha256)


def test_decisions_outlive_runs_and_refused_ones_do_not_return(town: Project, parsed: list[str]) -> None:
    prehighlight(town)
    session = CodingSession(town, coder="Amira")
    iran, china = of(town, "a.txt", "iran"), of(town, "b.txt", "china")
    session.accept(iran.id)
    session.reject(china.id)
    change(town, add_alias(town.codebook, "actor", "ttp", "Wug Front"))
    prehighlight(town)
    left = {s.id for entry in list_documents(town) for s in session.undecided(entry.sha256)}
    assert iran.id not in left
    assert china.id not in left
    assert [c.suggestion for c in session.codings(iran.document)] == [iran.id]

    book = town.codebook  # an alias that goes and comes again brings the same suggestion, decided as it was
    code = book.code("actor", "china")
    assert code is not None
    change(town, change_code(book, "actor", "china", aliases=(), retired=True))
    prehighlight(town)
    assert china.id not in {s.id for s in all_suggestions(town)}
    change(town, change_code(town.codebook, "actor", "china", aliases=code.aliases, retired=False))
    prehighlight(town)
    assert china.id in {s.id for s in all_suggestions(town)}
    assert china.id not in {s.id for s in session.undecided(china.document)}
    other = CodingSession(town, coder="Ben")
    assert china.id in {s.id for s in other.undecided(china.document)}


def test_stopping_keeps_what_was_finished(town: Project, parsed: list[str]) -> None:
    finished: list[str] = []

    def progress(done: int, total: int, name: str) -> None:
        finished.append(name)

    with pytest.raises(Cancelled, match="kept"):
        prehighlight(town, progress=progress, cancelled=lambda: bool(finished))
    done = [entry.name for entry in list_documents(town) if run_of(town, entry.sha256) is not None]
    assert done == ["a.txt", "b.txt"]  # two were at work; the third was not begun
    assert counted(prehighlight(town)) == (1, 2)


def test_workers_stop_at_once(town: Project) -> None:
    """With real processes."""
    started = Prehighlighting(town, jobs=1)
    started.close()
    assert started.finished
    assert offered(town) == []


def test_worker_that_dies_is_told_in_a_sentence(
    town: Project, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def died(self: InProcess, work: object, job: object) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool())
        return future

    monkeypatch.setattr(InProcess, "submit", died)
    with pytest.raises(IntercoderError, match="worker process died"):
        prehighlight(town)
    with pytest.raises(IntercoderError, match="at least one worker"):
        prehighlight(town, jobs=0)


@pytest.mark.parametrize("rubbish", [None, b"no database" * 999])
def test_parses_may_be_lost_or_damaged_at_any_time(town: Project, parsed: list[str], rubbish: bytes | None) -> None:
    prehighlight(town)
    before = offered(town)
    sidecar = town.path.with_name(town.path.name + SUFFIX)
    for path in sidecar.parent.glob(f"{sidecar.name}*"):
        path.unlink()
    if rubbish is not None:
        sidecar.write_bytes(rubbish)
    change(town, add_alias(town.codebook, "actor", "ttp", "Nobody Here"))
    prehighlight(town)
    assert len(parsed) == 2 * len(TEXTS)
    assert offered(town) == before


def test_faulty_cues_are_named_with_their_lines_and_the_rest_runs(
    tmp_path: Path, parsed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "codebook"
    shutil.copytree(SHIPPED, folder)
    faults = {
        "threats": '\n[[verb]]\nmatch = ["~ raid"]\ncode = "attack"\n',
        "stances": '\n[[verb]]\nmatch = ["applaud"]\ncode = "no_such_code"\n',
        "actors": "\n[[state]]\nnames = [7]\n",
    }
    places = {}
    for kind, text in faults.items():
        path = folder / f"regional-security.{kind}.toml"
        sound = path.read_text(encoding="utf-8")
        path.write_text(sound + text, encoding="utf-8")
        places[path.name] = sound.count("\n") + 1
    path = tmp_path / "faulty.intercoder"
    made(path, read_codebook(folder / "regional-security.toml")).close()
    assert run(["prehighlight", str(path)]) == 0
    said = [line for line in capsys.readouterr().err.replace("\r", "\n").splitlines() if ".toml, line " in line]
    assert len(said) == len(faults)
    for line in said:
        name, _, rest = line.partition(", line ")
        number = int(rest.partition(":")[0])
        assert places[name] < number <= places[name] + 4, line
    with made(tmp_path / "sound.intercoder") as project, open_project(path, readonly=True) as faulty:
        prehighlight(project)
        assert offered(faulty) == offered(project)
        assert len(offered(project)) > 8


def test_new_code_is_offered_after_the_next_run(town: Project, parsed: list[str]) -> None:
    prehighlight(town)
    change(town, add_code(town.codebook, "actor", "wug_front", aliases=(Alias("Wug Front"),)))
    del parsed[:]
    prehighlight(town)
    assert of(town, "c.txt", "wug_front").meaning_version == town.codebook.meaning == 2
    assert parsed == []
