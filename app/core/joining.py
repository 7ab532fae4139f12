"""Joining: encoded pictures of each cut and their sound become one file with one time line.

Packets are copied by number, with time stamps made here from the frame table, so that no frame is lost or doubled
at a join and nothing drifts: sound is one stream, encoded once, as long as the pictures to the sample.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.error import FFmpegError

from app.core.encoding import SAMPLE_RATE, TIMESCALE
from app.core.ffmpeg import ExportError, local

AUDIO_BIT_RATE = 192_000
_AUDIO_CHUNK = 1024  # samples of an AAC frame


@dataclass(frozen=True, slots=True)
class Segment:
    """The encoded pictures of one cut.

    Attributes:
        video: a file with one video stream.
        start_units, end_units: place in the export, in units of 1/TIMESCALE s.
        frame_units: when each frame is shown, in the same units from the segment's start, in presentation order.
        audio: raw 16-bit stereo at 48 kHz of the segment's length, None for silence.
        title: the chapter's name.
    """

    video: Path
    start_units: int
    end_units: int
    frame_units: tuple[int, ...]
    audio: Path | None
    title: str


def samples_at(units: int) -> int:
    """The number of the sound sample at a place of the export."""
    return round(Fraction(units * SAMPLE_RATE, TIMESCALE))


def join(
    segments: Sequence[Segment], output: Path, with_audio: bool, chapters: bool, metadata: dict[str, str]
) -> Generator[float, None, None]:
    """Write one MP4 from segments; yields the share done, 0..1.

    Args:
        segments: in playing order, each beginning where the last one ends.
        output: the file.
        with_audio: whether it has sound.
        chapters: one per segment.
        metadata: the file's own, such as its title.

    Raises:
        ExportError: a segment has not the frames it must have, or the file cannot be written.
    """
    try:
        with av.open(local(output), "w", format="mp4", options={"movflags": "+faststart"}) as container:
            container.metadata.update(metadata)
            if chapters:
                container.set_chapters(_chapters(segments))
            yield from _Joiner(container, segments, with_audio).run()
    except FFmpegError as error:
        raise ExportError(f"The cuts could not be joined: {error.strerror or error}.") from error


class _Joiner:
    """Writes packets in decoding order with the sound that belongs beside them."""

    def __init__(self, container: Any, segments: Sequence[Segment], with_audio: bool) -> None:
        self._container, self._segments = container, segments
        self._shown = [s.start_units + t for s in segments for t in s.frame_units]
        self._end = segments[-1].end_units
        with av.open(local(segments[0].video)) as first:
            self._video = container.add_stream_from_template(first.streams.video[0])
            headers = first.streams.video[0].codec_context.extradata
        self._ranks = [_ranks(segment, headers) for segment in segments]
        self._video.time_base = Fraction(1, TIMESCALE)
        self._audio: Any = None
        if with_audio:
            self._audio = container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo")
            self._audio.bit_rate = AUDIO_BIT_RATE
        self._sound = _Sound(segments)
        self._samples = 0

    def run(self) -> Iterator[float]:
        depth = max(i - rank for ranks in self._ranks for i, rank in enumerate(ranks))
        done = 0
        for segment, ranks in zip(self._segments, self._ranks, strict=True):
            first = done
            for packet, rank in zip(_packets(segment), ranks, strict=True):
                self._write(packet, first + rank, done - depth)
                done += 1
                if done % 25 == 0:
                    yield done / len(self._shown)
        self._write_sound(samples_at(self._end))
        if self._audio is not None:
            self._container.mux(self._audio.encode(None))
        yield 1.0

    def _write(self, packet: Any, shown: int, decoded: int) -> None:
        """Write a packet: presented as frame ``shown``, decoded when frame ``decoded`` is presented."""
        times = self._shown
        packet.stream = self._video
        packet.time_base = Fraction(1, TIMESCALE)
        packet.pts = times[shown]
        packet.dts = times[decoded] if decoded >= 0 else times[0] + decoded * self._usual()
        packet.duration = (times[shown + 1] if shown + 1 < len(times) else self._end) - times[shown]
        self._write_sound(samples_at(max(0, packet.dts)))
        self._container.mux(packet)

    def _usual(self) -> int:
        return max(1, self._end // len(self._shown))

    def _write_sound(self, until: int) -> None:
        while self._audio is not None and self._samples < until:
            count = min(_AUDIO_CHUNK, samples_at(self._end) - self._samples)
            frame = av.AudioFrame.from_ndarray(self._sound.read(count), format="s16", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, self._samples, Fraction(1, SAMPLE_RATE)
            self._container.mux(self._audio.encode(frame))
            self._samples += count


class _Sound:
    """The segments' sound one after the other, each of its exact length; silence where there is none."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._parts = [(s.audio, samples_at(s.end_units) - samples_at(s.start_units)) for s in segments]
        self._part = 0
        self._data = np.zeros(0, np.int16)

    def read(self, count: int) -> npt.NDArray[np.int16]:
        """The next samples: int16 [1, 2 * count], channels interleaved."""
        while len(self._data) < 2 * count and self._part < len(self._parts):
            self._data = np.concatenate([self._data, _read_part(*self._parts[self._part])])
            self._part += 1
        taken, self._data = self._data[: 2 * count], self._data[2 * count :]
        return taken.reshape(1, -1)


def _read_part(path: Path | None, samples: int) -> npt.NDArray[np.int16]:
    whole = np.zeros(2 * samples, np.int16)
    if path is not None and path.exists():
        found = np.fromfile(path, "<i2")[: 2 * samples]
        whole[: len(found)] = found  # a track may end before its pictures
    return whole


def count_frames(video: Path) -> int:
    """How many frames an encoded cut holds; 0 when it is no video."""
    try:
        with av.open(local(video)) as container:
            return sum(1 for packet in container.demux(container.streams.video[0]) if packet.size)
    except (FFmpegError, IndexError):
        return 0


def _packets(segment: Segment) -> Iterator[Any]:
    with av.open(local(segment.video)) as container:
        for packet in container.demux(container.streams.video[0]):
            if packet.size:
                yield packet


def _ranks(segment: Segment, headers: bytes | None) -> list[int]:
    """For each packet in decoding order, which of the segment's frames it holds."""
    with av.open(local(segment.video)) as container:
        stream = container.streams.video[0]
        if stream.codec_context.extradata != headers:
            raise ExportError(f"The cut {segment.title!r} came out in another form than the first one.")
        times = np.array([packet.pts for packet in container.demux(stream) if packet.size], np.int64)
    if len(times) != len(segment.frame_units):
        raise ExportError(
            f"The cut {segment.title!r} came out with {len(times)} frames instead of {len(segment.frame_units)}."
        )
    ranks = np.empty(len(times), np.int64)
    ranks[np.argsort(times, kind="stable")] = np.arange(len(times))
    return [int(rank) for rank in ranks]


def _chapters(segments: Sequence[Segment]) -> list[Any]:
    unit = Fraction(1, TIMESCALE)
    return [
        {"id": i, "start": s.start_units, "end": s.end_units, "time_base": unit, "metadata": {"title": s.title}}
        for i, s in enumerate(segments)
    ]
