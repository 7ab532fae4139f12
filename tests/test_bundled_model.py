"""The checkpoint that ships: honest, small, and good enough for the sample."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from app.core.bundled import bundled_model
from app.core.sample import SAMPLE_DENSITY, SAMPLE_MINUTES, SAMPLE_SEED, TruthEvent, compare
from rmsnet.analysis import analyse
from rmsnet.checkpoint import load
from rmsnet.extraction import FeatureExtractor
from rmsnet.onnx_backbone import onnx_backbone
from rmsnet.rendering import plan_match, sampled_frames
from rmsnet.spotter import spot_features
from rmsnet.video import SampledFrame

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def bundled():
    return load(bundled_model())


def test_it_says_what_it_is_and_fits_into_the_repository(bundled):
    assert "not a broadcast model" in bundled.statement
    assert bundled_model().stat().st_size <= 25 * 2**20
    card = bundled_model().with_name("model_card.md").read_text(encoding="utf-8")
    assert bundled.fingerprint in card, "the card speaks of another model"
    assert "not a broadcast model" in card


def test_it_finds_the_samples_events(bundled):
    plan = plan_match(SAMPLE_SEED, minutes=SAMPLE_MINUTES, density=SAMPLE_DENSITY)
    config = bundled.config
    pictures = sampled_frames(plan, rate=config.rate, size=(config.frame_height, config.frame_width))
    frames = (SampledFrame(n, n / float(config.rate), image) for n, image in enumerate(pictures))
    extractor = FeatureExtractor(bundled, torch.device("cpu"))
    features = [features for _, features in extractor.batches(frames)]
    spots = spot_features(extractor.network, np.concatenate(features), bundled.options).spots
    shown = [(s.time, s.label, s.confidence) for s in spots if s.confidence >= bundled.options.threshold(s.label)]
    rows = compare(tuple(TruthEvent(e.time, e.label) for e in plan.events), shown)
    assert {event.label for event in plan.events} == set(config.labels.names)
    assert [row for row in rows if row.found is None] == []
    assert sum(row.truth is None for row in rows) <= 1


AMATEUR = Path(__file__).resolve().parents[2] / "shared" / "data" / "media" / "soccer_amateur_30s.mp4"


@pytest.mark.skipif(not AMATEUR.exists(), reason="the real clip is not part of the repository")
def test_it_is_silent_on_real_football_that_it_knows_nothing_of(bundled):
    *_, last = analyse(AMATEUR, bundled)
    assert not last.analysis.is_familiar
    assert last.analysis.above_thresholds() == ()


def test_it_knows_that_it_knows_nothing_of_other_pictures(bundled):
    rng = np.random.default_rng(0)
    config = bundled.config
    coarse = rng.integers(0, 256, (60, config.frame_height // 8, config.frame_width // 8, 3), np.uint8)
    pictures = coarse.repeat(8, axis=1).repeat(8, axis=2)
    extractor = FeatureExtractor(bundled, torch.device("cpu"))
    spotting = spot_features(extractor.network, extractor.features(torch.from_numpy(pictures)), bundled.options)
    assert spotting.strangeness > 1
    assert all(spot.confidence < bundled.options.threshold(spot.label) for spot in spotting.spots)


def test_the_graph_beside_it_is_of_the_same_weights(bundled):
    assert onnx_backbone(bundled.path, FeatureExtractor(bundled, torch.device("cpu")).fingerprint) is not None


def test_an_analysis_loads_nothing_that_it_does_not_need():
    # Each of these takes one to three seconds to import, in which nothing can be cancelled.
    program = """
import sys, torch
from app.core.bundled import bundled_model
from rmsnet.analysis import analyse
from rmsnet.broadcast.text_reading import TextReader
from rmsnet.checkpoint import load
from rmsnet.extraction import FeatureExtractor
FeatureExtractor(load(bundled_model()), torch.device("cpu")), TextReader()._finder
print(*sorted({"torchvision", "rapidocr", "scipy.signal", "scipy.stats"} & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ""
