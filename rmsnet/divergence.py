"""Notices a training that has gone wrong while there is still a best checkpoint to keep."""

from __future__ import annotations

import math

from rmsnet.errors import TrainingDivergedError

_WINDOW = 20  # batches averaged before a loss is called too high: single batches jump
_TOO_HIGH = 3.0  # times the loss of guessing
_BEATEN = 0.9  # of the loss of guessing: below this a network has learned something
_LOST = 0.99
_SATURATED = 2.0  # times the offset loss of a constant: a sigmoid stuck at 0 or 1 has four times it


class DivergenceWatch:
    """Compares the losses of a run with those of guessing.

    Args:
        labels: number of labels C.
        lambda_offset: weight of the offset regression.
        lr: base rate, for the message.
        warmup: iterations of warm-up, for the message.
        beaten: whether guessing was beaten before (of a resumed run).
    """

    def __init__(self, labels: int, lambda_offset: float, lr: float, warmup: int, beaten: bool = False) -> None:
        self._classification = math.log(labels + 1)
        self._total = self._classification + lambda_offset / 12  # the variance of a uniform offset
        self._regression = lambda_offset > 0
        self._lr, self._warmup = lr, warmup
        self._recent: list[float] = []
        self.beaten = beaten

    def add(self, total: float) -> None:
        """Look at the losses of one batch.

        Raises:
            TrainingDivergedError: not a number, or far above guessing for some time.
        """
        if not math.isfinite(total):
            raise self._error("the loss is not a number any more")
        self._recent = [*self._recent[1 - _WINDOW :], total]
        mean = sum(self._recent) / len(self._recent)
        if len(self._recent) == _WINDOW and mean > _TOO_HIGH * self._total:
            raise self._error(f"the loss rose to {mean:.1f}, where guessing has {self._total:.1f}")

    def end_epoch(self, classification: float, offset: float) -> None:
        """Look at the mean losses of an epoch.

        Raises:
            TrainingDivergedError: the network knew something and is back to guessing, as when all its units died;
                or the offset is stuck at an end of the snippet.
        """
        if self._regression and offset > _SATURATED / 12:
            raise self._error("the offset is stuck at an end of the snippet, where its gradient vanishes")
        if self.beaten and classification > _LOST * self._classification:
            raise self._error("the network fell back to guessing")
        self.beaten = self.beaten or classification < _BEATEN * self._classification

    def _error(self, what: str) -> TrainingDivergedError:
        return TrainingDivergedError(
            f"Training diverged: {what}. The rate is {self._lr:g} with a warm-up of {self._warmup} iterations; "
            "lower lr or raise warmup_epochs. The best checkpoint so far is kept."
        )
