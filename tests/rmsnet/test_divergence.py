import math

import pytest

from rmsnet.divergence import DivergenceWatch
from rmsnet.errors import TrainingDivergedError

GUESS = math.log(4) + 10 / 12


def watch(beaten=False):
    return DivergenceWatch(labels=3, lambda_offset=10.0, lr=0.05, warmup=90, beaten=beaten)


def test_a_loss_that_is_not_a_number_names_rate_and_warmup():
    with pytest.raises(TrainingDivergedError, match=r"0\.05.*warm-up of 90 iterations"):
        watch().add(math.nan)


def test_one_bad_batch_is_forgiven_and_twenty_are_not():
    one = watch()
    for loss in [GUESS] * 30 + [10 * GUESS] + [GUESS] * 30:
        one.add(loss)
    with pytest.raises(TrainingDivergedError, match="rose to"):
        for _ in range(20):
            one.add(4 * GUESS)


def test_a_slow_start_is_not_divergence_but_a_fall_back_to_guessing_is():
    slow = watch()
    for classification in (1.39, 1.386, 1.38, 1.0):
        slow.end_epoch(classification, 1 / 12)
    assert slow.beaten
    with pytest.raises(TrainingDivergedError, match="back to guessing"):
        slow.end_epoch(math.log(4), 1 / 12)
    with pytest.raises(TrainingDivergedError):
        watch(beaten=True).end_epoch(math.log(4), 1 / 12)


def test_an_offset_stuck_at_an_end_is_divergence():
    # What the paper's rate did with a warm-up of 50 iterations: classes learned well, offsets all 0 or 1.
    with pytest.raises(TrainingDivergedError, match="stuck at an end"):
        watch().end_epoch(0.1, 1 / 3)
    DivergenceWatch(3, 0.0, 0.05, 90).end_epoch(0.1, 1 / 3)
