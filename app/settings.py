"""What a person set: typed values, kept by the system's own means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
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
        notation: how times are written.
        lead_in: seconds before an event at which the playhead stops when the event is chosen.
        model: a checkpoint's file; "" is the one that comes with the application.
        language: "" follows the system.
    """

    theme: str = "system"
    device: Device = "auto"
    notation: str = Notation.CLOCK.value
    lead_in: float = 1.0
    model: str = ""
    language: str = ""


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
    def recent(self) -> list[Path]:
        """Matches that were open, newest first, as far as they are there."""
        kept = cast("str | list[str] | None", self._store.value("recent"))
        names = [kept] if isinstance(kept, str) else kept or []
        return [path for name in names if (path := Path(name)).exists()]

    def add_recent(self, path: Path) -> None:
        """Put a match at the top of the recent ones."""
        others = [str(known) for known in self.recent if known != path]
        self._store.setValue("recent", [str(path), *others][:MOST_RECENT])

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

    def set_keys(self, name: str, keys: Sequence[str] | None) -> None:
        """Change an action's shortcuts; None goes back to its own."""
        if keys is None:
            self._store.remove(f"keys/{name}")
        else:
            self._store.setValue(f"keys/{name}", " ".join(keys))
