"""Clips that begin and end at cuts, on demand."""

from fractions import Fraction

import numpy as np
import pytest

from app.core.events import Event, EventState, Provenance
from app.core.project import ProjectSource
from app.core.reel import Override, Padding, ReelOptions, build_reel
from app.core.snapping import snapped, snapped_reel
from rmsnet.video import FrameReader
from tests.media import encode

CUTS = (53, 101)  # frames at which another picture begins
OPTIONS = ReelOptions(padding={"goal": Padding(1.0, 1.0)})


@pytest.fixture(scope="module")
def match(tmp_path_factory):
    rng = np.random.default_rng(0)
    pictures = [np.kron(rng.integers(0, 255, (6, 10, 3), np.uint8), np.ones((30, 32, 1), np.uint8)) for _ in range(3)]
    times = [Fraction(n, 25) for n in range(150)]
    path = tmp_path_factory.mktemp("cuts") / "match.mp4"
    return encode(path, times, draw=lambda n: pictures[sum(n >= cut for cut in CUTS)])


def goal(time, **more):
    return Event(f"goal-{time:.3f}", time, "goal", EventState.AUTO, 0.9, **more)


def test_both_points_move_to_the_nearest_cut_within_reach(match):
    with FrameReader(match) as reader:
        options = snapped(goal(3.0), OPTIONS, reader)
        assert options.overrides["goal-3.000"] == Override(pytest.approx(53 / 25), pytest.approx(101 / 25))
        assert snapped(goal(3.0), options, reader) == options
        assert snapped(goal(3.0), OPTIONS, reader, within=0.02) is OPTIONS


def test_what_happened_stays_inside_its_clip(match):
    with FrameReader(match) as reader:
        before = snapped(goal(2.05), OPTIONS, reader, within=1.5)  # the cut at 2.12 comes after the goal
        assert before.overrides.get("goal-2.050", Override()).in_point is None
        said = Provenance(3.0, "goal", 0.9, earliest=1.9, latest=3.2)
        uncertain = snapped(goal(3.0, provenance=said), OPTIONS, reader, within=1.5)
        assert uncertain.overrides["goal-3.000"].in_point is None


def test_a_whole_reel(match):
    source = [ProjectSource(path="m.mp4", duration=6.0)]
    events = [goal(3.0), goal(0.4)]
    options = snapped_reel(events, build_reel(events[:1], OPTIONS, source), OPTIONS, [match])
    assert set(options.overrides) == {"goal-3.000"}  # the other one is not in the reel
    (clip,) = build_reel(events[:1], options, source).clips
    assert (clip.in_point, clip.out_point) == (pytest.approx(2.12), pytest.approx(4.04))
