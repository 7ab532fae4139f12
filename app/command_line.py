"""The same work without a screen: analyse a match, export a project. The only part of the application that prints."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from app import demo as demo_of_everything
from app.core.atomic import check_target, output_folder
from app.core.bundled import BUNDLED_STATEMENT, bundled_model
from app.core.places import feature_cache_folder, log_file
from app.core.reel import ASPECTS, ORDERS, Padding
from app.log import start_logging
from rmsnet import __version__
from rmsnet.errors import OptionError


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; bad input raises ``RmsNetError``."""
    args = _parser().parse_args(arguments)
    start_logging(log_file(), __version__)
    command: Callable[[argparse.Namespace], int] = args.run
    return command(args)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_analyse(commands)
    _add_export(commands)
    demo = commands.add_parser("demo", help="try it all on a sample match that is rendered here")
    demo_of_everything.add_arguments(demo)
    demo.set_defaults(run=demo_of_everything.run)
    return parser


def _add_analyse(commands: Any) -> None:
    parser = commands.add_parser(
        "analyse",
        aliases=["analyze"],
        help="find the events of a match and write its project",
        description=f"Find the events of a match and write its project. The bundled model: {BUNDLED_STATEMENT}.",
    )
    parser.add_argument("match", type=Path, help="the match file")
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
        "--threshold",
        type=_level,
        action="append",
        default=[],
        metavar="LABEL=X",
        help="least confidence of a label, 0..1; again for others",
    )
    parser.add_argument("--again", action="store_true", help="run the network even when the analysis is there")
    parser.add_argument("--no-cache", action="store_true", help="keep no per-frame features for next time")
    parser.add_argument("--overwrite", action="store_true", help="replace a SoccerNet file that is there")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of prose")
    parser.set_defaults(run=_analyse)


def _add_export(commands: Any) -> None:
    from app.core.encoding import MODES
    from app.core.interchange import FORMATS

    parser = commands.add_parser("export", help="make the reel, clips and hand-off files of a project")
    parser.description = "Make the reel, clips and hand-off files of a project."
    parser.add_argument("project", type=Path, help="a project that analyse or the window has saved")
    outputs = parser.add_argument_group("what to make")
    outputs.add_argument("--reel", type=Path, metavar="FILE", help="the reel as one MP4")
    outputs.add_argument("--clips", type=Path, metavar="DIR", help="each clip as an MP4 of its own")
    outputs.add_argument("--name", metavar="TEMPLATE", help='names of the clips, such as "{number:02} {label} {clock}"')
    for kind, form in FORMATS.items():
        outputs.add_argument(f"--{kind}", type=Path, metavar="FILE", help=form.about)
    outputs.add_argument("--dry-run", action="store_true", help="only print the cut list with real frames")
    cut = parser.add_argument_group("what goes in")
    cut.add_argument("--labels", metavar="A,B", help="labels whose events go in")
    cut.add_argument("--min-confidence", type=float, metavar="X", help="leave out automatic events below, 0..1")
    cut.add_argument(
        "--pad",
        type=_pad,
        action="append",
        default=[],
        metavar="LABEL=BEFORE,AFTER",
        help="seconds around a label's events",
    )
    cut.add_argument("--length", type=float, metavar="SECONDS", help="drop the least confident until the reel fits")
    cut.add_argument("--order", choices=ORDERS, help="playing order")
    look = parser.add_argument_group("how it looks")
    look.add_argument("--mode", choices=MODES, default="exact", help="default: exact")
    look.add_argument("--aspect", choices=ASPECTS, help="crop to a shape")
    look.add_argument("--quality", choices=("high", "standard", "small"), default="standard", help="default: standard")
    look.add_argument("--height", type=int, metavar="LINES", help="a smaller picture")
    look.add_argument("--rate", type=_rate, metavar="FPS", help="a constant frame rate; default: as the match")
    parser.add_argument(
        "--match", type=Path, action="append", default=[], metavar="FILE", help="where a match file is now"
    )
    parser.add_argument("--overwrite", action="store_true", help="replace files that are there")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of prose")
    parser.set_defaults(run=_export)


