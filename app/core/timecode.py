"""Times as editors write them: clock, SMPTE timecode, seconds, frame number. All sums are exact Fractions.

What the window may rely on: ``parse_time(format_time(t, ...), ...)`` gives the same frame back, for every notation and
rate; text that is not a time raises ``OptionError`` with a sentence to show.
"""

from __future__ import annotations

import math
import re
from enum import StrEnum
from fractions import Fraction

from rmsnet.errors import OptionError

DROP_FRAME_RATES = {Fraction(30000, 1001): 2, Fraction(60000, 1001): 4}
"""Rates that have drop-frame timecode, and the frame numbers skipped each minute that 10 does not divide."""

_MICROSECOND = Fraction(1, 1_000_000)
_CLOCK = re.compile(r"(?:(?:(\d+):)?(\d{1,4}):)?(\d{1,7})(?:[.,](\d{1,9}))?")
_SMPTE = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})([:;.])(\d{2,3})")


class Notation(StrEnum):
    """How a time is written."""

    CLOCK = "clock"  # 1:02:03.456
    SMPTE = "smpte"  # 01:02:03:11, or 01:02:03;11 in drop-frame
    SECONDS = "seconds"  # 3723.456
    FRAME = "frame"  # 93086


def nearest_rate(rate: Fraction) -> Fraction:
    """The broadcast rate a measured one means: 29.97002 is 30000/1001; other rates come back as they are."""
    known = [Fraction(n * 1000, 1001) for n in (24, 30, 48, 60, 120)]
    known += [Fraction(n) for n in (24, 25, 30, 48, 50, 60, 100, 120)]
    nearest = min(known, key=lambda candidate: abs(candidate - rate))
    return nearest if abs(nearest - rate) / rate < Fraction(1, 10_000) else rate


def frame_of(time: float | Fraction, rate: Fraction) -> int:
    """The frame shown at a time, for a constant rate; a float a microsecond short of a frame means that frame."""
    return math.floor((Fraction(time) + _MICROSECOND) * rate)


def time_of(frame: int, rate: Fraction) -> Fraction:
    """When a frame starts, in seconds, for a constant rate."""
    return frame / rate


def format_clock(time: float | Fraction, decimals: int = 3) -> str:
    """``h:mm:ss.mmm``, rounded to the nearest; negative times have a minus sign."""
    scale = 10**decimals
    units = math.floor(abs(Fraction(time)) * scale + Fraction(1, 2))
    seconds, part = divmod(units, scale)
    sign = "-" if time < 0 and units else ""
    whole = f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{whole}.{part:0{decimals}}" if decimals else whole


def parse_clock(text: str) -> Fraction:
    """Seconds of ``h:mm:ss.mmm``, ``m:ss`` or plain seconds, exactly as written.

    Raises:
        OptionError: the text is none of these.
    """
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        raise OptionError(f"{text!r} is not a time; write it as 1:02:03.456, 62:03 or 3723.456.")
    hours, minutes, seconds, part = match.groups()
    if (minutes and int(seconds) > 59) or (hours and int(minutes) > 59):
        raise OptionError(f"{text!r} is not a time; minutes and seconds end at 59.")
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
    return whole + Fraction(int(part), 10 ** len(part)) if part else Fraction(whole)


def format_match_clock(seconds: float, half: int | None = None) -> str:
    """The match clock ("2 - 63:20"); without a half only "63:20"."""
    whole = math.floor(max(0.0, seconds) + 1e-6)
    clock = f"{whole // 60:02}:{whole % 60:02}"
    return f"{half} - {clock}" if half is not None else clock


def format_smpte(frame: int, rate: Fraction, drop_frame: bool | None = None) -> str:
    """SMPTE timecode of a frame number.

    Args:
        frame: 0 or more.
        rate: frames per second.
        drop_frame: whether to skip numbers so that the clock keeps real time (29.97 and 59.94 only);
            None does so where it is possible.

    Raises:
        OptionError: a negative frame, or drop-frame at a rate that has none.
    """
    if frame < 0:
        raise OptionError(f"Frame {frame} has no timecode; frames count from 0.")
    skipped = _skipped_per_minute(rate, drop_frame)
    nominal = round(rate)
    if skipped:
        frame = _with_skipped_numbers(frame, nominal, skipped)
    seconds, number = divmod(frame, nominal)
    digits = 3 if nominal > 100 else 2
    mark = ";" if skipped else ":"
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{number:0{digits}}"


def parse_smpte(text: str, rate: Fraction) -> int:
    """The frame number of a timecode; ``;`` or ``.`` before the frames means drop-frame.

    Raises:
        OptionError: not a timecode, a frame number the rate does not have, or one that drop-frame skips.
    """
    match = _SMPTE.fullmatch(text.strip())
    if not match:
        raise OptionError(f"{text!r} is not a timecode; write it as 01:02:03:04.")
    hours, minutes, seconds, number = (int(match[i]) for i in (1, 2, 3, 5))
    nominal = round(rate)
    if minutes > 59 or seconds > 59 or number >= nominal:
        raise OptionError(f"{text!r} is not a timecode at {float(rate):g} frames per second.")
    total = ((hours * 60 + minutes) * 60 + seconds) * nominal + number
    if match[4] == ":":
        return total
    skipped = _skipped_per_minute(rate, True)
    if seconds == 0 and number < skipped and minutes % 10:
        raise OptionError(f"{text!r} does not exist: drop-frame timecode skips it.")
    passed = hours * 60 + minutes
    return total - skipped * (passed - passed // 10)


def format_time(time: float, notation: Notation, rate: Fraction, drop_frame: bool | None = None) -> str:
    """A time in one of the four notations, for a constant rate (with a frame table, format its frame number)."""
    if notation is Notation.CLOCK:
        return format_clock(time)
    if notation is Notation.SECONDS:
        return f"{time:.3f}"
    frame = frame_of(max(0.0, time), rate)
    return str(frame) if notation is Notation.FRAME else format_smpte(frame, rate, drop_frame)


def parse_time(text: str, notation: Notation, rate: Fraction) -> Fraction:
    """Seconds of a text in one of the four notations.

    Raises:
        OptionError: the text is not a time in that notation.
    """
    if notation is Notation.SMPTE:
        return time_of(parse_smpte(text, rate), rate)
    if notation is not Notation.FRAME:
        return parse_clock(text)
    if not re.fullmatch(r"\d{1,12}", text.strip()):
        raise OptionError(f"{text!r} is not a frame number; write it as 93086.")
    return time_of(int(text), rate)


def _skipped_per_minute(rate: Fraction, drop_frame: bool | None) -> int:
    skipped = DROP_FRAME_RATES.get(nearest_rate(rate), 0)
    if drop_frame and not skipped:
        raise OptionError(f"There is no drop-frame timecode at {float(rate):g} frames per second.")
    return 0 if drop_frame is False else skipped


def _with_skipped_numbers(frame: int, nominal: int, skipped: int) -> int:
    """The frame's number once the skipped ones are counted in: none in minutes 0, 10, 20..., else ``skipped``."""
    per_minute = nominal * 60 - skipped
    per_ten = per_minute * 10 + skipped
    tens, rest = divmod(frame, per_ten)
    minutes_passed = 0 if rest < nominal * 60 else 1 + (rest - nominal * 60) // per_minute
    return frame + skipped * (9 * tens + minutes_passed)
