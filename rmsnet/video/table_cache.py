"""Information and frame tables kept on disk by fingerprint: a long match on a slow drive opens at once next time."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from rmsnet.atomic import write_atomically
from rmsnet.errors import FileProblemError
from rmsnet.video.fingerprint import fingerprint
from rmsnet.video.table import FrameTable, PacketList

if TYPE_CHECKING:
    from rmsnet.video.info import VideoInfo

_VERSION = "1"
_PACKETS = tuple(field.name for field in fields(PacketList))
_FRAMES = ("pts", "keyframe", "durations", "packet")


def kept_table(path: Path, folder: Path) -> tuple[dict[str, Any], FrameTable] | None:
    """What is kept of this very file: the fields of its information, and its table; None when nothing is.

    Raises:
        SourceError: the file cannot be read.
    """
    kept = _place(path, folder)
    if not kept.is_file():
        return None
    try:
        with safe_open(kept, framework="numpy") as file:
            metadata = file.metadata() or {}
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no dict
        about = json.loads(metadata["about"])
        packets = PacketList(*(arrays[f"packets/{name}"] for name in _PACKETS))
        frames = {name: arrays[name] for name in _FRAMES}
        table = FrameTable(**frames, packets=packets, time_base=Fraction(about["time_base"]))
        return _fractions(about), table
    except (SafetensorError, OSError, KeyError, TypeError, ValueError):
        return None  # damaged or of another version: it is made again


def keep_table(path: Path, info: VideoInfo, table: FrameTable, folder: Path) -> None:
    """Keep both for next time; a disk that is full or read-only costs nothing but that."""
    about = {name: str(value) if isinstance(value, Fraction) else value for name, value in asdict(info).items()}
    del about["path"]  # the same match may lie elsewhere next time
    arrays = {f"packets/{name}": getattr(table.packets, name) for name in _PACKETS}
    arrays |= {name: getattr(table, name) for name in _FRAMES}
    solid = {name: np.ascontiguousarray(values) for name, values in arrays.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(_place(path, folder), save(solid, {"about": json.dumps(about)}))
    except (OSError, FileProblemError):
        return


def _place(path: Path, folder: Path) -> Path:
    # The fingerprint looks at parts of a file only; one that was changed since shows it by its time.
    return folder / f"{fingerprint(path)}-{path.stat().st_mtime_ns:x}-{_VERSION}.table"


def _fractions(about: dict[str, Any]) -> dict[str, Any]:
    about["warnings"] = tuple(about["warnings"])
    return about | {name: Fraction(about[name]) for name in ("sample_aspect", "rate", "time_base")}
