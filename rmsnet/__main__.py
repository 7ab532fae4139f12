"""python -m rmsnet COMMAND: train, evaluate and use a spotter without the window."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from rmsnet.errors import RmsNetError

# Each command is a module of rmsnet.command_line with add_arguments(parser) and run(args) -> exit code;
# only the one asked for is imported, so that --help is quick.
COMMANDS = {
    "spot": "find the events of a video",
    "render": "render a broadcast with known events",
    "train": "train a spotter on SoccerNet's folders",
    "train-rendered": "train the bundled model: on matches rendered here, from nothing else",
    "evaluate": "measure predictions or a checkpoint exactly as the official evaluator does",
    "ablate": "run the paper's ablations and write their tables and figures",
    "simulate": "make a simulated SoccerNet: labels and features with known difficulty",
    "download": "fetch SoccerNet's labels, features or videos",
    "export-onnx": "write a checkpoint as ONNX, checked against PyTorch",
    "benchmark": "measure speed against named alternatives",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 for success, 2 for bad input, 130 when interrupted."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        args = _parser(given).parse_args(given)
        return int(args.run(args))
    except RmsNetError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        return 2
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)  # noqa: T201
        return 130


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rmsnet", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    asked = next((word for word in given if not word.startswith("-")), None)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        if name == asked:
            module = importlib.import_module(f"rmsnet.command_line.{name.replace('-', '_')}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
