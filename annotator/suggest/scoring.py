"""How good suggestions are against what coders did: precision, recall and F1, what both say alike, and each error.

Per facet, code and rule. A facet that names things (others refer to its codes, as stances do to actors) is scored by
exact spans, every other one by units (scoring_units.py). Gold are units of more than half of the coders who finished
the facet in the document; recall is the share of them that suggestions meet, precision the share of suggestions that
meet a unit of any of these coders. By code, a suggestion also has to carry the code that most of the unit's coders gave.
Positions are compared without line breaks, as agreement does; what lies in left-out regions does not count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from annotator.agreement.continuum import left_out, projection
from annotator.codebook import Codebook
from annotator.records import Coding, Document, Suggestion
from annotator.suggest.evaluation import Evaluation
from annotator.suggest.facet_scoring import FacetScoring
from annotator.suggest.scoring_units import Item


class Scoring:
    """Gathers documents one by one, so that a large project never lies in memory whole."""

    def __init__(self, codebook: Codebook, *, facets: Collection[str] | None = None) -> None:
        self._facets = [
            FacetScoring(codebook, facet)
            for facet in codebook.facets
            if facet.unit == "span" and (facets is None or facet.name in facets)
        ]
        self._coders: set[str] = set()
        self._documents = 0

    def add(
        self,
        document: Document,
        suggestions: Sequence[Suggestion],
        codings: Sequence[Coding],
        *,
        done: Mapping[str, Collection[str]],
    ) -> None:
        """One document. `done`: facet -> the coders who finished it; a facet without an entry does not count here."""
        places = _Places(document)
        counted = False
        for scoring in self._facets:
            coders = frozenset(done.get(scoring.facet.name, ()))
            if not coders:
                continue
            counted = True
            self._coders |= coders
            name = scoring.facet.name
            offered = [(s, s.source) for s in suggestions if s.facet == name]
            coded = [(c, c.coder) for c in codings if c.facet == name and c.coder in coders]
            scoring.add(document, places.items(offered), places.items(coded), coders=len(coders))
        self._documents += counted

    def result(self, *, notes: Iterable[str] = (), provenance: Mapping[str, object] | None = None) -> Evaluation:
        counted = [scoring for scoring in self._facets if scoring.documents]
        return Evaluation(
            tuple(row for scoring in counted for row in scoring.scores()),
            tuple(row for scoring in counted for row in scoring.alike()),
            tuple(error for scoring in counted for error in scoring.errors),
            tuple(sorted(self._coders)),
            self._documents,
            tuple(notes),
            dict(provenance or {}),
        )


class _Places:
    """Where spans of a document lie on its continuum."""

    def __init__(self, document: Document) -> None:
        self._continuum, self._outside = projection(document), left_out(document)

    def items(self, records: Iterable[tuple[Suggestion | Coding, str]]) -> list[Item]:
        """The records' places; those inside left-out regions are gone."""
        found = []
        for record, who in records:
            if record.start is None or record.end is None:
                continue
            start, end = self._continuum.place(record.start), self._continuum.place(record.end)
            if end > start and self._outside.place(record.end) > self._outside.place(record.start):
                score = record.score if isinstance(record, Suggestion) else 1.0
                found.append(Item(start, end, record.code, record.attributes, who, record.start, record.end, score))
        return found
