"""Damage files at random and analyse each in a process of its own: nothing may crash, hang or fail unnamed.

    python -m benchmarks.fuzz_media [--files 500] [--seed 0] [--seconds 30]

A file passes when its process ends in time with a result (pictures in order, finite times, warnings) or with a
SourceError of one sentence. "Silent" counts the files that gave fewer pictures than the sound one, or pictures
with the wrong number drawn in them, without any warning.
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import multiprocessing
import platform
import random
import resource
import signal
import tempfile
import traceback
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.damage import KINDS, damage
from rmsnet.errors import SourceError
from rmsnet.video import FrameReader, fingerprint, read_frame_table, read_info, sample_frames
from tests.media import frame_times, make, read_barcode

SOURCES = ("constant_25", "gop250_bframes", "variable_rate", "open_gop", "nonzero_start", "intra", "hevc", "beeps")
RESULTS = Path(__file__).parent / "results"


def check(path: Path) -> dict[str, object]:
    """Use a file in every way the application does and say what came out."""
    try:
        info = read_info(path)
        assert info.frame_count == len(read_frame_table(path))
        fingerprint(path)
        with sample_frames(path, size=(90, 160)) as stream:
            samples = [(sample.index, sample.time, read_barcode(sample.image)) for sample in stream]
        with FrameReader(path) as reader:
            for n in (0, len(reader) // 2, len(reader) - 1):
                reader.read(n)
            warnings = [*stream.warnings, *reader.warnings]
    except SourceError as error:
        assert "\n" not in str(error).replace(str(path), "")
        return {"result": "refused", "why": error.problem}
    assert [index for index, _, _ in samples] == list(range(len(samples)))
    assert all(0 <= time <= info.duration for _, time, _ in samples)
    return {
        "result": "analysed",
        "samples": len(samples),
        "pictures": [[time, number] for _, time, number in samples],
        "warnings": warnings,
    }


def expected_samples(path: Path) -> int:
    with sample_frames(path) as stream:
        return stream.expected_frames


def is_silent(source: str, kind: str, outcome: dict, expected: int) -> bool:
    """Tell whether something is missing or wrong and no warning says so."""
    if outcome["result"] != "analysed" or outcome["warnings"]:
        return False
    # Without its first packets a file is sound and shorter: nobody can know that there once were others.
    if kind == "drop":
        return False
    written = [float(time) for time in frame_times(source)]
    wrong = [n >= len(written) or abs(written[n] - time) > 0.05 for time, n in outcome["pictures"]]
    return any(wrong) or outcome["samples"] < expected


def run(files: int, seed: int, seconds: float) -> dict:
    draw, counts, problems = random.Random(seed), Counter(), []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = {kind: make(kind, folder) for kind in SOURCES}
        expected = {kind: expected_samples(path) for kind, path in sources.items()}
        for n in range(files):
            source, kind = SOURCES[n % len(SOURCES)], KINDS[n // len(SOURCES) % len(KINDS)]
            path = damage(sources[source], folder / f"damaged{sources[source].suffix}", kind, draw)
            outcome = _in_own_process(path, seconds)
            if is_silent(source, kind, outcome, expected[source]):
                outcome["result"] = "silent"
            counts[outcome["result"]] += 1
            if outcome["result"] not in ("analysed", "refused"):
                problems.append({"file": n, "source": source, "kind": kind, **outcome})
                print(n, source, kind, {k: v for k, v in outcome.items() if k != "pictures"}, flush=True)
    return {"files": files, "seed": seed, "counts": dict(counts), "problems": problems}


def _in_own_process(path: Path, seconds: float) -> dict:
    """Check a file in a forked process: it hangs when it uses up its CPU time, or sleeps ten times as long."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_send_check, args=(path, sender, math.ceil(seconds)))
    child.start()
    sender.close()
    try:
        if not receiver.poll(10 * seconds):
            child.kill()
            return {"result": "hang", "how": "asleep"}
        return receiver.recv()
    except EOFError:
        child.join()
        if child.exitcode == -signal.SIGXCPU:
            return {"result": "hang", "how": "busy"}
        return {"result": "crash", "code": child.exitcode}
    finally:
        receiver.close()
        child.join()


def _send_check(path: Path, sender: Connection, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    try:
        sender.send(check(path))
    except Exception:  # noqa: BLE001 - reported as a crash of this file
        sender.send({"result": "crash", "stderr": traceback.format_exc()[-800:]})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=30.0, help="CPU time allowed for one file")
    args = parser.parse_args()
    result = run(args.files, args.seed, args.seconds)
    now = datetime.datetime.now(datetime.UTC)
    result = {"date": now.isoformat(timespec="seconds"), "machine": platform.platform(), **result}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "fuzz_media.json").write_text(json.dumps(result, indent=1) + "\n")
    print(json.dumps(result["counts"]))


if __name__ == "__main__":
    main()
