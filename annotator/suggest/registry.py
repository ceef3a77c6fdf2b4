"""The suggesters, in the order in which they run. To add one, write its module and name it here."""

from __future__ import annotations

from functools import lru_cache

from annotator.suggest.found import Suggester


@lru_cache(maxsize=1)
def suggesters() -> tuple[Suggester, ...]:
    """One instance of each suggester, actors first: the others take holders, targets and perpetrators from them.

    A suggester keeps what it compiled from the last codebook it saw, so the instances are shared within a process.
    """
    from annotator.suggest.actors import ActorSuggester

    return (ActorSuggester(),)
