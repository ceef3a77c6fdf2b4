"""learn PROJECT [--take ALIAS=CODE …]: what coders' decisions teach the codebook."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.errors import CodebookError
from annotator.plurals import plural
from annotator.wording import say
from storage.project import Project
from ui.commands.show import names, project_at
from ui.workflows.learn import Lessons, Offer, counts, decline, find_offer, lessons, take

_VERBS = {
    "add": "Names coded by hand that no alias knows; --take adds them",
    "drop": "Aliases that are mostly rejected; --drop removes them",
    "case": "Aliases rejected where their capitals differ; --narrow lets capitals decide",
    "government": "Names rejected as places; --narrow keeps them to where they stand for their government",
}
_NARROW = ("case", "government")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "learn",
        help="learn aliases from codings and decisions",
        description="List names that were coded by hand and that no alias knows, and aliases that are rejected again and"
        " again; put those that you name into the codebook (in a coder's project: propose them to the lead).",
    )
    parser.add_argument("project", type=Path)
    form = {"action": "append", "default": [], "metavar": "ALIAS=CODE"}
    parser.add_argument("--take", help="add this name as an alias; may be repeated", **form)  # type: ignore[arg-type]
    parser.add_argument("--drop", help="remove this alias; may be repeated", **form)  # type: ignore[arg-type]
    parser.add_argument("--narrow", help="narrow this alias as offered; may be repeated", **form)  # type: ignore[arg-type]
    parser.add_argument("--decline", help="never offer this again; may be repeated", **form)  # type: ignore[arg-type]
    parser.add_argument("--coders", metavar="A,B", help="learn from these coders only")
    parser.add_argument("--coder", default="", metavar="NAME", help="who takes or proposes (default: the account)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    acting = bool(args.take or args.drop or args.narrow or args.decline)
    with project_at(args.project, person=args.coder, write=acting) as project:
        found = lessons(project, coders=names(args.coders) if args.coders is not None else None)
        if acting:
            print("\n".join(_act(project, found, args)))
        else:
            print("\n".join(_lines(found)))
    return 0


def _act(project: Project, found: Lessons, args: argparse.Namespace) -> Iterator[str]:
    chosen = [
        *_chosen(found, ("add",), args.take), *_chosen(found, ("drop",), args.drop), *_chosen(found, _NARROW, args.narrow)
    ]  # fmt: skip
    unwanted = _chosen(found, tuple(_VERBS), args.decline)
    if chosen and take(project, chosen):
        if project.kind == "coder":
            yield f"Proposed {plural(len(chosen), 'change')} to the lead."
        else:
            book = project.codebook
            yield f"Changed {plural(len(chosen), 'alias', 'aliases')}: the codebook's aids are version {book.aids} now. Run `prehighlight` to use them."
    if unwanted and decline(project, unwanted):
        yield f"Declined {plural(len(unwanted), 'offer')}."


def _chosen(found: Lessons, verbs: Sequence[str], given: Sequence[str]) -> list[Offer]:
    chosen = []
    for item in given:
        text, sign, code = item.rpartition("=")
        if not sign or not text.strip() or not code.strip():
            raise CodebookError(say("{item!r} must name an alias and its code, as in “River Men=raiders”.", item=item))
        chosen.append(find_offer(found.offers, verbs, text, code.strip()))
    return chosen


def _lines(found: Lessons) -> Iterator[str]:
    for verb, title in _VERBS.items():
        offers = [offer for offer in found.offers if offer.verb == verb]
        if offers:
            yield f"{title}:"
            yield from (f"  {offer.text}={offer.code}  ({offer.reason})" for offer in offers)
    if found.shown:
        yield "Rules that are often rejected; change their cues or aliases by hand:"
        yield from (
            f"  {doubt.use.source}, {doubt.use.facet}:{doubt.use.code}  ({counts(doubt)})" for doubt in found.shown
        )
    if not found.offers and not found.shown:
        yield "There is nothing to learn: aliases know every name that was coded by hand, and no rule is often rejected."
