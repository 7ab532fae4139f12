"""Chapters of the reel as text: YouTube's description lines, and WebVTT."""

from __future__ import annotations

from itertools import accumulate

from app.core.encoding import TIMESCALE
from app.core.interchange.hand_off import HandOff
from app.core.timecode import format_clock

YOUTUBE_LEAST = 3, 10.0
"""YouTube shows chapters only when there are three and each lasts ten seconds."""


def chapters_of(hand_off: HandOff) -> list[tuple[float, float, str]]:
    """When each chapter of the exported reel starts and ends, in seconds, and its name: by whole frames if known."""
    if hand_off.chapters:
        return [(c.start_units / TIMESCALE, c.end_units / TIMESCALE, c.title) for c in hand_off.chapters]
    lengths = [cut.duration for cut in hand_off.cuts] or [clip.duration for clip in hand_off.reel.clips]
    ends = list(accumulate(lengths))
    return list(zip([0.0, *ends[:-1]], ends, hand_off.titles(), strict=True)) if ends else []


def youtube_chapters(hand_off: HandOff) -> bytes:
    """Lines to paste under a video; clips too short for YouTube are joined with the one before."""
    _, least = YOUTUBE_LEAST
    lines: list[str] = []
    shown = -least
    for start, _, title in chapters_of(hand_off):
        if start - shown >= least or not lines:
            seconds = int(start)
            hours = f"{seconds // 3600}:{seconds // 60 % 60:02}" if seconds >= 3600 else f"{seconds // 60}"
            lines.append(f"{hours}:{seconds % 60:02} {_one_line(title)}")
            shown = start
        else:
            lines[-1] += f", {_one_line(title)}"
    return ("\n".join(lines) + "\n").encode()


def webvtt(hand_off: HandOff) -> bytes:
    """Chapters as WebVTT, exact to the millisecond."""
    cues = ["WEBVTT"]
    for number, (start, end, title) in enumerate(chapters_of(hand_off), start=1):
        text = _one_line(title).replace("&", "&amp;").replace("<", "&lt;").replace("-->", "--&gt;")
        cues.append(f"{number}\n{_stamp(start)} --> {_stamp(end)}\n{text}")
    return ("\n\n".join(cues) + "\n").encode()


def _stamp(seconds: float) -> str:
    clock = format_clock(seconds)
    return clock if clock[1] != ":" else "0" + clock


def _one_line(text: str) -> str:
    return " ".join(text.split())
