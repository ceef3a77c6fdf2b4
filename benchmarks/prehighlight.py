"""Pre-highlighting against spaCy alone, and its scores against coders.

python -m benchmarks.prehighlight [--pairs 9] [--characters 1000000]

Both sides of a row are measured in turn in one run, on the documents of the sample and of INTERCODER_CORPUS (a folder
with corpus/, codings/ and tools/); times are medians, ratios medians over the pairs. They are processor time, so that
what else runs on the computer counts little; of two jobs that of the busier one, which is how long the run takes where
both have a processor. Scores are printed where that folder is given; nothing is asserted of them. The exit status is 1
where a goal is missed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy
import spacy

from annotator.codebook import Codebook
from annotator.codebook_edit import add_alias
from annotator.codebook_file import read_codebook
from annotator.records import Region
from annotator.reflow import reflow
from annotator.regions import find_regions
from annotator.suggest import kept_parses, pipeline
from annotator.suggest.actor_lexicon import actor_lexicon
from annotator.suggest.engine import SuggestionRun, suggest
from annotator.suggest.found import Found, PatternFault
from annotator.suggest.name_list import NameList

if TYPE_CHECKING:
    from spacy.tokens import Doc

ROOT = Path(__file__).resolve().parents[1]
CODEBOOK = ROOT / "resources" / "codebooks" / "regional-security.toml"
LONG, PART = 300_000, 100_000
SAMPLE = ROOT / "resources" / "sample" / "documents"


@dataclass(frozen=True, slots=True)
class Piece:
    """A document: name, text, regions, and the flowed text that the model reads."""

    name: str
    text: str
    regions: tuple[Region, ...]
    flowed: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=9, help="measurements of each side, in turn")
    parser.add_argument(
        "--characters", type=int, default=1_000_000, help="length of the document whose memory is taken"
    )
    parser.add_argument("--memory-of", type=int, default=0, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.memory_of:
        print(_peak_megabytes(args.memory_of))
        return 0
    outside = os.environ.get("INTERCODER_CORPUS", "")
    pieces = list(_pieces([SAMPLE, *([Path(outside) / "corpus"] if outside else [])]))
    print(f"{len(pieces)} documents, {sum(len(piece.text) for piece in pieces):,} characters")
    print(f"{'what':<50}{'floor':>10}{'ours':>10}{'ratio':>9}{'goal':>10}")
    kept = all([*_speed(pieces, args.pairs), *_sizes(pieces, args.characters)])
    if outside:
        print(_scores(Path(outside)))
    return 0 if kept else 1


def _pieces(folders: Sequence[Path]) -> Iterator[Piece]:
    for folder in folders:
        for path in sorted(folder.glob("*.txt")):
            text = path.read_text(encoding="utf-8-sig")
            regions = find_regions(text)
            yield Piece(path.name, text, regions, reflow(text, regions, leave_out=True).text)


def _speed(pieces: Sequence[Piece], pairs: int) -> Iterator[bool]:
    book = read_codebook(CODEBOOK)
    nlp = spacy.load(pipeline._model_folder())  # as it is installed
    flowed = [piece.flowed for piece in pieces]

    def bare() -> None:
        for _ in nlp.pipe(flowed):
            pass

    def whole() -> None:
        for piece in pieces:
            _run(piece, book)

    yield _row("pre-highlight, model included", _in_turn(bare, whole, pairs), most=1.15)
    yield from _again(pieces, book, bare, pairs)
    with multiprocessing.get_context("spawn").Pool(2, initializer=_warm) as pool:
        pool.map(_job, pieces, chunksize=1)  # so that both have loaded the model
        longest_first = sorted(pieces, key=lambda piece: -len(piece.text))
        of_two = [(_timed(whole), _busier(pool.map(_job, longest_first, chunksize=1))) for _ in range(pairs)]
    yield _row("two jobs instead of one", of_two, least=1.5)


def _again(pieces: Sequence[Piece], book: Codebook, bare: Callable[[], None], pairs: int) -> Iterator[bool]:
    """Running again with what was kept: with names alone, after edits, and with every suggester asked."""
    first = [(piece, _run(piece, book)) for piece in pieces]
    names = [_Phrases(actor_lexicon(book).names)]

    def phrases() -> None:
        for piece, run in first:
            suggest(
                piece.text, document_id=piece.name, regions=piece.regions, codebook=book, parses=run.parses, using=names
            )

    def every_rule() -> None:
        for piece, run in first:
            _run(piece, book, run.parses)

    def after(edited: Codebook) -> Callable[[], None]:
        def again() -> None:
            for piece, run in first:
                _run(piece, edited, run.parses, run.answers)

        return again

    yield _row("re-highlight, phrases from kept parses", _in_turn(bare, phrases, pairs), least=40)
    for what, edited in _edits(book):
        concerned = sum(len(_run(piece, edited, run.parses, run.answers).asked) > 1 for piece, run in first)
        name = f"re-highlight, {what} ({concerned} of {len(pieces)} texts)"
        yield _row(name, _in_turn(bare, after(edited), pairs), least=5)
    _row("re-highlight, every rule asked anew", _in_turn(bare, every_rule, pairs))


def _edits(book: Codebook) -> Iterator[tuple[str, Codebook]]:
    """What coders and leads change in a codebook: a name, the words of an entry of each kind of cues."""
    yield "a new name", add_alias(book, "actor", "russia", "Foreign Minister Lavrov")
    yield "an entry for threats", _with_entry(book, "threats", "verb", match=["stage attack"], code="attack")
    yield "an entry for stances", _with_entry(book, "stances", "verb", match=["welcome"], valence="support")


def _with_entry(book: Codebook, kind: str, table: str, **entry: object) -> Codebook:
    cues: Any = book.cues[kind]
    return replace(book, cues={**book.cues, kind: {**cues, table: [*cues[table], entry]}})


class _Phrases:
    """The names of the codebook and nothing else."""

    name, version = "phrases", "1"

    def __init__(self, names: NameList) -> None:
        self._names = names

    def suggest(self, doc: Doc, *, codebook: Codebook, actors: Sequence[Found]) -> Iterator[Found]:
        for match in self._names.find(pipeline.text_of(doc)):
            yield Found(match.start, match.end, "actor", match.name.code, match.name.text, 1.0)

    def rests_on(self, doc: Doc, *, codebook: Codebook) -> None:
        """They are looked for each time."""

    def faults(self, codebook: Codebook) -> Sequence[PatternFault]:
        return ()


def _sizes(pieces: Sequence[Piece], characters: int) -> Iterator[bool]:
    book = read_codebook(CODEBOOK)
    runs = [_run(piece, book) for piece in pieces]
    kept = sum(len(run.parses) + len(run.answers) for run in runs)
    text = sum(len(piece.text.encode()) for piece in pieces)
    yield _plain("kept parses and answers, times the text", f"{kept / text:.2f}x", "<= 3x", kept <= 3 * text)
    command = [sys.executable, "-m", "benchmarks.prehighlight", "--memory-of", str(characters)]
    peak = float(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)
    same = _split_as_whole(pieces)
    yield _plain(f"one document of {LONG:,} characters, in parts", "same" if same else "differs", "the same", same)
    at_once = _agreement_with_one_parse(pieces, book)
    print(f"{'suggestions that one parse of the whole text gives':<50}{'':>10}{at_once:>10.1%}", flush=True)
    yield _plain(f"peak memory, one document of {characters:,} characters", f"{peak:.0f} MB", "< 1 GB", peak < 1000)


def _split_as_whole(pieces: Sequence[Piece]) -> bool:
    """Whether a long document has the tokens and parses of its parts, cut at paragraphs."""
    once = "\n\n".join(piece.flowed.strip() for piece in pieces)
    text = (once + "\n\n") * (LONG // len(once) + 1)
    cuts = [0, *(text.rindex("\n\n", 0, at) + 2 for at in range(PART, LONG, PART)), LONG]
    parts = [_parsed(text[start:end]) for start, end in pairwise(cuts)]
    attributes = [name for name in kept_parses.COLUMNS if name != "HEAD"]
    whole = _parsed(text[:LONG])
    heads = [token.head.i - token.i for token in whole]
    return heads == [token.head.i - token.i for part in parts for token in part] and bool(
        (whole.to_array(attributes) == numpy.vstack([part.to_array(attributes) for part in parts])).all()
    )


def _parsed(text: str) -> Doc:
    doc = pipeline.parse_from_bytes(pipeline.parse_to_bytes(text), text)
    assert doc is not None
    return doc


def _agreement_with_one_parse(pieces: Sequence[Piece], book: Codebook) -> float:
    """Share of the suggestions that stay when the model reads each document at once instead of by paragraphs."""
    ours = {each.id for piece in pieces for each in _run(piece, book).suggestions}
    by_paragraph = pipeline._pieces
    pipeline._pieces = lambda text: iter([text])
    try:
        others = {each.id for piece in pieces for each in _run(piece, book).suggestions}
    finally:
        pipeline._pieces = by_paragraph
    return len(ours & others) / len(ours)


def _peak_megabytes(characters: int) -> float:
    once = "\n\n".join(piece.text for piece in _pieces([SAMPLE]))
    text = (once + "\n\n") * (characters // len(once) + 1)
    suggest(text[:characters], document_id="long", regions=(), codebook=read_codebook(CODEBOOK))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _scores(outside: Path) -> str:
    """The figures of the script that scores suggestions against coders."""
    book = read_codebook(CODEBOOK)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "suggestions.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for piece in _pieces([outside / "corpus"]):
                for each in _run(piece, book).suggestions:
                    row = {"document": piece.name, "start": each.start, "end": each.end, "facet": each.facet}
                    row |= {"code": each.code, "attributes": dict(each.attributes)}
                    out.write(json.dumps(row) + "\n")
        codings = sorted(map(str, (outside / "codings").glob("*.jsonl")))
        command = [sys.executable, str(outside / "tools" / "score_suggestions.py"), str(path), *codings]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().replace("  ", "\n")


def _run(piece: Piece, book: Codebook, parses: bytes | None = None, answers: bytes | None = None) -> SuggestionRun:
    return suggest(
        piece.text, document_id=piece.name, regions=piece.regions, codebook=book, parses=parses, answers=answers
    )


_BOOK: list[Codebook] = []


def _warm() -> None:
    _BOOK.append(read_codebook(CODEBOOK))
    pipeline.parse_to_bytes("Ready.")


def _job(piece: Piece) -> tuple[int, float]:
    """The process that did the job, and its processor time."""
    return os.getpid(), _timed(lambda: _run(piece, _BOOK[0]))


def _busier(jobs: Iterable[tuple[int, float]]) -> float:
    taken: dict[int, float] = {}
    for process, seconds in jobs:
        taken[process] = taken.get(process, 0.0) + seconds
    return max(taken.values())


def _in_turn(floor: Callable[[], object], ours: Callable[[], object], pairs: int) -> list[tuple[float, float]]:
    floor()
    ours()
    return [(_timed(floor), _timed(ours)) for _ in range(pairs)]


def _timed(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def _row(name: str, taken: Sequence[tuple[float, float]], *, most: float = 0.0, least: float = 0.0) -> bool:
    """Ours at `most` so many times the floor, or the floor at `least` so many times ours; without either, no goal."""
    floor, ours = (statistics.median(times) for times in zip(*taken, strict=True))
    ratio = statistics.median(b / a if most else a / b for a, b in taken)
    kept, goal = (ratio <= most, f"<= {most:g}x") if most else (ratio >= least, f">= {least:g}x" if least else "")
    print(f"{name:<50}{floor:>9.3f}s{ours:>9.3f}s{ratio:>8.2f}x{goal:>10}{'' if kept else '  MISSED'}", flush=True)
    return kept


def _plain(name: str, found: str, goal: str, kept: bool) -> bool:
    print(f"{name:<50}{'':>10}{found:>10}{'':>9}{goal:>10}{'' if kept else '  MISSED'}", flush=True)
    return kept


if __name__ == "__main__":
    sys.exit(main())
