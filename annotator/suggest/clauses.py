"""Grammar over a dependency parse: who is the subject of a verb, what governs it, how far a phrase reaches.

All functions take spaCy tokens of one sentence and know nothing of actors, codes or lexicons.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.suggest.tree import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
BREAKS = frozenset({".", ";", ":", "!", "?", "\n", "—", "–", "-", "(", ")", "[", "]", "|", "…"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
CONTROL = frozenset(
    [
        "accuse",
        "advise",
        "allow",
        "appoint",
        "ask",
        "assign",
        "authorise",
        "authorize",
        "beg",
        "blame",
        "bribe",
        "bring",
        "call",
        "cause",
        "choose",
        "coax",
        "command",
        "compel",
        "convince",
        "direct",
        "drive",
        "elect",
        "empower",
        "enable",
        "encourage",
        "entitle",
        "entreat",
        "exhort",
        "expect",
        "find",
        "force",
        "get",
        "help",
        "implore",
        "induce",
        "inspire",
        "instruct",
        "invite",
        "lead",
        "leave",
        "let",
        "lobby",
        "make",
        "motivate",
        "nudge",
        "oblige",
        "order",
        "pay",
        "permit",
        "persuade",
        "press",
        "pressure",
        "pressurise",
        "prevent",
        "prompt",
        "push",
        "recruit",
        "remind",
        "request",
        "require",
        "see",
        "send",
        "teach",
        "tell",
        "tempt",
        "train",
        "urge",
        "want",
        "warn",
        "watch",
    ]
)
"""Verbs whose object is the subject of the infinitive ("urged Kabul to act"), not "used the meeting to complain"."""
OF_THE_SUBJECT = frozenset(
    {"by", "in", "after", "before", "without", "upon", "on", "since", "while", "besides", "through"}
)
"""Prepositions before a verbal noun whose subject is that of the governing verb ("ended the row by agreeing")."""
STEPS = 6


def child(token: Token, *deps: str) -> Token | None:
    """The first child of `token` with one of the dependency names."""
    for each in token.children:
        if each.dep_ in deps:
            return each
    return None


def subject(verb: Token) -> tuple[Token | None, bool]:
    """The head of the subject that `verb` has or inherits, and whether it is the one to whom the act is done."""
    kept = verb.doc.subjects
    if verb.i not in kept:
        kept[verb.i] = _subject(verb)
    return kept[verb.i]


def _subject(verb: Token) -> tuple[Token | None, bool]:
    at = verb
    bare = _bare_passive(verb)
    for _ in range(STEPS):
        own = child(at, *SUBJECTS) or _beside(at) or _set_apart(at)
        if own is not None:
            return own, (own.dep_ == "nsubjpass" and at == verb) or bare
        if child(at, "auxpass") is not None and at == verb and at.dep_ not in ("conj", "xcomp"):
            return _inherited(at)[0], True
        above, passive = _inherited(at)
        if above is None:
            return None, False
        if above.pos_ == "ADV":  # "went so far as to call"
            at = above
            continue
        if above.pos_ not in VERBAL or above.dep_ in OBJECTS or passive or at.dep_ in ("relcl", "acl"):
            return above, passive or bare
        at = above
    return None, False


def _bare_passive(verb: Token) -> bool:
    """Whether a participle without an auxiliary is passive ("Asked about it, ..."; "were contacted and *offered* money")."""
    at = verb
    for _ in range(STEPS):
        if at.tag_ != "VBN" or any(each.dep_ == "aux" for each in at.children):
            return False
        if at.dep_ == "advcl" or (at != verb and child(at, "auxpass", "nsubjpass") is not None):
            return True
        if at.dep_ != "conj" or child(at, *SUBJECTS) is not None:
            return False
        at = at.head
    return False


def _beside(verb: Token) -> Token | None:
    """The noun right before a coordinated finite verb, which the parser hung elsewhere: nothing but a subject stands there."""
    if verb.dep_ != "conj" or verb.tag_ not in FINITE or not verb.i:
        return None
    left = verb.doc[verb.i - 1]
    return left if left.pos_ in ("NOUN", "PROPN") and left.dep_ in ("conj", "pobj", "dobj", "appos") else None


def _set_apart(verb: Token) -> Token | None:
    """The name before a finite verb without a subject, which commas set apart ("Ankara, meanwhile, cannot decide")."""
    if verb.dep_ not in ("ROOT", "ccomp") or (verb.tag_ not in FINITE and child(verb, "aux") is None):
        return None
    return next((each for each in verb.lefts if each.dep_ == "npadvmod" and each.pos_ == "PROPN"), None)


def _inherited(verb: Token) -> tuple[Token | None, bool]:
    """Where a verb without a subject of its own finds it: a noun (the subject itself) or a verb (ask there)."""
    head = verb.head
    if head == verb:
        return None, False
    if verb.dep_ in ("relcl", "acl"):
        return (head, verb.tag_ == "VBN") if head.pos_ in NOMINAL else (head, False)
    if verb.dep_ in ("xcomp", "ccomp"):
        controller = child(head, "dobj") if verb.dep_ == "xcomp" and head.lemma_.lower() in CONTROL else None
        return (controller or head), False
    if verb.dep_ == "pcomp":
        governor = head.head
        controller = None if head.lower_ in OF_THE_SUBJECT else child(governor, "dobj")
        return (controller or governor), False
    if verb.dep_ in ("conj", "advcl", "aux", "acomp", "dep", "prep") or (verb.dep_ == "advmod" and head.pos_ in VERBAL):
        return head, False
    return None, False


def agent(verb: Token) -> Token | None:
    """The noun after "by" of a passive verb or a verbal noun."""
    by = child(verb, "agent") or next(
        (each for each in verb.children if each.dep_ == "prep" and each.lower_ == "by"), None
    )
    return child(by, "pobj", "pcomp") if by is not None else None


def after_preposition(token: Token, names: frozenset[str] | None = None) -> Iterator[Token]:
    """The nouns that prepositions of `token` govern; `names` limits the prepositions (lower case)."""
    for each in token.children:
        if each.dep_ in ("prep", "agent", "dative") and each.pos_ in ("ADP", "SCONJ", "VERB"):
            yield from _governed(each, names)
        elif each.dep_ == "prt" and names is not None and each.lower_ in names:
            yield from (right for right in each.children if right.dep_ == "pobj")


def _governed(preposition: Token, names: frozenset[str] | None) -> Iterator[Token]:
    if names is None or preposition.lower_ in names:
        for each in preposition.children:
            if each.dep_ in ("pobj", "pcomp"):
                yield each
    for each in preposition.children:
        if each.dep_ == "prep":
            yield from _governed(each, names)


def conjuncts(token: Token) -> list[Token]:
    """`token` and what is coordinated with it to the right, in order."""
    found = [token]
    for each in found:
        found.extend(right for right in each.rights if right.dep_ == "conj")
    return sorted(found, key=lambda each: each.i)


def clause_verb(token: Token) -> Token:
    """The verb whose clause `token` stands in (or the root of its sentence)."""
    at = token
    while at.pos_ not in VERBAL and at.head != at:
        at = at.head
    return at


def modifier(verb: Token) -> bool:
    """Whether a verb form is no predicate: an auxiliary, or a participle before a noun ("growing influence")."""
    if verb.dep_ in ("aux", "auxpass"):
        return True
    return bool(verb.dep_ in ("amod", "compound") and verb.tag_ not in FINITE)


def nearest_left(verb: Token) -> Token | None:
    """The noun just before a finite verb: its likely subject where the parse gives none."""
    if verb.tag_ not in FINITE:
        return None
    for at in range(verb.i - 1, max(verb.sent.start, verb.i - 4) - 1, -1):
        token: Token = verb.doc[at]
        if token.pos_ in ("NOUN", "PROPN", "PRON"):
            return token
        if token.pos_ not in ("AUX", "ADV", "PART"):
            return None
    return None
