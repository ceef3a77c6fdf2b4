"""Fitting of weighted names: a sparse matrix of named traits, logistic regression, and a table of the weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from annotator.suggest.learned.weights import FOLDER


def narrow(matrix: Any) -> Any:
    """With 32-bit indices, which is all that the fitting takes."""
    matrix = sparse.csr_matrix(matrix)
    matrix.indices, matrix.indptr = matrix.indices.astype("i4"), matrix.indptr.astype("i4")
    return matrix


class Fit:
    """Traits by name and what they are traits of, fitted. `rare`: names that fewer examples have are left out."""

    def __init__(
        self, examples: Sequence[Mapping[str, float]], answers: Sequence[Any], *, strength: float, rare: int,
        importance: Sequence[float] | None = None, yes_no: bool,
    ) -> None:  # fmt: skip
        self._names = DictVectorizer(dtype=numpy.float32)
        matrix = self._names.fit_transform(examples)
        self._names.restrict(numpy.asarray((matrix != 0).sum(0)).ravel() >= rare)
        solver = {"solver": "liblinear"} if yes_no else {}
        self._model = LogisticRegression(C=strength, max_iter=800, **solver)
        self._model.fit(narrow(self._names.transform(examples)), answers, sample_weight=importance)

    def shares(self, examples: Sequence[Mapping[str, float]]) -> Any:
        """How likely each answer is, of shape (examples, answers)."""
        return self._model.predict_proba(narrow(self._names.transform(examples)))

    @property
    def answers(self) -> list[Any]:
        return list(self._model.classes_)

    def sums(self, options: Sequence[tuple[str, Mapping[str, float]]]) -> list[float]:
        """What the weights say of each of some options."""
        found: list[float] = self._model.decision_function(
            narrow(self._names.transform([traits for _, traits in options]))
        ).tolist()
        return found

    def rows(self, least: float) -> Iterable[tuple[str, list[float]]]:
        """Each name with its weights, where one is at least so large."""
        for name, weights in zip(self._names.get_feature_names_out(), self._model.coef_.T, strict=True):
            if numpy.abs(weights).max() >= least:
                yield name, weights.tolist()

    @property
    def base(self) -> list[float]:
        found: list[float] = self._model.intercept_.tolist()
        return found


def write(name: str, about: str, rows: Iterable[Sequence[str]]) -> None:
    """A table of the folder, with a line for people first."""
    lines = [f"# {about}; see README.md.", *("\t".join(row) for row in rows)]
    (FOLDER / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def number(value: float) -> str:
    return f"{value:.3f}"
