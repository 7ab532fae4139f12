"""The same work without a screen: analyse a match, export a project. The only part of the application that prints."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from app import demo as demo_of_everything
from app import export_command
from app.core.atomic import check_target
from app.core.bundled import BUNDLED_STATEMENT, bundled_model
from app.core.places import feature_cache_folder, log_file
from app.following import followed
from app.log import start_logging
from rmsnet import __version__
from rmsnet.errors import OptionError, RmsNetError

MOMENTS_TOLD = 10


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; bad input raises ``RmsNetError``."""
    args = _parser().parse_args(arguments)
    start_logging(log_file(), __version__)
    command: Callable[[argparse.Namespace], int] = args.run
    return command(args)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, as every other error of this program does."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"error: {message}. {self.prog} --help tells more.\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="main.py", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_analyse(commands)
    export_command.add_to(commands)
    demo = commands.add_parser("demo", help="try it all on a sample match that is rendered here")
    demo_of_everything.add_arguments(demo)
    demo.set_defaults(run=demo_of_everything.run)
    return parser


def _add_analyse(commands: Any) -> None:
    parser = commands.add_parser(
        "analyse",
        aliases=["analyze"],
        help="find the events of a match and write its project",
        description=f"Find the events of a match and write its project. The bundled model: {BUNDLED_STATEMENT}. "
        "Several matches are analysed one after the other, each into a project of its own; one that cannot be used "
        "does not stop the others.",
    )
    parser.add_argument("match", type=Path, nargs="+", metavar="MATCH", help="the match file; several are queued")
    parser.add_argument("-o", "--output", type=Path, metavar="PROJECT", help="project file; default: beside the match")
    parser.add_argument("--soccernet", type=Path, metavar="FILE", help="also write results_spotting.json")
    parser.add_argument("--all-candidates", action="store_true", help="... with every candidate, as Average-mAP wants")
    parser.add_argument("--half", type=int, choices=(1, 2, 3, 4), help="which half the file is; default: 1")
    parser.add_argument("--mode", choices=("paper", "dense"), default="dense", help="default: dense")
    parser.add_argument(
        "--model", type=Path, metavar="FILE", help=f"a checkpoint; default: the bundled one, {BUNDLED_STATEMENT}"
    )
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda", "mps"), help="default: auto")
    parser.add_argument(
        "--hwaccel",
        default="",
        choices=("cuda", "videotoolbox", "d3d11va"),
        help="decode on this device; default: the CPU, which also steps in where the device cannot",
    )
    parser.add_argument(
        "--threshold",
        type=_level,
        action="append",
        default=[],
        metavar="LABEL=X",
        help="least confidence of a label, 0..1; again for others",
    )
    parser.add_argument("--again", action="store_true", help="run the network even when the analysis is there")
    parser.add_argument("--no-score-bug", action="store_true", help="do not read score and clock off the picture")
    parser.add_argument("--no-sound", action="store_true", help="do not measure how loud the match is")
    parser.add_argument("--no-cache", action="store_true", help="keep no per-frame features for next time")
    parser.add_argument("--overwrite", action="store_true", help="replace a SoccerNet file that is there")
    parser.add_argument("--json", action="store_true", help="print one JSON object a match instead of prose")
    parser.set_defaults(run=_analyse)


def _analyse(args: argparse.Namespace) -> int:
    matches: list[Path] = args.match
    if len(matches) == 1:
        _analyse_one(args, matches[0], "Analysing")
        return 0
    for option, name in ((args.output, "-o"), (args.soccernet, "--soccernet"), (args.half, "--half")):
        if option is not None:
            raise OptionError(f"{name} is for one match, and {len(matches)} were given.")
    failed = 0
    for number, match in enumerate(matches, 1):
        try:
            _analyse_one(args, match, f"{number}/{len(matches)} {match.name}")
        except RmsNetError as error:
            failed += 1
            print(f"error: {error}", file=sys.stderr)
    return 2 if failed else 0


def _analyse_one(args: argparse.Namespace, match: Path, title: str) -> None:
    from app.core.analysis_report import analysis_report
    from app.core.interchange.hand_off import HandOff
    from app.core.interchange.soccernet import write_spotting_results
    from app.core.matches import AnalysisOrder, analyse_match

    if args.soccernet:
        check_target(args.soccernet, args.overwrite)
    order = AnalysisOrder(
        match=match,
        model=args.model or bundled_model(),
        is_bundled=args.model is None,
        project=args.output,
        half=args.half,
        device=args.device,
        mode=args.mode,
        thresholds=dict(args.threshold),
        cache=None if args.no_cache else feature_cache_folder(),
        again=args.again,
        score_bug=not args.no_score_bug,
        sound=not args.no_sound,
        hwaccel=args.hwaccel,
    )
    result = followed(analyse_match(order), title).result
    project = result.project
    if args.soccernet:
        shown = project.with_thresholds(dict.fromkeys(project.label_set.names, 0.0), result.candidates)
        hand_off = HandOff(shown if args.all_candidates else project, project.build_reel(), (), match.stem)
        write_spotting_results(hand_off, args.soccernet)
    if args.json:
        print(json.dumps(analysis_report(match, result), ensure_ascii=False), flush=True)
    else:
        if len(args.match) > 1:
            print(f"{match}:")
        _tell_analysis(result, args)


def _tell_moments(evidence: Any) -> None:
    if evidence is None:
        return
    for moment in evidence.moments[:MOMENTS_TOLD]:
        print(f"moment {moment.score:5.2f}  {moment.explanation}")
    for part in ("score_bug", "loudness"):
        if part in evidence.absent:
            print(f"{part.replace('_', ' ')}: {evidence.absent[part]}")


def _tell_analysis(result: Any, args: argparse.Namespace) -> None:
    project = result.project
    for event in project.events:
        sure = "     " if event.confidence is None else f"{event.confidence:5.2f}"
        print(f"{project.clock(event):>10}  {sure}  {event.label}")
    for warning in result.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    _tell_moments(result.evidence)
    if not project.events:
        best = result.candidates.threshold_showing_one()
        print("No events." if best is None else f"No events; the first one would show at a threshold of {best:.2f}.")
    print(f"Model {project.model.name}: {project.model.trained_on}")
    print(f"Project: {result.path}")
    if args.soccernet:
        print(f"SoccerNet: {args.soccernet}")


def _level(text: str) -> tuple[str, float]:
    label, _, value = text.rpartition("=")
    try:
        if not label.strip():
            raise ValueError(text)
        return label.strip(), float(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not LABEL=X, such as goal=0.4") from error
