"""A corrected text (a bad scan, say) is a new document: the codings of the old one are carried over by alignment."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.acts import code_all, new_uuid
from annotator.carry import carry
from annotator.errors import DocumentError
from annotator.records import Coding
from annotator.wording import say
from storage.clock import now
from storage.codings import codings_of, known_coders
from storage.project import Project, Receipt
from storage.texts import load_document


@dataclass(frozen=True, slots=True)
class Carried:
    """What came over: codings without doubt, doubtful ones with the reason, and those that found no place."""

    sure: tuple[Coding, ...]
    doubtful: tuple[tuple[Coding, str], ...]
    lost: tuple[tuple[Coding, str], ...]
    receipt: Receipt | None = None


def carry_codings(project: Project, old: str, new: str, *, dry_run: bool = False) -> Carried:
    """Carry all coders' codings from document `old` to `new` (names or sha256s), as one act; origin "propagated".

    Doubtful ones come over with a memo that says so, for review; codings that stand in `new` already are left alone.
    Raises DocumentError where a document is unknown or the two are one.
    """
    before, after = load_document(project, old), load_document(project, new)
    if before.sha256 == after.sha256:
        raise DocumentError(say("{old} and {new} are the same text: there is nothing to carry.", old=old, new=new))
    codings = [c for coder in known_coders(project) for c in codings_of(project, before.sha256, coder=coder)]
    present = {_what(c) for coder in known_coders(project) for c in codings_of(project, after.sha256, coder=coder)}
    spans = [coding.span for coding in codings if coding.span]
    places = iter(carry(before.text, after.text, spans=spans))
    sure: list[Coding] = []
    doubtful: list[tuple[Coding, str]] = []
    lost: list[tuple[Coding, str]] = []
    for coding in codings:
        moved = coding._replace(
            uuid=new_uuid(), document=after.sha256, origin="propagated", created=now(), suggestion=None
        )
        if coding.span:
            place = next(places)
            if place.span is None:
                lost.append((coding, place.reason))
                continue
            moved = moved._replace(start=place.span.start, end=place.span.end)
            if place.doubtful:
                note = f"Carried over from {before.name}, in doubt: {place.reason}"
                moved = moved._replace(memo=f"{coding.memo}\n{note}".strip())
                if _what(moved) not in present:
                    doubtful.append((moved, place.reason))
                continue
        if _what(moved) not in present:
            sure.append(moved)
    receipt = None
    everything = [*sure, *(coding for coding, _ in doubtful)]
    if everything and not dry_run:
        receipt = project.commit(code_all(project.person, everything, kind="carry"))
    return Carried(tuple(sure), tuple(doubtful), tuple(lost), receipt)


def _what(coding: Coding) -> tuple[object, ...]:
    return (
        coding.coder,
        coding.start,
        coding.end,
        coding.facet,
        coding.code,
        tuple(sorted(coding.attributes.items())),
        coding.round,
    )
