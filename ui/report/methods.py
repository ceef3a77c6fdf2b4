"""The methods paragraph, ready to paste, and what a run cannot know and its author has to add."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.agreement.rows import ResultRow, Results
from annotator.plurals import plural
from annotator.wording import later, say, say_count
from ui.report import words
from ui.report.blocks import Block, Paragraph, Points, Section
from ui.report.numbers import listed
from ui.report.origin import Origin
from ui.report.references import REFERENCES
from ui.report.shelf import FacetShelf

_TO_ADD = (
    later("why agreement was assessed, and how the coders were trained"),
    later("how the documents were sampled, and which share of all documents was coded more than once"),
    later(
        "that the coders worked without seeing each other’s codings, in which order, and before any difference was settled"
    ),
    later("how differences were settled afterwards"),
)


def methods(results: Results, shelves: Sequence[FacetShelf], origin: Origin) -> list[Section]:
    """Two sections: the paragraph with what to add to it, and the works it cites."""
    text = " ".join(sentence for sentence in _sentences(results, shelves, origin) if sentence)
    blocks: list[Block] = [
        Paragraph(say("This paragraph was made from the run itself and may be pasted as it stands."), "note"),
        Paragraph(text, "paste"),
        Paragraph(say("Only you can add:"), "note"),
        Points((*(f"{say(item)};" for item in _TO_ADD[:-1]), f"{say(_TO_ADD[-1])}.")),
    ]
    return [
        Section("methods", say("Methods"), tuple(blocks)),
        Section("references", say("References"), (Points(tuple(references(results))),)),
    ]


def references(results: Results) -> list[str]:
    """The works behind the figures that stand in the report, in alphabetical order."""
    keys = {key for row in results.rows for key in words.measure(row.measure).sources}
    keys |= {key for row in results.rows if row.interval for key in words.interval(row.interval).sources}
    return sorted((REFERENCES[key].full for key in keys), key=str.casefold)


def _sentences(results: Results, shelves: Sequence[FacetShelf], origin: Origin) -> list[str]:
    rows = results.rows
    tasks = {row.task for row in rows}
    measures = {row.measure for row in rows}
    return [
        _who(shelves, origin),
        say(
            "Agreement was computed per facet and pooled over documents; scores of documents or pairs were not averaged."
        ),
        _spans(tasks, measures),
        _category(rows),
        _stance(tasks),
        _document(tasks),
        _unitizing(tasks),
        say(
            "A coder who had completed a document without finding anything counts as having found nothing; one who had "
            "not completed it counts as missing."
        )
        if any(row.facet for row in rows)
        else "",
        _intervals(rows, origin),
        say("Alphas are read against .667 and .800 by their lower bounds (Krippendorff, 2019).")
        if measures & words.ALPHAS
        else "",
        say("Figures that are undefined, for want of data or of variation, are reported as such."),
        _software(origin),
    ]


def _who(shelves: Sequence[FacetShelf], origin: Origin) -> str:
    facets = [shelf.name for shelf in shelves if shelf.name]
    coders = plural(len(origin.coders), "coder").capitalize() if origin.coders else say("The coders")
    what = plural(origin.documents, "document") if origin.documents is not None else say("the material")
    text = say("{coders} coded {what}", coders=coders, what=what)
    if facets:
        text = say_count(
            len(facets),
            "{text} in the facet {facets}",
            "{text} in the facets {facets}",
            text=text,
            facets=listed(facets),
        )
    return (
        say("{text} with the codebook {codebook}.", text=text, codebook=origin.codebook)
        if origin.codebook
        else f"{text}."
    )


def _spans(tasks: set[str], measures: set[str]) -> str:
    if "spans" not in tasks:
        return ""
    kinds = {
        "f1_exact": later("with the same ends"),
        "f1_iou50": later("where intersection over union exceeded .5"),
        "f1_overlap": later("where they overlapped at all"),
    }
    used = listed([say(text) for name, text in kinds.items() if name in measures])
    return say(
        "Spans of two coders were matched one to one {used}, taking the assignment with the most pairs, then the "
        "largest joint overlap; identical spans of one coder counted once. Agreement on spans is F1, that is, positive "
        "agreement (Hripcsak & Rothschild, 2005); with more than two coders the pairs are pooled.",
        used=used,
    )


def _category(rows: Sequence[ResultRow]) -> str:
    if not any(row.task == "category" for row in rows):
        return ""
    return say(
        "Agreement on codes rests on spans matched at intersection over union above .5: {coefficients}.",
        coefficients=_coefficients(rows, "category"),
    )


def _stance(tasks: set[str]) -> str:
    if "stance" not in tasks:
        return ""
    return say(
        "Stances were compared by coder, document and ordered pair of holder and target, with the median valence: F1 "
        "over directed pairs; agreement of directions where both coders found the pair; and, on shared pairs, "
        "Krippendorff’s alpha with ordinal distances taken from the marginals (Krippendorff, 2019)."
    )


def _document(tasks: set[str]) -> str:
    if "document" not in tasks:
        return ""
    return say(
        "Codes of whole documents were compared as sets, by Krippendorff’s alpha with Jaccard distances "
        "(Krippendorff, 2019)."
    )


def _unitizing(tasks: set[str]) -> str:
    if "unitizing" not in tasks:
        return ""
    return say(
        "Unitizing was assessed over the text in characters, gaps included, by the alpha family of Krippendorff et al. "
        "(2016), with observed and self-paired lengths summed over documents before expectation was formed."
    )


def _coefficients(rows: Sequence[ResultRow], task: str) -> str:
    """“Krippendorff's alpha (nominal; Krippendorff, 2019) and Gwet's AC1 (Gwet, 2008)”."""
    names: dict[str, None] = {}
    for row in rows:
        if row.task == task and row.scope == "all" and row.subset == "all" and row.value is not None:
            cited = [REFERENCES[key].short for key in words.measure(row.measure).sources]
            level = say("{level} level", level=say(row.level)) if row.level else ""
            weights = say("{weights} weights", weights=say(row.weights)) if row.weights else ""
            inside = "; ".join(part for part in (level, weights, *cited) if part)
            label = words.measure(row.measure).label
            name = label.lower() if row.measure == "percent_agreement" else label
            names[name + (f" ({inside})" if inside else "")] = None
    return listed(list(names))


_OVER_DOCUMENTS = later("a jackknife over documents with n − 1 degrees of freedom (Efron & Tibshirani, 1993)")
_OVER_UNITS = later("a jackknife over units with n − 1 degrees of freedom (Efron & Tibshirani, 1993)")


def _intervals(rows: Sequence[ResultRow], origin: Origin) -> str:
    parts = []
    if "jackknife-t" in origin.intervals:
        parts.append(say(_OVER_DOCUMENTS if any(row.n_documents for row in rows) else _OVER_UNITS))
    if "gwet" in origin.intervals:
        parts.append(say("Gwet’s linearised standard error with n − 1 degrees of freedom (Gwet, 2008)"))
    if "bootstrap" in origin.intervals:
        text = say("a bootstrap over documents")
        details = [
            plural(origin.replicates, "replicate") if origin.replicates else "",
            say("seed {seed}", seed=origin.seed) if origin.seed is not None else "",
        ]
        inside = ", ".join(part for part in details if part)
        parts.append(f"{text} ({inside})" if inside else text)
    if not parts:
        return say("No intervals were computed.")
    if "jackknife-t" not in origin.intervals:
        return say("The 95 % intervals come from {sources}.", sources=listed(parts))
    return say(
        "The 95 % intervals come from {sources}; none are given for fewer than five documents.", sources=listed(parts)
    )


def _software(origin: Origin) -> str:
    return say("Computed with {software}.", software=listed(origin.software)) if origin.software else ""
