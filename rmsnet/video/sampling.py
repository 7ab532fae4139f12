"""A match as pictures at a steady rate, decoding as little of it as possible."""

from __future__ import annotations

import math
import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from rmsnet.errors import OptionError
from rmsnet.video.container import OpenSource
from rmsnet.video.cursor import PacketCursor
from rmsnet.video.damage import damage_sentences, lost_tail
from rmsnet.video.info import examine
from rmsnet.video.luma import LumaPicture
from rmsnet.video.picture import PictureMaker
from rmsnet.video.plan import SamplingPlan, Stretch, plan_sampling

# Seconds a sampled frame may lie from its grid time in the fast plan; a quarter of the 2 fps grid's half step.
TOLERANCE = 0.12
# Files whose B-frames carry their neighbours' times (AVI) are off by this at most; more means a lost picture.
REORDERING_SLACK = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class SampledFrame:
    """One picture of the grid.

    Attributes:
        index: n, standing for the grid time n / rate.
        time: the picture's real presentation time, seconds since the first frame.
        image: `[H, W, 3]` RGB, 0..255.
        luma: the full picture's brightness if asked for; it can be read only until the next frame is taken.
    """

    index: int
    time: float
    image: NDArray[np.uint8]
    luma: LumaPicture | None = None


class FrameStream:
    """An iterator of `SampledFrame`, one for each grid time, in order. Made by `sample_frames`.

    Attributes:
        expected_frames: how many it yields if the file is sound to its end.
        warnings: sentences about the file and about damage met so far; complete when the stream has ended.
    """

    def __init__(
        self, path: Path, grid: NDArray[np.float64], plan: SamplingPlan, start: int, options: _Options
    ) -> None:
        self.info, self._table = examine(path)
        self.expected_frames = len(grid)
        self.warnings: list[str] = list(self.info.warnings)
        self._plan = plan
        self._start = start
        self._options = options
        self._damage: list[float] = []
        self._samples = self._sample()

    def __iter__(self) -> Iterator[SampledFrame]:
        return self

    def __next__(self) -> SampledFrame:
        return next(self._samples)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop and close the file; safe to call twice, and not needed after the last frame."""
        self._samples.close()

    def _sample(self) -> Generator[SampledFrame]:
        options = self._options
        source = OpenSource(self.info.path, options.decoder, options.hwaccel, options.threads)
        self.warnings.extend(sentence for sentence in source.warnings if sentence not in self.warnings)
        try:
            yield from self._match(self._decoded(source))
        finally:
            source.close()
            self.warnings.extend(damage_sentences(self._damage))
            self._damage.clear()

    def _decoded(self, source: OpenSource) -> Iterator[VideoFrame]:
        """Decode the plan's stretches and hand out every frame that comes, wanted or not."""
        cursor = PacketCursor(source, self._table)
        for stretch in self._plan.stretches:
            cursor.go_to(stretch.first)
            # After a jump the decoder must forget what it waited for; after draining it must be told to go on.
            source.stream.codec_context.flush_buffers()
            due: set[int] = set()
            while (item := cursor.read()) is not None:
                frames = self._decode(source, stretch, due, *item)
                due.difference_update(frame.pts for frame in frames)
                yield from frames
                if cursor.next_number > stretch.last:
                    break
            frames = source.decode(None) or []
            due.difference_update(frame.pts for frame in frames)
            yield from frames
            for pts in due:  # decoded without an error, and yet no picture came
                self._note_damage(pts)

    def _decode(
        self,
        source: OpenSource,
        stretch: Stretch,
        due: set[int],
        number: int | None,
        packet: Packet[VideoStream],
    ) -> list[VideoFrame]:
        droppable = number is not None and not self._plan.needed[number]
        source.skip_unreferenced(droppable)
        packets = self._table.packets
        # Leading frames of an open group need the group before: after a jump they do not come, rightly.
        expected = number is not None and not droppable and bool(packets.shown[number])
        if expected and packets.pts[number] >= packets.pts[stretch.first]:
            due.add(int(packets.pts[number]))
        frames = source.decode(packet)
        if frames is None:
            self._note_damage(packet.pts)
        return frames or []

    def _match(self, frames: Iterator[VideoFrame]) -> Iterator[SampledFrame]:
        """Pick the wanted frames; where one is missing, keep its nearest neighbour and its real time."""
        maker = PictureMaker()
        wanted = self._table.pts[self._plan.wanted].tolist()
        k = 0
        last: VideoFrame | None = None
        for frame in frames:
            if frame.pts is None:
                continue
            if frame.is_corrupt:
                self._note_damage(frame.pts)
            while k < len(wanted) and wanted[k] <= frame.pts:
                chosen = _nearer(wanted[k], last, frame)
                if abs(self._seconds(chosen.pts or 0) - self._seconds(wanted[k])) > REORDERING_SLACK:
                    self._note_damage(wanted[k])
                sampled = self._sampled(maker, k, chosen)
                yield sampled
                if sampled.luma:
                    sampled.luma.close()
                k += 1
            last = frame
        if k < len(wanted):
            self._damage = [time for time in self._damage if time < self._seconds(wanted[k])]
            self._warn_of_lost_tail(self._seconds(wanted[k]))

    def _sampled(self, maker: PictureMaker, k: int, frame: VideoFrame) -> SampledFrame:
        image = maker.picture(frame, self._options.size, self.info.rotation)
        luma = LumaPicture.of_frame(frame, self.info.rotation) if self._options.luma else None
        return SampledFrame(self._start + k, self._seconds(frame.pts or 0), image, luma)

    def _seconds(self, pts: int) -> float:
        return float((pts - int(self._table.pts[0])) * self._table.time_base)

    def _note_damage(self, pts: int | None) -> None:
        if pts is not None:
            self._damage.append(self._seconds(pts))

    def _warn_of_lost_tail(self, time: float) -> None:
        self.warnings = [sentence for sentence in self.warnings if not sentence.startswith("Damaged from")]
        self.warnings.append(lost_tail(time))


