"""Whether a plain name ("ISIS") means a branch of the group: by the words beside it, its sentence, the whole document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from annotator.suggest.names import Match, Name, fold

if TYPE_CHECKING:
    from annotator.suggest.reading import Reading

PASSING = 2
"""A text that has a plain name at most so often speaks of the group in passing."""
ENOUGH = 3
"""A plain name may mean the branch where at most so many of them come on one name of the branch's own."""
AT_HOME, AWAY = 9, 8
"""A text of the year of the change means the branch if it so often names where that is at home, and so many times as often
as where the group is."""
_BESIDE_NAME = frozenset({"the", "so-called", "militant"})
_NEAR = 60
"""Characters to each side of a name that stand beside it."""


def means_branch(reading: Reading, name: Name, match: Match) -> bool:
    """Whether a plain name means the branch: the words beside it decide, then the sentence, then the document."""
    before = re.findall(r"[\w'-]+", reading.text[max(0, match.start - _NEAR) : match.start])
    behind = re.findall(r"[\w'-]+", reading.text[match.end : match.end + _NEAR])
    has = reading.lexicon.has
    wing = next((at for at in (-2, -3) if has("branch", *(word.casefold() for word in before[at : at + 1 or None]))), 0)
    if wing and before[-1:] in (["of"], ["the"]):
        return has(
            "branch_near", *(word.casefold() for word in before[wing - 1 : wing])
        )  # "the local wing of Islamic State"
    while before and before[-1].casefold() in _BESIDE_NAME:
        before.pop()
    if before[-1:] in (["to"], ["for"]) and has("pledged", *(word.casefold() for word in before[-3:-1])):
        return False  # "swore allegiance to Islamic State": loyalty is owed to the whole
    if behind and behind[0] in ("'s", "s"):
        behind = behind[1:]
    if has("branch", *(word.casefold() for word in behind[:2])):
        return True  # "the Islamic State branch"
    if "in" in behind[:3] and _speaks_of(reading, "branch_places", " ".join(behind[:4])):
        return True  # "Islamic State cells in Nangarhar"
    if _beside_peer(reading, match):
        return False
    if name.code in reading.explicit:
        first = match.start < reading.explicit[name.code]
        return not _is_elsewhere(
            reading, reading.paragraph(match.start) if first else reading.sentence(match.start, match.end)
        )
    paragraph = reading.paragraph(match.start)
    passing = name.code in reading.passing and not any(reading.counts.get(other.code) for other in match.names)
    at_home = _is_about_branch(reading) or (passing and _speaks_of(reading, "branch_places", paragraph))
    return at_home and not _is_elsewhere(reading, paragraph)


def _is_elsewhere(reading: Reading, passage: str) -> bool:
    """Whether a passage speaks of where the global group is."""
    return _speaks_of(reading, "elsewhere", passage)


def _speaks_of(reading: Reading, kind: str, passage: str) -> bool:
    return reading.lexicon.has(kind, *(fold(word).casefold() for word in re.findall(r"[\w-]+", passage)))


def _is_about_branch(reading: Reading) -> bool:
    """Whether the text, which never names the branch, is set in its country and time ([words] branch_home, _since): coders of
    earlier texts take a plain name for the group itself."""
    if "branch" not in reading.memo:
        home, away = map(reading.counted, ("branch_home", "elsewhere"))
        dates = reading.lexicon.phrases.get("branch_since", ())
        since = bool(dates) and all(reading.all_after(date) for date in dates)
        in_year = bool(dates) and str(reading.year) == max(dates)[:4]
        since = since or (in_year and home >= max(AT_HOME, AWAY * away))
        reading.memo["branch"] = (int(since), home - 2 * away)
    since_then, more_at_home = reading.memo["branch"]
    return more_at_home > 0 and bool(since_then)


def _beside_peer(reading: Reading, match: Match) -> bool:
    """Whether the group stands in a list with another global one ("Al-Qaeda, ISIS and their affiliates")."""
    before = reading.text[max(0, match.start - 16) : match.start]
    behind = reading.text[match.end : match.end + 16]
    peers = reading.lexicon.phrases.get("peers", ())
    return any(
        re.search(rf"{re.escape(peer)}(?:,| and| or|, and|, or) $", before)
        or re.match(rf"(?:,| and| or|, and|, or) (?:the )?{re.escape(peer)}\b", behind)
        for peer in peers
    )


def plain_names(matches: Iterable[Match]) -> dict[str, int]:
    """How often plain names come that may mean a branch, by its code."""
    plain: dict[str, int] = {}
    for match in matches:
        branch = next((name for name in match.names if name.when == "branch"), None)
        if branch:
            plain[branch.code] = plain.get(branch.code, 0) + 1
    return plain


def named_branches(matches: Sequence[Match], counts: Mapping[str, int], plain: Mapping[str, int]) -> dict[str, int]:
    """Codes of branches that the document names often enough by names of their own, and where it first does."""
    first: dict[str, int] = {}
    for match in matches:
        if not any(name.when for name in match.names):
            first.setdefault(match.name.code, match.start)
    return {code: first[code] for code, count in counts.items() if count * ENOUGH >= plain.get(code, 0)}
