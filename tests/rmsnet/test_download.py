import argparse
import sys
from pathlib import Path

import pytest

from rmsnet.__main__ import main
from rmsnet.command_line import download
from rmsnet.errors import MissingGameError, OptionError, OutputError
from rmsnet.soccernet import game_names

pytest.importorskip("SoccerNet", reason="the SoccerNet package, which knows the splits, is absent")


class FakeDownloader:
    """Stands for SoccerNetDownloader: notes what it is asked and makes empty files."""

    def __init__(self, folder, leaves_out=()):
        self.folder, self.password, self.leaves_out = Path(folder), None, leaves_out
        self.calls = []

    def downloadGames(self, files, split, source="HuggingFace"):
        self.calls.append((tuple(files), tuple(split), source, self.password))
        for game in (name for one in split for name in game_names(one)):
            (self.folder / game).mkdir(parents=True, exist_ok=True)
            for file in set(files) - set(self.leaves_out):
                (self.folder / game / file).touch()


class OldDownloader(FakeDownloader):
    """An older package: it does not know about sources."""

    def downloadGames(self, files, split):
        super().downloadGames(files, split, "old")


class BrokenDownloader(FakeDownloader):
    def downloadGames(self, files, split, source):
        raise PermissionError("401")


def fetch(tmp_path, *words, kind=FakeDownloader, typed="secret", **options):
    made = []

    def make(folder):
        made.append(kind(folder, **options))
        return made[0]

    parser = argparse.ArgumentParser()
    download.add_arguments(parser)
    args = parser.parse_args(["--data", str(tmp_path / "data"), *words])
    questions = []

    def ask(question):
        questions.append(question)
        return typed

    assert download.run(args, make, ask) == 0
    return made[0].calls, questions


ALL = ("train", "valid", "test")


def test_labels_of_all_games_are_the_default_and_need_no_password(tmp_path, capsys):
    calls, questions = fetch(tmp_path)
    assert calls == [(("Labels.json", "Labels-v2.json"), ALL, "HuggingFace", None)]
    assert questions == []
    assert "Everything" in capsys.readouterr().out


def test_features_come_from_where_they_are(tmp_path):
    calls, questions = fetch(tmp_path, "--what", "features", "--split", "test")
    assert calls == [(("1_ResNET_PCA512.npy", "2_ResNET_PCA512.npy"), ("test",), "EXRCSDrive", None)]
    more = ["--what", "features", "--features", "ResNET_TF2_PCA512.npy", "--split", "test"]
    assert fetch(tmp_path, *more)[0][0][2] == "HuggingFace"
    assert questions == []


def test_only_videos_ask_for_the_password(tmp_path):
    calls, questions = fetch(tmp_path, "--what", "videos", "labels", "--split", "valid", "--video", "720p.mkv")
    assert calls == [
        (("Labels.json", "Labels-v2.json"), ("valid",), "HuggingFace", None),
        (("1_720p.mkv", "2_720p.mkv"), ("valid",), "EXRCSDrive", "secret"),
    ]
    assert len(questions) == 1


def test_without_a_password_videos_come_by_the_hugging_face_login(tmp_path):
    calls, _ = fetch(tmp_path, "--what", "videos", "--split", "test", typed="")
    assert calls == [(("1_224p.mkv", "2_224p.mkv"), ("test",), "HuggingFace", None)]


def test_older_packages_are_asked_in_their_way(tmp_path):
    calls, _ = fetch(tmp_path, "--split", "test", kind=OldDownloader)
    assert calls[0][2] == "old"


def test_files_that_did_not_come_are_named(tmp_path):
    with pytest.raises(MissingGameError, match=r"2_224p\.mkv.*99 of the 200 files"):
        fetch(tmp_path, "--what", "videos", "--split", "test", leaves_out=["2_224p.mkv"])


def test_a_failing_server_and_a_bad_folder_are_named(tmp_path):
    with pytest.raises(OutputError, match="401"):
        fetch(tmp_path, kind=BrokenDownloader)
    (tmp_path / "data").rmdir()
    (tmp_path / "data").write_text("a file")
    with pytest.raises(OutputError, match="folder"):
        fetch(tmp_path)


def test_a_missing_package_says_how_to_install_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "SoccerNet.Downloader", None)  # makes the import fail
    assert main(["download", "--data", str(tmp_path)]) == 2
    assert 'pip install "rmsnet-highlights[research]"' in capsys.readouterr().err


def test_a_missing_package_is_also_named_by_the_splits(monkeypatch):
    monkeypatch.setitem(sys.modules, "SoccerNet.utils", None)
    with pytest.raises(OptionError, match="rmsnet-highlights"):
        game_names("train")


def test_the_real_package_has_what_is_asked_of_it():
    downloader = download._official_downloader()
    assert callable(downloader.downloadGames)
