"""A stance in the making: what is offered, and what its holder, side and target rest on."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.suggest.found import Found


@dataclass(frozen=True, slots=True)
class Draft(Found):
    """A stance as it is read from its own clause.

    `at`: the place of the word that carries it; `named`: whether the grammar names its target, so that what stands
    around it does not matter. `about`: of what kind the unnamed thing is that it is about: "speech" (a claim, a plan),
    "harm" (an attack, its doers), or none of these. `held`: how its holder was found, `sided`: what its side rests on
    (names of weights in [confidence]).
    """

    at: int = 0
    named: bool = True
    about: str = ""
    held: str = ""
    sided: tuple[str, ...] = ()


def draft(found: Found, *, at: int, named: bool, about: str = "", held: str = "", sided: tuple[str, ...] = ()) -> Draft:
    return Draft(
        found.start, found.end, found.facet, found.code, found.rule, found.score, found.attributes, at, named, about,
        held, sided,
    )  # fmt: skip
