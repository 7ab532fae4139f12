"""Fixtures for the whole project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.media import make


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str], Path]:
    """Return a function that makes one kind of video of tests/media.py, once for all workers of a session."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "media"
    folder.mkdir(exist_ok=True)

    def made(kind: str) -> Path:
        with FileLock(folder / "media.lock"):
            return make(kind, folder)

    return made
