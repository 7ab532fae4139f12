"""Evidence beside an analysis: gathered in one pass, kept with it, completed without the network."""

import json
from dataclasses import replace

import numpy as np
import pytest
import torch
from safetensors import safe_open
from safetensors.numpy import save_file

from rmsnet import checkpoint
from rmsnet.analysis import analyse, complete, load_analysis, save_analysis
from rmsnet.broadcast.cuts import Cuts
from rmsnet.broadcast.evidence import NOT_LOOKED_FOR, BroadcastEvidence, EvidenceOptions
from rmsnet.broadcast.gathering import NO_BUG, gather_evidence
from rmsnet.broadcast.loudness import Loudness
from rmsnet.broadcast.readings import Reading, ScoreBug
from rmsnet.broadcast.replays import Replay
from rmsnet.config import NetworkConfig, SpottingOptions
from rmsnet.errors import SourceError
from rmsnet.model import RMSNet, with_backbone
from rmsnet.spots import Spot

SOUND = EvidenceOptions(score_bug=False)


@pytest.fixture(scope="module")
def spotter(tmp_path_factory):
    """A checkpoint with random weights, a small backbone and snippets of 2.5 s."""
    torch.manual_seed(0)
    config = NetworkConfig(snippet_frames=5, frame_height=48, frame_width=80)
    path = tmp_path_factory.mktemp("model") / "random.safetensors"
    checkpoint.save(path, RMSNet(with_backbone(config, "mobilenet-v3-small")), SpottingOptions(), {})
    return checkpoint.load(path)


def last(steps):
    *_, step = steps
    return step


def a_match():
    """What the bug, the sound and the cuts of half an hour with one goal might say."""
    readings = [Reading(float(t), int(t > 622), 0, 120.0 + t) for t in range(4, 1800, 8)]
    bug = ScoreBug((20, 10, 200, 30), ("INT", "NAP"), tuple(readings), ((630.0, 642.0),))
    levels = np.full(18_000, -30, np.float32)
    levels[6010:6080] += 9
    cuts = Cuts(np.array([100.0, 130.0, 603.0, 607.0, 611.0, 630.0, 642.0]))
    replays = (Replay(630.0, 642.0, ("wipe", "bug")),)
    return BroadcastEvidence(bug, loudness=Loudness.of(levels), cuts=cuts, replays=replays, absent={})


def same(a, b):
    parts = [x.to_parts() for x in (a, b)]
    arrays = [{name: values.tobytes() for name, values in part[1].items()} for part in parts]
    return json.dumps(parts[0][0]) == json.dumps(parts[1][0]) and arrays[0] == arrays[1]


def test_clock_goal_and_moment_follow_from_bug_sound_and_cuts():
    evidence = a_match().concluded((Spot(601.0, "goal", 0.7),), 1800.0)
    assert evidence.match_clock.at(1000.0) == (1, pytest.approx(1120.0, abs=1))
    (goal,) = evidence.goals
    assert (goal.side, goal.home, goal.away) == ("home", 1, 0) and goal.earliest <= 601 <= goal.latest
    moment = evidence.moments[0]
    assert "0-0 to 1-0" in moment.explanation and "replay 12 s" in moment.explanation and "dB" in moment.explanation
    assert {"score bug", "video", "wipe", "bug", "sound"} == set(moment.signals)
    assert evidence.absent == {}


def test_kept_evidence_is_equal_and_a_later_versions_is_gathered_again():
    evidence = a_match().concluded(())
    about, arrays = evidence.to_parts()
    again = BroadcastEvidence.from_parts(json.loads(json.dumps(about)), arrays)
    assert same(evidence, again) and again.moments == evidence.moments and again.goals == evidence.goals
    assert np.array_equal(again.loudness.excitement, evidence.loudness.excitement, equal_nan=True)
    assert BroadcastEvidence.from_parts({**about, "version": 2}, arrays) is None
    with pytest.raises((KeyError, TypeError, ValueError)):
        BroadcastEvidence.from_parts({"version": 1}, {})


def test_nothing_to_see_and_nothing_to_hear_is_said_and_nothing_is_invented(media):
    evidence = last(gather_evidence(media("constant_25"))).evidence
    assert evidence.score_bug is evidence.match_clock is evidence.loudness is None
    assert evidence.goals == evidence.moments == evidence.replays == ()
    assert evidence.absent == {"score_bug": NO_BUG, "loudness": "The file has no sound.", "match_clock": NO_BUG}


