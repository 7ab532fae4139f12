"""Votes, their curves, and the spots found in them."""

from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rmsnet.config import NetworkConfig, SpottingOptions
from rmsnet.errors import OptionError
from rmsnet.model import Prediction, RMSNet
from rmsnet.spotter import DenseVoter, spot_features
from rmsnet.votes import VoteCounter, VoteCurves

T = 41


def _network(seed=0, **options):
    torch.manual_seed(seed)
    return RMSNet(NetworkConfig(feature_dim=8, **options)).eval()


def _claims(frames, event, label, logit=8.0):
    """Predictions of a perfect network: windows that hold the event say where it is, the others background."""
    starts = np.arange(frames - T + 1)
    holds = (starts <= event) & (event < starts + T)
    logits = torch.zeros(len(starts), 4)
    logits[:, 3] = logit
    logits[holds, 3], logits[holds, label] = 0, logit
    offset = torch.from_numpy(np.where(holds, (event - starts + 0.5) / T, 0.5)).float()
    return Prediction(logits, offset)


def _curves(frames, event, label):
    counter = VoteCounter(NetworkConfig())
    counter.add_frames(np.arange(frames) / 2)
    counter.add_votes(_claims(frames, event, label))
    return counter.curves()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 199), st.integers(0, 2))
def test_a_perfect_network_is_heard_at_the_exact_frame_with_confidence_near_one(event, label):
    curves = _curves(200, event, label)
    windows = min(event, 200 - T) - max(event - T + 1, 0) + 1
    assert curves.counts[label, event] == windows == curves.coverage[event]
    loud = [s for s in curves.spots(SpottingOptions()) if s.confidence > 0.5]
    assert [(s.time, s.label) for s in loud] == [(event / 2, curves.labels[label])]
    assert loud[0].confidence > 0.9


def test_confidence_stays_in_range_without_smoothing_too():
    curves = _curves(100, 50, 0)
    for smoothing in (0.0, 0.1, 1.0, 5.0):
        confidence = curves.confidence(smoothing)
        assert confidence.min() >= 0 and confidence.max() <= 1


def test_suppression_keeps_the_strongest_of_close_peaks():
    weights = np.zeros((1, 100), np.float32)
    weights[0, [20, 30, 60]] = [5, 9, 4]
    curves = VoteCurves(("goal",), Fraction(2), np.arange(100) / 2, weights, weights, np.full(100, 10, np.float32))
    times = [s.time for s in curves.spots(SpottingOptions(smoothing=0, suppression=10))]
    assert times == [15.0, 30.0]
    assert len(curves.spots(SpottingOptions(smoothing=0, suppression=1))) == 3


def test_thresholding_after_suppression_equals_thresholding_before():
    rng = np.random.default_rng(4)
    weights = rng.random((1, 400)).astype(np.float32) ** 4 * 3
    curves = VoteCurves(("goal",), Fraction(2), np.arange(400) / 2, weights, weights, np.full(400, 10, np.float32))
    options = SpottingOptions(smoothing=0.5, suppression=5)
    everything = curves.spots(options)
    for least in (0.05, 0.2, 0.4):
        assert curves.spots(options, least) == tuple(s for s in everything if s.confidence >= least)


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 120), st.integers(4, 60))
def test_votes_in_batches_equal_votes_at_once(frames, batch):
    network = _network()
    features = np.random.default_rng(frames).standard_normal((frames, 8)).astype(np.float32)
    whole = spot_features(network, features, SpottingOptions()).curves
    voter = DenseVoter(network)
    for i in range(0, frames, batch):
        voter.add(np.arange(i, min(i + batch, frames)) / 2, torch.from_numpy(features[i : i + batch]))
    voter.finish()
    parts = voter.curves()
    assert np.array_equal(parts.counts, whole.counts)
    assert np.allclose(parts.weights, whole.weights, atol=1e-4)
    assert np.array_equal(parts.coverage, whole.coverage)


def test_paper_mode_has_one_spot_per_window_at_most_and_equals_one_by_one():
    network = _network(3)
    features = np.random.default_rng(0).standard_normal((300, 8)).astype(np.float32) * 4
    together = spot_features(network, features, SpottingOptions(mode="paper")).spots
    single = []
    for start in [*range(0, 300 - T, T), 300 - T]:
        found = spot_features(network, features[start : start + T], SpottingOptions(mode="paper")).spots
        single += [(s.time + start / 2, s.label, s.confidence) for s in found]
    assert 0 < len(together) <= 8
    assert np.allclose([s.time for s in together], sorted(t for t, *_ in single), atol=1e-4)


@pytest.mark.parametrize("mode", ["paper", "dense"])
def test_no_frames_give_no_spots(mode):
    result = spot_features(_network(), np.zeros((0, 8), np.float32), SpottingOptions(mode=mode))
    assert result.spots == () and result.curves.times.size == 0


def test_output_that_is_not_a_number_is_refused():
    features = np.full((50, 8), np.nan, np.float32)
    with pytest.raises(OptionError, match="not a number"):
        spot_features(_network(), features, SpottingOptions())
