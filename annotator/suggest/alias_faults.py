"""Aliases of the actor facet whose kind or rule nobody knows."""

from __future__ import annotations

import re

from annotator.codebook import Alias, Codebook
from annotator.codebook_file import codebook_to_toml
from annotator.codebook_lines import TomlLines
from annotator.suggest.found import PatternFault
from annotator.suggest.names import FACET, KINDS
from annotator.wording import later, say

RULES = ("", "branch", "defined", "named")
"""What `when` may say, besides "before DATE" and "after DATE"; see docs/codebook-format.md."""
RULE_WORDS = later("branch, defined, named, before or after YYYY-MM-DD")
_DATED = re.compile(r"(before|after) \d{4}-\d\d-\d\d\Z")


def alias_faults(codebook: Codebook, text: str = "", *, where: str = "") -> tuple[PatternFault, ...]:
    """Aliases whose `kind` or `when` nobody knows, with their line in the codebook's file.

    `text` and `where`: that file as it stands, and its name; else what the program would write for the codebook. Such
    an alias still counts, as a plain name.
    """
    found: list[PatternFault] = []
    lines: TomlLines | None = None
    for number, facet in enumerate(codebook.facets):
        for place, code in enumerate(facet.codes if facet.name == FACET else ()):
            for alias in () if code.retired else code.aliases:
                problem = alias_problem(alias, code.name)
                if not problem:
                    continue
                lines = lines or TomlLines(text or codebook_to_toml(codebook))
                line = lines.line("facet", number, "code", place, "aliases", containing=f'"{alias.text}"')
                found.append(
                    PatternFault(
                        where or say("{name}.toml as `codebook -o` writes it", name=codebook.name), line, problem
                    )
                )
    return tuple(found)


def alias_problem(alias: Alias, code: str) -> str:
    kind, when = alias.options.get("kind", "name"), alias.options.get("when", "")
    if kind not in KINDS:
        return say(
            "alias “{text}” of {code} has the unknown kind {kind!r}; allowed: {kinds}.",
            text=alias.text,
            code=code,
            kind=kind,
            kinds=", ".join(KINDS),
        )
    if not known_rule(when):
        return say(
            "alias “{text}” of {code} has the unknown rule {when!r}; allowed: {rules}.",
            text=alias.text,
            code=code,
            when=when,
            rules=say(RULE_WORDS),
        )
    return ""


def known_rule(when: object) -> bool:
    """Whether `when` is a rule that decides between the readings of a name, or empty."""
    return when in RULES or (isinstance(when, str) and _DATED.match(when) is not None)
