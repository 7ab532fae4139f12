"""Videos as resized frames on disk: decoded once, read in any order by training."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rmsnet.config import NetworkConfig
from rmsnet.errors import FeatureFileError, OutputError, SourceError
from rmsnet.game_checks import LATE_SECONDS
from rmsnet.soccernet import HALVES, Game, event_frame
from rmsnet.training_data import TrainingGame, game_with_arrays
from rmsnet.video import FrameStream, fingerprint, read_info, sample_frames

Frames = npt.NDArray[np.uint8]


def check_videos(paths: Iterable[Path]) -> None:
    """Open every video; raises SourceError at the first that cannot be used, before hours of decoding."""
    for path in paths:
        read_info(path)


def frame_game(game: Game, video: str, config: NetworkConfig, cache: Path, *, training: bool) -> TrainingGame:
    """A SoccerNet game as frames of the configuration's size and rate, memory-mapped from the cache.

    Args:
        game: what to read.
        video: file name without its leading half number.
        config: size, rate and labels.
        cache: folder of resized frames; made when missing, filled where frames are missing.
        training: drop the substitutions of half time.

    Raises:
        SourceError: a video cannot be used or ends before its last event.
        OutputError: the cache cannot be written.
    """
    arrays = [cached_frames(game.video(half, video), config, cache) for half in HALVES]
    for half, frames in zip(HALVES, arrays, strict=True):
        last = max((event_frame(x, config.rate) for x in game.annotations(config.labels) if x.half == half), default=0)
        if last >= len(frames) + config.rate * LATE_SECONDS:
            raise SourceError(
                game.video(half, video),
                f"ends after {len(frames)} sampled frames, but an event lies at frame {last}",
                "Fetch the video again, or leave the game out with --skip-bad-games.",
            )
    return game_with_arrays(game, config.labels, arrays, training=training, rate=config.rate)


def cached_frames(video: Path, config: NetworkConfig, cache: Path) -> Frames:
    """Frames ``[N, H, W, 3]`` uint8 RGB of a video, memory-mapped; decoded if the cache lacks them."""
    size = (config.frame_height, config.frame_width)
    rate = f"{config.rate.numerator}-{config.rate.denominator}"
    path = cache / f"{fingerprint(video)}_{rate}fps_{size[0]}x{size[1]}.npy"
    if not path.is_file():
        _decode(video, config, size, path)
    try:
        frames: Frames = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise FeatureFileError(path, "is not a readable cache of frames", "Delete it; it is made again.") from error
    return frames


def _decode(video: Path, config: NetworkConfig, size: tuple[int, int], path: Path) -> None:
    """Write the frames beside their place and move them there when they are complete."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.partial.npy")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with sample_frames(video, config.rate, size) as stream:
            count = _write(stream, beside, size)
        if not count:
            raise SourceError(video, "holds no readable frame", "Fetch the video again.")
        beside.replace(path)
    except OSError as error:
        raise OutputError(path, f"cannot be written ({error})", "Make room or choose --frame-cache.") from error
    finally:
        beside.unlink(missing_ok=True)


def _write(stream: FrameStream, path: Path, size: tuple[int, int]) -> int:
    shape = (max(stream.expected_frames, 1), *size, 3)
    frames = np.lib.format.open_memmap(path, "w+", np.uint8, shape)
    count = 0
    for count, frame in enumerate(stream, start=1):
        frames[count - 1] = frame.image
    frames.flush()
    if count < len(frames) and count:  # the video's tail is damaged: keep what there is
        shorter = np.array(frames[:count])
        del frames
        np.save(path, shorter)
    return count
