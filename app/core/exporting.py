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
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.atomic import check_target, replacing
from app.core.cuts import Cut, plan_cuts, refuse_source_as_target
from app.core.encoding import EncodingOptions
from app.core.export_checks import Verification, verify_export
from app.core.ffmpeg import ExportError
from app.core.joining import Segment, join
from app.core.pieces import planned, why_not_smart
from app.core.reel import Reel
from app.core.segments import make_segments
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
    why = why_not_smart(cuts, options) if options.mode == "smart" else None
    with replacing(target) as finished, _workshop(target.parent) as folder:
        result = yield from _made(cuts, titles, finished, folder, options, verify)
        found = result.verification
        if options.mode == "smart" and why is None and found is not None and not found.is_good:
            why = f"Copied frames did not fit ({found.describe()}), so all were encoded."
            exact = replace(options, mode="exact")
            result = yield from _made(cuts, titles, finished, folder, exact, verify)
        warnings = (*_warnings(cuts, options), *([why] if why else []))
    yield ExportStep(1.0, "Done", (replace(result, path=target, warnings=warnings),))


def _made(
    cuts: tuple[Cut, ...], titles: list[str], finished: Path, folder: Path, options: EncodingOptions, verify: bool
) -> Generator[ExportStep, None, ExportResult]:
    """Cut, join and check; what is returned lies at ``finished``."""
    encode, check = (0.9, 0.05) if verify else (0.95, 0.0)
    segments: list[Segment] = []
    with closing(make_segments(cuts, titles, options, folder, segments)) as fractions:
        for fraction in fractions:
            yield ExportStep(encode * fraction, "Cutting")
    has_audio = any(segment.audio is not None for segment in segments)
    with closing(join(segments, finished, has_audio, len(segments) > 1, {"title": titles[0]})) as fractions:
        for fraction in fractions:
            yield ExportStep(encode + (1 - encode - check) * fraction, "Joining")
    verification = None
    real = planned(cuts, options)
    with closing(verify_export(finished, real, segments, options)) as findings:
        for verification in findings if verify else ():  # noqa: B007 - the last one counts
            yield ExportStep(1 - check, "Checking")
    return ExportResult(finished, real, verification)


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
