from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.events import accept, manual_event, reject
from app.core.reel import Override, Padding, Reel, ReelOptions, build_reel
from app.core.thresholds import Candidates
from rmsnet.errors import OptionError
from rmsnet.spots import Spot


@dataclass
class Match:
    duration: float = 2700.0


MATCH = [Match(), Match(1800.0)]
spots = st.builds(Spot, st.floats(0, 2700), st.sampled_from(["goal", "card"]), st.floats(0, 1))


def events(*found, source=0):
    return Candidates.from_spots(found, source).events


def test_the_default_reel_takes_goals_penalties_and_red_cards_with_the_measured_padding():
    found = events(
        Spot(100, "Goal", 0.9),
        Spot(300, "Corner", 0.9),
        Spot(500, "Red card", 0.9),
        Spot(700, "Penalty", 0.6),
    )
    clips = build_reel(found, ReelOptions(), MATCH).clips
    assert [(c.label, round(c.in_point, 3), round(c.out_point, 3)) for c in clips] == [
        ("Goal", 94.2, 106.4),
        ("Red card", 493.1, 502.4),
        ("Penalty", 696.7, 705.5),
    ]


def test_rejected_events_never_go_in():
    (goal,) = events(Spot(100, "goal", 0.9))
    options = ReelOptions(included=frozenset({goal.id}), labels=("goal",))
    assert build_reel([reject(goal)], options, MATCH).clips == ()


def test_clips_end_where_their_source_ends():
    found = events(Spot(1, "goal", 0.9)) + events(Spot(1799, "goal", 0.9), Spot(1900, "goal", 0.9), source=1)
    clips = build_reel(found, ReelOptions(), MATCH).clips
    assert [(c.source, c.in_point, c.out_point) for c in clips] == [(0, 0.0, 7.4), (1, 1793.2, 1800.0)]


def test_overlapping_clips_are_merged_or_kept():
    found = events(Spot(100, "goal", 0.6), Spot(105, "goal", 0.9), Spot(200, "goal", 0.7))
    merged = build_reel(found, ReelOptions(), MATCH).clips
    assert [(c.event_id, c.merged_ids) for c in merged] == [
        ("goal-105.000", ("goal-100.000",)),
        ("goal-200.000", ()),
    ]
    assert (merged[0].in_point, merged[0].out_point) == (pytest.approx(94.2), pytest.approx(111.4))
    assert len(build_reel(found, ReelOptions(merge_overlapping=False), MATCH).clips) == 3


def test_order_by_confidence():
    found = events(Spot(100, "goal", 0.6), Spot(300, "goal", 0.9))
    clips = build_reel(found, ReelOptions(order="confidence"), MATCH).clips
    assert [c.in_point for c in clips] == [pytest.approx(294.2), pytest.approx(94.2)]


def test_a_target_length_drops_the_least_confident_and_keeps_what_a_person_decided():
    found = events(Spot(100, "goal", 0.6), Spot(300, "goal", 0.9), Spot(500, "goal", 0.3))
    assert [c.event_id for c in build_reel(found, ReelOptions(target_length=25), MATCH).clips] == [
        "goal-100.000",
        "goal-300.000",
    ]
    kept = build_reel((*found[:2], accept(found[2])), ReelOptions(target_length=25), MATCH)
    assert [c.event_id for c in kept.clips] == ["goal-300.000", "goal-500.000"]
    assert len(build_reel(found, ReelOptions(target_length=1), MATCH).clips) == 1


def test_padding_overrides_and_single_events():
    found = (*events(Spot(100, "goal", 0.6), Spot(300, "card", 0.9)), manual_event("goal", 500))
    options = ReelOptions(padding={"goal": Padding(1, 2)}).with_override("goal-100.000", Override(98.0, None))
    options = options.with_event("card-300.000", True).with_event("goal-500.000-manual", False)
    clips = build_reel(found, options, MATCH).clips
    assert [(c.in_point, c.out_point) for c in clips] == [(98.0, 102.0), (pytest.approx(289.6), 302.1)]
    assert options.with_override("goal-100.000", None).overrides == {}


@pytest.mark.parametrize(
    "make",
    [
        lambda: Padding(-1, 2),
        lambda: Padding(0, 0),
        lambda: ReelOptions(target_length=0),
        lambda: replace(ReelOptions(), aspect="4:3"),
    ],
)
def test_options_out_of_range_are_refused(make):
    with pytest.raises(OptionError):
        make()


def test_a_place_on_the_reel_and_in_the_match():
    reel = build_reel(events(Spot(100, "goal", 0.6), Spot(300, "goal", 0.9)), ReelOptions(), MATCH)
    assert reel.starts == (0.0, pytest.approx(12.2))
    assert reel.locate(12.2 + 1.0) == (1, pytest.approx(295.2))
    assert reel.locate(reel.duration) is None
    assert Reel().starts == ()
    assert Reel().locate(0) is None


@given(st.lists(spots, max_size=12), st.sampled_from([None, 10.0, 60.0]), st.booleans())
def test_any_reel_lies_inside_its_sources_and_its_length(found, length, merge):
    options = ReelOptions(labels=("goal", "card"), target_length=length, merge_overlapping=merge)
    reel = build_reel(events(*found), options, MATCH)
    assert all(0 <= c.in_point < c.out_point <= 2700 for c in reel.clips)
    assert length is None or len(reel.clips) <= 1 or reel.duration <= length + 1e-6
    if merge:
        assert all(a.out_point < b.in_point for a, b in zip(reel.clips, reel.clips[1:], strict=False))
