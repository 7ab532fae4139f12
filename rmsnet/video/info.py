"""What a match file holds, from one pass over its packets and its first picture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import numpy as np
from av.codec.context import ThreadType
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from rmsnet.errors import SourceError
from rmsnet.video.container import CONVERT, OpenSource
from rmsnet.video.damage import clock, damage_sentences, lost_tail
from rmsnet.video.picture import clockwise_turn
from rmsnet.video.table import FrameTable, PacketList, frame_table, plausible
from rmsnet.video.table_cache import keep_table, kept_table

# Seconds; a shorter hole costs no sampled picture, and cutting without re-encoding leaves such ones at the end.
LONGEST_QUIET_GAP = 0.15


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """One source, as a viewer sees it.

    Attributes:
        path: the file.
        width: pixels, after rotation and before the sample aspect ratio.
        height: pixels, likewise.
        sample_aspect: width of one displayed pixel over its height.
        rotation: degrees clockwise the stored picture is turned to be upright: 0, 90, 180 or 270.
        rate: frames per second, the file's own when it is true, else the average.
        duration: seconds from the first frame's start to the last one's end.
        frame_count: frames presented.
        codec: FFmpeg's name, such as "h264".
        pixel_format: FFmpeg's name, such as "yuv420p".
        start_pts: presentation time of the first frame, in units of `time_base`.
        time_base: seconds per unit.
        audio_streams: how many there are.
        stream_index: which stream of the file the video is, as in ffmpeg's `-map 0:INDEX`.
        warnings: one sentence for each thing a person should know.
    """

    path: Path
    width: int
    height: int
    sample_aspect: Fraction
    rotation: int
    rate: Fraction
    duration: float
    frame_count: int
    codec: str
    pixel_format: str
    start_pts: int
    time_base: Fraction
    audio_streams: int
    stream_index: int
    warnings: tuple[str, ...] = ()


def read_info(path: Path | str, cache: Path | None = None) -> VideoInfo:
    """Read what a file holds.

    Args:
        path: the match file.
        cache: folder that keeps tables by fingerprint, so that the same file need not be demuxed again.

    Raises:
        SourceError: the file cannot be used.
    """
    return examine(path, cache)[0]


def read_frame_table(path: Path | str, cache: Path | None = None) -> FrameTable:
    """Read when every frame is shown, by demuxing; only the first picture is decoded, to see that one is.

    Raises:
        SourceError: the file cannot be used.
    """
    return examine(path, cache)[1]


def examine(path: Path | str, cache: Path | None = None) -> tuple[VideoInfo, FrameTable]:
    """Read information and table in one pass; the last few files are remembered until they change."""
    path = Path(path)
    try:
        state = path.stat()
    except (OSError, ValueError):
        return _examine(path, -1, -1, _Cache(None))  # raises the right error
    return _examine(path, state.st_size, state.st_mtime_ns, _Cache(cache))


@dataclass(frozen=True, slots=True)
class _Cache:
    """A folder that does not matter to what is remembered: whoever asked first, the answer is the same."""

    folder: Path | None = field(compare=False)


@lru_cache(maxsize=4)
def _examine(path: Path, size: int, changed_ns: int, cache: _Cache) -> tuple[VideoInfo, FrameTable]:
    if cache.folder is None:
        return _demuxed(path)
    if (kept := kept_table(path, cache.folder)) is not None:
        return VideoInfo(path=path, **kept[0]), kept[1]
    info, table = _demuxed(path)
    keep_table(path, info, table, cache.folder)
    return info, table


def _demuxed(path: Path) -> tuple[VideoInfo, FrameTable]:
    with OpenSource(path) as source:
        packets, durations = _read_packets(source)
        first = _first_picture(path)
        start = first.pts if first.pts is not None else int(packets.pts.min())
        shown = packets.shown & (packets.pts >= start)
        source.warnings.extend(_lost_start(packets, start, source.stream.time_base))
        packets = replace(packets, shown=shown)
        if not shown.any():
            raise SourceError(path, "holds no picture that can be decoded", f"{CONVERT}.")
        time_base = source.stream.time_base or Fraction(1, 90000)
        table = frame_table(packets, durations, time_base)
        source.warnings.extend(_doubts(source, table))
        return _info(source, table, first), table


def _read_packets(source: OpenSource) -> tuple[PacketList, np.ndarray]:
    rows = [_row(packet) for packet in source.packets()]
    untimed = sum(row[0] is None for row in rows)
    rows = [row for row in rows if row[0] is not None]
    if not rows:
        problem = "holds no presentation times" if untimed else "holds no picture"
        raise SourceError(source.path, problem, f"{CONVERT}.")
    if untimed:
        source.warnings.append(f"{untimed} packets without a time were left out.")
    pts, durations, size, flags = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    kept = plausible(pts, source.stream.time_base or Fraction(1, 90000))
    if not kept.all():
        source.warnings.append(f"{int((~kept).sum())} packets with impossible times were left out.")
    flags = flags[kept]
    packets = PacketList(
        pts=pts[kept],
        keyframe=(flags & 1).astype(bool),
        shown=(flags & 2) == 0,
        corrupt=(flags & 4).astype(bool),
        size=size[kept].astype(np.int32),
    )
    return packets, durations[kept]


def _row(packet: Packet[VideoStream]) -> tuple[int | None, int, int, int]:
    flags = packet.is_keyframe | packet.is_discard << 1 | packet.is_corrupt << 2
    return packet.pts, packet.duration or 0, packet.size, flags


def _first_picture(path: Path) -> VideoFrame:
    """Decode up to the first frame that comes out: whatever is before it is never shown."""
    with OpenSource(path) as source:
        source.stream.thread_type = ThreadType.SLICE  # frame threads would hold pictures back
        for packet in source.packets():
            for frame in source.decode(packet) or ():
                if frame.width and frame.height:
                    return frame
        for frame in source.decode(None) or ():
            return frame
    raise SourceError(path, "holds no picture that can be decoded", f"{CONVERT}.")


def _lost_start(packets: PacketList, start: int, time_base: Fraction | None) -> list[str]:
    lost = float((start - int(packets.pts[packets.shown].min(initial=start))) * (time_base or 0))
    if lost <= LONGEST_QUIET_GAP:
        return []  # an open group's leading frames
    return [f"The first {lost:.1f} s cannot be decoded: times count from the first picture that can."]


def _doubts(source: OpenSource, table: FrameTable) -> list[str]:
    """Say what is missing or marked as damaged, as far as the container tells."""
    doubts = damage_sentences(table.times[table.packets.corrupt[table.packet]].tolist())
    if shared := int(np.count_nonzero(np.diff(table.pts) == 0)):
        doubts.append(f"{shared} frames share another's time: the file's index is damaged, times may be off.")
    doubts += [f"No pictures from {clock(a)} to {clock(b)}." for a, b in _holes(table)]
    # From the first packet on, shown or not: the declared length knows nothing of a missing key frame.
    end = float((int(table.pts[-1] + table.durations[-1]) - int(table.packets.pts.min())) * table.time_base)
    declared = _declared_seconds(source)
    missing = declared - end if declared is not None else 0.0
    if source.read_error or missing > max(0.25, 3 * float(table.durations[-1] * table.time_base)):
        doubts.append(lost_tail(table.duration))
    elif _ends_inside_a_packet(source):
        doubts.append(f"The recording breaks off at {clock(table.duration)}.")
    return doubts


def _holes(table: FrameTable) -> list[tuple[float, float]]:
    """Find where a steady stream lacks frames; a stream of variable rate may pause as it likes."""
    gaps = table.durations[:-1]
    if len(gaps) < 10:
        return []
    usual = float(np.median(gaps))
    steady = np.mean(np.abs(gaps - usual) <= np.maximum(0.05 * usual, 1)) > 0.8
    times = table.times
    wide = np.flatnonzero((gaps > 2.5 * usual) & (np.diff(times) > LONGEST_QUIET_GAP))
    return [(times[n], times[n + 1]) for n in wide[:5]] if steady else []


def _ends_inside_a_packet(source: OpenSource) -> bool:
    # Transport streams declare no length, but come in packets of 188 bytes.
    if source.container.format.name != "mpegts":
        return False
    with source.path.open("rb") as file:
        starts = file.read(377)[::188]
    return starts == b"GGG" and source.path.stat().st_size % 188 != 0


def _declared_seconds(source: OpenSource) -> float | None:
    stream = source.stream
    if stream.duration is not None and stream.time_base:
        return float(stream.duration * stream.time_base)
    stated = re.fullmatch(r"(\d+):(\d+):(\d+\.?\d*)", stream.metadata.get("DURATION", ""))
    if stated:
        hours, minutes, seconds = stated.groups()
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    whole = source.container.duration
    # The longest of all streams: sound often outlasts the picture a little.
    return whole / 1_000_000 - 2.0 if whole is not None else None


def _info(source: OpenSource, table: FrameTable, first: VideoFrame) -> VideoInfo:
    turn = clockwise_turn(first)
    width, height = (first.width, first.height) if turn in (0, 180) else (first.height, first.width)
    stream = source.stream
    aspect = stream.sample_aspect_ratio or Fraction(1)
    return VideoInfo(
        path=source.path,
        width=width,
        height=height,
        sample_aspect=aspect if turn in (0, 180) else 1 / aspect,
        rotation=turn,
        rate=_rate(stream, table),
        duration=table.duration,
        frame_count=len(table),
        codec=stream.codec_context.codec.canonical_name,
        pixel_format=first.format.name,
        start_pts=int(table.pts[0]),
        time_base=table.time_base,
        audio_streams=len(source.container.streams.audio),
        stream_index=stream.index,
        warnings=tuple(source.warnings),
    )


def _rate(stream: VideoStream, table: FrameTable) -> Fraction:
    measured = Fraction(len(table)) / Fraction(table.duration).limit_denominator(10**6)
    stated = stream.average_rate
    if stated and abs(float(stated / measured) - 1) < 0.01:
        return Fraction(stated)
    return measured.limit_denominator(1001)
