"""Fits whether a capital stands for its government (seats.tsv)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.suggest.learned.seats import TABLE
from benchmarks.training.capitals import Seat
from benchmarks.training.material import Text, lexicon
from benchmarks.training.tables import Fit, number, write

STRENGTH, RARE, LEAST = 0.3, 3, 0.02


class SeatFit:
    """The weights of what stands around a capital."""

    def __init__(self, texts: Sequence[Text]) -> None:
        seats = list(_told(texts))
        answers = [2 * seat.marked >= text.coders for text, seat in seats]
        self._fit = Fit([seat.traits for _, seat in seats], answers, strength=STRENGTH, rare=RARE, yes_no=True)

    def shares(self, seats: Sequence[Seat]) -> list[float]:
        """How likely each is, 0 to 1."""
        return [float(share) for share in self._fit.shares([seat.traits for seat in seats])[:, 1]] if seats else []

    def write(self) -> None:
        rows = [["base", number(self._fit.base[0])], *([name, number(w)] for name, (w,) in self._fit.rows(LEAST))]
        write(f"{TABLE}.tsv", "What speaks for a capital to stand for its government, and its weight", rows)


def seat_figures(what: str, fit: SeatFit, texts: Sequence[Text]) -> str:
    """Recall and precision, of the rules alone and with what was learned, in a line."""
    least = lexicon().least_seat
    told = list(_told(texts))
    wanted = [seat.marked >= text.need for text, seat in told]
    learned = [share >= (0.5 if least is None else least) for share in fit.shares([seat for _, seat in told])]
    rules = [seat.by_rules for _, seat in told]
    parts = []
    for name, offered in (("rules", rules), ("learned", learned)):
        found = [seat for (_, seat), one in zip(told, offered, strict=True) if one]
        recall = sum(one and other for one, other in zip(wanted, offered, strict=True)) / max(1, sum(wanted))
        precision = sum(seat.marked > 0 for seat in found) / max(1, len(found))
        parts.append(f"{name}: recall {recall:.2f}  precision {precision:.2f}")
    return f"{what}, {sum(wanted)} meant: " + "  ".join(parts)


def _told(texts: Sequence[Text]) -> Iterator[tuple[Text, Seat]]:
    return ((text, seat) for text in texts for seat in text.seats)
