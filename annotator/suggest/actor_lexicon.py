"""What the codebook knows of actors: its aliases and the wide lists of its actor cues, compiled once."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from annotator.codebook import Alias, Codebook
from annotator.suggest.alias_faults import RULE_WORDS, alias_faults, alias_problem, known_rule
from annotator.suggest.found import PatternFault, cue_fault
from annotator.suggest.learned.settings import read_least_seat
from annotator.suggest.name_list import NameList
from annotator.suggest.names import FACET, KINDS, Kind, Name, fold
from annotator.wording import say

CUES = "actors"

_LISTS = re.compile(r"\{(\w+)\}")
_MOST = 5000
_OPTIONS = ("code", "case", "score", "after", "when")

_TABLES: Mapping[str, tuple[str, Mapping[str, Kind]]] = {
    "state": (
        "other_state",
        {"names": "country", "demonyms": "demonym", "people": "people", "capitals": "capital", "provinces": "city"},
    ),
    "organisation": ("other_org", {"names": "name"}),
    "person": ("other_person", {"names": "person"}),
    "ignore": ("", {"names": "ignore"}),
}


@dataclass(frozen=True, slots=True, eq=False)
class ActorLexicon:
    """Names, word lists and the faults met in them. `codes`: the codes that may be offered; `least_seat`: see settings.py."""

    names: NameList
    listed: tuple[Name, ...]
    words: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[str, ...]]
    codes: frozenset[str]
    faults: tuple[PatternFault, ...] = field(default=())
    least_seat: float | None = None

    def has(self, kind: str, *forms: str) -> bool:
        """Whether any of the words stands in the word list `kind`."""
        listed = self.words.get(kind)
        return listed is not None and not listed.isdisjoint(forms)


def actor_lexicon(codebook: Codebook) -> ActorLexicon:
    """Compile the actor facet's aliases and the cues "actors". What cannot be used becomes a fault."""
    facet = codebook.facet(FACET)
    codes = frozenset(code.name for code in facet.codes if not code.retired) if facet else frozenset()
    faults = list(alias_faults(codebook))
    names: list[Name] = []
    for code in facet.codes if facet else ():
        if not code.retired:
            names += (_from_alias(alias, code.name) for alias in code.aliases)
    cues = codebook.cues.get(CUES, {})
    table: Mapping[str, object] = cues if isinstance(cues, Mapping) else {}
    own = {fold(name.text) for name in names}
    lists = table.get("words", {})
    phrases = {
        kind: tuple(item for item in items if isinstance(item, str))
        for kind, items in (lists.items() if isinstance(lists, Mapping) else ())
        if isinstance(items, list)
    }
    names += (name for name in _from_cues(table, codebook, codes, phrases, faults) if fold(name.text) not in own)
    words = {kind: frozenset(fold(item).casefold() for item in items) for kind, items in phrases.items()}
    listing = NameList(names, ambiguous=words.get("ambiguous", ()))
    return ActorLexicon(listing, tuple(names), words, phrases, codes, tuple(faults), read_least_seat(table))


def _from_alias(alias: Alias, code: str) -> Name:
    kind, when = alias.options.get("kind", "name"), alias.options.get("when", "")
    return Name(
        alias.text,
        code,
        kind=next((each for each in KINDS if each == kind), "name"),
        case=alias.case,
        score=alias.score,
        when="" if alias_problem(alias, code) else str(when),
        attributes=alias.attributes,
    )


def _from_cues(
    cues: Mapping[str, object],
    codebook: Codebook,
    codes: frozenset[str],
    lists: Mapping[str, Sequence[str]],
    faults: list[PatternFault],
) -> Iterator[Name]:
    for table, (usual, kinds) in _TABLES.items():
        entries = cues.get(table, [])
        for number, entry in enumerate(entries if isinstance(entries, list) else []):
            if not isinstance(entry, Mapping):
                continue
            code = entry.get("code", usual)
            if code and code not in codes:
                if codebook.code(FACET, str(code)) is None:
                    faults.append(
                        cue_fault(codebook, CUES, (table, number, "code"), say("“{code}” is no actor code.", code=code))
                    )
                continue
            for key in entry:
                if key not in kinds and key not in _OPTIONS:
                    allowed = ", ".join((*kinds, *_OPTIONS))
                    problem = say(
                        "“{key}” is not known in [[{table}]]; allowed: {allowed}.",
                        key=key,
                        table=table,
                        allowed=allowed,
                    )
                    faults.append(cue_fault(codebook, CUES, (table, number, key), problem))
            if not known_rule(entry.get("when", "")):
                problem = say("“{when}” is no known rule; allowed: {rules}.", when=entry["when"], rules=say(RULE_WORDS))
                faults.append(cue_fault(codebook, CUES, (table, number, "when"), problem))
                continue
            for key, kind in kinds.items():
                for given in _texts(entry, key, codebook, (table, number, key), faults):
                    texts = _spelled_out(given, lists)
                    if not texts:
                        problem = say(
                            "“{given}” names word lists that [words] lacks, or makes more than {most} names.",
                            given=given,
                            most=_MOST,
                        )
                        faults.append(cue_fault(codebook, CUES, (table, number, key), problem))
                    yield from (_from_entry(entry, text, kind, str(code)) for text in texts)


def _spelled_out(text: str, lists: Mapping[str, Sequence[str]]) -> list[str]:
    """The names that a text stands for: "{branch} of X" is one for each word of the list `branch`; itself without lists."""
    parts = _LISTS.split(text)
    choices = [lists.get(part, ()) if at % 2 else (part,) for at, part in enumerate(parts)]
    if math.prod(map(len, choices)) > _MOST:
        return []
    return ["".join(chosen) for chosen in product(*choices)]


def _texts(
    entry: Mapping[str, object], key: str, codebook: Codebook, path: tuple[str | int, ...], faults: list[PatternFault]
) -> Iterator[str]:
    given = entry.get(key, [])
    for text in given if isinstance(given, list) else [given]:
        if isinstance(text, str) and any(map(str.isalnum, text)) and len(text) <= 200:
            yield text
        else:
            faults.append(
                cue_fault(
                    codebook, CUES, path, say("{key} must be names of letters, not {text!r}.", key=key, text=text)
                )
            )


def _from_entry(entry: Mapping[str, object], text: str, kind: Kind, code: str) -> Name:
    """A name of the wide lists: states and persons count as written, organisations where they are in capitals."""
    case, score, after = entry.get("case"), entry.get("score"), entry.get("after", ())
    by_kind = kind != "name" or " " not in text
    return Name(
        text,
        code,
        kind=kind,
        case=case if isinstance(case, bool) else by_kind,
        score=float(score) if isinstance(score, int | float) else 0.9,
        when=str(entry.get("when", "")),
        after=tuple(str(word) for word in after) if isinstance(after, list | tuple) else (),
    )
