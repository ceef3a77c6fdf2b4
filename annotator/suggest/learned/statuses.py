"""What speaks for a threat to have occurred, to go on, to be still to come or denied: what the rules read, tenses, words around."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.suggest import clauses, modality
from annotator.suggest.learned.forms import Candidate
from annotator.suggest.learned.situation import verb_of
from annotator.suggest.learned.weights import Weighed, chooser, word_classes

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

STATUS = "status"
SURE = 0.55
"""From which share on what was learned counts; below it the rules know as well."""
CARRIED = frozenset({"aux", "auxpass", "neg", "mark", "advmod"})
"""Links of the small words by which a clause tells its time."""
MODIFYING = frozenset({"amod", "det", "nummod", "advmod"})
UP = 3
"""How many words above are looked at."""


def status_of(doc: Doc, candidate: Candidate, wording: Weighed, *, code: str, read: str) -> str:
    """The status of a threat of this code, of whose words `wording` tells and of which the rules read `read`."""
    shares = chooser("threat-statuses").shares(status_traits(doc, candidate, wording, code=code, read=read))
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= SURE else read


def status_traits(doc: Doc, candidate: Candidate, wording: Weighed, *, code: str, read: str) -> Weighed:
    """Traits by name, each with how far. `wording`: those of its words; `code`: the threat's; `read`: the status that the
    rules read."""
    found: Weighed = {**wording, f"reads {read}": 2.0, f"reads {read} {code}": 1.0, f"code {code}": 1.0}
    head = candidate.head
    verb = verb_of(head)
    for name in (*_of_word("head", head), *_of_verb("verb", verb), *_above(doc, verb), *_inside(doc, candidate)):
        found[name] = 1.0
    if verb != head:
        found[f"noun {head.dep_}"] = 1.0
    return found


def _of_word(role: str, word: Token) -> Iterator[str]:
    yield f"{role} {word.tag_}"
    yield f"{role} is {word.dep_}"
    for name in word_classes().get(word.doc.words.keys[word.i], ()):
        yield f"{role} {name}"
    for child in word.children:
        if child.dep_ in MODIFYING:
            yield f"{role} with {child.lower_}"


def _of_verb(role: str, verb: Token) -> Iterator[str]:
    """Its form with its auxiliaries ("has been VBN"), and each of the small words that it carries."""
    small = [child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    yield f"{role} form {' '.join(small)} {verb.tag_}"
    for child in verb.children:
        if child.dep_ in CARRIED:
            yield f"{role} {child.dep_} {child.lower_}"
    if modality.negated(verb):
        yield f"{role} negated"
    if modality.modal(verb):
        yield f"{role} modal"


def _above(doc: Doc, verb: Token) -> Iterator[str]:
    at = verb
    for step in range(UP):
        if at.head == at:
            return
        yield f"hangs {step} {at.dep_}"
        at = at.head
        for name in word_classes().get(doc.words.keys[at.i], ()):
            yield f"above {name}" if step else f"right above {name}"
        if at.pos_ in clauses.VERBAL:
            yield from _of_verb(f"above {step}", at)


def _inside(doc: Doc, candidate: Candidate) -> Iterator[str]:
    for at in range(candidate.first, candidate.last):
        for name in word_classes().get(doc.words.keys[at], ()):
            yield f"inside {name}"
