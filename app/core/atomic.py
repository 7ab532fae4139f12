"""Files that are whole or not there: written beside their place, then put there in one step."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

from rmsnet.errors import OutputError

# Seconds without a change after which an unfinished file of another computer, or on Windows, is nobody's any more.
_LONGEST_WORK = 86_400.0


def check_target(path: Path, overwrite: bool) -> None:
    """Refuse a place where an output cannot go, before any work is done for it.

    Raises:
        OutputError: a folder, a file that nobody asked to overwrite, or a place in no writable folder.
    """
    if path.is_dir():
        raise OutputError(path, "is a folder", "Give the name of a file.")
    if path.exists() and not overwrite:
        raise OutputError(path, "exists", "Choose another name, or ask to overwrite it.")
    if not path.parent.is_dir():
        raise OutputError(path, "cannot be written: its folder does not exist", "Make the folder first.")
    if not os.access(path.parent, os.W_OK):
        raise OutputError(path, "cannot be written: its folder is read-only", "Choose another folder.")


def write_atomically(path: Path, data: bytes, overwrite: bool = True) -> None:
    """Write a file so that a crash at any moment leaves the old one or the new one, never a part.

    Raises:
        OutputError: see ``check_target``; or the disk is full or refuses.
    """
    check_target(path, overwrite)
    with replacing(path) as temporary, temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside ``path`` to write to; it takes its place when the block ends well, else it is removed.

    Raises:
        OutputError: the system refused to write.
    """
    # A short name of its own: the target's may already be as long as the file system allows.
    short = hashlib.sha256(path.name.encode(errors="surrogateescape")).hexdigest()[:12]
    temporary = path.with_name(f".{short}.{owner_mark()}.part{path.suffix[:20]}")
    with contextlib.suppress(OSError):
        for part in path.parent.glob(f".{short}.*.part*"):
            if is_abandoned(part, part.name.split(".")[2]):
                part.unlink()
    try:
        yield temporary
        os.replace(temporary, path)  # noqa: PTH105 - the whole point
        _sync_folder(path.parent)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(path, f"cannot be written: {reason}", "Choose another place.") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def output_folder(path: Path) -> Iterator[None]:
    """A folder for outputs, made when it is not there; one that was made and stays empty is removed again.

    Raises:
        OutputError: the folder cannot be made.
    """
    made = not path.exists()
    try:
        path.mkdir(exist_ok=True)
    except FileExistsError as error:
        raise OutputError(path, "is a file", "Give the name of a folder.") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(path, f"cannot be made: {reason}", "Choose another folder.") from error
    try:
        yield
    finally:
        if made:
            with contextlib.suppress(OSError):
                path.rmdir()  # refused when there is something in it


def owner_mark() -> str:
    """A mark of this process for the names of its unfinished files: computer and process number."""
    return f"{_computer()}-{os.getpid()}"


def is_abandoned(path: Path, mark: str) -> bool:
    """Whether an unfinished file or folder was left by a program that was killed.

    Args:
        path: the file or folder.
        mark: its maker's ``owner_mark``, as found in its name.
    """
    computer, _, process = mark.partition("-")
    if os.name == "posix" and computer == _computer() and process.isdecimal():
        return not _is_running(int(process))
    return time.time() - path.stat().st_mtime > _LONGEST_WORK


def _computer() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # another person's
        return True
    return True


def _sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where the system can (not on Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
