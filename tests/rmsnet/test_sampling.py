import csv
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmsnet.errors import OptionError
from rmsnet.labels import SOCCERNET_V1
from rmsnet.sampling import Event, background_starts, centred_starts, collect, foreground_starts
from rmsnet.soccernet import Game, event_frame, is_half_time_substitution
from tests.rmsnet.soccernet_folder import NEEDS_SHARED, SHARED, real_labels

__all__ = ["real_labels"]

HALVES = st.lists(st.integers(0, 599), max_size=8)


@given(event=st.integers(0, 120), frames=st.integers(1, 100), length=st.integers(1, 45))
def test_foreground_is_every_window_with_the_event(event, frames, length):
    every = [s for s in range(frames - length + 1) if s <= event < s + length]
    assert foreground_starts(frames, event, length).tolist() == every


@given(events=HALVES, length=st.integers(1, 45))
def test_background_windows_are_disjoint_and_out_of_reach(events, length):
    covered = np.zeros(600, bool)
    for event in events:
        for start in foreground_starts(600, event, length):
            covered[start : start + length] = True
    used = np.zeros(600, int)
    for start in background_starts(600, events, length):
        assert start + length <= 600
        used[start : start + length] += 1
    assert used.max(initial=0) <= 1
    assert not (used.astype(bool) & covered).any()
    # Nothing that would hold one more window is left over.
    free = "".join("x" if c or u else "." for c, u in zip(covered, used, strict=True))
    assert "." * length not in free


def test_the_middle_window_has_an_offset_of_one_half():
    pool = collect([(200, [Event(90, 0)])], 1, uniform_offsets=False)
    assert pool.foreground.offsets(41).tolist() == [0.5]
    assert centred_starts(200, 10, 41).size == 0


def test_a_window_with_two_events_counts_for_each():
    pool = collect([(500, [Event(250, 0), Event(250, 1)])], 2)
    assert pool.counts() == [41, 41]


def test_offsets_are_uniform_and_unbiased():
    pool = collect([(500, [Event(250, 0)])], 1)
    offsets = pool.foreground.offsets(41)
    np.testing.assert_allclose(np.sort(offsets), (np.arange(41) + 0.5) / 41, rtol=1e-6)
    np.testing.assert_allclose(pool.foreground.start + 41 * offsets - 0.5, 250, rtol=1e-6)


def test_a_draw_is_balanced_without_repetition_and_follows_the_generator():
    halves = [(2000, [Event(300, 0), Event(900, 1), Event(1500, 1)])]
    pool = collect(halves, 2)
    first, same, other = (pool.draw(np.random.default_rng(s), 20) for s in (0, 0, 1))
    assert np.bincount(first.label).tolist() == [20, 20, 20]
    assert len({*zip(first.start, first.event, strict=True)}) == 60
    assert first.start.tolist() == same.start.tolist() != other.start.tolist()
    assert ((first.event >= 0) == (first.label < 2)).all()


def test_a_small_class_is_gone_through_whole_before_repeating():
    pool = collect([(2000, [Event(1000, 0)])], 1)
    draw = pool.draw(np.random.default_rng(0), 100)
    times = np.bincount(draw.event[draw.label == 0], minlength=41)
    assert set(times) == {2, 3}


def test_halves_are_never_joined():
    pool = collect([(100, [Event(99, 0)]), (100, [Event(0, 0)])], 1, snippet_frames=10)
    starts = pool.foreground.start
    assert ((starts + 10 <= 100) | (starts >= 100)).all()


@pytest.mark.parametrize(
    ("halves", "says"), [([(100, [])], "no event"), ([(100, [Event(50, 0)])], "away from all events")]
)
def test_nothing_to_train_on_is_an_error(halves, says):
    with pytest.raises(OptionError, match=says):
        collect(halves, 1)


@pytest.mark.shared
@NEEDS_SHARED
def test_counts_on_the_300_training_games(real_labels):
    """The paper's numbers: about 150,000 foreground and 72,000 background chunks."""
    events, lengths = defaultdict(list), {}
    with (SHARED / "data/soccernet/halves.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["split"] == "train":
                lengths[row["game"], int(row["half"])] = int(row["frames_25fps"]) * 2 // 25
    for name in {game for game, _ in lengths}:
        for x in Game(name, real_labels / name).annotations(SOCCERNET_V1):
            if not is_half_time_substitution(x):
                events[name, x.half].append(Event(event_frame(x), SOCCERNET_V1.index(x.label)))
    assert len(lengths) == 600
    nominal = round(45.84 * 60 * 2)
    assert _counts(dict.fromkeys(lengths, nominal), events) == (151_186, 72_074)
    assert _counts(lengths, events) == (157_807, 71_222)


def _counts(lengths, events):
    pool = collect([(lengths[key], events[key]) for key in sorted(lengths)], 3)
    return len(pool.foreground), len(pool.background)
