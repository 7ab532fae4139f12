"""Small SoccerNet folders for tests, and where the real one is."""

import json
import tarfile
from pathlib import Path

import numpy as np
import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
NEEDS_SHARED = pytest.mark.skipif(
    not (SHARED / "data" / "soccernet" / "labels-v1-v2.tar.xz").is_file(),
    reason="the real SoccerNet labels are not in ../shared",
)


def annotation(game_time="1 - 10:00", label="soccer-ball", **more):
    return {"gameTime": game_time, "label": label, "team": "home", **more}


def write_labels(folder, annotations, name="Labels.json"):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps({"UrlLocal": "", "annotations": annotations}), encoding="utf-8")


def write_features(folder, frames=6000, width=8, name="F.npy", halves=(1, 2)):
    folder.mkdir(parents=True, exist_ok=True)
    for half in halves:
        values = np.random.default_rng(half).normal(size=(frames, width)).astype(np.float32)
        np.save(folder / f"{half}_{name}", values)


def spot_entry(half=1, position=600_000, label="soccer", confidence="0.9"):
    return {
        "gameTime": f"{half} - {position // 60000:02d}:{position // 1000 % 60:02d}",
        "label": label,
        "position": str(position),
        "half": str(half),
        "confidence": confidence,
    }


def write_spots(folder, entries):
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"UrlLocal": "", "predictions": entries})
    (folder / "results_spotting.json").write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def real_labels(tmp_path_factory):
    """The label files of all 500 games, unpacked once."""
    root = tmp_path_factory.mktemp("soccernet")
    with tarfile.open(SHARED / "data" / "soccernet" / "labels-v1-v2.tar.xz") as archive:
        archive.extractall(root, filter="data")
    return root