def _analyse(args: argparse.Namespace) -> int:
    from app.core.interchange.hand_off import HandOff
    from app.core.interchange.soccernet import write_spotting_results
    from app.core.matches import AnalysisOrder, analyse_match

    if args.soccernet:
        check_target(args.soccernet, args.overwrite)
    order = AnalysisOrder(
        match=args.match,
        model=args.model or bundled_model(),
        is_bundled=args.model is None,
        project=args.output,
        half=args.half,
        device=args.device,
        mode=args.mode,
        thresholds=dict(args.threshold),
        cache=None if args.no_cache else feature_cache_folder(),
        again=args.again,
    )
    result = _followed(analyse_match(order), "Analysing").result
    project = result.project
    if args.soccernet:
        shown = project.with_thresholds(dict.fromkeys(project.label_set.names, 0.0), result.candidates)
        hand_off = HandOff(shown if args.all_candidates else project, project.build_reel(), (), args.match.stem)
        write_spotting_results(hand_off, args.soccernet)
    if args.json:
        print(json.dumps(_analysis_json(args.match, result), ensure_ascii=False))
    else:
        _tell_analysis(result, args)
    return 0


def _analysis_json(match: Path, result: Any) -> dict[str, Any]:
    project = result.project
    return {
        "project": str(result.path),
        "source": str(match),
        "model": project.model.model_dump(exclude={"path"}),
        "events": [
            {
                "label": event.label,
                "time": event.time,
                "confidence": event.confidence,
                "state": event.state.value,
                "clock": project.clock(event),
                "id": event.id,
            }
            for event in project.events
        ],
        "candidates": len(result.candidates),
        "warnings": list(result.warnings),
    }


def _tell_analysis(result: Any, args: argparse.Namespace) -> None:
    project = result.project
    for event in project.events:
        sure = "     " if event.confidence is None else f"{event.confidence:5.2f}"
        print(f"{project.clock(event):>10}  {sure}  {event.label}")
    for warning in result.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    if not project.events:
        best = result.candidates.threshold_showing_one()
        print("No events." if best is None else f"No events; the first one would show at a threshold of {best:.2f}.")
    print(f"Model {project.model.name}: {project.model.trained_on}")
    print(f"Project: {result.path}")
    if args.soccernet:
        print(f"SoccerNet: {args.soccernet}")


def _export(args: argparse.Namespace) -> int:
    from app.core.encoding import EncodingOptions
    from app.core.interchange import FORMATS, HandOff, write_hand_off
    from app.core.matches import located_sources
    from app.core.pieces import planned
    from app.core.project_file import load_project

    texts = {kind: path for kind in FORMATS if (path := getattr(args, kind.replace("-", "_")))}
    if not (args.reel or args.clips or texts or args.dry_run):
        raise OptionError("Nothing was asked for: give --reel FILE, --clips DIR, --dry-run or another output.")
    project = load_project(args.project)
    project = project.model_copy(update={"reel": _reel_options(project, args)})
    for path in [args.reel, *texts.values()] if not args.dry_run else []:
        if path:
            check_target(path, args.overwrite)
    sources = located_sources(project, args.project, args.match)
    options = EncodingOptions(args.quality, args.height, args.rate, project.reel.aspect, mode=args.mode)
    hand_off = HandOff.of(project, project.build_reel(), sources, args.project.stem)
    shown = planned(hand_off.cuts, options)
    report: dict[str, Any] = {}
    if not args.dry_run:
        report |= _make_videos(hand_off, sources, options, args)
        for kind, path in texts.items():
            write_hand_off(kind, hand_off, path, overwrite=args.overwrite)
            report[kind] = str(path)
    _tell_export(hand_off, shown, report, args)
    return 0


