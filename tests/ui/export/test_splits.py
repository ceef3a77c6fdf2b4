"""Splits for learning: near-duplicates together, each part its share, the same for the same seed."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.records import Coding, Region
from storage.project import Project
from tests.storage.formats.material import document_of, small
from ui.workflows.export import export
from ui.workflows.splits import Plan, plan_of, prepared, spread, together


def test_splits_in_a_project_lie_in_one_folder(project: Project, tmp_path: Path) -> None:
    options = {"splits": "50,50", "seed": "3", "coders": "Ben Ö."}
    for name in ("one", "two"):
        export(project, tmp_path / name, format_name="docbin", options=options)
    files = {p.name: p.read_bytes() for p in (tmp_path / "one").iterdir()}
    assert files == {p.name: p.read_bytes() for p in (tmp_path / "two").iterdir()}
    assert {"train.spacy", "dev.spacy", "README.md", "labels.json", "splits.csv"} <= set(files)
    places = list(csv.DictReader(files["splits.csv"].decode().splitlines()))
    assert sorted(row["part"] for row in places) == ["dev", "train"]
    assert json.loads(files["labels.json"])["actor:is_khorasan"] == 0
    card = files["README.md"].decode()
    assert "codings of: Ben Ö." in card
    assert "| actor | is_khorasan | 2 | 1 | 1 |" in card
    assert "codebook trial, meaning 1" in card
    assert "## Agreement" in card


def test_documents_nobody_finished_are_left_out() -> None:
    data, notes = prepared(small(), Plan(who="gold"))
    assert data.documents == []
    assert "2 documents without finished work were left out" in notes


def test_near_duplicates_stay_together_and_left_out_regions_do_not_count() -> None:
    words = " ".join(f"word{n} said thing{n}" for n in range(60))
    repeated = " ".join(f"headline {n} of others" for n in range(80))
    first, second = document_of("a.txt", words), document_of("b.txt", words + " and one more.")
    others = [document_of(f"{n}.txt", f"Own text {n} about {n * 7} things {n * 11}. {repeated}") for n in range(3)]
    with_regions = [
        document_of(d.name, d.text, regions=(Region(d.text.index("headline"), len(d.text), "boilerplate"),))
        for d in others
    ]
    groups = together([first, second, *with_regions])
    assert sorted(map(len, groups)) == [1, 1, 1, 2]
    assert tuple(sorted((first.sha256, second.sha256))) in groups


@settings(max_examples=40)
@given(
    counts=st.lists(st.lists(st.sampled_from("abcd"), max_size=6), min_size=1, max_size=25),
    seed=st.integers(0, 5),
    shares=st.sampled_from([(80.0, 10.0, 10.0), (50.0, 50.0), (70.0, 0.0, 30.0)]),
)
def test_every_document_has_one_part_and_every_part_a_document(
    counts: list[list[str]], seed: int, shares: tuple[float, ...]
) -> None:
    groups = [(str(n),) for n in range(len(counts))]
    codings = [
        Coding(f"{n}-{k}", str(n), "A", 0, 1, "f", code)
        for n, codes in enumerate(counts)
        for k, code in enumerate(codes)
    ]
    plan = Plan(shares, seed)
    parts = spread(groups, codings, plan)
    assert parts == spread(groups, codings, plan)
    assert set(parts) == {name for (name,) in groups}
    asked = [part for part, share in zip(("train", "dev", "test"), shares, strict=False) if share]
    assert set(parts.values()) <= set(asked)
    if len(groups) >= len(asked):
        assert set(parts.values()) == set(asked)


def test_splits_give_each_part_its_share_of_a_rare_code() -> None:
    groups = [(str(n),) for n in range(100)]
    codings = [Coding(f"c{n}", str(n), "A", 0, 1, "f", "common") for n in range(100)]
    codings += [Coding(f"r{n}", str(n), "A", 0, 1, "f", "rare") for n in range(10)]
    for seed in range(5):
        parts = spread(groups, codings, Plan((80, 10, 10), seed))
        assert Counter(parts.values()) == {"train": 80, "dev": 10, "test": 10}
        assert Counter(parts[str(n)] for n in range(10)) == {"train": 8, "dev": 1, "test": 1}


def test_a_plan_is_read_from_options() -> None:
    assert plan_of({"align": "strict"}) is None
    assert plan_of({"splits": "8,1,1", "seed": "7", "coders": "majority", "suggestions": True}) == Plan(
        (8, 1, 1), 7, "majority", True
    )
