import json

import numpy as np
import pytest

from rmsnet.__main__ import main
from rmsnet.errors import LabelFileError, OptionError
from rmsnet.game_checks import FeatureCheck, check_games
from rmsnet.labels import SOCCERNET_V1, SOCCERNET_V2
from rmsnet.simulation import SimulationOptions, games_with_labels, latent_width, simulated_games
from rmsnet.soccernet import find_games
from tests.rmsnet.soccernet_folder import annotation, write_labels

SMALL = SimulationOptions(width=40, half_minutes=3, events_per_half=4, lookalikes_per_half=2)


def test_each_game_follows_from_the_seed_and_its_number_alone():
    first, second = simulated_games(SMALL, "train", 2)
    (again,) = simulated_games(SMALL, "train", 1)
    (other,) = simulated_games(SMALL, "test", 1)
    assert np.array_equal(first.features[0], again.features[0])
    assert first.annotations == again.annotations
    assert not np.array_equal(first.features[0], second.features[0])
    assert not np.array_equal(first.features[0], other.features[0])
    assert first.features[0].shape == (360, 40)
    assert first.features[0].dtype == np.float32


def test_most_evidence_of_an_event_comes_after_it():
    options = SimulationOptions(width=40, half_minutes=30, events_per_half=60, lookalikes_per_half=0, difficulty=0.1)
    around = []
    for game in simulated_games(options, "train", 3):
        for entry in game.annotations:
            frame = int(entry["position"]) // 500
            features = game.features[int(entry["gameTime"][0]) - 1]
            if 40 <= frame < len(features) - 40:
                around.append((features[frame - 40 : frame + 40] ** 2).sum(axis=1))
    power = np.mean(around, axis=0)
    before, after = power[30:40].mean(), power[40:56].mean()
    assert after > before + 0.3
    assert after > power[:20].mean() + 0.5


def test_look_alikes_are_not_annotated():
    busy = SimulationOptions(width=40, half_minutes=3, events_per_half=0, lookalikes_per_half=30)
    (game,) = simulated_games(busy, "train", 1)
    assert game.annotations == ()
    (quiet,) = simulated_games(SimulationOptions(width=40, half_minutes=3, events_per_half=0, lookalikes_per_half=0),
                               "train", 1)  # fmt: skip
    assert game.features[0].var() > quiet.features[0].var()


@pytest.mark.parametrize("labels", [SOCCERNET_V1, SOCCERNET_V2], ids=["v1", "v2"])
def test_the_command_writes_folders_that_pass_every_check(tmp_path, labels):
    width = str(latent_width(labels))
    given = ["--games", "1", "--valid", "1", "--test", "1", "--half-minutes", "2", "--events", "3"]
    assert main(["simulate", "--out", str(tmp_path), "--labels", labels.name, "--width", width, *given]) == 0
    for split in ("train", "valid", "test"):
        games = find_games(tmp_path, tmp_path / f"{split}.txt")
        checked = check_games(games, labels, FeatureCheck("ResNET_PCA512.npy", int(width)))
        assert len(checked.games) == 1


def test_real_labels_are_kept(tmp_path):
    entries = [annotation("1 - 00:30"), annotation("2 - 05:00", "y-card")]
    write_labels(tmp_path / "real/league/season/A - B", entries)
    given = ["--games", "1", "--valid", "0", "--test", "0", "--half-minutes", "2", "--width", "40"]
    out = tmp_path / "made"
    assert main(["simulate", "--out", str(out), "--real-labels", str(tmp_path / "real"), *given]) == 0
    (game,) = find_games(out, out / "train.txt")
    found = json.loads((game.folder / "Labels.json").read_text(encoding="utf-8"))["annotations"]
    assert [(x["gameTime"], x["label"]) for x in found] == [("1 - 00:30", "soccer-ball"), ("2 - 05:00", "y-card")]
    assert len(game.features(2)) == 610  # long enough for the event at five minutes


def test_bad_options_are_named(tmp_path, capsys):
    with pytest.raises(OptionError, match="need at least 25"):
        SimulationOptions(width=24)
    with pytest.raises(LabelFileError, match=r"no game with Labels.json"):
        games_with_labels(tmp_path, SOCCERNET_V1)
    assert main(["simulate", "--out", str(tmp_path), "--width", "3"]) == 2
    assert capsys.readouterr().err.startswith("error: width is 3")
