import json
import shutil

import numpy as np
import pytest
import torch

from rmsnet import checkpoint
from rmsnet.__main__ import main
from rmsnet.config import NetworkConfig, SpottingOptions
from rmsnet.model import RMSNet
from tests.rmsnet.soccernet_folder import (
    NEEDS_SHARED,
    SHARED,
    annotation,
    real_labels,
    spot_entry,
    write_features,
    write_labels,
    write_spots,
)

__all__ = ["real_labels"]

NAMES = ("league/season/A - B", "league/season/C - D")


@pytest.fixture
def data(tmp_path):
    """Two games with labels, features of width 8 and nearly perfect predictions."""
    for name in NAMES:
        folder = tmp_path / "data" / name
        write_labels(folder, [annotation("1 - 01:40"), annotation("2 - 03:20", "y-card")])
        write_features(folder, frames=500)
        spots = [spot_entry(1, 101_000), spot_entry(2, 200_000, "card"), spot_entry(2, 5000, "card", "0.1")]
        write_spots(tmp_path / "spots" / name, spots)
    (tmp_path / "games.txt").write_text("\n".join(NAMES))
    return tmp_path


@pytest.fixture
def spotter(data):
    torch.manual_seed(3)
    network = RMSNet(NetworkConfig(feature_dim=8)).eval()
    checkpoint.save(data / "best.safetensors", network, SpottingOptions(), {})
    return data / "best.safetensors"


def evaluate(data, *more, labels="v1"):
    games = ["--data", str(data / "data"), "--labels", labels, "--games", str(data / "games.txt")]
    return main(["evaluate", *games, *map(str, more)])


def result(capsys):
    return json.loads(capsys.readouterr().out)


def test_predictions_in_a_folder_are_measured(data, capsys):
    assert evaluate(data, "--predictions", data / "spots", "--json") == 0
    found = result(capsys)
    assert found["a_mAP_per_label"] == {"goal": 1.0, "card": 1.0, "substitution": 0.0}
    assert found["a_mAP"] == pytest.approx(2 / 3)
    assert found["mAP_per_delta"]["5"] == pytest.approx(2 / 3)
    # The goal is a second off: a miss at 1 s, a hit from 2 s on.
    assert found["a_mAP_tight"] == pytest.approx((1 / 2 + 3 * 2 / 3) / 4)
    assert (found["games"], found["skipped"]) == (2, {})
    assert (found["events"]["goal"], found["spots"]["card"]) == (2, 4)


def test_an_archive_says_the_same_as_its_folder(data, capsys):
    shutil.make_archive(str(data / "spots"), "zip", data / "spots")
    assert evaluate(data, "--predictions", data / "spots", "--json") == 0
    folder = result(capsys)
    assert evaluate(data, "--predictions", data / "spots.zip", "--json") == 0
    assert result(capsys) == folder


def test_the_table_is_for_people(data, capsys):
    assert evaluate(data, "--predictions", data / "spots") == 0
    out = capsys.readouterr().out
    assert "Average-mAP 66.67 % over 2 games" in out
    assert "visible" not in out
    rows = {line.split()[0]: line.split() for line in out.splitlines() if line}
    assert rows["goal"][1:4] == ["2", "2", "100.00"]


def test_v2_reports_what_is_shown_and_what_is_not(data, capsys):
    for name in NAMES:
        shown = annotation(label="Goal", position="600000", visibility="visible")
        hidden = annotation("2 - 01:00", "Foul", position="60000", visibility="not shown")
        write_labels(data / "data" / name, [shown, hidden], "Labels-v2.json")
        write_spots(data / "spots" / name, [spot_entry(label="Goal"), spot_entry(label="Header")])
    assert evaluate(data, "--predictions", data / "spots", "--json", labels="v2") == 0
    captured = capsys.readouterr()
    found = json.loads(captured.out)
    assert found["a_mAP_visible"] == pytest.approx(1 / 17)
    assert found["a_mAP_unshown"] == 0
    assert found["a_mAP_visible_per_label"]["Goal"] == 1.0
    assert "2 predictions of labels outside the set are left out: Header." in captured.err
    assert evaluate(data, "--predictions", data / "spots", labels="v2") == 0
    assert "not shown" in capsys.readouterr().out


@NEEDS_SHARED
def test_the_real_predictions_get_their_official_numbers(real_labels, capsys):
    archive = SHARED / "data" / "predictions" / "netvlad_v1_test.zip"
    where = ["--data", str(real_labels), "--labels", "v1", "--split", "test"]
    assert main(["evaluate", *where, "--predictions", str(archive), "--json"]) == 0
    found = result(capsys)
    assert found["a_mAP"] == pytest.approx(0.44671656, abs=5e-9)
    assert found["games"] == 100


@pytest.mark.parametrize("mode", ["paper", "dense"])
def test_a_checkpoint_scores_as_the_files_it_writes(data, spotter, mode, capsys):
    options = ["--features", "F.npy", "--mode", mode, "--json", "--write-predictions", data / "written"]
    assert evaluate(data, "--checkpoint", spotter, *options) == 0
    direct = result(capsys)
    assert evaluate(data, "--predictions", data / "written", "--json") == 0
    assert result(capsys) == direct
    assert sum(direct["spots"].values()) > 0


