"""Plans of matches: equal for equal seeds, without gaps, with the events that were promised."""

import dataclasses
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmsnet.errors import OptionError
from rmsnet.labels import SOCCERNET_V1
from rmsnet.rendering import HELD_OUT_STYLES, STYLES, plan_match, truth
from rmsnet.rendering.graphics import Graphics
from rmsnet.rendering.plan import LENGTH, WIDTH
from rmsnet.rendering.timeline import RATES
from rmsnet.rendering.world import World

LABELS = {"goal", "card", "substitution"}
seeds = st.integers(0, 100_000)


@given(seed=seeds, half=st.sampled_from([1, 2]), density=st.floats(0, 15), minutes=st.floats(0.2, 12))
@settings(max_examples=40, deadline=None)
def test_shots_cover_the_match_without_gap_or_overlap(seed, half, density, minutes):
    plan = plan_match(seed, minutes=minutes, density=density, half=half)
    assert plan.shots[0].start == 0
    assert plan.shots[-1].end == pytest.approx(plan.duration)
    for before, after in zip(plan.shots, plan.shots[1:], strict=False):
        assert after.start == pytest.approx(before.end, abs=1e-6)
        assert after.end > after.start
    assert plan.duration == minutes * 60


@given(seed=seeds, half=st.sampled_from([1, 2]), density=st.floats(0, 12), minutes=st.floats(2.5, 15))
@settings(max_examples=40, deadline=None)
def test_a_short_match_has_every_label_well_apart_and_inside(seed, half, density, minutes):
    plan = plan_match(seed, minutes=minutes, density=density, half=half)
    times = np.array([event.time for event in plan.events])
    assert {event.label for event in plan.events} == LABELS
    assert np.all(np.diff(times) >= 19.99)
    assert times[0] >= 10
    assert times[-1] <= plan.duration - 10


@given(seed=seeds, style=st.sampled_from(STYLES + HELD_OUT_STYLES))
@settings(max_examples=10, deadline=None)
def test_equal_arguments_give_equal_plans(seed, style):
    once, twice = (plan_match(seed, minutes=5, style=style) for _ in range(2))
    assert once == twice
    assert once.style == style
    assert once != plan_match(seed + 1, minutes=5, style=style)


@given(seed=seeds)
@settings(max_examples=15, deadline=None)
def test_without_events_nothing_counts_as_one(seed):
    plan = plan_match(seed, minutes=8, events=False, density=5)
    assert plan.events == ()
    assert plan.shown_cards == ()
    assert len({(home, away) for _, home, away in plan.scores}) == 1
    assert not any(shot.gesture.startswith("card-") or shot.gesture == "change" for shot in plan.shots)
    assert not any(caption.kind in ("goal", "yellow", "red", "in-out") for caption in plan.captions)
    assert len({shot.view for shot in plan.shots}) > 4  # but it is not dull


def test_long_matches_have_the_real_rates():
    counts = Counter(event.label for seed in range(16) for event in plan_match(seed, half=2).events)
    for label, rate in zip(("goal", "card", "substitution"), RATES[2], strict=True):
        assert counts[label] / 16 == pytest.approx(rate, abs=4 * (rate / 16) ** 0.5)


def test_density_multiplies_the_events():
    few, many = (
        sum(len(plan_match(seed, minutes=20, density=density, half=2).events) for seed in range(8))
        for density in (1, 5)
    )
    assert many > 3 * few


def test_a_goal_is_the_ball_behind_the_line_at_its_time():
    found = 0
    for seed in range(12):
        plan = plan_match(seed, minutes=6, density=4)
        world = World(plan)
        for event in plan.events:
            if event.label == "goal":
                found += 1
                x, y, z = world.ball(event.time)
                assert min(abs(x), abs(x - LENGTH)) < 0.3
                assert abs(y - WIDTH / 2) < 3.66
                assert 0 <= z < 2.44
                attacks_right = (event.team == 0) == (plan.half == 1)
                assert (x > LENGTH / 2) == attacks_right
                assert not 0 <= world.ball(event.time + 0.3)[0] <= LENGTH
                assert 0 <= world.ball(event.time - 0.3)[0] <= LENGTH
    assert found >= 12


