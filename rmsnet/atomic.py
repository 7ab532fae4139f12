"""Writing a file so that a reader, or a power cut, never meets half of it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from rmsnet.errors import OutputError


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file in one step: written beside it, flushed to disk, then renamed.

    Raises:
        OutputError: the folder is missing or read-only, or the disk is full; the old file is untouched.
    """
    # A short name of its own: the target's may already be as long as the file system allows.
    short = hashlib.blake2b(path.name.encode(errors="surrogateescape"), digest_size=6).hexdigest()
    beside = path.with_name(f".{short}.{os.getpid()}.partial")
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
