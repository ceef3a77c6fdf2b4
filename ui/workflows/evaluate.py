"""How good a project's suggestions are, against coders or the gold: a project's records into the scoring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from annotator.agreement.rows import Table
from annotator.errors import Cancelled, MeasureError
from annotator.records import FIRST_ROUND, Coding, Completion, Decision, Suggestion
from annotator.suggest.evaluation import Evaluation
from annotator.suggest.scoring import Scoring
from annotator.suggest.use import Uses
from annotator.wording import say, say_count
from storage.codings import all_codings, codings_of, known_coders
from storage.progress import completions
from storage.project import Project
from storage.selection import checked_coders, provenance
from storage.suggestions import all_decisions, all_suggestions, run_of, suggestions_of
from storage.texts import list_documents, load_document
from ui.workflows.progress import Cancel, Progress, never, silent

GOLD = "gold"
"""What the gold is called where it stands in the place of a coder."""
ADJUDICATED = "adjudicated"
_OFFERED = frozenset({"accepted", "edited", "bulk"})


def evaluate(
    project: Project,
    *,
    coders: Collection[str] | None = None,
    gold: bool = False,
    facets: Collection[str] | None = None,
    round_: str = FIRST_ROUND,
    progress: Progress = silent,
    cancelled: Cancel = never,
) -> Evaluation:
    """The present suggestions against `coders` (None: all of them), or with `gold` against the adjudicated codings.

    Only documents that were pre-highlighted count, and in them the facets that a coder finished in the round; of the
    gold, those with an adjudicated coding, or finished by somebody who did nothing but adjudicate. Raises MeasureError
    where there is nothing to compare or a facet is unknown, FormatError for an unknown coder.
    """
    _check(project, coders, gold=gold, facets=facets)
    chosen = checked_coders(project, coders)
    found = score(
        project, coders=chosen, gold=gold, facets=facets, round_=round_, progress=progress, cancelled=cancelled
    )
    if not found.documents:
        whose = say("the gold") if gold else say(" or ").join(chosen)
        raise MeasureError(
            say(
                "There is nothing to compare: no document is pre-highlighted and finished by {whose} in round {round}.",
                whose=whose,
                round=round_,
            )
        )
    return found


def score(
    project: Project,
    *,
    coders: Collection[str],
    gold: bool = False,
    facets: Collection[str] | None = None,
    round_: str = FIRST_ROUND,
    progress: Progress = silent,
    cancelled: Cancel = never,
) -> Evaluation:
    """`evaluate` for names that are known to be right; empty where there is nothing to compare."""
    done = _gold_done(project, round_) if gold else _done(project, coders, round_)
    entries = list_documents(project)
    offered = _by_document(all_suggestions(project))
    left = next(offered, None)
    scoring = Scoring(project.codebook, facets=facets)
    taken = counted = 0
    for number, entry in enumerate(entries):
        if cancelled():
            raise Cancelled(say("The evaluation was stopped; nothing was written."))
        progress(number, len(entries), entry.name)
        suggestions: list[Suggestion] = []
        if left is not None and left[0] == entry.sha256:
            suggestions, left = left[1], next(offered, None)
        finished = done.get(entry.sha256)
        if not finished or run_of(project, entry.sha256) is None:
            continue
        codings = _codings(project, entry.sha256, finished, round_, gold=gold)
        counted += len(codings)
        taken += sum(coding.origin in _OFFERED for coding in codings)
        scoring.add(load_document(project, entry.sha256), suggestions, codings, done=finished)
    progress(len(entries), len(entries), "")
    about = {"gold": gold, "round": round_, "facets": sorted(facets or ())}
    return scoring.result(notes=_notes(taken, counted), provenance={**provenance(project, coders=coders), **about})


def _check(project: Project, coders: Collection[str] | None, *, gold: bool, facets: Collection[str] | None) -> None:
    if gold and coders is not None:
        raise MeasureError(say("Name coders or the gold to compare with, not both."))
    for facet in facets or ():
        if project.codebook.facet(facet) is None:
            known = ", ".join(f.name for f in project.codebook.facets)
            raise MeasureError(say("The codebook has no facet {facet!r}: it has {known}.", facet=facet, known=known))
    if coders is not None and not coders:
        raise MeasureError(say("Name at least one coder to compare with."))
    if not known_coders(project):
        raise MeasureError(say("Nobody has coded in this project yet: import codings, or code first."))
    if not any(run_of(project, entry.sha256) is not None for entry in list_documents(project)):
        raise MeasureError(say("The project has no suggestions: run `prehighlight` first."))


def _done(project: Project, coders: Collection[str], round_: str) -> dict[str, dict[str, set[str]]]:
    """Document -> facet -> the coders who finished it."""
    found: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    for mark in _marks(project, round_):
        if mark.coder in coders:
            found[mark.document].setdefault(mark.facet, set()).add(mark.coder)
    return found


def _gold_done(project: Project, round_: str) -> dict[str, dict[str, set[str]]]:
    """The same for the gold, under the name GOLD."""
    found: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    judges, others = set(), set()
    for coding in all_codings(project):
        if coding.round == round_ and coding.origin == ADJUDICATED:
            judges.add(coding.coder)
            found[coding.document][coding.facet] = {GOLD}
        else:
            others.add(coding.coder)
    if not judges:
        raise MeasureError(say("The project has no gold yet: settle differences first, or name coders with --coders."))
    for mark in _marks(project, round_):
        if mark.coder in judges - others:
            found[mark.document][mark.facet] = {GOLD}
    return found


def _marks(project: Project, round_: str) -> Iterator[Completion]:
    return (mark for mark in completions(project) if mark.done and mark.round == round_)


def _codings(
    project: Project, sha256: str, finished: Mapping[str, Collection[str]], round_: str, *, gold: bool
) -> list[Coding]:
    """The codings of a document that count, those of the gold as if one coder had made them."""
    coders = known_coders(project) if gold else sorted({coder for each in finished.values() for coder in each})
    found = [c for coder in coders for c in codings_of(project, sha256, coder=coder, round_=round_)]
    if not gold:
        return found
    return [coding._replace(coder=GOLD) for coding in found if coding.origin == ADJUDICATED]


def _by_document(suggestions: Iterator[Suggestion]) -> Iterator[tuple[str, list[Suggestion]]]:
    for sha256, group in groupby(suggestions, key=lambda s: s.document):
        yield sha256, list(group)


def _notes(taken: int, counted: int) -> list[str]:
    if not taken:
        return []
    return [
        say_count(
            counted,
            "{taken:,} of {number:,} coding compared with came from suggestions: these figures flatter; "
            "compare with coders who worked unassisted.",
            "{taken:,} of {number:,} codings compared with came from suggestions: these figures flatter; "
            "compare with coders who worked unassisted.",
            taken=taken,
        )
    ]


def suggestion_tables(
    project: Project,
    *,
    coders: Collection[str],
    facets: Collection[str] | None = None,
    round_: str = FIRST_ROUND,
    cancelled: Cancel = never,
) -> list[Table]:
    """What the agreement report says of the suggestions: how good they were, and what these coders did with them."""
    from ui.report import suggestions

    offered = [e.sha256 for e in list_documents(project) if run_of(project, e.sha256) is not None]
    if not offered:
        return []
    found = score(project, coders=coders, facets=facets, round_=round_, cancelled=cancelled)
    decided: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in all_decisions(project):
        if decision.coder in coders and decision.round == round_:
            decided[decision.document].append(decision)
    uses = Uses()
    for sha256 in offered:
        if sha256 in decided:
            uses.add(suggestions_of(project, sha256), decided[sha256])
    names = [f.name for f in project.codebook.facets if facets is None or f.name in facets]
    return [*suggestions.score_tables(found), *suggestions.use_tables(uses.rows(names))]


def write_evaluation(found: Evaluation, path: Path) -> None:
    """Write every row in the format that the file's ending names."""
    from ui.report.suggestions_file import write

    write(found, path)
