import csv
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from rmsnet import checkpoint
from rmsnet.errors import CheckpointError, OptionError, OutputError, TrainingDivergedError
from rmsnet.model import RMSNet, with_backbone
from rmsnet.sampling import Event
from rmsnet.training import BatchDone, initial_network, train, train_steps
from rmsnet.training_data import TrainingGame, TrainingHalf
from tests.rmsnet.training_games import CONFIG, OPTIONS, T, frame_game, game

GAMES, VALID = [game(0), game(1)], [game(9)]


def weights(folder, name="last"):
    return load_file(folder / f"{name}.safetensors")


def same(one, other):
    assert one.keys() == other.keys()
    for name in one:
        assert torch.equal(one[name], other[name]), name


def test_a_run_learns_and_leaves_a_checkpoint_a_log_and_a_picture(tmp_path):
    options = replace(OPTIONS, epochs=4, snippets_per_class=80)
    reports = list(train(GAMES, VALID, CONFIG, options, tmp_path, statement="Trained on noise."))
    assert [report.epoch for report in reports] == [0, 1, 2, 3]
    assert reports[-1].loss < reports[0].loss / 2
    best = checkpoint.load(tmp_path / "best.safetensors")
    assert best.statement == "Trained on noise."
    scores = best.record["validation"]
    assert scores["paper"]["a_mAP"] == pytest.approx(max(report.average_map for report in reports))
    assert min(scores["paper"]["a_mAP"], scores["dense"]["a_mAP"]) > 0.5
    assert set(best.options.thresholds) == {"goal", "card"}
    rows = list(csv.DictReader((tmp_path / "log.csv").read_text(encoding="utf-8").splitlines()))
    assert [float(row["loss"]) for row in rows] == [report.loss for report in reports]
    assert (tmp_path / "log.png").read_bytes().startswith(b"\x89PNG")
    assert {path.name for path in tmp_path.iterdir()} == {"best.safetensors", "last.safetensors", "log.csv", "log.png"}


def test_the_same_seed_gives_the_same_weights_and_another_does_not(tmp_path):
    for name, seed in (("one", 0), ("same", 0), ("other", 1)):
        list(train(GAMES, VALID, CONFIG, replace(OPTIONS, epochs=1, seed=seed), tmp_path / name))
        torch.rand(1)  # what a caller draws must not matter
    same(weights(tmp_path / "one"), weights(tmp_path / "same"))
    assert not torch.equal(*(weights(tmp_path / n)["network.head.fc1.weight"] for n in ("one", "other")))


