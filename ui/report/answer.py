"""The answer in words: how much was coded by whom, the headline figure of each facet, what it means, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from annotator.agreement.rows import Results
from annotator.plurals import plural
from annotator.wording import later, say, say_count
from ui.report import plots, words
from ui.report.blocks import Block, Card, Cards, Paragraph, Picture, Points, Section
from ui.report.figure_words import closed, figure_sentence, verdict_level, verdict_sentence
from ui.report.numbers import decimal, interval, listed
from ui.report.origin import Origin
from ui.report.shelf import FacetShelf, Figure

FEWEST_DOCUMENTS = 5
_LONGEST_LIST = 6

_MAIN_ORDER = ("stance", "document", "category", "spans", "unitizing")


def answer(results: Results, shelves: Sequence[FacetShelf], origin: Origin) -> Section:
    """The first section: cards, sentences, one picture, and what is missing or undefined."""
    blocks: list[Block] = [Paragraph(opening(results, shelves, origin), "lead")]
    cards = tuple(card for shelf in shelves if (card := _card(shelf)))
    if cards:
        blocks.append(Cards(cards))
    blocks += [
        Paragraph(" ".join(sentences(shelf, brief=True)), strong=f"{words.facet(shelf.name)}.")
        for shelf in shelves
        if shelf.headlines()
    ]
    picture = headline_picture(shelves)
    if picture:
        blocks.append(picture)
    blocks.append(Points(tuple(gaps(results, shelves))))
    return Section("answer", say("The answer"), tuple(blocks))


def opening(results: Results, shelves: Sequence[FacetShelf], origin: Origin) -> str:
    """Who coded how much, in one or two sentences."""
    if not results.rows:
        return say("There is nothing to report: no figure could be computed. The warnings say why.")
    coders = plural(len(origin.coders), "coder")
    if 0 < len(origin.coders) <= _LONGEST_LIST:
        coders = say("{coders} ({names})", coders=coders, names=listed(origin.coders))
    what = say("the material") if origin.documents is None else plural(origin.documents, "document")
    names = [shelf.name for shelf in shelves if shelf.name is not None]
    if not names:
        return say("{coders} coded {what}.", coders=coders, what=what)
    if len(names) == 1:
        return say("{coders} coded {what} in the facet {facet}.", coders=coders, what=what, facet=names[0])
    return say(
        "{coders} coded {what} in {facets} ({names}). Each has its own answer; there is no average over them.",
        coders=coders,
        what=what,
        facets=plural(len(names), "facet"),
        names=listed(names),
    )


def sentences(shelf: FacetShelf, *, brief: bool = False) -> list[str]:
    """The headline figures of a facet, one sentence each, alpha with what its lower bound means.

    `brief`: only what leads, that is, whether the same was found and whether it was coded alike.
    """
    found: list[str] = []
    bare = False
    for figure in leading(shelf) if brief else shelf.headlines():
        found.append(figure_sentence(figure.row))
        if verdict_level(figure.row) is not None:
            found.append(verdict_sentence(figure.row))
        elif figure.row.measure in words.ALPHAS and figure.row.value is not None:
            bare = True
    return [*found, say("An alpha without an interval is not read against .667 and .800.")] if bare else found


def leading(shelf: FacetShelf) -> list[Figure]:
    """At most two headline figures: what was found (F1), and the alpha that stands for the facet."""
    headlines = sorted(shelf.headlines(), key=lambda figure: _MAIN_ORDER.index(figure.row.task))
    alphas = [figure for figure in headlines if figure.row.measure in words.ALPHAS]
    others = [figure for figure in headlines if figure.row.measure not in words.ALPHAS]
    return others[:1] + alphas[:1]


def headline_picture(shelves: Sequence[FacetShelf]) -> Picture | None:
    """All headline figures with their intervals; .667 and .800 are marked for alpha only."""
    rows = [(shelf, figure.row) for shelf in shelves for figure in shelf.headlines()]
    if not rows:
        return None
    groups: dict[bool, list[plots.Point]] = {True: [], False: []}
    for shelf, row in rows:
        label = f"{words.facet(shelf.name)} – {words.task(row.task).label.rstrip('?').lower()}"
        if row.task == "stance":
            what = say("holder → target") if row.measure == "pair_f1" else say("valence")
            label = f"{words.facet(shelf.name)} – {what}"
        groups[row.measure in words.ALPHAS].append(plots.Point(label, row.value, row.low, row.high))
    svg = plots.intervals(
        [
            plots.Panel(say("Alpha, corrected for chance"), tuple(groups[True]), marks=True),
            plots.Panel(say("F1, share of matches (not corrected for chance; no marks apply)"), tuple(groups[False])),
        ]
    )
    undefined = say("undefined")
    told = "; ".join(
        f"{point.label}: {undefined if point.value is None else decimal(point.value)}"
        f"{' ' + interval(point.low, point.high) if point.low is not None else ''}"
        for point in groups[True] + groups[False]
    )
    sure = any(row.low is not None for _, row in rows)
    return Picture(
        svg,
        say("Headline figures with 95 % intervals") if sure else say("Headline figures"),
        f"{told}.",
        say(
            "Dashed: Krippendorff’s .667 and .800, which apply to alpha only and are read against the lower bound. "
            "An open mark has no interval."
        ),
    )


_NO_INTERVAL = later("{facet}: no interval for {names}.")
_TOO_FEW = later("{facet}: no interval for {names}. Documents are the sampling unit, and there are fewer than five.")


def gaps(results: Results, shelves: Sequence[FacetShelf]) -> list[str]:
    """What is missing or undefined, and why; which headline figures have no interval; how many warnings there are."""
    found = []
    for shelf in shelves:
        bare = [f.row for f in shelf.headlines() if f.row.value is not None and f.row.interval is None]
        names = listed([words.figure(row) for row in bare])
        if bare:
            few = all(row.n_documents is not None and row.n_documents < FEWEST_DOCUMENTS for row in bare)
            found.append(say(_TOO_FEW if few else _NO_INTERVAL, facet=words.facet(shelf.name), names=names))
    rows = [row for row in results.rows if row.value is None]
    if rows:
        found.append(
            say_count(
                len(rows),
                "{number:,} figure of {all:,} is undefined, and shown as such, never as 0 or 1; Warnings says why.",
                "{number:,} figures of {all:,} are undefined, and shown as such, never as 0 or 1; Warnings says why.",
                all=len(results.rows),
            )
        )
    elif results.rows:
        found.append(say("No figure is undefined."))
    if results.warnings:
        found.append(
            say_count(
                len(results.warnings),
                "{number:,} warning to read before you quote a figure: see Warnings.",
                "{number:,} warnings to read before you quote a figure: see Warnings.",
            )
        )
    return found


def reasons(results: Results) -> list[str]:
    """Why figures are undefined, the most frequent reasons first."""
    counted = Counter(closed(row.reason) for row in results.rows if row.value is None)
    found = [
        say("Undefined, {number:,} ×: {reason}", number=number, reason=reason)
        for reason, number in counted.most_common(_LONGEST_LIST)
    ]
    if len(counted) > _LONGEST_LIST:
        more = len(counted) - _LONGEST_LIST
        found.append(
            say_count(
                more,
                "{number:,} further reason stands beside the figures.",
                "{number:,} further reasons stand beside the figures.",
            )
        )
    return found


_BOUNDS = (
    later("lower bound below .667"),
    later("lower bound between .667 and .800"),
    later("lower bound at .800 or above"),
)


def _card(shelf: FacetShelf) -> Card | None:
    lead = leading(shelf)
    if not lead:
        return None
    row = lead[-1].row
    others = [_brief(figure) for figure in lead[:-1]]
    level = verdict_level(row)
    verdict = ""
    if row.value is None:
        verdict = closed(row.reason)
    elif row.measure in words.ALPHAS:
        verdict = say("no interval: not read against .667 and .800") if level is None else say(_BOUNDS[level])
    return Card(
        title=words.facet(shelf.name),
        label=words.figure(row),
        figure=say("undefined") if row.value is None else decimal(row.value),
        interval=interval(row.low, row.high),
        verdict=verdict,
        level=level,
        undefined=row.value is None,
        others=tuple(others),
    )


def _brief(figure: Figure) -> str:
    row = figure.row
    value = say("undefined") if row.value is None else decimal(row.value)
    return f"{words.measure(row.measure).label} {value} {interval(row.low, row.high)}".strip()
