"""Goals of the score bug as events, their uncertainty in clips, and the clock that was read."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.broadcast_events import BOTH, CERTAINTY, SCORE_BUG, with_goals
from app.core.events import EventState, accept, manual_event, move, reject, release
from app.core.project import Project, ProjectSource
from app.core.reel import Padding, ReelOptions, build_reel
from app.core.thresholds import Candidates, apply_thresholds
from rmsnet.broadcast.match_clock import ClockPiece
from rmsnet.broadcast.score_goals import ScoreGoal
from rmsnet.spots import Spot

GOAL = ScoreGoal(700.0, 696.0, 704.0, 722.0, "home", 1, 0)
LATER = ScoreGoal(1500.0, 1480.0, 1504.0, 1520.0, "away", 1, 1)
SPOTS = [Spot(701.5, "goal", 0.8), Spot(703.0, "goal", 0.3), Spot(1490.0, "goal", 0.2), Spot(700.0, "card", 0.9)]


def candidates(spots=SPOTS, goals=(GOAL, LATER), source=0):
    return with_goals(Candidates.from_spots(spots, source, "net", "ab"), goals, "goal", source)


def by_id(found):
    return {event.id: event for event in found.events}


def test_a_goal_without_a_spot_is_an_event_named_after_its_score():
    (event,) = candidates(spots=[], goals=[GOAL]).events
    assert (event.id, event.time, event.state) == ("goal-score-1-0", 700.0, EventState.AUTO)
    assert event.confidence == CERTAINTY and event.provenance.signal == SCORE_BUG
    assert event.span == (696.0, 704.0)
    assert candidates(spots=[], goals=[GOAL], source=2).events[0].id == "2/goal-score-1-0"


def test_a_spot_inside_the_uncertainty_is_the_same_goal():
    found = by_id(candidates())
    assert sorted(found) == ["card-700.000", "goal-1490.000", "goal-701.500", "goal-703.000"]
    sure, unsure = found["goal-701.500"], found["goal-1490.000"]
    assert sure.time == 701.5 and sure.span == (701.5, 701.5)  # the network's time is the finer one
    assert unsure.time == 1500.0 and unsure.span == (1480.0, 1504.0)
    assert sure.provenance.signal == unsure.provenance.signal == BOTH
    assert sure.confidence == pytest.approx(1 - 0.2 * 0.05) and unsure.confidence > CERTAINTY
    assert sure.provenance.model_fingerprint == "ab"
    assert found["goal-703.000"].confidence == 0.3  # one goal, one event


def test_without_goals_nothing_changes():
    plain = Candidates.from_spots(SPOTS)
    assert with_goals(plain, (), "goal") is plain


@given(st.floats(0, 1), st.floats(0, 1))
def test_thresholds_only_add_or_remove_automatic_events(first, second):
    everything = candidates()
    decided = (accept(by_id(everything)["goal-701.500"]), reject(by_id(everything)["goal-1490.000"]))
    once = apply_thresholds(decided, everything, {"goal": first, "card": second})
    assert [event for event in once if event.is_touched] == list(decided)
    assert apply_thresholds(apply_thresholds(once, everything, {"goal": second}), everything, {"goal": first}) == (
        apply_thresholds(decided, everything, {"goal": first})
    )


def test_a_persons_own_goal_within_the_uncertainty_is_not_doubled():
    own = manual_event("goal", 1483.0)
    shown = apply_thresholds((own,), candidates(spots=[]), {})
    assert [event.id for event in shown] == ["goal-score-1-0", own.id]


def test_the_clip_starts_before_the_earliest_and_ends_after_the_latest():
    (event,) = candidates(spots=[], goals=[LATER]).events
    options = ReelOptions(padding={"goal": Padding(5, 7)})
    source = [ProjectSource(path="a.mp4", duration=3000)]
    (clip,) = build_reel([event], options, source).clips
    assert (clip.in_point, clip.out_point) == (1475.0, 1511.0)
    (clip,) = build_reel([move(event, 1490.0)], options, source).clips  # a person knows the time
    assert (clip.in_point, clip.out_point) == (1485.0, 1497.0)
    assert release(move(event, 1490.0)) == event


def test_a_project_keeps_uncertainty_and_clock():
    pieces = (ClockPiece(30.0, 2760.0, 1, 0.0), ClockPiece(3700.0, 6500.0, 2, 2700.0))
    project = Project(
        sources=(ProjectSource(path="a.mp4", duration=7000, match_clock=pieces),), events=candidates().events
    )
    assert Project.model_validate_json(project.to_json()) == project
    event = replace(project.events[0], time=3820.0)
    assert project.clock(event) == "2 - 47:00"


def test_the_clock_that_was_read_is_shown_and_a_persons_word_wins():
    pieces = (ClockPiece(30.0, 2760.0, 1, 0.0), ClockPiece(3700.0, 6500.0, 2, 2700.0))
    read = ProjectSource(path="a.mp4", duration=7000, match_clock=pieces)
    assert read.has_clock and not ProjectSource(path="a.mp4", duration=9).has_clock
    assert [read.clock(t) for t in (0, 31, 2759, 3300, 3701)] == [
        "1 - 00:00", "1 - 00:01", "1 - 45:29", "2 - 45:00", "2 - 45:01"
    ]  # fmt: skip
    corrected = read.with_clock_at(4000.0, 2, 3000.0 + 30)
    assert corrected.clock(4000.0) == "2 - 50:30" and corrected.clock(100.0) == "1 - 01:10"
    set_by_hand = read.model_copy(update={"clock_offset": 60.0, "half": 1})
    assert set_by_hand.clock(0) == "1 - 01:00"
    from_nought = ProjectSource(path="b.mp4", duration=3000, half=2, match_clock=(ClockPiece(10.0, 2900.0, 1, 0.0),))
    assert from_nought.clock(20.0) == "2 - 45:10"


def test_a_clock_that_was_read_is_read_anew_and_one_that_a_person_corrected_stays():
    old, new = (ClockPiece(30.0, 2760.0, 1, 0.0),), (ClockPiece(31.0, 2760.0, 1, 0.0),)
    source = ProjectSource(path="a.mp4", duration=7000, match_clock=old)
    assert source.with_clock_read(new).match_clock == new
    assert source.with_clock_read(()) is source, "an analysis that read none takes none away"
    assert source.with_clock_read(old) is source
    corrected = source.with_clock_at(100.0, 1, 75.0)
    assert corrected.clock_corrected and corrected.with_clock_read(new) is corrected
    kept = Project.model_validate_json(Project(sources=(corrected,)).to_json())
    assert kept.sources[0].clock_corrected


def test_a_project_from_before_corrections_were_noted_opens():
    data = json.loads(Project(sources=(ProjectSource(path="a.mp4", duration=9),)).to_json())
    del data["sources"][0]["clock_corrected"]
    assert not Project.model_validate(data).sources[0].clock_corrected