KILLED = """
import os, signal, sys
from pathlib import Path
from rmsnet.training import BatchDone, train_steps
from tests.rmsnet.training_games import CONFIG, OPTIONS, game
for step in train_steps([game(0), game(1)], [game(9)], CONFIG, OPTIONS, Path(sys.argv[1])):
    if step == BatchDone(1, 3, 7):
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is a POSIX habit")
def test_a_killed_run_goes_on_to_the_same_weights(tmp_path):
    environment = {**os.environ, "OMP_NUM_THREADS": str(torch.get_num_threads())}
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", KILLED, tmp_path / "killed"], cwd=root, env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    resumed = list(train(GAMES, VALID, CONFIG, OPTIONS, tmp_path / "killed", resume=True))
    assert [report.epoch for report in resumed] == [1, 2]
    list(train(GAMES, VALID, CONFIG, OPTIONS, tmp_path / "whole"))
    for name in ("last", "best"):
        same(weights(tmp_path / "killed", name), weights(tmp_path / "whole", name))


def test_a_finished_run_has_nothing_left_to_do(tmp_path):
    options = replace(OPTIONS, epochs=1)
    list(train(GAMES, VALID, CONFIG, options, tmp_path))
    before = weights(tmp_path)
    assert list(train(GAMES, VALID, CONFIG, options, tmp_path, resume=True)) == []
    same(before, weights(tmp_path))


def test_a_run_is_not_overwritten_nor_resumed_as_another(tmp_path):
    options = replace(OPTIONS, epochs=1)
    list(train(GAMES, VALID, CONFIG, options, tmp_path))
    with pytest.raises(OutputError, match="already holds"):
        next(train(GAMES, VALID, CONFIG, options, tmp_path))
    with pytest.raises(OutputError, match="other values of mask_p, training"):
        next(train(GAMES[:1], VALID, CONFIG, replace(options, mask_p=0.9), tmp_path, resume=True))
    (tmp_path / "last.safetensors").write_bytes(b"half a file")
    with pytest.raises(CheckpointError, match="not a readable training state"):
        next(train(GAMES, VALID, CONFIG, options, tmp_path, resume=True))


def test_divergence_is_named_and_the_best_checkpoint_is_kept(tmp_path):
    network = initial_network(CONFIG, 0)
    reports = train(GAMES, VALID, CONFIG, OPTIONS, tmp_path, network=network)
    next(reports)
    network.head.fc1.weight.data.fill_(float("nan"))
    with pytest.raises(TrainingDivergedError, match=r"not a number.*rate is 0.02 with a warm-up of 4 iterations"):
        next(reports)
    assert checkpoint.load(tmp_path / "best.safetensors").network.head.fc1.weight.isfinite().all()


def test_a_rate_far_too_high_diverges(tmp_path):
    options = replace(OPTIONS, lr=1000.0, warmup_epochs=0)
    with pytest.raises(TrainingDivergedError):
        list(train(GAMES, VALID, CONFIG, options, tmp_path))


def test_training_stops_when_nothing_gets_better(tmp_path):
    options = replace(OPTIONS, epochs=40, lr=1e-9, snippets_per_class=5, patience=2)
    assert len(list(train(GAMES, VALID, CONFIG, options, tmp_path))) == 3


def test_stopping_to_pull_cancels(tmp_path):
    steps = train_steps(GAMES, VALID, CONFIG, OPTIONS, tmp_path)
    assert next(steps) == BatchDone(0, 0, 7)
    steps.close()
    assert list(tmp_path.iterdir()) == []


def test_bfloat16_takes_the_same_steps_roughly_and_the_weights_stay_float32(tmp_path):
    # Two small batches: a CPU without bfloat16 instructions emulates them.
    options = replace(OPTIONS, epochs=1, snippets_per_class=4, batch_size=6, half_storage=True)
    losses = [
        next(train(GAMES, VALID, CONFIG, replace(options, precision=precision), tmp_path / precision)).loss
        for precision in ("float32", "bfloat16")
    ]
    assert losses[1] == pytest.approx(losses[0], rel=0.05)
    assert {value.dtype for value in weights(tmp_path / "bfloat16").values()} == {torch.float32}


def test_without_regression_every_event_is_at_the_centre(tmp_path):
    config = replace(CONFIG, offset_regression=False)
    options = replace(OPTIONS, epochs=1, uniform_offsets=False)
    (report,) = train(GAMES, VALID, config, options, tmp_path)
    assert report.loss == report.classification
    best = checkpoint.load(tmp_path / "best.safetensors")
    assert set(best.network(torch.randn(3, T, 16)).offset.tolist()) == {0.5}


def test_features_made_by_a_backbone_train_the_head_and_keep_the_backbone(tmp_path):
    config = with_backbone(CONFIG, "mobilenet-v3-small")
    network = RMSNet(config)
    before = {name: value.clone() for name, value in network.backbone.state_dict().items()}
    games = [widened(one, config.feature_dim) for one in (GAMES[0], VALID[0])]
    list(train(games[:1], games[1:], config, replace(OPTIONS, epochs=1), tmp_path, network=network))
    best = checkpoint.load(tmp_path / "best.safetensors")
    assert best.config.backbone == "mobilenet-v3-small"
    same(before, best.network.backbone.state_dict())


def widened(one, width):
    halves = (
        TrainingHalf(np.pad(h.features, ((0, 0), (0, width - h.features.shape[1]))), h.events) for h in one.halves
    )
    return TrainingGame(one.name, tuple(halves))


def test_fine_tuning_changes_the_last_block_alone(tmp_path):
    config = with_backbone(replace(CONFIG, frame_height=32, frame_width=32), "mobilenet-v3-small")
    network = RMSNet(config)
    trained = tuple(f"backbone.trunk.{i}." for i in range(network.backbone.last_block, len(network.backbone.trunk)))
    before = {name: value.clone() for name, value in network.state_dict().items()}
    options = replace(OPTIONS, epochs=1, snippets_per_class=4, batch_size=4)
    list(train([frame_game(0), frame_game(1)], [frame_game(2)], config, options, tmp_path, network=network))
    after = weights(tmp_path)
    changed = {name for name in before if not torch.equal(before[name], after[f"network.{name}"])}
    assert any(name.startswith(trained) for name in changed)
    assert all(name.startswith(("head.", *trained)) for name in changed)
    assert not any(name.endswith(("running_mean", "running_var")) for name in changed)


@pytest.mark.parametrize(
    ("games", "valid", "config", "says"),
    [
        ([], VALID, CONFIG, "no games"),
        (GAMES, VALID, replace(CONFIG, feature_dim=7), "width 16.*takes 7"),
        (GAMES, [widened(game(9), 20)], CONFIG, "width 16.*of 20"),
        ([frame_game(0)], [frame_game(1)], CONFIG, "no backbone"),
        (GAMES, [TrainingGame("empty", (TrainingHalf(np.zeros((50, 16), np.float32), ()),))], CONFIG, "no event"),
    ],
)
def test_what_does_not_fit_is_named_before_anything_is_written(tmp_path, games, valid, config, says):
    with pytest.raises(OptionError, match=says):
        next(train(games, valid, config, OPTIONS, tmp_path / "run"))
    assert not (tmp_path / "run").exists()


def test_an_event_beyond_its_half_is_refused():
    with pytest.raises(OptionError, match="frame 50 of a half of 50"):
        TrainingHalf(np.zeros((50, 4), np.float32), (Event(50, 0),))
