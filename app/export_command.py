"""``main.py export``: the reel, clips and hand-off files of a project, without a screen."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.core.atomic import check_target, output_folder
from app.core.reel import ASPECTS, ORDERS, Padding
from app.following import followed
from rmsnet.errors import FileProblemError, OptionError


def add_to(commands: Any) -> None:
    """Add the command to a parser's."""
    parser = commands.add_parser("export", help="make the reel, clips and hand-off files of a project")
    parser.description = "Make the reel, clips and hand-off files of a project."
    parser.add_argument("project", type=Path, help="a project that analyse or the window has saved")
    _add_outputs(parser.add_argument_group("what to make"))
    _add_choice(parser.add_argument_group("what goes in"))
    _add_look(parser.add_argument_group("how it looks and sounds"))
    parser.add_argument(
        "--match", type=Path, action="append", default=[], metavar="FILE", help="where a match file is now"
    )
    parser.add_argument("--overwrite", action="store_true", help="replace files that are there")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of prose")
    parser.set_defaults(run=_export)


def _add_outputs(outputs: Any) -> None:
    from app.core.interchange import FORMATS

    outputs.add_argument("--reel", type=Path, metavar="FILE", help="the reel as one MP4")
    outputs.add_argument("--clips", type=Path, metavar="DIR", help="each clip as an MP4 of its own")
    outputs.add_argument("--name", metavar="TEMPLATE", help='names of the clips, such as "{number:02} {label} {clock}"')
    for kind, form in FORMATS.items():
        outputs.add_argument(f"--{kind}", type=Path, metavar="FILE", help=form.about)
    outputs.add_argument("--dry-run", action="store_true", help="write nothing, print the cut list with real frames")


def _add_choice(cut: Any) -> None:
    cut.add_argument("--labels", metavar="A,B", help="labels whose events go in")
    cut.add_argument("--min-confidence", type=float, metavar="X", help="leave out automatic events below, 0..1")
    cut.add_argument(
        "--pad",
        type=_pad,
        action="append",
        default=[],
        metavar="LABEL=BEFORE,AFTER",
        help="seconds around a label's events; again for others",
    )
    cut.add_argument("--length", type=float, metavar="SECONDS", help="drop the least confident until the reel fits")
    cut.add_argument("--order", choices=ORDERS, help="playing order")
    cut.add_argument(
        "--snap-to-cuts",
        type=float,
        nargs="?",
        const=1.0,
        metavar="SECONDS",
        help="begin and end clips at the director's cuts, where one is within SECONDS (default: 1)",
    )


def _add_look(look: Any) -> None:
    from app.core.encoding import ENCODERS, HDRS, MODES, QUALITIES

    look.add_argument("--mode", choices=MODES, default="exact", help="default: exact")
    look.add_argument("--aspect", choices=ASPECTS, help="crop to a shape")
    look.add_argument("--quality", choices=QUALITIES, default="standard", help="default: standard")
    look.add_argument("--height", type=int, metavar="LINES", help="a smaller picture, such as 720")
    look.add_argument("--rate", type=_rate, metavar="FPS", help="a constant frame rate; default: as the match")
    look.add_argument("--encoder", choices=ENCODERS, default="auto", help="default: hardware where it works")
    look.add_argument("--hdr", choices=HDRS, default="keep", help="keep HDR in 10 bits (default), or make it ordinary")
    look.add_argument("--audio", type=_track, default=0, metavar="N", help="which sound track, from 1; none for none")
    look.add_argument("--title", default="", metavar="TEXT", help="a card of three seconds before the reel")
    look.add_argument("--lower-thirds", action="store_true", help="label and match clock in each clip's first seconds")
    look.add_argument("--cross-fade", type=float, default=0.0, metavar="SECONDS", help="fade each clip into the next")


def _export(args: argparse.Namespace) -> int:
    from app.core.interchange import FORMATS, HandOff, write_hand_off
    from app.core.matches import located_sources
    from app.core.pieces import planned
    from app.core.project_file import load_project
    from app.core.running_order import running_order

    texts = {kind: path for kind in FORMATS if (path := getattr(args, kind.replace("-", "_")))}
    if not (args.reel or args.clips or texts or args.dry_run):
        raise OptionError("Nothing was asked for: give --reel FILE, --clips DIR, --dry-run or another output.")
    project = load_project(args.project)
    project = project.model_copy(update={"reel": _reel_options(project, args)})
    options = _encoding_options(project, args)
    sources = located_sources(project, args.project, args.match)
    if args.snap_to_cuts is not None:
        project = _snapped(project, sources, args.snap_to_cuts)
    if not args.dry_run:
        _check_outputs([args.reel, *texts.values()], [args.project, *sources], args.overwrite)
    hand_off = HandOff.of(project, project.build_reel(), sources, args.project.stem)
    shown = planned(hand_off.cuts, options)
    if shown:
        chapters = running_order(shown, hand_off.titles(), options).chapters
        hand_off = replace(hand_off, chapters=chapters)
    report: dict[str, Any] = {}
    if not args.dry_run:
        report |= _make_videos(hand_off, sources, options, args)
        for kind, path in texts.items():
            write_hand_off(kind, hand_off, path, overwrite=args.overwrite)
            report[kind] = str(path)
    _tell(hand_off, shown, report, args)
    return 1 if any(not check["good"] for check in report.get("checks", [])) else 0


