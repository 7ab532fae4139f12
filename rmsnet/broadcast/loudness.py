"""How loud a match is, and where it is louder than it usually is: EBU R128 momentary loudness by FFmpeg's own filter.

The meter decodes the sound only, a little at a time, so that it can run beside the pictures; it keeps one number
for each tenth of a second.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av
import av.filter
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.error import FFmpegError
from av.stream import Discard, Disposition

from rmsnet.peaks import find_peaks
from rmsnet.video import read_info
from rmsnet.video.container import open_container
from rmsnet.video.damage import clock

Curve = npt.NDArray[np.float32]

LEVELS_PER_SECOND = 10
"""FFmpeg's meter gives the loudness of the last 400 ms each tenth of a second."""
GRID = 2
"""Excitement values per second: the grid of the spotter's votes."""

_WINDOW = 0.4  # seconds of momentary loudness
_SILENCE = -70.0  # LUFS, the gate of EBU R128: what is quieter counts as no sound
_SMOOTHING = 2.0  # seconds: longer than a kick or a whistle, shorter than a roar
_USUAL = 300.0  # seconds over which a match's own level is taken
_STEP = 10.0  # seconds between two computations of it


@dataclass(frozen=True, slots=True, eq=False)
class Loudness:
    """The loudness of a source on its video's clock.

    Attributes:
        levels: float32 [n], momentary loudness in LUFS, each of the 400 ms around n / ``LEVELS_PER_SECOND``; NaN
            where there is no sound.
        excitement: float32 [m], dB above the match's own running level at n / ``GRID``; NaN where there is no sound.
    """

    levels: Curve
    excitement: Curve

    @classmethod
    def of(cls, levels: Curve) -> Loudness:
        """Loudness with the excitement that follows from it."""
        return cls(levels, _excitement(levels))

    @property
    def times(self) -> npt.NDArray[np.float64]:
        """Seconds of the excitement's values."""
        return np.arange(len(self.excitement)) / GRID

    def level_curve(self) -> tuple[npt.NDArray[np.float64], Curve]:
        """Seconds and loudness in LUFS, without holes: where there is no sound it is silent."""
        times = np.arange(len(self.levels)) / LEVELS_PER_SECOND
        return times, np.nan_to_num(self.levels, nan=_SILENCE)

    def excitement_between(self, start: float, end: float) -> float | None:
        """The highest excitement in a stretch of video time, in dB; None where there is no sound."""
        first = max(0, math.floor(start * GRID))
        part = self.excitement[first : max(first + 1, math.ceil(end * GRID))]
        return float(np.nanmax(part)) if np.isfinite(part).any() else None

    def peaks(self, least: float = 6.0, apart: float = 20.0) -> tuple[tuple[float, float], ...]:
        """Times and heights in dB of the excitement's peaks, at least ``apart`` seconds from each other."""
        filled = np.nan_to_num(self.excitement, nan=-99.0)
        at = find_peaks(filled, least, max(1, apart * GRID))
        return tuple((float(i) / GRID, float(filled[i])) for i in at)


