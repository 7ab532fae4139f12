"""RMS-Net Highlights: spot the events of a football match, review them, export the highlights.

python main.py [MATCH|PROJECT]    open the window
python main.py analyse MATCH      find the events without a screen
python main.py export PROJECT     make the reel and hand-off files without a screen
python main.py demo               try it all on a sample match
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from rmsnet import __version__
from rmsnet.errors import RmsNetError

COMMANDS = ("analyse", "analyze", "export", "demo")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line: 0 for success, 2 for bad input, 130 when interrupted."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        signal.signal(signal.SIGTERM, _interrupt)
        if given and given[0] in COMMANDS:
            from app.command_line import run

            return run(given)
        return _open_window(_window_parser().parse_args(given))
    except RmsNetError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # "| head" has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _open_window(args: argparse.Namespace) -> int:
    from app.main_window import run

    return int(run(args.file))


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py",
        description="Without a command the window opens.",
        epilog="Commands: analyse MATCH, export PROJECT; each has its own --help. The bundled model was trained "
        "on rendered matches; it is not a broadcast model. A file whose name starts with a dash: -- -match.mp4",
    )
    parser.add_argument("--version", action="version", version=f"RMS-Net Highlights {__version__}")
    parser.add_argument("file", nargs="?", type=Path, metavar="MATCH|PROJECT", help="a match or project to open")
    return parser


def _interrupt(signal_number: int, frame: FrameType | None) -> None:
    """A polite request to end is treated as Ctrl+C, so that nothing partial is left."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    # Torch's threads otherwise spin while they wait, on the processor that decodes: nearly twice the time of an
    # analysis. It must be set before torch is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    sys.exit(main())
