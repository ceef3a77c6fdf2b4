"""Pre-highlighting against spaCy alone, and its scores against coders.

python -m benchmarks.prehighlight [--pairs 9] [--characters 1000000]

Times are medians of pairs measured in turn in one run, on the documents of the sample and of INTERCODER_CORPUS (a
folder with corpus/, codings/ and tools/). Scores are printed where that folder is given; nothing is asserted of them.
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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.codebook import Codebook
from annotator.codebook_file import read_codebook
from annotator.records import Region
from annotator.reflow import reflow
from annotator.regions import find_regions
from annotator.suggest import pipeline
from annotator.suggest.actor_lexicon import actor_lexicon
from annotator.suggest.engine import SuggestionRun, suggest

ROOT = Path(__file__).resolve().parents[1]
CODEBOOK = ROOT / "resources" / "codebooks" / "regional-security.toml"
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
    nlp = pipeline._model()
    flowed = [piece.flowed for piece in pieces]
    parses = [_run(piece, book).parses for piece in pieces]
    names = actor_lexicon(book).names

    def bare() -> None:
        for _ in nlp.pipe(flowed):
            pass

    def whole() -> None:
        for piece in pieces:
            _run(piece, book)

    def phrases() -> None:
        for text, parse in zip(flowed, parses, strict=True):
            pipeline.parse_from_bytes(parse, text)
            names.find(text)

    def rules() -> None:
        for piece, parse in zip(pieces, parses, strict=True):
            _run(piece, book, parse)

    floor, ours = _in_turn(bare, whole, pairs)
    yield _row("pre-highlight, model included", floor, ours, ours / floor, "<= 1.15x", ours <= 1.15 * floor)
    floor, ours = _in_turn(bare, phrases, pairs)
    yield _row("re-match phrases from kept parses", floor, ours, floor / ours, ">= 40x", floor >= 40 * ours)
    floor, ours = _in_turn(bare, rules, pairs)
    yield _row("re-match all rules from kept parses", floor, ours, floor / ours, ">= 5x", floor >= 5 * ours)
    with multiprocessing.get_context("spawn").Pool(2, initializer=_warm) as pool:
        pool.map(_job, pieces, chunksize=1)  # so that both have loaded the model
        one, two = _in_turn(whole, lambda: pool.map(_job, pieces, chunksize=1), pairs)
    yield _row("two jobs instead of one", one, two, one / two, ">= 1.5x", one >= 1.5 * two)


def _sizes(pieces: Sequence[Piece], characters: int) -> Iterator[bool]:
    book = read_codebook(CODEBOOK)
    kept = sum(len(_run(piece, book).parses) for piece in pieces)
    text = sum(len(piece.text.encode()) for piece in pieces)
    yield _plain("kept parses, times the text", f"{kept / text:.2f}x", "<= 3x", kept <= 3 * text)
    command = [sys.executable, "-m", "benchmarks.prehighlight", "--memory-of", str(characters)]
    peak = float(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)
    yield _plain(f"peak memory, one document of {characters:,} characters", f"{peak:.0f} MB", "< 1 GB", peak < 1000)


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


def _run(piece: Piece, book: Codebook, parses: bytes | None = None) -> SuggestionRun:
    return suggest(piece.text, document_id=piece.name, regions=piece.regions, codebook=book, parses=parses)


_BOOK: list[Codebook] = []


def _warm() -> None:
    _BOOK.append(read_codebook(CODEBOOK))
    pipeline.parse_to_bytes("Ready.")


def _job(piece: Piece) -> int:
    return len(_run(piece, _BOOK[0]).suggestions)


def _in_turn(floor: Callable[[], object], ours: Callable[[], object], pairs: int) -> tuple[float, float]:
    ours()
    taken = [(_timed(floor), _timed(ours)) for _ in range(pairs)]
    return statistics.median(one for one, _ in taken), statistics.median(other for _, other in taken)


def _timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _row(name: str, floor: float, ours: float, ratio: float, goal: str, kept: bool) -> bool:
    print(f"{name:<50}{floor:>9.3f}s{ours:>9.3f}s{ratio:>8.2f}x{goal:>10}{'' if kept else '  MISSED'}", flush=True)
    return kept


def _plain(name: str, found: str, goal: str, kept: bool) -> bool:
    print(f"{name:<50}{'':>10}{found:>10}{'':>9}{goal:>10}{'' if kept else '  MISSED'}", flush=True)
    return kept


if __name__ == "__main__":
    sys.exit(main())
