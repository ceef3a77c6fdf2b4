"""How far coders agree: a project's codings into the measures, and the results into a report."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from annotator.agreement.rows import Results
from annotator.agreement.study import analyse
from annotator.agreement.study_data import StudyData, StudyDocument
from annotator.errors import MeasureError
from annotator.records import FIRST_ROUND, Completion, Decision
from annotator.wording import say
from storage.codings import codings_of, known_coders
from storage.opening import open_project
from storage.progress import completions, exposures
from storage.project import Project
from storage.selection import checked_coders, provenance
from storage.suggestions import all_decisions, run_of, suggestions_of
from storage.texts import list_documents, load_document
from storage.versions import changed_codes
from ui.workflows.evaluate import suggestion_tables
from ui.workflows.progress import Cancel, Progress, never, silent
from ui.workflows.resources import VERSION


def agree(
    project: Project,
    *,
    facets: Collection[str] | None = None,
    coders: Collection[str] | None = None,
    replicates: int = 2000,
    seed: int = 0,
    round_: str = FIRST_ROUND,
    compare_changed: bool = False,
    progress: Progress = silent,
    cancelled: Cancel = never,
) -> Results:
    """All agreement figures of a project, as rows. Raises MeasureError for an unknown facet or fewer than two coders."""
    for facet in facets or ():
        if project.codebook.facet(facet) is None:
            known = ", ".join(f.name for f in project.codebook.facets)
            raise MeasureError(say("The codebook has no facet {facet!r}: it has {known}.", facet=facet, known=known))
    chosen = checked_coders(project, coders)
    entries = list_documents(project)
    if not entries:
        raise MeasureError(say("The project has no documents: add some, and let two coders code them."))
    if len(chosen) < 2 and len(known_coders(project)) > 1:
        raise MeasureError(
            say("Agreement needs two coders, and only {chosen} was named: name another one too.", chosen=chosen[0])
        )
    if len(chosen) < 2:
        raise MeasureError(_too_few(chosen))
    data = StudyData(
        codebook=project.codebook,
        documents=_documents(project, chosen, round_),
        total=len(entries),
        changed_codes=frozenset(changed_codes(project)),
        compare_changed=compare_changed,
        round=round_,
        provenance={
            **provenance(project, coders=chosen),
            "facets": sorted(facets or ()),
            "round": round_,
            "software": software(),
        },
    )
    results = analyse(
        data, facets=list(facets) if facets else None, coders=chosen, replicates=replicates, seed=seed,
        progress=lambda done, total: progress(done, total, say("agreement")), cancelled=cancelled,
    )  # fmt: skip
    more = suggestion_tables(project, coders=chosen, facets=facets, round_=round_, cancelled=cancelled)
    return replace(results, tables=(*results.tables, *more))


def software() -> dict[str, str]:
    """Versions of what computed the figures, as the methods paragraph cites them."""
    import platform

    import numpy

    return {"intercoder": VERSION, "python": platform.python_version(), "numpy": numpy.__version__}


def _too_few(coders: Collection[str]) -> str:
    if not coders:
        return say("Agreement needs two coders, and there are none: import another coder's work first.")
    return say(
        "Agreement needs two coders, and there is only {coder}: import another coder's work first.",
        coder=next(iter(coders)),
    )


def _documents(project: Project, coders: Collection[str], round_: str) -> Iterator[StudyDocument]:
    """One document at a time, so that a large project never lies in memory whole."""
    marks: dict[str, list[Completion]] = {}
    for mark in completions(project):
        marks.setdefault(mark.document, []).append(mark)
    decided: dict[str, list[Decision]] = {}
    for decision in all_decisions(project):
        decided.setdefault(decision.document, []).append(decision)
    seen: dict[str, dict[str, bool]] = {}
    for (sha256, coder, of_round), yes in exposures(project).items():
        if of_round == round_:
            seen.setdefault(sha256, {})[coder] = yes
    present = [coder for coder in known_coders(project) if coder in coders]
    for entry in list_documents(project):
        document = load_document(project, entry.sha256)
        offered = suggestions_of(project, entry.sha256) if run_of(project, entry.sha256) else []
        ids = frozenset(s.id for s in offered)
        assisted = seen.get(entry.sha256, {})
        yield StudyDocument(
            document=document,
            codings=[coding for coder in present for coding in codings_of(project, entry.sha256, coder=coder)],
            completions=[mark for mark in marks.get(entry.sha256, ()) if mark.coder in coders],
            suggestions=offered,
            shown={coder: ids for coder, yes in assisted.items() if yes},
            assisted=assisted,
            decisions=[decision for decision in decided.get(entry.sha256, ()) if decision.coder in coders],
        )


def agree_at(path: Path, *, progress: Progress = silent, replicates: int = 2000, seed: int = 0) -> Results:
    """`agree` on a project file, opened for reading: for a process of its own."""
    with open_project(path, readonly=True) as project:
        return agree(project, replicates=replicates, seed=seed, progress=progress)


def report(results: Results, path: Path) -> None:
    """Write the report in the format that the file's ending names."""
    from ui.report.write import write_report

    write_report(results, path)
