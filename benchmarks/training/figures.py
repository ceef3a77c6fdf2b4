"""How well fitted tables do on texts that they were not fitted on, by the rule of the scoring of suggestions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.suggest.compared_values import attribute_value, code_of
from annotator.suggest.learned.settings import Learned, read_learned
from annotator.suggest.learned.sides import SIDES
from annotator.suggest.scoring_units import Item, Value, meetings
from benchmarks.training.material import Text, shipped
from benchmarks.training.spans import apart, spans_of

VALUES: Mapping[str, Mapping[str, Value]] = {
    "threat": {"code": code_of, "status": attribute_value("status")},
    "stance": {
        "side": lambda item: SIDES.get(item.code),
        "holder": attribute_value("holder"),
        "target": attribute_value("target"),
    },
}
"""What is compared, and what an item says of it."""

if TYPE_CHECKING:
    from benchmarks.training.__main__ import Fitted


def figures(what: str, facet: str, fitted: Fitted, texts: Sequence[Text]) -> str:
    """Recall, precision and the shares of right attributes, in a line."""
    cues = shipped().cues[f"{facet}s"]
    settings = read_learned(cues if isinstance(cues, Mapping) else {}) or Learned()
    offered = wanted = right = met = 0
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for text in texts:
        units, found = text.units[facet], _offered(text, facet, fitted, settings)
        offered += len(found)
        wanted += sum(len(unit.coders) >= text.need for unit in units)
        for one, other in meetings(found, units, criterion="iou50").items():
            item, unit = found[one], units[other]
            met += 1
            right += len(unit.coders) >= text.need
            for name, value in VALUES[facet].items():
                if name != "target" or (len(unit.coders) >= text.need and unit.common(value) in _actor_codes()):
                    shares[name].append(unit.share(value, value(item)))
    recall, precision = right / max(wanted, 1), met / max(offered, 1)
    rest = "  ".join(f"{name} {sum(values) / len(values):.2f}" for name, values in shares.items())
    return f"{what}: recall {recall:.2f}  precision {precision:.2f}  {rest}"


@lru_cache(maxsize=1)
def _actor_codes() -> frozenset[str | int | None]:
    facet = shipped().facet("actor")
    return frozenset(code.name for code in facet.codes) if facet else frozenset()


def _offered(text: Text, facet: str, fitted: Fitted, settings: Learned) -> list[Item]:
    spans = spans_of(text, facet)
    fitted.spans.score(spans)
    found = []
    for span in apart([each for each in spans if each.share >= settings.least_span]):
        said = fitted.attributes.say(span)
        sure = settings.sureness(span=span.share, code=said.sure, holder=said.held)
        if sure >= settings.least:
            given = {"status": said.status, "holder": said.holder, "target": said.target}
            attributes = {name: value for name, value in given.items() if value}
            found.append(Item(span.start, span.end, said.code, attributes, "", span.start, span.end, sure))
    return found
