"""What a noun phrase can be: an armed group, a state, people, a place, a threat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.clauses import after_preposition

if TYPE_CHECKING:
    from annotator.suggest.holders import Cast
    from annotator.suggest.tree import Token

OF = frozenset({"of"})


class PartyKinds:
    """The kinds of the noun phrases of one text, worked out once each."""

    def __init__(self, cast: Cast, /) -> None:
        self._cast = cast
        self._kept: dict[int, frozenset[str]] = {}

    def of(self, head: Token | None) -> frozenset[str]:
        """What a noun phrase can be: group, state, people, place, threat, and further kinds that [parties] names.

        A group that does not govern is of kind "rebel" as well, a named party that is no group "nation".
        """
        if head is None:
            return frozenset()
        if head.i not in self._kept:
            self._kept[head.i] = frozenset(self._found(head))
        return self._kept[head.i]

    def _found(self, head: Token) -> set[str]:
        cast, parties = self._cast, self._cast.parties
        lemma = head.lemma_.lower()
        kinds = parties.kinds(lemma)
        if "group" in kinds and any(each.lower_ in parties.peaceful for each in head.lefts):
            kinds.discard("group")
        if "quantity" in kinds or head.tag_ == "CD":
            for noun in after_preposition(head, OF):
                kinds |= self.of(noun)
        if kinds & {"people", "threat", "group"} and cast.at(head) is None:
            if "people" in kinds and cast.armed(code := cast.owner(head) or cast.naming.complement(head)):
                kinds |= {"group"} if code in cast.governing else {"group", "rebel"}
            return kinds | ({"rebel"} if "group" in kinds and "people" not in kinds else set())
        mention = cast.at(head)
        code = mention.code if mention is not None else cast.code(head)
        if mention is not None:
            kinds.discard("group")
        if code is not None and (cast.armed(code) or (mention is not None and mention.armed)):
            kinds.add("group")
        elif code is not None:
            kinds |= {"state", "nation"}
        if code in cast.governing:
            kinds.add("state")
        elif "group" in kinds:
            kinds.add("rebel")
        return kinds
