import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmsnet.errors import OptionError
from rmsnet.masking import Masking, frame_indices, plan
from rmsnet.sampling import Draw, Event, collect

T = 41
POOL = collect([(4000, [Event(1000, 0), Event(3000, 1)])], 2)


def masked_frames(masking, seed=0, per_class=60):
    rng = np.random.default_rng(seed)
    draw = POOL.draw(rng, per_class)
    mask = plan(masking, rng, draw, POOL.background, T)
    frames = frame_indices(draw, mask, T)
    plain = draw.start[:, None] + np.arange(T)
    return draw, frames, frames != plain


@given(st.sampled_from(["before", "after"]), st.floats(0, 1), st.floats(0, 1), st.integers(0, 9))
def test_only_one_side_of_an_early_event_is_replaced_by_consecutive_background(side, p, q, seed):
    draw, frames, changed = masked_frames(Masking(p, q, side), seed)
    background = {f for start in POOL.background for f in range(start, start + T)}
    for k, row, differs in zip(draw.event, frames, changed, strict=True):
        if not differs.any():
            continue
        assert 0 <= (k + 0.5) / T <= q
        inside = slice(0, k) if side == "before" else slice(k + 1, T)
        assert not differs[k]
        assert not np.delete(differs, np.r_[inside]).any()
        assert (np.diff(row[inside]) == 1).all()
        assert set(row[inside]) <= background
        snippet = np.searchsorted(POOL.background, row[inside][0], side="right")
        assert row[inside][-1] < POOL.background[snippet - 1] + T  # of one background snippet


def test_the_probability_is_p_and_background_is_never_masked():
    draw, _, changed = masked_frames(Masking(1 / 3, 0.5), per_class=41)
    early = (draw.event > 0) & ((draw.event + 0.5) / T <= 0.5)
    counts = [masked_frames(Masking(1 / 3, 0.5), seed)[2].any(axis=1).sum() for seed in range(30)]
    expected = 30 * 2 * 60 * (20 / 41) / 3
    assert abs(sum(counts) - expected) < 4 * expected**0.5
    assert not changed[~early].any()


def test_p_one_masks_every_early_event_and_p_zero_none():
    draw, _, changed = masked_frames(Masking(1.0, 0.5))
    # The first frame as the event leaves nothing before it; r = 0.5 is the last offset that counts.
    assert (changed.any(axis=1) == ((draw.event >= 1) & (draw.event <= 20))).all()
    assert not masked_frames(Masking(0.0, 1.0))[2].any()


def test_every_place_in_a_background_snippet_is_used():
    draw = Draw(np.full(4000, 980), np.full(4000, 20), np.zeros(4000, int))
    mask = plan(Masking(1.0, 1.0), np.random.default_rng(0), draw, np.array([100]), T)
    assert set(mask.source) == set(range(100, 100 + T - 20 + 1))


@pytest.mark.parametrize("bad", [{"p": 1.5}, {"q": -0.1}, {"side": "both"}])
def test_options_outside_their_range(bad):
    with pytest.raises(OptionError):
        Masking(**bad)
