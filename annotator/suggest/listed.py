"""What a listed name names where it stands: itself, the phrase that it opens, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.suggest.actor_lexicon import ActorLexicon
from annotator.suggest.found import Found
from annotator.suggest.names import FACET, Match, Name, fold
from annotator.suggest.peoples import are_counted, is_people
from annotator.suggest.person_names import HONORIFICS, byname, names_place, whole_name, with_initials
from annotator.suggest.phrases import body_of, opened, people_in
from annotator.suggest.places import acts, role
from annotator.suggest.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

LOWEST_PHRASE = 0.9


def read(span: Span, match: Match, reading: Reading, starts: frozenset[int], seats: frozenset[int]) -> Iterator[Found]:
    """What a listed name names here: itself, the phrase that it opens, or nothing."""
    lexicon = reading.lexicon
    name = reading.choose(match)
    if name is None or name.kind in ("ignore", "city") or not _allowed(span, name, lexicon):
        return
    owner = body_of(span, name, lexicon)
    if owner is not None:
        yield offered(owner, match.end, name, "body of")
        return
    loose = span.end_char > match.end  # "Russias police" is Russia's
    behind = None if loose else opened(span, name, lexicon, starts)
    if behind is not None and not _is_office_beside_person(span, behind, lexicon):
        last = span.doc[behind - 1]
        whole = _reread(reading, match, last.idx + len(last)) or name
        yield offered(_with_time(span, lexicon), last.idx + len(last), whole, "phrase", score=LOWEST_PHRASE)
    elif name.kind == "capital" and (people := people_in(span, lexicon)) is not None:
        yield offered(people, match.end, name, "people in", score=0.8)
    elif name.kind == "capital":
        if match.start in seats:
            yield offered(match.start, match.end, name, "capital", score=0.8)
    elif name.kind == "country":
        where = name.attributes.get("role") or role(span, lexicon)
        if name.when and not (where == "actor" and acts(span, lexicon)):
            name = next((each for each in match.names if not each.when), name)
        yield offered(match.start, match.end, name, "name", where=where)
    elif name.kind == "person" and not _is_of_other_person(span, name, lexicon):
        yield from _person(span, match, name, reading, starts)
    elif name.kind not in ("demonym", "person") or (name.kind == "demonym" and is_people(span)):
        yield offered(match.start, match.end, name, name.kind)


def _person(span: Span, match: Match, name: Name, reading: Reading, starts: frozenset[int]) -> Iterator[Found]:
    """A listed person by the whole name, titles and all; not where the name is another's ("Putin Karimov") or a mosque's."""
    start, end = whole_name(span, reading, starts) or (_behind_honorific(span), match.end)
    others = end > match.end and " " not in name.text
    if not others and not names_place(reading.text, end):
        start = with_initials(reading.text, _with_honour(span, start, reading.lexicon))
        yield offered(start, end, name, name.kind)
        other = byname(reading.text, end)
        if other is not None:
            yield offered(*other, name, name.kind)


def _behind_honorific(span: Span) -> int:
    """Where a listed name begins (in characters) behind an honorific that it is listed with: "Dr *Abdullah*"."""
    honoured = len(span) > 1 and span[0].lower_.rstrip(".") in HONORIFICS
    return int(span[1].idx if honoured else span.start_char)


def _with_time(span: Span, lexicon: ActorLexicon) -> int:
    """Where a phrase begins (in characters) with the word that makes a body one for a time: "the *interim* Afghan government"."""
    before = span.doc[span.start - 1] if span.start else None
    return int(before.idx) if before is not None and lexicon.has("for_a_time", before.lower_) else span.start_char


def _with_honour(span: Span, start: int, lexicon: ActorLexicon) -> int:
    """Where a person's name begins (in characters) with the titles that are said as a part of it: "*Mullah* Gul"."""
    at = span.start - 1
    while at >= 0 and span.doc[at].idx >= start:
        at -= 1
    while at >= 0 and span.doc[at].is_title and lexicon.has("name_titles", span.doc[at].lower_):
        start = int(span.doc[at].idx)
        at -= 1
    return start


