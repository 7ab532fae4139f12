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

from app.core.canvas import Canvas, canvas_of, content_of, crop_of
from app.core.cuts import Cut
from app.core.encoding import SAMPLE_RATE, TIMESCALE, EncodingOptions
from app.core.ffmpeg import local
from app.core.joining import Segment
from app.core.running_order import Placement, RunningOrder, Shot
from app.core.segments import track_of
from rmsnet.video import FrameReader, read_frame_table

_SMALL = (64, 48)
_LOUDEST_SHIFT = 0.1  # seconds of shift looked for when sound is compared
_SOUND = 1.0  # seconds of sound that are compared
_MOST_HEARD = 16  # cuts whose sound is compared, spread over the reel
_HOLE = 0.010  # seconds between sound frames that are a hole, not a container's rounding
_LOUD_ENOUGH = 1e-3


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found on a finished file.

    Attributes:
        frames, expected_frames: video frames in the file, and in the plan.
        worst_time_error: seconds by which a frame's time differs from the plan's.
        wrong_frames: sentences: first or last frames of cuts that look more like a neighbour than like their own.
        sync_error: seconds by which sound is away from its pictures, in the cut where it is worst; None when silent.
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
    path: Path, cuts: Sequence[Cut], order: RunningOrder, segments: Sequence[Segment], options: EncodingOptions
) -> Generator[Verification, None, None]:
    """Check a file step by step; each item knows more than the last one, the last one everything.

    Raises:
        SourceError: the file cannot even be read.
    """
    planned = np.array([part.start_units + t for part in order.parts for t in part.frame_units]) / TIMESCALE
    times = read_frame_table(path).times
    worst = float(np.abs(times - planned).max()) if len(times) == len(planned) else float("inf")
    found = Verification(len(times), len(planned), worst)
    yield found
    if found.frames != found.expected_frames:
        return
    canvas = canvas_of(list({cut.source.path: cut.source for cut in cuts}.values()), options)
    with ExitStack() as open_files:
        eye = _Eye(open_files, path, canvas, options)
        place = 0
        for segment in segments:
            shot = segment.part.shot
            for wanted in _ends(segment, options) if shot else ():
                assert shot is not None  # noqa: S101
                shown = place + wanted - shot.cut.first_frame - shot.first
                if not eye.sees(shown, shot, wanted):
                    sentence = f"Clip {shot.clip + 1} does not show frame {wanted} of its source where it should."
                    found = replace(found, wrong_frames=(*found.wrong_frames, sentence))
                yield found
            place += len(segment.part.frame_units)
    yield replace(found, sync_error=_sync_error(path, cuts, order.sounds, options))


def _ends(segment: Segment, options: EncodingOptions) -> list[int]:
    """Source frames where something could go wrong, if they are shown alone: the ends, and where strips begin."""
    shot = segment.part.shot
    assert shot is not None  # noqa: S101
    first = shot.cut.first_frame + shot.first
    if options.rate:
        # At a constant rate the last frame may stand for a neighbour; only a cut's first one is a promise.
        return [] if shot.first else [first]
    if segment.part.incoming is not None:
        return [first]  # the second clip is still invisible
    last = shot.cut.first_frame + shot.end - 1
    return sorted({first, last, *(seam for seam in segment.seams if first <= seam <= last)})


def sound_shift(first: npt.NDArray[np.float32], second: npt.NDArray[np.float32]) -> float | None:
    """Seconds by which the second sound comes late; None when either is silent. Both [N] at 48 kHz."""
    n = min(len(first), len(second))
    a, b = first[:n] - first[:n].mean(), second[:n] - second[:n].mean()
    if n < SAMPLE_RATE // 10 or min(float(np.abs(a).max()), float(np.abs(b).max())) < _LOUD_ENOUGH:
        return None
    size = 1 << (2 * n - 1).bit_length()
    correlation = np.fft.irfft(np.fft.rfft(b, size) * np.conj(np.fft.rfft(a, size)), size)
    reach = int(_LOUDEST_SHIFT * SAMPLE_RATE)
    window = np.concatenate([correlation[-reach:], correlation[: reach + 1]])
    # A steady tone fits itself at every period: of peaks as good as the best, the nearest one counts.
    inner = window[1:-1]
    peaks = 1 + np.flatnonzero((inner >= window[:-2]) & (inner >= window[2:]) & (inner >= 0.98 * window.max()))
    if not len(peaks):
        peaks = np.array([int(np.argmax(window))])
    return int(peaks[np.argmin(np.abs(peaks - reach))] - reach) / SAMPLE_RATE


