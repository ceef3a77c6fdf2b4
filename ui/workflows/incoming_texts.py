"""Which document of the project a file's codings mean, and where in its text they stand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from annotator.errors import DocumentError, FormatError
from annotator.offsets import Offsets, Unit, clean, lone_surrogate
from annotator.records import Coding
from annotator.wording import say
from storage.formats.dataset import Incoming, IncomingDocument, IncomingDone
from storage.project import Project
from storage.texts import NewDocument, clash, find_document, list_documents, stored_text

Item = Incoming | IncomingDone


@dataclass
class IncomingTexts:
    """The documents of one import: those that came along, and those of the project that are meant."""

    project: Project
    new: dict[str, NewDocument] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """sha256 of the stored text -> the document's name here."""
    _found: dict[tuple[str, str], str] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    _raw: dict[str, str] = field(default_factory=dict)
    _offsets: dict[str, Offsets] = field(default_factory=dict)

    def take_documents(self, documents: Iterable[IncomingDocument]) -> None:
        """Match each text that came along with one of the project, by the text itself; the others are new."""
        for item in documents:
            self._take_document(item)

    def _take_document(self, item: IncomingDocument) -> None:
        if lone_surrogate(item.text) is not None:
            raise FormatError(
                say("{where}: the text holds half a surrogate pair and can't be stored.", where=item.where)
            )
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
                say(
                    "{where}: the text of {name!r:.80} is not the one that its sha256 says: get the file anew.",
                    where=item.where,
                    name=item.name,
                )
            )
        return item.sha256

    def _check_new(self, item: IncomingDocument, text: str) -> None:
        if not text.strip():
            raise FormatError(say("{where}: the text of {name!r:.80} is empty.", where=item.where, name=item.name))
        name = item.name
        if not name or len(name) > 1_000 or not name.isprintable():
            raise FormatError(
                say(
                    "{where}: {name!r:.80} can't be a document's name: give it one line of text.",
                    where=item.where,
                    name=name,
                )
            )
        if name in self._taken or name in {document.name for document in self.new.values()}:
            raise FormatError(
                say(
                    "{where}: another document is named {name!r:.80} but has another text; rename one of them.",
                    where=item.where,
                    name=name,
                )
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
                    say(
                        "{where}: the {document} of this project has another text (its sha256 is not"
                        " {sha256}…): `add` the text that was coded.",
                        where=item.where,
                        document=item.document,
                        sha256=item.sha256[:12],
                    )
                ) from fault
            if item.sha256:
                raise FormatError(
                    say(
                        "{where}: the project has no document with the sha256 of {document!r:.80}: `add` it first.",
                        where=item.where,
                        document=item.document,
                    )
                ) from fault
            raise FormatError(say("{where}: {fault}", where=item.where, fault=fault)) from fault
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

    def span_of(self, item: Incoming, sha256: str, *, unit: Unit) -> tuple[int | None, int | None]:
        """Start and end in code points of the stored text, from what the file counts in its own text."""
        start, end, raw = item.start, item.end, self._raw.get(item.sha256)
        if start is None or end is None:
            return start, end
        if unit != "code points":
            if item.sha256 not in self._offsets:
                self._offsets[item.sha256] = Offsets(self.text(sha256) if raw is None else raw)
            start, end = self._offsets[item.sha256].span_from(start, end, unit=unit)
        if raw is not None and raw != self.text(sha256) and 0 <= start <= end <= len(raw) and "\ufffd" not in raw:
            return len(clean(raw[:start])), len(clean(raw[:end]))
        return start, end

    def check_quote(self, item: Incoming, coding: Coding) -> None:
        if item.text is None or coding.span is None:
            return
        there = self.text(coding.document)[coding.span.start : coding.span.end]
        if there == item.text or there == clean(item.text):
            return
        raise FormatError(
            say(
                "{where}: the text is {text!r:.60}, but {document} has {there!r:.60} at {start}.",
                where=item.where,
                text=item.text,
                document=item.document,
                there=there,
                start=item.start,
            )
        )
