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
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.atomic import check_target, is_abandoned, owner_mark, replacing
from app.core.canvas import canvas_of
from app.core.cuts import Cut, plan_cuts, refuse_source_as_target
from app.core.encoders import uses_hardware
from app.core.encoding import EncodingOptions
from app.core.export_checks import Verification, verify_export
from app.core.ffmpeg import ExportError
from app.core.joining import join
from app.core.lettering import Caption
from app.core.pieces import planned, why_not_smart
from app.core.reel import Reel
from app.core.running_order import RunningOrder, running_order
from app.core.segments import SegmentMaker
from rmsnet.errors import OutputError

_WORKSHOP = ".rmsnet-export-"


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
    captions: Sequence[Caption] = (),
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
        captions: what the lower thirds say; the clips' labels when absent.
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
    words = _Words.of(cuts, titles, captions)
    yield from _export(cuts, words, target, options or EncodingOptions(), verify)


def export_clips(
    reel: Reel,
    sources: Sequence[Path],
    targets: Sequence[Path],
    options: EncodingOptions | None = None,
    *,
    overwrite: bool = False,
    titles: Sequence[str] = (),
    captions: Sequence[Caption] = (),
    verify: bool = True,
) -> Generator[ExportStep, None, None]:
    """Write each clip as a file of its own; arguments, steps and errors are those of ``export_reel``.

    ``targets`` has one path per clip; ``app.core.clip_names`` makes them. A file that is finished stays when a later
    one fails or is cancelled. A title card and cross-fades belong to a reel and are left out.
    """
    if not reel.clips:
        raise ExportError("The reel is empty. Accept an event, lower a threshold, or choose more labels.")
    for target in targets:
        check_target(target, overwrite)
    cuts = plan_cuts(reel, sources)
    for target in targets:
        refuse_source_as_target(cuts, target)
    options = replace(options or EncodingOptions(), title="", cross_fade=0.0)
    words = _Words.of(cuts, titles, captions)
    results: list[ExportResult] = []
    for i, (cut, target) in enumerate(zip(cuts, targets, strict=True)):
        with closing(_export((cut,), words.only(i), target, options, verify)) as steps:
            for step in steps:
                results += step.results
                yield ExportStep((i + step.fraction) / len(cuts), f"{target.name}: {step.message}")
    yield ExportStep(1.0, "Done", tuple(results))


@dataclass(frozen=True, slots=True)
class _Words:
    """What is written about each cut: its chapter and its lower third."""

    titles: tuple[str, ...]
    captions: tuple[Caption, ...]

    @classmethod
    def of(cls, cuts: Sequence[Cut], titles: Sequence[str], captions: Sequence[Caption]) -> _Words:
        labels = [cut.clip.label for cut in cuts]
        return cls(
            tuple(titles[i] if i < len(titles) else label for i, label in enumerate(labels)),
            tuple(captions[i] if i < len(captions) else Caption(label) for i, label in enumerate(labels)),
        )

    def only(self, index: int) -> _Words:
        """Of one cut."""
        return _Words(self.titles[index : index + 1], self.captions[index : index + 1])


@dataclass(frozen=True, slots=True)
class _Job:
    """One file to make."""

    cuts: tuple[Cut, ...]
    words: _Words
    finished: Path
    folder: Path
    verify: bool


def _export(
    cuts: tuple[Cut, ...], words: _Words, target: Path, options: EncodingOptions, verify: bool
) -> Generator[ExportStep, None, None]:
    done = 0.0
    with closing(_tries(cuts, words, target, options, verify)) as steps:
        for step in steps:  # a second try begins where the first one ended
            done = max(done, step.fraction)
            yield replace(step, fraction=done)


