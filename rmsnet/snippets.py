"""Where snippets lie in a sequence of frames, and what to do with a sequence shorter than one."""

from __future__ import annotations

import torch
from torch import Tensor


def snippet_starts(frames: int, snippet_frames: int, stride: int) -> list[int]:
    """First frames of the snippets that cover a sequence, the last one anchored at its end (section III-C).

    Args:
        frames: length of the sequence; a shorter one than a snippet counts as one snippet.
        snippet_frames: T.
        stride: frames between starts; T for the paper's inference, 1 for dense votes.
    """
    last = max(frames - snippet_frames, 0)
    starts = list(range(0, last + 1, stride))
    if starts[-1] != last:
        starts.append(last)
    return starts


def at_least_one_snippet(features: Tensor, snippet_frames: int) -> Tensor:
    """Features ``[N, D]`` with the last frame repeated up to T frames; longer ones come back as they are.

    Raises:
        ValueError: there is no frame at all.
    """
    missing = snippet_frames - len(features)
    if not len(features):
        raise ValueError("a sequence needs at least one frame")
    if missing <= 0:
        return features
    return torch.cat([features, features[-1:].expand(missing, -1)])


def gather(features: Tensor, starts: list[int] | Tensor, snippet_frames: int) -> Tensor:
    """The snippets ``[B, T, D]`` that begin at these frames of ``[N, D]`` features."""
    first = torch.as_tensor(starts, device=features.device).unsqueeze(1)
    return features[first + torch.arange(snippet_frames, device=features.device)]
