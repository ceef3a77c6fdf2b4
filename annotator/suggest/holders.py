"""Who is meant: actors found in the text as the parties to an act, through pronouns, bodies, persons and group words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.suggest.antecedents import BOTH, KINDS, Antecedents
from annotator.suggest.clauses import SUBJECTS, conjuncts
from annotator.suggest.found import Found
from annotator.suggest.mentions import Mentions
from annotator.suggest.naming import Naming
from annotator.suggest.nearby import Nearby
from annotator.suggest.parties import Parties
from annotator.suggest.party_kinds import PartyKinds
from annotator.suggest.quotations import Quotations
from annotator.suggest.reported import Reporting

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token


class Cast(Mentions):
    """The actors of one parsed text, and whom its noun phrases mean. Without `reporting` nobody is quoted."""

    def __init__(
        self, doc: Doc, actors: Sequence[Found], parties: Parties, reporting: Reporting | None = None, /
    ) -> None:
        super().__init__(doc, actors, parties)
        self.kinds_kept: dict[tuple[str, int, int], set[str]] = {}
        self.antecedents = Antecedents(self)
        self.nearby = Nearby(self)
        self.naming = Naming(self)
        self.quotations = Quotations(self, reporting or Reporting())
        self._kinds = PartyKinds(self)

    def code(self, head: Token | None, *, but: str | None = None) -> str | None:
        """The code of the party that the noun phrase with this head names, or None. `but`: whom a pronoun cannot mean."""
        return self.naming.code(head, but=but)

    def owner(self, head: Token) -> str | None:
        """The code of the party that stands before a noun ("Afghan officials", "its leaders"), or in apposition."""
        return self.naming.owner(head)

    def codes(self, head: Token | None) -> list[str]:
        """The codes of a coordinated noun phrase, in order, without repeats; "both sides" gives the last two states."""
        if head is None:
            return []
        if self.at(head) is None and self._both(head):
            pair = self.nearby.pair(head)
            if len(pair) == 2:
                return pair
        if KINDS.get(head.lower_) == "many":
            meant = self.antecedents.of(head, None)
            if meant is not None:
                return self.codes(meant)
        found: list[str] = []
        for each in conjuncts(head):
            code = self.code(each)
            if code and code not in found:
                found.append(code)
        return found

    def kinds(self, head: Token | None) -> frozenset[str]:
        """What a noun phrase can be: group, state, people, place, threat, and further kinds that [parties] names.

        A group that does not govern is of kind "rebel" as well, a named party that is no group "nation".
        """
        return self._kinds.of(head)

    def _both(self, head: Token) -> bool:
        if head.lower_ in BOTH:
            return head.dep_ in SUBJECTS
        if head.lemma_.lower() not in self.parties.nouns.get("pair", ()):
            return False
        return any(each.lower_ in BOTH or each.lower_ == "two" for each in head.lefts)

    def counterpart(self, token: Token, *, but: str, armed: bool = False) -> str | None:
        """Whom a clause most likely speaks of besides `but`; only armed groups, if there are any and `armed` is set."""
        return self.nearby.counterpart(token, but=but, armed=armed)
