"""A file's codings held against the project: which document, coder and code is meant, and does the text match."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from annotator.acts import Change, coding_row, new_uuid, put_coding
from annotator.codebook import Codebook, FacetUnit
from annotator.errors import ActError, DocumentError, FormatError
from annotator.offsets import Offsets, Unit, clean, lone_surrogate
from annotator.records import Coding
from annotator.validate import attribute_allows, check_coding
from storage.clock import now
from storage.codings import codings_of
from storage.formats.dataset import Incoming, IncomingDocument, IncomingDone, Parcel
from storage.project import Project
from storage.texts import NewDocument, clash, find_document, list_documents, stored_text
from ui.workflows.code_map import CodeMap, in_our_words

Item = Incoming | IncomingDone
OPTION: Mapping[str, Unit] = {"code-points": "code points", "utf-16": "utf-16", "bytes": "bytes"}
"""What `--offsets` may say -> the unit it means."""


@dataclass
class Desk:
    """The state of one import: texts, names and ids met so far. `coder` fills items that name none."""

    project: Project
    codebook: Codebook
    coder: str = ""
    codes: CodeMap = field(default_factory=dict)
    unit: Unit = "code points"
    new: dict[str, NewDocument] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """sha256 of the stored text -> the document's name here."""
    skipped: int = 0
    """Codings that the map leaves out."""
    repeats: int = 0
    left: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(facet, attribute) -> the values of other tools that the codebook can't hold."""
    misplaced: Counter[tuple[str, FacetUnit]] = field(default_factory=Counter)
    """(facet, unit) -> codings of other tools of the unit that the facet does not code."""
    _found: dict[tuple[str, str], str] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    _raw: dict[str, str] = field(default_factory=dict)
    _uuids: dict[str, str] = field(default_factory=dict)
    _offsets: dict[str, Offsets] = field(default_factory=dict)
    _present: dict[tuple[str, str], set[tuple[object, ...]]] = field(default_factory=dict)

    # Documents

    def take_documents(self, documents: Iterable[IncomingDocument]) -> None:
        """Match each text that came along with one of the project, by the text itself; the others are new."""
        for item in documents:
            self._take_document(item)

    def _take_document(self, item: IncomingDocument) -> None:
        if lone_surrogate(item.text) is not None:
            raise FormatError(f"{item.where}: the text holds half a surrogate pair and can't be stored.")
        stored = item.sha256 == hashlib.sha256(item.text.encode("utf-8")).hexdigest()
        text = item.text if stored else clean(item.text)  # a stored text may begin with a second byte-order mark
        document = NewDocument(item.name, text, item.regions, dict(item.metadata), dict(item.details))
        sha256 = document.sha256
        if item.sha256 and item.sha256 != sha256 and clash(self.project, item.sha256):
            sha256 = self._same_but_for_forbidden(item)
        here = clash(self.project, sha256)
        if here is None and sha256 not in self.new:
            self._check_new(item, text)
            self.new[sha256] = document
        self.names[sha256] = here or self.new[sha256].name
        self._texts.setdefault(sha256, text if here is None else stored_text(self.project, sha256))
        self._raw.setdefault(item.key, item.text)
        self._found[item.key, item.name] = self._found.setdefault((item.key, ""), sha256)

    def _same_but_for_forbidden(self, item: IncomingDocument) -> str:
        """The hash that the file gives, where only characters differ that its format can't hold."""
        ours = stored_text(self.project, item.sha256)
        if len(ours) != len(item.text) or any(a != b and b != "\ufffd" for a, b in zip(ours, item.text, strict=True)):
            raise FormatError(
                f"{item.where}: the text of {item.name!r:.80} is not the one that its sha256 says: get the file anew."
            )
        return item.sha256

    def _check_new(self, item: IncomingDocument, text: str) -> None:
        if not text.strip():
            raise FormatError(f"{item.where}: the text of {item.name!r:.80} is empty.")
        name = item.name
        if not name or len(name) > 1_000 or not name.isprintable():
            raise FormatError(f"{item.where}: {name!r:.80} can't be a document's name: give it one line of text.")
        if name in self._taken or name in {document.name for document in self.new.values()}:
            raise FormatError(
                f"{item.where}: another document is named {name!r:.80} but has another text; rename one of them."
            )

    @cached_property
    def _taken(self) -> set[str]:
        return {entry.name for entry in list_documents(self.project)}

    def document(self, item: Item) -> str:
        """The sha256 of the document that is meant: by the hash where one is given, else by name."""
        key = (item.sha256, item.document)
        if key not in self._found:
            self._found[key] = self._found.get((item.sha256, "")) or self._look_up(item)
        return self._found[key]

    def _look_up(self, item: Item) -> str:
        if not item.sha256:
            brought = {sha256 for sha256, document in self.new.items() if document.name == item.document}
            if len(brought) == 1:
                return brought.pop()
        try:
            entry = find_document(self.project, item.sha256 or item.document)
        except DocumentError as fault:
            if item.sha256 and item.document in self._taken:
                raise FormatError(
                    f"{item.where}: the {item.document} of this project has another text (its sha256 is not"
                    f" {item.sha256[:12]}…): `add` the text that was coded."
                ) from fault
            if item.sha256:
                raise FormatError(
                    f"{item.where}: the project has no document with the sha256 of {item.document!r:.80}: `add` it first."
                ) from fault
            raise FormatError(f"{item.where}: {fault}") from fault
        self.names[entry.sha256] = entry.name
        return entry.sha256

    def text(self, sha256: str) -> str:
        if sha256 not in self._texts:
            self._texts[sha256] = stored_text(self.project, sha256)
        return self._texts[sha256]

    def raw_text(self, item: Item) -> str:
        """The text that the item's offsets count in: the file's own where it brought one."""
        sha256 = self.document(item)
        return self._raw.get(item.sha256, self.text(sha256))

    def coder_of(self, item: Item) -> str:
        coder = item.coder or self.coder
        if not coder:
            raise FormatError(f"{item.where}: no coder is named; give one with --coder NAME.")
        if len(coder) > 200 or not coder.replace("\u00a0", " ").isprintable() or coder != coder.strip():
            raise FormatError(
                f"{item.where}: {coder!r:.60} can't be a coder's name: give one line without space around."
            )
        return coder

    # Codings

    def change_of(self, item: Incoming) -> Change | None:
        """The change that adds a coding; None where the map leaves it out or the project has it already."""
        sha256 = self.document(item)
        try:
            named = self.named(item)
            if named is None:
                self.skipped += 1
                return None
            if item.foreign and self._has_no_place(item, named[0]):
                return None
            attributes = self._known_attributes(item, named[0]) if item.foreign else dict(item.attributes)
            start, end = self._span(item, sha256)
            coding = Coding(
                item.uuid or new_uuid(), sha256, self.coder_of(item), start, end, *named, attributes,
                item.origin, item.memo, item.certainty, item.round,  # type: ignore[arg-type]
                item.meaning_version or self.codebook.meaning, item.created or now(), item.suggestion,
            )  # fmt: skip
            check_coding(coding, self.codebook, length=len(self.text(sha256)))
        except (ActError, DocumentError, FormatError) as fault:
            words = str(fault)
            raise fault if words.startswith(item.where) else FormatError(f"{item.where}: {words}") from fault
        self._check_quote(item, coding)
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
            f"Left out: {number:,} codings of {_UNITS[unit]} with codes of the facet {facet}, which codes"
            f" {_UNITS['document' if unit == 'span' else 'span']}."
            for (facet, unit), number in sorted(self.misplaced.items())
        ]
        unheld = [
            f"Left out: the attribute {name!r:.60} of {number:,} codings, which facet {facet} has not, or not with such a"
            " value."
            for (facet, name), number in sorted(self.left.items())
        ]
        return [*misplaced, *unheld]

    def _span(self, item: Incoming, sha256: str) -> tuple[int | None, int | None]:
        """Start and end in code points of the stored text, from what the file counts in its own text."""
        start, end, raw = item.start, item.end, self._raw.get(item.sha256)
        if start is None or end is None:
            return start, end
        if self.unit != "code points":
            if item.sha256 not in self._offsets:
                self._offsets[item.sha256] = Offsets(self.text(sha256) if raw is None else raw)
            start, end = self._offsets[item.sha256].span_from(start, end, unit=self.unit)
        if raw is not None and raw != self.text(sha256) and 0 <= start <= end <= len(raw) and "\ufffd" not in raw:
            return len(clean(raw[:start])), len(clean(raw[:end]))
        return start, end

    def _check_quote(self, item: Incoming, coding: Coding) -> None:
        if item.text is None or coding.span is None:
            return
        there = self.text(coding.document)[coding.span.start : coding.span.end]
        if there == item.text or there == clean(item.text):
            return
        raise FormatError(
            f"{item.where}: the text is {item.text!r:.60}, but {item.document} has {there!r:.60} at {item.start}."
        )

    def _unless_present(self, item: Incoming, coding: Coding) -> Change | None:
        if coding.uuid in self._uuids:
            raise FormatError(
                f"{item.where}: the uuid {coding.uuid} stands on {self._uuids[coding.uuid]} too; each coding needs its own."
            )
        self._uuids[coding.uuid] = item.where
        present = self.project.tables.current("coding", coding.uuid) if item.uuid else None
        if present is not None:
            same = coding if item.created else coding._replace(created=str(present.get("created", "")))
            if {**coding_row(same), "suggestion": None} != {**present, "suggestion": None}:
                raise FormatError(
                    f"{item.where}: the uuid {coding.uuid} is another coding in this project;"
                    " leave uuid out to import it anew."
                )
        elif item.uuid or _content(coding) not in self._contents(coding):
            return put_coding(None, coding)
        self.repeats += 1
        return None

    def _contents(self, coding: Coding) -> set[tuple[object, ...]]:
        """What this coder had coded in this document before the import."""
        key = (coding.document, coding.coder)
        if key not in self._present:
            known = coding.document not in self.new
            before = codings_of(self.project, coding.document, coder=coding.coder) if known else []
            self._present[key] = {_content(one) for one in before}
        return self._present[key]


