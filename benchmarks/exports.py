"""Are exports exact, and how long do they take? Prints one line per row of the table of goals.

python -m benchmarks.exports [--quick]
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import replace
from fractions import Fraction
from itertools import count
from pathlib import Path

import cv2
import numpy as np

from app.core.cuts import open_match, plan_cuts
from app.core.encoding import EncodingOptions
from app.core.export_checks import read_sound, sound_shift
from app.core.exporting import ExportResult, export_clips, export_reel
from app.core.pieces import plan_pieces, planned
from app.core.reel import Clip, Reel
from rmsnet.video import FrameReader
from tests.app.core.cutting_room import expected_barcodes, random_reel, shown_barcodes, with_noise
from tests.media import barcode, encode, ffmpeg, make, read_barcode

KINDS = ("constant_25", "ntsc_2997", "gop250_bframes", "variable_rate", "late_video")
LOSSLESS_KINDS = ("gop12", "gop250_bframes", "ntsc_2997", "variable_rate", "nonzero_start")
SMART_KINDS = ("gop12", "constant_25", "ntsc_2997", "variable_rate", "cover_art")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the cuts")
    is_quick = parser.parse_args().quick
    cuts, clips, long = (4, 6, 2) if is_quick else (40, 60, 10)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in KINDS:
            path = make(kind, folder)
            sounding = with_noise(path, folder) if kind != "late_video" else path
            measure(f"exact, {kind}", sounding, cuts, EncodingOptions(), folder)
        path = with_noise(make("gop250_bframes", folder), folder)
        measure("reel of many clips", path, clips, EncodingOptions(), folder)
        measure("reel with cross-fades", path, clips, EncodingOptions(cross_fade=0.2), folder)
        for kind in LOSSLESS_KINDS:
            share = max(1, cuts // len(LOSSLESS_KINDS))
            measure(f"lossless, {kind}", make(kind, folder), share, EncodingOptions(mode="lossless"), folder)
        for kind in SMART_KINDS:
            share = max(1, cuts // len(SMART_KINDS))
            measure(f"smart, {kind}", make(kind, folder), share, EncodingOptions(mode="smart"), folder)
        broadcast = make_broadcast(folder, 30 if is_quick else 60)
        smart_speed(broadcast, long, folder)
        cancelling(broadcast, 2 if is_quick else 10, folder)
    print(f"all of it {time.perf_counter() - started:.0f} s")


def measure(title: str, path: Path, number: int, options: EncodingOptions, folder: Path) -> None:
    """Export a random reel and compare every frame and, where there is sound, every clip's sync."""
    longest = 1.2 if options.mode != "smart" else 5.0
    reel = random_reel(path, number, seed=number, longest=longest)
    promised = planned(plan_cuts(reel, [path]), options)
    started = time.perf_counter()
    *_, last = export_reel(reel, [path], folder / "reel.mp4", options, overwrite=True)
    seconds = time.perf_counter() - started
    (result,) = last.results
    found = result.verification
    assert found is not None
    if options.cross_fade:
        told = f"{found.frames} of {found.expected_frames} frames, {len(found.wrong_frames)} ends wrong"
        print(f"{title:28} {number:3} cuts  {told}  sync {(found.sync_error or 0) * 1000:.2f} ms  {seconds:.1f} s")
        return
    expected, shown = expected_barcodes(promised, shown_barcodes(path)), shown_barcodes(result.path)
    wrong = sum(a != b for a, b in zip(shown, expected, strict=False)) + abs(len(shown) - len(expected))
    ends = _wrong_ends(result, shown, shown_barcodes(path))
    shifts = _shifts(path, result)
    sync = f"{max(map(abs, shifts)) * 1000:.2f} ms at worst, {abs(shifts[-1]) * 1000:.2f} ms last" if shifts else "-"
    copied = _copied(path, reel, options)
    told = f"{wrong} of {len(expected)} frames wrong, {ends} of {2 * number} ends"
    print(f"{title:28} {number:3} cuts  {told}  sync {sync}  {seconds:.1f} s{copied}", flush=True)


def _wrong_ends(result: ExportResult, shown: list[int], source: list[int]) -> int:
    place, wrong = 0, 0
    for cut in result.cuts:
        first, last = place, place + cut.frame_count - 1
        if last >= len(shown):
            return wrong + 2
        wrong += (shown[first] != source[cut.first_frame]) + (shown[last] != source[cut.last_frame])
        place = last + 1
    return wrong


