"""Suggestions for a project: worker processes compute, the process that holds the project writes, document by document."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import orjson

from annotator.codebook import Codebook
from annotator.codebook_file import codebook_from_json, codebook_to_json
from annotator.errors import IntercoderError
from annotator.records import Region
from annotator.suggest.engine import SuggestionRun, suggest
from annotator.suggest.pipeline import model_id
from annotator.suggest.registry import suggesters
from annotator.wording import later, say
from storage.parses import Parses
from storage.project import Project, Receipt
from storage.suggestions import run_of, suggestion_set
from storage.texts import list_documents, regions_of, stored_text
from ui.workflows.progress import Cancel, Progress, never, silent, stop_if

_STOPPED = later("Pre-highlighting was stopped; what was finished before is kept.")

_LOOKED_AT = 100
"""Documents that are looked at in one go."""


@dataclass(slots=True)
class Outcome:
    """How far a run has come. `faults` name cues that could not be used; the rest of the codebook ran all the same."""

    total: int = 0
    done: int = 0
    unchanged: int = 0
    suggestions: int = 0
    faults: list[str] = field(default_factory=list)
    last: str = ""
    """The name of the document that was finished last."""


@dataclass(frozen=True, slots=True)
class _Job:
    sha256: str
    name: str
    text: str
    regions: tuple[Region, ...]
    parses: bytes | None
    answers: bytes | None
    needs: str
    codebook: str
    """As JSON. It goes with each job and not to the start of a worker: there the sender would wait until the worker's
    interpreter reads, as it is longer than a pipe holds."""


_read_codebook = lru_cache(maxsize=1)(codebook_from_json)


def _work(job: _Job) -> SuggestionRun:
    book = _read_codebook(job.codebook)
    return suggest(
        job.text, document_id=job.sha256, regions=job.regions, codebook=book, parses=job.parses, answers=job.answers
    )


def _step_back() -> None:
    if hasattr(os, "nice"):
        os.nice(10)


def make_ready(codebook: Codebook) -> None:
    """Import and read what a run needs, the codebook's cues above all. Takes up to a second at the first time, and is for
    a thread to do in advance."""
    _depends_on(codebook)


class Prehighlighting:
    """One run. `poll` writes what workers have finished, each document in a short transaction of its own.

    The command line calls it in a loop, the window from a timer, so that a coder's confirm never waits for it.
    """

    def __init__(
        self, project: Project, *, jobs: int = 1, documents: Sequence[str] | None = None, behind: bool = False
    ) -> None:
        """`documents`: only these sha256s. `behind`: workers step back where somebody works at the same computer.

        Raises IntercoderError where `jobs` is below 1.
        """
        if jobs < 1:
            raise IntercoderError(say("Pre-highlighting needs at least one worker process, not {jobs}.", jobs=jobs))
        self.project = project
        self.outcome = Outcome()
        self._parses = Parses(project.path)
        self._content = codebook_to_json(project.codebook)
        self._jobs = self._due(documents)
        self._looked_at_all = False
        self._running: dict[Future[SuggestionRun], _Job] = {}
        self._limit = jobs * 2
        first: dict[str, Any] = {"initializer": _step_back} if behind else {}
        self._pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), **first)
        self._fill()

    @property
    def finished(self) -> bool:
        return self._looked_at_all and not self._running

    def poll(self, *, seconds: float = 0.0, most: int = 0) -> list[Receipt]:
        """Wait up to `seconds` for a worker, write what is ready (at most `most` documents, 0: all), hand out more work."""
        ready = wait(self._running, timeout=seconds, return_when=FIRST_COMPLETED).done if self._running else set()
        receipts = []
        for future in list(ready)[: most or None]:
            job = self._running.pop(future)
            try:
                receipts.append(self._write(job, future.result()))
            except BrokenProcessPool as fault:
                raise IntercoderError(
                    say("A worker process died (out of memory?): what was finished is kept; run it again.")
                ) from fault
        self._fill()
        return receipts

    def close(self, *, wait_for_workers: bool = True) -> None:
        """Stop workers at once and let go of the sidecar; what was written stays. Their end takes a moment, which the
        window leaves to the pool's own thread."""
        processes = list((getattr(self._pool, "_processes", None) or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in processes if wait_for_workers else ():
            process.join()
        self._looked_at_all = True
        self._running.clear()
        self._parses.close()

    def _due(self, documents: Sequence[str] | None) -> Iterator[_Job | None]:
        """The jobs; None for each document that has not changed."""
        entries = [e for e in list_documents(self.project) if documents is None or e.sha256 in documents]
        self.outcome.total = len(entries)
        cues = _depends_on(self.project.codebook)
        for entry in entries:
            regions = regions_of(self.project, entry.sha256, coder=self.project.person)
            needs = hashlib.sha256(
                orjson.dumps([cues, [[r.start, r.end, r.kind, r.ignored] for r in regions]])
            ).hexdigest()
            run = run_of(self.project, entry.sha256)
            if run is not None and run.get("needs") == needs:
                self.outcome.unchanged += 1
                yield None
                continue
            text = stored_text(self.project, entry.sha256)
            parses, answers = self._parses.get(entry.sha256), self._parses.answers(entry.sha256)
            yield _Job(entry.sha256, entry.name, text, regions, parses, answers, needs, self._content)

    def _fill(self) -> None:
        """Hand out work. Looks at a few documents only, as thousands may have not changed."""
        for _ in range(_LOOKED_AT):
            if len(self._running) >= self._limit:
                return
            try:
                job = next(self._jobs)
            except StopIteration:
                self._looked_at_all = True
                return
            if job is not None:
                self._running[self._pool.submit(_work, job)] = job

    def _keep(self, job: _Job, run: SuggestionRun) -> None:
        if run.parsed:
            self._parses.put(job.sha256, run.parses)
        if run.answers != job.answers:
            self._parses.keep_answers(job.sha256, run.answers)

    def _write(self, job: _Job, run: SuggestionRun) -> Receipt:
        self._keep(job, run)
        self.outcome.faults += [str(fault) for fault in run.faults if str(fault) not in self.outcome.faults]
        book = self.project.codebook
        about = {"needs": job.needs, "model": model_id(), "meaning": book.meaning, "aids": book.aids}
        receipt = self.project.commit(suggestion_set(self.project.person, job.sha256, run.suggestions, run=about))
        self.outcome.done += 1
        self.outcome.last = job.name
        self.outcome.suggestions += len(run.suggestions)
        return receipt


def _depends_on(codebook: Codebook) -> str:
    """A fingerprint of all that suggestions depend on but text and regions: codes, aliases, cues, rules and model."""
    codes = [[c.facet, c.name, c.retired, c.meaning_version] for c in codebook.codes()]
    aliases = [
        [a.text, a.case, a.score, dict(a.attributes), dict(a.options)] for c in codebook.codes() for a in c.aliases
    ]
    rules = [[suggester.name, suggester.version] for suggester in suggesters()]
    what = [codes, aliases, dict(codebook.cues), rules, model_id(), codebook.meaning]
    return hashlib.sha256(orjson.dumps(what, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)).hexdigest()


def prehighlight(
    project: Project,
    *,
    jobs: int = 1,
    documents: Iterable[str] | None = None,
    progress: Progress = silent,
    cancelled: Cancel = never,
) -> Outcome:
    """Pre-highlight whatever changed. Stopping keeps the documents that were finished."""
    run = Prehighlighting(project, jobs=jobs, documents=None if documents is None else list(documents))
    try:
        while not run.finished:
            stop_if(cancelled, _STOPPED)
            if run.poll(seconds=0.2):
                progress(run.outcome.done + run.outcome.unchanged, run.outcome.total, run.outcome.last)
    finally:
        run.close()
    return run.outcome
