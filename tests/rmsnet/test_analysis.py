"""The analysis of a video as a stream: progress, cancelling, resuming, keeping."""

import json
import threading
from dataclasses import replace

import numpy as np
import pytest
import torch

from rmsnet import checkpoint
from rmsnet.analysis import analyse, load_analysis, save_analysis
from rmsnet.config import NetworkConfig, SpottingOptions
from rmsnet.errors import CheckpointError, FileProblemError, OptionError, OutputError, SourceError
from rmsnet.extraction import FeatureExtractor
from rmsnet.feature_cache import FeatureCache, prune
from rmsnet.model import RMSNet, with_backbone


@pytest.fixture(scope="module")
def spotter(tmp_path_factory):
    """A checkpoint with random weights, a small backbone and snippets of 2.5 s."""
    torch.manual_seed(0)
    config = NetworkConfig(snippet_frames=5, frame_height=48, frame_width=80)
    path = tmp_path_factory.mktemp("model") / "random.safetensors"
    checkpoint.save(path, RMSNet(with_backbone(config, "mobilenet-v3-small")), SpottingOptions(), {})
    return checkpoint.load(path)


def _last(steps):
    *_, step = steps
    return step.analysis


def test_progress_grows_to_the_end_and_the_last_step_has_the_analysis(media, spotter):
    steps = list(analyse(media("constant_25"), spotter, device="cpu"))
    done = [step.done_frames for step in steps]
    assert done == sorted(done) and done[-1] == steps[-1].total_frames == 20
    assert [step.analysis is None for step in steps[:-1]] == [True] * (len(steps) - 1)
    analysis = steps[-1].analysis
    assert analysis.curves.weights.shape == (3, 20)
    assert np.allclose(analysis.curves.times, np.arange(20) / 2, atol=0.12)
    assert analysis.model == spotter.fingerprint


def test_where_the_decoding_device_is_missing_the_cpu_steps_in_and_the_analysis_says_so(media, spotter):
    plain, instead = (_last(analyse(media("gop12"), spotter, hwaccel=name)) for name in ("", "no such device"))
    assert instead.spots == plain.spots
    assert instead.warnings == (*plain.warnings, "Decoding on the CPU: no such device is not available.")


@pytest.mark.parametrize("mode", ["paper", "dense"])
def test_kept_features_give_the_same_analysis_without_decoding(media, spotter, tmp_path, mode, monkeypatch):
    options = replace(spotter.options, mode=mode)
    first = _last(analyse(media("constant_25"), spotter, options=options, cache=tmp_path))
    monkeypatch.setattr("rmsnet.analysis.sample_frames", lambda *a, **k: pytest.fail("decoded again"))
    second = _last(analyse(media("constant_25"), spotter, options=options, cache=tmp_path))
    assert second.spots == first.spots and second.warnings == first.warnings
    assert np.array_equal(second.curves.counts, first.curves.counts)


def test_stopped_analysis_resumes_where_it_was_and_ends_the_same(media, spotter, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("rmsnet.extraction", fromlist=["x"])._BATCH, "cpu", 4)
    whole = _last(analyse(media("gop250_bframes"), spotter))
    steps = analyse(media("gop250_bframes"), spotter, cache=tmp_path)
    assert next(steps).done_frames == 4
    next(steps)
    steps.close()
    (data,) = tmp_path.glob("*.features")
    with data.open("ab") as file:
        file.write(b"torn record")
    steps = list(analyse(media("gop250_bframes"), spotter, cache=tmp_path))
    assert steps[0].done_frames == 8
    resumed = steps[-1].analysis
    assert np.allclose(resumed.curves.times, whole.curves.times)
    assert np.allclose(resumed.curves.weights, whole.curves.weights, atol=1e-4)


def test_another_backbone_or_video_shares_nothing(media, spotter, tmp_path):
    _last(analyse(media("constant_25"), spotter, cache=tmp_path))
    other = checkpoint.Checkpoint(
        spotter.path, spotter.config, spotter.options, {}, "other", RMSNet(spotter.config).state_dict()
    )
    _last(analyse(media("constant_25"), other, cache=tmp_path))
    _last(analyse(media("gop12"), spotter, cache=tmp_path))
    assert len(list(tmp_path.glob("*.features"))) == 3