@dataclass(frozen=True, slots=True)
class _Options:
    size: tuple[int, int]
    decoder: dict[str, str]
    hwaccel: str
    threads: int
    luma: bool


def sample_frames(
    path: Path | str,
    rate: Fraction = Fraction(2),
    size: tuple[int, int] = (224, 398),
    start: int = 0,
    tolerance: float = TOLERANCE,
    hwaccel: str = "",
    threads: int | None = None,
    luma: bool = False,
) -> FrameStream:
    """Sample a file at a steady rate, from its first frame on.

    Args:
        path: the match file.
        rate: pictures per second.
        size: (height, width) of the pictures; the whole frame is squeezed into it.
        start: the first grid index wanted, to go on with an interrupted analysis.
        tolerance: seconds a picture may lie from its grid time if that spares decoding. 0 gives exactly the
            frame shown at each grid time. Where frames are further apart than this, it is always the one shown.
        hwaccel: decoding device, as in `OpenSource`; empty for the CPU.
        threads: decoding threads. None takes half the cores: the other half is for the network, and each further
            thread costs a few percent of CPU time.
        luma: whether each frame carries its full picture's brightness.

    Raises:
        SourceError: the file cannot be used.
        OptionError: rate, size, start or tolerance lie outside their range.
    """
    if rate <= 0 or min(size) < 1 or start < 0 or tolerance < 0:
        raise OptionError("Rate and size must be positive, start and tolerance at least 0.")
    info, table = examine(path)
    count = max(math.ceil(table.duration * rate), 1)
    grid = np.arange(start, max(count, start)) / float(rate)
    plan = plan_sampling(table, grid, tolerance, info.width * info.height)
    # Without H.264's smoothing of block edges 10 s of real football drift by 39 dB at worst once they are scaled
    # down to the network's size; it is invisible there and saves a tenth.
    decoder = {"skip_loop_filter": "all", "flags2": "+fast"} if tolerance > 0 and info.codec == "h264" else {}
    if info.codec == "hevc":
        decoder["err_detect"] = "explode"  # its decoder otherwise paints over damage without a word
    threads = max((os.cpu_count() or 2) // 2, 1) if threads is None else threads
    return FrameStream(Path(path), grid, plan, start, _Options(size, decoder, hwaccel, threads, luma))


def _nearer(wanted: int, before: VideoFrame | None, after: VideoFrame) -> VideoFrame:
    if before is None or before.pts is None or after.pts is None:
        return after
    return before if wanted - before.pts < after.pts - wanted else after
