import math

import pytest
import torch

from rmsnet.losses import spotting_losses
from rmsnet.model import Prediction


def prediction(batch=6, labels=3):
    torch.manual_seed(0)
    logits = torch.randn(batch, labels + 1, requires_grad=True)
    return Prediction(logits, torch.rand(batch, requires_grad=True))


def test_equation_three_by_hand():
    made = prediction(3)
    labels, target = torch.tensor([0, 3, 2]), torch.tensor([0.1, 0.9, 0.4])
    probability = made.logits.detach().softmax(1)
    classification = -sum(math.log(probability[i, c]) for i, c in enumerate(labels)) / 3
    offset = sum((made.offset[i].item() - target[i].item()) ** 2 for i in (0, 2)) / 2
    losses = spotting_losses(made, labels, target, 10.0)
    assert losses.classification.item() == pytest.approx(classification, rel=1e-5)
    assert losses.offset.item() == pytest.approx(offset, rel=1e-5)
    assert losses.total.item() == pytest.approx(classification + 10 * offset, rel=1e-5)


def test_a_batch_without_foreground_has_no_regression():
    made = prediction()
    losses = spotting_losses(made, torch.full((6,), 3), torch.zeros(6), 10.0)
    losses.total.backward()
    assert losses.offset == 0
    assert torch.equal(losses.total, losses.classification)
    assert not made.offset.grad.any()


def test_offsets_of_background_do_not_count():
    made, labels = prediction(), torch.tensor([0, 1, 2, 3, 3, 3])
    targets = torch.rand(6)
    changed = torch.cat([targets[:3], torch.full((3,), 99.0)])
    assert torch.equal(
        spotting_losses(made, labels, targets, 10.0).total, spotting_losses(made, labels, changed, 10.0).total
    )


def test_parts_of_a_batch_add_up_to_the_whole():
    made, labels, targets = prediction(), torch.tensor([0, 3, 3, 3, 2, 1]), torch.rand(6)
    whole = spotting_losses(made, labels, targets, 10.0).total
    parts = [
        spotting_losses(Prediction(made.logits[i::2], made.offset[i::2]), labels[i::2], targets[i::2], 10.0, 3, 1.5)
        for i in (0, 1)
    ]
    assert (sum(part.total for part in parts) / 2).item() == pytest.approx(whole.item(), rel=1e-6)
