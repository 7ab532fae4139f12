"""Cuts: a reel's clips as whole frames of their sources. What is planned here is what is encoded and verified.

What the window may rely on: ``plan_cuts`` gives the exact first and last frame of every clip before anything is
exported; the preview and ``--dry-run`` show these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from app.core.colours import UNKNOWN, Colours, colours_of
from app.core.reel import Clip, Reel
from rmsnet.errors import FileProblemError
from rmsnet.video import FrameTable, VideoInfo, read_frame_table, read_info
from rmsnet.video.container import OpenSource

GRACE = 1e-6
"""Seconds: an in point stored as decimals must find the frame it came from."""


@dataclass(frozen=True, slots=True, eq=False)
class MatchFile:
    """A source as an export needs it.

    Attributes:
        path: the file.
        info, table: what it holds, and when each frame is shown.
        video_stream: index of the video stream in the file.
        audio_streams: indexes of the audio streams, the default one first.
        container: FFmpeg's name of the file format.
        colours: what the numbers of its pictures mean.
        start_timecode: SMPTE timecode of its first frame, "" where the file has none.
    """

    path: Path
    info: VideoInfo
    table: FrameTable
    video_stream: int
    audio_streams: tuple[int, ...]
    container: str
    colours: Colours = UNKNOWN
    start_timecode: str = ""

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.table.duration


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """One clip as whole frames.

    Attributes:
        clip: the clip it comes from.
        source: its match file.
        first_frame, last_frame: 0-based, in presentation order; the last one is included.
        start, end: seconds of the source: the first frame's time, and when the last one stops being shown.
    """

    clip: Clip
    source: MatchFile
    first_frame: int
    last_frame: int
    start: float
    end: float

    @property
    def frame_count(self) -> int:
        """How many frames."""
        return self.last_frame - self.first_frame + 1

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.end - self.start


def open_match(path: Path) -> MatchFile:
    """Read what an export needs to know of a source; the last few are remembered until they change.

    Raises:
        SourceError: the file cannot be used.
    """
    info, table = read_info(path), read_frame_table(path)
    state = path.stat()
    return _open_match(path, info, table, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=4)
def _open_match(path: Path, info: VideoInfo, table: FrameTable, _size: int, _changed_ns: int) -> MatchFile:
    with OpenSource(path) as source:
        sound = [s for s in source.container.streams.audio if s.codec_context is not None and s.rate]
        sound.sort(key=lambda s: (not s.disposition & 1, s.index))
        streams = tuple(s.index for s in sound)
        colours = colours_of(source.stream.codec_context, info.pixel_format)
        tagged = (source.stream, source.container, *source.container.streams)
        timecode = next((str(t) for place in tagged if (t := place.metadata.get("timecode"))), "")
        container = source.container.format.name
        return MatchFile(path, info, table, source.stream.index, streams, container, colours, timecode)


def plan_cut(clip: Clip, source: MatchFile) -> Cut:
    """A clip as frames: those whose time lies in ``[in_point, out_point)``; at least the one shown at the in point."""
    table, times = source.table, source.table.times
    first = int(np.searchsorted(times, clip.in_point - GRACE))
    last = int(np.searchsorted(times, clip.out_point - GRACE)) - 1
    if last < first:
        first = last = table.frame_at(clip.in_point)
    return Cut(clip, source, first, last, float(times[first]), _end(clip, source, last))


def plan_cuts(reel: Reel, sources: Sequence[Path]) -> tuple[Cut, ...]:
    """The cuts of a reel in playing order.

    Args:
        reel: clips whose ``source`` is an index into ``sources``.
        sources: the match files.

    Raises:
        SourceError: a match file cannot be used.
    """
    matches = {index: open_match(sources[index]) for index in sorted({clip.source for clip in reel.clips})}
    return tuple(plan_cut(clip, matches[clip.source]) for clip in reel.clips)


def cut_list(cuts: Iterable[Cut]) -> list[dict[str, object]]:
    """The cuts for machines: source, label, in and out points in seconds, first and last frame (included)."""
    return [
        {
            "source": str(cut.source.path),
            "label": cut.clip.label,
            "in_point": cut.clip.in_point,
            "out_point": cut.clip.out_point,
            "first_frame": cut.first_frame,
            "last_frame": cut.last_frame,
        }
        for cut in cuts
    ]


def refuse_source_as_target(cuts: Iterable[Cut], target: Path) -> None:
    """Refuse to write an export over one of its own sources, even when asked to overwrite.

    Raises:
        FileProblemError: the target is a source.
    """
    for cut in cuts:
        if target.exists() and target.samefile(cut.source.path):
            raise FileProblemError(target, "is the match itself", "Choose another name for the export.")


def _end(clip: Clip, source: MatchFile, last: int) -> float:
    """When a cut's last frame stops: as in the source, but a long still picture stops at the out point."""
    table = source.table
    unit = float(table.time_base)
    shown = float(table.durations[last]) * unit
    usual = float(np.median(table.durations)) * unit
    time = table.time_of(last)
    return time + min(shown, max(usual, clip.out_point - time))
