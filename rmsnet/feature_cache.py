"""Per-frame features on disk, appended while they are computed: nothing is ever decoded twice.

A file of records (real time of the frame, feature) grows by one batch at a time, so that a killed analysis
resumes where it stopped with at most one batch lost. A small JSON file beside it says when it is complete.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt

_VERSION = 1


class FeatureCache:
    """The features of one source under one backbone.

    Args:
        folder: where cache files live; created when missing.
        source: fingerprint of the video.
        backbone: fingerprint of the weights that compute features.
        feature_dim: D.
        rate: frames per second of the sampling.
    """

    def __init__(self, folder: Path, source: str, backbone: str, feature_dim: int, rate: Fraction) -> None:
        key = f"{_VERSION}|{source}|{backbone}|{feature_dim}|{rate}"
        name = hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
        folder.mkdir(parents=True, exist_ok=True)
        self._data, self._done = folder / f"{name}.features", folder / f"{name}.complete.json"
        self._record = np.dtype([("time", np.float64), ("feature", np.float32, (feature_dim,))])
        self._drop_partial_record()

    def read(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float32]]:
        """Times ``[n]`` and features ``[n, D]`` kept so far."""
        if not self._data.exists():
            return np.zeros(0), np.zeros((0, self._record["feature"].shape[0]), np.float32)
        records = np.fromfile(self._data, self._record)
        return records["time"].copy(), records["feature"].copy()

    def append(self, times: npt.NDArray[np.float64], features: npt.NDArray[np.float32]) -> None:
        """Add a batch: times ``[n]``, features ``[n, D]``."""
        records = np.empty(len(times), self._record)
        records["time"], records["feature"] = times, features
        with self._data.open("ab") as file:
            file.write(records.tobytes())

    @property
    def warnings(self) -> tuple[str, ...] | None:
        """What was wrong with the source when every frame is here; None while the file is incomplete."""
        try:
            done = json.loads(self._done.read_text(encoding="utf-8"))
            frames = self._data.stat().st_size // self._record.itemsize
            return tuple(done["warnings"]) if done["frames"] == frames else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def complete(self, warnings: Sequence[str]) -> None:
        """Mark the file as holding every frame of the source."""
        frames = self._data.stat().st_size // self._record.itemsize if self._data.exists() else 0
        beside = self._done.with_suffix(f".{os.getpid()}.partial")
        beside.write_text(json.dumps({"frames": frames, "warnings": list(warnings)}), encoding="utf-8")
        beside.replace(self._done)

    def _drop_partial_record(self) -> None:
        # A process killed while writing leaves a torn last record.
        if self._data.exists() and (torn := self._data.stat().st_size % self._record.itemsize):
            os.truncate(self._data, self._data.stat().st_size - torn)


def prune(folder: Path, most_bytes: int) -> None:
    """Delete the cache files that were used longest ago until the folder holds at most ``most_bytes``."""
    files = sorted(folder.glob("*.features"), key=lambda path: path.stat().st_mtime, reverse=True)
    total = 0
    for path in files:
        total += path.stat().st_size
        if total > most_bytes:
            path.unlink(missing_ok=True)
            path.with_name(f"{path.stem}.complete.json").unlink(missing_ok=True)
