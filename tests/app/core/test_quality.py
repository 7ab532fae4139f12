"""Counts against the truth: as many pairs as possible, nothing counted twice, rejected events not at all."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.events import reject
from app.core.given_events import GivenEvent
from app.core.quality import Yardstick, average_maps
from app.core.thresholds import Candidates
from rmsnet.labels import SOCCERNET_V1
from rmsnet.spots import Spot

NAMES = SOCCERNET_V1.names


def candidates(*spots):
    return Candidates.from_spots(Spot(*spot) for spot in spots)


def test_found_missed_and_false():
    proposals = candidates((10.0, "goal", 0.9), (50.0, "goal", 0.8), (100.0, "card", 0.7), (203.0, "goal", 0.2))
    truth = (GivenEvent(0, 12.0, "goal"), GivenEvent(0, 200.0, "goal"), GivenEvent(0, 100.0, "substitution"))
    shown = [event for event in proposals.events if event.confidence >= 0.5]
    quality = Yardstick(truth, NAMES, 10.0).measure(shown, proposals)
    rows = {row.label: (row.found, row.missed, row.false) for row in quality.labels}
    assert rows == {"goal": (1, 1, 1), "card": (0, 0, 1), "substitution": (0, 1, 0)}
    assert (quality.total.precision, quality.total.recall) == (pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert [(f.kind, f.time, f.confidence) for f in quality.findings] == [
        ("false", 50.0, 0.8),
        ("false", 100.0, 0.7),
        ("missed", 100.0, None),
        ("missed", 200.0, 0.2),
    ]


def test_rejected_events_and_other_files_do_not_count():
    proposals = candidates((10.0, "goal", 0.9))
    truth = (GivenEvent(1, 10.0, "goal"),)
    quality = Yardstick(truth, NAMES).measure([reject(proposals.events[0])])
    assert (quality.total.found, quality.total.missed, quality.total.false) == (0, 1, 0)
    assert quality.total.precision is None


@given(st.lists(st.integers(0, 60), max_size=6), st.lists(st.integers(0, 60), max_size=6))
def test_as_many_are_paired_as_can_be(truth, events):
    proposals = candidates(*((time + n / 100, "goal", 0.9) for n, time in enumerate(events)))
    quality = Yardstick(tuple(GivenEvent(0, float(t), "goal") for t in truth), NAMES, 10.5).measure(proposals.events)
    total = quality.total
    assert total.found + total.missed == len(truth)
    assert total.found + total.false == len(events)
    times = [event.time for event in proposals.events]
    longer, shorter = (times, truth) if len(times) >= len(truth) else (truth, times)
    best = max(
        sum(abs(a - b) <= 5.25 for a, b in zip(shorter, order, strict=False))
        for order in itertools.permutations(longer, len(shorter))
    )
    assert total.found == best


def test_the_average_map_counts_every_proposal():
    truth = [GivenEvent(source, 100.0, name) for source in (0, 1) for name in NAMES]
    spots = [Candidates.from_spots([Spot(100.0, name, 0.01) for name in NAMES], source) for source in (0, 1)]
    assert average_maps(spots[0].joined(spots[1:]), truth, SOCCERNET_V1, 2).a_mAP == pytest.approx(1.0)
    assert average_maps(spots[0], truth, SOCCERNET_V1, 2).a_mAP < 0.6
