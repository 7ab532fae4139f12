"""Write a plan as a video: H.264 and AAC in MP4, encoded by the ffmpeg program that imageio-ffmpeg carries."""

from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
import wave
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import IO

import imageio_ffmpeg
import numpy as np

from rmsnet.atomic import write_atomically
from rmsnet.errors import OptionError, OutputError
from rmsnet.rendering.frames import SIZE, Renderer, frame_count
from rmsnet.rendering.plan import MatchPlan
from rmsnet.rendering.sound import sound
from rmsnet.rendering.truth import truth

_RATE = 48000


@dataclass(frozen=True, slots=True)
class Step:
    """Progress of ``write_match``: frames written so far, of how many."""

    done: int
    total: int


def write_match(
    plan: MatchPlan,
    path: str | Path,
    *,
    fps: Fraction = Fraction(25),
    size: tuple[int, int] = SIZE,
    truth_path: str | Path | None = None,
    crf: int = 23,
    gop: int = 250,
) -> Generator[Step, None, None]:
    """Write a match as a video, and its truth beside it.

    The file appears under its name only when it is complete; stop pulling (and close the iterator) to cancel,
    which leaves nothing behind.

    Args:
        plan: the match.
        path: the video to write; replaced when it exists.
        fps: frames a second.
        size: (height, width) in pixels, both even.
        truth_path: where to write the events in SoccerNet's Labels.json form.
        crf: quality, 0 (lossless) to 51.
        gop: frames from one key frame to the next at most.

    Yields:
        A step for every frame.

    Raises:
        OptionError: a size that H.264 cannot hold, or options out of range.
        OutputError: the file cannot be written.
    """
    path = Path(path)
    truth_path = None if truth_path is None else Path(truth_path)
    _check(path, truth_path, fps, size, crf, gop)
    try:
        folder = tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise OutputError(path, f"cannot be written ({error.strerror})", "Choose another folder.") from error
    with folder as name:
        audio, video = Path(name) / "sound.wav", Path(name) / "match.mp4"
        _write_sound(plan, audio)
        yield from _encode(plan, audio, video, path, _command(audio, video, fps, size, crf, gop), fps, size)
        if truth_path is not None:
            _write_truth(plan, path, truth_path)
        video.replace(path)


def _check(path: Path, truth_path: Path | None, fps: Fraction, size: tuple[int, int], crf: int, gop: int) -> None:
    height, width = size
    if height % 2 or width % 2 or not (64 <= height <= 4096 and 64 <= width <= 4096):
        raise OptionError(f"The size {width}x{height} cannot be encoded; give even numbers from 64 to 4096.")
    if not 1 <= fps <= 240:
        raise OptionError(f"{float(fps):g} frames a second cannot be encoded; give 1 to 240.")
    if not 0 <= crf <= 51 or gop < 1:
        raise OptionError(f"crf {crf} and gop {gop} are out of range; give 0 to 51, and 1 or more.")
    if path.suffix.lower() != ".mp4":
        raise OutputError(path, "does not end in .mp4", "Matches are written as MP4 files only.")
    for file in (path, truth_path):
        if file is None:
            continue
        if file.is_dir():
            raise OutputError(file, "is a folder", "Give the name of a file.")
        if not file.parent.is_dir():
            raise OutputError(file, "lies in a folder that does not exist", "Make the folder first.")


def _command(audio: Path, video: Path, fps: Fraction, size: tuple[int, int], crf: int, gop: int) -> list[str]:
    height, width = size
    rate = f"{fps.numerator}/{fps.denominator}"
    return [
        imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-nostdin", "-y",
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", rate, "-i", "pipe:0",
        "-i", str(audio), "-map", "0:v:0", "-map", "1:a:0",
        "-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709", "-color_primaries", "bt709",
        "-color_trc", "bt709", "-c:v", "libx264", "-preset", "veryfast", "-crf", str(crf), "-g", str(gop),
        "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart", str(video),
    ]  # fmt: skip


def _write_sound(plan: MatchPlan, path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        for block in sound(plan, _RATE):
            file.writeframesraw((block * 32767).astype("<i2").tobytes())


def _write_truth(plan: MatchPlan, path: Path, truth_path: Path) -> None:
    text = json.dumps(truth(plan, path.stem), indent=1)
    write_atomically(truth_path, text.encode())


def _encode(
    plan: MatchPlan, audio: Path, video: Path, target: Path, command: list[str], fps: Fraction, size: tuple[int, int]
) -> Iterator[Step]:
    renderer = Renderer(plan, size)
    total = frame_count(plan, fps)
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=log)
        try:
            for n in range(total):
                if not _feed(process, np.ascontiguousarray(renderer.draw(float(n / fps))).tobytes()):
                    break
                yield Step(n + 1, total)
            _finish(process, log, target)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
            if process.stdin is not None:
                with contextlib.suppress(OSError):
                    process.stdin.close()


def _feed(process: subprocess.Popen[bytes], data: bytes) -> bool:
    """Hand one frame over; False when ffmpeg has ended early."""
    assert process.stdin is not None  # noqa: S101
    try:
        process.stdin.write(data)
    except OSError:
        return False
    return True


def _finish(process: subprocess.Popen[bytes], log: IO[bytes], target: Path) -> None:
    assert process.stdin is not None  # noqa: S101
    with contextlib.suppress(OSError):
        process.stdin.close()
    if process.wait() != 0:
        log.seek(0)
        lines = log.read().decode("utf-8", "replace").strip().splitlines()
        problem = lines[-1] if lines else f"ffmpeg ended with {process.returncode}"
        raise OutputError(target, f"could not be encoded ({problem})", "Check the free space of the disk.")
