from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.core.events import EventState, accept, manual_event, move, reject, relabel
from app.core.thresholds import Candidates, apply_thresholds
from rmsnet.spots import Spot

SPOTS = [Spot(10.0, "goal", 0.9), Spot(20.0, "card", 0.4), Spot(30.0, "goal", 0.5), Spot(40.0, "card", 0.7)]
thresholds = st.dictionaries(st.sampled_from(["goal", "card"]), st.floats(0, 1))


def ids(events):
    return [event.id for event in events]


def test_automatic_events_are_those_at_or_above_their_threshold():
    candidates = Candidates.from_spots(SPOTS)
    assert ids(apply_thresholds((), candidates, {"goal": 0.5, "card": 0.6})) == [
        "goal-10.000",
        "goal-30.000",
        "card-40.000",
    ]
    assert apply_thresholds((), candidates, {"goal": 1.0, "card": 1.0}) == ()
    assert apply_thresholds((), Candidates(), {}) == ()


@given(thresholds, thresholds)
def test_a_threshold_only_adds_or_removes_automatic_events(first, second):
    candidates = Candidates.from_spots(SPOTS, model_fingerprint="ab")
    everything = apply_thresholds((), candidates, {}, 0.0)
    human = (
        accept(everything[0]),
        reject(everything[1]),
        relabel(move(everything[2], 33.0), "card"),
        manual_event("goal", 70.0),
    )
    once = apply_thresholds(human, candidates, first)
    assert [e for e in once if e.is_touched] == list(human)
    assert len(set(ids(once))) == len(once)
    assert apply_thresholds(apply_thresholds(once, candidates, second), candidates, first) == once


def test_a_proposal_beside_a_persons_own_event_is_not_doubled():
    candidates = Candidates.from_spots(SPOTS)
    own = manual_event("goal", 11.0)
    assert ids(apply_thresholds((own,), candidates, {})) == [
        "goal-11.000-manual",
        "goal-30.000",
        "card-40.000",
    ]


def test_events_kept_from_another_model_are_not_doubled():
    old = accept(Candidates.from_spots([Spot(10.5, "goal", 0.7)]).events[0])
    assert "goal-10.000" not in ids(apply_thresholds((old,), Candidates.from_spots(SPOTS), {}))


def test_sources_are_apart():
    both = Candidates.from_spots(SPOTS).joined([Candidates.from_spots(SPOTS, source=1)])
    shown = apply_thresholds((), both, {}, 0.0)
    assert [e.source for e in shown] == [0] * 4 + [1] * 4
    assert len(set(ids(shown))) == 8


def test_the_threshold_that_would_show_the_first_event():
    candidates = Candidates.from_spots(SPOTS)
    assert candidates.threshold_showing_one() == 0.9
    assert candidates.threshold_showing_one("card") == 0.7
    assert candidates.threshold_showing_one("corner") is None
    assert Candidates().threshold_showing_one() is None


def test_ten_thousand_candidates_follow_a_drag():
    rng = np.random.default_rng(0)
    spots = [Spot(i * 0.5, f"label {i % 17}", float(c)) for i, c in enumerate(rng.random(10_000))]
    candidates = Candidates.from_spots(spots)
    human = tuple(accept(replace(e)) for e in candidates.events[::100])
    started = time.process_time()
    for step in range(10):
        apply_thresholds(human, candidates, {"label 3": step / 10}, 0.2)
    assert (time.process_time() - started) / 10 < 0.05  # a few ms on a quiet machine
    assert all(e.state is EventState.AUTO for e in candidates.events)