def read_sound(path: Path, start: float, seconds: float, stream: int | None = None) -> npt.NDArray[np.float32]:
    """Mono sound of a file from a time stamp on (seconds, the file's own): float32 [N] at 48 kHz, -1..1."""
    count = round(seconds * SAMPLE_RATE)
    sound = np.zeros(count, np.float32)
    with av.open(local(path)) as container:
        track = next(s for s in container.streams.audio if stream is None or s.index == stream)
        container.seek(max(0, int((start - 0.5) * av.time_base)), backward=True)
        resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
        place = None
        for frame in container.decode(track):
            if frame.time is None:
                continue
            stated = round((frame.time - start) * SAMPLE_RATE)
            # Frames follow each other without gaps although containers round their times, some to milliseconds.
            if place is None or abs(stated - place) > _HOLE * SAMPLE_RATE:
                place = stated
            if place >= count:
                break
            data = np.concatenate([part.to_ndarray()[0] for part in resampler.resample(frame)] or [sound[:0]])
            left, right = max(0, place), min(count, place + len(data))
            if left < right:
                sound[left:right] = data[left - place : right - place]
            place += len(data)
    return sound


class _Eye:
    """Compares frames of an export with those of its sources, by what they look like from afar."""

    def __init__(self, open_files: ExitStack, path: Path, canvas: Canvas, options: EncodingOptions) -> None:
        self._open_files, self._canvas, self._options = open_files, canvas, options
        self._export = open_files.enter_context(FrameReader(path))
        self._readers: dict[Path, FrameReader] = {}

    def sees(self, place: int, shot: Shot, wanted: int) -> bool:
        """Whether a frame of the export looks like a source's frame at least as much as like its neighbours."""
        source = shot.cut.source
        if source.path not in self._readers:
            self._readers[source.path] = self._open_files.enter_context(FrameReader(source.path))
        reader, crop = self._readers[source.path], crop_of(source, self._options)
        picture = self._seen(self._export.read(place), content_of(source, self._canvas, self._options))
        area = (crop.left, crop.top, crop.width, crop.height)
        near = [n for n in (wanted - 1, wanted, wanted + 1) if 0 <= n < len(source.table)]
        if source.table.keyframe[wanted] and wanted > shot.cut.first_frame:
            near = near[1:]  # copied from here on: the frame before would cost the decoding of a whole group
        distance = {n: float(np.abs(self._seen(reader.read(n), area) - picture).mean()) for n in near}
        return distance[wanted] <= min(distance.values()) + 0.5 and distance[wanted] < 16

    def _seen(self, image: npt.NDArray[np.uint8], area: tuple[int, int, int, int]) -> npt.NDArray[np.float32]:
        left, top, width, height = area
        grey = cv2.cvtColor(image[top : top + height, left : left + width], cv2.COLOR_RGB2GRAY)
        small = np.asarray(cv2.resize(grey, _SMALL, interpolation=cv2.INTER_AREA), np.float32)
        if self._options.lower_thirds:
            small = small[: _SMALL[1] // 2]
        if self._options.hdr == "sdr":  # tone-mapping changes brightness and contrast
            small = (small - small.mean()) / (small.std() + 1.0) * 32
        return small


def _sync_error(path: Path, cuts: Sequence[Cut], sounds: Sequence[Placement], options: EncodingOptions) -> float | None:
    """The largest shift of the sound in the middle of cuts that are spread over the reel, the last one among them."""
    worst: float | None = None
    places = range(len(cuts) - 1, -1, -max(1, len(cuts) // _MOST_HEARD))
    for number in places:
        try:
            shift = _shift(path, cuts[number], sounds[number], options)
        except FFmpegError:
            continue
        if shift is not None and (worst is None or abs(shift) > abs(worst)):
            worst = shift
    return worst


def _shift(path: Path, cut: Cut, sound: Placement, options: EncodingOptions) -> float | None:
    """The shift of one cut's sound, away from its cross-fades."""
    track = track_of(cut, options)
    begin, end = sound.fade_in_units / TIMESCALE, cut.duration - sound.fade_out_units / TIMESCALE
    length = min(_SOUND, end - begin)
    if track is None or length < 0.3:
        return None
    within = (begin + end - length) / 2
    table = cut.source.table
    source_time = cut.start + within + float(int(table.pts[0]) * table.time_base)
    original = read_sound(cut.source.path, source_time, length, track)
    exported = read_sound(path, sound.start_units / TIMESCALE + within, length)
    return sound_shift(original, exported)
