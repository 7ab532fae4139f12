"""Checking a finished export against its sources: frames, times, pictures and sound."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.error import FFmpegError

from app.core.cuts import Cut, MatchFile
from app.core.encoding import SAMPLE_RATE, TIMESCALE, EncodingOptions, canvas_of, content_of, crop_of
from app.core.ffmpeg import local
from app.core.joining import Segment
from rmsnet.video import FrameReader, read_frame_table

_SMALL = (64, 48)
_LOUDEST_SHIFT = 0.1  # seconds of shift looked for when sound is compared
_SOUND = 1.0  # seconds of sound that are compared


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found on a finished file.

    Attributes:
        frames, expected_frames: video frames in the file, and in the plan.
        worst_time_error: seconds by which a frame's time differs from the plan's.
        wrong_frames: sentences: first or last frames of cuts that look more like a neighbour than like their own.
        sync_error: seconds by which the last audible cut's sound is away from its pictures; None when silent.
    """

    frames: int
    expected_frames: int
    worst_time_error: float
    wrong_frames: tuple[str, ...] = ()
    sync_error: float | None = None

    def describe(self) -> str:
        """What was found, in a sentence."""
        if self.frames != self.expected_frames:
            return f"it has {self.frames} frames instead of {self.expected_frames}."
        parts = [*self.wrong_frames]
        if self.worst_time_error >= 0.001:
            parts.append(f"A frame is shown {self.worst_time_error * 1000:.0f} ms off.")
        if abs(self.sync_error or 0.0) > 0.010:
            parts.append(f"Sound is {(self.sync_error or 0.0) * 1000:.0f} ms off.")
        return " ".join(parts) or f"{self.frames} frames, first and last of each clip as planned."

    @property
    def is_good(self) -> bool:
        """Whether count, times, pictures and sync (within 10 ms) are as planned."""
        timed = self.frames == self.expected_frames and self.worst_time_error < 0.001
        return timed and not self.wrong_frames and abs(self.sync_error or 0.0) <= 0.010


def verify_export(
    path: Path, cuts: Sequence[Cut], segments: Sequence[Segment], options: EncodingOptions
) -> Generator[Verification, None, None]:
    """Check a file step by step; each item knows more than the last one, the last one everything.

    Raises:
        SourceError: the file cannot even be read.
    """
    planned = np.array([s.start_units + t for s in segments for t in s.frame_units]) / TIMESCALE
    times = read_frame_table(path).times
    worst = float(np.abs(times - planned).max()) if len(times) == len(planned) else float("inf")
    found = Verification(len(times), len(planned), worst)
    yield found
    if found.frames != found.expected_frames:
        return
    canvas = canvas_of(list({cut.source.path: cut.source for cut in cuts}.values()), options)
    with ExitStack() as open_files:
        readers: dict[Path, FrameReader] = {}
        export = open_files.enter_context(FrameReader(path))
        frame = 0
        for number, (cut, segment) in enumerate(zip(cuts, segments, strict=True)):
            if cut.source.path not in readers:
                readers[cut.source.path] = open_files.enter_context(FrameReader(cut.source.path))
            # At a constant rate the last frame may stand for a neighbour; only the first is a promise.
            for wanted in [cut.first_frame] if options.rate else _ends(segment):
                place = frame + wanted - cut.first_frame
                picture = _small(export.read(place), content_of(cut.source, canvas, options))
                if not _is_frame(picture, readers[cut.source.path], cut.source, wanted, options):
                    sentence = f"Clip {number + 1} does not show frame {wanted} of its source where it should."
                    found = replace(found, wrong_frames=(*found.wrong_frames, sentence))
                yield found
            frame += len(segment.frame_units)
    yield replace(found, sync_error=_sync_error(path, cuts, segments, options))


def _ends(segment: Segment) -> list[int]:
    """The first and last source frame of each piece: where something could go wrong."""
    return sorted({n for piece in segment.pieces for n in (piece.cut.first_frame, piece.cut.last_frame)})


def sound_shift(first: npt.NDArray[np.float32], second: npt.NDArray[np.float32]) -> float | None:
    """Seconds by which the second sound comes late; None when either is silent. Both [N] at 48 kHz."""
    n = min(len(first), len(second))
    a, b = first[:n] - first[:n].mean(), second[:n] - second[:n].mean()
    if n < SAMPLE_RATE // 10 or float(np.abs(a).max()) < 1e-3 or float(np.abs(b).max()) < 1e-3:
        return None
    size = 1 << (2 * n - 1).bit_length()
    correlation = np.fft.irfft(np.fft.rfft(b, size) * np.conj(np.fft.rfft(a, size)), size)
    reach = int(_LOUDEST_SHIFT * SAMPLE_RATE)
    window = np.concatenate([correlation[-reach:], correlation[: reach + 1]])
    return (int(np.argmax(window)) - reach) / SAMPLE_RATE


def read_sound(path: Path, start: float, seconds: float, stream: int | None = None) -> npt.NDArray[np.float32]:
    """Mono sound of a file from a time stamp on (seconds, the file's own): float32 [N] at 48 kHz, -1..1."""
    count = round(seconds * SAMPLE_RATE)
    sound = np.zeros(count, np.float32)
    with av.open(local(path)) as container:
        track = next(s for s in container.streams.audio if stream is None or s.index == stream)
        container.seek(max(0, int((start - 0.5) * av.time_base)), backward=True)
        resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
        for frame in container.decode(track):
            if frame.time is None:
                continue
            place = round((frame.time - start) * SAMPLE_RATE)
            if place >= count:
                break
            data = np.concatenate([part.to_ndarray()[0] for part in resampler.resample(frame)] or [sound[:0]])
            left, right = max(0, place), min(count, place + len(data))
            if left < right:
                sound[left:right] = data[left - place : right - place]
    return sound


def _is_frame(
    picture: npt.NDArray[np.float32], reader: FrameReader, source: MatchFile, wanted: int, options: EncodingOptions
) -> bool:
    """Whether a picture looks like a frame at least as much as like its neighbours."""
    crop = crop_of(source, options)
    area = (crop.left, crop.top, crop.width, crop.height)
    near = [n for n in (wanted - 1, wanted, wanted + 1) if 0 <= n < len(source.table)]
    distance = {n: float(np.abs(_small(reader.read(n), area) - picture).mean()) for n in near}
    return distance[wanted] <= min(distance.values()) + 0.5 and distance[wanted] < 16


def _small(image: npt.NDArray[np.uint8], area: tuple[int, int, int, int]) -> npt.NDArray[np.float32]:
    left, top, width, height = area
    grey = cv2.cvtColor(image[top : top + height, left : left + width], cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, _SMALL, interpolation=cv2.INTER_AREA), np.float32)


def _sync_error(path: Path, cuts: Sequence[Cut], segments: Sequence[Segment], options: EncodingOptions) -> float | None:
    """The shift of the sound in the middle of the last cut that is audible; a drift would be largest there."""
    for cut, segment in reversed(list(zip(cuts, segments, strict=True))):
        if segment.audio is None or cut.duration < 0.3:
            continue
        length = min(_SOUND, cut.duration)
        within = (cut.duration - length) / 2
        table, track = cut.source.table, cut.source.audio_streams[options.audio or 0]
        source_time = cut.start + within + float(int(table.pts[0]) * table.time_base)
        try:
            original = read_sound(cut.source.path, source_time, length, track)
            exported = read_sound(path, segment.start_units / TIMESCALE + within, length)
        except FFmpegError:
            return None
        shift = sound_shift(original, exported)
        if shift is not None:
            return shift
    return None
