"""What the names, nouns and pronouns of a text stand for: an armed group, a state, a land, people, danger.

Whether somebody rises, comes or promises something says little without who it is; the model takes "IS" for nobody at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.holders import Cast
from annotator.suggest.mentions import Mention
from annotator.suggest.naming import PERSON
from annotator.suggest.organisations import OTHER

if TYPE_CHECKING:
    from annotator.suggest.tree import Token

NOUNS = (("group", "GROUP"), ("state", "STATE"), ("people", "PEOPLE"), ("threat", "DANGER"), ("place", "SOIL"))
"""Kinds of noun of [parties], the more telling first, and what stands for them."""


def stands_for(cast: Cast) -> dict[int, str]:
    """Place of a word -> what it stands for; words that stand for nothing of the kind are not there."""
    found: dict[int, str] = {}
    for mention in cast.mentions:
        found.update(dict.fromkeys(range(mention.first, mention.last), _named(mention)))
    for token in cast.doc:
        if token.i not in found and (what := _unnamed(token, cast)):
            found[token.i] = what
    return found


def _named(mention: Mention) -> str:
    if mention.armed:
        return "ARMED"
    if mention.place:
        return "LAND"
    return {PERSON: "SOMEBODY", OTHER: "BODY"}.get(mention.code, "NATION")


def _unnamed(token: Token, cast: Cast) -> str:
    if token.pos_ == "NOUN":
        kinds = cast.kinds(token)
        return next((what for kind, what in NOUNS if kind in kinds), "")
    if token.pos_ == "PRON":
        code = cast.code(token)
        return "" if code is None else "ONE ARMED" if cast.armed(code) else "ONE NATION"
    return ""
