"""The time that events carry. One place, so that tests can set the clock back."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The present in UTC, ISO 8601 with milliseconds: 2026-03-01T09:30:00.123Z."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
