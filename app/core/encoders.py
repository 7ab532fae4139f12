"""Encoders: which ones really work on this machine, and how each is told how good to be."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from functools import lru_cache

from app.core.canvas import Canvas, canvas_of
from app.core.cuts import Cut
from app.core.encoding import EncodingOptions, Quality
from app.core.ffmpeg import ExportError, ffmpeg_program

SOFTWARE = "libx264"
SOFTWARE_HDR = "libx265"
_HARDWARE = {"nvenc": "h264_nvenc", "videotoolbox": "h264_videotoolbox", "qsv": "h264_qsv", "amf": "h264_amf"}
_BY_SYSTEM = {"darwin": ("videotoolbox",), "win32": ("nvenc", "qsv", "amf")}
_LONGEST_TRIAL = 20.0
# libx264: constant quality and preset; libx265 reaches the same look about three steps higher.
_X264: dict[Quality, tuple[int, str]] = {
    "high": (17, "medium"),
    "standard": (20, "veryfast"),
    "small": (26, "fast"),
}
_EDGE_PRESET: dict[Quality, str] = {"high": "veryfast", "standard": "ultrafast", "small": "superfast"}
_X265: dict[Quality, tuple[int, str]] = {"high": (18, "medium"), "standard": (21, "veryfast"), "small": (27, "fast")}
_VIDEOTOOLBOX: dict[Quality, int] = {"high": 75, "standard": 65, "small": 50}


def choose_encoder(options: EncodingOptions, canvas: Canvas) -> str:
    """FFmpeg's name of the encoder for an export.

    Mixing copied and new frames needs libx264's ways; HDR is always encoded by libx265, in 10 bits.

    Raises:
        ExportError: the one that was asked for does not work here, or ffmpeg lacks what HDR needs.
    """
    if canvas.colours.is_hdr:
        if not works(SOFTWARE_HDR, 64, 64, canvas.pixel_format):
            raise ExportError(
                f"The match is {canvas.colours.name} and this ffmpeg cannot encode that. Ask for ordinary colours "
                "(--hdr sdr), or put an ffmpeg with libx265 on PATH."
            )
        return SOFTWARE_HDR
    if options.encoder == "software" or options.mode == "smart":
        return SOFTWARE
    if options.encoder != "auto":
        name = _HARDWARE[options.encoder]
        if not works(name, canvas.width, canvas.height, canvas.pixel_format):
            raise ExportError(f"The encoder {options.encoder} does not work on this machine. Use auto or software.")
        return name
    known = _BY_SYSTEM.get(sys.platform, ("nvenc", "qsv", "amf"))
    found = (_HARDWARE[name] for name in known)
    return next((n for n in found if works(n, canvas.width, canvas.height, canvas.pixel_format)), SOFTWARE)


def uses_hardware(cuts: Sequence[Cut], options: EncodingOptions) -> bool:
    """Whether an export would be encoded by hardware."""
    if options.mode == "lossless":
        return False
    sources = list({cut.source.path: cut.source for cut in cuts}.values())
    return choose_encoder(options, canvas_of(sources, options)) not in (SOFTWARE, SOFTWARE_HDR)


@lru_cache(maxsize=64)
def works(encoder: str, width: int, height: int, pixel_format: str) -> bool:
    """Whether an encoder makes a picture of this size here: the only test that tells, so one is made."""
    picture = f"color=size={width}x{height}:rate=25"
    command = [ffmpeg_program(), "-nostdin", "-hide_banner", "-loglevel", "quiet", "-f", "lavfi", "-i", picture]
    command += ["-frames:v", "1", "-pix_fmt", pixel_format, "-c:v", encoder, "-f", "null", "-"]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_LONGEST_TRIAL)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@lru_cache(maxsize=1)
def filters() -> frozenset[str]:
    """The filters of this ffmpeg."""
    command = [ffmpeg_program(), "-nostdin", "-hide_banner", "-filters"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    return frozenset(line.split()[1] for line in done.stdout.splitlines() if len(line.split()) > 2)


def check_filters(*needed: str) -> None:
    """Refuse what this ffmpeg has no filters for.

    Raises:
        ExportError: one is missing.
    """
    missing = [name for name in needed if name not in filters()]
    if missing:
        raise ExportError(
            f"HDR cannot be made ordinary: this ffmpeg has no {' and no '.join(missing)} filter. "
            "Keep HDR (--hdr keep), or put a full ffmpeg on PATH."
        )


def encoder_arguments(encoder: str, quality: Quality, group: int, is_edge: bool = False) -> list[str]:
    """Arguments for an encoder.

    Args:
        encoder: FFmpeg's name.
        quality: how good.
        group: frames from a key frame to the next.
        is_edge: a few frames beside copied ones: they may be large, if only they are soon done.
    """
    common = ["-c:v", encoder, "-g", str(group)]
    level, preset = _X264[quality]
    if encoder == SOFTWARE and is_edge:
        return [*common, "-preset", _EDGE_PRESET[quality], "-crf", str(level - 3)]
    if encoder == SOFTWARE:
        return [*common, "-preset", preset, "-crf", str(level)]
    if encoder == SOFTWARE_HDR:
        level, preset = _X265[quality]
        closed = "log-level=none:open-gop=0"
        return [*common, "-preset", preset, "-crf", str(level), "-x265-params", closed, "-tag:v", "hvc1"]
    if encoder == "h264_nvenc":
        return [*common, "-rc", "vbr", "-cq", str(level), "-b:v", "0"]
    if encoder == "h264_qsv":
        return [*common, "-global_quality", str(level)]
    if encoder == "h264_amf":
        return [*common, "-rc", "cqp", "-qp_i", str(level), "-qp_p", str(level + 2)]
    return [*common, "-q:v", str(_VIDEOTOOLBOX[quality])]
