"""native -> X -> native loses only what the format says, on texts with every kind of awkward character."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from storage.formats.dataset import Dataset, Incoming, Parcel, Written
from storage.formats.losses import FIELDS
from storage.formats.registry import Format, formats
from tests.storage.formats.material import datasets, small

EXAMPLES = int(os.environ.get("INTERCODER_EXAMPLES", "12"))
"""How many data sets each format is tried on; `make nightly` asks for more."""
BOTH_WAYS = [entry for entry in formats().values() if entry.read and entry.write and entry.name != "qdc"]
_CODING_FIELDS = ("origin", "memo", "certainty", "round", "uuid", "meaning_version", "created")


def there_and_back(entry: Format, dataset: Dataset) -> tuple[Written, Parcel]:
    assert entry.read
    assert entry.write
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (f"out{entry.suffix}" if not entry.folder else "out")
        written = entry.write(dataset, path, {})
        return written, entry.read(path, {})


def _key(entry: Format, dataset: Dataset, found: Mapping[str, Any]) -> tuple[object, ...]:
    """A coding as something to compare: what the format does not hold is left out."""
    kept = [found[name] for name in ("sha256", "start", "end", "facet", "code")]
    for name in ("coder", *_CODING_FIELDS):
        if name not in entry.lost | entry.partly:
            value = found[name]
            kept.append(value if value is not None or name == "certainty" else dataset.codebook.meaning)
    if "attributes" not in entry.lost | entry.partly:
        kept.append(tuple(sorted(found["attributes"].items())))
    return tuple(kept)


def _sent(dataset: Dataset, entry: Format) -> list[dict[str, Any]]:
    return [
        {**{name: getattr(c, name) for name in (*_CODING_FIELDS, "coder", "start", "end", "facet", "code", "attributes")},
         "sha256": c.document}
        for c in dataset.codings if c.span or "document_codes" not in entry.lost
    ]  # fmt: skip


def _came(parcel: Parcel, dataset: Dataset) -> list[dict[str, Any]]:
    names = {document.name: document.sha256 for document in dataset.documents}
    stored = {document.key: document.key for document in parcel.documents}
    return [
        {name: getattr(item, name) for name in (*_CODING_FIELDS, "coder", "start", "end", "facet", "code", "attributes")}
        | {"sha256": stored.get(item.sha256) or item.sha256 or names[item.document]}
        for item in parcel.codings
    ]  # fmt: skip


def assert_nothing_else_lost(entry: Format, dataset: Dataset, written: Written, parcel: Parcel) -> None:
    said = {loss.field for loss in written.losses}
    assert said <= set(FIELDS)
    assert said <= entry.lost | entry.partly, f"{entry.name} reports what it does not announce"
    sent, came = _sent(dataset, entry), _came(parcel, dataset)
    before = Counter(_key(entry, dataset, one) for one in sent)
    after = Counter(_key(entry, dataset, one) for one in came)
    if "spans" in said and "spans" in entry.partly:
        assert after <= before
    else:
        assert after == before
    for name in entry.partly & {"attributes", *_CODING_FIELDS}:
        if name not in said:
            assert _values(came, name) == _values(sent, name)
    assert _quotes_hold(parcel, dataset)
    if "done" not in entry.lost | said:
        wanted = {(m.document, m.coder, m.facet, m.round) for m in dataset.completions if m.done}
        names = {document.name: document.sha256 for document in dataset.documents}
        assert {(m.sha256 or names[m.document], m.coder, m.facet, m.round) for m in parcel.done if m.done} == wanted
    if parcel.documents and "text" not in said:
        assert {document.text for document in parcel.documents} <= {document.text for document in dataset.documents}
    by_text = {document.text: document for document in dataset.documents}
    for document in parcel.documents:
        if document.text in by_text:
            if not {"names"} & (entry.lost | said):
                assert document.name == by_text[document.text].name
            if not {"metadata"} & (entry.lost | said):
                assert document.metadata == by_text[document.text].metadata
            if not {"regions"} & (entry.lost | said):
                assert document.regions == by_text[document.text].regions


def _values(found: list[dict[str, Any]], name: str) -> Counter[str]:
    return Counter(str(sorted(one[name].items()) if name == "attributes" else one[name]) for one in found)


def _quotes_hold(parcel: Parcel, dataset: Dataset) -> bool:
    texts = {document.sha256: document.text for document in dataset.documents}
    texts |= {document.name: document.text for document in dataset.documents}

    def holds(item: Incoming) -> bool:
        text = texts.get(item.sha256) or texts[item.document]
        return item.text is None or item.start is None or text[item.start : item.end] == item.text

    return all(map(holds, parcel.codings))


@pytest.mark.parametrize("entry", BOTH_WAYS, ids=lambda entry: entry.name)
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(dataset=datasets())
def test_a_round_trip_loses_only_what_the_report_says(entry: Format, dataset: Dataset) -> None:
    written, parcel = there_and_back(entry, dataset)
    assert_nothing_else_lost(entry, dataset, written, parcel)


@pytest.mark.parametrize("entry", BOTH_WAYS, ids=lambda entry: entry.name)
def test_the_small_set_comes_back(entry: Format) -> None:
    written, parcel = there_and_back(entry, small())
    assert_nothing_else_lost(entry, small(), written, parcel)
    assert parcel.codings


@pytest.mark.parametrize("entry", [e for e in formats().values() if e.write], ids=lambda entry: entry.name)
def test_the_same_data_give_the_same_bytes(entry: Format, tmp_path: Path) -> None:
    assert entry.write
    found = []
    for turn in ("a", "b"):
        (tmp_path / turn).mkdir()
        path = tmp_path / turn / ("out" if entry.folder else f"out{entry.suffix}")
        entry.write(small(), path, {})
        files = sorted(p for p in (tmp_path / turn).rglob("*") if p.is_file())
        found.append({p.relative_to(tmp_path / turn): p.read_bytes() for p in files})
    assert found[0]
    assert found[0] == found[1]