def test_spreading_keeps_the_spots_and_changes_confidences(data, spotter, capsys):
    def confidences(folder):
        files = sorted(folder.rglob("*.json"))
        return [e["confidence"] for f in files for e in json.loads(f.read_text())["predictions"]]

    for name, option in (("plain", []), ("spread", ["--spread-confidences"])):
        where = ["--features", "F.npy", "--write-predictions", data / name, *option]
        assert evaluate(data, "--checkpoint", spotter, *where) == 0
    plain, spread = confidences(data / "plain"), confidences(data / "spread")
    assert len(plain) == len(spread) > 0
    assert plain != spread


def refused(data, capsys, *more, labels="v1"):
    """What is printed when the command refuses its input: one line, and nothing on stdout."""
    assert evaluate(data, *more, labels=labels) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("error: ")
    assert captured.err.count("\n") == 1
    return captured.err


def damage_width(data):
    write_features(data / "data" / NAMES[1], frames=500, width=7, halves=(2,))
    return "width 7 where 8 is needed"


def damage_nan(data):
    path = data / "data" / NAMES[1] / "2_F.npy"
    values = np.load(path)
    values[300, 3] = np.nan
    np.save(path, values)
    return "NaN or infinity at frame 300"


def damage_length(data):
    write_features(data / "data" / NAMES[1], frames=300, halves=(2,))
    return "300 frames, but 'y-card' at '2 - 03:20' lies in frame 400"


def damage_labels(data):
    write_labels(data / "data" / NAMES[1], [annotation(label="handball")])
    return "label 'handball'"


def damage_json(data):
    (data / "data" / NAMES[1] / "Labels.json").write_text("{")
    return "not a readable label file"


def damage_game(data):
    shutil.rmtree(data / "data" / NAMES[1])
    return "does not exist"


FEATURE_DAMAGE = [damage_width, damage_nan, damage_length, damage_labels, damage_json, damage_game]


@pytest.mark.parametrize("damage", FEATURE_DAMAGE)
def test_bad_data_is_named_before_any_work(data, spotter, capsys, damage):
    says = damage(data)
    said = refused(data, capsys, "--checkpoint", spotter, "--features", "F.npy")
    assert says in said
    assert NAMES[1] in said


@pytest.mark.parametrize("damage", FEATURE_DAMAGE)
def test_bad_games_can_be_skipped_and_are_listed(data, spotter, capsys, damage):
    says = damage(data)
    options = ["--checkpoint", spotter, "--features", "F.npy", "--json", "--skip-bad-games"]
    assert evaluate(data, *options) == 0
    captured = capsys.readouterr()
    found = json.loads(captured.out)
    assert found["games"] == 1
    assert says in found["skipped"][NAMES[1]]
    assert says in captured.err


def drop_prediction(data):
    shutil.rmtree(data / "spots" / NAMES[1])
    return f"no predictions for the game '{NAMES[1]}'"


def break_prediction(data):
    (data / "spots" / NAMES[1] / "results_spotting.json").write_text("{")
    return NAMES[1]


@pytest.mark.parametrize("damage", [drop_prediction, break_prediction, damage_labels, damage_game])
def test_bad_predictions_are_named_or_skipped(data, capsys, damage):
    says = damage(data)
    assert says in refused(data, capsys, "--predictions", data / "spots", "--json")
    assert evaluate(data, "--predictions", data / "spots", "--json", "--skip-bad-games") == 0
    found = result(capsys)
    assert (found["games"], list(found["skipped"])) == (1, [NAMES[1]])


def test_no_usable_game_is_an_error_even_when_skipping(data, capsys):
    shutil.rmtree(data / "spots")
    (data / "spots").mkdir()
    said = refused(data, capsys, "--predictions", data / "spots", "--skip-bad-games")
    assert "None of the 2 games can be measured" in said


def test_foreign_prediction_labels_are_named(data, capsys):
    write_spots(data / "spots" / NAMES[0], [spot_entry(label="Header")])
    assert "label 'Header'" in refused(data, capsys, "--predictions", data / "spots")


def test_predictions_of_another_label_set_are_named(data, capsys):
    for name in NAMES:
        write_labels(data / "data" / name, [], "Labels-v2.json")
    assert "'v2'" in refused(data, capsys, "--predictions", data / "spots", labels="v2")


def test_a_checkpoint_of_another_label_set_is_named(data, spotter, capsys):
    said = refused(data, capsys, "--checkpoint", spotter, "--features", "F.npy", labels="v2")
    assert "--labels v1" in said


def test_options_must_fit_together(data, spotter, capsys):
    assert "--features" in refused(data, capsys, "--checkpoint", spotter)
    assert "--mode" in refused(data, capsys, "--predictions", data / "spots", "--mode", "paper")
    assert "nowhere" in refused(data, capsys, "--predictions", data / "nowhere")
    assert "v3" in refused(data, capsys, "--predictions", data / "spots", labels="v3")
