"""python -m rmsnet export-onnx: write a checkpoint as ONNX, checked against PyTorch.

A backbone written beside its checkpoint (SPOTTER.onnx beside SPOTTER.safetensors) makes analysis on a CPU faster.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rmsnet import checkpoint, onnx_export


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("checkpoint", type=Path, help="a spotter, such as RUN/best.safetensors")
    parser.add_argument("out", type=Path, help="the file to write, such as spotter.onnx")
    parser.add_argument("--part", choices=("head", "network", "backbone"),
                        help="features in, or frames in; the network where the checkpoint has a backbone")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    spotter = checkpoint.load(args.checkpoint)
    part: onnx_export.Part = args.part or ("head" if spotter.config.backbone is None else "network")
    written = onnx_export.export(spotter, args.out, part)
    shape = ", ".join(map(str, written.input_shape))
    taken, given = ("frames", "features") if part == "backbone" else ("snippets", "logits and offset")
    print(f"{written.path}: the {part}, {taken} [{shape}] in, {given} out")
    print(f"Largest difference from PyTorch: {written.difference:.1e}")
    return 0
