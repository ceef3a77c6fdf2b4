"""A changed codebook into force, as one act with the codings that follow: first the plan, with counts, then the act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.acts import Act, Change, put_coding
from annotator.codebook import Codebook
from annotator.codebook_diff import Difference, changed_meanings, codebook_differences, next_versions
from annotator.codebook_file import check_codebook
from annotator.errors import CodebookError
from annotator.records import Coding
from annotator.wording import say
from storage.codebooks import set_codebook
from storage.codings import all_codings
from storage.project import Project, Receipt
from storage.texts import stored_text

Moves = Mapping[tuple[str, str], str]
"""(facet, old code) -> the code that its codings get."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a change would do. `touched`: coder -> codings that get another code; `meaning`: codings whose code's
    meaning changes, so that they are compared with later ones only when told so."""

    codebook: Codebook
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]
    touched: Mapping[str, int]
    meaning: int

    @property
    def kind(self) -> str:
        """Which version number goes up: "meaning", "aids" or "" for no change."""
        parts = {difference.part for difference in self.differences}
        return "meaning" if "meaning" in parts else "aids" if parts else ""


def plan_codebook(project: Project, new: Codebook, *, moves: Moves | None = None) -> Plan:
    """Check a changed codebook and count what it touches. `moves`: codes whose codings get another one (a merge or a
    new name). Raises CodebookError where the codebook is faulty or codings would be left without a code."""
    old = project.codebook
    versioned = next_versions(old, new)
    check_codebook(versioned, where=say("The codebook"))
    moved = dict(moves or {})
    changes: list[Change] = []
    touched: Counter[str] = Counter()
    meaning, concerned = 0, changed_meanings(old, versioned)
    for coding in all_codings(project):
        after = _follow(coding, moved, versioned)
        if after != coding:
            changes.append(put_coding(coding, after))
            touched[coding.coder] += 1
        elif (coding.facet, coding.code) in concerned:
            meaning += 1
        if versioned.code(after.facet, after.code) is None:
            raise CodebookError(
                say(
                    "Codings use {facet}:{code}: retire it or merge it into another code instead of removing it.",
                    facet=coding.facet,
                    code=coding.code,
                )
            )
    return Plan(versioned, tuple(codebook_differences(old, versioned)), tuple(changes), touched, meaning)


def _follow(coding: Coding, moves: Moves, codebook: Codebook) -> Coding:
    """The coding with its code, and attributes that name codes, as the moves say."""
    code = moves.get((coding.facet, coding.code), coding.code)
    facet = codebook.facet(coding.facet)
    attributes = dict(coding.attributes)
    for attribute in facet.attributes if facet else ():
        if attribute.type == "code" and attribute.name in attributes:
            value = attributes[attribute.name]
            attributes[attribute.name] = moves.get((attribute.facet, value), value)
    return coding._replace(code=code, attributes=attributes)


def put_codebook(project: Project, plan: Plan, *, person: str) -> Receipt | None:
    """Put the planned codebook in force; one act, one undo. None where nothing changes."""
    if not plan.differences and not plan.changes:
        return None
    act, texts = set_codebook(project.connection, plan.codebook, person=person)
    return project.commit(Act("codebook", person, (*act.changes, *plan.changes)), texts=texts)


def coded_texts(project: Project, facet: str, code: str, *, most: int = 200) -> list[tuple[str, int]]:
    """The texts that were coded so, in one line each, the most frequent first, with how often."""
    counts: Counter[str] = Counter()
    texts: dict[str, str] = {}
    for coding in all_codings(project):
        if (coding.facet, coding.code) != (facet, code) or coding.span is None:
            continue
        if coding.document not in texts:
            texts[coding.document] = stored_text(project, coding.document)
        counts[" ".join(texts[coding.document][coding.span.start : coding.span.end].split())] += 1
    return counts.most_common(most)


def describe(difference: Difference) -> str:
    """A difference in words: "actor: code imu changed (aliases)"."""
    what = difference.facet or "codebook"
    if difference.code:
        what += f": code {difference.code}"
    elif difference.attribute:
        what += f": attribute {difference.attribute}"
    return f"{what} {difference.change}{f' ({difference.field})' if difference.field else ''}"
