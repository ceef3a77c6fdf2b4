"""A file's codings held against the project: which document, coder and code is meant, and does the text match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from annotator.acts import Change, coding_row, new_uuid, put_coding
from annotator.codebook import Codebook, FacetUnit
from annotator.errors import ActError, DocumentError, FormatError
from annotator.offsets import Unit
from annotator.plurals import plural
from annotator.records import Coding
from annotator.validate import attribute_allows, check_coding
from annotator.wording import later, say
from storage.clock import now
from storage.codings import codings_of
from storage.formats.dataset import Incoming
from storage.project import Project
from ui.workflows.code_map import CodeMap, in_our_words
from ui.workflows.incoming_texts import IncomingTexts, Item


@dataclass
class Desk:
    """The state of one import: what its codes are called here, and the ids and codings met so far. `coder` fills items that name none."""

    project: Project
    codebook: Codebook
    coder: str = ""
    codes: CodeMap = field(default_factory=dict)
    unit: Unit = "code points"
    skipped: int = 0
    """Codings that the map leaves out."""
    repeats: int = 0
    left: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(facet, attribute) -> the values of other tools that the codebook can't hold."""
    misplaced: Counter[tuple[str, FacetUnit]] = field(default_factory=Counter)
    """(facet, unit) -> codings of other tools of the unit that the facet does not code."""
    texts: IncomingTexts = field(init=False)
    _uuids: dict[str, str] = field(default_factory=dict)
    _present: dict[tuple[str, str], set[tuple[object, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = IncomingTexts(self.project)

    def coder_of(self, item: Item) -> str:
        coder = item.coder or self.coder
        if not coder:
            raise FormatError(say("{where}: no coder is named; give one with --coder NAME.", where=item.where))
        if len(coder) > 200 or not coder.replace("\u00a0", " ").isprintable() or coder != coder.strip():
            raise FormatError(
                say(
                    "{where}: {coder!r:.60} can't be a coder's name: give one line without space around.",
                    where=item.where,
                    coder=coder,
                )
            )
        return coder

    def change_of(self, item: Incoming) -> Change | None:
        """The change that adds a coding; None where the map leaves it out or the project has it already."""
        sha256 = self.texts.document(item)
        try:
            named = self.named(item)
            if named is None:
                self.skipped += 1
                return None
            if item.foreign and self._has_no_place(item, named[0]):
                return None
            attributes = self._known_attributes(item, named[0]) if item.foreign else dict(item.attributes)
            start, end = self.texts.span_of(item, sha256, unit=self.unit)
            coding = Coding(
                item.uuid or new_uuid(), sha256, self.coder_of(item), start, end, *named, attributes,
                item.origin, item.memo, item.certainty, item.round,  # type: ignore[arg-type]
                item.meaning_version or self.codebook.meaning, item.created or now(), item.suggestion,
            )  # fmt: skip
            check_coding(coding, self.codebook, length=len(self.texts.text(sha256)))
        except (ActError, DocumentError, FormatError) as fault:
            words = str(fault)
            raise (
                fault if item.where in words else FormatError(say("{where}: {words}", where=item.where, words=words))
            ) from fault
        self.texts.check_quote(item, coding)
        return self._unless_present(item, coding)

    def named(self, item: Incoming) -> tuple[str, str] | None:
        """(facet, code) here, None where the map leaves it out; FormatError (without a place) where it is not there."""
        facet, code, group = self.asked(item)
        return in_our_words(facet, code, self.codes, self.codebook, group=group)

    def asked(self, item: Incoming) -> tuple[str, str, str]:
        """(facet, code, group) of the file that are to be found here; the facet may be ""."""
        if item.foreign and item.facet and (self.codebook.facet(item.facet) is None or item.label in self._whole_names):
            return "", item.label or item.code, item.group  # the label only looks as if it named a facet
        return item.facet, item.code, item.group

    @cached_property
    def _whole_names(self) -> set[str]:
        """Codes and titles here, and labels in the map, that look like facet and code in one."""
        known = {name for code in self.codebook.codes() for name in (code.name, code.title)}
        return known | {code for facet, code in self.codes if not facet}

    def _known_attributes(self, item: Incoming, facet: str) -> dict[str, str]:
        """What the codebook can hold of another tool's attributes; the rest is counted."""
        here, kept = self.codebook.facet(facet), {}
        for name, value in item.attributes.items():
            attribute = here.attribute(name) if here else None
            if attribute and attribute_allows(attribute, value, self.codebook):
                kept[name] = value
            else:
                self.left[facet, name] += 1
        return kept

    def _has_no_place(self, item: Incoming, facet: str) -> bool:
        """Whether another tool's coding is of a whole document where the facet codes spans, or the other way round."""
        here = self.codebook.facet(facet)
        unit: FacetUnit = "document" if item.start is None else "span"
        if here is None or here.unit == unit:
            return False
        self.misplaced[facet, unit] += 1
        return True

    def notes(self) -> list[str]:
        misplaced = [
            say(_MISPLACED[unit], codings=plural(number, "coding"), facet=facet)
            for (facet, unit), number in sorted(self.misplaced.items())
        ]
        unheld = [
            say(
                "Left out: the attribute {name!r:.60} of {codings}, which facet {facet} has not, or not with such a value.",
                name=name,
                codings=plural(number, "coding"),
                facet=facet,
            )
            for (facet, name), number in sorted(self.left.items())
        ]
        return [*misplaced, *unheld]

    def _unless_present(self, item: Incoming, coding: Coding) -> Change | None:
        if coding.uuid in self._uuids:
            raise FormatError(
                say(
                    "{where}: the uuid {uuid} stands on {uuids} too; each coding needs its own.",
                    where=item.where,
                    uuid=coding.uuid,
                    uuids=self._uuids[coding.uuid],
                )
            )
        self._uuids[coding.uuid] = item.where
        present = self.project.tables.current("coding", coding.uuid) if item.uuid else None
        if present is not None:
            same = coding if item.created else coding._replace(created=str(present.get("created", "")))
            if {**coding_row(same), "suggestion": None} != {**present, "suggestion": None}:
                raise FormatError(
                    say(
                        "{where}: the uuid {uuid} is another coding in this project; leave uuid out to import it anew.",
                        where=item.where,
                        uuid=coding.uuid,
                    )
                )
        elif item.uuid or _content(coding) not in self._contents(coding):
            return put_coding(None, coding)
        self.repeats += 1
        return None

    def _contents(self, coding: Coding) -> set[tuple[object, ...]]:
        """What this coder had coded in this document before the import."""
        key = (coding.document, coding.coder)
        if key not in self._present:
            known = coding.document not in self.texts.new
            before = codings_of(self.project, coding.document, coder=coding.coder) if known else []
            self._present[key] = {_content(one) for one in before}
        return self._present[key]


def _content(coding: Coding) -> tuple[object, ...]:
    return (
        coding.start, coding.end, coding.facet, coding.code, tuple(sorted(coding.attributes.items())), coding.round,
    )  # fmt: skip


_MISPLACED: Mapping[FacetUnit, str] = {
    "span": later("Left out: {codings} of spans with codes of the facet {facet}, which codes whole documents."),
    "document": later("Left out: {codings} of whole documents with codes of the facet {facet}, which codes spans."),
}
