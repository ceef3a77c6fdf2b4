"""What decisions in a project teach about its codebook: names to add as aliases, rules that are rejected often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.records import Decision, Suggestion
from storage.codings import all_codings
from storage.project import Project
from storage.suggestions import all_decisions, decisions_of, suggestions_of
from storage.texts import list_documents, regions_of, stored_text

if TYPE_CHECKING:
    from annotator.suggest.learn import AliasOffer, RuleUse

__all__ = ["aliases_to_learn", "rules_in_doubt"]


def aliases_to_learn(project: Project, *, coder: str) -> list[AliasOffer]:
    """Names that this coder coded by hand and that no alias of their code knows, the most frequent first."""
    from annotator.suggest.learn import BY_HAND, alias_offers

    facets = [f.name for f in project.codebook.facets if any(code.aliases for code in f.codes)]
    codings = [c for c in all_codings(project, coders={coder}) if c.facet in facets and c.origin in BY_HAND]
    texts = {
        sha256: (stored_text(project, sha256), regions_of(project, sha256, coder=coder))
        for sha256 in {coding.document for coding in codings}
    }
    return [
        offer
        for facet in facets
        for offer in alias_offers(codings, texts=texts, codebook=project.codebook, facet=facet)
    ]


def rules_in_doubt(project: Project, *, coder: str, round_: str) -> list[RuleUse]:
    """Aliases and rules whose suggestions this coder rejected again and again, with their counts."""
    from annotator.suggest.learn import doubtful_rules, rule_uses

    documents = {decision.document for decision in all_decisions(project) if decision.coder == coder}
    suggestions: list[Suggestion] = []
    decisions: list[Decision] = []
    for entry in list_documents(project):
        if entry.sha256 in documents:
            suggestions += suggestions_of(project, entry.sha256)
            decisions += decisions_of(project, entry.sha256, coder=coder, round_=round_).values()
    return doubtful_rules(rule_uses(suggestions, decisions))
