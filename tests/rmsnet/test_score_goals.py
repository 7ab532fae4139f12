"""Goals from the score: how many, whose, and when the ball went in."""

from itertools import pairwise

import numpy as np
import pytest

from rmsnet.broadcast.match_clock import ClockPiece, MatchClock
from rmsnet.broadcast.readings import Reading, ScoreBug
from rmsnet.broadcast.score_goals import score_goals
from rmsnet.broadcast.score_sequence import consistent_scores

NO_CUTS = np.zeros(0)


def bug_of(scores, step=8.0, hidden=()):
    """A bug read every few seconds; scores as (from time, home, away), the last entry's time ends it."""
    readings = []
    for (start, home, away), (end, _, _) in pairwise(scores):
        readings += [Reading(float(t), home, away, None) for t in np.arange(start, end, step)]
    return ScoreBug((0, 0, 9, 9), None, tuple(readings), tuple(hidden))


def test_no_change_no_goal_whatever_score_the_video_begins_with():
    assert score_goals(bug_of([(0, 2, 1), (600, 2, 1)]), None, NO_CUTS) == ()
    assert score_goals(ScoreBug((0, 0, 9, 9), None, (), ()), None, NO_CUTS) == ()


def test_side_and_new_score():
    goals = score_goals(bug_of([(0, 0, 0), (200, 1, 0), (400, 1, 1), (600, 1, 1)]), None, NO_CUTS)
    assert [(goal.side, goal.home, goal.away) for goal in goals] == [("home", 1, 0), ("away", 1, 1)]
    assert goals[0].seen == 200
    assert all(goal.earliest <= goal.time <= goal.latest <= goal.seen for goal in goals)


def test_a_goal_that_a_review_takes_back_did_not_happen():
    goals = score_goals(bug_of([(0, 0, 0), (200, 1, 0), (290, 0, 0), (500, 0, 1), (700, 0, 1)]), None, NO_CUTS)
    assert [(goal.side, goal.home, goal.away) for goal in goals] == [("away", 0, 1)]


def test_two_goals_while_the_bug_was_away_are_two_goals():
    goals = score_goals(bug_of([(0, 0, 0), (200, 0, 0), (200.5, 1, 1), (400, 1, 1)]), None, NO_CUTS)
    assert sorted(goal.side for goal in goals) == ["away", "home"]


def test_goals_in_a_part_of_the_match_that_the_video_leaves_out_are_not_in_it():
    readings = [Reading(float(t), 0, 0, 600.0 + t) for t in range(0, 60, 5)]
    readings += [Reading(60.0 + t, 2, 1, 4000.0 + t) for t in range(0, 60, 5)]
    assert score_goals(ScoreBug((0, 0, 9, 9), None, tuple(readings), ()), None, NO_CUTS) == ()


def story(goal, seen):
    """Cuts and loudness around a goal: the long shot ends 2 s later, faces, a replay, the crowd up at the goal."""
    cuts = np.array([30.0, 60.0, 64.0, goal + 2.0, goal + 6.0, goal + 9.0, goal + 13.0, goal + 22.0, seen + 20.0])
    times = np.arange(0, 400, 0.1)
    values = -28.0 + 14.0 * np.where(times >= goal, np.exp(-(times - goal) / 14.0), 0.0)
    return cuts, (times, values)


@pytest.mark.parametrize("delay", [8.0, 25.0, 50.0])
def test_the_goal_is_placed_where_the_play_was(delay):
    goal, seen = 150.0, 150.0 + delay
    cuts, loudness = story(goal, seen)
    bug = bug_of([(0, 0, 0), (seen, 0, 1), (300, 0, 1)], step=2.0, hidden=((goal + 13.0, goal + 22.0),))
    for sound in (loudness, None):
        (found,) = score_goals(bug, None, cuts, sound)
        assert abs(found.time - goal) <= 5
        assert found.earliest <= goal <= found.latest
    (alone,) = score_goals(bug, None, NO_CUTS, loudness)
    assert abs(alone.time - goal) <= 5


def test_single_misreadings_are_outvoted():
    read = [(0, 0)] * 6 + [(8, 0)] + [(0, 0)] * 3 + [None] + [(1, 0)] * 5 + [(1, 6)] + [(1, 0)] * 4
    assert consistent_scores(read) == [(0, 0)] * 10 + [None] + [(1, 0)] * 10
    assert consistent_scores([None, None]) == [None, None]
    assert consistent_scores([None, (0, 0), None, (0, 0), None]) == [(0, 0)] * 5
    assert consistent_scores([None, (2, 1), (2, 1)]) == [None, (2, 1), (2, 1)], "what came before is not known"
    assert consistent_scores([]) == []


def test_a_goal_near_the_end_needs_two_readings():
    assert consistent_scores([(0, 0)] * 20 + [(0, 1)] * 2)[-1] == (0, 1)
    assert consistent_scores([(0, 0)] * 20 + [(0, 1)])[-1] == (0, 0)


def test_a_goal_falls_while_the_clock_runs():
    cuts = np.array([100.0, 150.0, 156.0, 158.0, 190.0, 196.0])
    bug = bug_of([(0, 0, 0), (140, 0, 0), (200, 1, 0), (300, 1, 0)], step=20.0)
    until_half_time = MatchClock((ClockPiece(0.0, 155.0, 1, 2600.0), ClockPiece(195.0, 320.0, 2, 2700.0)))
    (goal,) = score_goals(bug, until_half_time, cuts)
    assert not 160 < goal.time < 190
