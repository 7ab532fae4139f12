"""Joining: encoded or copied pictures of each cut and their sound become one file with one time line.

Packets are copied by number, with time stamps made here from the frame table, so that no frame is lost or doubled
at a join and nothing drifts: sound is one stream, encoded once, as long as the pictures to the sample.
"""

from __future__ import annotations

import errno
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.error import FFmpegError

from app.core.encoding import SAMPLE_RATE, TIMESCALE
from app.core.ffmpeg import ExportError, disk_full, local
from app.core.pieces import Piece
from app.core.running_order import Chapter, Part, Placement
from app.core.stored_frames import cut_off
from rmsnet.video.container import OpenSource
from rmsnet.video.cursor import PacketCursor

AUDIO_BIT_RATE = 192_000
_AUDIO_CHUNK = 1024  # samples of an AAC frame


@dataclass(frozen=True, slots=True)
class Segment:
    """A part with its pictures.

    Attributes:
        part: what it shows, and when.
        strips: its frames in presentation order: encoded files, or stored frames to copy.
        seams: source frames at which its strips begin.
    """

    part: Part
    strips: tuple[Path | Piece, ...]
    seams: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sound:
    """A cut's sound.

    Attributes:
        path: raw 16-bit stereo at 48 kHz, None for silence.
        placement: where it lies.
    """

    path: Path | None
    placement: Placement


def samples_at(units: int) -> int:
    """The number of the sound sample at a place of the export."""
    return round(Fraction(units * SAMPLE_RATE, TIMESCALE))


def join(
    segments: Sequence[Segment],
    sounds: Sequence[Sound],
    output: Path,
    chapters: Sequence[Chapter],
    metadata: dict[str, str],
) -> Generator[float, None, None]:
    """Write one MP4 from segments; yields the share done, 0..1.

    Args:
        segments: in playing order, each beginning where the last one ends.
        sounds: in playing order; the file has sound when one of them has.
        output: the file.
        chapters: the file's, none for a single clip.
        metadata: the file's own, such as its title.

    Raises:
        ExportError: a segment has not the frames it must have, or the file cannot be written.
    """
    try:
        with av.open(local(output), "w", format="mp4", options={"movflags": "+faststart"}) as container:
            container.metadata.update(metadata)
            if chapters:
                container.set_chapters(_chapters(chapters))
            yield from _Joiner(container, segments, sounds).run()
    except FFmpegError as error:
        if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            raise disk_full(output.parent) from error
        raise ExportError(f"The cuts could not be joined: {error.strerror or error}.") from error


class _Joiner:
    """Writes packets in decoding order with the sound that belongs beside them."""

    def __init__(self, container: Any, segments: Sequence[Segment], sounds: Sequence[Sound]) -> None:
        self._container = container
        self._shown = [s.part.start_units + t for s in segments for t in s.part.frame_units]
        self._end = segments[-1].part.end_units
        strips = [strip for segment in segments for strip in segment.strips]
        # Copied frames need the settings of their own file; encoded ones among them carry theirs along.
        model = next((strip for strip in strips if isinstance(strip, Piece)), strips[0])
        with _stream_of(model) as stream:
            self._video = container.add_stream_from_template(stream)
            codec, own = stream.codec_context.name, bytes(stream.codec_context.extradata or b"")
        if codec == "hevc":
            self._video.codec_context.codec_tag = "hvc1"  # the only one that Apple's players know
        self._strips = [(strip, _ranks(strip), _settings(strip)) for strip in strips]
        if all(settings == own for _, _, settings in self._strips):
            self._strips = [(strip, ranks, b"") for strip, ranks, _ in self._strips]
        else:
            self._strips = [(s, ranks, parameter_sets(settings, codec)) for s, ranks, settings in self._strips]
        self._video.time_base = Fraction(1, TIMESCALE)
        self._audio: Any = None
        if any(sound.path is not None for sound in sounds):
            self._audio = container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo")
            self._audio.bit_rate = AUDIO_BIT_RATE
        self._sound = Mixer(sounds)
        self._samples = 0

    def run(self) -> Generator[float, None, None]:
        depth = max(i - rank for _, ranks, _ in self._strips for i, rank in enumerate(ranks))
        done = 0
        for strip, ranks, headers in self._strips:
            first = done
            with closing(_packets(strip)) as packets:
                for packet, rank in zip(packets, ranks, strict=True):
                    if done == first > 0 and isinstance(strip, Piece):
                        packet = _changed(cut_off(strip.cut.source, bytes(packet)))
                    # Whoever jumps to a key frame must find the settings of its own strip.
                    if headers and packet.is_keyframe:
                        packet = _changed(headers + bytes(packet))
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


class Mixer:
    """The cuts' sound on one time line, each of its exact length; cross-faded where two overlap."""

    def __init__(self, sounds: Sequence[Sound]) -> None:
        self._waiting = list(sounds)
        self._data = np.zeros((0, 2), np.int32)
        self._place = 0

    def read(self, count: int) -> npt.NDArray[np.int16]:
        """The next samples: int16 [1, 2 * count], channels interleaved."""
        while self._waiting and samples_at(self._waiting[0].placement.start_units) < self._place + count:
            self._add(self._waiting.pop(0))
        if len(self._data) < count:
            self._data = np.concatenate([self._data, np.zeros((count - len(self._data), 2), np.int32)])
        taken, self._data = self._data[:count], self._data[count:]
        self._place += count
        return np.clip(taken, -32768, 32767).astype(np.int16).reshape(1, -1)

    def _add(self, sound: Sound) -> None:
        own = _faded(sound)
        offset = samples_at(sound.placement.start_units) - self._place
        longer = max(0, offset + len(own) - len(self._data))
        self._data = np.concatenate([self._data, np.zeros((longer, 2), np.int32)])
        self._data[offset : offset + len(own)] += own


