"""The kill test's driver: a child works through the real store, is killed with -9 at a random moment, and the file is
opened again. Run as `python -m tests.storage.killing PROJECT CYCLES SEED`; prints one line of JSON.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from storage import chains
from storage.opening import open_project
from storage.project import Project, Receipt
from storage.texts import list_documents
from tests.storage.making import suggest
from ui.workflows.coding import CodingSession

Worker = Callable[[Path, int, int], None]
"""Works on a project until it is killed; gets the pipe on which it names saved events, and a seed."""


def work_until_killed(path: Path, acknowledge: int, seed: int) -> None:
    """Acts of every kind, one after another; each one's last event is named on the pipe once it is on disk."""
    chance = random.Random(seed)
    project = open_project(path, person="anna")
    session = CodingSession(project, coder="anna")
    shas = [entry.sha256 for entry in list_documents(project)]
    while True:
        receipt = one_act(session, chance, chance.choice(shas))
        if receipt is not None:
            os.write(acknowledge, f"{receipt.event}\n".encode())


def one_act(session: CodingSession, chance: random.Random, sha256: str) -> Receipt | None:
    kind = chance.choice(
        ["code", "code", "code", "accept", "delete", "change", "undo", "redo", "done", "memo", "suggest"]
    )
    own = session.codings(sha256)
    if kind == "code":
        start = chance.randrange(60)
        return session.code(sha256, start, start + 5, facet="danger", code="storm", memo="m" * chance.randrange(300))
    if kind == "suggest":
        return suggest(session.project, sha256, [chance.randrange(100) for _ in range(5)])
    if kind == "accept" and (offered := session.undecided(sha256)):
        return session.accept(offered[0].id)
    if kind == "delete" and len(own) > 20:
        return session.delete([c.uuid for c in own[:10]])
    if kind == "change" and own:
        return session.change(own[0].uuid, memo=str(chance.random()))
    if kind == "undo" and session.project.last_act("anna") and session.project.last_act("anna") != (2, "add"):
        return session.undo() if own else None
    if kind == "redo":
        return session.redo()
    if kind == "done":
        return session.mark_done(sha256, facets=["danger"], done=chance.random() < 0.5)
    return session.set_memo("document", sha256, str(chance.random())) if kind == "memo" else None


def cycle(path: Path, chance: random.Random, seen: set[str], *, worker: Worker, longest: float) -> tuple[int, float]:
    """One child, killed. Returns how many events it had acknowledged, and how long opening took afterwards."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            worker(path, writing, chance.randrange(1 << 30))
        finally:
            os._exit(1)
    os.close(writing)
    if chance.random() < 0.75:  # at work; the others may still be opening the project
        select.select([reading], [], [], 60)
    time.sleep(chance.random() ** 2 * longest)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        acknowledged = {line.decode() for line in pipe.read().split(b"\n")[:-1]}
    if not os.WIFSIGNALED(status):
        raise SystemExit("the child ended by itself: its acts failed")
    seen |= acknowledged
    begun = time.perf_counter()
    project = open_project(path, person="anna")
    list_documents(project)
    took = time.perf_counter() - begun
    look(project, seen)
    project.close()
    return len(acknowledged), took


def look(project: Project, seen: set[str]) -> None:
    there = {row[0] for row in project.connection.execute("SELECT uuid FROM events")}
    if seen - there:
        raise SystemExit(f"{len(seen - there)} acknowledged events are lost")
    if project.damage or project.readonly:
        raise SystemExit(f"it opened with {project.damage or project.readonly}")
    if broken := list(chains.broken_streams(project.connection)):
        raise SystemExit(broken[0])


def run(worker: Worker, *, longest: float) -> None:
    """The command line; `longest` is the latest moment of a kill, in seconds after the start or the first act."""
    path, cycles, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    chance, seen = random.Random(seed), set[str]()
    results = [cycle(path, chance, seen, worker=worker, longest=longest) for _ in range(cycles)]
    summary = {"acknowledged": sum(n for n, _ in results), "slowest": max(t for _, t in results)}
    sys.stdout.write(json.dumps(summary) + "\n")


if __name__ == "__main__":
    run(work_until_killed, longest=0.25)
