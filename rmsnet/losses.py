"""What training minimises (paper, Eq. 1-3)."""

from __future__ import annotations

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from rmsnet.model import Prediction


class Losses(NamedTuple):
    """Scalars of one batch.

    Attributes:
        total: classification + lambda * offset, Eq. 3.
        classification: cross-entropy averaged over the whole batch, Eq. 1.
        offset: squared error averaged over the foreground alone, Eq. 2; 0 when a batch has none.
    """

    total: Tensor
    classification: Tensor
    offset: Tensor


def spotting_losses(
    prediction: Prediction,
    labels: Tensor,
    offsets: Tensor,
    lambda_offset: float,
    examples: float | None = None,
    foreground: float | None = None,
) -> Losses:
    """The losses of a batch.

    Args:
        prediction: logits ``[B, C + 1]`` with background last, offsets ``[B]`` in 0..1.
        labels: ``[B]`` int64 class index, C for background.
        offsets: ``[B]`` target r = (k + 0.5) / T; ignored where the label is background.
        lambda_offset: weight of the regression.
        examples: what the sum over all snippets is divided by; their number by default. A process that has a part
            of a batch gives the whole batch's number divided by the number of processes.
        foreground: likewise for the sum over the foreground.
    """
    logits = prediction.logits.float()
    is_foreground = (labels < logits.shape[1] - 1).float()
    squared = (prediction.offset.float() - offsets) ** 2 * is_foreground
    count = is_foreground.sum() if foreground is None else torch.tensor(foreground, device=logits.device)
    classification = F.cross_entropy(logits, labels, reduction="sum") / (examples or len(labels))
    # A batch without foreground sums to 0, whatever it is divided by.
    offset = squared.sum() / torch.where(count > 0, count, 1.0)
    total = classification + lambda_offset * offset if lambda_offset else classification
    return Losses(total, classification.detach(), offset.detach())
