"""Exports: a reel, or one file per clip, as a stream of steps that ends in a verified file.

What the window may rely on:

- ``export_reel`` and ``export_clips`` are iterators of ``ExportStep``; the last step carries the results. Closing the
  iterator at any moment (a job that is cancelled) kills ffmpeg, waits for it, and leaves nothing behind.
- The target appears in one step at the end; a file that is there already is never touched unless ``overwrite``.
- Every error is an ``RmsNetError`` with a sentence to show.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.core.atomic import check_target, replacing
from app.core.cuts import Cut, plan_cuts, refuse_source_as_target
from app.core.encoding import (
    EncodingOptions,
    audio_arguments,
    canvas_of,
    check_size,
    frame_units,
    input_arguments,
    is_steady,
    length_units,
    video_arguments,
)
from app.core.export_checks import Verification, verify_export
from app.core.ffmpeg import ExportError, run_ffmpeg
from app.core.joining import Segment, count_frames, join, samples_at
from app.core.reel import Reel
from rmsnet.errors import OutputError


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A finished file.

    Attributes:
        path: where it is.
        cuts: what it shows.
        verification: what was checked on it, None when checking was switched off.
        warnings: sentences, such as a source without sound.
    """

    path: Path
    cuts: tuple[Cut, ...]
    verification: Verification | None
    warnings: tuple[str, ...] = ()

    def problems(self) -> tuple[str, ...]:
        """The warnings, and what checking found wrong, in sentences."""
        found = self.verification
        if found is None or found.is_good:
            return self.warnings
        return (*self.warnings, f"{self.path.name!r} was made but is not as planned: {found.describe()}")


@dataclass(frozen=True, slots=True)
class ExportStep:
    """Progress of an export.

    Attributes:
        fraction: share done, 0..1, never decreasing.
        message: what is being done, to show.
        results: the finished files, in the last step only.
    """

    fraction: float
    message: str
    results: tuple[ExportResult, ...] = ()


def export_reel(
    reel: Reel,
    sources: Sequence[Path],
    target: Path,
    options: EncodingOptions | None = None,
    *,
    overwrite: bool = False,
    titles: Sequence[str] = (),
    verify: bool = True,
) -> Generator[ExportStep, None, None]:
    """Write a reel as one MP4.

    Args:
        reel: what to cut; ``clip.source`` is an index into ``sources``.
        sources: the match files.
        target: the file to make.
        options: how it looks and sounds.
        overwrite: whether a file that is there may be replaced.
        titles: the chapters' names; the clips' labels when absent.
        verify: compare the finished file with the sources.

    Raises:
        ExportError: the reel is empty, or ffmpeg failed.
        OutputError: the target exists or cannot be written.
        SourceError: a match file cannot be used.
    """
    if not reel.clips:
        raise ExportError("The reel is empty. Accept an event, lower a threshold, or choose more labels.")
    check_target(target, overwrite)
    cuts = plan_cuts(reel, sources)
    refuse_source_as_target(cuts, target)
    names = [titles[i] if i < len(titles) else cut.clip.label for i, cut in enumerate(cuts)]
    yield from _export(cuts, names, target, options or EncodingOptions(), verify)


def export_clips(
    reel: Reel,
    sources: Sequence[Path],
    targets: Sequence[Path],
    options: EncodingOptions | None = None,
    *,
    overwrite: bool = False,
    verify: bool = True,
) -> Generator[ExportStep, None, None]:
    """Write each clip as a file of its own; arguments, steps and errors are those of ``export_reel``.

    ``targets`` has one path per clip; ``app.core.clip_names`` makes them. A file that is finished stays when a later
    one fails or is cancelled.
    """
    if not reel.clips:
        raise ExportError("The reel is empty. Accept an event, lower a threshold, or choose more labels.")
    for target in targets:
        check_target(target, overwrite)
    cuts = plan_cuts(reel, sources)
    for target in targets:
        refuse_source_as_target(cuts, target)
    results: list[ExportResult] = []
    for i, (cut, target) in enumerate(zip(cuts, targets, strict=True)):
        with closing(_export((cut,), [cut.clip.label], target, options or EncodingOptions(), verify)) as steps:
            for step in steps:
                results += step.results
                yield ExportStep((i + step.fraction) / len(cuts), f"{target.name}: {step.message}")
    yield ExportStep(1.0, "Done", tuple(results))


