"""Everything about a training run that is not the network's shape: frozen, checked, and set by ``key=value``."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_type_hints

from rmsnet.config import NetworkConfig
from rmsnet.device import Precision
from rmsnet.errors import OptionError
from rmsnet.masking import Masking, Side

Finetune = Literal["last_block", "none"]

# Fields of the network's configuration that a run may set beside the options below.
NETWORK_SETTINGS = ("snippet_frames", "offset_regression", "frame_height", "frame_width")


@dataclass(frozen=True, slots=True)
class TrainingOptions:
    """How a network is trained; the defaults are the paper's (sections III-B, III-C, IV-B).

    Attributes:
        epochs: at most this many.
        seed: of the weights, the sampling, the masks and dropout.
        lr: base rate; the paper has 0.05 for features and 0.025 for fine-tuning.
        batch_size: snippets in a batch, over all processes.
        snippets_per_class: foreground snippets of each label, and background snippets, in an epoch.
        lambda_offset: weight of the offset regression, Eq. 3.
        mask_p, mask_q, mask_side: the masking function.
        uniform_offsets: False trains only on snippets with the event in the middle (Table III).
        momentum, weight_decay: of SGD.
        warmup_epochs: epochs of linear warm-up.
        patience: stop after this many epochs without a better validation score; 0 never stops early.
        precision: "auto" takes bfloat16 where the processor has instructions for it.
        finetune: for frames: train the backbone's "last_block", or "none" of it.
        half_storage: hold features as float16, in half the memory.
        device: "auto", "cpu", "cuda", "cuda:1" or "mps".
    """

    epochs: int = 50
    seed: int = 0
    lr: float = 0.05
    batch_size: int = 64
    snippets_per_class: int = 10_000
    lambda_offset: float = 10.0
    mask_p: float = 1 / 3
    mask_q: float = 0.5
    mask_side: Side = "before"
    uniform_offsets: bool = True
    momentum: float = 0.9
    weight_decay: float = 1e-4
    warmup_epochs: float = 1.0
    patience: int = 15
    precision: Precision = "auto"
    finetune: Finetune = "last_block"
    half_storage: bool = False
    device: str = "auto"

    def __post_init__(self) -> None:
        for name in ("epochs", "batch_size", "snippets_per_class"):
            _require(getattr(self, name) >= 1, self, name, "at least 1")
        for name in ("seed", "lambda_offset", "weight_decay", "warmup_epochs", "patience"):
            _require(getattr(self, name) >= 0, self, name, "0 or more")
        _require(self.lr > 0, self, "lr", "positive")
        _require(0 <= self.momentum < 1, self, "momentum", "in 0..1, 1 excluded")
        _require(self.precision in get_args(Precision), self, "precision", "auto, float32 or bfloat16")
        _require(self.finetune in get_args(Finetune), self, "finetune", "last_block or none")
        _ = self.masking

    @property
    def masking(self) -> Masking:
        """The masking function M(p, q)."""
        return Masking(self.mask_p, self.mask_q, self.mask_side)

    def to_json(self) -> dict[str, Any]:
        """A JSON object from which ``TrainingOptions(**data)`` makes equal options."""
        return dataclasses.asdict(self)


def apply_settings(
    config: NetworkConfig, options: TrainingOptions, settings: Iterable[str]
) -> tuple[NetworkConfig, TrainingOptions]:
    """The configuration and options with ``key=value`` settings applied.

    Raises:
        OptionError: not ``key=value``, an unknown key, or a value of the wrong kind or range.
    """
    for setting in settings:
        key, equals, text = setting.partition("=")
        key = key.strip()
        if not equals:
            raise OptionError(f"{setting!r} is not a setting; write it as key=value.")
        if key in NETWORK_SETTINGS:
            config = dataclasses.replace(config, **{key: _parse(NetworkConfig, key, text)})
        elif key in TrainingOptions.__dataclass_fields__:
            options = dataclasses.replace(options, **{key: _parse(TrainingOptions, key, text)})
        else:
            known = sorted((*NETWORK_SETTINGS, *TrainingOptions.__dataclass_fields__))
            raise OptionError(f"There is no setting {key!r}; there are {', '.join(known)}.")
    return config, options


def _parse(owner: type, key: str, text: str) -> Any:
    kind = get_type_hints(owner)[key]
    text = text.strip()
    try:
        if kind is bool:
            return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}[text.lower()]
        if kind is float and "/" in text:
            top, bottom = text.split("/")
            return float(top) / float(bottom)
        return kind(text) if kind in (int, float) else text
    except (ValueError, KeyError, ZeroDivisionError) as error:
        raise OptionError(f"{key} cannot be {text!r}; it must be a {kind.__name__}.") from error


def _require(holds: bool, options: TrainingOptions, name: str, must: str) -> None:
    if not holds:
        raise OptionError(f"{name} is {getattr(options, name)}; it must be {must}.")
