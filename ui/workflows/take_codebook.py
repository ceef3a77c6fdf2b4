"""A codebook from a file into a project: what would change, then a new version in force."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from annotator.codebook import Codebook
from annotator.codebook_diff import Difference, codebook_differences, next_versions
from annotator.errors import FormatError
from annotator.wording import say
from storage.codebooks import set_codebook
from storage.codings import all_codings, coding_counts
from storage.project import Project, Receipt


@dataclass(frozen=True, slots=True)
class Taken:
    """What changed (or would). `orphans`: (facet, code) without a place in the new codebook -> codings that have it."""

    codebook: Codebook
    differences: tuple[Difference, ...]
    orphans: dict[tuple[str, str], int]
    receipt: Receipt | None = None


def taken_codebook(project: Project, codebook: Codebook | None) -> Codebook:
    """The codebook with the versions that follow the project's; its own where the project has no codings yet.

    What stays the same keeps the project's codebook as it is. FormatError where the file carries none.
    """
    if codebook is None:
        raise FormatError(say("This file carries no codebook: leave --take-codebook out."))
    if not coding_counts(project):
        return codebook
    return next_versions(project.codebook, codebook)


def take_codebook(project: Project, codebook: Codebook, *, dry_run: bool = False) -> Taken:
    """Put `codebook` in force as one act, as the version that follows, unless nothing changes or it is a dry run."""
    new = taken_codebook(project, codebook)
    found = tuple(codebook_differences(project.codebook, new))
    orphans = orphaned(project, new)
    if dry_run or not found:
        return Taken(new, found, orphans)
    act, texts = set_codebook(project.connection, new, person=project.person)
    return Taken(new, found, orphans, project.commit(act, texts=texts))


def orphaned(project: Project, new: Codebook) -> dict[tuple[str, str], int]:
    """Codes with codings that `new` does not have."""
    gone = {(c.facet, c.name) for c in project.codebook.codes()} - {(c.facet, c.name) for c in new.codes()}
    used = Counter((coding.facet, coding.code) for coding in all_codings(project)) if gone else Counter()
    return {key: number for key, number in sorted(used.items()) if key in gone}
