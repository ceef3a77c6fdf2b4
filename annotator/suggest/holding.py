"""How a holder was found: by a name, a body that a name stands by, a pronoun, or by what stands further away."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.suggest.antecedents import KINDS
from annotator.suggest.naming import FIRST
from annotator.suggest.stance_cues import AUTHOR

if TYPE_CHECKING:
    from annotator.suggest.holders import Cast
    from annotator.suggest.tree import Token

NAMED = "named"
"""A name of its own, also through "which" or "who"."""
OWNED = "owned"
"""A body or person that a name stands by ("Afghan officials", "a diplomat from Doha")."""
PRONOUN, SELF = "pronoun", "self"
""" "he", "it", "they"; the author's "we" and "I"."""
BODY = "body"
"""A body of which the text tells elsewhere whose it is ("the ministry")."""
GENERAL = "general"
"""A party without a name ("analysts", "both sides")."""
NEAR = "near"
"""Whoever stands nearby, where the clause has no subject that tells."""
SPEAKER = "speaker"
"""Whose words the clause reports or quotes."""
RELATIVE = frozenset({"which", "who", "that", "whom", "whose"})


class Held(NamedTuple):
    """Who takes a stance, joint holders in order, and how they were found. Nobody: no codes."""

    codes: list[str]
    by: str = ""


def held_by_speaker(code: str | None) -> Held:
    """The stance of whoever speaks: the party whose words are reported, or the author (None)."""
    return Held([code], SPEAKER) if code and code != AUTHOR else Held([AUTHOR], AUTHOR)


def way_of(noun: Token | None, cast: Cast) -> str:
    """How a noun phrase tells which party it is."""
    if noun is None:
        return GENERAL
    if cast.at(noun) is not None or noun.lower_ in RELATIVE:
        return NAMED
    if noun.lower_ in FIRST:
        return SPEAKER if cast.quotations.speaker(noun) else SELF
    if noun.lower_ in KINDS:
        return PRONOUN
    if noun.pos_ != "PRON" and (cast.owner(noun) or cast.naming.complement(noun)):
        return OWNED
    return BODY if noun.lemma_.lower() in cast.parties.back else GENERAL
