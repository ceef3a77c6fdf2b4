"""A study's codings -> every agreement figure of it; the tasks lie in the modules named study_….

The unit of sampling is the document: each is reduced to small count matrices as it is read, and figures, jackknife and
bootstrap only add those, so a study may be handed over as a stream of documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Sized

from annotator.agreement.draws import Draws
from annotator.agreement.rows import ResultRow, Results, Table
from annotator.agreement.study_data import StudyData, StudyDocument
from annotator.agreement.study_facet import FacetStudy
from annotator.agreement.study_steps import Steps
from annotator.agreement.study_view import page, view
from annotator.codebook import Codebook, Facet
from annotator.errors import MeasureError
from annotator.wording import say


def analyse(
    data: StudyData,
    *,
    facets: Sequence[str] | None = None,
    coders: Sequence[str] | None = None,
    replicates: int = 2000,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Results:
    """All figures, tables, disagreements and warnings of a study.

    `facets`, `coders`: only these (None: all). `progress(done, total)` is called after each document and task.
    Raises Cancelled when `cancelled()` turns true, MeasureError for an unknown facet or coder. An empty study, one
    coder or no shared document is no error: the rows are undefined and say why.
    """
    chosen = _facets(data.codebook, facets)
    studies = [FacetStudy.of(data, facet) for facet in chosen]
    total = data.total or (len(data.documents) if isinstance(data.documents, Sized) else 0)
    steps = Steps(total, total * sum(len(study.tasks) for study in studies), progress, cancelled)
    seen: set[str] = set()
    for index, part in enumerate(data.documents):
        steps.step()
        seen |= {mark.coder for mark in part.completions} | {coding.coder for coding in part.codings}
        _read(index, part, data, studies, coders)
    unknown = sorted(set(coders or ()) - seen)
    if unknown and seen:
        raise MeasureError(
            say(
                "There is no coder {unknown} here: name some of {seen}.",
                unknown=unknown[0],
                seen=", ".join(sorted(seen)),
            )
        )
    rows: list[ResultRow] = []
    tables: list[Table] = []
    warnings: list[str] = []
    draws = Draws(replicates, seed)
    steps.expect(sum(study.work() for study in studies))
    for study in studies:
        study.register.tick = steps.step
        own: list[ResultRow] = []
        while study.tasks:  # each is let go once its rows are there
            task = study.tasks.pop(0)
            found, shown = task.rows(draws)
            own += found
            tables += shown
        rows += own
        tables += study.notices.tables()
        warnings += study.warnings(own, data)
    found_differences = [difference for study in studies for difference in study.differences]
    lost = sum(study.lost for study in studies)
    if lost:
        warnings.append(say("Disagreements: the list is cut; {lost} more are not shown.", lost=lost))
    steps.finish()
    return Results(
        rows=tuple(sorted(rows, key=lambda row: row.subset != "all")),
        tables=tuple(tables),
        disagreements=tuple(found_differences),
        warnings=tuple(warnings),
        provenance={**data.provenance, "seed": seed, "replicates": replicates, "coders": sorted(coders or seen)},
    )


def _facets(codebook: Codebook, names: Sequence[str] | None) -> list[Facet]:
    if names is None:
        return list(codebook.facets)
    found = []
    for name in names:
        facet = codebook.facet(name)
        if facet is None:
            known = ", ".join(one.name for one in codebook.facets) or "none"
            raise MeasureError(say("The codebook has no facet {name}: it has {known}.", name=name, known=known))
        found.append(facet)
    return found


def _read(
    index: int, part: StudyDocument, data: StudyData, studies: Sequence[FacetStudy], coders: Sequence[str] | None
) -> None:
    """One document into every facet's study."""
    sheet = page(index, part.document, part.completions, part.assisted, round_=data.round)
    codings = [coding for coding in part.codings if coding.round == data.round]
    decisions = [
        decision
        for decision in part.decisions
        if decision.round == data.round and (coders is None or decision.coder in coders)
    ]
    for study in studies:
        name = study.facet.name
        suggestions = {one.id: one for one in part.suggestions if one.facet == name}
        shown = {
            coder: ids & suggestions.keys() for coder, ids in part.shown.items() if coders is None or coder in coders
        }
        study.add(
            view(
                sheet,
                study.facet,
                [coding for coding in codings if coding.facet == name],
                suggestions.values(),
                shown,
                coders=coders,
                changed=frozenset() if data.compare_changed else study.changed,
            )
        )
        study.notices.decide(decisions, suggestions, shown)
