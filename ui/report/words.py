"""The field's words for measures, tasks, subsets, intervals and kinds of disagreement, each with one line that explains.

Report and window take their labels from here, so that one figure has one name everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from annotator.agreement.rows import ResultRow
from annotator.wording import later, say


@dataclass(frozen=True, slots=True)
class Word:
    """A name as people read it, and one line that says what it means. `sources`: keys of references.REFERENCES."""

    label: str
    line: str
    sources: tuple[str, ...] = ()


MEASURES: Mapping[str, Word] = MappingProxyType(
    {
        "percent_agreement": Word(
            "Percent agreement", "Share of pairable decisions that are the same; chance included."
        ),
        "cohen_kappa": Word(
            "Cohen’s kappa", "Two coders, corrected for chance by each coder’s own marginals.", ("cohen1960",)
        ),
        "weighted_kappa": Word(
            "Weighted kappa", "Cohen’s kappa in which near misses weigh less than far ones.", ("cohen1968",)
        ),
        "scott_pi": Word("Scott’s pi", "Two coders, corrected for chance by their pooled marginals.", ("scott1955",)),
        "fleiss_kappa": Word("Fleiss’ kappa", "Scott’s pi for any number of coders.", ("fleiss1971",)),
        "randolph_kappa": Word(
            "Randolph’s kappa", "Any number of coders; chance is one over the number of codes.", ("randolph2005",)
        ),
        "light_kappa": Word("Light’s kappa", "The mean of Cohen’s kappa over the pairs of coders.", ("light1971",)),
        "krippendorff_alpha": Word(
            "Krippendorff’s alpha",
            "One less observed over expected disagreement; any number of coders, missing data allowed.",
            ("krippendorff2019",),
        ),
        "gwet_ac1": Word(
            "Gwet’s AC1", "Corrected for chance in a way that extreme prevalence hardly moves.", ("gwet2008",)
        ),
        "gwet_ac2": Word("Gwet’s AC2", "AC1 with weights, for ordered codes.", ("gwet2014",)),
        "brennan_prediger": Word(
            "Brennan–Prediger kappa", "Corrected for chance by one over the number of codes.", ("brennan1981",)
        ),
        "pabak": Word(
            "PABAK",
            "Kappa as it would be without bias and at even prevalence: twice agreement less one.",
            ("byrt1993",),
        ),
        "prevalence_index": Word(
            "Prevalence index", "How far the code’s use is from even: |a − d| / n, 0 to 1.", ("byrt1993",)
        ),
        "bias_index": Word(
            "Bias index", "How far the coders differ in how often they use it: |b − c| / n.", ("byrt1993",)
        ),
        "positive_agreement": Word(
            "Positive agreement",
            "Agreement that the code applies, over all that at least one gave.",
            ("cicchetti1990",),
        ),
        "negative_agreement": Word("Negative agreement", "Agreement that the code does not apply.", ("cicchetti1990",)),
        "f1_exact": Word(
            "F1 (exact spans)", "Share of spans that both marked with the very same ends.", ("hripcsak2005",)
        ),
        "f1_iou50": Word(
            "F1 (IoU > 0.5)",
            "Share of spans that both marked, sharing more than half of their joint length.",
            ("hripcsak2005",),
        ),
        "f1_overlap": Word(
            "F1 (any overlap)", "Share of spans of either coder that touch one of the other’s.", ("hripcsak2005",)
        ),
        "u_alpha": Word(
            "u-alpha",
            "Alpha of unitizing: where spans lie and which code they carry, gaps included.",
            ("krippendorff2016",),
        ),
        "bar_u_alpha": Word("|u-alpha", "Alpha of unitizing: span or gap, whatever the code.", ("krippendorff2016",)),
        "cu_alpha": Word("cu-alpha", "Alpha of the codes where spans of the coders intersect.", ("krippendorff2016",)),
        "k_u_alpha": Word(
            "(k)u-alpha", "Alpha of one code where spans of the coders intersect.", ("krippendorff2016",)
        ),
        "alpha_u_1995": Word(
            "Alpha-U of 1995", "The older alpha of unitizing, for comparison with other tools.", ("krippendorff1995",)
        ),
        "alpha_jaccard": Word(
            "Krippendorff’s alpha, Jaccard distance", "Alpha over sets of codes per document.", ("krippendorff2019",)
        ),
        "alpha_masi": Word(
            "Krippendorff’s alpha, MASI distance",
            "Alpha over sets of codes; sets inside one another count as near.",
            ("krippendorff2019", "passonneau2006"),
        ),
        "pair_f1": Word(
            "F1 (holder → target)",
            "Share of directed pairs (who takes a stance towards whom) that both found.",
            ("hripcsak2005",),
        ),
        "direction_agreement": Word(
            "Direction agreement", "Share of pairs both found in which the directions are the same too."
        ),
        "polarity_flip_rate": Word(
            "Polarity flips", "Share of shared pairs with opposite sides, where neither is neutral; lower is better."
        ),
    }
)

TASKS: Mapping[str, Word] = MappingProxyType(
    {
        "spans": Word("Is something there?", "Spans matched one to one, whatever their code."),
        "category": Word("Which code?", "Codes of matched spans (IoU > 0.5)."),
        "unitizing": Word("Where, and which code?", "The text as a continuum of spans and gaps."),
        "document": Word("Codes of the document", "The set of codes that each coder gave a document."),
        "stance": Word("Who towards whom, and how?", "Coder × document × ordered pair of holder and target."),
    }
)
"""In the order in which a report shows them."""

SUBSETS: Mapping[str, Word] = MappingProxyType(
    {
        "all": Word("All units", "Everything that at least two coders completed."),
        "offered": Word("Offered", "Units that overlap a suggestion shown to both coders, whatever they did with it."),
        "not-offered": Word("Not offered", "Units that no suggestion shown to both coders overlaps."),
        "assisted": Word("Assisted", "Documents coded with suggestions in view."),
        "unassisted": Word("Unassisted", "Documents coded without suggestions."),
        "resolved": Word("Resolved parties", "Stances whose holder and target are both codes, free text left out."),
    }
)

INTERVALS: Mapping[str, Word] = MappingProxyType(
    {
        "jackknife-t": Word(
            "jackknife", "Leaving out one document at a time; t with n − 1 degrees of freedom.", ("efron1993",)
        ),
        "bootstrap": Word(
            "bootstrap", "Documents drawn with replacement; the middle 95 % of replicates.", ("efron1993",)
        ),
        "gwet": Word("Gwet’s error", "Linearised standard error; t with n − 1 degrees of freedom.", ("gwet2008",)),
    }
)

KINDS: Mapping[str, Word] = MappingProxyType(
    {
        "missed": Word("Missed", "One coder marked something; the other has nothing there."),
        "boundary": Word("Boundary", "Both marked it, with different ends."),
        "code": Word("Code", "Both marked it, with different codes."),
        "direction": Word("Direction", "The same two parties, holder and target the other way round."),
        "valence": Word("Valence", "The same holder and target, a different valence."),
        "attribute": Word("Attribute", "The same code, a different attribute."),
    }
)

COLUMNS = frozenset(
    {
        later("documents"), later("spans"), later("overlapping"), later("merged"), later("several codes"), later("cut"),
        later("left out"), later("not done"), later("changed"), later("shown"), later("accepted"), later("edited"),
        later("rejected"), later("ignored"), later("acceptance rate"), later("edit rate"), later("rejection rate"),
        later("matched spans"), later("mean difference of starts"), later("of ends"), later("of both"),
        later("same ends"), later("share below .667"), later("share below .800"), later("unresolved pairs"),
        later("unresolved share"), later("holder or target not given"), later("both"), later("neither"), later("gold"), later("met"), later("recall"), later("suggested"), later("right"), later("precision"), later("F1"), later("same code"), later("mean share"), later("gold met"), later("as most coders"), later("all agree"), later("as all coders"), later("decided"), later("timed"), later("number"), later("seconds, lower quartile"), later("seconds, median"), later("seconds, upper quartile"),
    }
)  # fmt: skip
"""Heads of columns in a run's tables; these are keys in files, and stay English there."""