def _is_of_other_person(span: Span, name: Name, lexicon: ActorLexicon) -> bool:
    """Whether a last name belongs to somebody of another first name ("Mahmood Khan" where Imran Khan is known), or to a
    people of that name."""
    before = span.doc[span.start - 1] if span.start else None
    if " " not in name.text and lexicon.has("peoples", name.text.casefold()) and not _speaks(span):
        return True  # "many Baloch"
    if before is None or " " in name.text or not (before.pos_ == "PROPN" and before.is_title and before.is_alpha):
        return False
    return before.ent_type_ not in ("GPE", "NORP", "DATE") and not lexicon.has("titles", before.lower_)


def _speaks(span: Span) -> bool:
    """Whether a name is a subject without anything before it, as a person's is: "Mehsud denied it"."""
    return span.root.dep_ == "nsubj" and not any(True for _ in span.root.lefts)


def _is_office_beside_person(span: Span, behind: int, lexicon: ActorLexicon) -> bool:
    """Whether a phrase tells the office of a person named beside it: "Hamid Karzai, the former Afghan president"."""
    doc = span.doc
    office = doc[behind - 1]
    if not lexicon.has("officials", office.lower_) or office.tag_ in ("NNS", "NNPS"):
        return False
    if behind < len(doc) and (doc[behind].tag_ == "POS" or doc[behind].lower_ == "who"):
        return False  # "Jane Doe, the Russian president's envoy", "the Russian envoy who signed it"
    if _is_title_before_field(doc, behind):
        return True
    if behind + 1 < len(doc) and doc[behind].text == "," and doc[behind + 1].ent_type_ == "PERSON":
        return not _is_anyone(span)
    at = span.start - 1
    while at > 0 and (doc[at].pos_ in ("DET", "ADJ") or lexicon.has("titles", doc[at].lower_)):
        at -= 1
    return bool(at > 0 and doc[at].text == "," and doc[at - 1].ent_type_ == "PERSON")


def _is_anyone(span: Span) -> bool:
    """Whether an office is told as one of several, so that the name behind it comes as news: "a Turkish envoy, Ali Kaya,"."""
    at = span.start - 1
    while at > 0 and span.doc[at].pos_ == "ADJ" and span.doc[at].lower_ != "former":
        at -= 1
    return at >= 0 and span.doc[at].lower_ in ("a", "an")


def _is_title_before_field(doc: Doc, at: int) -> bool:
    """Whether the field of an office and the name of its holder stand at token `at`: "for Afghanistan Zamir Kabulov",
    "for Afghanistan and Director of the Second Department Zamir Kabulov"."""
    if at >= len(doc) or doc[at].lower_ not in ("for", "to"):
        return False
    for token in doc[at + 1 : at + 16]:
        if token.ent_type_ == "PERSON":
            return True
        if not (token.text[0].isupper() or token.tag_ == "POS" or token.lower_ in ("and", "of", "the", "for")):
            return False
    return False


def _allowed(span: Span, name: Name, lexicon: ActorLexicon) -> bool:
    """Whether what stands before the name lets it be an actor: "the" before "West", no "ordinary" before "Afghans"."""
    before = span.doc[span.start - 1] if span.start else None
    if name.after:
        following = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
        part = following == "of"  # "the Uzbeks of that valley", "the Republic of Turkey"
        return before is not None and before.lower_ in name.after and not part
    if before is not None and before.tag_ == "POS" and name.text in lexicon.phrases.get("shared_names", ()):
        return False  # "Russia's Security Council"
    if name.kind == "people" and before is not None:
        return not (lexicon.has("crowds", before.lower_) or before.text == "-" or are_counted(span, lexicon))
    return True


def _reread(reading: Reading, match: Match, end: int) -> Name | None:
    """The code of the whole phrase where the codebook lists it with a code of its own ("Afghan government")."""
    names = reading.lexicon.names.find(reading.text[match.start : end])
    if len(names) != 1 or names[0].end != end - match.start:
        return None
    return reading.choose(Match(match.start, end, names[0].names))


def offered(start: int, end: int, name: Name, rule: str, *, where: str = "actor", score: float = 1.0) -> Found:
    attributes = {"role": where, **name.attributes}
    return Found(
        start, end, FACET, name.code, f"{rule}:{fold(name.text).casefold()}", min(score, name.score), attributes
    )
