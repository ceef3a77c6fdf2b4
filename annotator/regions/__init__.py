"""Which stretches of a text are no article text, and which line breaks no sentence knows of.

breaks.py and hyphens.py find the transparent regions; repeats.py, titles.py, captions.py and boilerplate.py, which work
on the reflowed blocks of lines.py, those that are left out. phrases.py holds the words by which websites are known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias

from annotator.records import Region, RegionKind, Span
from annotator.reflow import Flow, reflow
from annotator.regions.boilerplate import find_boilerplate
from annotator.regions.breaks import find_breaks
from annotator.regions.captions import find_credits, is_caption
from annotator.regions.lines import Block, blocks_of
from annotator.regions.repeats import Repeat, find_repeats
from annotator.regions.titles import find_said_again

MOST_LINES, MOST_CHARACTERS = 100_000, 3_000_000
"""Longer texts get no regions: nobody codes them by hand, and looking would take minutes and gigabytes."""

_PRINTED = 10
"""Soft breaks that show a text to be printed pages."""

_Found: TypeAlias = tuple[Block, RegionKind, str]


def find_regions(text: str) -> tuple[Region, ...]:
    """The regions of a document's stored text, in order of their beginnings.

    Left-out regions (`duplicate`, `boilerplate`, `caption`) do not overlap each other, nor do transparent ones
    (`soft-break`, `hyphen`); a transparent one may lie inside a left-out one, for a coder who takes that back.
    A text without any of these, an empty one, and one beyond the limits above gives ().
    """
    if len(text) > MOST_CHARACTERS or text.count("\n") > MOST_LINES:
        return ()
    breaks = find_breaks(text)
    flow = reflow(text, breaks)
    return merge_regions([*breaks, *_left_out(flow, blocks_of(flow), columns=len(breaks) >= _PRINTED)])


def merge_regions(regions: Iterable[Region]) -> tuple[Region, ...]:
    """Regions in order, without overlaps among those that are left out: the earlier one keeps what both claim."""
    given = sorted(regions, key=lambda region: (region.start, -region.end))
    kept: list[Region] = []
    last = 0
    for region in given:
        if region.transparent or region.ignored:
            kept.append(region)
        elif region.end > max(last, region.start):
            kept.append(Region(max(last, region.start), region.end, region.kind, region.reason))
            last = region.end
    return tuple(sorted(kept, key=lambda region: (region.start, region.end)))


def _left_out(flow: Flow, blocks: Sequence[Block], *, columns: bool) -> list[Region]:
    repeats = _repeats(blocks, columns=columns)
    foreign = find_boilerplate(blocks, repeated=_whole(repeats), columns=columns)
    if repeats:  # again: what is left out itself is nobody's model
        repeats = _repeats(blocks, apart=foreign, columns=columns)
        foreign = find_boilerplate(blocks, repeated=_whole(repeats), columns=columns)
    found: list[_Found] = [(blocks[i], "boilerplate", reason) for i, reason in foreign.items()]
    found += [_of_repeat(repeat, blocks) for repeat in repeats if repeat.whole]
    regions = _join(sorted(found, key=lambda item: item[0].index))
    regions += [
        _region(flow, repeat.flowed, "duplicate", f"repeats part of paragraph {repeat.model + 1}")
        for repeat in repeats
        if not repeat.whole
    ]
    taken = {*foreign, *(repeat.block for repeat in repeats)}
    credited = [(block, span) for block, span in find_credits(blocks) if block.index not in taken]
    regions += [_region(flow, span, "caption", "credit of a photograph") for _, span in credited]
    return regions


def _repeats(blocks: Sequence[Block], *, apart: Collection[int] = (), columns: bool) -> list[Repeat]:
    repeats = find_repeats(blocks, apart=apart)
    known = {repeat.block for repeat in repeats}
    again = find_said_again(blocks, apart={*apart, *known}, columns=columns)
    return sorted([*repeats, *again], key=lambda repeat: repeat.flowed)


def _whole(repeats: Iterable[Repeat]) -> set[int]:
    return {repeat.block for repeat in repeats if repeat.whole}


def _of_repeat(repeat: Repeat, blocks: Sequence[Block]) -> _Found:
    block = blocks[repeat.block]
    kind: RegionKind = "caption" if is_caption(block) else "duplicate"
    return block, kind, f"repeats paragraph {repeat.model + 1}"


def _region(flow: Flow, flowed: Span, kind: RegionKind, reason: str) -> Region:
    span = flow.to_stored(*flowed)
    return Region(span.start, span.end, kind, reason)


def _join(found: Sequence[_Found]) -> list[Region]:
    """One region for neighbouring blocks of one kind and reason; repeats join whatever they repeat."""
    joined: list[Region] = []
    last = -2
    for block, kind, reason in found:
        before = joined[-1] if joined else None
        same = before is not None and before.kind == kind and (kind == "duplicate" or before.reason == reason)
        if before is not None and same and block.index == last + 1:
            text = before.reason
            if kind == "duplicate":
                text = f"{before.reason.split(' to ')[0]} to {reason.removeprefix('repeats paragraph ')}"
            joined[-1] = Region(before.start, block.span.end, kind, text)
        else:
            joined.append(Region(block.span.start, block.span.end, kind, reason))
        last = block.index
    return joined
