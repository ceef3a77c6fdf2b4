"""The credits of photographs. A caption's own sentence is text that coders code; its credit, and its repeats, are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotator.records import Span
from annotator.regions.lines import Block

_AGENCY = (
    r"(?:AP(?: Photo)?|AFP|A\.?F\.?P\.?|REUTERS|Reuters|EPA(?:-EFE)?|Getty(?: Images)?|Xinhua|Anadolu(?: Agency)?|AA|"
    r"TASS|Sputnik|RIA Novosti|Shutterstock|iStock|Alamy|Wikimedia(?: Commons)?|Flickr|Unsplash|NurPhoto|DVIDS|ANI|PTI|"
    r"IRNA|Tasnim|Online|INP|APP|File)"
)
_PART = r"(?:[A-Z]\.|(?:al-|bin )?[A-Z][\w'’-]{0,30})"
_NAME = rf"{_PART}(?:[ ]{_PART}){{0,4}}"
_WORD = r"(?:PHOTOS?|Photos?|Photograph|Pictures?|PICTURES?|Images?|IMAGES?|Illustration|Screengrab|Screenshot)"
_CREDIT = re.compile(
    rf"""(?:
      {_WORD}(?:[ ](?:[Cc]redits?|CREDITS?|[Cc]ourtesy|[Ss]ource))?[ ]?[:/][ ]?[^.:;]{{2,60}}       # Photo: Agency
    | {_WORD}(?:[ ][Cc]ourtesy)?[ ](?:by|of)[ ]{_NAME}(?:[ ]?/[ ]?{_AGENCY})*                       # Photo by Somebody
    | (?:[Cc]redits?|CREDITS?)[ ]?:[ ]?[^.:;]{{2,60}}
    | [\[(](?:(?:{_AGENCY}[ ])?(?:[Pp]hotos?|Images?|Pictures?|FILE|File|Courtesy|Credits?)\b|{_AGENCY}[ ]?/
        |{_NAME}[ ]?/[ ]?{_AGENCY})[^\[\]()]{{0,80}}[\])]                                          # (AP Photo/Somebody)
    | {_AGENCY}[ ]?/[ ]?{_NAME}(?:[ ]?/[ ]?{_NAME})?                                              # REUTERS/Somebody
    | {_NAME}[ ]?/[ ]?{_AGENCY}(?:[ ]?/[ ]?{_AGENCY}|[ ]via[ ]{_AGENCY})?                          # Somebody/AFP
    | ©[ ]?{_AGENCY}(?:[ ]?/[ ]?{_NAME})?
    )[.]?$""",
    re.VERBOSE,
)
_ALONE = re.compile(rf"(?:{_AGENCY}|{_WORD}s?)[.]?")
_CAPTION = re.compile(
    r"(?:in this )?(?:file|handout|undated)[ ]?(?:photo|picture|image)|(?:photo|picture|image)\b.{0,3}:", re.I
)
_LONGEST = 600
_LONGEST_CREDIT = 140


def find_credits(blocks: Sequence[Block]) -> Iterator[tuple[Block, Span]]:
    """The credits at the ends of captions, and those on lines of their own, as spans of the flowed text."""
    for block in blocks:
        if len(block.text) > _LONGEST:
            continue
        if _ALONE.fullmatch(block.text):
            yield block, block.flowed
            continue
        tail = max(0, len(block.text) - _LONGEST_CREDIT)
        found = _CREDIT.search(block.text, tail)
        if found and (found.start() == 0 or block.text[found.start() - 1] in " .,;:|–—-()"):
            yield block, Span(block.flowed.start + found.start(), block.flowed.end)


def is_caption(block: Block) -> bool:
    """Whether a block looks like a photograph's caption: by its opening words or by its credit."""
    if len(block.text) > _LONGEST:
        return False
    return bool(_CAPTION.match(block.text) or _CREDIT.search(block.text, max(0, len(block.text) - _LONGEST_CREDIT)))
