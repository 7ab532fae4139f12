"""python -m rmsnet export-onnx: write a checkpoint as ONNX, checked against PyTorch."""

from __future__ import annotations

import argparse
from pathlib import Path

from rmsnet import checkpoint, onnx_export


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("checkpoint", type=Path, help="a spotter, such as RUN/best.safetensors")
    parser.add_argument("out", type=Path, help="the file to write, such as spotter.onnx")
    parser.add_argument("--part", choices=("head", "network"),
                        help="features in, or frames in; the network where the checkpoint has a backbone")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    spotter = checkpoint.load(args.checkpoint)
    part: onnx_export.Part = args.part or ("head" if spotter.network.backbone is None else "network")
    written = onnx_export.export(spotter, args.out, part)
    shape = ", ".join(map(str, written.input_shape))
    print(f"{written.path}: the {part}, snippets [{shape}] in, logits and offset out")
    print(f"Largest difference from PyTorch: {written.difference:.1e}")
    return 0
