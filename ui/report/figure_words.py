"""One figure in words: how far coders did something, what it rests on, and what an alpha's lower bound means."""

from __future__ import annotations

from annotator.agreement.rows import ResultRow
from annotator.plurals import plural
from annotator.wording import later, later_count, say, say_count
from ui.report import words
from ui.report.numbers import decimal, percent

RELY, TENTATIVE = 0.8, 0.667

_AGREED = later("agreed")
_PHRASES = {
    ("spans", "f1_iou50"): (later("marked the same stretches of text"), "spans"),
    ("category", "krippendorff_alpha"): (later("gave the same code to what they both marked"), "matches"),
    ("stance", "pair_f1"): (later("found the same holders and targets"), "pairs"),
    ("stance", "krippendorff_alpha"): (later("saw the same valence in the pairs that they share"), "pairs"),
    ("document", "alpha_jaccard"): (later("gave documents the same sets of codes"), "documents"),
    ("unitizing", "u_alpha"): (later("cut and coded the text in the same way, gaps included"), "units"),
}
_UNITS = {
    "spans": later_count("{number:,} span", "{number:,} spans"),
    "matches": later_count("{number:,} match", "{number:,} matches"),
    "pairs": later_count("{number:,} pair", "{number:,} pairs"),
    "documents": later_count("{number:,} document", "{number:,} documents"),
    "units": later_count("{number:,} unit", "{number:,} units"),
}
_POOLED = frozenset({"f1_exact", "f1_iou50", "f1_overlap", "pair_f1"})
"""Their n counts what a coder marked once for each other coder."""


def figure_sentence(row: ResultRow) -> str:
    phrase, unit = _PHRASES.get((row.task, row.measure), (_AGREED, "units"))
    name = words.figure(row)
    if row.value is None:
        return say(
            "How far the coders {phrase} is undefined ({name}): {reason}",
            phrase=say(phrase),
            name=name,
            reason=closed(row.reason),
        )
    return say(
        "How far the coders {phrase}: {name} = {value}, {interval} ({rests}).",
        phrase=say(phrase),
        name=name,
        value=decimal(row.value),
        interval=_interval_words(row),
        rests=_rests_on(row, unit),
    )


def _rests_on(row: ResultRow, unit: str) -> str:
    """ "1,200 spans, pairs of coders pooled, in 40 documents, 81 % of the data"."""
    rests = say_count(row.n, *_UNITS[unit])
    pooled = row.measure in _POOLED and len(row.coders) > 2
    if pooled:
        rests = say("{units}, pairs of coders pooled,", units=rests)
    if row.n_documents is not None and unit != "documents":
        rests = say("{units} in {documents}", units=rests, documents=plural(row.n_documents, "document"))
    if row.coverage is not None and row.coverage < 0.9995:
        rests = say("{units}, {share} of the data", units=rests, share=percent(row.coverage))
    return rests


_VERDICTS = (
    later("Its lower bound is below .667: on Krippendorff’s reading too low to draw conclusions from."),
    later("Its lower bound is between .667 and .800: on Krippendorff’s reading enough for tentative conclusions only."),
    later("Even its lower bound reaches .800: on Krippendorff’s reading data to rely on."),
)


def verdict_sentence(row: ResultRow) -> str:
    """What an alpha means against Krippendorff's marks, by its lower bound and never by its value alone; else empty."""
    level = verdict_level(row)
    if level is None:
        return ""
    return say(_VERDICTS[level])


def verdict_level(row: ResultRow) -> int | None:
    """0: lower bound under .667; 1: under .800; 2: at least .800; None: no alpha, or no interval."""
    if row.measure not in words.ALPHAS or row.low is None:
        return None
    return (row.low >= TENTATIVE) + (row.low >= RELY)


def _interval_words(row: ResultRow) -> str:
    if row.low is None or row.high is None:
        return say("no interval")
    return say("95 % interval {low} to {high}", low=decimal(row.low), high=decimal(row.high))


def closed(reason: str | None) -> str:
    """A reason as it stands, closed with a full stop."""
    text = (reason or say("no reason was given")).strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