def _content(coding: Coding) -> tuple[object, ...]:
    return (
        coding.start, coding.end, coding.facet, coding.code, tuple(sorted(coding.attributes.items())), coding.round,
    )  # fmt: skip


def check_unit(parcel: Parcel, text_of: Callable[[Item], str], *, unit: Unit) -> None:
    """Raise FormatError if the file's quotes fit, as a whole, only where its offsets count something else.

    Said before anything else is: one shifted quote alone would read like a slip of one line.
    """
    by_document: defaultdict[tuple[str, str], list[Incoming]] = defaultdict(list)
    for item in parcel.codings:
        if item.text is not None and item.start is not None and item.end is not None:
            by_document[item.sha256, item.document].append(item)
    for items in by_document.values():
        text = text_of(items[0])
        quotes = [(item.start, item.end, item.text) for item in items]
        if all(text[a:b] == quote for a, b, quote in quotes) or text.isascii():
            continue
        fits = Offsets(text).recognise([(a, b, q) for a, b, q in quotes if a is not None and b is not None and q])
        if fits is None or fits == unit:
            continue
        option = next(name for name, meant in OPTION.items() if meant == fits)
        first = next((item for item, (a, b, q) in zip(items, quotes, strict=True) if text[a:b] != q), items[0])
        raise FormatError(
            f"{first.where}: the offsets in {first.document} count {_WORDS[fits]}, not {_WORDS[unit]}:"
            f" import with --offsets {option} to convert them."
        )


_UNITS: Mapping[FacetUnit, str] = {"span": "spans", "document": "whole documents"}
_WORDS: Mapping[Unit, str] = {"code points": "characters", "utf-16": "UTF-16 units", "bytes": "UTF-8 bytes"}
