"""What lies in the open document: codings and suggestions, each with an id and a place in the order of the text."""

from __future__ import annotations

from typing import TypeAlias

from annotator.records import Coding, Suggestion

Item: TypeAlias = Coding | Suggestion
Key: TypeAlias = tuple[int, int, str, str]


def id_of(item: Item) -> str:
    return item.uuid if isinstance(item, Coding) else item.id


def place_of(item: Item) -> Key:
    """Where an item stands in the order of the text: by start, longer ones first; document codes come first of all."""
    id_ = item.uuid if isinstance(item, Coding) else item.id
    if item.start is None or item.end is None:
        return -1, 0, item.facet, id_
    return item.start, -item.end, item.facet, id_
