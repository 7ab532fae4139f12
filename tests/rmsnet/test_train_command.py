"""train, evaluate and ablate as a person calls them, on a simulated SoccerNet."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rmsnet import checkpoint
from rmsnet.__main__ import main
from rmsnet.simulation import FEATURE_FILE
from tests.rmsnet.training_games import train_without_dropout

ROOT = Path(__file__).parents[2]
QUICK = ["--set", "snippets_per_class=30", "--set", "batch_size=16", "--set", "snippet_frames=21", "--set", "lr=0.01"]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("simulated")
    given = ["--games", "2", "--valid", "1", "--test", "1", "--half-minutes", "4", "--events", "4"]
    assert main(["simulate", "--out", str(folder), "--width", "32", "--difficulty", "0.1", *given]) == 0
    return folder


def arguments(data, command, out, *more):
    lists = ["--train-games", str(data / "train.txt"), "--valid-games", str(data / "valid.txt")]
    where = ["--data", str(data), "--features", FEATURE_FILE, "--labels", "v1", "--out", str(out)]
    return [command, *where, *lists, *QUICK, *more]


def test_train_then_evaluate_gives_the_scores_in_the_record(data, tmp_path, capsys):
    assert main(arguments(data, "train", tmp_path / "run", "--epochs", "2", "--seed", "3")) == 0
    said = capsys.readouterr().out
    assert "epoch   2/2" in said
    assert "Best checkpoint" in said
    best = checkpoint.load(tmp_path / "run/best.safetensors")
    assert best.record["options"]["seed"] == 3
    for mode in ("paper", "dense"):
        given = ["--data", str(data), "--labels", "v1", "--games", str(data / "valid.txt"), "--features", FEATURE_FILE]
        assert main(["evaluate", *given, "--checkpoint", str(best.path), "--mode", mode, "--json"]) == 0
        scores = json.loads(capsys.readouterr().out)
        recorded = best.record["validation"][mode]
        assert scores["a_mAP"] == pytest.approx(recorded["a_mAP"], abs=1e-6)
        assert scores["a_mAP_per_label"] == pytest.approx(recorded["a_mAP_per_label"], abs=1e-6)


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (lambda f: np.save(f / f"2_{FEATURE_FILE}", np.zeros((480, 7), np.float32)), "width 7 where 32 is needed"),
        (lambda f: np.save(f / f"1_{FEATURE_FILE}", np.full((480, 32), np.nan, np.float32)), "NaN"),
        (lambda f: np.save(f / f"1_{FEATURE_FILE}", np.zeros((5, 32), np.float32)), "has 5 frames"),
        (lambda f: (f / "Labels.json").write_text('{"annotations": [{"gameTime": "1 - 00:01", "label": "dance"}]}'),
         "'dance'"),
        (lambda f: (f / f"1_{FEATURE_FILE}").unlink(), "does not exist"),
    ],
)  # fmt: skip
def test_a_bad_game_is_named_before_training_or_skipped(tmp_path, capsys, break_it, says):
    given = ["--games", "3", "--valid", "1", "--test", "0", "--half-minutes", "4", "--events", "6"]
    assert main(["simulate", "--out", str(tmp_path), "--width", "32", *given]) == 0
    bad = tmp_path / (tmp_path / "train.txt").read_text(encoding="utf-8").splitlines()[1]
    break_it(bad)
    assert main(arguments(tmp_path, "train", tmp_path / "run", "--epochs", "1")) == 2
    error = capsys.readouterr().err
    assert says in error
    assert bad.name in error
    assert not (tmp_path / "run").exists()
    assert main(arguments(tmp_path, "train", tmp_path / "run", "--epochs", "1", "--skip-bad-games")) == 0
    said = capsys.readouterr()
    assert "1 games are left out" in said.err
    assert bad.name in said.err
    assert checkpoint.load(tmp_path / "run/best.safetensors").record["data"]["training_games"] == 2


def test_divergence_stops_with_an_error_that_names_the_rate(data, tmp_path, capsys):
    assert main(arguments(data, "train", tmp_path / "run", "--set", "lr=1000", "--set", "warmup_epochs=0")) == 2
    assert "error: Training diverged" in capsys.readouterr().err


def test_the_ablations_write_tables_and_figures_and_are_not_run_twice(data, tmp_path, capsys, monkeypatch):
    more = ["--test-games", str(data / "test.txt"), "--epochs", "1", "--tables", "III", "--figures", "4,5,7"]
    assert main(arguments(data, "ablate", tmp_path, *more)) == 0
    table = (tmp_path / "ablations.md").read_text(encoding="utf-8")
    rows = [line for line in table.splitlines() if line.startswith("|")][2:]
    assert [row.split("|")[1].strip().removesuffix(" †") for row in rows] == [
        "full model", "without uniform offsets", "without offset regression", "without masking",
    ]  # fmt: skip
    assert [row.split("|")[6].strip() for row in rows] == ["65.5", "46.2", "55.7", "64.0"]
    for figure in ("4", "5", "7"):
        assert (tmp_path / f"figure{figure}.png").read_bytes().startswith(b"\x89PNG")
    capsys.readouterr()
    monkeypatch.setattr("rmsnet.ablation.train", None)  # a second run would fail
    assert main(arguments(data, "ablate", tmp_path, *more)) == 0
    assert (tmp_path / "ablations.md").read_text(encoding="utf-8") == table


def test_unknown_tables_and_seeds_are_named(data, tmp_path, capsys):
    for more, says in ((["--tables", "IX"], "'IX'"), (["--seeds", "a"], "whole numbers"), (["--figures", "1"], "'1'")):
        assert main(arguments(data, "ablate", tmp_path, *more)) == 2
        assert says in capsys.readouterr().err


DISTRIBUTED = """
import sys
from pathlib import Path
from rmsnet import processes
from tests.rmsnet.training_games import train_without_dropout
with processes.joined():
    assert processes.count() == 2
    train_without_dropout(Path(sys.argv[1]))
"""


@pytest.mark.timeout(300)  # starting two processes takes most of it, on a busy machine minutes
def test_two_processes_train_the_same_network_as_one(tmp_path):
    """Gloo on the CPU, without dropout, whose numbers differ by process; 69 snippets leave uneven batches."""
    script = tmp_path / "script.py"
    script.write_text(DISTRIBUTED, encoding="utf-8")
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    command = [*torchrun, str(script), str(tmp_path / "two")]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=280)
    train_without_dropout(tmp_path / "one")
    one, two = (checkpoint.load(tmp_path / x / "best.safetensors").network.state_dict() for x in ("one", "two"))
    for name, value in one.items():
        np.testing.assert_allclose(two[name], value, rtol=1e-4, atol=1e-5, err_msg=name)
