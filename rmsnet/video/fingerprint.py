"""Which file is this: an answer that survives a rename and costs the same for 10 GB as for 10 MB."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rmsnet.errors import SourceError

PART_BYTES = 1 << 20
PARTS = 5


def fingerprint(path: Path | str) -> str:
    """Identify a file by its size and five megabytes spread evenly from its first byte to its last.

    Two recordings of the same size that agree in all five places are taken as one; an edit that keeps the
    size and touches none of them is not seen. Renaming or copying the file does not change it.

    Returns:
        64 hexadecimal digits.

    Raises:
        SourceError: the file cannot be read.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        digest = hashlib.sha256(str(size).encode())
        with path.open("rb") as file:
            for start in _part_starts(size):
                file.seek(start)
                digest.update(file.read(PART_BYTES))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(path, f"cannot be read ({reason})", "Check its name and permissions.") from error
    return digest.hexdigest()


def _part_starts(size: int) -> list[int]:
    if size <= PARTS * PART_BYTES:
        return list(range(0, size, PART_BYTES))
    step = (size - PART_BYTES) / (PARTS - 1)
    return [round(part * step) for part in range(PARTS)]
