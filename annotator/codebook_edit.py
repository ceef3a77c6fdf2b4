"""Changes to a codebook as pure functions: a codebook in, the changed codebook out. Versions: codebook_diff.py.

Every function raises CodebookError in one sentence where the change breaks a rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from annotator.codebook import Alias, Code, Codebook, Facet
from annotator.errors import CodebookError
from annotator.wording import say

_NAME = re.compile(r"[^\W\d]\w*")


def need_facet(codebook: Codebook, facet: str) -> Facet:
    found = codebook.facet(facet)
    if found is None:
        raise CodebookError(
            say(
                "The codebook has no facet {facet!r}: it has {facets}.",
                facet=facet,
                facets=", ".join(f.name for f in codebook.facets),
            )
        )
    return found


def need_code(codebook: Codebook, facet: str, code: str) -> Code:
    found = need_facet(codebook, facet).code(code)
    if found is None:
        raise CodebookError(say("Facet {facet} has no code {code!r}: choose one that it has.", facet=facet, code=code))
    return found


def with_facet(codebook: Codebook, name: str, change: Callable[[Facet], Facet]) -> Codebook:
    need_facet(codebook, name)
    return replace(codebook, facets=tuple(change(f) if f.name == name else f for f in codebook.facets))


def with_facets(codebook: Codebook, made: Iterable[Facet]) -> Codebook:
    """The codebook's facets in their order, in their new form where `made` has them; then those that are only there."""
    new = {facet.name: facet for facet in made}
    kept = [new.pop(facet.name, facet) for facet in codebook.facets]
    return replace(codebook, facets=(*kept, *new.values()))


def with_codes(codebook: Codebook, facet: str, change: Callable[[tuple[Code, ...]], Iterable[Code]]) -> Codebook:
    return with_facet(codebook, facet, lambda f: replace(f, codes=tuple(change(f.codes))))


def name_from(title: str) -> str:
    """An identifier made of a title: "Jaish al-Adl" -> jaish_al_adl."""
    return re.sub(r"\W+", "_", title.casefold()).strip("_")


def add_code(codebook: Codebook, facet: str, name: str, **fields: Any) -> Codebook:
    """A new code at the end of the facet. `fields` are those of Code."""
    if not _NAME.fullmatch(name):
        raise CodebookError(
            say("{name!r} can't be a code's name: use letters, digits and _, beginning with a letter.", name=name)
        )
    if need_facet(codebook, facet).code(name) is not None:
        raise CodebookError(
            say("Facet {facet} has a code {name!r} already: choose another name.", facet=facet, name=name)
        )
    return with_codes(codebook, facet, lambda codes: (*codes, Code(name, facet, **fields)))


def change_code(codebook: Codebook, facet: str, name: str, **fields: Any) -> Codebook:
    """A code with other fields (title, definition, use, avoid, examples, aliases, colour, key, group, memo, retired)."""
    need_code(codebook, facet, name)
    return with_codes(codebook, facet, lambda codes: (replace(c, **fields) if c.name == name else c for c in codes))


def rename_code(codebook: Codebook, facet: str, name: str, new: str) -> Codebook:
    """Another name, in attributes' `also` and defaults too. Codings follow in the same act (see codebook_acts.py)."""
    need_code(codebook, facet, name)
    if new == name:
        return codebook
    if not _NAME.fullmatch(new):
        raise CodebookError(
            say("{new!r} can't be a code's name: use letters, digits and _, beginning with a letter.", new=new)
        )
    if need_facet(codebook, facet).code(new) is not None:
        raise CodebookError(
            say("Facet {facet} has a code {new!r} already: merge the two instead.", facet=facet, new=new)
        )
    return with_codes(codebook, facet, lambda codes: (replace(c, name=new) if c.name == name else c for c in codes))


def retire_code(codebook: Codebook, facet: str, name: str, *, retired: bool = True) -> Codebook:
    """No longer offered, but readable and comparable; or offered again."""
    return change_code(codebook, facet, name, retired=retired)


def merge_codes(codebook: Codebook, facet: str, names: Iterable[str], into: str) -> Codebook:
    """Retire `names` in favour of `into`, which takes over their aliases. Nothing is deleted."""
    kept = need_code(codebook, facet, into)
    gone = [need_code(codebook, facet, name) for name in names]
    if not gone or any(code.name == into for code in gone):
        raise CodebookError(say("A merge needs other codes than the one that is kept."))
    known = {alias.text for alias in kept.aliases}
    aliases = list(kept.aliases)
    for code in gone:
        aliases += [alias for alias in code.aliases if alias.text not in known]
        known |= {alias.text for alias in code.aliases}
    left = codebook
    for code in gone:
        left = change_code(left, facet, code.name, retired=True, aliases=())
    return change_code(left, facet, into, aliases=tuple(aliases))


def split_code(codebook: Codebook, facet: str, name: str, new: str, *, title: str, definition: str = "") -> Codebook:
    """A new code beside `name` that takes over some of its meaning; which codings move is chosen one by one."""
    place = [code.name for code in need_facet(codebook, facet).codes].index(need_code(codebook, facet, name).name)
    added = add_code(
        codebook, facet, new, title=title, definition=definition, colour=need_code(codebook, facet, name).colour
    )

    def beside(codes: tuple[Code, ...]) -> list[Code]:
        return [*codes[: place + 1], codes[-1], *codes[place + 1 : -1]]

    return with_codes(added, facet, beside)


def add_alias(codebook: Codebook, facet: str, name: str, text: str, *, case: bool = False) -> Codebook:
    """A spelling by which suggestions find the code."""
    words = " ".join(text.split())
    if not words:
        raise CodebookError(say("An alias needs some text."))
    code = need_code(codebook, facet, name)
    if any(alias.text == words for alias in code.aliases):
        raise CodebookError(
            say("{words!r} is an alias of {title} already.", words=words, title=code.title or code.name)
        )
    return change_code(codebook, facet, name, aliases=(*code.aliases, Alias(words, case=case)))
