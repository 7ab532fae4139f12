"""Finer times: the moment is found where the features show it, and spots keep what they were."""

from fractions import Fraction

import numpy as np
import pytest
import torch

from rmsnet import checkpoint
from rmsnet.config import NetworkConfig, SpottingOptions
from rmsnet.errors import OptionError
from rmsnet.familiarity import learn_familiarity
from rmsnet.model import RMSNet, with_additions
from rmsnet.spots import Spot
from rmsnet.spotter import spot_features
from rmsnet.timing import CONTEXT, TimingHead, TimingScores, refine
from rmsnet.timing_training import Moment, TimingOptions, train_timing

CONFIG = NetworkConfig(feature_dim=8)
RATE = Fraction(2)


def games(seed, count=6, frames=600):
    """Features in which one column steps up at each event of the label."""
    rng = np.random.default_rng(seed)
    sources, moments = [], []
    for number in range(count):
        features = rng.normal(0, 0.3, (frames, 8)).astype(np.float32)
        for label, frame in enumerate(range(100, 500, 100)):
            at = frame + rng.uniform(0, 1)
            features[int(np.ceil(at)) : frame + 12, label % 3] += 2
            moments.append(Moment(number, at, label % 3))
        sources.append(features)
    return sources, moments


@pytest.fixture(scope="module")
def head():
    sources, moments = games(1)
    *_, last = train_timing(CONFIG, sources, moments, TimingOptions(epochs=60))
    assert (last.done, last.epochs) == (60, 60)
    assert last.loss < 1.5
    return last.head


def test_spots_move_to_the_moment(head):
    (features,), moments = games(2, count=1)
    times = np.arange(len(features)) / 2
    labels = CONFIG.labels.names
    coarse = [Spot(m.frame / 2 + 2.5, labels[m.label], 0.7) for m in moments]
    fine = refine(coarse, head.scores(torch.from_numpy(features)), labels, times, RATE)
    assert [(s.label, s.confidence) for s in fine] == [(s.label, s.confidence) for s in coarse]
    assert max(abs(s.time - m.frame / 2) for s, m in zip(fine, moments, strict=True)) <= 0.75


def test_scores_do_not_depend_on_how_a_source_is_cut_up(head):
    features = torch.randn(4096 + 300, 8, generator=torch.Generator().manual_seed(0))
    whole = head(features[None])[0].detach().numpy()
    np.testing.assert_allclose(head.scores(features), whole, atol=1e-5)
    assert CONTEXT == 2 * (1 + 2 + 4)


@pytest.mark.parametrize("sizes", [[1] * 40, [3, 20, 1, 1, 50, 7], [100], [14, 14, 14, 1]])
def test_scores_of_a_stream_are_those_of_the_whole(head, sizes):
    features = torch.randn(sum(sizes), 8, generator=torch.Generator().manual_seed(0))
    stream = TimingScores(head)
    for part in features.split(sizes):
        stream.add(part)
    np.testing.assert_allclose(stream.finish(), head(features[None])[0].detach().numpy(), atol=1e-5)


def test_a_spot_at_the_very_end_stays_inside():
    times = np.arange(5) / 2
    scores = np.zeros((3, 5), np.float32)
    (spot,) = refine([Spot(2.0, "goal", 0.5)], scores, CONFIG.labels.names, times, RATE)
    assert 0 <= spot.time <= 2


def test_equal_seeds_give_equal_heads():
    sources, moments = games(3, count=2)
    runs = [[*train_timing(CONFIG, sources, moments, TimingOptions(epochs=2))][-1].head for _ in range(2)]
    for a, b in zip(runs[0].parameters(), runs[1].parameters(), strict=True):
        assert torch.equal(a, b)


def test_no_usable_event_is_named():
    with pytest.raises(OptionError, match="enough frames"):
        next(train_timing(CONFIG, [np.zeros((50, 8), np.float32)], [Moment(0, 25.0, 0)], TimingOptions()))


def test_a_checkpoint_keeps_the_additions(tmp_path, head):
    sources, _ = games(4)
    familiarity = learn_familiarity(CONFIG, sources[:4], sources[4:])
    network = with_additions(RMSNet(CONFIG).eval(), head, familiarity)
    checkpoint.save(tmp_path / "net.safetensors", network, SpottingOptions(), {})
    again = checkpoint.load(tmp_path / "net.safetensors").network
    spots = [spot_features(n, sources[5], SpottingOptions()).spots for n in (network, again)]
    assert spots[0] == spots[1]
    strange = [
        n.familiarity.strangeness(n.familiarity.distances(torch.from_numpy(sources[5]))) for n in (network, again)
    ]
    assert strange[0] == strange[1] <= 1


def test_a_network_without_the_additions_is_the_papers():
    assert not [name for name in RMSNet(CONFIG).state_dict() if not name.startswith("head.")]
    assert isinstance(TimingHead(CONFIG), torch.nn.Module)


def test_what_looks_different_is_strange():
    sources, _ = games(5)
    familiarity = learn_familiarity(CONFIG, sources[:4], sources[4:])
    same, _ = games(6, count=1)
    assert familiarity.strangeness(familiarity.distances(torch.from_numpy(same[0]))) <= 1
    other = np.random.default_rng(0).normal(3, 2, (200, 8)).astype(np.float32)
    assert familiarity.strangeness(familiarity.distances(torch.from_numpy(other))) > 1
    assert familiarity.strangeness(torch.zeros(0)) == 0


def test_familiarity_needs_frames():
    with pytest.raises(OptionError, match="frames"):
        learn_familiarity(CONFIG, [np.zeros((0, 8), np.float32)], [])


def test_on_strange_footage_a_spotters_word_counts_for_little(head):
    sources, _ = games(7)
    familiarity = learn_familiarity(CONFIG, sources[:4], sources[4:])
    torch.manual_seed(0)
    plain = RMSNet(CONFIG).eval()
    network = with_additions(plain, head, familiarity)
    assert spot_features(network, sources[4], SpottingOptions()).strangeness <= 1
    strange = np.random.default_rng(1).normal(4, 3, (300, 8)).astype(np.float32)
    for mode in ("dense", "paper"):
        loud, quiet = (spot_features(n, strange, SpottingOptions(mode=mode)) for n in (plain, network))
        assert quiet.strangeness > 1.5
        assert max((s.confidence for s in quiet.spots), default=0) < 0.05
        assert np.array_equal(loud.curves.counts, quiet.curves.counts), "what the paper plots stays"
