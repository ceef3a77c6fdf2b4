"""Aliases whose suggestions are rejected again and again: what they could become so that they are right.

Pure functions over what learn.py counts; nothing is changed here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from annotator.codebook import Alias, Codebook
from annotator.codebook_edit import change_code, need_code
from annotator.errors import CodebookError
from annotator.suggest.actor_lexicon import actor_lexicon
from annotator.suggest.learn import RuleUse, doubtful_rules
from annotator.suggest.names import fold
from annotator.wording import say

Remedy: TypeAlias = Literal["drop", "case", "government", "cue"]
"""drop: remove the alias. case: its capitals decide. government: only where it stands for its government, as a capital
does. cue: it is no alias of the codebook but a cue or a name of the wide lists, which people edit themselves."""
BY_ALIAS = frozenset({"name", "capital", "people", "person"})
"""Kinds of rule that offer an alias itself; phrases that it opens and like spellings are rules of their own."""

_LISTED = frozenset({"name", "capital", "people"})
"""Of these, rules whose names all are listed: in the codebook's aliases or its cues."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A use of a rule that is often rejected, the alias behind it (None: a cue), and what is offered to do."""

    use: RuleUse
    alias: Alias | None
    remedy: Remedy


def doubts(
    uses: Iterable[RuleUse],
    *,
    codebook: Codebook,
    quotes: Mapping[tuple[str, str], Mapping[str, Sequence[str]]],
    least: int = 3,
    share: float = 0.6,
) -> list[Doubt]:
    """The doubtful uses with a remedy each, most rejected first; see `learn.doubtful_rules` for `least` and `share`.

    `quotes`: (code, source) -> verdict -> the texts on which it was given. An alias that is right in another use is
    never offered for removal: as a name of a state it can be kept to where it stands for the government; otherwise it
    is only shown. What the codebook, changed meanwhile, no longer offers is passed over.
    """
    listed = list(uses)
    whole: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for use in listed:
        whole[use.facet, use.code, use.source].update(rejected=use.rejected, decided=use.decided)
    names = {(name.code, fold(name.text).casefold()) for name in actor_lexicon(codebook).listed}
    found = []
    for use in doubtful_rules(listed, least=least, share=share):
        alias = alias_of(use, codebook)
        if _is_settled(use, alias, names, quotes):
            continue
        if alias is None:
            found.append(Doubt(use, None, "cue"))
            continue
        total = whole[use.facet, use.code, use.source]
        said = quotes.get((use.code, use.source), {})
        if not alias.case and _capitals_decide(alias, said, share=share):
            found.append(Doubt(use, alias, "case"))
        elif total["rejected"] >= share * total["decided"]:
            found.append(Doubt(use, alias, "drop"))
        elif alias.options.get("kind") == "country" and ("role", "place") in use.attributes:
            found.append(Doubt(use, alias, "government"))
        else:
            found.append(Doubt(use, alias, "cue"))
    return found


def _is_settled(
    use: RuleUse,
    alias: Alias | None,
    names: Collection[tuple[str, str]],
    quotes: Mapping[tuple[str, str], Mapping[str, Sequence[str]]],
) -> bool:
    """Whether the codebook no longer offers what was rejected: it only was not pre-highlighted since."""
    kind, _, name = _rule(use)
    if alias is None:
        return kind in _LISTED and (use.code, name) not in names
    if alias.options.get("kind") == "capital" and kind != "capital" and ("role", "place") in use.attributes:
        return True
    wrong = quotes.get((use.code, use.source), {}).get("rejected", ())
    return alias.case and bool(wrong) and all(fold(quote) != fold(alias.text) for quote in wrong)


def _rule(use: RuleUse) -> tuple[str, str, str]:
    return use.source.partition(" ")[2].partition(":")


def alias_of(use: RuleUse, codebook: Codebook) -> Alias | None:
    """The alias of the codebook whose suggestions a rule's are; None for a cue or a name of the wide lists."""
    kind, _, name = _rule(use)
    code = codebook.code(use.facet, use.code)
    if code is None or kind not in BY_ALIAS:
        return None
    return next((alias for alias in code.aliases if fold(alias.text).casefold() == name), None)


def mended(codebook: Codebook, *, facet: str, code: str, text: str, remedy: Remedy) -> Codebook:
    """The codebook with the remedy for an alias. Raises CodebookError where there is no such alias or remedy."""
    aliases = need_code(codebook, facet, code).aliases
    same = [alias for alias in aliases if fold(alias.text) == fold(text)]
    if not same:
        raise CodebookError(say("The code {code} has no alias “{text}”.", code=code, text=text))
    if remedy == "drop":
        return change_code(codebook, facet, code, aliases=tuple(alias for alias in aliases if alias not in same))
    if remedy == "cue":
        raise CodebookError(
            say(
                "“{text}” can only be changed by hand: edit the aliases of {code} or the codebook's cues.",
                text=text,
                code=code,
            )
        )
    return change_code(codebook, facet, code, aliases=tuple(_narrower(a, remedy) if a in same else a for a in aliases))


def _narrower(alias: Alias, remedy: Remedy) -> Alias:
    if remedy == "case":
        return replace(alias, case=True)
    return replace(alias, options={**alias.options, "kind": "capital"})


def _capitals_decide(alias: Alias, said: Mapping[str, Sequence[str]], *, share: float) -> bool:
    """Whether all that was accepted is written as the alias, and most of what was rejected is not."""
    right = [quote for verdict in ("accepted", "edited") for quote in said.get(verdict, ())]
    wrong = said.get("rejected", ())
    other = sum(fold(quote) != fold(alias.text) for quote in wrong)
    return all(fold(quote) == fold(alias.text) for quote in right) and other > 0 and other >= share * len(wrong)
