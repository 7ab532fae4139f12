"""The match clock: a map between the video and the match, whatever was misread, hidden or cut."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmsnet.broadcast.clock_fit import trusted_clocks
from rmsnet.broadcast.match_clock import ClockPiece, MatchClock, read_match_clock
from rmsnet.broadcast.readings import Reading, ScoreBug


def seen(*stretches, step=8.0, hidden=()):
    """A bug read every few seconds; each stretch is (video start, video end, clock at its start)."""
    readings = []
    for start, end, clock in stretches:
        time = start
        while time < end:
            readings.append(Reading(time, 0, 0, float(int(clock + time - start))))
            time += step
    return ScoreBug((0, 0, 100, 20), None, tuple(readings), tuple(hidden))


def test_both_halves_and_their_kick_offs_are_found():
    clock = read_match_clock(seen((40, 2800, 10.3), (3700, 6500, 2700 + 15.3)))
    assert clock.halves == (1, 2)
    assert clock.kick_off(1) == pytest.approx(29.7, abs=1)
    assert clock.kick_off(2) == pytest.approx(3684.7, abs=1)
    assert clock.half_end(1) == pytest.approx(2800, abs=9)
    half, seconds = clock.at(1000.0)
    assert half == 1 and seconds == pytest.approx(970.3, abs=1)
    assert clock.at(3200.0) is None
    assert clock.video_time(2, 3000.0) == pytest.approx(3984.7, abs=1)
    assert clock.video_time(2, 200.0) is None


def test_a_first_digit_misread_for_a_while_is_no_clock_that_turns_back():
    clock = read_match_clock(seen((14, 18, 550), (18, 90, 14.0), step=1.0))
    assert len(clock.pieces) == 1
    assert clock.at(15.0) == (1, pytest.approx(11.0, abs=1))


def test_stoppage_does_not_make_a_new_half_but_a_clock_that_jumps_back_does():
    clock = read_match_clock(seen((0, 300, 2550), (320, 620, 2700)))
    assert clock.at(280.0) == (1, pytest.approx(2830, abs=1))
    assert clock.at(330.0) == (2, pytest.approx(2710, abs=1))


def test_a_second_half_alone_and_one_that_counts_from_nought():
    assert read_match_clock(seen((5, 300, 2702))).halves == (2,)
    again = read_match_clock(seen((0, 2820, 0), (3700, 5000, 3)))
    assert again.halves == (1, 2)
    assert again.kick_off(2) == pytest.approx(3697, abs=1)


def test_a_cut_within_a_half_makes_two_pieces_of_it():
    clock = read_match_clock(seen((0, 200, 600), (200, 400, 1500)))
    assert [piece.half for piece in clock.pieces] == [1, 1]
    assert clock.video_time(1, 1600.0) == pytest.approx(300, abs=1)
    assert clock.kick_off(1) is None


def test_misread_clocks_change_nothing():
    bug = seen((0, 400, 100))
    wrong = [Reading(r.time, 0, 0, 4000.0 + 37 * n) if n % 4 == 1 else r for n, r in enumerate(bug.readings)]
    clock = read_match_clock(ScoreBug(bug.box, None, tuple(wrong), ()))
    assert len(clock.pieces) == 1
    assert clock.at(200.0) == (1, pytest.approx(300, abs=1))


def test_a_clock_that_stands_still_is_none():
    still = tuple(Reading(float(t), 0, 0, 1234.0) for t in range(0, 300, 8))
    assert read_match_clock(ScoreBug((0, 0, 9, 9), None, still, ())) is None
    assert read_match_clock(ScoreBug((0, 0, 9, 9), None, (), ())) is None


def test_a_clock_that_waits_at_full_time_lets_added_time_run_on():
    running = [(float(t), 2600.0 + t) for t in range(0, 100, 10)]
    waiting = [(float(t), 2700.0) for t in range(110, 250, 10)]
    kept = trusted_clocks(running + waiting)
    assert all(kept)
    readings = tuple(Reading(time, 0, 0, clock) for time, clock in running + waiting)
    clock = read_match_clock(ScoreBug((0, 0, 9, 9), None, readings, ()))
    assert clock.halves == (1,)
    assert clock.at(230.0) == (1, pytest.approx(2830, abs=1))
    assert trusted_clocks([*running, (150.0, 5400.0)])[-1] is False


def test_one_frame_corrects_its_whole_piece():
    clock = MatchClock((ClockPiece(10, 2800, 1, 0), ClockPiece(3700, 6500, 2, 2700)))
    right = clock.corrected(4000.0, 2, 63 * 60 + 20)
    assert right.at(4000.0) == (2, 3800.0)
    assert right.at(4100.0) == (2, 3900.0)
    assert right.pieces[0] == clock.pieces[0]


def test_a_person_can_give_the_clock_that_no_bug_shows():
    clock = MatchClock(()).corrected(100.0, 1, 90.0)
    assert clock.at(100.0) == (1, 90.0)
    assert clock.kick_off(1) == 10.0
    both = clock.corrected(4500.0, 2, 2700 + 300.0)
    assert both.at(4500.0) == (2, 3000.0) and both.at(100.0) == (1, 90.0)


@given(st.floats(0, 5000), st.integers(1, 4), st.floats(0, 7500))
def test_a_correction_holds_for_its_own_frame(time, half, clock):
    start = MatchClock((ClockPiece(10, 2800, 1, 0), ClockPiece(3700, 6500, 2, 2700)))
    got = start.corrected(time, half, clock).at(time)
    assert got is not None and got[0] == half and got[1] == pytest.approx(clock, abs=1e-6)


def test_json_brings_everything_back():
    bug = seen((0, 60, 0), hidden=((20.0, 31.5),))
    assert ScoreBug.from_json(json.loads(json.dumps(bug.to_json()))) == bug
    clock = read_match_clock(bug)
    assert MatchClock.from_json(json.loads(json.dumps(clock.to_json()))) == clock