def test_the_bug_changes_seconds_after_each_goal_and_for_the_right_team():
    for seed in range(10):
        plan = plan_match(seed, minutes=8, density=4, half=2)
        goals = [event for event in plan.events if event.label == "goal"]
        graphics = Graphics(plan)
        assert len(plan.scores) == 1 + len(goals)
        for goal, (time, home, away), (_, before_home, before_away) in zip(
            goals, plan.scores[1:], plan.scores, strict=False
        ):
            assert goal.time + 3 < time < goal.time + 90
            assert (home - before_home, away - before_away) == ((1, 0) if goal.team == 0 else (0, 1))
            assert graphics.score(goal.time + 1) == (before_home, before_away)
            assert graphics.score(time) == (home, away)


def test_cards_and_boards_are_on_the_screen_at_their_time():
    shown = Counter()
    for seed in range(25):
        plan = plan_match(seed, minutes=8, density=4, half=2)
        for event in plan.events:
            shot = next(shot for shot in plan.shots if shot.start <= event.time < shot.end)
            shown[event.label, shot.view] += 1
            assert not shot.replay
            assert shot.start <= event.time - 0.3
            assert shot.end >= event.time + 0.5
    assert {view for label, view in shown if label == "card"} == {"referee", "duo", "tight"}
    assert {view for label, view in shown if label == "substitution"} == {"board", "leave"}


def test_the_clock_runs_with_the_match():
    plan = plan_match(3, minutes=3, half=2)
    graphics = Graphics(plan)
    assert graphics.clock(0.0) == "45:00"
    assert graphics.clock(plan.kick_off + 61.5) == "46:01"


def test_replays_show_what_was_seen_before_and_lie_between_wipes():
    replays = 0
    for seed in range(10):
        plan = plan_match(seed, minutes=6)
        for shot in plan.shots:
            if shot.replay:
                replays += 1
                assert 0 < shot.speed < 1
                assert shot.world + (shot.end - shot.start) * shot.speed < shot.start
                assert any(wipe <= shot.start + 1e-6 and wipe > shot.start - 40 for wipe in plan.wipes)
    assert replays > 10


def test_truth_is_the_events_in_soccernets_form():
    plan = plan_match(11, minutes=12, half=2, density=3)
    data = truth(plan, "league/season/game")
    assert data["UrlLocal"] == "league/season/game"
    assert len(data["annotations"]) == len(plan.events)
    for entry, event in zip(data["annotations"], plan.events, strict=True):
        assert SOCCERNET_V1.find(entry["label"]).name == event.label
        half, clock = entry["gameTime"].split(" - ")
        minutes, seconds = clock.split(":")
        assert half == "2"
        assert int(minutes) * 60 + int(seconds) == int(event.time)
        assert int(entry["position"]) == round(event.time * 1000)
        assert entry["team"] == ("home", "away")[event.team]


def test_kits_can_be_told_apart():
    for seed in range(60):
        first, second = plan_match(seed, minutes=0.2).dress.kits
        assert sum(abs(a - b) for a, b in zip(first.shirt, second.shirt, strict=True)) > 90


@pytest.mark.parametrize(
    "wrong",
    [{"minutes": 0}, {"minutes": 61}, {"style": "no such"}, {"density": -1}, {"half": 3}, {"minutes": float("nan")}],
)
def test_arguments_out_of_range_are_named(wrong):
    with pytest.raises(OptionError, match="give"):
        plan_match(0, **wrong)


def test_held_out_styles_are_never_drawn():
    drawn = {plan_match(seed, minutes=0.2).style for seed in range(80)}
    assert drawn == set(STYLES)
    assert not drawn & set(HELD_OUT_STYLES)
    assert len(STYLES) >= 6
    assert len(HELD_OUT_STYLES) >= 3


def test_plans_are_frozen():
    plan = plan_match(0, minutes=0.2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan.seed = 1
