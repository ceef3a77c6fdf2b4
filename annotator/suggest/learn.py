"""What coders' decisions teach: aliases to add, other occurrences of a name, aliases that are rejected again and again.

Pure functions over records; whoever calls them decides what to do with the answers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.codebook import Codebook
from annotator.records import Coding, Decision, Region, Span, Suggestion
from annotator.reflow import Flow, reflow
from annotator.suggest.actor_lexicon import actor_lexicon
from annotator.suggest.name_list import NameList
from annotator.suggest.names import Name, fold

LONGEST_ALIAS = 8
"""Most words of a name that is offered as an alias."""
BY_HAND = frozenset({"manual", "edited", "imported", "adjudicated"})
"""Origins of codings in which somebody chose span and code; imported ones were made by hand elsewhere."""
EDGES = " .,;:!?\"'“”‘’()[]–—-"
"""Signs that a hasty selection takes along at a name's ends."""
SHORT = 5
"""Names in capitals of up to this many letters ("IS") are offered as they are written only."""


@dataclass(frozen=True, slots=True)
class AliasOffer:
    """A name that was coded by hand and that no alias of its code knows.

    `count` codings in `documents` documents by `coders` coders carry it. `case`: capitals should decide.
    """

    facet: str
    code: str
    text: str
    case: bool
    count: int
    documents: int
    coders: int


@dataclass(frozen=True, slots=True)
class RuleUse:
    """What became of the suggestions of one rule in one use: a code with these attributes, from this source.

    `decided` counts accepted, edited and rejected ones; what was ignored tells nothing.
    """

    facet: str
    code: str
    source: str
    attributes: tuple[tuple[str, str], ...]
    accepted: int
    edited: int
    rejected: int

    @property
    def decided(self) -> int:
        return self.accepted + self.edited + self.rejected


def alias_offers(
    codings: Iterable[Coding],
    *,
    texts: Mapping[str, tuple[str, Sequence[Region]]],
    codebook: Codebook,
    facet: str = "actor",
) -> list[AliasOffer]:
    """Names that were coded by hand and could become aliases, the most frequent first.

    `texts` gives each document's text and regions by its sha256; codings of other documents are passed over. A name
    needs a capital letter and at most LONGEST_ALIAS words; spellings that differ only in signs and capitals count
    as one, and the most frequent is offered.
    """
    known = actor_lexicon(codebook).names
    elsewhere = _aliases_by_code(codebook, facet)
    flows: dict[str, Flow] = {}
    seen: dict[tuple[str, str], list[tuple[str, Coding]]] = defaultdict(list)
    for coding in codings:
        if coding.facet != facet or coding.span is None or coding.origin not in BY_HAND or coding.document not in texts:
            continue
        if coding.document not in flows:
            flows[coding.document] = reflow(*texts[coding.document])
        name = _flowed(flows[coding.document], coding.span).strip(EDGES)
        if (
            name
            and name != name.lower()
            and len(name.split()) <= LONGEST_ALIAS
            and not _knows(known, name, coding.code)
            and not elsewhere.get(fold(name).casefold(), {coding.code}) - {coding.code}
        ):
            seen[coding.code, fold(name).casefold()].append((name, coding))
    offers = [_offer(facet, code, found) for (code, _), found in seen.items()]
    return sorted(offers, key=lambda offer: (-offer.count, offer.facet, offer.code, offer.text))


def name_at(span: Span, text: str, *, regions: Sequence[Region] = ()) -> str:
    """The words of a span as they read without line breaks and with single spaces, to look for elsewhere."""
    return _flowed(reflow(text, regions), span)


def occurrences(name: str, text: str, *, regions: Sequence[Region] = (), case: bool = True) -> list[Span]:
    """Where a name stands in a document, for "code all occurrences": whole words, across soft line breaks.

    Regions that are left out are passed over. With `case` capitals must be as in `name`.
    """
    flow = reflow(text, regions, leave_out=True)
    matches = NameList([Name(name, "", case=case)]).find(flow.text)
    return [
        flow.to_stored(match.start, match.end)
        for match in matches
        if not flow.text[match.end : match.end + 1].isalpha()  # "Raiders" does not name the Raider
    ]


def rule_uses(suggestions: Iterable[Suggestion], decisions: Iterable[Decision]) -> list[RuleUse]:
    """Each rule and use with its counts, most rejected first. A coder's last decision on a suggestion counts."""
    by_id = {suggestion.id: suggestion for suggestion in suggestions}
    last: dict[tuple[str, str, str], Decision] = {}
    for decision in sorted(decisions, key=lambda each: each.at):
        if decision.suggestion in by_id:
            last[decision.suggestion, decision.coder, decision.round] = decision
    counts: dict[tuple[str, str, str, tuple[tuple[str, str], ...]], Counter[str]] = defaultdict(Counter)
    for decision in last.values():
        suggestion = by_id[decision.suggestion]
        attributes = tuple(sorted(suggestion.attributes.items()))
        counts[suggestion.facet, suggestion.code, suggestion.source, attributes][decision.verdict] += 1
    uses = [RuleUse(*use, count["accepted"], count["edited"], count["rejected"]) for use, count in counts.items()]
    return sorted(uses, key=lambda use: (-use.rejected, use.facet, use.code, use.source, use.attributes))


def doubtful_rules(uses: Iterable[RuleUse], *, least: int = 3, share: float = 0.6) -> list[RuleUse]:
    """The uses that were rejected at least `least` times and in at least `share` of what was decided on them."""
    return [use for use in uses if use.rejected >= least and use.rejected >= share * use.decided]


def _flowed(flow: Flow, span: Span) -> str:
    return " ".join(flow.text[flow.to_flowed(span.start) : flow.to_flowed(span.end)].split())


def _aliases_by_code(codebook: Codebook, facet: str) -> dict[str, set[str]]:
    """The codes that list each spelling: one that another code has cannot be added without a rule that parts them."""
    codes: dict[str, set[str]] = {}
    found = codebook.facet(facet)
    for code in found.codes if found else ():
        for alias in code.aliases:
            codes.setdefault(fold(alias.text).casefold(), set()).add(code.name)
    return codes


def _knows(known: NameList, name: str, code: str) -> bool:
    matches = known.find(name)
    whole = [match for match in matches if (match.start, match.end) == (0, len(name))]
    return any(listed.code == code for match in whole for listed in match.names)


def _offer(facet: str, code: str, found: Sequence[tuple[str, Coding]]) -> AliasOffer:
    spellings = Counter(name for name, _ in found)
    text = min(spellings, key=lambda name: (-spellings[name], name))
    return AliasOffer(
        facet=facet,
        code=code,
        text=text,
        case=text.isupper() and sum(map(str.isalpha, text)) <= SHORT,
        count=len(found),
        documents=len({coding.document for _, coding in found}),
        coders=len({coding.coder for _, coding in found}),
    )