def _export(
    cuts: tuple[Cut, ...], titles: list[str], target: Path, options: EncodingOptions, verify: bool
) -> Generator[ExportStep, None, None]:
    encode, check = (0.9, 0.05) if verify else (0.95, 0.0)
    with replacing(target) as finished, _workshop(target.parent) as folder:
        segments: list[Segment] = []
        with closing(_encoded(cuts, titles, options, folder, segments)) as fractions:
            for fraction in fractions:
                yield ExportStep(encode * fraction, "Cutting")
        has_audio = any(segment.audio is not None for segment in segments)
        with closing(join(segments, finished, has_audio, len(segments) > 1, {"title": target.stem})) as fractions:
            for fraction in fractions:
                yield ExportStep(encode + (1 - encode - check) * fraction, "Joining")
        verification = None
        with closing(verify_export(finished, cuts, segments, options)) as findings:
            for verification in findings if verify else ():  # noqa: B007 - the last one counts
                yield ExportStep(1 - check, "Checking")
    yield ExportStep(1.0, "Done", (ExportResult(target, cuts, verification, _warnings(cuts, options)),))


def _encoded(
    cuts: tuple[Cut, ...], titles: list[str], options: EncodingOptions, folder: Path, segments: list[Segment]
) -> Generator[float, None, None]:
    """Encode each cut and append its segment; yields the share done."""
    matches = list({cut.source.path: cut.source for cut in cuts}.values())
    canvas, steady = canvas_of(matches, options), is_steady(cuts, options)
    check_size(canvas)
    total = sum(cut.frame_count for cut in cuts)
    done = start = 0
    for i, (cut, title) in enumerate(zip(cuts, titles, strict=True)):
        units = frame_units(cut, options)
        end = start + length_units(cut, options)
        track = _track(cut, options)
        video, audio = folder / f"{i}.mp4", folder / f"{i}.pcm"
        outputs = video_arguments(cut, canvas, options, video, steady)
        if track is not None:
            outputs += audio_arguments(cut, track, samples_at(end) - samples_at(start), audio)
        segment = Segment(video, start, end, units, audio if track is not None else None, title)
        with closing(_run(cut, outputs, len(units), video, folder / f"{i}.log")) as frames:
            for count in frames:
                yield (done + min(1.0, count / len(units)) * cut.frame_count) / total
        segments.append(segment)
        done, start = done + cut.frame_count, end


def _run(cut: Cut, outputs: list[str], expected: int, video: Path, log: Path) -> Generator[int, None, None]:
    """Encode one cut; where seeking in its file lands wrong, read it from the beginning instead."""
    for from_start in (False, True):
        arguments = [*input_arguments(cut, from_start), *outputs]
        with closing(run_ffmpeg(arguments, log)) as progress:
            for step in progress:
                yield step.frames
        if count_frames(video) == expected:
            return
    raise ExportError(
        f"{str(cut.source.path)!r} is damaged between {cut.start:.2f} s and {cut.end:.2f} s: "
        f"the cut has {count_frames(video)} of {expected} frames. Move its in or out point."
    )


def _track(cut: Cut, options: EncodingOptions) -> int | None:
    tracks = cut.source.audio_streams
    return None if options.audio is None or not tracks else tracks[min(options.audio, len(tracks) - 1)]


def _warnings(cuts: tuple[Cut, ...], options: EncodingOptions) -> tuple[str, ...]:
    found = [warning for cut in cuts for warning in cut.source.info.warnings]
    if options.audio is not None:
        silent = [cut.source.path.name for cut in cuts if not cut.source.audio_streams]
        found += [f"{name!r} has no sound: its clips are silent." for name in silent]
    return tuple(dict.fromkeys(found))


@contextmanager
def _workshop(parent: Path) -> Iterator[Path]:
    """A folder for a cut's parts, beside the target so that nothing crosses disks; always removed."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".rmsnet-export-", dir=parent))
    except OSError as error:
        raise OutputError(parent, "cannot be written", "Choose another folder.") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
