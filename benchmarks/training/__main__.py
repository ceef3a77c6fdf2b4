"""See the package's own words (python -m benchmarks.training --help)."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import benchmarks.training
from annotator.suggest.learned.weights import FACETS
from benchmarks.training.attributes import StanceFit, ThreatFit
from benchmarks.training.figures import figures
from benchmarks.training.heads import HeadFit
from benchmarks.training.material import FROM_LISTS, Text, texts
from benchmarks.training.seats import SeatFit, seat_figures
from benchmarks.training.spans import SpanFit, spans_of


class Fitted:
    """All tables of a facet, fitted on texts that have their odds."""

    def __init__(self, facet: str, trained_on: Sequence[Text]) -> None:
        spans = [span for text in trained_on for span in spans_of(text, facet)]
        self.spans = SpanFit(facet, spans)
        self.spans.score(spans)
        self.attributes: ThreatFit | StanceFit = ThreatFit(spans) if facet == "threat" else StanceFit(spans)

    def write(self) -> None:
        self.spans.write()
        self.attributes.write()


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="benchmarks.training",
        description=benchmarks.training.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--figures", action="store_true", help="only print figures of texts left out in turn")
    args = parser.parse_args()
    found, held_out = list(texts()), list(texts(held_out=True))
    seats = SeatFit([text for text in found if not text.name.startswith(FROM_LISTS)])
    for first in sorted({text.name[0] for text in held_out}):
        few = [text for text in held_out if text.name.startswith(first)]
        print(seat_figures(f"capitals of {len(few)} texts {first}", seats, few), flush=True)
    if not args.figures:
        seats.write()
    heads = HeadFit(found)
    heads.give_odds(held_out)
    for facet in FACETS:
        fitted = Fitted(facet, found)
        print(figures(f"{facet}s of {len(held_out)} texts held out", facet, fitted, held_out), flush=True)
        if args.figures:
            thirds = [
                (Fitted(facet, [t for at, t in enumerate(found) if at % 3 != out]), found[out::3]) for out in range(3)
            ]
            for one, (fit, left) in enumerate(thirds, 1):
                print(figures(f"{facet}s of third {one}, {len(left)} texts", facet, fit, left), flush=True)
        else:
            fitted.write()
    if not args.figures:
        heads.write()


if __name__ == "__main__":
    main()
