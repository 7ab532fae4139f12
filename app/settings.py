"""What a person set: typed values, kept by the system's own means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QByteArray, QSettings

from app.core.project import Device
from app.core.timecode import Notation

MOST_RECENT = 10


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings with their defaults.

    Attributes:
        theme: "system" follows the system.
        device: where matches are analysed: "auto", "cpu" or "cuda".
        signals: what an analysis looks for beside the model's events: "all", "score_bug", "sound" or "none".
        hwaccel: what decodes for an analysis, in FFmpeg's words; "" is the CPU.
        notation: how times are written.
        lead_in: seconds before an event at which the playhead stops when the event is chosen.
        thumbnails: where pointing at a time shows its frame: "all", "overview" or "none".
        model: a checkpoint's file; "" is the one that comes with the application.
        language: "" follows the system.
    """

    theme: str = "system"
    device: Device = "auto"
    signals: str = "all"
    hwaccel: str = ""
    notation: str = Notation.CLOCK.value
    lead_in: float = 1.0
    thumbnails: str = "all"
    model: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class RecentMatch:
    """A match that was open: its file, and when, as ISO 8601 text ("" when that is not known)."""

    path: Path
    opened: str = ""


class SettingsFile:
    """Settings, recent files, shortcuts and the window's layout on disk.

    Args:
        store: where; the system's place for this person when absent.
    """

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings("RMS-Net Highlights", "RMS-Net Highlights")

    def load(self) -> Settings:
        """The settings; anything unreadable is its default."""
        values: dict[str, Any] = {}
        for field in fields(Settings):
            kept = self._store.value(f"settings/{field.name}")
            try:
                if kept is not None:
                    values[field.name] = float(str(kept)) if field.name == "lead_in" else str(kept)
            except ValueError:
                continue
        return Settings(**values)

    def save(self, settings: Settings) -> None:
        """Keep settings."""
        for name, value in asdict(settings).items():
            self._store.setValue(f"settings/{name}", value)

    @property
    def recent(self) -> list[RecentMatch]:
        """Matches that were open, newest first, also those that are not there any more."""
        kept = cast("str | list[str] | None", self._store.value("recent"))
        names = [kept] if isinstance(kept, str) else kept or []
        times = cast("dict[str, str] | None", self._store.value("recent_times"))
        opened = times if isinstance(times, dict) else {}
        return [RecentMatch(Path(name), str(opened.get(name, ""))) for name in names]

    def add_recent(self, path: Path) -> None:
        """Put a match at the top of the recent ones."""
        others = [known for known in self.recent if known.path != path]
        newest = [RecentMatch(path, datetime.now().astimezone().isoformat(timespec="minutes")), *others][:MOST_RECENT]
        self._keep_recent(newest)

    def forget_recent(self, path: Path) -> None:
        """Take a match off the recent ones."""
        self._keep_recent([known for known in self.recent if known.path != path])

    def _keep_recent(self, matches: Sequence[RecentMatch]) -> None:
        self._store.setValue("recent", [str(match.path) for match in matches])
        self._store.setValue("recent_times", {str(match.path): match.opened for match in matches})

    @property
    def fastest_device(self) -> str:
        """The processor that "the fastest there is" meant the last time, "" before the first analysis."""
        return str(self._store.value("fastest_device") or "")

    @fastest_device.setter
    def fastest_device(self, name: str) -> None:
        self._store.setValue("fastest_device", name)

    def layout(self) -> tuple[QByteArray, QByteArray] | None:
        """The window's geometry and the state of its panels, None when nothing is kept."""
        geometry, state = self._store.value("window/geometry"), self._store.value("window/state")
        if isinstance(geometry, QByteArray) and isinstance(state, QByteArray):
            return geometry, state
        return None

    def save_layout(self, geometry: QByteArray, state: QByteArray) -> None:
        """Keep the layout."""
        self._store.setValue("window/geometry", geometry)
        self._store.setValue("window/state", state)

    def keys(self) -> dict[str, tuple[str, ...]]:
        """Shortcuts that a person changed, by the name of the action."""
        self._store.beginGroup("keys")
        names = self._store.childKeys()
        found = {name: tuple(str(self._store.value(name) or "").split()) for name in names}
        self._store.endGroup()
        return found

    def set_keys(self, changed: Mapping[str, Sequence[str]]) -> None:
        """Keep the shortcuts that differ from the actions' own."""
        self._store.remove("keys")
        for name, keys in changed.items():
            self._store.setValue(f"keys/{name}", " ".join(keys))
