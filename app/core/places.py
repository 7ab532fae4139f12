"""Where the application keeps what is not a person's own file: caches, logs, state."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_cache_path, user_log_path, user_state_path

APPLICATION = "RMS-Net Highlights"


def feature_cache_folder() -> Path:
    """Per-frame features, so that an analysis that was killed half way goes on where it was."""
    return user_cache_path(APPLICATION, appauthor=False) / "features"


def table_cache_folder() -> Path:
    """When each frame of a match file is shown, so that it is not demuxed again."""
    return user_cache_path(APPLICATION, appauthor=False) / "tables"


def log_file() -> Path:
    """The application's log."""
    return user_log_path(APPLICATION, appauthor=False) / "rmsnet-highlights.log"


def backup_folder() -> Path:
    """Backups and recovered work of projects."""
    return user_state_path(APPLICATION, appauthor=False) / "backups"
