"""Data sets to export: a fixed one for readers from outside, and hypothesis strategies for round trips."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import strategies as st

from annotator.codebook import Attribute, Code, Codebook, Facet
from annotator.records import Coding, Completion, Document, Origin, Region
from storage.formats.dataset import Dataset

ACTORS = ("is_khorasan", "pakistan", "naïve — ü", "a:b/c d", "2nd")
CODEBOOK = Codebook(
    name="trial",
    title="A trial",
    facets=(
        Facet(
            "actor",
            "Actor",
            definition="Who acts.",
            colour="#0072B2",
            attributes=(Attribute("role", "choice", values=("actor", "place")),),
            codes=tuple(Code(name, "actor", f"Title of {name}", f"What {name} is.") for name in ACTORS),
        ),
        Facet(
            "stance",
            "Stance",
            ordinal=True,
            attributes=(
                Attribute("holder", "code", facet="actor", free_text=True, also=("author",)),
                Attribute("target", "code", facet="actor", free_text=True),
                Attribute("mode of it", "choice", values=("assertion", "con cern")),
            ),
            codes=tuple(Code(name, "stance") for name in ("oppose", "neutral", "support")),
        ),
        Facet("tone: %", "Tone", codes=(Code("dark", "tone: %"), Code("bright", "tone: %"))),
        Facet(
            "genre",
            "Genre",
            unit="document",
            attributes=(Attribute("note", "text"),),
            codes=(Code("news", "genre"), Code("essay", "genre")),
        ),
    ),
)
_SPAN_FACETS = ("actor", "stance", "tone: %")
CODERS = ("Amira", "Ben Ö.", "c@example.org", "..")
_ALPHABET = "abcdefgh XYZ09.,;:'\"&<>\\|/=+-_{}[]#%\n\n\t\u00a0\u00adé\u0301ß\u05d0\u05d1\u0627\u200f\u2028\u2029\u0085\x0b\ufffd\ufeff😀𝒳🇦🇫"
_WORDS = st.text(_ALPHABET + "\x02\x0c", min_size=1, max_size=12)
_UUIDS = st.one_of(st.uuids().map(str), st.sampled_from(("x-1", "x-2", "Ä 3", "4")))
_TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)).map(
    lambda t: t.replace(tzinfo=UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
)
_ORIGINS: Sequence[Origin] = ("manual", "accepted", "edited", "imported", "adjudicated")


def document_of(name: str, text: str, *, regions: tuple[Region, ...] = (), **metadata: str) -> Document:
    return Document(name, text, hashlib.sha256(text.encode()).hexdigest(), regions, metadata)


@st.composite
def texts(draw: st.DrawFn, *, extra: str = "") -> str:
    text = draw(st.text(_ALPHABET + extra, min_size=1, max_size=60)).lstrip("\ufeff")
    return text if text.strip() else text + "a"


@st.composite
def _attributes(draw: st.DrawFn, facet: Facet) -> dict[str, str]:
    found = {}
    for attribute in facet.attributes:
        values = st.sampled_from(attribute.values or (*ACTORS, *attribute.also))
        if attribute.type == "text" or attribute.free_text:
            values = values | _WORDS
        if draw(st.booleans()):
            found[attribute.name] = draw(values)
    return found


@st.composite
def _coding(draw: st.DrawFn, document: Document, uuid: str) -> Coding:
    facet = draw(st.sampled_from(CODEBOOK.facets))
    start = end = None
    if facet.unit == "span":
        start = draw(st.integers(0, len(document.text) - 1))
        end = draw(st.integers(start + 1, len(document.text)))
    return Coding(
        uuid,
        document.sha256,
        draw(st.sampled_from(CODERS)),
        start,
        end,
        facet.name,
        draw(st.sampled_from([code.name for code in facet.codes])),
        draw(_attributes(facet)),
        draw(st.sampled_from(_ORIGINS)),
        draw(st.just("") | _WORDS),
        draw(st.none() | st.floats(0, 1)),
        draw(st.sampled_from(("1", "1", "second"))),
        draw(st.sampled_from((1, 1, 3))),
        draw(st.just("") | _TIMES),
    )


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """Up to three documents with up to eight codings of up to four coders, and done marks."""
    found = draw(st.lists(texts(extra=draw(st.sampled_from(("", "\x0c\x02")))), min_size=1, max_size=3, unique=True))
    documents = [
        document_of(f"{number} “a” & b.txt", text, source="own") if number % 2 else document_of(f"{number}.txt", text)
        for number, text in enumerate(found)
    ]
    uuids = draw(st.lists(_UUIDS, min_size=1, max_size=8, unique=True))
    codings = [draw(_coding(draw(st.sampled_from(documents)), uuid)) for uuid in uuids]
    order = {document.sha256: number for number, document in enumerate(documents)}
    codings.sort(key=lambda c: (order[c.document], c.coder, c.start or -1, c.end or -1, c.uuid))
    marks = draw(
        st.lists(
            st.tuples(
                st.sampled_from(CODERS),
                st.sampled_from([d.sha256 for d in documents]),
                st.sampled_from([f.name for f in CODEBOOK.facets]),
                st.sampled_from(("1", "second")),
            ),
            max_size=4,
            unique=True,
        )
    )
    return Dataset(CODEBOOK, documents, codings, [Completion(*mark, done=True) for mark in marks])


TEXT = "😀 Ahmed said: “IS–K” \u05d0\u05d1 a\u0301 Pakistan\u00a0condemned\nthe 𝒳 attack\u2028 of Pakistan. =1+1"


def small() -> Dataset:
    """Two coders, two documents, six spans, a stance with holder and target, a document code and done marks."""
    one = document_of("one.txt", TEXT, regions=(Region(0, 2, "caption", "an emoji"),), title="One", language="en")
    two = document_of("2 – zwei.txt", "Nobody acts here.\nIS–K does, in Kabul.")
    times = "2026-05-31T12:00:00.000Z"

    def coding(
        number: int, document: Document, coder: str, quote: str, facet: str, code: str, **more: object
    ) -> Coding:
        start = document.text.index(quote)
        end = start + len(quote)
        uuid = f"00000000-0000-4000-8000-{number:012d}"
        return Coding(uuid, document.sha256, coder, start, end, facet, code, created=times, **more)  # type: ignore[arg-type]

    codings = [
        coding(1, one, "Amira", "IS–K", "actor", "is_khorasan", attributes={"role": "actor"}, memo="née “Daesh”"),
        coding(2, one, "Amira", "Pakistan", "actor", "pakistan", attributes={"role": "actor"}),
        coding(
            3, one, "Amira", "Pakistan\u00a0condemned\nthe 𝒳 attack", "stance", "oppose",
            attributes={"holder": "pakistan", "target": "is_khorasan", "mode of it": "assertion"}, certainty=0.5,
        ),
        Coding("00000000-0000-4000-8000-000000000004", one.sha256, "Amira", None, None, "genre", "news", created=times),
        coding(5, one, "Ben Ö.", "IS–K", "actor", "is_khorasan", attributes={"role": "actor"}),
        coding(6, one, "Ben Ö.", "Pakistan", "actor", "pakistan", attributes={"role": "place"}),
        coding(7, two, "Ben Ö.", "IS–K", "actor", "is_khorasan"),
    ]  # fmt: skip
    marks = [Completion(c, d.sha256, f) for d in (one, two) for c in ("Amira", "Ben Ö.") for f in ("actor", "stance")]
    return Dataset(CODEBOOK, [one, two], codings, marks, provenance={"coders": ["Amira", "Ben Ö."]})
