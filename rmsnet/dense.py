"""Every window of a match at stride 1, computed with exact sharing instead of window by window.

Neighbouring snippets overlap in 40 of 41 frames, so FC1 and almost all of both convolutions are the same for
all of them. Only outputs whose receptive field touches a snippet's zero padding differ: the first and last 4
of conv1, the first and last 8 of conv2. Conv1's edge outputs are partial sums of products that exist anyway;
conv2's need 52 more tap products per frame, against 369 when every window is run on its own. The result is
the network's own, up to the order of float32 additions.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from rmsnet.model import KERNEL, Head, Prediction
from rmsnet.snippets import gather

_REACH = KERNEL // 2  # 4: how far one convolution looks to each side
_CHUNK = 1024  # windows computed at once: bounds memory, whatever the length of the match


@torch.inference_mode()
def predict_every_window(head: Head, features: Tensor, snippet_frames: int) -> Prediction:
    """Predictions of the N - T + 1 windows of features ``[N, D]`` (N >= T), stride 1.

    Equal to ``head(all windows)`` to 1e-5. Dropout must be off (``head.eval()``).
    """
    windows = len(features) - snippet_frames + 1
    if windows < 1:
        raise ValueError(f"{len(features)} frames hold no snippet of {snippet_frames}")
    pool = _pooled if snippet_frames > 4 * _REACH else _pooled_one_by_one
    parts = [
        pool(head, features[start : min(start + _CHUNK, windows) + snippet_frames - 1], snippet_frames)
        for start in range(0, windows, _CHUNK)
    ]
    return head.classify(torch.cat(parts))


def _pooled_one_by_one(head: Head, features: Tensor, snippet_frames: int) -> Tensor:
    """The maximum over time ``[M, 128]`` for snippets so short that padding touches every output."""
    snippets = gather(features, list(range(len(features) - snippet_frames + 1)), snippet_frames)
    x = torch.relu(head.conv1(head.fc1(snippets).transpose(1, 2)))
    return torch.relu(head.conv2(x)).amax(dim=2)


def _pooled(head: Head, features: Tensor, snippet_frames: int) -> Tensor:
    """The maximum over time ``[M, 128]`` of each of the M windows of ``[N, D]`` features."""
    windows = len(features) - snippet_frames + 1
    inner, left, right = _conv1_outputs(head, head.fc1(features))
    inner_taps = _tap_products(inner, head.conv2.weight)
    middle = torch.relu(_sum_taps(inner_taps, range(KERNEL)) + _bias(head.conv2))
    # Interior outputs of a window that starts at s are middle[s + 8 .. s + T - 9].
    pooled = _sliding_max(middle[2 * _REACH :], snippet_frames - 4 * _REACH)[:windows]
    left_taps = [_tap_products(x, head.conv2.weight) for x in left]
    right_taps = [_tap_products(x, head.conv2.weight) for x in right]
    for position in (*range(2 * _REACH), *range(snippet_frames - 2 * _REACH, snippet_frames)):
        total = _bias(head.conv2).expand(windows, -1).clone()
        for tap in range(KERNEL):
            source = position + tap - _REACH  # the conv1 output this tap reads, counted in the snippet
            if source < 0 or source >= snippet_frames:
                continue
            from_end = snippet_frames - 1 - source
            products = (
                left_taps[source] if source < _REACH else right_taps[from_end] if from_end < _REACH else inner_taps
            )
            total += products[tap, source : source + windows]
        pooled = torch.maximum(pooled, torch.relu(total))
    return pooled


def _conv1_outputs(head: Head, projected: Tensor) -> tuple[Tensor, list[Tensor], list[Tensor]]:
    """Conv1 at every frame ``[N, 256]``: inside a snippet, and i frames from its first or last frame (i < 4)."""
    products = _tap_products(projected, head.conv1.weight)
    bias = _bias(head.conv1)
    inner = torch.relu(_sum_taps(products, range(KERNEL)) + bias)
    left = [torch.relu(_sum_taps(products, range(_REACH - i, KERNEL)) + bias) for i in range(_REACH)]
    right = [torch.relu(_sum_taps(products, range(_REACH + i + 1)) + bias) for i in range(_REACH)]
    return inner, left, right


def _bias(conv: nn.Conv1d) -> Tensor:
    assert conv.bias is not None  # noqa: S101 - both convolutions of the head have one
    return conv.bias


def _tap_products(x: Tensor, weight: Tensor) -> Tensor:
    """Each tap's product with each frame ``[9, N, out]`` for frames ``[N, in]`` and a weight ``[out, in, 9]``."""
    return torch.matmul(x, weight.permute(2, 1, 0))


def _sum_taps(products: Tensor, taps: range) -> Tensor:
    """The convolution ``[N, out]`` from tap products ``[9, N, out]``; frames outside count as zero."""
    total = torch.zeros_like(products[0])
    frames = len(total)
    for tap in taps:
        shift = tap - _REACH
        to, origin = max(0, -shift), max(0, shift)
        count = max(frames - abs(shift), 0)
        total[to : to + count] += products[tap, origin : origin + count]
    return total


def _sliding_max(x: Tensor, width: int) -> Tensor:
    """Maxima ``[N - width + 1, ...]`` over runs of ``width`` rows, by doubling: log2(width) passes."""
    covered = 1
    while covered * 2 <= width:
        x = torch.maximum(x[:-covered], x[covered:])
        covered *= 2
    rest = width - covered
    return torch.maximum(x[: len(x) - rest], x[rest:]) if rest else x
