"""How a cut is encoded: the frames by their time stamps, the picture's shape, the sound to the sample.

Why it is exact: ffmpeg keeps the source's own time stamps (``-copyts``) and is told the middle of the gap before the
first frame and after the last one, so neither a seek that lands early nor a rounded number can take a
neighbour. Sound is cut at the same two instants and padded or trimmed to the very number of samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Literal

from app.core.cuts import Cut, MatchFile
from app.core.ffmpeg import ExportError, local
from app.core.reel import Aspect
from rmsnet.errors import OptionError

SAMPLE_RATE = 48_000
TIMESCALE = 120_000
"""Time units per second in an export: every broadcast rate's frame is a whole number of them."""

Mode = Literal["exact", "lossless", "smart"]
Quality = Literal["high", "standard", "small"]
Encoder = Literal["libx264", "h264_nvenc", "h264_videotoolbox", "h264_qsv"]
MODES: tuple[Mode, ...] = ("exact", "lossless", "smart")

_QUALITY: dict[Quality, tuple[str, str]] = {
    "high": ("17", "medium"),
    "standard": ("20", "veryfast"),
    "small": ("26", "fast"),
}
_ASPECTS: dict[Aspect, Fraction] = {"16:9": Fraction(16, 9), "9:16": Fraction(9, 16), "1:1": Fraction(1)}
# How long before the first frame reading starts, in seconds: sound decoders need some run-up.
_RUN_UP = 0.3
# Containers whose index finds key frames; in others a seek may land after the one that is needed.
_INDEXED = ("mov", "matroska", "avi", "asf", "flv")


@dataclass(frozen=True, slots=True)
class EncodingOptions:
    """How an export looks and sounds.

    Attributes:
        quality: "high" (CRF 17), "standard" (20) or "small" (26).
        height: pixels of the exported picture, None for the source's; never enlarged.
        rate: a constant frame rate; None keeps every frame's own time (also a variable rate).
        aspect: "original", or a crop around ``crop_centre``.
        crop_centre: 0 (left or top) to 1, where the crop looks.
        encoder: "libx264" or a hardware encoder of this machine.
        audio: which of the sound tracks, 0 is the default one; None for no sound.
        mode: "exact" encodes every frame; see ``app.core.pieces`` for "lossless" and "smart".
    """

    quality: Quality = "standard"
    height: int | None = None
    rate: Fraction | None = None
    aspect: Aspect = "original"
    crop_centre: float = 0.5
    encoder: Encoder = "libx264"
    audio: int | None = 0
    mode: Mode = "exact"

    def __post_init__(self) -> None:
        if self.height is not None and not 16 <= self.height <= 8192:
            raise OptionError(f"A picture of {self.height} lines cannot be made; choose 16 to 8192.")
        if self.rate is not None and not 1 <= self.rate <= 240:
            raise OptionError(f"{float(self.rate):g} frames per second cannot be made; choose 1 to 240.")
        if not 0 <= self.crop_centre <= 1:
            raise OptionError("The crop's centre must lie in 0..1.")

    @property
    def changes_pictures(self) -> bool:
        """Whether the pictures differ from the source's in size, shape or rate."""
        return self.height is not None or self.rate is not None or self.aspect != "original"


