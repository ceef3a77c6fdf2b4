"""Events from a stranger's file, looked at before they go into the log: the header; the changes by storage/shapes."""

from __future__ import annotations

import re

from annotator.errors import IntercoderError
from annotator.wording import english, say
from storage.events import Event
from storage.shapes.parts import LARGEST, NAME, Texts
from storage.shapes.rows import odd_row

WRITER = re.compile(r"[^\x00-\x1f]{1,200}@[0-9A-Za-z.]{1,64}")


def odd_header(event: Event) -> str:
    """What is odd about the fields around an event's body, empty if nothing is. Hash and order: storage/chains.py."""
    texts = (event.uuid, event.writer, event.kind, event.subject, event.at)
    numbers = (event.seq, event.clock, event.act, event.meaning, event.aids)
    if not all(isinstance(text, str) and len(text) <= 1000 for text in texts):
        return say("a text of its header is none, or is too long")
    if not all(type(number) is int and 0 <= number < LARGEST for number in numbers):
        return say("a number of its header is none, or is out of range")
    if event.undoes is not None and type(event.undoes) is not int:
        return say("what it takes back is no number")
    if not isinstance(event.body, bytes) or not isinstance(event.hash, bytes) or len(event.hash) != 32:
        return say("its body or its hash is no such thing")
    if not WRITER.fullmatch(event.writer) or not NAME.fullmatch(event.subject):
        return say("its writer or coder has no possible name")
    return ""


def odd_changes(event: Event, texts: Texts) -> str:
    """What is odd about an event's changes, empty if they can be applied to any project that has what they refer to."""
    try:
        changes = event.changes
    except IntercoderError as fault:
        return english(str(fault)).rstrip(".")
    for change in changes:
        if change.before is None and change.after is None:
            return say("a change changes nothing")
        for row in (change.before, change.after):
            if row is not None and (problem := odd_row(change.entity, change.key, row, texts)):
                return problem
    return ""