class LoudnessMeter:
    """Measures a source's sound step by step; ``problem`` says in a sentence why there is nothing to measure.

    Args:
        path: the match file.

    Raises:
        SourceError: the file cannot be used.
    """

    def __init__(self, path: Path | str) -> None:
        info = read_info(path)
        self.problem = ""
        self.warnings: list[str] = []
        self.measured_until = 0.0
        self._video_start = float(info.start_pts * info.time_base)
        self._duration = info.duration
        self._levels = array("f", [math.nan]) * math.ceil(info.duration * LEVELS_PER_SECOND)
        self._damaged = 0
        self._container = None
        self._blocks: Iterator[None] = iter(())
        if not info.audio_streams:
            self.problem = "The file has no sound."
            return
        self._container = open_container(info.path)
        self._stream = self._chosen_stream()
        if self._stream is not None:
            self._blocks = self._measure(self._stream)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; safe to call twice."""
        if self._container is not None:
            self._container.close()
            self._container = None
            self._blocks = iter(())

    def read_until(self, time: float) -> bool:
        """Measure up to a time of the video; False when the sound has ended."""
        while self.measured_until < time:
            if next(self._blocks, False) is False:
                return False
        return True

    def finish(self) -> Loudness | None:
        """Measure what is left, and close; None with a ``problem`` when there is no sound."""
        self.read_until(math.inf)
        self.close()
        levels = np.frombuffer(self._levels, np.float32)
        if self.problem:
            return None
        if not np.isfinite(levels).any():
            self.problem = "The sound cannot be decoded."
            return None
        if not (levels > _SILENCE).any():
            self.problem = "The sound is silent."
            return None
        self._tell_damage(levels)
        return Loudness.of(levels)

    def _tell_damage(self, levels: Curve) -> None:
        if self._damaged:
            self.warnings.append(f"{self._damaged} packets of the sound are damaged.")
        last = float(np.flatnonzero(np.isfinite(levels))[-1]) / LEVELS_PER_SECOND
        if self._duration - last > 2.0:
            self.warnings.append(f"The sound ends at {clock(last)}.")

    def _chosen_stream(self) -> AudioStream | None:
        """The track a player plays: the default one, then the one with most channels."""
        assert self._container is not None  # noqa: S101 - opened just before
        streams = [s for s in self._container.streams.audio if s.codec_context is not None]
        if not streams:
            self.problem = "The sound is in a format that this program cannot decode."
            return None
        best = max(streams, key=lambda s: (bool(s.disposition & Disposition.default), s.channels, -s.index))
        if len(streams) > 1:
            self.warnings.append(f"{len(streams)} sound tracks: using stream {best.index}.")
        for stream in self._container.streams:
            if stream.index != best.index:
                stream.discard = Discard.all
        return best

    def _measure(self, stream: AudioStream) -> Iterator[None]:
        """Decode and measure; yields after every packet."""
        graph: _Graph | None = None
        for packet in self._packets(stream):
            try:
                frames = stream.codec_context.decode(packet)
            except EOFError:
                frames = []
            except FFmpegError:
                self._damaged += 1
                continue
            for frame in frames:
                if graph is None or not graph.fits(frame):
                    graph = _Graph(frame)
                for time, level in graph.push(frame):
                    self._put(time, level)
            yield

    def _packets(self, stream: AudioStream) -> Iterator[Any]:
        assert self._container is not None  # noqa: S101 - closing ends the generator
        try:
            for packet in self._container.demux(stream):
                if packet.size:
                    yield packet
        except (FFmpegError, IndexError):
            return  # the end of what can be read; how far the sound goes is told at the end
        yield None

    def _put(self, time: float, level: float) -> None:
        place = time - self._video_start
        self.measured_until = max(self.measured_until, place)
        index = round(place * LEVELS_PER_SECOND)
        if 0 <= index < len(self._levels):
            self._levels[index] = max(level, _SILENCE)


class _Graph:
    """FFmpeg's R128 meter for sound of one format."""

    def __init__(self, frame: AudioFrame) -> None:
        self._format = _format_of(frame)
        self._count = 0
        graph = av.filter.Graph()
        self._source = graph.add_abuffer(
            sample_rate=frame.sample_rate,
            format=frame.format.name,
            layout=frame.layout.name,
            time_base=frame.time_base or Fraction(1, frame.sample_rate),
        )
        meter = graph.add("ebur128", "metadata=1")
        self._sink = graph.add("abuffersink")
        self._source.link_to(meter)
        meter.link_to(self._sink)
        graph.configure()
        self._graph = graph

    def fits(self, frame: AudioFrame) -> bool:
        return self._format == _format_of(frame)

    def push(self, frame: AudioFrame) -> Iterator[tuple[float, float]]:
        """Container time and momentary loudness of the windows that a frame completes."""
        self._source.push(frame)
        while True:
            try:
                block = self._sink.pull()
            except (BlockingIOError, EOFError):
                return
            self._count += 1
            if self._count * 0.1 < _WINDOW - 0.05 or block.time is None:
                continue  # the first window is not full yet
            level = float(block.metadata["lavfi.r128.M"])
            # The block of a tenth of a second ends the window of 0.4 s whose middle is named.
            yield block.time + 0.1 - _WINDOW / 2, level


def _format_of(frame: AudioFrame) -> tuple[int, str, str]:
    return frame.sample_rate, frame.format.name, frame.layout.name


def measure_loudness(path: Path | str) -> tuple[Loudness | None, str, tuple[str, ...]]:
    """The loudness of a whole source.

    Returns:
        The loudness or None, why there is none, and what was wrong with the sound.

    Raises:
        SourceError: the file cannot be used.
    """
    with LoudnessMeter(path) as meter:
        loudness = meter.finish()
        return loudness, meter.problem, tuple(meter.warnings)


def _excitement(levels: Curve) -> Curve:
    """Decibels above the running median of some minutes, on the grid of ``GRID``."""
    if not len(levels):
        return np.zeros(0, np.float32)
    level = _smooth(levels)[:: LEVELS_PER_SECOND // GRID]
    heard = np.where(level > _SILENCE + 1, level, np.nan)
    reach, step = round(_USUAL / 2 * GRID), round(_STEP * GRID)
    centres = np.arange(0, len(level) + step, step)
    usual = np.full(len(centres), np.nan)
    for i, centre in enumerate(centres):
        part = heard[max(0, centre - reach) : centre + reach]
        if np.isfinite(part).any():
            usual[i] = np.nanmedian(part)
    known = np.isfinite(usual)
    if not known.any():
        return np.full(len(level), np.nan, np.float32)
    base = np.interp(np.arange(len(level)), centres[known], usual[known])
    return np.asarray(level - base, np.float32)


def _smooth(levels: Curve) -> npt.NDArray[np.float64]:
    """Mean power over ``_SMOOTHING`` seconds, in LUFS; NaN where nothing is heard."""
    known = np.isfinite(levels)
    power = np.where(known, 10 ** (np.where(known, levels, 0) / 10), 0.0)
    kernel = np.ones(round(_SMOOTHING * LEVELS_PER_SECOND) + 1)
    counts = np.convolve(known, kernel, "same")[: len(levels)]
    total = np.convolve(power, kernel, "same")[: len(levels)]
    with np.errstate(divide="ignore", invalid="ignore"):
        smoothed = 10 * np.log10(total / counts)
    return np.where(counts > 0, smoothed, np.nan)
