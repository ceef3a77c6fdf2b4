"""A codebook with another cue file: checked for what cannot be used, then put in force like any change."""

from __future__ import annotations

from dataclasses import replace

from annotator.codebook import Codebook
from annotator.codebook_file import codebook_from_json, codebook_to_json
from annotator.suggest.found import PatternFault
from annotator.suggest.registry import faults_of
from ui.workflows.progress import Progress, silent


def with_cue_text(codebook: Codebook, name: str, text: str) -> Codebook:
    """The codebook with the text of a cue file; the versions are not counted yet."""
    return codebook_from_json(codebook_to_json(replace(codebook, cue_texts={**codebook.cue_texts, name: text})))


def check_cues(*, codebook: str, name: str, text: str, progress: Progress = silent) -> tuple[PatternFault, ...]:
    """What the suggesters could not use of a stored codebook (its JSON) with another text of a cue file.

    Raises CodebookError, with the line, where the text is no TOML: then nothing of it could be used.
    """
    progress(0, 1, name)
    return faults_of(with_cue_text(codebook_from_json(codebook), name, text))
