"""Threats that no lexicon entry calls: clauses whose doer is an armed group or whose words weigh enough together."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from annotator.suggest import clause_extents, clauses, spans, status
from annotator.suggest.found import Found
from annotator.suggest.threat_reading import more_specific
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.holders import Cast
    from annotator.suggest.tree import Doc, Token

CLAUSES = frozenset({"ROOT", "conj", "ccomp", "relcl", "acl", "xcomp", "advcl", "pcomp"})
POINTERS = frozenset({"it", "which", "who", "that", "they"})
"""Pronouns that may point back to an armed group."""
BEFORE, AFTER = 10, 14
"""How many words around a verb can lie in its span."""
CAUSES = frozenset({"make", "let", "cause", "force", "have"})
"""Verbs whose clause tells what they bring about; of others it tells what is said."""
TOPIC = 40.0
"""What the share of a code's strong words in a text weighs for a clause of it."""
SPAN_WORDS = 12
SHORTEST, SHORT = 3, 4
FORMS = frozenset(
    {"doer", "party", "place", "preposition", "modal", "negated", "copula", "adverbial", "infinitive", "short", "state"}
)
"""What a clause may be besides its words: an armed group does it (doer) or stands in it (party), it names a place, ..."""


@dataclass(frozen=True, slots=True)
class DefaultThreats:
    """[default] of the threat cues. A score of 0 switches it off.

    `weights`: word -> code and weight, below 0 for a word that speaks against a threat; the verb counts twice.
    `forms`: what FORMS weigh. A clause is offered where all this comes to `least`.
    """

    score: float = 0.0
    code: str = "expansion"
    least: float = 3.0
    silent: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()
    weights: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    forms: Mapping[str, float] = field(default_factory=dict)
    strong: frozenset[str] = frozenset()


def read_default(cues: Mapping[str, object]) -> DefaultThreats:
    table = cues.get("default")
    if not isinstance(table, Mapping):
        return DefaultThreats()
    weights: dict[str, tuple[str, float]] = dict.fromkeys(_words(table.get("against")), ("", -1.5))
    for name, weight in (("weak", 1.0), ("strong", 2.0)):
        codes = table.get(name)
        for code, words in codes.items() if isinstance(codes, Mapping) else ():
            weights.update({word: (str(code), weight) for word in _words(words)})
    silent = table.get("silent")
    numbers = {name: float(value) for name in ("score", "least") if isinstance(value := table.get(name), int | float)}
    forms = table.get("forms")
    return DefaultThreats(
        code=str(table.get("code", "expansion")),
        silent=frozenset(_words(silent)),
        against=frozenset(_words(table.get("against"))),
        weights=weights,
        strong=frozenset(word for word, (_, weight) in weights.items() if weight > 1),
        forms={str(k): float(v) for k, v in forms.items() if k in FORMS} if isinstance(forms, Mapping) else {},
        **numbers,
    )


def _words(value: object) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else []


def default_threats(
    doc: Doc,
    cast: Cast,
    words: DefaultThreats,
    status_words: status.StatusWords,
    *,
    found: Sequence[Found] = (),
    silenced: Collection[int] = (),
) -> Iterator[Found]:
    """One threat for each clause that weighs enough, unless its verb is silent, `silenced` or lies in one of those `found` before."""
    if not words.score:
        return
    read = words_of(doc)
    taken = _covered(read.starts, found).union(silenced)
    spoken = Counter(words.weights[key][0] for key in read.keys if key in words.strong)
    for at, most in _hopeful(doc, cast, words):
        if at not in taken:
            threat = _read_clause(doc, doc[at], cast, words, status_words, spoken, most)
            if threat is not None:
                yield threat


def _covered(starts: Sequence[int], found: Sequence[Found]) -> set[int]:
    """The tokens within what was found."""
    taken: set[int] = set()
    for each in found:
        taken.update(range(bisect_left(starts, each.start), bisect_left(starts, each.end)))
    return taken