def _tries(
    cuts: tuple[Cut, ...], words: _Words, target: Path, options: EncodingOptions, verify: bool
) -> Generator[ExportStep, None, None]:
    why = why_not_smart(cuts, options) if options.mode == "smart" else None
    with replacing(target) as finished, _workshop(target.parent) as folder:
        job = _Job(cuts, words, finished, folder, verify)
        result = yield from _first_try(job, options)
        found = result.verification
        if options.mode == "smart" and why is None and found is not None and not found.is_good:
            why = f"Copied frames did not fit ({found.describe()}), so all were encoded."
            result = yield from _made(job, replace(options, mode="exact", encoder="software"))
        warnings = (*_warnings(cuts, options), *result.warnings, *([why] if why else []))
    yield ExportStep(1.0, "Done", (replace(result, path=target, warnings=warnings),))


def _first_try(job: _Job, options: EncodingOptions) -> Generator[ExportStep, None, ExportResult]:
    """Make a file; where a hardware encoder that was not asked for by name fails, by software."""
    if options.encoder != "auto" or not uses_hardware(job.cuts, options):
        return (yield from _made(job, options))
    try:
        result = yield from _made(job, options)
        if result.verification is None or result.verification.is_good:
            return result
        why = result.verification.describe()
    except ExportError as error:
        why = str(error)
    result = yield from _made(job, replace(options, encoder="software"))
    warning = f"The hardware encoder did not do ({why.rstrip('.')}), so the software one was used."
    return replace(result, warnings=(*result.warnings, warning))


def _made(job: _Job, options: EncodingOptions) -> Generator[ExportStep, None, ExportResult]:
    """Cut, join and check; what is returned lies at the job's ``finished``."""
    encode, check = (0.9, 0.05) if job.verify else (0.95, 0.0)
    real = planned(job.cuts, options)
    order = running_order(real, job.words.titles, options)
    maker = SegmentMaker(job.cuts, order, options, job.words.captions, job.folder)
    with closing(maker.make()) as fractions:
        for fraction in fractions:
            yield ExportStep(encode * fraction, "Cutting")
    chapters = order.chapters if len(order.chapters) > 1 else ()
    title = options.title or job.words.titles[0]
    with closing(join(maker.segments, maker.sounds, job.finished, chapters, {"title": title})) as fractions:
        for fraction in fractions:
            yield ExportStep(encode + (1 - encode - check) * fraction, "Joining")
    verification = None
    with closing(verify_export(job.finished, real, order, maker.segments, options)) as findings:
        for verification in findings if job.verify else ():  # noqa: B007 - the last one counts
            yield ExportStep(1 - check, "Checking")
    return ExportResult(job.finished, real, verification, _shortened(order))


def _shortened(order: RunningOrder) -> tuple[str, ...]:
    if not order.hard_cuts:
        return ()
    numbers = ", ".join(str(number) for number in order.hard_cuts)
    return (f"Too short for the whole cross-fade, so it is shorter or a cut after clip {numbers}.",)


def _warnings(cuts: tuple[Cut, ...], options: EncodingOptions) -> tuple[str, ...]:
    found = [warning for cut in cuts for warning in cut.source.info.warnings]
    if options.audio is not None:
        silent = [cut.source.path.name for cut in cuts if not cut.source.audio_streams]
        found += [f"{name!r} has no sound: its clips are silent." for name in silent]
    canvas = canvas_of([cut.source for cut in cuts], options)
    for cut in cuts if options.mode != "lossless" else ():
        if cut.source.colours.is_hdr:
            kept = "kept in 10-bit H.265; other players show it pale" if canvas.colours.is_hdr else "made ordinary"
            found.append(f"{cut.source.path.name!r} is {cut.source.colours.name}: {kept}.")
    return tuple(dict.fromkeys(found))


@contextmanager
def _workshop(parent: Path) -> Iterator[Path]:
    """A folder for a cut's parts, beside the target so that nothing crosses disks; always removed.

    What an export that was killed has left there is removed first.
    """
    with suppress(OSError):
        for left in parent.glob(f"{_WORKSHOP}*"):
            if is_abandoned(left, left.name.removeprefix(_WORKSHOP).rpartition("-")[0]):
                shutil.rmtree(left, ignore_errors=True)
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"{_WORKSHOP}{owner_mark()}-", dir=parent))
    except OSError as error:
        raise OutputError(parent, "cannot be written", "Choose another folder.") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