@dataclass(frozen=True, slots=True)
class Canvas:
    """The picture of an export.

    Attributes:
        width, height: pixels, even.
        sample_aspect: width of a displayed pixel over its height.
    """

    width: int
    height: int
    sample_aspect: Fraction


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of a displayed source picture, in its pixels."""

    left: int
    top: int
    width: int
    height: int


def crop_of(source: MatchFile, options: EncodingOptions) -> Crop:
    """Which part of a source's displayed picture is exported."""
    width, height, pixel = source.info.width, source.info.height, source.info.sample_aspect
    wanted = _ASPECTS.get(options.aspect)
    if wanted is None:
        return Crop(0, 0, width, height)
    kept_width = min(width, max(2, int(height * wanted / pixel) // 2 * 2))
    kept_height = min(height, max(2, int(width * pixel / wanted) // 2 * 2))
    left = int((width - kept_width) * options.crop_centre) // 2 * 2
    top = int((height - kept_height) * options.crop_centre) // 2 * 2
    return Crop(left, top, kept_width, kept_height)


def check_size(canvas: Canvas) -> None:
    """Refuse a picture too small for any encoder.

    Raises:
        ExportError: fewer than 16 pixels on a side.
    """
    if min(canvas.width, canvas.height) < 16:
        raise ExportError(
            f"A picture of {canvas.width}x{canvas.height} pixels is too small to export; 16x16 is the least."
        )


def canvas_of(sources: list[MatchFile], options: EncodingOptions) -> Canvas:
    """The picture that fits all sources: their own when they agree, else the largest one with square pixels."""
    shapes = {(*_size(crop_of(s, options)), s.info.sample_aspect) for s in sources}
    if len(shapes) == 1 and options.height is None:
        width, height, pixel = shapes.pop()
        return Canvas(_even(width), _even(height), pixel)
    width, height, pixel = max(shapes, key=lambda shape: (shape[0] * shape[1] * shape[2], shape))
    lines = Fraction(min(height, options.height or height))
    return Canvas(_even(round(width * pixel * lines / height)), _even(round(lines)), Fraction(1))


def content_of(source: MatchFile, canvas: Canvas, options: EncodingOptions) -> tuple[int, int, int, int]:
    """Where a source's picture lies on the canvas: left, top, width, height."""
    crop, pixel = crop_of(source, options), source.info.sample_aspect
    if pixel == canvas.sample_aspect and (_even(crop.width), _even(crop.height)) == (canvas.width, canvas.height):
        return 0, 0, crop.width, crop.height  # pixel for pixel; an odd size gets one more column or row
    shown = crop.width * pixel / crop.height / canvas.sample_aspect
    width = min(canvas.width, _even(round(canvas.height * shown)))
    height = min(canvas.height, _even(round(canvas.width / shown)))
    return (canvas.width - width) // 4 * 2, (canvas.height - height) // 4 * 2, width, height


def video_arguments(
    cut: Cut, canvas: Canvas, options: EncodingOptions, output: Path, steady: bool = True, in_band: bool = False
) -> list[str]:
    """Arguments for a cut's pictures, from an input opened by ``input_arguments``.

    ``steady`` says that all frames of the export last equally long. Otherwise no B-frames are used: decoding times
    then lag behind by another frame's length, and FFmpeg's MP4 reader drops frames at the end for it.
    ``in_band`` repeats the decoder's settings before each key frame, for mixing with copied frames, under a number
    of their own: else a player that jumps back to a copied frame decodes it with the settings of an encoded one.
    """
    # Not PTS-STARTPTS: where the picture changes its size, ffmpeg starts the filters anew.
    filters = [
        _trim(cut),
        f"setpts=PTS-({_absolute(cut, cut.start):.6f})/TB",
        *_shape(cut.source, canvas, options),
        "format=yuv420p",
    ]
    if options.rate:
        frames = constant_frames(cut, options.rate)
        pad = "tpad=stop_mode=clone:stop=1"
        filters += [f"fps={options.rate}:round=near:start_time=0", pad, f"trim=end_frame={frames}"]
    return [
        *("-map", f"0:{cut.source.video_stream}", "-vf", ",".join(filters)),
        *("-fps_mode", "passthrough", "-enc_time_base", f"1:{TIMESCALE}"),
        *_encoder(cut, options),
        *(() if steady else ("-bf", "0")),
        *(("-x264-params", "repeat-headers=1:sps-id=30") if in_band else ()),
        *("-map_metadata", "-1", "-map_chapters", "-1", "-video_track_timescale", str(TIMESCALE)),
        *("-f", "mp4", local(output)),
    ]


def audio_arguments(cut: Cut, track: int, samples: int, output: Path) -> list[str]:
    """Arguments for a cut's sound: exactly so many samples of 16-bit stereo at 48 kHz, no header."""
    start, end = _absolute(cut, cut.start), _absolute(cut, cut.end)
    filters = [
        f"atrim=start={start:.6f}:end={end + 0.1:.6f}",
        f"asetpts=PTS-({start:.6f})/TB",
        # Fills holes, and silence before a track that starts late; never stretches.
        f"aresample={SAMPLE_RATE}:async=1:first_pts=0",
        f"aformat=sample_fmts=s16:channel_layouts=stereo,apad=whole_len={samples},atrim=end_sample={samples}",
    ]
    return [
        *("-map", f"0:{track}", "-af", ",".join(filters)),
        *("-c:a", "pcm_s16le", "-f", "s16le", local(output)),
    ]


def input_arguments(cut: Cut, from_start: bool = False) -> list[str]:
    """Arguments that open a cut's source a little before the cut.

    Args:
        cut: what is wanted.
        from_start: read the file from its beginning, where seeking in it fails.
    """
    source, table = cut.source, cut.source.table
    aim = _absolute(cut, cut.start) - _RUN_UP
    if not source.container.startswith(_INDEXED):
        key = int(table.packets.pts[table.run_up(cut.first_frame)])
        aim = min(aim, float(key * table.time_base) - 1.0)
    first = float(int(table.pts[0]) * table.time_base)
    seek = [] if from_start or aim <= first + 1 else ["-seek_timestamp", "1", "-noaccurate_seek", "-ss", f"{aim:.6f}"]
    return ["-copyts", *seek, "-protocol_whitelist", "file", "-i", local(source.path)]


def constant_frames(cut: Cut, rate: Fraction) -> int:
    """How many frames a cut has at a constant rate."""
    return max(1, round(cut.duration * rate))


def frame_units(cut: Cut, options: EncodingOptions) -> tuple[int, ...]:
    """When each exported frame of a cut is shown, in units of 1/TIMESCALE s from the cut's start."""
    if options.rate:
        return tuple(round(n * TIMESCALE / options.rate) for n in range(constant_frames(cut, options.rate)))
    table = cut.source.table
    pts = table.pts[cut.first_frame : cut.last_frame + 1].tolist()
    return tuple(round((p - pts[0]) * table.time_base * TIMESCALE) for p in pts)


def is_steady(cuts: Sequence[Cut], options: EncodingOptions) -> bool:
    """Whether all frames of an export last equally long, but for the rounding of time stamps."""
    if options.rate:
        return True
    gaps: list[int] = []
    for cut in cuts:
        units = (*frame_units(cut, options), length_units(cut, options))
        gaps += [after - before for before, after in pairwise(units)]
    return max(gaps) - min(gaps) <= TIMESCALE // 500


def length_units(cut: Cut, options: EncodingOptions) -> int:
    """How long an exported cut is, in units of 1/TIMESCALE s."""
    if options.rate:
        return round(constant_frames(cut, options.rate) * TIMESCALE / options.rate)
    return round(cut.duration * TIMESCALE)


def _trim(cut: Cut) -> str:
    """From the middle of the gap before the first frame to the middle of the gap after the last."""
    table = cut.source.table
    unit, pts = table.time_base, table.pts
    before = int(pts[cut.first_frame] - pts[cut.first_frame - 1]) if cut.first_frame else int(table.durations[0])
    after = int(table.durations[cut.last_frame])
    start = (int(pts[cut.first_frame]) - Fraction(before, 2)) * unit
    end = (int(pts[cut.last_frame]) + Fraction(after, 2)) * unit
    return f"trim=start={float(start):.6f}:end={float(end):.6f}"


def _absolute(cut: Cut, time: float) -> float:
    """A source time as the file's own time stamp, in seconds."""
    table = cut.source.table
    return time + float(int(table.pts[0]) * table.time_base)


def _shape(source: MatchFile, canvas: Canvas, options: EncodingOptions) -> list[str]:
    crop, info = crop_of(source, options), source.info
    # A source may change its size on the way; every frame first gets the one that was planned with.
    filters = [f"scale={info.width}:{info.height}:flags=bicubic"]
    if _size(crop) != (info.width, info.height):
        filters.append(f"crop={crop.width}:{crop.height}:{crop.left}:{crop.top}:exact=1")
    left, top, width, height = content_of(source, canvas, options)
    if (width, height) != _size(crop):
        filters.append(f"scale={width}:{height}:flags=bicubic")
    if (width, height) != (canvas.width, canvas.height):
        filters.append(f"pad={canvas.width}:{canvas.height}:{left}:{top}")
        if canvas.width - width <= 1 and canvas.height - height <= 1:
            # An odd size: the row or column that makes it even repeats its neighbour.
            filters.append(f"fillborders=right={canvas.width - width}:bottom={canvas.height - height}:mode=smear")
    return [*filters, f"setsar={canvas.sample_aspect.numerator}/{canvas.sample_aspect.denominator}"]


def _encoder(cut: Cut, options: EncodingOptions) -> list[str]:
    quality, preset = _QUALITY[options.quality]
    group = max(1, round(2 * (options.rate or cut.source.info.rate)))
    common = ["-c:v", options.encoder, "-g", str(group)]
    if options.encoder == "libx264":
        return [*common, "-preset", preset, "-crf", quality]
    if options.encoder == "h264_nvenc":
        return [*common, "-rc", "vbr", "-cq", quality, "-b:v", "0"]
    return [*common, "-global_quality", quality] if options.encoder == "h264_qsv" else [*common, "-q:v", "65"]


def _size(crop: Crop) -> tuple[int, int]:
    return crop.width, crop.height


def _even(pixels: int) -> int:
    return max(2, (pixels + 1) // 2 * 2)
