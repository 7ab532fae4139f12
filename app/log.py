"""Logging: to a file that is rolled over, never to the screen."""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import platform
from pathlib import Path

MAX_BYTES, KEPT = 1_000_000, 5

_log = logging.getLogger("app")


def start_logging(path: Path, version: str) -> None:
    """Log to a file of at most a megabyte with five older ones; without a writable folder nothing is logged.

    Calling it again changes nothing.
    """
    root = logging.getLogger()
    if any(isinstance(handler, logging.handlers.RotatingFileHandler) for handler in root.handlers):
        return
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root.addHandler(handler)
        root.setLevel(logging.INFO)
        _log.info("RMS-Net Highlights %s on Python %s, %s", version, platform.python_version(), platform.platform())


def stop_logging() -> None:
    """Close the log file."""
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if isinstance(handler, logging.handlers.RotatingFileHandler):
            root.removeHandler(handler)
            handler.close()
