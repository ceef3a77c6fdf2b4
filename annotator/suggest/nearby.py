"""Actors named shortly before: whom "the group", "the ministry", "both sides" or a lost pronoun most likely means."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from annotator.suggest.antecedents import BOTH
from annotator.suggest.clauses import child

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.suggest.holders import Cast
    from annotator.suggest.mentions import Mention
    from annotator.suggest.tree import Token

NEAR = 120
"""How many words back an unnamed party is looked for."""
HALF = 60
"""Words after which a name counts half as much for whom a clause speaks of."""
TOPIC = 5.0
"""What the whole text's share of a name weighs against names nearby."""
PLACE = 0.5
"""What a name weighs that only tells where something happens; any other weighs 1, a subject 2."""
ARTICLES = frozenset({"the", "this", "that", "these", "those", "its", "their"})


class Nearby:
    """The actors around a word of one text."""

    def __init__(self, cast: Cast, /) -> None:
        self._cast = cast

    def nearest(self, token: Token, but: str | None) -> str | None:
        """The subject before `token` in its sentence or the two before; else the last actor before."""
        back = [
            mention for mention in self._cast.before(token, words=120) if not mention.place and mention.code != but
        ][-12:]
        here = token.sent.start
        earlier = max(0, here - 80)
        same = [mention for mention in back if mention.sentence == here and mention.subject]
        if same:
            return same[-1].code
        before = [mention for mention in back if earlier <= mention.sentence < here and mention.subject]
        if before:
            newest = before[-1].sentence
            return next(mention.code for mention in before if mention.sentence == newest)
        near = [mention for mention in back if mention.first >= earlier]
        return near[-1].code if near else None

    def back(self, head: Token, kind: str) -> str | None:
        """The last actor of a kind before a definite noun: "group" for "the group", "state" for "the country", "body" for
        "the ministry" or "officials", of the place named in the sentence or the last that governs."""
        left = next(iter(head.lefts), None)
        if kind == "body":
            speaks = left is not None and left.lower_ in ("a", "an") and head.lemma_.lower().startswith("spokes")
            meant = left is None or left.lower_ in ARTICLES or left.dep_ != "det" or head.head.dep_ == "relcl" or speaks
            return self._governing(head) if meant else None
        if left is None or left.lower_ not in ARTICLES:
            return None
        wanted = kind == "group"
        for mention in reversed(self._cast.before(head, words=400)):
            if self._cast.armed(mention.code) == wanted and (wanted or mention.code not in self._cast.parties.unnamed):
                return mention.code
        return None

    def _governing(self, head: Token) -> str | None:
        """Whose a body is: of the place where the sentence is set ("In Tehran, officials"), of the body so called before
        ("the ministry" after "China's foreign ministry"), else of the party most spoken of."""
        where = self._set_in(head)
        if where is not None:
            mention = self._cast.at(where)
            code = mention.code if mention is not None else self._cast.naming.seat(where)
            if code or head.head.dep_ == "relcl":
                return code
        if len(head.lefts) == 1 and (code := self._called(head)):
            return code
        near = [mention for mention in self._cast.before(head, words=NEAR) if self._cast.party(mention.code)]
        return self._weightiest(near, head)

    def _called(self, head: Token) -> str | None:
        """Whose the body is that was called by the same noun shortly before."""
        for token in reversed(self._cast.doc[max(0, head.i - NEAR) : head.i]):
            if token.lower_ == head.lower_:
                mention = self._cast.at(token)
                code = mention.code if mention is not None else self._cast.owner(token)
                if code is not None and self._cast.party(code):
                    return code
        return None

    def _set_in(self, head: Token) -> Token | None:
        """The place that opens the sentence, or that a clause with "where" stands by."""
        if head.head.dep_ == "relcl":
            return head.head.head
        first = head.sent[0]
        return child(first, "pobj") if first.lower_ == "in" and first.i < head.i else None

    def pair(self, head: Token) -> list[str]:
        """The two parties last coordinated shortly before `head` ("by Russia and Pakistan"), for a bare "both" as a subject
        first; else the two most often named, of those named shortly before, governing groups too."""
        subject = self._cast.antecedents.pair(head) if head.lower_ in BOTH else None
        if subject is not None:
            return self._cast.codes(subject)
        if (joined := self._coordinated(head)) is not None:
            return joined
        before = [mention for mention in self._cast.before(head, words=600) if self._cast.party(mention.code)]
        near = [mention.code for mention in before if mention.first >= head.i - 90]
        counts = Counter(mention.code for mention in before)
        often = sorted(dict.fromkeys(near), key=lambda code: -counts[code])[:2]
        return [code for code in dict.fromkeys(near) if code in often]

    def _coordinated(self, head: Token) -> list[str] | None:
        """The last two parties, and no third, that are joined by "and" or "or" before `head`, in its sentence or the one before."""
        found = [m for m in self._cast.before(head, words=60) if self._cast.party(m.code) and not m.place]
        for mention in reversed(found):
            codes = self._cast.codes(self._cast.doc[mention.root])
            if len(codes) == 2 and all(map(self._cast.party, codes)):
                return codes
        return None

    def counterpart(self, token: Token, *, but: str, armed: bool = False) -> str | None:
        """Whom a clause most likely speaks of besides `but`: the actor named most in the text before `token`, near names
        and subjects above all; only armed ones if there are any and `armed` is set."""
        near = [mention for mention in self._cast.before(token, words=NEAR) if mention.code != but]
        if armed:
            near = [mention for mention in near if self._cast.armed(mention.code)] or near
        return self._weightiest([mention for mention in near if not mention.place] or near, token)

    def _weightiest(self, near: Sequence[Mention], token: Token) -> str | None:
        """Of the parties named near a word the one most spoken of, here (a place counts little) and in the whole text."""
        weights: defaultdict[str, float] = defaultdict(float)
        for mention in near:
            said = PLACE if mention.place else 1 + mention.subject
            weights[mention.code] += said * 0.5 ** ((token.i - mention.first) / HALF)
        last = {mention.code: mention.first for mention in near}
        return max(last, key=lambda code: (weights[code] + TOPIC * self._cast.share(code), last[code]), default=None)
