"""One ranked list from score, spots, replays and sound; every moment explains itself."""

import numpy as np
import pytest

from rmsnet.broadcast.cuts import Cuts
from rmsnet.broadcast.loudness import LEVELS_PER_SECOND, Loudness
from rmsnet.broadcast.match_clock import ClockPiece, MatchClock
from rmsnet.broadcast.moments import find_moments
from rmsnet.broadcast.replays import Replay
from rmsnet.broadcast.score_goals import ScoreGoal
from rmsnet.spots import Spot

GOAL = ScoreGoal(700.0, 697.0, 703.0, 722.0, "home", 2, 0)
CLOCK = MatchClock((ClockPiece(0.0, 3000.0, 2, 3092.0),))


def loudness(*peaks, seconds=1500, height=9.0):
    levels = np.full(seconds * LEVELS_PER_SECOND, -30, np.float32)
    for peak in peaks:
        levels[int((peak - 2) * LEVELS_PER_SECOND) : int((peak + 3) * LEVELS_PER_SECOND)] += height
    return Loudness.of(levels)


def test_a_goal_gathers_everything_that_belongs_to_it():
    (moment,) = find_moments(
        goals=[GOAL],
        spots=[Spot(701.0, "goal", 0.8)],
        replays=[Replay(715.0, 727.0, ("wipe", "bug"))],
        loudness=loudness(702),
        clock=CLOCK,
    )
    assert moment.explanation == "1-0 to 2-0 at 63:12, goal 0.80, replay 12 s, +9 dB"
    assert moment.signals == ("score bug", "video", "wipe", "bug", "sound")
    assert (moment.kind, moment.time) == ("goal", 700.0) and moment.score > 0.99
    assert moment.start <= GOAL.earliest - 5 and moment.end >= GOAL.latest + 5


def test_the_ranking_follows_what_summaries_take():
    moments = find_moments(
        goals=[GOAL],
        spots=[Spot(100.0, "card", 0.9), Spot(200.0, "Penalty", 0.7), Spot(900.0, "goal", 0.1)],
        replays=[Replay(410.0, 417.0, ("wipe",)), Replay(1010.0, 1017.0, ("wipe",))],
        loudness=loudness(1000, 1300),
    )
    assert [moment.kind for moment in moments] == ["goal", "penalty", "replay", "replay", "sound", "card"]
    scores = [moment.score for moment in moments]
    assert scores == sorted(scores, reverse=True) and all(0 <= score <= 1 for score in scores)
    loud_replay = moments[2]
    assert {"wipe", "sound"} <= set(loud_replay.signals)  # told twice, it leads those told once


def test_a_replay_shows_the_end_of_the_long_shot_before_it():
    cuts = Cuts(np.array([300.0, 380.0, 383.0, 386.0, 390.0]))
    (moment,) = find_moments(replays=[Replay(390.0, 402.0, ("bug",))], cuts=cuts)
    assert moment.time == 378.0 and moment.explanation == "replay 12 s of 06:18"
    (moment,) = find_moments(replays=[Replay(390.0, 402.0, ("bug",))])
    assert moment.time == 380.0


def test_two_goals_in_quick_succession_stay_two():
    later = ScoreGoal(760.0, 757.0, 764.0, 780.0, "away", 2, 1)
    first, second = sorted(find_moments(goals=[GOAL, later]), key=lambda moment: moment.time)
    assert "1-0 to 2-0" in first.explanation and "2-0 to 2-1" in second.explanation


def test_spots_of_one_goal_join_it_once_and_others_stay_apart():
    moments = find_moments(goals=[GOAL], spots=[Spot(699.0, "goal", 0.9), Spot(640.0, "goal", 0.9)])
    assert sorted(moment.time for moment in moments) == [640.0, 700.0]


def test_moments_stay_inside_the_video_and_nothing_gives_nothing():
    (moment,) = find_moments(spots=[Spot(2.0, "goal", 0.9)], duration=5.0)
    assert (moment.start, moment.end) == (0.0, 5.0)
    assert find_moments() == () and find_moments(loudness=loudness()) == ()


def test_without_a_match_clock_the_videos_time_is_named():
    (moment,) = find_moments(goals=[GOAL])
    assert moment.explanation == "1-0 to 2-0 at 11:40"
    assert moment.score == pytest.approx(0.98)