def _hopeful(doc: Doc, cast: Cast, words: DefaultThreats) -> Iterator[tuple[int, float]]:
    """The verbs around which enough stands that their clause may weigh enough (a bound, so that few need be read).

    Each comes with what its clause weighs at most unless an armed group is its doer.
    """
    read = words_of(doc)
    groups = cast.parties.nouns.get("group", frozenset()) | POINTERS
    weights = [words.weights[key][1] if key in words.weights else 0.0 for key in read.keys]
    sums = [0.0, *accumulate(max(weight, 0.0) for weight in weights)]
    armed = {at for mention in cast.mentions if mention.armed for at in range(mention.first, mention.last)}
    parties = [0, *accumulate(key in groups or at in armed for at, key in enumerate(read.keys))]
    most = sum(weight for form, weight in words.forms.items() if form not in ("doer", "party") and weight > 0)
    doer, party = words.forms.get("doer", 0.0), words.forms.get("party", 0.0)
    for at, (part, link, lemma) in enumerate(zip(read.parts, read.links, read.keys, strict=True)):
        if part not in ("VERB", "AUX") or link not in CLAUSES or lemma in words.silent:
            continue
        first, last = max(at - BEFORE, 0), min(at + AFTER, len(weights))
        bound = sums[last] - sums[first] + max(weights[at], 0.0) + most
        bound += words.forms.get("copula", 0.0) if part == "AUX" else 0.0
        bound += party if parties[last] > parties[first] else 0.0
        if bound + (doer if parties[last] > parties[first] else 0.0) >= words.least:
            yield at, bound


def _read_clause(
    doc: Doc,
    verb: Token,
    cast: Cast,
    words: DefaultThreats,
    status_words: status.StatusWords,
    spoken: Mapping[str, int],
    most: float,
) -> Found | None:
    who, passive = clauses.subject(verb)
    if verb.lemma_ not in CAUSES and clauses.child(verb, "ccomp") is not None:
        return None
    if who is not None and who.i > verb.i and verb.pos_ == "AUX":
        return None
    doer = clauses.agent(verb) if passive else who
    armed = doer is not None and _group(doer, cast)
    if most + words.forms.get("doer", 0.0) * armed < words.least:
        return None
    first, last = clause_extents.clause_span(doc, verb, first=verb.i, last=verb.i, words=SPAN_WORDS)
    if last - first < SHORTEST:
        return None
    keys = words_of(doc).keys
    weighed = [words.weights[key] for key in dict.fromkeys(keys[first:last]) if key in words.weights]
    forms = _forms(verb, cast, doer, armed=armed, first=first, last=last)
    weight = sum(value for _, value in weighed) + sum(words.forms.get(form, 0.0) for form in forms)
    weight += max(words.weights.get(keys[verb.i], ("", 0.0))[1], 0.0)
    if weight < words.least:
        return None
    code = _code(weighed, words, {each: TOPIC * count / len(keys) for each, count in spoken.items()})
    code = more_specific(code, doc, first, last, cast)
    attributes = {"status": status.of_code(code, status.of_verb(verb, status_words), verb, status_words)}
    if attributes["status"] == "potential":
        code = status_words.recode.get(code, code)
    perpetrator = cast.code(doer) if armed else None
    if perpetrator:
        attributes["perpetrator"] = perpetrator
    target = next((each.code for each in cast.between(verb.i + 1, last + 3) if each.code != perpetrator), None)
    if target:
        attributes["target"] = target
    return spans.found(
        doc,
        first,
        last,
        facet="threat",
        code=code,
        rule="threats:default",
        score=min(words.score + weight / 50, 1.0),
        attributes=attributes,
    )


def _code(weighed: Sequence[tuple[str, float]], words: DefaultThreats, topic: Mapping[str, float]) -> str:
    """The code that the words of a clause weigh most for; of equals the one of which the whole text speaks more."""
    by_code: Counter[str] = Counter()
    for code, value in weighed:
        if code:
            by_code[code] += round(value)
    return max(by_code, key=lambda code: (by_code[code] + topic.get(code, 0.0), code), default=words.code)


def _forms(verb: Token, cast: Cast, doer: Token | None, *, armed: bool, first: int, last: int) -> Iterator[str]:
    """The FORMS that a clause has."""
    within = [each for each in cast.between(first, last + 3) if each.armed and not (armed and each.last <= verb.i)]
    governed = list(clauses.after_preposition(verb))
    present = {
        "doer": armed,
        "state": not armed and "nation" in cast.kinds(doer),
        "party": bool(within),
        "place": any((name := cast.at(noun)) is not None and name.place for noun in governed),
        "preposition": bool(governed),
        "modal": status.modal(verb),
        "negated": status.negated(verb),
        "copula": verb.pos_ == "AUX" or verb.lemma_ in ("be", "have"),
        "adverbial": verb.dep_ == "advcl",
        "infinitive": verb.dep_ == "xcomp",
        "short": last - first <= SHORT,
    }
    yield from (form for form, there in present.items() if there)


def _group(doer: Token, cast: Cast) -> bool:
    """Whether the doer of a clause is an armed group that does not govern, or what stands for one."""
    if doer.pos_ == "PRON" and doer.lower_ not in POINTERS:
        return False
    mention = cast.at(doer)
    code = mention.code if mention is not None else cast.code(doer)
    if cast.armed(code) or (mention is not None and mention.armed):
        return code not in cast.governing
    return code is None and "group" in cast.kinds(doer)
