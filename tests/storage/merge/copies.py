"""Copies of a project to merge: with a coder's work, and with an event that no Intercoder would write."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from annotator.acts import Change
from storage import bodies, events
from storage.events import Event
from storage.opening import open_project
from tests.storage.making import HARBOUR, code, copy_of


def copy_with_work(source: Path, target: Path, coder: str, *, seed: int = 0) -> Path:
    """A copy in which a coder did something."""
    with open_project(copy_of(source, target), person=coder) as project:
        chance = random.Random(seed)
        for _ in range(6):
            code(project, HARBOUR, chance.randrange(100), coder=coder)
        project.undo(coder)
    return target


def forged(path: Path, *, changes: tuple[Change, ...] = (), **fields: object) -> None:
    """Append an event with a valid hash that no Intercoder would write."""
    with open_project(path, person="mallory") as project, project.transaction():
        number, writer = project.writer()
        last = list(events.read(project.connection, where="w.writer = ?", parameters=(writer,)))
        seq = last[-1].seq + 1 if last else 1
        previous = last[-1].hash if last else events.start_of_chain(writer)
        clock = max((c for _, _, c in events.heads(project.connection).values()), default=0) + 1
        body = bodies.packed(bodies.plain_body(changes))
        event = Event(f"forged-{seq}", writer, seq, clock, seq, "code", "mallory", None, "t", 1, 1, True, body)
        event = replace(event, **fields)  # type: ignore[arg-type]
        events.write(project.connection, replace(event, hash=event.hashed(previous)), writer=number)
