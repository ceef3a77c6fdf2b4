"""The suggesters, in the order in which they run. To add one, write its module and name it here."""

from __future__ import annotations

from functools import lru_cache

from annotator.codebook import Codebook
from annotator.suggest.found import PatternFault, Suggester


@lru_cache(maxsize=1)
def suggesters() -> tuple[Suggester, ...]:
    """One instance of each suggester, actors first: the others take holders, targets and perpetrators from them.

    A suggester keeps what it compiled from the last codebook it saw, so the instances are shared within a process.
    """
    from annotator.suggest.actors import ActorSuggester
    from annotator.suggest.stances import StanceSuggester
    from annotator.suggest.threats import ThreatSuggester

    return (ActorSuggester(), ThreatSuggester(), StanceSuggester())


def faults_of(codebook: Codebook) -> tuple[PatternFault, ...]:
    """All aliases and cues of a codebook that no suggester can use. Needs neither model nor parse.

    Raises CodebookError where a cue file is no TOML.
    """
    return tuple(dict.fromkeys(fault for suggester in suggesters() for fault in suggester.faults(codebook)))
