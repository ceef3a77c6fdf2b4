"""Actor suggestions on outside articles and codings (INTERCODER_CORPUS); skipped where there are none."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

from annotator.codebook_file import read_codebook
from annotator.regions import find_regions
from annotator.suggest.actors import ActorSuggester
from annotator.suggest.engine import suggest

OUTSIDE = Path(os.environ.get("INTERCODER_CORPUS", ""))
SHIPPED = Path(__file__).resolve().parents[3] / "resources" / "codebooks" / "regional-security.toml"

pytestmark = pytest.mark.skipif(
    not os.environ.get("INTERCODER_CORPUS") or not (OUTSIDE / "codings").is_dir(), reason="needs INTERCODER_CORPUS"
)


def test_actors_that_two_coders_mark_are_found_and_few_others() -> None:
    votes: dict[tuple[str, int, int], set[str]] = defaultdict(set)
    for path in sorted((OUTSIDE / "codings").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("facet") == "actor" and "code" in row:
                votes[row["document"], row["start"], row["end"]].add(row["coder"])
    ends = {document: max(end for name, _, end in votes if name == document) for document, *_ in votes}
    codebook = read_codebook(SHIPPED)
    found: set[tuple[str, int, int]] = set()
    for document, end in ends.items():
        text = (OUTSIDE / "corpus" / document).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        run = suggest(
            text, document_id=document, regions=find_regions(text), codebook=codebook, using=[ActorSuggester()]
        )
        found |= {(document, each.start, each.end) for each in run.suggestions if each.start <= end}
    agreed = {span for span, coders in votes.items() if len(coders) >= 2}
    assert len(agreed & found) >= 0.9 * len(agreed)
    assert len(found & set(votes)) >= 0.9 * len(found)
