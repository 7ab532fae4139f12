"""Fixtures for the application: its own folders for caches, logs and state."""

from __future__ import annotations

import pytest

from app.log import stop_logging


@pytest.fixture(autouse=True)
def own_places(tmp_path_factory, monkeypatch):
    """Keep the application's caches, logs and backups out of the person's own folders."""
    folder = tmp_path_factory.mktemp("places")
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    yield folder
    stop_logging()