def _shifts(path: Path, result: ExportResult) -> list[float]:
    place, shifts = 0.0, []
    for cut in result.cuts:
        if cut.source.audio_streams and cut.duration > 0.3:
            start = cut.start + float(int(cut.source.table.pts[0]) * cut.source.table.time_base)
            shift = sound_shift(read_sound(path, start, cut.duration), read_sound(result.path, place, cut.duration))
            shifts += [] if shift is None else [shift]
        place += cut.duration
    return shifts


def _copied(path: Path, reel: Reel, options: EncodingOptions) -> str:
    if options.mode != "smart":
        return ""
    pieces = [piece for plan in plan_pieces(plan_cuts(reel, [path]), options) for piece in plan]
    copied = sum(piece.cut.frame_count for piece in pieces if piece.is_copied)
    return f"  {copied / sum(piece.cut.frame_count for piece in pieces):.0%} copied"


def make_broadcast(folder: Path, seconds: int) -> Path:
    """A 720p25 file with a key frame every 250 frames, as much detail as a stand of people, and sound."""
    texture = np.random.default_rng(0).normal(0, 18, (720 + 64, 1280 + 256)).astype(np.float32)
    texture = cv2.GaussianBlur(texture, (0, 0), 1.5) * 2.5

    def draw(number: int) -> np.ndarray:
        moved = texture[number // 3 % 64 :, number * 2 % 256 :][:720, :1280, None]
        return np.clip(barcode(number, 1280, 720) + moved, 0, 255).astype(np.uint8)

    picture, path = folder / "picture.mp4", folder / "broadcast.mp4"
    times = [Fraction(n, 25) for n in range(25 * seconds)]
    options = {"g": "250", "bf": "3", "x264-params": "scenecut=0:keyint=250"}
    encode(picture, times, size=(1280, 720), options=options, draw=draw)
    noise = f"anoisesrc=d={seconds}:c=pink:r=48000:a=0.3"
    ffmpeg("-i", picture, "-f", "lavfi", "-i", noise, "-c:v", "copy", "-c:a", "aac", path)
    return path


def smart_speed(path: Path, number: int, folder: Path) -> None:
    """Clips of 15 s: how much faster than exact, and are all frames right?"""
    duration = open_match(path).duration
    starts = np.random.default_rng(1).uniform(0, duration - 15.1, number)
    reel = Reel(tuple(Clip(None, 0, "goal", float(start), float(start) + 15.0) for start in starts))
    seconds, work = {}, {}
    for mode in ("exact", "smart"):
        targets = [folder / f"{mode}-{n}.mp4" for n in range(number)]
        options = replace(EncodingOptions(), mode=mode)  # type: ignore[arg-type]
        started, before = time.perf_counter(), sum(os.times()[:4])
        *_, last = export_clips(reel, [path], targets, options, overwrite=True)
        seconds[mode], work[mode] = time.perf_counter() - started, sum(os.times()[:4]) - before
    wrong = sum(_barcode_faults(result) for result in last.results)
    fallen_back = sum("encoded" in " ".join(result.warnings) for result in last.results)
    ratio, cheaper = seconds["exact"] / seconds["smart"], work["exact"] / work["smart"]
    took = f"exact {seconds['exact']:.1f} s, smart {seconds['smart']:.1f} s: {ratio:.2f} x, processor {cheaper:.2f} x"
    title = "smart, 15 s clips of 720p"
    print(f"{title:28} {number:3} cuts  {wrong} frames wrong  {took}  {fallen_back} fell back", flush=True)


def _barcode_faults(result: ExportResult) -> int:
    (cut,) = result.cuts
    with FrameReader(result.path) as reader:
        found = [read_barcode(reader.read(n)) for n in range(len(reader))]
    return sum(a != b for a, b in zip(found, count(cut.first_frame), strict=False)) + abs(len(found) - cut.frame_count)


def cancelling(path: Path, number: int, folder: Path) -> None:
    """Stop an export at random moments: how long until it is over, and is anything left?"""
    place = folder / "cancelled"
    place.mkdir()
    reel = Reel(tuple(Clip(None, 0, "goal", 1.0 + n, 9.0 + n) for n in range(4)))
    longest, left = 0.0, 0
    for moment in np.random.default_rng(2).uniform(0.1, 6.0, number):
        steps = export_reel(reel, [path], place / "reel.mp4", EncodingOptions(quality="high"))
        until = time.perf_counter() + float(moment)
        for _ in steps:
            if time.perf_counter() > until:
                break
        started = time.perf_counter()
        steps.close()
        longest = max(longest, time.perf_counter() - started)
        left += len(list(place.iterdir()))
    print(f"{'cancel at any moment':28} {number:3} times {longest:.2f} s at worst, {left} files left", flush=True)


if __name__ == "__main__":
    main()