def _faded(sound: Sound) -> npt.NDArray[np.int32]:
    """A cut's samples, int32 [N, 2], swelling and dying away as placed: equal power, as match noise wants."""
    place = sound.placement
    samples = np.zeros((samples_at(place.end_units) - samples_at(place.start_units), 2), np.int32)
    if sound.path is not None and sound.path.exists():
        found = np.fromfile(sound.path, "<i2").reshape(-1, 2)[: len(samples)]
        samples[: len(found)] = found  # a track may end before its pictures
    for units, part in ((place.fade_in_units, slice(None)), (place.fade_out_units, slice(None, None, -1))):
        count = samples_at(units)
        if count:
            edge = samples[part][:count]
            edge[:] = np.rint(edge * np.sin(np.linspace(0, np.pi / 2, count))[:, None])
    return samples


def count_frames(video: Path) -> int:
    """How many frames an encoded cut holds; 0 when it is no video."""
    try:
        with av.open(local(video)) as container:
            return sum(1 for packet in container.demux(container.streams.video[0]) if packet.size)
    except (FFmpegError, IndexError):
        return 0


def parameter_sets(extradata: bytes | None, codec: str = "h264") -> bytes:
    """The parameter sets of an MP4's decoder settings, as a packet holds them: each after four bytes of length.

    Raises:
        ExportError: the settings are not of the usual form.
    """
    if not extradata or extradata[0] != 1 or extradata[4 if codec == "h264" else 21] & 3 != 3:
        raise ExportError("The match's frames cannot be mixed with new ones. Use the exact mode.")
    if codec == "hevc":
        return _hevc_sets(extradata)
    sets, place, count = b"", 6, extradata[5] & 31
    for kind in range(2):
        for _ in range(count):
            size = int.from_bytes(extradata[place : place + 2], "big")
            sets += size.to_bytes(4, "big") + extradata[place + 2 : place + 2 + size]
            place += 2 + size
        if kind == 0:
            count, place = extradata[place], place + 1
    return sets


def _hevc_sets(extradata: bytes) -> bytes:
    sets, place = b"", 23
    for _ in range(extradata[22]):
        count, place = int.from_bytes(extradata[place + 1 : place + 3], "big"), place + 3
        for _ in range(count):
            size = int.from_bytes(extradata[place : place + 2], "big")
            sets += size.to_bytes(4, "big") + extradata[place + 2 : place + 2 + size]
            place += 2 + size
    return sets


def _changed(data: bytes) -> Any:
    """A key frame's packet with other content; the caller gives it its times."""
    packet = av.Packet(data)
    packet.is_keyframe = True
    return packet


@contextmanager
def _stream_of(strip: Path | Piece) -> Iterator[Any]:
    path = strip if isinstance(strip, Path) else strip.cut.source.path
    with av.open(local(path)) as container:
        yield container.streams[0 if isinstance(strip, Path) else strip.cut.source.video_stream]


def _settings(strip: Path | Piece) -> bytes:
    with _stream_of(strip) as stream:
        return bytes(stream.codec_context.extradata or b"")


def _packets(strip: Path | Piece) -> Generator[Any, None, None]:
    """A strip's packets in decoding order, without those that show nothing of it."""
    if isinstance(strip, Path):
        with av.open(local(strip)) as container:
            yield from (packet for packet in container.demux(container.streams.video[0]) if packet.size)
        return
    assert strip.packets is not None  # noqa: S101
    first, last = strip.packets
    wanted = set(_stored(strip))
    with OpenSource(strip.cut.source.path) as source:
        cursor = PacketCursor(source, strip.cut.source.table)
        cursor.go_to(first)
        while (item := cursor.read()) is not None:
            number, packet = item
            if number in wanted:
                yield packet
            if number is not None and number >= last:
                return


def _stored(piece: Piece) -> list[int]:
    """The numbers of a copied piece's packets, in decoding order."""
    table, cut = piece.cut.source.table, piece.cut
    return sorted(int(n) for n in table.packet[cut.first_frame : cut.last_frame + 1])


def _ranks(strip: Path | Piece) -> list[int]:
    """For each packet in decoding order, which of the strip's frames it holds."""
    if isinstance(strip, Piece):
        first, stored = strip.cut.first_frame, _stored(strip)
        frame_of = {int(p): n for n, p in enumerate(strip.cut.source.table.packet[first : strip.cut.last_frame + 1])}
        return [frame_of[number] for number in stored]
    with av.open(local(strip)) as container:
        stream = container.streams.video[0]
        times = np.array([packet.pts for packet in container.demux(stream) if packet.size], np.int64)
    ranks = np.empty(len(times), np.int64)
    ranks[np.argsort(times, kind="stable")] = np.arange(len(times))
    return [int(rank) for rank in ranks]


def _chapters(chapters: Sequence[Chapter]) -> list[Any]:
    unit = Fraction(1, TIMESCALE)
    return [
        {"id": i, "start": c.start_units, "end": c.end_units, "time_base": unit, "metadata": {"title": c.title}}
        for i, c in enumerate(chapters)
    ]