def test_what_was_switched_off_is_looked_for_later_and_nothing_twice(media, monkeypatch):
    sound = last(gather_evidence(media("beeps"), SOUND)).evidence
    assert sound.loudness is not None
    assert sound.absent == dict.fromkeys(("score_bug", "cuts", "match_clock"), NOT_LOOKED_FOR)
    assert sound.lacks(EvidenceOptions()) == EvidenceOptions(score_bug=True, sound=False)
    both = last(gather_evidence(media("beeps"), known=sound)).evidence
    assert both.loudness is sound.loudness and both.cuts is not None
    assert both.absent == {"score_bug": NO_BUG, "match_clock": NO_BUG}
    monkeypatch.setattr("rmsnet.broadcast.gathering.sample_frames", lambda *a, **k: pytest.fail("decoded again"))
    monkeypatch.setattr("rmsnet.broadcast.gathering.LoudnessMeter", lambda *a, **k: pytest.fail("listened again"))
    assert same(last(gather_evidence(media("beeps"), known=both)).evidence, both)


def test_an_analysis_gathers_on_the_pictures_it_decodes_and_keeps_it(media, spotter, tmp_path):
    steps = list(analyse(media("beeps"), spotter, evidence=EvidenceOptions(), cache=tmp_path))
    analysis = steps[-1].analysis
    alone = last(gather_evidence(media("beeps"))).evidence
    assert np.array_equal(analysis.evidence.loudness.levels, alone.loudness.levels, equal_nan=True)
    assert analysis.evidence.absent == alone.absent
    path = tmp_path / "a.analysis.safetensors"
    save_analysis(analysis, path)
    assert same(load_analysis(path).evidence, analysis.evidence)
    again = last(analyse(media("beeps"), spotter, evidence=EvidenceOptions(), cache=tmp_path)).analysis
    assert again.spots == analysis.spots and same(again.evidence, analysis.evidence)


def test_a_stopped_analysis_that_resumes_has_seen_the_whole_match(media, spotter, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("rmsnet.extraction", fromlist=["x"])._BATCH, "cpu", 4)
    whole = last(analyse(media("beeps"), spotter, evidence=EvidenceOptions())).analysis
    steps = analyse(media("beeps"), spotter, evidence=EvidenceOptions(), cache=tmp_path)
    next(steps)
    next(steps)
    steps.close()
    resumed = last(analyse(media("beeps"), spotter, evidence=EvidenceOptions(), cache=tmp_path)).analysis
    assert np.allclose(resumed.curves.weights, whole.curves.weights, atol=1e-4)
    assert same(resumed.evidence, whole.evidence)


def test_an_analysis_is_completed_without_the_network(media, spotter):
    plain = last(analyse(media("beeps"), spotter)).analysis
    assert plain.evidence is None
    steps = list(complete(plain, media("beeps"), EvidenceOptions(score_bug=False)))
    assert steps[-1].analysis.evidence.loudness is not None
    assert steps[-1].analysis.spots == plain.spots and steps[-1].done_frames == steps[-1].total_frames


def test_files_from_before_there_was_evidence_still_open(media, spotter, tmp_path):
    analysis = last(analyse(media("beeps"), spotter, evidence=SOUND)).analysis
    path = tmp_path / "new.safetensors"
    save_analysis(analysis, path)
    with safe_open(path, framework="numpy") as file:
        arrays = {name: file.get_tensor(name) for name in ("times", "counts", "weights", "coverage")}
        old = {key: text for key, text in file.metadata().items() if key != "evidence"}
    save_file(arrays, tmp_path / "old.safetensors", old)
    loaded = load_analysis(tmp_path / "old.safetensors")
    assert loaded.evidence is None and loaded.spots == analysis.spots
    save_analysis(replace(analysis, evidence=None), path)
    assert load_analysis(path).evidence is None


def test_stopping_closes_everything(media, spotter):
    steps = analyse(media("beeps"), spotter, evidence=EvidenceOptions())
    next(steps)
    steps.close()
    gathering = gather_evidence(media("beeps"))
    next(gathering)
    gathering.close()
    with pytest.raises(SourceError):
        next(gather_evidence("gone.mp4"))