def _snapped(project: Any, sources: list[Path], within: float) -> Any:
    from app.core.snapping import snapped_reel

    if not 0 < within <= 10:
        raise OptionError(f"--snap-to-cuts {within:g} must lie above 0 and up to 10 seconds.")
    reel = snapped_reel(project.events, project.build_reel(), project.reel, sources, within)
    return project.model_copy(update={"reel": reel})


def _check_outputs(outputs: Iterable[Path | None], inputs: Iterable[Path], overwrite: bool) -> None:
    """Refuse outputs that cannot be written, before anything is: also two of one name, or one that is an input."""
    taken: set[Path] = {path.resolve() for path in inputs}
    for path in outputs:
        if path is None:
            continue
        check_target(path, overwrite)
        if path.resolve() in taken:
            raise FileProblemError(path, "is the match, the project or another output", "Choose another name.")
        taken.add(path.resolve())


def _encoding_options(project: Any, args: argparse.Namespace) -> Any:
    from app.core.encoding import EncodingOptions

    return EncodingOptions(
        quality=args.quality,
        height=args.height,
        rate=args.rate,
        aspect=project.reel.aspect,
        encoder=args.encoder,
        audio=args.audio,
        mode=args.mode,
        hdr=args.hdr,
        lower_thirds=args.lower_thirds,
        title=args.title.strip(),
        cross_fade=args.cross_fade,
    )


def _make_videos(hand_off: Any, sources: list[Path], options: Any, args: argparse.Namespace) -> dict[str, Any]:
    from app.core.clip_names import DEFAULT_TEMPLATE, clip_paths
    from app.core.exporting import export_clips, export_reel

    report: dict[str, Any] = {}
    results: list[Any] = []
    words = {"titles": hand_off.titles(), "captions": hand_off.captions(), "overwrite": args.overwrite}
    paths = clip_paths(hand_off, args.clips, args.name or DEFAULT_TEMPLATE) if args.clips else []
    if args.clips and args.clips.is_dir():
        _check_outputs(paths, [args.project, *sources, *([args.reel] if args.reel else [])], args.overwrite)
    if args.reel:
        results += followed(export_reel(hand_off.reel, sources, args.reel, options, **words), "Reel").results
        report["reel"] = str(args.reel)
    if args.clips:
        with output_folder(args.clips):
            results += followed(export_clips(hand_off.reel, sources, paths, options, **words), "Clips").results
        report["clip_files"] = [str(path) for path in paths]
    report["warnings"] = list(dict.fromkeys(text for result in results for text in result.problems()))
    report["checks"] = [_check(result) for result in results if result.verification is not None]
    return report


def _check(result: Any) -> dict[str, Any]:
    found = result.verification
    return {
        "file": str(result.path),
        "good": found.is_good,
        "frames": found.frames,
        "expected_frames": found.expected_frames,
        "sync_error": found.sync_error,
    }


def _tell(hand_off: Any, shown: Any, report: dict[str, Any], args: argparse.Namespace) -> None:
    from app.core.cuts import cut_list

    clips = cut_list(shown)
    if args.json:
        print(json.dumps({**report, "clips": clips}, ensure_ascii=False))
        return
    for clip, title in zip(clips, hand_off.titles(), strict=True):
        print(f"{title:30} frames {clip['first_frame']} to {clip['last_frame']} of {Path(str(clip['source'])).name}")
    for warning in report.pop("warnings", []):
        print(f"warning: {warning}", file=sys.stderr)
    checks = report.pop("checks", [])
    good = [check for check in checks if check["good"]]
    print(f"{len(clips)} clips, {sum(cut.duration for cut in shown):.1f} s")
    for kind, path in report.items():
        print(f"{kind}: {path if isinstance(path, str) else len(path)}")
    if good:
        shifts = [abs(check["sync_error"]) * 1000 for check in good if check["sync_error"] is not None]
        sound = f", sound within {max(shifts):.1f} ms" if shifts else ""
        frames = sum(check["frames"] for check in good)
        print(f"checked: {frames} frames, first and last of each clip as planned{sound}")


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


def _pad(text: str) -> tuple[str, Padding]:
    label, _, value = text.rpartition("=")
    try:
        before, after = value.split(",")
        if not label.strip():
            raise ValueError(text)
        return label.strip(), Padding(float(before), float(after))
    except (ValueError, OptionError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not LABEL=BEFORE,AFTER, such as goal=6,4") from error


def _rate(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a rate, such as 25 or 30000/1001") from error


def _track(text: str) -> int | None:
    if text == "none":
        return None
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of a sound track (1, 2 ...) or none")
    return int(text) - 1
