"""Run the benchmarks, one after the other: python -m benchmarks [NAME ...]; without names all of the short ones."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

# Those that end within minutes on two cores; the others (see this folder) are asked for by name.
SHORT = (
    *("dense_votes", "decode", "whole_analysis", "evaluator", "render_speed", "training", "window", "window_promises"),
    "bundled_model",
)
# What makes a long one short; its recorded result stays that of the long one.
SHORTENED = {
    "whole_analysis": (
        "--minutes",
        "2",
        "--repeats",
        "1",
        "--memory-minutes",
        "0",
        "--out",
        "build/whole_analysis.json",
    )
}


def main() -> int:
    names = sys.argv[1:] or [name for name in SHORT if importlib.util.find_spec(f"benchmarks.{name}")]
    failed = []
    for name in names:
        print(f"\n== {name}", flush=True)
        arguments = () if sys.argv[1:] else SHORTENED.get(name, ())
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *arguments], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    known = sorted(p.stem for p in Path(__file__).parent.glob("*.py") if not p.stem.startswith("_"))
    print(f"\nResults are in benchmarks/results. There are: {', '.join(known)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
