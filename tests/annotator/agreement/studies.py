"""Small studies for the tests: a codebook, and codings written as short tuples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from annotator.agreement.rows import ResultRow, Results
from annotator.agreement.study import analyse
from annotator.agreement.study_data import StudyData, study_documents
from annotator.codebook import Alias, Attribute, Code, Codebook, Facet
from annotator.records import Coding, Completion, Decision, Document, Region, Suggestion

VALENCES = ("strong_oppose", "oppose", "neutral", "support", "strong_support")
PARTIES = tuple(
    Attribute(name, "code", facet="actor", free_text=True, also=("author",)) for name in ("holder", "target")
)
BOOK = Codebook(
    "test",
    facets=(
        Facet(
            "actor",
            codes=(
                Code("north", "actor", title="Northern League", aliases=(Alias("the League"), Alias("NL", case=True))),
                Code("south", "actor"),
                Code("east", "actor"),
            ),
        ),
        Facet("stance", ordinal=True, attributes=PARTIES, codes=tuple(Code(name, "stance") for name in VALENCES)),
        Facet("topic", unit="document", codes=tuple(Code(name, "topic") for name in ("trade", "border", "water"))),
    ),
)

Short = tuple[str, str, int | None, int | None, str]
"""(document, coder, start, end, code); the facet is an argument of its own."""


def document(name: str, text: str = "x" * 100, regions: Iterable[Region] = ()) -> Document:
    return Document(name, text, sha256(f"{name}{text}".encode()).hexdigest(), tuple(regions))


def coding(
    document_: Document, coder: str, start: int | None, end: int | None, facet: str, code: str, **more: Any
) -> Coding:
    place = f"{document_.name}-{coder}-{start}-{end}-{facet}-{code}-{sorted(more.get('attributes', {}).items())}"
    return Coding(place, document_.sha256, coder, start, end, facet, code, **more)


def done(documents: Iterable[Document], coders: Iterable[str], facets: Iterable[str]) -> list[Completion]:
    return [Completion(c, d.sha256, f) for d in documents for c in coders for f in facets]


def study(
    documents: Sequence[Document],
    codings: Sequence[Coding],
    completions: Sequence[Completion],
    *,
    facets: Sequence[str] = ("actor",),
    suggestions: Sequence[Suggestion] = (),
    shown: Mapping[tuple[str, str], frozenset[str]] | None = None,
    assisted: Mapping[tuple[str, str], bool] | None = None,
    decisions: Sequence[Decision] = (),
    changed_codes: frozenset[tuple[str, str]] = frozenset(),
    compare_changed: bool = False,
    coders: Sequence[str] | None = None,
    replicates: int = 200,
    seed: int = 0,
) -> Results:
    parts = study_documents(
        documents,
        codings,
        completions=completions,
        suggestions=suggestions,
        shown=shown,
        assisted=assisted,
        decisions=decisions,
    )
    data = StudyData(codebook=BOOK, documents=parts, changed_codes=changed_codes, compare_changed=compare_changed)
    return analyse(data, facets=facets, coders=coders, replicates=replicates, seed=seed)


def find(
    results: Results,
    measure: str,
    *,
    scope: str = "all",
    subset: str = "all",
    task: str | None = None,
    level: str | None = None,
) -> ResultRow:
    """The one row (the bootstrap's twin aside)."""
    found = [
        row
        for row in results.rows
        if (row.measure, row.scope, row.subset) == (measure, scope, subset)
        and task in (None, row.task)
        and level in (None, row.level)
        and row.interval != "bootstrap"
    ]
    assert len(found) == 1, found
    return found[0]


def value(results: Results, measure: str, **where: Any) -> float | None:
    return find(results, measure, **where).value
