"""Adjectives and seats of states, as the codebook and its wide lists have them."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.codebook import Codebook
from annotator.suggest.actor_lexicon import CUES
from annotator.suggest.names import FACET


def state_names(codebook: Codebook, kind: str) -> dict[str, tuple[str, ...]]:
    """The adjectives ("demonym": "Iranian") or seats ("capital": "Tehran") of states with the codes they may mean."""
    cues = codebook.cues.get(CUES, {})
    states = cues.get("state", []) if isinstance(cues, Mapping) else []
    found: dict[str, list[str]] = {}
    for state in states if isinstance(states, list) else ():
        listed = state.get(f"{kind}s", []) if isinstance(state, Mapping) else []
        for text in listed if isinstance(listed, list) else ():
            if isinstance(text, str):
                found.setdefault(text, []).append(str(state.get("code", "other_state")))
    own: dict[str, list[str]] = {}
    facet = codebook.facet(FACET)
    for code in facet.codes if facet else ():
        for alias in code.aliases:
            if alias.options.get("kind") == kind and code.name not in own.setdefault(alias.text, []):
                own[alias.text].append(code.name)
    return {text: tuple(codes) for text, codes in (found | own).items()}
