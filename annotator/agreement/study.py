"""A study's codings -> every agreement figure of it; the tasks lie in the modules named study_….

The unit of sampling is the document: each is reduced to small count matrices as it is read, and figures, jackknife and
bootstrap only add those, so a study may be handed over as a stream of documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from annotator.agreement.row_maker import Draws
from annotator.agreement.rows import Disagreement, ResultRow, Results, Table
from annotator.agreement.study_differences import MOST, differences
from annotator.agreement.study_groups import Register
from annotator.agreement.study_notices import Notices
from annotator.agreement.study_sets import SetTask
from annotator.agreement.study_spans import SpanTask
from annotator.agreement.study_stance import StanceTask, is_stance
from annotator.agreement.study_unitizing import UnitizingTask
from annotator.agreement.study_view import View, page, view
from annotator.codebook import Codebook, Facet
from annotator.errors import Cancelled, MeasureError
from annotator.records import FIRST_ROUND, Coding, Completion, Decision, Document, Suggestion

_Record = TypeVar("_Record", Coding, Completion, Suggestion, Decision)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyDocument:
    """One document with all that its coders did in it.

    `document.regions` are the effective ones: where a region is left out here it is so for every coder.
    `completions`: a facet that a coder has not done is missing, whatever codings are there (those are counted apart).
    `suggestions`: those of this document; `shown`: coder -> ids of the suggestions that were on that coder's screen.
    `assisted`: coder -> True (suggestions were offered in this document) or False (coded unassisted); absent: unknown.
    """

    document: Document
    codings: Sequence[Coding] = ()
    completions: Sequence[Completion] = ()
    suggestions: Sequence[Suggestion] = ()
    shown: Mapping[str, frozenset[str]] = field(default_factory=dict)
    assisted: Mapping[str, bool] = field(default_factory=dict)
    decisions: Sequence[Decision] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyData:
    """What `analyse` needs. `documents` is read once, in order of the iterable (a generator saves memory).

    `total`: how many documents will come, for progress; 0: ask `len(documents)` where it has one.
    `changed_codes`: (facet, code) whose meaning changed between the codings' versions; their codings are left out with
    a warning unless `compare_changed`. `round`: only codings, completions and decisions of that round count.
    `provenance` is handed through into the results.
    """

    codebook: Codebook
    documents: Iterable[StudyDocument]
    total: int = 0
    changed_codes: frozenset[tuple[str, str]] = frozenset()
    compare_changed: bool = False
    round: str = FIRST_ROUND
    provenance: Mapping[str, object] = field(default_factory=dict)


def study_documents(
    documents: Iterable[Document],
    codings: Iterable[Coding],
    *,
    completions: Iterable[Completion] = (),
    suggestions: Iterable[Suggestion] = (),
    shown: Mapping[tuple[str, str], frozenset[str]] | None = None,
    assisted: Mapping[tuple[str, str], bool] | None = None,
    decisions: Iterable[Decision] = (),
) -> tuple[StudyDocument, ...]:
    """Sort flat lists by document. The keys of `shown` and `assisted` are (document sha256, coder)."""
    order = list(documents)
    of_codings, of_completions = _by_document(codings), _by_document(completions)
    of_suggestions, of_decisions = _by_document(suggestions), _by_document(decisions)
    of_shown: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for (where, coder), ids in (shown or {}).items():
        of_shown[where][coder] = ids
    of_assisted: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for (where, coder), yes in (assisted or {}).items():
        of_assisted[where][coder] = yes
    return tuple(
        StudyDocument(
            document=document,
            codings=of_codings.get(document.sha256, ()),
            completions=of_completions.get(document.sha256, ()),
            suggestions=of_suggestions.get(document.sha256, ()),
            decisions=of_decisions.get(document.sha256, ()),
            shown=of_shown.get(document.sha256, {}),
            assisted=of_assisted.get(document.sha256, {}),
        )
        for document in order
    )


def _by_document(records: Iterable[_Record]) -> dict[str, list[_Record]]:
    grouped: defaultdict[str, list[_Record]] = defaultdict(list)
    for record in records:
        grouped[record.document].append(record)
    return grouped


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
    studies = [_FacetStudy.of(data, facet) for facet in chosen]
    total = data.total or (len(data.documents) if isinstance(data.documents, Sized) else 0)
    steps = _Steps(total, total * sum(len(study.tasks) for study in studies), progress, cancelled)
    seen: set[str] = set()
    for index, part in enumerate(data.documents):
        steps.step()
        seen |= {mark.coder for mark in part.completions} | {coding.coder for coding in part.codings}
        _read(index, part, data, studies, coders)
    unknown = sorted(set(coders or ()) - seen)
    if unknown and seen:
        raise MeasureError(f"There is no coder {unknown[0]} here: name some of {', '.join(sorted(seen))}.")
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
        warnings.append(f"Disagreements: the list is cut; {lost} more are not shown.")
    steps.finish()
    return Results(
        rows=tuple(sorted(rows, key=lambda row: row.subset != "all")),
        tables=tuple(tables),
        disagreements=tuple(found_differences),
        warnings=tuple(warnings),
        provenance={**data.provenance, "seed": seed, "replicates": replicates, "coders": sorted(coders or seen)},
    )


class _Task(Protocol):
    """What gathers documents and then makes rows."""

    def add(self, view: View) -> None: ...

    def rows(self, draws: Draws) -> tuple[list[ResultRow], list[Table]]: ...


@dataclass(slots=True)
class _FacetStudy:
    """One facet on its way: its tasks, register, notices and differences."""

    facet: Facet
    register: Register
    tasks: list[_Task]
    notices: Notices
    changed: frozenset[str]
    stance: StanceTask | None
    differences: list[Disagreement] = field(default_factory=list)
    lost: int = 0

    @classmethod
    def of(cls, data: StudyData, facet: Facet) -> _FacetStudy:
        register = Register()
        codes = [code.name for code in facet.codes]
        stance = StanceTask(facet, data.codebook, register) if is_stance(facet) else None
        tasks: list[_Task]
        if facet.unit == "document":
            tasks = [SetTask(facet.name, codes, register)]
        else:
            tasks = [SpanTask(facet.name, codes, register), UnitizingTask(facet.name, codes, register)]
        if stance is not None:
            tasks.append(stance)
        title = f"{facet.name[:1].upper()}{facet.name[1:]}"
        changed = frozenset(code for name, code in data.changed_codes if name == facet.name)
        return cls(facet, register, tasks, Notices(facet.name, title), changed, stance)

    def work(self) -> int:
        """How much there is to do once all documents are there."""
        spans = self.facet.unit == "span"
        return sum(self.register.work(spans=spans) for _ in self.tasks)

    def add(self, found: View) -> None:
        self.register.note(found)
        self.notices.note(found)
        for task in self.tasks:
            task.add(found)
        for difference in differences(found, self.facet.name, stance=self.stance is not None):
            if len(self.differences) < MOST:
                self.differences.append(difference)
            else:
                self.lost += 1

    def warnings(self, rows: Sequence[ResultRow], data: StudyData) -> list[str]:
        told = self.notices.warnings(rows, self.register, sorted(self.changed), compared=data.compare_changed)
        extra = self.stance.warnings() if self.stance else []
        return [*told, *(f"{self.notices.title}: {sentence}" for sentence in extra)]


@dataclass(slots=True)
class _Steps:
    """Progress over documents and then tasks, and the question whether to stop. `tasks` is a guess until `expect`."""

    documents: int
    tasks: int
    progress: Callable[[int, int], None] | None
    cancelled: Callable[[], bool] | None
    done: int = 0

    def expect(self, tasks: int) -> None:
        """All documents are read: what is left."""
        self.documents, self.tasks = self.done, tasks

    def step(self, work: int = 1) -> None:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled("The agreement analysis was stopped; nothing was changed.")
        if self.progress is not None:
            self.progress(self.done, max(self.documents + self.tasks, self.done + 1))
        self.done += work

    def finish(self) -> None:
        if self.progress is not None:
            self.progress(self.done, self.done)


def _facets(codebook: Codebook, names: Sequence[str] | None) -> list[Facet]:
    if names is None:
        return list(codebook.facets)
    found = []
    for name in names:
        facet = codebook.facet(name)
        if facet is None:
            known = ", ".join(one.name for one in codebook.facets) or "none"
            raise MeasureError(f"The codebook has no facet {name}: it has {known}.")
        found.append(facet)
    return found


def _read(
    index: int, part: StudyDocument, data: StudyData, studies: Sequence[_FacetStudy], coders: Sequence[str] | None
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
