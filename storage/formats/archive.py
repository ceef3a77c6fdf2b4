"""Zip files in and out: members are read by name only and under caps; written ones give the same bytes each time."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from annotator.errors import FormatError
from annotator.wording import say

MOST_MEMBERS = 10_000
MOST_BYTES = 500_000_000
HIGHEST_RATIO = 200
_SMALL = 1_000_000
"""Members up to this size may be packed tighter than HIGHEST_RATIO: a short file of blanks is no bomb."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Archive:
    """A zip file that a stranger sent. Nothing is unpacked to disk; `read` gives one member by its exact name."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        if path.exists() and not path.is_file():
            raise FormatError(say("{name} is no ordinary file: choose a zip file.", name=path.name))
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
            raise FormatError(
                say("{name} is not a readable zip file: check that it arrived whole.", name=path.name)
            ) from fault
        try:
            self._check()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def _check(self) -> None:
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise FormatError(
                say(
                    "{name} holds {number:,} files; at most {most_members:,} are taken.",
                    name=self._name,
                    number=len(members),
                    most_members=MOST_MEMBERS,
                )
            )
        if len({member.filename for member in members}) < len(members):
            raise FormatError(say("{name} holds two files of one name: pack it anew.", name=self._name))
        if sum(member.file_size for member in members) > MOST_BYTES:
            raise FormatError(
                say(
                    "{name} is larger than {most_bytes} MB unpacked and was refused.",
                    name=self._name,
                    most_bytes=MOST_BYTES // 1_000_000,
                )
            )
        for member in members:
            if member.flag_bits & 1:
                raise FormatError(
                    say(
                        "{name}: {filename!r:.80} is encrypted; pack it without a password.",
                        name=self._name,
                        filename=member.filename,
                    )
                )
            if member.file_size > _SMALL and member.file_size > HIGHEST_RATIO * max(1, member.compress_size):
                raise FormatError(
                    say(
                        "{name}: {filename!r:.80} is packed more than {highest_ratio} to 1 and was refused.",
                        name=self._name,
                        filename=member.filename,
                        highest_ratio=HIGHEST_RATIO,
                    )
                )

    @property
    def names(self) -> list[str]:
        return [member.filename for member in self._zip.infolist() if not member.filename.endswith("/")]

    def size(self, name: str) -> int:
        """How many bytes a member says that it holds."""
        return self._zip.getinfo(name).file_size

    def read(self, name: str) -> bytes:
        """The bytes of one member. FormatError where it is missing, damaged or larger than it says."""
        try:
            member = self._zip.getinfo(name)
            with self._zip.open(member) as file:
                raw = file.read(member.file_size + 1)
        except KeyError as fault:
            raise FormatError(
                say(
                    "{name} has no {member!r:.80}: it is not of this format, or not whole.",
                    name=self._name,
                    member=name,
                )
            ) from fault
        except (
            zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError,
        ) as fault:  # fmt: skip
            raise FormatError(
                say("{name}: {member!r:.80} is damaged: get the file anew.", name=self._name, member=name)
            ) from fault
        if len(raw) > member.file_size:
            raise FormatError(
                say("{name}: {member!r:.80} is larger than it says and was refused.", name=self._name, member=name)
            )
        return raw


def write_zip(path: Path, members: Mapping[str, bytes]) -> None:
    """Members in the given order, with a fixed time, so that the same content gives the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, raw in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            file.writestr(info, raw)
