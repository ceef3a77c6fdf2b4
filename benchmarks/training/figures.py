"""How well fitted tables do on texts that they were not fitted on, by the rule of the scoring of suggestions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from annotator.suggest.learned.settings import Learned, read_learned
from annotator.suggest.learned.sides import SIDES
from benchmarks.training.attributes import Said
from benchmarks.training.material import SAME, Text, Unit, shipped
from benchmarks.training.spans import Span, spans_of, without_overlaps

if TYPE_CHECKING:
    from benchmarks.training.__main__ import Fitted


def figures(what: str, facet: str, fitted: Fitted, texts: Sequence[Text]) -> str:
    """Recall, precision and the shares of right attributes, in a line."""
    cues = shipped().cues[f"{facet}s"]
    settings = read_learned(cues if isinstance(cues, dict) else {}) or Learned()
    offered = wanted = right = met = 0
    shares: dict[str, list[float]] = {}
    for text in texts:
        units = text.units.get(facet, [])
        wanted += sum(unit.coders >= text.need for unit in units)
        found = _offered(text, facet, fitted, settings)
        offered += len(found)
        for span, said, unit in _meetings(found, units):
            met += 1
            right += unit.coders >= text.need
            for name, agrees in _same(facet, said).items():
                if name != "target" or _named(unit, text.need):
                    shares.setdefault(name, []).append(_share(unit, agrees))
            del span
    recall, precision = right / max(wanted, 1), met / max(offered, 1)
    rest = "  ".join(f"{name} {sum(values) / len(values):.2f}" for name, values in shares.items())
    return f"{what}: recall {recall:.2f}  precision {precision:.2f}  {rest}"


def _offered(text: Text, facet: str, fitted: Fitted, settings: Learned) -> list[tuple[Span, Said]]:
    spans = spans_of(text, facet)
    fitted.spans.score(spans)
    found = []
    for span in without_overlaps([each for each in spans if each.share >= settings.least_span]):
        said = fitted.attributes.say(span)
        if settings.sureness(span=span.share, code=said.sure, holder=said.held) >= settings.least:
            found.append((span, said))
    return found


def _meetings(found: Sequence[tuple[Span, Said]], units: Sequence[Unit]) -> list[tuple[Span, Said, Unit]]:
    """One to one, the best first."""
    pairs = sorted(
        (
            (unit.shared(span.start, span.end), one, other)
            for one, (span, _) in enumerate(found)
            for other, unit in enumerate(units)
        ),
        reverse=True,
    )
    taken: set[int] = set()
    met: set[int] = set()
    out = []
    for shared, one, other in pairs:
        if shared >= SAME and one not in taken and other not in met:
            taken.add(one)
            met.add(other)
            out.append((*found[one], units[other]))
    return out


def _same(facet: str, said: Said) -> dict[str, Callable[[str, Any], bool]]:
    if facet == "threat":
        return {
            "code": lambda code, _: code == said.code,
            "status": lambda _, attributes: attributes.get("status") == said.status,
        }
    return {
        "side": lambda code, _: SIDES[code] == SIDES[said.code],
        "holder": lambda _, attributes: attributes.get("holder") == said.holder,
        "target": lambda _, attributes: attributes.get("target") == said.target,
    }


def _share(unit: Unit, agrees: Callable[[str, Any], bool]) -> float:
    by: dict[str, bool] = {}
    for *_, coder, code, attributes in unit.codings:
        by[coder] = by.get(coder, False) or agrees(code, attributes)
    return sum(by.values()) / len(by)


def _named(unit: Unit, need: int) -> bool:
    """Whether all of enough coders name the same code as the target."""
    named = {attributes.get("target") for *_, attributes in unit.codings}
    facet = shipped().facet("actor")
    codes = {code.name for code in facet.codes} if facet else set()
    return unit.coders >= need and len(named) == 1 and named <= codes
