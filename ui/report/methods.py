"""The methods paragraph, ready to paste, and what a run cannot know and its author has to add."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.agreement.rows import ResultRow, Results
from annotator.plurals import plural
from ui.report import words
from ui.report.blocks import Block, Paragraph, Points, Section
from ui.report.numbers import listed
from ui.report.origin import Origin
from ui.report.references import REFERENCES
from ui.report.shelf import FacetShelf

_TO_ADD = (
    "why agreement was assessed, and how the coders were trained",
    "how the documents were sampled, and which share of all documents was coded more than once",
    "that the coders worked without seeing each other’s codings, in which order, and before any difference was settled",
    "how differences were settled afterwards",
)


def methods(results: Results, shelves: Sequence[FacetShelf], origin: Origin) -> list[Section]:
    """Two sections: the paragraph with what to add to it, and the works it cites."""
    text = " ".join(sentence for sentence in _sentences(results, shelves, origin) if sentence)
    blocks: list[Block] = [
        Paragraph("This paragraph was made from the run itself and may be pasted as it stands.", "note"),
        Paragraph(text, "paste"),
        Paragraph("Only you can add:", "note"),
        Points((*(f"{item};" for item in _TO_ADD[:-1]), f"{_TO_ADD[-1]}.")),
    ]
    return [
        Section("methods", "Methods", tuple(blocks)),
        Section("references", "References", (Points(tuple(references(results))),)),
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
        "Agreement was computed per facet and pooled over documents; scores of documents or pairs were not averaged.",
        _spans(tasks, measures),
        _category(rows),
        _stance(tasks),
        _document(tasks),
        _unitizing(tasks),
        "A coder who had completed a document without finding anything counts as having found nothing; one who had "
        "not completed it counts as missing."
        if any(row.facet for row in rows)
        else "",
        _intervals(rows, origin),
        "Alphas are read against .667 and .800 by their lower bounds (Krippendorff, 2019)."
        if measures & words.ALPHAS
        else "",
        "Figures that are undefined, for want of data or of variation, are reported as such.",
        _software(origin),
    ]


def _who(shelves: Sequence[FacetShelf], origin: Origin) -> str:
    facets = [shelf.name for shelf in shelves if shelf.name]
    text = plural(len(origin.coders), "coder").capitalize() if origin.coders else "The coders"
    text += f" coded {plural(origin.documents, 'document')}" if origin.documents is not None else " coded the material"
    if facets:
        text += f" in {'the facet' if len(facets) == 1 else 'the facets'} {listed(facets)}"
    return f"{text} with the codebook {origin.codebook}." if origin.codebook else f"{text}."


def _spans(tasks: set[str], measures: set[str]) -> str:
    if "spans" not in tasks:
        return ""
    kinds = {
        "f1_exact": "with the same ends",
        "f1_iou50": "where intersection over union exceeded .5",
        "f1_overlap": "where they overlapped at all",
    }
    used = listed([text for name, text in kinds.items() if name in measures])
    return (
        f"Spans of two coders were matched one to one {used}, taking the assignment with the most pairs, then the "
        "largest joint overlap; identical spans of one coder counted once. Agreement on spans is F1, that is, positive "
        "agreement (Hripcsak & Rothschild, 2005); with more than two coders the pairs are pooled."
    )


def _category(rows: Sequence[ResultRow]) -> str:
    if not any(row.task == "category" for row in rows):
        return ""
    return f"Agreement on codes rests on spans matched at intersection over union above .5: {_coefficients(rows, 'category')}."


def _stance(tasks: set[str]) -> str:
    if "stance" not in tasks:
        return ""
    return (
        "Stances were compared by coder, document and ordered pair of holder and target, with the median valence: F1 "
        "over directed pairs; agreement of directions where both coders found the pair; and, on shared pairs, "
        "Krippendorff’s alpha with ordinal distances taken from the marginals (Krippendorff, 2019)."
    )


def _document(tasks: set[str]) -> str:
    if "document" not in tasks:
        return ""
    return (
        "Codes of whole documents were compared as sets, by Krippendorff’s alpha with Jaccard distances "
        "(Krippendorff, 2019)."
    )


def _unitizing(tasks: set[str]) -> str:
    if "unitizing" not in tasks:
        return ""
    return (
        "Unitizing was assessed over the text in characters, gaps included, by the alpha family of Krippendorff et al. "
        "(2016), with observed and self-paired lengths summed over documents before expectation was formed."
    )


def _coefficients(rows: Sequence[ResultRow], task: str) -> str:
    """“Krippendorff's alpha (nominal; Krippendorff, 2019) and Gwet's AC1 (Gwet, 2008)”."""
    names: dict[str, None] = {}
    for row in rows:
        if row.task == task and row.scope == "all" and row.subset == "all" and row.value is not None:
            cited = [REFERENCES[key].short for key in words.measure(row.measure).sources]
            level = f"{row.level} level" if row.level else ""
            weights = f"{row.weights} weights" if row.weights else ""
            inside = "; ".join(part for part in (level, weights, *cited) if part)
            label = words.measure(row.measure).label
            name = label.lower() if label.startswith("Percent") else label
            names[name + (f" ({inside})" if inside else "")] = None
    return listed(list(names))


def _intervals(rows: Sequence[ResultRow], origin: Origin) -> str:
    parts = []
    if "jackknife-t" in origin.intervals:
        unit = "documents" if any(row.n_documents for row in rows) else "units"
        parts.append(f"a jackknife over {unit} with n − 1 degrees of freedom (Efron & Tibshirani, 1993)")
    if "gwet" in origin.intervals:
        parts.append("Gwet’s linearised standard error with n − 1 degrees of freedom (Gwet, 2008)")
    if "bootstrap" in origin.intervals:
        text = "a bootstrap over documents"
        details = [
            plural(origin.replicates, "replicate") if origin.replicates else "",
            f"seed {origin.seed}" if origin.seed is not None else "",
        ]
        inside = ", ".join(part for part in details if part)
        parts.append(f"{text} ({inside})" if inside else text)
    if not parts:
        return "No intervals were computed."
    few = "; none are given for fewer than five documents" if "jackknife-t" in origin.intervals else ""
    return f"The 95 % intervals come from {listed(parts)}{few}."


def _software(origin: Origin) -> str:
    return f"Computed with {listed(origin.software)}." if origin.software else ""
