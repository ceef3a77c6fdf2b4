"""A stance in the making: what is offered, and how plainly its target is named."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.suggest.found import Found


@dataclass(frozen=True, slots=True)
class Draft(Found):
    """A stance as it is read from its own clause.

    `at`: the place of the word that carries it; `named`: whether the grammar names its target, so that what stands
    around it does not matter. `about`: of what kind the unnamed thing is that it is about: "speech" (a claim, a plan),
    "harm" (an attack, its doers), or none of these.
    """

    at: int = 0
    named: bool = True
    about: str = ""


def draft(found: Found, *, at: int, named: bool, about: str = "") -> Draft:
    return Draft(
        found.start, found.end, found.facet, found.code, found.rule, found.score, found.attributes, at, named, about
    )
