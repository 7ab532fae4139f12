"""python -m rmsnet download: SoccerNet's labels, features or videos, by the SoccerNet package's own downloader.

The only command that uses the network.
"""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from typing import Any, Protocol

from rmsnet.errors import MissingGameError, OptionError, OutputError
from rmsnet.soccernet import HALVES, Game, game_names

KINDS = ("labels", "features", "videos")  # videos last: their password turns to the drive
SPLITS = ("train", "valid", "test")
LABEL_FILES = ("Labels.json", "Labels-v2.json")
# What the package (0.2.0) fetches from Hugging Face; all else lies on the older drive only.
_ON_HUGGING_FACE = {
    *LABEL_FILES,
    *(f"{half}_{name}" for half in HALVES for name in ("224p.mkv", "720p.mkv", "HQ.mkv")),
    *(f"{half}_{name}" for half in HALVES for name in ("ResNET_TF2.npy", "ResNET_TF2_PCA512.npy")),
    *(f"{half}_baidu_soccer_embeddings.npy" for half in HALVES),
}
HUGGING_FACE, DRIVE = "HuggingFace", "EXRCSDrive"


class Downloader(Protocol):
    """The part of SoccerNet's downloader that is used here."""

    password: str | None

    def downloadGames(self, files: list[str], split: list[str], **options: Any) -> None:
        """Fetch files of every game of the splits into the data folder."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="the folder to fill; made if absent")
    parser.add_argument("--what", nargs="+", choices=KINDS,
                        default=["labels"], help="labels if absent; videos need SoccerNet's NDA")  # fmt: skip
    parser.add_argument("--split", nargs="+", choices=SPLITS, default=list(SPLITS), help="all if absent")
    parser.add_argument("--features", default="ResNET_PCA512.npy",
                        help="NAME.npy, which stands for 1_NAME.npy and 2_NAME.npy")  # fmt: skip
    parser.add_argument("--video", default="224p.mkv", help="224p.mkv, 720p.mkv or HQ.mkv")


def run(
    args: argparse.Namespace,
    downloader_class: Callable[[str], Downloader] | None = None,
    ask_password: Callable[[str], str] = getpass,
) -> int:
    """Fetch what is asked for; the class and the question can be replaced, which tests do."""
    make = downloader_class or _official_downloader()
    wanted = {what: _files(what, args) for what in KINDS if what in args.what}
    try:
        args.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(args.data, "cannot be made a folder", "Give another --data.") from error
    downloader = make(str(args.data))
    for what, files in wanted.items():
        if what == "videos":
            question = "NDA password for the videos (empty: use this machine's Hugging Face login): "
            downloader.password = ask_password(question) or None
        _fetch(downloader, args.data, files, args.split)
    _check_complete(args.data, [file for files in wanted.values() for file in files], args.split)
    print(f"Everything asked for is in {str(args.data)!r}.")
    return 0


def _official_downloader() -> Callable[[str], Downloader]:
    try:
        from SoccerNet.Downloader import SoccerNetDownloader
    except ImportError as error:
        raise OptionError(
            f"Downloading needs the SoccerNet package, which cannot be imported ({error}). "
            'Install it with pip install "rmsnet-highlights[research]".'
        ) from error
    make: Callable[[str], Downloader] = SoccerNetDownloader
    return make


def _files(what: str, args: argparse.Namespace) -> list[str]:
    if what == "labels":
        return list(LABEL_FILES)
    name = args.features if what == "features" else args.video
    return [f"{half}_{name}" for half in HALVES]


def _fetch(downloader: Downloader, data: Path, files: list[str], splits: list[str]) -> None:
    options: dict[str, Any] = {}
    if "source" in inspect.signature(downloader.downloadGames).parameters:  # older packages know the drive only
        from_hub = downloader.password is None and _ON_HUGGING_FACE.issuperset(files)
        options["source"] = HUGGING_FACE if from_hub else DRIVE
    try:
        downloader.downloadGames(files=files, split=list(splits), **options)
    except (OSError, RuntimeError, ValueError) as error:
        raise OutputError(
            data,
            f"could not be filled: fetching {files[0]!r} failed ({error})",
            "Check the network and the password, then run the same command again: it goes on where it stopped.",
        ) from error


def _check_complete(data: Path, files: list[str], splits: list[str]) -> None:
    """The package only prints what it could not fetch, so look whether everything is there."""
    games = [Game(name, data / name) for split in splits for name in game_names(split)]
    missing = [game.folder / file for game in games for file in files if not (game.folder / file).is_file()]
    if missing:
        raise MissingGameError(
            missing[0],
            f"was not fetched, nor were {len(missing) - 1} of the {len(games) * len(files)} files",
            "See what the downloader printed; a wrong password or name leaves files out.",
        )
