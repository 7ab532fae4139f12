"""The text of a report that a person can send."""

from __future__ import annotations

import platform
import sys
import traceback
from importlib import metadata
from pathlib import Path

_PARTS = ("PySide6", "pyqtgraph", "torch", "torchvision", "av", "numpy")
LAST_LINES = 60


def report_text(error: BaseException | None = None, log: Path | None = None) -> str:
    """Versions, the error, and the end of the log."""
    lines = [f"Python {sys.version.split()[0]} on {platform.platform()}"]
    for name in _PARTS:
        try:
            lines.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    if error is not None:
        lines += ["", "".join(traceback.format_exception(error)).rstrip()]
    if log is not None and log.is_file():
        lines += ["", *log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:]]
    return "\n".join(lines)
