"""Feature files: one float vector a sampled frame, computed elsewhere and saved by NumPy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from rmsnet.errors import FeatureFileError

Features = npt.NDArray[np.float32]
_BLOCK_FRAMES = 4096  # frames looked at together, so that checking never holds a whole file in memory


def load_features(path: Path, *, width: int | None = None, finite: bool = True) -> Features:
    """The features of one video as ``[N, D]`` float32, memory-mapped where the file is float32.

    Args:
        path: a ``.npy`` file; pickled objects are refused.
        width: D that is asked for; None accepts any.
        finite: read the file through once and refuse NaN and infinity.

    Raises:
        FeatureFileError: missing, damaged, not two-dimensional, empty, of another width, or not finite.
    """
    array = _open(path)
    if array.ndim != 2 or 0 in array.shape:
        raise FeatureFileError(path, f"has the shape {array.shape}, not [frames, width]", "Compute the features again.")
    if array.dtype.kind != "f":
        raise FeatureFileError(path, f"holds {array.dtype}, not floats", "Save the features as float32.")
    if width is not None and array.shape[1] != width:
        raise FeatureFileError(
            path,
            f"has features of width {array.shape[1]} where {width} is needed",
            "Use the features that the other games and the checkpoint have.",
        )
    if finite:
        _refuse_non_finite(path, array)
    return array if array.dtype == np.float32 else array.astype(np.float32)


def _open(path: Path) -> Features:
    try:
        # Copy on write: PyTorch warns of read-only arrays, and the file is never changed.
        array = np.load(path, mmap_mode="c", allow_pickle=False)
    except FileNotFoundError as error:
        raise FeatureFileError(
            path, "does not exist", "NAME.npy stands for 1_NAME.npy and 2_NAME.npy in the game's folder."
        ) from error
    except (OSError, ValueError, EOFError) as error:
        raise FeatureFileError(path, "is not a readable .npy file of numbers", "Fetch or compute it again.") from error
    if isinstance(array, np.ndarray):
        return array
    array.close()
    raise FeatureFileError(path, "is an archive of several arrays", "Save one array with numpy.save.")


def _refuse_non_finite(path: Path, array: Features) -> None:
    for start in range(0, len(array), _BLOCK_FRAMES):
        good = np.isfinite(array[start : start + _BLOCK_FRAMES]).all(axis=1)
        if not good.all():
            raise FeatureFileError(
                path,
                f"holds NaN or infinity at frame {start + int(np.argmin(good))}",
                "Compute the features again.",
            )
