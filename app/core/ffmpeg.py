"""The ffmpeg program: found, run with a list of arguments, followed by its own progress lines, never left behind."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rmsnet.errors import RmsNetError

# How ffmpeg ends when nothing more can be written: the system's error as an exit code, or the signal for large files.
_DISK_FULL = {code for error in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT) for code in (256 - error, -error)}
if hasattr(signal, "SIGXFSZ"):
    _DISK_FULL.add(-signal.SIGXFSZ)


class ExportError(RmsNetError):
    """An export could not be made or is not what was asked for; nothing was left behind."""


@dataclass(frozen=True, slots=True)
class FfmpegProgress:
    """What ffmpeg says about four times a second.

    Attributes:
        frames: video frames encoded.
        seconds: time of the output reached.
    """

    frames: int
    seconds: float


@lru_cache(maxsize=1)
def ffmpeg_program() -> str:
    """The ffmpeg that comes with imageio-ffmpeg, else the one on PATH.

    Raises:
        ExportError: there is none.
    """
    import imageio_ffmpeg

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        found = shutil.which("ffmpeg")
        if not found:
            raise ExportError("There is no ffmpeg program. Install imageio-ffmpeg or ffmpeg.") from error
        return found


def local(path: Path) -> str:
    """A file as ffmpeg must be told of it: whatever its name holds, it is a local file."""
    return "file:" + os.path.abspath(path)  # noqa: PTH100 - resolve() would rename a link


def run_ffmpeg(arguments: Iterable[str], log: Path) -> Generator[FfmpegProgress, None, None]:
    """Run ffmpeg and follow it; closing the iterator kills it and waits for its end.

    Args:
        arguments: all but the program; inputs and outputs written with ``local``.
        log: a file for its messages.

    Raises:
        ExportError: ffmpeg failed; with its last line.
    """
    command = [ffmpeg_program(), "-nostdin", "-hide_banner", "-y", "-loglevel", "error"]
    command += ["-progress", "pipe:1", "-stats_period", "0.2", *arguments]
    with (
        log.open("wb") as messages,
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=messages, text=True, errors="replace"
        ) as process,
    ):
        try:
            assert process.stdout is not None  # noqa: S101
            yield from _progress(process.stdout)
            code = process.wait()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    if code:
        if code in _DISK_FULL:  # its log could not be written either
            raise disk_full(log.parent.parent)
        raise ExportError(f"ffmpeg could not make the cut: {_last_line(log) or f'it ended with code {code}'}.")


def disk_full(folder: Path) -> ExportError:
    """The error of an export that does not fit on its disk."""
    return ExportError(
        f"The disk of {str(folder)!r} is full, or takes no file of this size. Free some space, or choose another disk."
    )


def _progress(lines: Iterable[str]) -> Generator[FfmpegProgress, None, None]:
    frames, seconds = 0, 0.0
    for line in lines:
        key, _, value = line.strip().partition("=")
        if key == "frame" and value.isdecimal():
            frames = int(value)
        elif key == "out_time_us" and value.lstrip("-").isdecimal():
            seconds = max(seconds, int(value) / 1e6)
        elif key == "progress":
            yield FfmpegProgress(frames, seconds)


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1].strip().rstrip(".") if lines else ""
