"""Joining: encoded or copied pictures of each cut and their sound become one file with one time line.

Packets are copied by number, with time stamps made here from the frame table, so that no frame is lost or doubled
at a join and nothing drifts: sound is one stream, encoded once, as long as the pictures to the sample.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
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
from app.core.pieces import Piece
from rmsnet.video.container import OpenSource
from rmsnet.video.cursor import PacketCursor

AUDIO_BIT_RATE = 192_000
_AUDIO_CHUNK = 1024  # samples of an AAC frame


@dataclass(frozen=True, slots=True)
class Segment:
    """The encoded pictures of one cut.

    Attributes:
        pieces: its frames, encoded or to be copied, in presentation order.
        start_units, end_units: place in the export, in units of 1/TIMESCALE s.
        frame_units: when each frame is shown, in the same units from the segment's start, in presentation order.
        audio: raw 16-bit stereo at 48 kHz of the segment's length, None for silence.
        title: the chapter's name.
    """

    pieces: tuple[Piece, ...]
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
        pieces = [piece for segment in segments for piece in segment.pieces]
        # Copied frames need the settings of their own file; encoded ones among them carry theirs along.
        model = next((piece for piece in pieces if piece.is_copied), pieces[0])
        is_mixed = len({piece.is_copied for piece in pieces}) > 1
        with av.open(local(_file(model))) as first:
            stream = first.streams[model.cut.source.video_stream if model.is_copied else 0]
            self._video = container.add_stream_from_template(stream)
            headers = stream.codec_context.extradata
        self._headers = parameter_sets(headers) if is_mixed else b""
        self._pieces = [(piece, _ranks(piece, None if is_mixed else headers)) for piece in pieces]
        self._video.time_base = Fraction(1, TIMESCALE)
        self._audio: Any = None
        if with_audio:
            self._audio = container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo")
            self._audio.bit_rate = AUDIO_BIT_RATE
        self._sound = _Sound(segments)
        self._samples = 0

    def run(self) -> Generator[float, None, None]:
        depth = max(i - rank for _, ranks in self._pieces for i, rank in enumerate(ranks))
        done = 0
        for piece, ranks in self._pieces:
            first = done
            with closing(_packets(piece)) as packets:
                for packet, rank in zip(packets, ranks, strict=True):
                    if done == first and piece.is_copied and self._headers:
                        packet = _with_headers(packet, self._headers)
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


def parameter_sets(extradata: bytes | None) -> bytes:
    """H.264's parameter sets of an MP4's decoder settings, as a packet holds them: each after four bytes of length.

    Raises:
        ExportError: the settings are not of the usual form.
    """
    if not extradata or extradata[0] != 1 or extradata[4] & 3 != 3:
        raise ExportError("The match's frames cannot be mixed with new ones. Use the exact mode.")
    sets, place, count = b"", 6, extradata[5] & 31
    for kind in range(2):
        for _ in range(count):
            size = int.from_bytes(extradata[place : place + 2], "big")
            sets += size.to_bytes(4, "big") + extradata[place + 2 : place + 2 + size]
            place += 2 + size
        if kind == 0:
            count, place = extradata[place], place + 1
    return sets


def _with_headers(packet: Any, headers: bytes) -> Any:
    changed = av.Packet(headers + bytes(packet))
    changed.is_keyframe = True
    return changed


def _file(piece: Piece) -> Path:
    if piece.video is not None:
        return piece.video
    return piece.cut.source.path


def _packets(piece: Piece) -> Generator[Any, None, None]:
    """A piece's packets in decoding order, without those that show nothing of it."""
    if piece.packets is None:
        with av.open(local(_file(piece))) as container:
            yield from (packet for packet in container.demux(container.streams.video[0]) if packet.size)
        return
    first, last = piece.packets
    wanted = set(_stored(piece))
    with OpenSource(piece.cut.source.path) as source:
        cursor = PacketCursor(source, piece.cut.source.table)
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


def _ranks(piece: Piece, headers: bytes | None) -> list[int]:
    """For each packet in decoding order, which of the piece's frames it holds."""
    if piece.is_copied:
        first, stored = piece.cut.first_frame, _stored(piece)
        frame_of = {int(p): n for n, p in enumerate(piece.cut.source.table.packet[first : piece.cut.last_frame + 1])}
        return [frame_of[number] for number in stored]
    with av.open(local(_file(piece))) as container:
        stream = container.streams.video[0]
        if headers is not None and stream.codec_context.extradata != headers:
            raise ExportError(f"The cut {piece.cut.clip.label!r} came out in another form than the first one.")
        times = np.array([packet.pts for packet in container.demux(stream) if packet.size], np.int64)
    ranks = np.empty(len(times), np.int64)
    ranks[np.argsort(times, kind="stable")] = np.arange(len(times))
    return [int(rank) for rank in ranks]


def _chapters(segments: Sequence[Segment]) -> list[Any]:
    unit = Fraction(1, TIMESCALE)
    return [
        {"id": i, "start": s.start_units, "end": s.end_units, "time_base": unit, "metadata": {"title": s.title}}
        for i, s in enumerate(segments)
    ]
