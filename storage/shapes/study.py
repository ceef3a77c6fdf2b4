"""The shapes of settings, coders, studies, what is settled and what is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_args, get_type_hints

from annotator.acts import key_of
from annotator.wording import later
from storage.proposals import Proposal
from storage.shapes.codings import check_coding
from storage.shapes.parts import NAME, Texts, has_texts, names_in, need, only, text_length, yes_or_no

_PROPOSAL = {field.name for field in fields(Proposal)}


def check_setting(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    """The project's own: its id and whether it holds all coders or one."""
    need(key == "project", later("a setting under another key"))
    only(row, {"id", "kind"}, "setting")
    has_texts(row, "id")
    need(row.get("kind") in ("lead", "coder"), later("a project of an unknown kind"))


def check_coder(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    """A person who codes, by name."""
    need(bool(NAME.fullmatch(key)), later("a coder has no possible name"))
    only(row, {"name", "note"}, "coder")
    need(row.get("name", key) == key and isinstance(row.get("note", ""), str), later("a coder under another name"))


def check_study(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    """Who codes, which documents all of them code, and the rounds: each blind or open, assisted or not."""
    need(bool(NAME.fullmatch(key)), later("a study has no possible name"))
    only(row, {"coders", "overlap", "rounds"}, "study")
    coders, overlap, rounds = names_in(row, "coders"), names_in(row, "overlap"), row.get("rounds")
    need(len(set(coders)) == len(coders), later("a study names a coder twice"))
    for sha256 in overlap:
        text_length(sha256, texts)
    need(
        isinstance(rounds, list) and all(isinstance(each, dict) for each in rounds),
        later("rounds are no list of objects"),
    )
    for each in rounds or ():
        only(each, {"round", "blind", "assisted"}, "round")
        has_texts(each, "round")
        yes_or_no(each, "blind", "assisted")


def check_assignment(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    """Who codes which facets of a document in a round."""
    only(row, {"coder", "document", "round", "facets"}, "assignment")
    has_texts(row, "coder", "document", "round")
    need(key == key_of(row["coder"], row["document"], row["round"]), later("an assignment under another key"))
    need(bool(names_in(row, "facets")), later("an assignment without a facet"))
    text_length(row["document"], texts)


def check_gold(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    """A coding that settles a difference."""
    check_coding(key, row, texts)
    need(row["origin"] == "adjudicated", later("a gold coding of another origin"))


def check_proposal(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    need(set(row) == _PROPOSAL, later("a proposal has not the fields it should"))
    kinds = get_type_hints(Proposal)
    for name, value in row.items():
        allowed = get_args(kinds[name])
        need(
            value in allowed if allowed else type(value) is kinds[name],
            later("a proposal has an odd {name}"),
            name=name,
        )
    need(
        key == key_of(row["verb"], row["by"], row["facet"], row["code"], row["text"]),
        later("a proposal under another key"),
    )
