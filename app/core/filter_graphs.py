"""What ffmpeg is told: the frames by their time stamps, the sound to the sample, cross-fades and drawings.

Why it is exact: ffmpeg keeps the source's own time stamps (``-copyts``) and is told the middle of the gap before the
first frame and after the last one, so neither a seek that lands early nor a rounded number can take a
neighbour. Sound is cut at the same two instants and padded or trimmed to the very number of samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from app.core.canvas import Canvas, shaping
from app.core.cuts import Cut
from app.core.encoders import encoder_arguments
from app.core.encoding import LOWER_THIRD_SECONDS, SAMPLE_RATE, TIMESCALE, EncodingOptions
from app.core.ffmpeg import local
from app.core.lettering import Drawing
from app.core.running_order import Part, Shot, card_rate

# How long before the first frame reading starts, in seconds: sound decoders need some run-up.
_RUN_UP = 0.3
# Containers whose index finds key frames; in others a seek may land after the one that is needed.
_INDEXED = ("mov", "matroska", "avi", "asf", "flv")


@dataclass(frozen=True, slots=True)
class Look:
    """What all frames of an export have in common.

    Attributes:
        canvas, options: the picture.
        encoder: FFmpeg's name.
        steady: whether all frames last equally long. Otherwise no B-frames are used: decoding times then lag
            behind by another frame's length, and FFmpeg's MP4 reader drops frames at the end for it.
        in_band: repeat the decoder's settings before each key frame, for mixing with copied frames, under a number
            of their own: else a player that jumps back to a copied frame decodes it with those of an encoded one.
    """

    canvas: Canvas
    options: EncodingOptions
    encoder: str
    steady: bool = True
    in_band: bool = False


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


def video_arguments(
    part: Part, look: Look, drawings: Sequence[Drawing | None], output: Path, from_start: bool = False
) -> list[str]:
    """Arguments for a part's pictures; input 0 is its shot's source, so that sound can be taken from it as well.

    Args:
        part: a clip's own frames or a cross-fade.
        look: of the export.
        drawings: lower thirds by clip, None where there is none.
        output: the file to make.
        from_start: see ``input_arguments``.
    """
    assert part.shot is not None  # noqa: S101
    shots = [part.shot, *([part.incoming] if part.incoming else [])]
    # The end of a clip is reached by seeking, but frames at a constant rate are counted from the clip's start.
    near = part.incoming is not None and look.options.rate is None
    inputs = [w for s in shots for w in input_arguments(_narrowed(s) if near else s.cut, from_start)]
    graph: list[str] = []
    shown = []
    for number, shot in enumerate(shots):
        graph.append(f"[{number}:{shot.cut.source.video_stream}]{','.join(_frames(shot, look))}[s{number}]")
        shown.append(f"s{number}")
        drawing = drawings[shot.clip]
        seconds = LOWER_THIRD_SECONDS - shot.start_units / TIMESCALE
        if drawing is not None and seconds > 0:
            # A loop, not one picture: where a source changes its size ffmpeg starts its filters anew.
            inputs += ["-loop", "1", "-framerate", "50", "-i", local(drawing.path)]
            graph += _laid_over(drawing, look.canvas, len(shots) + number, f"s{number}", seconds)
            shown[-1] = f"s{number}t"
    if part.incoming is not None:
        graph += _cross_faded(shown, part, look.canvas)
        shown = ["mixed"]
    return [
        *inputs,
        *("-filter_complex", ";".join(graph), "-map", f"[{shown[0]}]"),
        *_encoded(part.shot.cut, look, output),
    ]


def card_arguments(cut: Cut, part: Part, look: Look, picture: Path, output: Path) -> list[str]:
    """Arguments for a title card made of one picture; ``cut`` is the reel's first."""
    rate, canvas = card_rate(cut, look.options), look.canvas
    filters = [*_drawn(canvas, canvas.pixel_format), *canvas.colours.tags()]
    filters.append(f"setsar={canvas.sample_aspect.numerator}/{canvas.sample_aspect.denominator}")
    return [
        *("-loop", "1", "-framerate", str(rate), "-i", local(picture), "-vf", ",".join(filters)),
        *("-frames:v", str(len(part.frame_units)), *_encoded(cut, look, output)),
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


def _frames(shot: Shot, look: Look) -> list[str]:
    """The filters that give a shot's frames, the first one at time 0, on the canvas."""
    rate = look.options.rate
    cut = shot.cut if rate else _narrowed(shot)
    # Not PTS-STARTPTS: where the picture changes its size, ffmpeg starts the filters anew.
    filters = [_trim(cut), f"setpts=PTS-({_absolute(cut, cut.start):.6f})/TB"]
    filters += shaping(cut.source, look.canvas, look.options)
    if rate:
        filters += [f"fps={rate}:round=near:start_time=0", "tpad=stop_mode=clone:stop=1"]
        filters.append(f"trim=start_frame={shot.first}:end_frame={shot.end}")
        if shot.first:
            filters.append(f"setpts=PTS-({float(shot.first / rate):.6f})/TB")
    return filters


def _narrowed(shot: Shot) -> Cut:
    """The shot alone, for a source whose frames keep their times."""
    cut, table = shot.cut, shot.cut.source.table
    first, last = cut.first_frame + shot.first, cut.first_frame + shot.end - 1
    return replace(cut, first_frame=first, last_frame=last, start=table.time_of(first))


def _laid_over(drawing: Drawing, canvas: Canvas, number: int, below: str, seconds: float) -> list[str]:
    depth = "yuva420p10le" if canvas.colours.is_hdr else "yuva420p"
    kind = "yuv420p10" if canvas.colours.is_hdr else "yuv420"
    place = f"x={drawing.left}:y={drawing.top}"
    return [
        f"[{number}:v]{','.join(_drawn(canvas, depth))}[{below}d]",
        f"[{below}][{below}d]overlay={place}:format={kind}:shortest=1"
        f":enable='lt(t,{seconds:.3f})',{','.join(_marked(canvas))}[{below}t]",
    ]


def _cross_faded(shown: Sequence[str], part: Part, canvas: Canvas) -> list[str]:
    """The incoming frames grow opaque over the outgoing ones, whose times count: also right at a variable rate."""
    seconds = (part.end_units - part.start_units) / TIMESCALE
    depth = "yuva420p10le" if canvas.colours.is_hdr else "yuva420p"
    kind = "yuv420p10" if canvas.colours.is_hdr else "yuv420"
    below, above = shown
    return [
        f"[{above}]format={depth},fade=t=in:start_time=0:duration={seconds:.6f}:alpha=1[above]",
        f"[{below}][above]overlay=format={kind}:eof_action=repeat:ts_sync_mode=nearest,{','.join(_marked(canvas))},"
        f"trim=end_frame={len(part.frame_units)}[mixed]",
    ]


def _drawn(canvas: Canvas, pixel_format: str) -> list[str]:
    matrix, full = canvas.colours.matrix, canvas.colours.range or "tv"
    return [f"scale={f'out_color_matrix={matrix}:' if matrix else ''}out_range={full}", f"format={pixel_format}"]


def _marked(canvas: Canvas) -> list[str]:
    return [f"format={canvas.pixel_format}", *canvas.colours.tags()]


def _encoded(cut: Cut, look: Look, output: Path) -> list[str]:
    group = max(1, round(2 * (look.options.rate or cut.source.info.rate)))
    return [
        *("-fps_mode", "passthrough", "-enc_time_base", f"1:{TIMESCALE}"),
        *encoder_arguments(look.encoder, look.options.quality, group, look.in_band),
        *(() if look.steady else ("-bf", "0")),
        *(("-x264-params", "repeat-headers=1:sps-id=30") if look.in_band else ()),
        *("-map_metadata", "-1", "-map_chapters", "-1", "-video_track_timescale", str(TIMESCALE)),
        *("-f", "mp4", local(output)),
    ]


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
