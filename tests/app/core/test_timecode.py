from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.timecode import (
    Notation,
    format_clock,
    format_match_clock,
    format_smpte,
    format_time,
    frame_of,
    nearest_rate,
    parse_clock,
    parse_smpte,
    parse_time,
    time_of,
)
from rmsnet.errors import OptionError

NTSC = Fraction(30000, 1001)
RATES = [Fraction(24000, 1001), Fraction(24), Fraction(25), NTSC, Fraction(30), Fraction(50), NTSC * 2, Fraction(120)]
rates = st.sampled_from(RATES)
frames = st.integers(0, 4_000_000)


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        (0, "00:00:00;00"),
        (1799, "00:00:59;29"),
        (1800, "00:01:00;02"),
        (17981, "00:09:59;29"),
        (17982, "00:10:00;00"),
        (107892, "01:00:00;00"),
    ],
)
def test_drop_frame_timecode_of_29_97(frame, text):
    assert format_smpte(frame, NTSC) == text
    assert parse_smpte(text, NTSC) == frame


def test_drop_frame_timecode_of_59_94_keeps_the_hour():
    assert format_smpte(3600, NTSC * 2) == "00:01:00;04"
    assert format_smpte(215784, NTSC * 2) == "01:00:00;00"


def test_non_drop_timecode():
    assert format_smpte(90_000, Fraction(25)) == "01:00:00:00"
    assert format_smpte(107892, NTSC, drop_frame=False) == "00:59:56:12"
    assert parse_smpte("00:59:56:12", NTSC) == 107892


@given(frames, rates)
def test_every_notation_gives_its_frame_back(frame, rate):
    time = time_of(frame, rate)
    assert frame_of(time, rate) == frame == frame_of(float(time), rate)
    assert parse_smpte(format_smpte(frame, rate), rate) == frame
    assert parse_smpte(format_smpte(frame, rate, False), rate) == frame
    for notation in (Notation.SMPTE, Notation.FRAME):
        assert parse_time(format_time(float(time), notation, rate), notation, rate) == time


@given(st.integers(0, 10**8))
def test_clock_and_seconds_keep_milliseconds(milliseconds):
    time = Fraction(milliseconds, 1000)
    assert parse_clock(format_clock(time)) == time
    assert parse_time(format_time(float(time), Notation.SECONDS, NTSC), Notation.SECONDS, NTSC) == time


def test_clock_forms():
    assert format_clock(3723.4566) == "1:02:03.457"
    assert format_clock(59.9999) == "0:01:00.000"
    assert format_clock(-1.5) == "-0:00:01.500"
    assert format_clock(75, decimals=0) == "0:01:15"
    assert parse_clock("62:03") == 3723
    assert parse_clock(" 12.5 ") == Fraction(25, 2)
    assert format_match_clock(3800, 2) == "2 - 63:20"
    assert format_match_clock(5.9) == "00:05"


@pytest.mark.parametrize(
    "parse",
    [
        lambda: parse_clock("1:60:00"),
        lambda: parse_clock("ten"),
        lambda: parse_clock(""),
        lambda: parse_smpte("00:01:00;00", NTSC),
        lambda: parse_smpte("00:00:00:25", Fraction(25)),
        lambda: parse_smpte("00:00:00;00", Fraction(25)),
        lambda: parse_smpte("1", Fraction(25)),
        lambda: format_smpte(-1, Fraction(25)),
        lambda: format_smpte(0, Fraction(25), drop_frame=True),
        lambda: parse_time("-3", Notation.FRAME, NTSC),
    ],
)
def test_what_is_no_time_is_refused(parse):
    with pytest.raises(OptionError):
        parse()


def test_measured_rates_mean_broadcast_rates():
    assert nearest_rate(Fraction(2997, 100)) == NTSC
    assert nearest_rate(Fraction(30)) == 30
    assert nearest_rate(Fraction(15)) == 15