ALPHAS = frozenset(
    {
        "krippendorff_alpha", "alpha_jaccard", "alpha_masi", "u_alpha", "bar_u_alpha", "cu_alpha", "k_u_alpha", "alpha_u_1995",
    }
)  # fmt: skip
"""Measures to which Krippendorff's .667 and .800 apply. No other figure is ever read against them."""


def _said(word: Word | None) -> Word | None:
    """A word of the tables in the language of the screen."""
    return None if word is None else Word(say(word.label), say(word.line), word.sources)


def column(name: str) -> str:
    """The head of a column of a run's table; one that names a coder, a code or a document stays."""
    return say(name) if name in COLUMNS else name


def measure(name: str) -> Word:
    """The words for a measure; an unknown one keeps its own name."""
    return _said(MEASURES.get(name)) or Word(name.replace("_", " "), "")


def task(name: str) -> Word:
    return _said(TASKS.get(name)) or Word(name.replace("_", " ").capitalize(), "")


def subset(name: str) -> Word:
    """The words for a subset, `without:A` included."""
    if name.startswith("without:"):
        coder = name.removeprefix("without:")
        return Word(say("Without {coder}", coder=coder), say("The same figure when {coder} is left out.", coder=coder))
    return _said(SUBSETS.get(name)) or Word(name, "")


def interval(name: str) -> Word:
    return _said(INTERVALS.get(name)) or Word(name, "")


def kind(name: str) -> Word:
    return _said(KINDS.get(name)) or Word(name.capitalize(), "")


def facet(name: str | None) -> str:
    """A facet's name at the head of a section; `None` is a table without facets."""
    return f"{name[:1].upper()}{name[1:]}" if name else say("All data")


def figure(row: ResultRow) -> str:
    """The full name of a row's measure, with level and weights: “Krippendorff’s alpha (ordinal)”."""
    weights = say("{weights} weights", weights=say(row.weights)) if row.weights else ""
    marks = [say(row.level) if row.level else "", weights]
    inside = ", ".join(mark for mark in marks if mark)
    label = measure(row.measure).label
    return f"{label} ({inside})" if inside else label


def scope(row: ResultRow) -> str:
    """What a row is about: “all coders”, “A and B”, “code x”, “document y”."""
    if row.scope == "all":
        return say("all coders")
    if row.scope.startswith("document:"):
        return row.scope.removeprefix("document:")
    parts = []
    if row.scope.startswith("pair:"):
        parts.append(say(" and ").join(row.coders) or row.scope)
    if row.code is not None:
        parts.append(row.code)
    return ", ".join(parts) or row.scope
