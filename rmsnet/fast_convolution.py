"""The head's convolutions with about four times fewer multiplications, for training on a CPU.

A 1D convolution of length T with K taps, zero padded to keep its length, is a bilinear form of the input and the
taps. Done directly it costs T * K products of channel matrices (41 * 9 = 369). Through a discrete Fourier transform
of N = T + K // 2 points it costs one product per real frequency and three per complex one (Karatsuba), 67 in all,
and the transforms are three small constant matrices::

    y = A @ ((G @ w) * (B @ x))

N need only be T + K // 2, not T + K - 1: the K // 2 outputs that wrap around fall where nobody reads. The result is
the convolution itself, up to float32 rounding, and the gradients follow by automatic differentiation.
"""

from __future__ import annotations

import functools
import math
from typing import Any

import torch
from torch import Tensor

from rmsnet.model import Head, Prediction


@functools.lru_cache(maxsize=16)
def transforms(length: int, taps: int) -> tuple[Tensor, Tensor, Tensor]:
    """The constant matrices B ``[P, T]``, G ``[P, K]`` and A ``[T, P]`` for ``length`` T and ``taps`` K (odd)."""
    size = length + taps // 2
    time = torch.arange(size, dtype=torch.float64)
    rows_x, rows_w, columns = [], [], []
    for frequency in range(size // 2 + 1):
        angle = 2 * math.pi * frequency * time / size
        cos, sin = torch.cos(angle), torch.sin(angle)
        # The output at time t is the circular result at t + K // 2 (cross-correlation read from the left pad).
        shift = 2 * math.pi * frequency * time[:length] / size
        back_cos, back_sin = torch.cos(shift) / size, torch.sin(shift) / size
        if frequency == 0 or 2 * frequency == size:
            rows_x.append(cos)
            rows_w.append(cos)
            columns.append(back_cos)
            continue
        # (xr + i xi)(wr + i wi) = (p1 - p2) + i (p3 - p1 - p2) with p1 = xr wr, p2 = xi wi, p3 = (xr+xi)(wr+wi).
        rows_x += [cos, -sin, cos - sin]
        rows_w += [cos, sin, cos + sin]
        real, imaginary = 2 * back_cos, -2 * back_sin
        columns += [real - imaginary, -real - imaginary, imaginary]
    pad = taps // 2
    # Input sample t sits at t + pad of the padded signal; taps keep their order (cross-correlation).
    b = torch.stack([torch.roll(row, -pad)[:length] for row in rows_x])
    g = torch.stack([row[:taps] for row in rows_w])
    return b.float(), g.float(), torch.stack(columns, dim=1).float()


class Workspace:
    """The large arrays of one convolution, kept from batch to batch: fresh pages cost more than the arithmetic."""

    def __init__(self) -> None:
        self._arrays: dict[tuple[str, tuple[int, ...]], Tensor] = {}

    def array(self, name: str, *shape: int) -> Tensor:
        """An uninitialised float32 array that is the same memory for the same name and shape."""
        found = self._arrays.get((name, shape))
        if found is None:
            found = self._arrays[name, shape] = torch.empty(shape)
        return found


class _Convolution(torch.autograd.Function):
    """``convolve``; one forward and its backward must be done before the workspace is used again."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, space: Workspace) -> Tensor:
        length, batch, inputs = x.shape
        outputs, _, taps = weight.shape
        b, g, a = transforms(length, taps)
        spectra = space.array("spectra", len(b), batch, inputs)
        kernels = space.array("kernels", len(b), inputs, outputs)
        products = space.array("products", len(b), batch, outputs)
        torch.mm(b, x.reshape(length, -1), out=spectra.view(len(b), -1))
        torch.mm(g, weight.permute(2, 1, 0).reshape(taps, -1), out=kernels.view(len(b), -1))
        torch.bmm(spectra, kernels, out=products)
        ctx.space, ctx.shapes = space, (x.shape, weight.shape)
        return (a @ products.view(len(b), -1)).view(length, batch, outputs)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, Tensor, None]:
        (length, batch, inputs), (outputs, _, taps) = ctx.shapes
        b, g, a = transforms(length, taps)
        space = ctx.space
        spectra = space.array("spectra", len(b), batch, inputs)
        kernels = space.array("kernels", len(b), inputs, outputs)
        products = space.array("products", len(b), batch, outputs)
        back = space.array("back", len(b), batch, inputs)
        torch.mm(a.T, gradient.reshape(length, -1), out=products.view(len(b), -1))
        torch.bmm(products, kernels.transpose(1, 2), out=back)
        torch.bmm(spectra.transpose(1, 2), products, out=kernels)
        x_gradient = (b.T @ back.view(len(b), -1)).view(length, batch, inputs)
        taps_first = (g.T @ kernels.view(len(b), -1)).view(taps, inputs, outputs)
        return x_gradient, taps_first.permute(2, 1, 0), None


def convolve(x: Tensor, weight: Tensor, bias: Tensor | None, space: Workspace | None = None) -> Tensor:
    """``conv1d`` with stride 1 and padding K // 2 on float32 time-major arrays.

    Args:
        x: ``[T, B, C]``.
        weight: ``[O, C, K]`` with odd K.
        bias: ``[O]`` or None.
        space: arrays to reuse; it belongs to this call until its backward pass is done.

    Returns:
        ``[T, B, O]``.
    """
    y: Tensor = _Convolution.apply(x, weight, space or Workspace())  # type: ignore[no-untyped-call]
    return y if bias is None else y + bias


class FastHead:
    """The head on time-major features, equal to it up to rounding and about 2.5 times faster to train on a CPU.

    Args:
        head: the head whose parameters are used; its mode (train or eval) is respected.
    """

    def __init__(self, head: Head) -> None:
        self.head = head
        self._spaces = Workspace(), Workspace()

    def __call__(self, features: Tensor) -> Prediction:
        """Predictions for float32 features ``[T, B, D]``; call backward before the next call."""
        head = self.head
        x = head.fc1(features)
        x = torch.relu(convolve(x, head.conv1.weight, head.conv1.bias, self._spaces[0]))
        x = torch.relu(convolve(x, head.conv2.weight, head.conv2.bias, self._spaces[1]))
        return head.classify(head.dropout(x).amax(dim=0))
