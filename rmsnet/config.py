"""What a network is made of and how its votes become spots: the frozen options inside a checkpoint."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from fractions import Fraction
from typing import Any, Literal

from rmsnet.errors import OptionError
from rmsnet.labels import SOCCERNET_V1, LabelSet

Mode = Literal["paper", "dense"]


@dataclass(frozen=True, slots=True)
class NetworkConfig:
    """The dimensions of a network (paper, Table I).

    Attributes:
        labels: the label set; the network has ``len(labels) + 1`` classes, background last.
        feature_dim: D, width of one frame's feature.
        snippet_frames: T, frames in a snippet (41 frames are 20 s at 2 fps).
        rate: frames per second at which a source is sampled.
        backbone: name in ``rmsnet.backbone``, or None when features were computed elsewhere.
        frame_height, frame_width: pixels of the frames the backbone sees.
        offset_regression: False for Table III's ablation, which takes every event at the snippet's centre.
        timing: a head beside the paper's network gives spots finer times (``rmsnet.timing``).
        familiarity: it can tell whether a source looks like its training data (``rmsnet.familiarity``).
    """

    labels: LabelSet = SOCCERNET_V1
    feature_dim: int = 512
    snippet_frames: int = 41
    rate: Fraction = Fraction(2)
    backbone: str | None = None
    frame_height: int = 224
    frame_width: int = 398
    offset_regression: bool = True
    timing: bool = False
    familiarity: bool = False

    def __post_init__(self) -> None:
        for name in ("feature_dim", "snippet_frames", "frame_height", "frame_width"):
            if getattr(self, name) < 1:
                raise OptionError(f"{name} is {getattr(self, name)}; it must be at least 1.")
        if self.rate <= 0:
            raise OptionError(f"rate is {self.rate}; it must be positive.")

    @property
    def background(self) -> int:
        """Class index of background: C."""
        return len(self.labels)

    def to_json(self) -> dict[str, Any]:
        """A JSON object from which ``from_json`` makes an equal configuration."""
        return {
            "labels": self.labels.to_json(),
            "feature_dim": self.feature_dim,
            "snippet_frames": self.snippet_frames,
            "rate": str(self.rate),
            "backbone": self.backbone,
            "frame_height": self.frame_height,
            "frame_width": self.frame_width,
            "offset_regression": self.offset_regression,
            "timing": self.timing,
            "familiarity": self.familiarity,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> NetworkConfig:
        """The configuration ``to_json`` described; KeyError, TypeError or ValueError on foreign data."""
        fields = dict(data)
        fields["labels"] = LabelSet.from_json(fields["labels"])
        fields["rate"] = Fraction(fields["rate"])
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class SpottingOptions:
    """How votes become spots (section IV-F and the product's choices).

    Attributes:
        mode: "paper" (windows of stride T, argmax, no suppression) or "dense" (stride 1, vote curves).
        smoothing: standard deviation in seconds of the Gaussian laid over the vote curves.
        suppression: seconds on each side of a spot in which no weaker spot of its label is kept.
        thresholds: least confidence per label name; a label that is not named has ``default_threshold``.
        default_threshold: least confidence of the other labels, 0..1.
    """

    mode: Mode = "dense"
    smoothing: float = 1.0
    suppression: float = 10.0
    thresholds: dict[str, float] = field(default_factory=dict)
    default_threshold: float = 0.5

    def __post_init__(self) -> None:
        if self.mode not in ("paper", "dense"):
            raise OptionError(f"mode is {self.mode!r}; it must be paper or dense.")
        if self.smoothing < 0 or self.suppression < 0:
            raise OptionError("smoothing and suppression are seconds and cannot be negative.")
        for name, value in {**self.thresholds, "default": self.default_threshold}.items():
            if not 0 <= value <= 1:
                raise OptionError(f"The threshold of {name} is {value}; it must lie in 0..1.")

    def threshold(self, label: str) -> float:
        """Least confidence of a label, 0..1."""
        return self.thresholds.get(label, self.default_threshold)

    def with_thresholds(self, thresholds: dict[str, float]) -> SpottingOptions:
        """These options with some labels' thresholds replaced."""
        return replace(self, thresholds={**self.thresholds, **thresholds})

    def to_json(self) -> dict[str, Any]:
        """A JSON object from which ``SpottingOptions(**data)`` makes equal options."""
        return asdict(self)
