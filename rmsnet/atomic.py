"""Writing a file so that a reader, or a power cut, never meets half of it."""

from __future__ import annotations

import os
from pathlib import Path

from rmsnet.errors import OutputError


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file in one step: written beside it, flushed to disk, then renamed.

    Raises:
        OutputError: the folder is missing or read-only, or the disk is full; the old file is untouched.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise OutputError(path, f"cannot be written ({reason})", "Choose another folder or make room.") from error
