"""[parties] of the cue files: which codes and words stand for armed groups, states, people, places, bodies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Parties:
    """The words of [parties]: which codes are armed groups, which nouns stand for groups, states, people, places.

    `armed_names` are words that make a named party an armed group whose code does not tell ("network", "lashkar").
    `predecessors` are the governments before those who are `governing`: a text that names one speaks of the time when
    they were not. `general` maps a noun that names a party without a name ("analyst") to the code it is coded with,
    `demonyms` an adjective ("Iranian") to the state whose act or view the noun after it is, `capitals` the seat of a
    government to the codes that it may mean.
    """

    armed: frozenset[str] = frozenset()
    governing: frozenset[str] = frozenset()
    nouns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    general: Mapping[str, str] = field(default_factory=dict)
    back: Mapping[str, str] = field(default_factory=dict)
    armed_names: frozenset[str] = frozenset()
    predecessors: frozenset[str] = frozenset()
    demonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    capitals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def unnamed(self) -> frozenset[str]:
        """Codes for parties without a code of their own ("other_state")."""
        return frozenset(self.general.values())

    def kinds(self, lemma: str) -> set[str]:
        return {kind for kind, words in self.nouns.items() if lemma in words}


def read_parties(*cues: object) -> Parties:
    """[parties] of one or more cue files, joined; words of later files are added."""
    armed: set[str] = set()
    governing: set[str] = set()
    armed_names: set[str] = set()
    predecessors: set[str] = set()
    nouns: dict[str, set[str]] = {}
    general: dict[str, str] = {}
    back: dict[str, str] = {}
    for cue in cues:
        table = cue.get("parties") if isinstance(cue, Mapping) else None
        if not isinstance(table, Mapping):
            continue
        for name, value in table.items():
            if name == "armed":
                armed.update(_words(value))
            elif name == "governing":
                governing.update(_words(value))
            elif name == "armed_names":
                armed_names.update(_words(value))
            elif name == "predecessors":
                predecessors.update(_words(value))
            elif name in ("general", "back") and isinstance(value, Mapping):
                target = general if name == "general" else back
                target.update({word: str(code) for code, words in value.items() for word in _words(words)})
            else:
                nouns.setdefault(str(name), set()).update(_words(value))
    return Parties(
        frozenset(armed),
        frozenset(governing),
        {kind: frozenset(words) for kind, words in nouns.items()},
        general,
        back,
        frozenset(armed_names),
        frozenset(predecessors),
    )


def _words(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
