"""Are the streams whole? Each event's hash over the one before it, numbers without a gap, acts that exist."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.wording import say
from storage import events
from storage.events import Event

TAIL = 20
"""How many of each stream's last events are verified when a project is opened."""
CLOCK_LIMIT = 1 << 48
"""No stream counts so far; a larger clock was made up, and would stop others from counting on."""


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """The last event of a stream that something outside the project remembers: its number and its hash in hex."""

    seq: int
    digest: str


def wrong_with(event: Event, previous: Event | None) -> str:
    """What is wrong with an event that follows `previous` in its stream, empty if nothing is."""
    try:
        return _wrong_with(event, previous)
    except (TypeError, ValueError, OverflowError):
        return say("one of its fields is of the wrong kind")


def _wrong_with(event: Event, previous: Event | None) -> str:
    seq = previous.seq + 1 if previous else 1
    if event.seq != seq:
        if event.seq < seq:
            return say("its number was given twice")
        return say("numbers {first} to {last} are missing", first=seq, last=event.seq - 1)
    if event.hash != event.hashed(previous.hash if previous else events.start_of_chain(event.writer)):
        return say("its hash does not fit its content or the event before it")
    if event.act != event.seq and (previous is None or event.act != previous.act):
        return say("it belongs to no act")
    if event.undoes is not None and not 1 <= event.undoes < event.act:
        return say("it takes back an act that does not exist")
    if not (previous.clock if previous else 0) < event.clock < CLOCK_LIMIT:
        return say("its clock does not follow the one before it")
    return ""


def broken_streams(connection: sqlite3.Connection) -> Iterator[str]:
    """One sentence for each event of the whole log that is wrong; after it the stream is read on from there."""
    previous: Event | None = None
    for event in events.read(connection):
        before = previous if previous is not None and previous.writer == event.writer else None
        problem = wrong_with(event, before)
        if problem:
            yield say("Event {seq} of {writer}: {problem}.", seq=event.seq, writer=event.writer, problem=problem)
        previous = event


def broken_tails(connection: sqlite3.Connection) -> list[str]:
    """The same for the last events of each stream only, which is quick at any size."""
    found = []
    for number, writer in connection.execute("SELECT id, writer FROM writers ORDER BY writer").fetchall():
        rows = list(
            events.read(
                connection,
                where="e.writer = ? AND e.seq > (SELECT max(seq) FROM events WHERE writer = ?) - ?",
                parameters=(number, number, TAIL + 1),
            )
        )
        for at, event in enumerate(rows):
            if at == 0 and event.seq != 1:
                continue  # only there to start from
            problem = wrong_with(event, rows[at - 1] if at else None)
            if problem:
                found.append(say("Event {seq} of {writer}: {problem}.", seq=event.seq, writer=writer, problem=problem))
    return found


def missing_heads(connection: sqlite3.Connection, known: Iterable[Head]) -> list[str]:
    """Heads that were seen before and that no stream reaches any more: an end was cut, or history was changed."""
    there = [row[0] for row in connection.execute("SELECT id FROM writers")]
    found = []
    for head in sorted(set(known)):
        digest = bytes.fromhex(head.digest)
        rows = (
            connection.execute("SELECT hash FROM events WHERE writer = ? AND seq = ?", (writer, head.seq)).fetchone()
            for writer in there
        )
        if not any(row is not None and row[0] == digest for row in rows):
            found.append(
                say(
                    "Event {seq} ({digest}…) was in the log before and is missing: an end was cut.",
                    seq=head.seq,
                    digest=head.digest[:12],
                )
            )
    return found


def known_heads(connection: sqlite3.Connection) -> dict[str, Head]:
    return {writer: Head(seq, digest) for writer, (seq, digest, _) in events.heads(connection).items()}