def _make_videos(hand_off: Any, sources: list[Path], options: Any, args: argparse.Namespace) -> dict[str, Any]:
    from app.core.clip_names import DEFAULT_TEMPLATE, clip_paths
    from app.core.exporting import export_clips, export_reel

    report: dict[str, Any] = {}
    results: list[Any] = []
    if args.reel:
        steps = export_reel(
            hand_off.reel, sources, args.reel, options, overwrite=args.overwrite, titles=hand_off.titles()
        )
        results += _followed(steps, "Reel").results
        report["reel"] = str(args.reel)
    if args.clips:
        paths = clip_paths(hand_off, args.clips, args.name or DEFAULT_TEMPLATE)
        with output_folder(args.clips):
            steps = export_clips(hand_off.reel, sources, paths, options, overwrite=args.overwrite)
            results += _followed(steps, "Clips").results
        report["clip_files"] = [str(path) for path in paths]
    report["warnings"] = list(dict.fromkeys(text for result in results for text in result.problems()))
    return report


def _tell_export(hand_off: Any, shown: Any, report: dict[str, Any], args: argparse.Namespace) -> None:
    from app.core.cuts import cut_list

    clips = cut_list(shown)
    if args.json:
        print(json.dumps({**report, "clips": clips}, ensure_ascii=False))
        return
    for clip, title in zip(clips, hand_off.titles(), strict=True):
        print(f"{title:30} frames {clip['first_frame']} to {clip['last_frame']} of {Path(str(clip['source'])).name}")
    for warning in report.pop("warnings", []):
        print(f"warning: {warning}", file=sys.stderr)
    print(f"{len(clips)} clips, {hand_off.reel.duration:.1f} s")
    for kind, path in report.items():
        print(f"{kind}: {path if isinstance(path, str) else len(path)}")


def _reel_options(project: Any, args: argparse.Namespace) -> Any:
    names = project.label_set
    changes: dict[str, Any] = {}
    if args.labels is not None:
        changes["labels"] = tuple(names.find(word.strip()).name for word in args.labels.split(",") if word.strip())
    if args.min_confidence is not None:
        if not 0 <= args.min_confidence <= 1:
            raise OptionError(f"--min-confidence {args.min_confidence:g} must lie in 0..1.")
        changes["min_confidence"] = args.min_confidence
    if args.pad:
        changes["padding"] = {**project.reel.padding, **{names.find(w).name: pad for w, pad in args.pad}}
    plain = {"target_length": args.length, "order": args.order, "aspect": args.aspect}
    changes |= {name: value for name, value in plain.items() if value is not None}
    return replace(project.reel, **changes)


def _followed(steps: Any, title: str) -> Any:
    """Pull steps to the end behind a progress bar on stderr, shown from the first step on; returns the last one."""
    from tqdm import tqdm

    last = None
    with ExitStack() as open_now:
        open_now.enter_context(closing(steps))
        bar = None
        for last in steps:
            if bar is None:
                bar = open_now.enter_context(
                    tqdm(total=1000, desc=title, file=sys.stderr, leave=False, bar_format=_BAR)
                )
            bar.update(round(1000 * last.fraction) - bar.n)
    return last


_BAR = "{desc} {percentage:3.0f}% |{bar}| {remaining} left"


def _level(text: str) -> tuple[str, float]:
    label, _, value = text.rpartition("=")
    try:
        return _label(label), float(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not LABEL=X, such as goal=0.4") from error


def _pad(text: str) -> tuple[str, Padding]:
    label, _, value = text.rpartition("=")
    try:
        before, after = value.split(",")
        return _label(label), Padding(float(before), float(after))
    except (ValueError, OptionError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not LABEL=BEFORE,AFTER, such as goal=6,4") from error


def _label(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return text.strip()


def _rate(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a rate, such as 25 or 30000/1001") from error