def test_bfloat16_features_are_nearly_the_same_and_kept_apart(spotter):
    exact, short = (FeatureExtractor(spotter, torch.device("cpu"), name) for name in ("float32", "bfloat16"))
    images = torch.randint(0, 255, (4, 48, 80, 3), dtype=torch.uint8)
    a, b = exact.features(images), short.features(images)
    assert b.dtype == np.float32
    assert 0 < np.abs(a - b).max() <= 0.03 * np.abs(a).max()
    assert exact.fingerprint != short.fingerprint


def test_batch_of_frames_equals_one_by_one(spotter):
    extractor = FeatureExtractor(spotter, torch.device("cpu"))
    images = torch.randint(0, 255, (7, 48, 80, 3), dtype=torch.uint8)
    one_by_one = np.concatenate([extractor.features(image[None]) for image in images])
    assert np.allclose(extractor.features(images), one_by_one, atol=1e-4)


@pytest.mark.cuda
@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device here")
def test_cuda_agrees_with_the_cpu(media, spotter):
    images = torch.randint(0, 255, (4, 48, 80, 3), dtype=torch.uint8)
    devices = [torch.device(name) for name in ("cpu", "cuda")]
    exact, gpu = (FeatureExtractor(spotter, device, "float32").features(images) for device in devices)
    assert np.abs(exact - gpu).max() <= 0.005 * np.abs(exact).max()
    # On its own a GPU takes bfloat16: what is near a threshold may fall on its other side.
    cpu, gpu = (_last(analyse(media("constant_25"), spotter, device=device.type)) for device in devices)
    assert np.allclose(cpu.curves.weights, gpu.curves.weights, atol=0.05)


def test_checkpoint_without_backbone_is_refused(media, tmp_path):
    path = tmp_path / "features only.safetensors"
    checkpoint.save(path, RMSNet(NetworkConfig(feature_dim=8)), SpottingOptions(), {})
    with pytest.raises(CheckpointError, match="features computed elsewhere"):
        next(analyse(media("constant_25"), checkpoint.load(path)))


def test_missing_source_and_device_are_named(spotter, tmp_path, media):
    with pytest.raises(SourceError, match="gone"):
        next(analyse(tmp_path / "gone.mp4", spotter))
    with pytest.raises(OptionError, match="abacus"):
        next(analyse(media("constant_25"), spotter, device="abacus"))


def test_saved_analysis_is_equal_and_damage_is_named(media, spotter, tmp_path):
    analysis = _last(analyse(media("constant_25"), spotter))
    path = tmp_path / "a.analysis.safetensors"
    save_analysis(analysis, path)
    loaded = load_analysis(path)
    assert (loaded.source, loaded.model, loaded.options) == (analysis.source, analysis.model, analysis.options)
    assert loaded.spots == analysis.spots
    assert np.array_equal(loaded.curves.weights, analysis.curves.weights)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(FileProblemError, match=r"a\.analysis.*Analyse the match again"):
        load_analysis(path)
    with pytest.raises(OutputError, match="nowhere"):
        save_analysis(analysis, tmp_path / "nowhere" / "a.safetensors")


def test_thresholds_only_choose_among_the_spots(media, spotter):
    analysis = _last(analyse(media("constant_25"), spotter))
    least = replace(analysis, options=replace(analysis.options, default_threshold=0.0))
    most = replace(analysis, options=replace(analysis.options, default_threshold=1.0))
    assert least.above_thresholds() == analysis.spots
    assert set(most.above_thresholds()) <= set(analysis.spots)


def test_cache_survives_foreign_completion_files_and_prunes_the_oldest(tmp_path):
    cache = FeatureCache(tmp_path, "video", "weights", 4, NetworkConfig().rate)
    assert cache.warnings is None
    cache.append(np.array([0.0, 0.5]), np.ones((2, 4), np.float32))
    cache.complete(["Damaged from 02:31 on."])
    assert cache.warnings == ("Damaged from 02:31 on.",)
    (done,) = tmp_path.glob("*.complete.json")
    done.write_text(json.dumps({"frames": 99}))
    assert cache.warnings is None
    prune(tmp_path, most_bytes=1)
    assert list(tmp_path.iterdir()) == []


def test_stopping_ends_the_thread_that_decodes_ahead(media, spotter):
    steps = analyse(media("gop250_bframes"), spotter)
    next(steps)
    steps.close()
    assert [thread.name for thread in threading.enumerate() if thread.name == "prefetch"] == []
