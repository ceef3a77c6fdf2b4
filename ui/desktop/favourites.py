"""Favourite codes on the digits 1 to 9: each coder's own, remembered for each copy of a project."""

from __future__ import annotations

import json

from annotator.codebook import Code, Codebook
from ui.desktop.settings import Settings

DIGITS = "123456789"


def usual(codebook: Codebook) -> dict[str, tuple[str, str]]:
    """Where nobody chose: the codes that the codebook itself gives a digit, then others in its order, facet by facet
    in turn, so that each facet has some."""
    codes = [code for code in codebook.codes() if not code.retired]
    chosen = {code.key: (code.facet, code.name) for code in reversed(codes) if code.key in DIGITS and code.key}
    columns = [[c for c in codes if c.facet == facet.name] for facet in codebook.facets]
    turns = [column[row] for row in range(max(map(len, columns), default=0)) for column in columns if row < len(column)]
    rest = iter([(c.facet, c.name) for c in turns if (c.facet, c.name) not in chosen.values()])
    for digit in DIGITS:
        if digit not in chosen and (code := next(rest, None)) is not None:
            chosen[digit] = code
    return chosen


class Favourites:
    """Digit -> (facet, code) of one coder in one copy of a project."""

    def __init__(self, settings: Settings, *, copy: str, coder: str) -> None:
        self._settings = settings
        self._key = f"favourites/{copy}/{coder}"

    def all(self, codebook: Codebook) -> dict[str, tuple[str, str]]:
        """Those that can be applied: codes that went or were retired have none."""
        chosen = self._chosen()
        held = {**{d: code for d, code in usual(codebook).items() if code not in chosen.values()}, **chosen}
        return {
            digit: code
            for digit, code in sorted(held.items())
            if (found := codebook.code(*code)) is not None and not found.retired
        }

    def digit_of(self, codebook: Codebook, code: Code) -> str:
        """The digit of a code, "" for none."""
        return next((d for d, held in self.all(codebook).items() if held == (code.facet, code.name)), "")

    def choose(self, digit: str, facet: str, code: str) -> None:
        kept = {d: held for d, held in self._chosen().items() if held != (facet, code)}
        self._settings.set(self._key, json.dumps({**kept, digit: (facet, code)}))

    def _chosen(self) -> dict[str, tuple[str, str]]:
        try:
            found = json.loads(self._settings.text(self._key, "{}"))
            return {str(d): (str(facet), str(code)) for d, (facet, code) in found.items() if d in DIGITS}
        except (ValueError, TypeError, AttributeError):
            return {}
