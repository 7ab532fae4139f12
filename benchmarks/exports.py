"""Are exports exact, and how long do they take? Prints one line per row of the table of goals.

python -m benchmarks.exports [--quick]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from app.core.cuts import plan_cuts
from app.core.encoding import EncodingOptions
from app.core.export_checks import read_sound, sound_shift
from app.core.exporting import ExportResult, export_reel
from app.core.pieces import planned
from app.core.reel import Reel
from tests.app.core.cutting_room import expected_barcodes, random_reel, shown_barcodes, with_noise
from tests.media import make

KINDS = ("constant_25", "ntsc_2997", "gop250_bframes", "variable_rate", "late_video")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the cuts")
    cuts, clips = (4, 6) if parser.parse_args().quick else (40, 60)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in KINDS:
            path = make(kind, folder)
            measure(f"exact, {kind}", with_noise(path, folder) if kind != "late_video" else path, cuts, "exact", folder)
        path = with_noise(make("gop250_bframes", folder), folder)
        measure("reel of many clips", path, clips, "exact", folder)
        measure("lossless, key frame every 12", make("gop12", folder), cuts, "lossless", folder)
        measure("smart, key frame every 12", make("gop12", folder), cuts, "smart", folder)


def measure(title: str, path: Path, count: int, mode: str, folder: Path) -> None:
    """Export a random reel and compare every frame and, where there is sound, every clip's sync."""
    reel, options = random_reel(path, count, seed=count), EncodingOptions(mode=mode)  # type: ignore[arg-type]
    started = time.perf_counter()
    *_, last = export_reel(reel, [path], folder / "reel.mp4", options, overwrite=True)
    seconds = time.perf_counter() - started
    (result,) = last.results
    expected = expected_barcodes(planned(plan_cuts(reel, [path]), options), shown_barcodes(path))
    found = shown_barcodes(result.path)
    wrong = sum(a != b for a, b in zip(found, expected, strict=False)) + abs(len(found) - len(expected))
    shifts = _shifts(path, reel, result)
    sync = f"{max(map(abs, shifts)) * 1000:.2f} ms at worst, {abs(shifts[-1]) * 1000:.2f} ms last" if shifts else "-"
    print(f"{title:32} {count:3} cuts  {wrong} of {len(expected)} frames wrong  sync {sync}  {seconds:.1f} s")


def _shifts(path: Path, reel: Reel, result: ExportResult) -> list[float]:
    place, shifts = 0.0, []
    for cut in result.cuts:
        if cut.source.audio_streams and cut.duration > 0.3:
            start = cut.start + float(int(cut.source.table.pts[0]) * cut.source.table.time_base)
            shift = sound_shift(read_sound(path, start, cut.duration), read_sound(result.path, place, cut.duration))
            shifts += [] if shift is None else [shift]
        place += cut.duration
    return shifts


if __name__ == "__main__":
    main()
