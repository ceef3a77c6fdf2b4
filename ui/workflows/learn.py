"""What coders' decisions teach the codebook: offers of names to add and of aliases to mend, and taking them.

A lead's project puts them in force as a new `aids` version, one act; a coder's project proposes them to the lead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.acts import Act
from annotator.codebook import Codebook
from annotator.codebook_edit import add_alias
from annotator.errors import CodebookError
from annotator.plurals import plural
from annotator.records import FIRST_ROUND, Decision, Suggestion
from annotator.suggest.doubts import Doubt, doubts, mended
from annotator.suggest.learn import BY_HAND, AliasOffer, alias_offers, name_at, rule_uses
from annotator.suggest.names import FACET, fold
from annotator.wording import english, say
from storage.clock import now
from storage.codings import all_codings
from storage.opening import open_project
from storage.project import Project, Receipt
from storage.proposals import Proposal, Verb, proposals, put_proposal
from storage.selection import checked_coders
from storage.suggestions import all_decisions, all_suggestions, suggestions_of
from storage.texts import load_document
from ui.workflows.codebook_acts import plan_codebook, put_codebook
from ui.workflows.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to do: add an alias to a code ("add"), remove one ("drop") or narrow it ("case", "government").

    `reason` gives the counts behind it, or who proposes it.
    """

    verb: Verb
    facet: str
    code: str
    text: str
    reason: str
    case: bool = False

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.verb, self.facet, self.code, fold(self.text).casefold()


@dataclass(frozen=True, slots=True)
class Lessons:
    """`offers` can be taken; `shown` are rules that are often rejected but that only people can mend."""

    offers: tuple[Offer, ...]
    shown: tuple[Doubt, ...]


def lessons(project: Project, *, coders: Collection[str] | None = None, round_: str = FIRST_ROUND) -> Lessons:
    """What the codings and decisions of `coders` (None: all) teach, most frequent first; then what coders propose.

    What was declined, or proposed from here, is not offered again. Raises FormatError for an unknown coder.
    """
    return _lessons(project, checked_coders(project, coders), round_)


def _lessons(project: Project, chosen: Collection[str], round_: str) -> Lessons:
    found = [_adding(offer) for offer in _aliases(project, chosen)]
    doubtful = _doubts(project, chosen, round_)
    found += [_mending(doubt) for doubt in doubtful if doubt.remedy != "cue"]
    known = proposals(project)
    found += [
        Offer(p.verb, p.facet, p.code, p.text, say("proposed by {by}: {reason}", by=p.by, reason=p.reason), p.case)
        for p in known
        if p.state == "open" and p.by != project.person and _applies(p, project.codebook)
    ]
    settled = {_key(p) for p in known if p.state == "declined" or project.kind == "coder"}
    offers: dict[tuple[str, str, str, str], Offer] = {}
    for offer in found:
        if offer.key not in settled:
            offers.setdefault(offer.key, offer)
    return Lessons(tuple(offers.values()), tuple(doubt for doubt in doubtful if doubt.remedy == "cue"))


def lessons_at(*, path: Path, coder: str, round_: str = FIRST_ROUND, progress: Progress = silent) -> Lessons:
    """The lessons of one coder's work, read from the file, as another process does."""
    with open_project(path, person=coder, readonly=True) as project:
        progress(0, 1, project.path.name)
        return _lessons(project, [coder], round_)


def take(project: Project, chosen: Sequence[Offer]) -> Receipt | None:
    """Put the offers in force as one act, or, in a coder's project, propose them. None where nothing changes.

    Raises CodebookError where the codebook would be faulty; then nothing has changed.
    """
    if project.kind == "coder":
        return _record(project, [_proposal(offer, project.person, state="open") for offer in chosen], "propose")
    book = project.codebook
    for offer in chosen:
        if offer.verb == "add":
            book = add_alias(book, offer.facet, offer.code, offer.text, case=offer.case)
        else:
            book = mended(book, facet=offer.facet, code=offer.code, text=offer.text, remedy=offer.verb)
    return put_codebook(project, plan_codebook(project, book), person=project.person)


def decline(project: Project, chosen: Sequence[Offer]) -> Receipt | None:
    """Put on record that these are not wanted, so that they are not offered again; one act."""
    return _record(project, [_proposal(offer, project.person, state="declined") for offer in chosen], "decline")


