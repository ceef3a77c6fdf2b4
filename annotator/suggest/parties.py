"""The words of [parties] in the cue files: which codes and nouns are armed groups, states, people, places, and so on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

CODES_AND_WORDS = ("armed", "governing", "armed_names", "predecessors", "peaceful")
"""Keys of [parties] that are lists of codes or words; every other list names a kind of noun."""


@dataclass(frozen=True, slots=True)
class Parties:
    """Which codes are armed groups, which nouns stand for groups, states, people, places.

    `armed_names`: words that make a named party an armed group whose code does not tell ("network", "lashkar").
    `predecessors`: the governments before the groups that are `governing`; a text that names one often speaks of the
    time when those did not govern. `peaceful`: words before a noun of kind "group" that make it no armed one ("working
    group"). `nouns`: kind -> nouns. `general`: a noun that names a party without a name ("analyst") -> its code.
    `back`: a noun that points back ("the group") -> what to. `demonyms`: an adjective ("Iranian") -> the states whose act
    or view the noun after it may be; `capitals`: the seat of a government -> the codes that it may mean. `specific`: a code -> more specific ones, each with the
    kind of noun that calls for it.
    """

    armed: frozenset[str] = frozenset()
    governing: frozenset[str] = frozenset()
    armed_names: frozenset[str] = frozenset()
    predecessors: frozenset[str] = frozenset()
    peaceful: frozenset[str] = frozenset()
    nouns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    general: Mapping[str, str] = field(default_factory=dict)
    back: Mapping[str, str] = field(default_factory=dict)
    specific: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    demonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    capitals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unnamed: frozenset[str] = field(init=False, repr=False, compare=False)
    """Codes for parties without a code of their own ("other_state")."""
    _kinds: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "unnamed", frozenset(self.general.values()))

    def kinds(self, lemma: str) -> set[str]:
        """The kinds of noun that a lemma is, in a set of the caller's own."""
        known = self._kinds.get(lemma)
        if known is None:
            known = self._kinds[lemma] = frozenset(kind for kind, words in self.nouns.items() if lemma in words)
        return set(known)


def read_parties(*cues: object) -> Parties:
    """[parties] and [specific] of one or more cue files, joined; words of later files are added."""
    lists: dict[str, set[str]] = defaultdict(set)
    maps: dict[str, dict[str, str]] = {"general": {}, "back": {}}
    for table in _tables(cues, "parties"):
        for name, value in table.items():
            if name in maps:
                codes = value if isinstance(value, Mapping) else {}
                maps[name].update({word: str(code) for code, words in codes.items() for word in _words(words)})
            else:
                lists[str(name)].update(_words(value))
    specific: dict[str, dict[str, str]] = {}
    for table in _tables(cues, "specific"):
        for code, others in table.items():
            if isinstance(others, Mapping):
                specific[str(code)] = {str(other): str(kind) for other, kind in others.items()}
    own = {name: frozenset(lists.pop(name, ())) for name in CODES_AND_WORDS}
    return Parties(
        armed=own["armed"],
        governing=own["governing"],
        armed_names=own["armed_names"],
        predecessors=own["predecessors"],
        peaceful=own["peaceful"],
        nouns={kind: frozenset(words) for kind, words in lists.items()},
        general=maps["general"],
        back=maps["back"],
        specific=specific,
    )


def _tables(cues: tuple[object, ...], name: str) -> Iterator[Mapping[object, object]]:
    for cue in cues:
        table = cue.get(name) if isinstance(cue, Mapping) else None
        if isinstance(table, Mapping):
            yield table


def _words(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
