"""The spans of one document and facet as arrays: what every unitizing measure starts from."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.agreement.figure import Ints


@dataclass(frozen=True, slots=True)
class DocumentSpans:
    """Arrays (units,): `coder` counts the document's own coders from 0 to `coders` - 1, `value` is the category.

    `start` and `end` (half-open) count from the beginning of the continuum [0, length).
    """

    coder: Ints
    start: Ints
    end: Ints
    value: Ints
    coders: int
    length: int