def find_offer(offers: Iterable[Offer], verbs: Collection[str], text: str, code: str) -> Offer:
    """The offer for an alias and code. Raises CodebookError, naming what is offered, where there is none."""
    listed = [offer for offer in offers if offer.verb in verbs]
    for offer in listed:
        if offer.code == code and fold(offer.text).casefold() == fold(" ".join(text.split())).casefold():
            return offer
    known = ", ".join(f"{offer.text}={offer.code}" for offer in listed[:8]) or "nothing"
    raise CodebookError(
        say("There is no such offer as “{text}={code}”: offered are {known}.", text=text, code=code, known=known)
    )


def _aliases(project: Project, coders: Collection[str]) -> list[AliasOffer]:
    """Names to add; those that rules find there already, such as "Iranian diplomats", need no alias."""
    found = {(s.document, s.start, s.end, s.code) for s in all_suggestions(project) if s.facet == FACET}
    codings = [
        c
        for c in all_codings(project, coders=coders)
        if c.facet == FACET and c.origin in BY_HAND and (c.document, c.start, c.end, c.code) not in found
    ]
    documents = {sha256: load_document(project, sha256) for sha256 in {coding.document for coding in codings}}
    texts = {sha256: (document.text, document.regions) for sha256, document in documents.items()}
    return alias_offers(codings, texts=texts, codebook=project.codebook, facet=FACET)


def _doubts(project: Project, coders: Collection[str], round_: str) -> list[Doubt]:
    """The doubts about rules as they are now: what they no longer offer does not count."""
    decided: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in all_decisions(project):
        if decision.coder in coders and decision.round == round_:
            decided[decision.document].append(decision)
    suggestions: list[Suggestion] = []
    quotes: defaultdict[tuple[str, str], defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    live = {suggestion.id for suggestion in all_suggestions(project)} if decided else set()
    for sha256, decisions in decided.items():
        document = load_document(project, sha256)
        by_id = {s.id: s for s in suggestions_of(project, sha256) if s.id in live}
        suggestions += by_id.values()
        for decision in decisions:
            suggestion = by_id.get(decision.suggestion)
            if suggestion is not None:
                quote = name_at(suggestion.span, document.text, regions=document.regions)
                quotes[suggestion.code, suggestion.source][decision.verdict].append(quote)
    uses = rule_uses(suggestions, [decision for decisions in decided.values() for decision in decisions])
    return doubts(uses, codebook=project.codebook, quotes=quotes)


def _adding(offer: AliasOffer) -> Offer:
    reason = say(
        "coded by hand {times}, {documents}, {coders}",
        times=plural(offer.count, "time"),
        documents=plural(offer.documents, "document"),
        coders=plural(offer.coders, "coder"),
    )
    return Offer("add", offer.facet, offer.code, offer.text, reason, offer.case)


def _mending(doubt: Doubt) -> Offer:
    assert doubt.alias is not None
    assert doubt.remedy != "cue"
    use = doubt.use
    return Offer(doubt.remedy, use.facet, use.code, doubt.alias.text, counts(doubt), doubt.alias.case)


def counts(doubt: Doubt) -> str:
    """ "rejected 5 of 6 times (role: place)"."""
    use = doubt.use
    how = "; ".join(f"{name}: {value}" for name, value in use.attributes)
    times = plural(use.decided, "time")
    if not how:
        return say("rejected {rejected:,} of {times}", rejected=use.rejected, times=times)
    return say("rejected {rejected:,} of {times} ({how})", rejected=use.rejected, times=times, how=how)


def _applies(proposal: Proposal, codebook: Codebook) -> bool:
    """Whether a proposal still changes something."""
    code = codebook.code(proposal.facet, proposal.code)
    if code is None:
        return False
    same = [alias for alias in code.aliases if fold(alias.text) == fold(proposal.text)]
    if proposal.verb == "add":
        return not same
    done = {"drop": not same, "case": all(a.case for a in same),
            "government": all(a.options.get("kind") == "capital" for a in same)}  # fmt: skip
    return not done[proposal.verb]


def _key(proposal: Proposal) -> tuple[str, str, str, str]:
    return proposal.verb, proposal.facet, proposal.code, fold(proposal.text).casefold()


def _proposal(offer: Offer, by: str, *, state: str) -> Proposal:
    return Proposal(
        offer.verb, offer.facet, offer.code, offer.text, by, now(), offer.case, english(offer.reason),
        "declined" if state == "declined" else "open",
    )  # fmt: skip


def _record(project: Project, new: Iterable[Proposal], kind: str) -> Receipt | None:
    changes = [change for proposal in new if (change := put_proposal(project, proposal)) is not None]
    return project.commit(Act(kind, project.person, tuple(changes))) if changes else None
