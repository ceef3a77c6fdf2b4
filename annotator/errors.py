"""The one tree of errors. Each message is a plain sentence: what, where and what to do.

The command line prints it and exits with 2; the window shows it. Nothing else is ever shown to a user.
"""

from __future__ import annotations


class IntercoderError(Exception):
    """Base of all errors that a user can cause or mend."""


class CodebookError(IntercoderError):
    """A codebook file, or a change to a codebook, that breaks the rules of the format."""


class DocumentError(IntercoderError):
    """A document that cannot be read, or is already in the project."""


class FormatError(IntercoderError):
    """A file of codings that cannot be taken in, or a format that cannot hold what was asked for."""


class ProjectError(IntercoderError):
    """A project file that is missing, damaged, locked, foreign or newer than this program."""


class ActError(IntercoderError):
    """An act that the store refuses: an undo that others depend on, a span outside the text, an unknown code."""


class MeasureError(IntercoderError):
    """Input from which no measure can be computed (a text where a number belongs, a negative length)."""


class Cancelled(IntercoderError):
    """The user stopped a long task; nothing half-done is left."""
