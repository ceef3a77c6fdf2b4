"""spaCy DocBin: coders' spans in doc.spans[coder], one voice's in doc.ents; what is off token edges is reported."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.records import Coding, Document
from annotator.wording import later, say, say_count
from storage.atomic import replacing
from storage.formats import checks
from storage.formats.dataset import Dataset, Incoming, IncomingDocument, IncomingDone, Loss, Parcel, Written
from storage.formats.jsonl import coding_line, item_of, lines
from storage.formats.labels import label, parted
from storage.formats.losses import counted
from storage.formats.registry import Format
from storage.formats.voices import WORDS, default_voice, voice, without_overlap

KEY = "intercoder"
"""Under this key of doc.user_data stand the document's name and hash, and what spans cannot carry."""
_LOST = frozenset({"metadata", "regions"})
_ALIGN = ("expand", "contract", "strict")


def write(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
    """Write a .spacy file. `align`: spaCy's alignment modes; `ents`: whose codings stand in doc.ents."""
    import spacy
    from spacy.tokens import DocBin

    align = str(options.get("align") or "expand")
    if align not in _ALIGN:
        raise FormatError(
            say("The option align is one of {known}, not {align!r}.", known=", ".join(_ALIGN), align=align)
        )
    nlp = spacy.blank(dataset.codebook.language or "en")
    nlp.max_length = max((len(d.text) for d in dataset.documents), default=0) + 1
    bins = DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"], store_user_data=True)
    losses: list[Loss] = []
    codings, entities = _by_document(dataset.checked().codings), _by_document(_entity_codings(dataset, options, losses))
    further: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines(dataset):
        if "done" in line or line["start"] is None:
            further[line["sha256"]].append(line)
    for document in dataset.each(dataset.documents):
        doc = nlp.make_doc(document.text)
        _mark(doc, document, codings[document.sha256], align, losses, further[document.sha256])
        _mark_entities(doc, document, entities[document.sha256], align, losses)
        bins.add(doc)
    with replacing(path) as draft:
        draft.write_bytes(bins.to_bytes())
    return Written([path], [*counted(dataset, _LOST), *losses])


def _by_document(codings: Iterable[Coding]) -> defaultdict[str, list[Coding]]:
    found: defaultdict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        found[coding.document].append(coding)
    return found


def _entity_codings(dataset: Dataset, options: Mapping[str, Any], losses: list[Loss]) -> list[Coding]:
    who = str(options.get("ents") or default_voice(dataset))
    if who == "none":
        return []
    facets = [name for name in str(options.get("facets") or "").split(",") if name]
    for name in facets:
        if dataset.codebook.facet(name) is None:
            raise FormatError(
                say(
                    "The codebook has no facet {name!r}: it has {facets}.",
                    name=name,
                    facets=", ".join(f.name for f in dataset.codebook.facets),
                )
            )
    found = [c for c in voice(dataset, who) if c.span and (not facets or c.facet in facets)]
    kept, dropped = without_overlap(found)
    if dropped:
        lacks = say_count(
            len(dropped),
            "doc.ents ({who}) lacks {number:,} span overlapping longer ones.",
            "doc.ents ({who}) lacks {number:,} spans overlapping longer ones.",
            who=who,
        )
        losses.append(Loss("spans", lacks))
    return kept


def _mark(
    doc: Any, document: Document, codings: list[Coding], align: str, losses: list[Loss], further: list[dict[str, Any]]
) -> None:
    groups: dict[str, list[Any]] = {}
    kept = []
    for coding in codings:
        if coding.span is None:
            continue
        found = doc.char_span(
            *coding.span, label=label(coding.facet, coding.code), alignment_mode=align, span_id=coding.uuid
        )
        if found is None or not len(found):
            losses.append(_off_edges(document, coding, _LEFT_OUT))
            continue
        at = (found.start_char, found.end_char)
        if at != coding.span:
            losses.append(_off_edges(document, coding, _MOVED, first=at[0], last=at[1]))
        groups.setdefault(coding.coder, []).append(found)
        kept.append({**coding_line(coding, document), "token_span": list(at)})
    for coder, spans in groups.items():
        doc.spans[coder] = spans
    doc.user_data[KEY] = {"document": document.name, "sha256": document.sha256, "codings": kept, "further": further}


def _mark_entities(doc: Any, document: Document, codings: list[Coding], align: str, losses: list[Loss]) -> None:
    entities: list[Any] = []
    taken: set[int] = set()
    for coding in codings:
        found = doc.char_span(*(coding.span or (0, 0)), label=label(coding.facet, coding.code), alignment_mode=align)
        tokens = [] if found is None else list(found)
        while tokens and tokens[0].is_space:
            tokens.pop(0)
        while tokens and tokens[-1].is_space:
            tokens.pop()
        if not tokens or taken & {token.i for token in tokens}:
            losses.append(_off_edges(document, coding, _NO_TOKENS))
            continue
        taken |= {token.i for token in tokens}
        entities.append(type(found)(doc, tokens[0].i, tokens[-1].i + 1, label=found.label))
    doc.set_ents(entities)


_LEFT_OUT = later("{name}: {start} to {end} of {coder} is off token edges and was left out.")
_MOVED = later("{name}: {start} to {end} of {coder} became {first} to {last} (kept exactly in user_data).")
_NO_TOKENS = later("{name}: {start} to {end} of {coder} has no tokens of its own and is not in doc.ents.")


def _off_edges(document: Document, coding: Coding, told: str, **values: int) -> Loss:
    place = {"name": document.name, "start": coding.start, "end": coding.end, "coder": coding.coder}
    return Loss("spans", say(told, **place, **values))


def read(path: Path, options: Mapping[str, Any]) -> Parcel:
    """Spans of every key of doc.spans; exact ends, attributes and memos come from user_data where the span is the same."""
    import spacy
    from spacy.tokens import DocBin

    raw = checks.bytes_of(path)
    inflate = zlib.decompressobj()
    try:
        if len(inflate.decompress(raw, checks.FILE_LIMIT)) >= checks.FILE_LIMIT or inflate.unconsumed_tail:
            raise FormatError(
                say(
                    "{name} is larger than {file_limit} MB unpacked and was refused.",
                    name=path.name,
                    file_limit=checks.FILE_LIMIT // 1_000_000,
                )
            )
        docs = list(DocBin(store_user_data=True).from_bytes(raw).get_docs(spacy.blank("xx").vocab))
        return _parcel(path.name, docs)
    except FormatError:
        raise
    except Exception as fault:  # (spaCy raises whatever a damaged file makes it stumble over)
        raise FormatError(
            say("{name} is not a DocBin file that spaCy can read: get it anew.", name=path.name)
        ) from fault


def _parcel(name: str, docs: list[Any]) -> Parcel:
    documents, codings, done = [], [], []
    for number, doc in enumerate(docs, start=1):
        where, ours = say("{name}, document {number}", name=name, number=number), doc.user_data.get(KEY) or {}
        document = IncomingDocument(
            where, str(ours.get("document") or f"{name}-{number}.txt"), doc.text, {}, str(ours.get("sha256") or "")
        )
        documents.append(document)
        known: defaultdict[tuple[Any, ...], list[Any]] = defaultdict(list)
        for line in ours.get("codings") or ():
            known[line["coder"], label(line["facet"], line["code"]), *line["token_span"]].append(line)
        for coder, spans in doc.spans.items():
            for span in spans:
                place = say(
                    "{where}, span {start_char} to {end_char} of {coder}",
                    where=where,
                    start_char=span.start_char,
                    end_char=span.end_char,
                    coder=coder,
                )
                kept = known[coder, span.label_, span.start_char, span.end_char]
                codings.append(_incoming(place, document, coder, span, kept.pop(0) if kept else None))
        for line in ours.get("further") or ():
            item = item_of(where, line)
            if isinstance(item, IncomingDone):
                done.append(item)
            else:
                codings.append(item)
    return Parcel(codings, done, documents)


def _incoming(
    where: str, document: IncomingDocument, coder: str, span: Any, kept: Mapping[str, Any] | None
) -> Incoming:
    """`kept`: what user_data says of a coding with just this coder, label and span."""
    if kept is not None:
        found = item_of(where, kept)
        if isinstance(found, Incoming):
            return found
    facet, code = parted(span.label_)
    return Incoming(
        where, document.name, coder, span.start_char, span.end_char, facet, code, sha256=document.key, text=span.text
    )


FORMAT = Format(
    "docbin", "spaCy DocBin: spans by coder, doc.ents of one voice", ".spacy", write, read, lost=_LOST, partly=frozenset({"spans"}),
    more=later("Spans that no token covers (with align=strict or contract); in doc.ents, spans that overlap longer ones."),
    options={
        "align": "how spans off token edges are fitted: expand (default), contract or strict",
        "ents": f"whose codings stand in doc.ents: {WORDS}, or none (default: gold, the only coder, or majority)",
        "facets": "facets in doc.ents, parted by commas (default: all)",
    },
)  # fmt: skip
