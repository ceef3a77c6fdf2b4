"""Fits how likely each word carries a threat or a stance (heads.tsv), by its traits and those of its classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from annotator.suggest.learned.grid import BASE, Grid, traits
from annotator.suggest.learned.spans import spans_of
from annotator.suggest.learned.standing import stands_for
from annotator.suggest.learned.weights import CLASSES, FACETS, HEADS, OF_CLASS
from benchmarks.training.classes import all_classes
from benchmarks.training.material import OTHER, SAME, Text, most_alike
from benchmarks.training.tables import narrow, number, write

STRENGTH = 0.05
OF_CLASSES = 0.5
"""How much a class counts against a word: many words share it, so that it would win everywhere."""
RARE = 2
LEAST = 0.05
"""Smaller weights are left out: they change nothing but the size of the table."""
PARTS = 6
WITH_CLASSES = frozenset(
    [
        "own", "own link", "governor", "governor link", "over governor", "governor's subject", "hung", "hung link", "deep",
        "deep link", "company", "near -2", "near -1", "near 1", "near 2",
    ]
)  # fmt: skip


class Vocabulary(dict[str, int]):
    """Numbers everything that it is asked for; `names` gives the names back."""

    def __init__(self) -> None:
        super().__init__({"": 0})
        self.names = [""]

    def get(self, name: str, default: Any = None) -> Any:
        if name not in self:
            self[name] = len(self)
            self.names.append(name)
        return self[name]


class Traits:
    """The traits of words of many texts: kind, first and second number -> column."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.columns: dict[tuple[str, int, int], int] = {}

    def matrix(self, texts: Sequence[Text], *, grow: bool) -> Any:
        """One row a word. `grow`: whether traits that are new get a column, or are passed over."""
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        start = 0
        for text in texts:
            for place, key in self._of(text):
                column = self.columns.setdefault(key, len(self.columns)) if grow else self.columns.get(key)
                if column is not None:
                    rows.append(start + place)
                    columns.append(column)
                    values.append(OF_CLASSES if key[0].startswith(OF_CLASS) else 1.0)
            start += len(text.doc)
        return sparse.csr_matrix((numpy.array(values, dtype="f4"), (rows, columns)), shape=(start, len(self.columns)))

    def _of(self, text: Text) -> Iterator[tuple[int, tuple[str, int, int]]]:
        classes, names, number_of = all_classes(), self.vocabulary.names, self.vocabulary.get
        for found in traits(Grid(text.doc, self.vocabulary, stands_for(text.threats.cast))):
            for place, value in zip(found.places.tolist(), found.numbers.tolist(), strict=True):
                first, second = divmod(value, BASE) if value >= BASE else (value, 0)
                yield place, (found.kind, first, second)
                if found.kind in WITH_CLASSES:
                    for name in classes.get(names[first], ()):
                        yield place, (OF_CLASS + found.kind, number_of(OF_CLASS + name), second)


def labels(text: Text, facet: str) -> Any:
    """Of each word: 1 where a span that it carries says what enough coders mark, 0 where none does, -1 where it cannot be told."""
    starts, ends = text.doc.words.starts, text.doc.words.ends
    found = numpy.full(len(text.doc), -1)
    for head in text.doc:
        spans = [(starts[first], ends[last - 1]) for first, last in spans_of(text.doc, head)]
        if spans:
            units = text.units[facet]
            most, unit = max((most_alike(units, *span) for span in spans), key=lambda each: each[0])
            if unit is None or most < OTHER:
                found[head.i] = 0
            elif most >= SAME and len(unit.coders) >= text.need:
                found[head.i] = 1
    return found


class HeadFit:
    """The weights of each facet; gives every training text its odds by readers that have not seen it."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._traits = Traits()
        matrix = self._traits.matrix(texts, grow=True)
        self._kept = numpy.asarray((matrix > 0).sum(0)).ravel() >= RARE
        matrix = narrow(matrix[:, self._kept])
        of_text = numpy.concatenate([numpy.full(len(text.doc), at) for at, text in enumerate(texts)])
        counted = numpy.array([text.counted for text in texts])[of_text]
        order = numpy.random.RandomState(0).permutation(len(texts))
        self._models = {}
        for facet in FACETS:
            answers = numpy.concatenate([labels(text, facet) for text in texts])
            told = answers >= 0
            odds = numpy.zeros(len(answers))
            for part in range(PARTS):
                out = numpy.isin(of_text, order[part::PARTS])
                seen = told & ~out
                model = _model().fit(matrix[seen], answers[seen], sample_weight=counted[seen])
                odds[out] = model.decision_function(matrix[out])
            for at, text in enumerate(texts):
                text.odds[facet] = odds[of_text == at].tolist()
            self._models[facet] = _model().fit(matrix[told], answers[told], sample_weight=counted[told])
            precision = average_precision_score(answers[told], odds[told])
            print(
                f"words that carry a {facet}: {int((answers == 1).sum())}, average precision {precision:.3f}",
                flush=True,
            )

    def give_odds(self, texts: Sequence[Text]) -> None:
        """To texts that were not trained on."""
        matrix = self._traits.matrix(texts, grow=False)
        matrix.resize((matrix.shape[0], len(self._kept)))
        matrix = narrow(matrix[:, self._kept])
        for facet, model in self._models.items():
            odds, start = model.decision_function(matrix), 0
            for text in texts:
                text.odds[facet] = odds[start : start + len(text.doc)].tolist()
                start += len(text.doc)

    def write(self) -> None:
        """heads.tsv and word-classes.tsv."""
        rows = sorted(self._rows())
        base = ["base", "", "", *(number(self._models[facet].intercept_[0]) for facet in FACETS)]
        write(
            HEADS, "Kind of trait, the word or words it is of, and its weights for threats and stances", [base, *rows]
        )
        write(
            CLASSES,
            "Words, and the classes they belong to in texts about armed groups, states and diplomacy",
            ([word, " ".join(classes)] for word, classes in all_classes().items()),
        )

    def _rows(self) -> Iterator[list[str]]:
        names = self._traits.vocabulary.names
        keys = [key for key, kept in zip(self._traits.columns, self._kept, strict=True) if kept]
        for at, (kind, first, second) in enumerate(keys):
            size = OF_CLASSES if kind.startswith(OF_CLASS) else 1.0
            weights = [self._models[facet].coef_[0][at] * size for facet in FACETS]
            one, two = names[first].removeprefix(OF_CLASS), names[second]
            if max(map(abs, weights)) >= LEAST and one and (one + two).isprintable():
                yield [kind, one, two, *map(number, weights)]


def _model() -> Any:
    return LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=300)
