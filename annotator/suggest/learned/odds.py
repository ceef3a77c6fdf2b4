"""How likely each word of a text carries a threat or a stance: worked out once for both suggesters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.learned.heads import head_weights
from annotator.suggest.learned.standing import stands_for
from annotator.suggest.parties import Parties

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc

KEPT = "intercoder odds"
"""Where they are kept with a parse."""


class Kept(NamedTuple):
    """The odds of a text, with what they rest on beside the parse."""

    actors: tuple[Found, ...]
    parties: Parties
    odds: Mapping[str, list[float]]


def odds_of(doc: Doc, actors: Sequence[Found], parties: Parties, cast: Callable[[], Cast]) -> Mapping[str, list[float]]:
    """Facet -> log odds of each word. `parties`: those of the threat cues, for both facets; `cast`: gives the text's with them."""
    kept = doc.user_data.get(KEPT)
    if not isinstance(kept, Kept) or kept.actors != tuple(actors) or kept.parties != parties:
        odds = head_weights().scores(doc, stands_for(cast()))
        kept = doc.user_data[KEPT] = Kept(tuple(actors), parties, odds)
    return kept.odds
