"""Actors that no list names: persons by their office or their part in the text, organisations by their last word,
and names whose spelling is close to a listed one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotator.suggest.found import Found
from annotator.suggest.names import Match
from annotator.suggest.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc


def unlisted(doc: Doc, matches: Sequence[Match], found: Sequence[Found], reading: Reading) -> Iterator[Found]:
    """Further actors, none of them overlapping a listed name."""
    return iter(())
