import math

import pytest

from rmsnet.config import NetworkConfig
from rmsnet.errors import OptionError
from rmsnet.schedule import learning_rate
from rmsnet.training_options import TrainingOptions, apply_settings


def test_the_defaults_are_the_papers():
    options = TrainingOptions()
    paper = (50, 0.05, 64, 10_000, 10.0, 1 / 3, 0.5, 0.9, 1e-4)
    assert paper == (options.epochs, options.lr, options.batch_size, options.snippets_per_class, options.lambda_offset,
                     options.mask_p, options.mask_q, options.momentum, options.weight_decay)  # fmt: skip
    assert TrainingOptions(**options.to_json()) == options


def test_settings_reach_network_and_training():
    settings = ["lr=0.01", "mask_p=1/5", "uniform_offsets=false", "snippet_frames=21", "mask_side = after"]
    config, options = apply_settings(NetworkConfig(), TrainingOptions(), settings)
    assert (config.snippet_frames, options.lr, options.mask_p) == (21, 0.01, 0.2)
    assert (options.uniform_offsets, options.mask_side) == (False, "after")


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("lr", "key=value"),
        ("rate=1", "no setting 'rate'; there are batch_size"),
        ("lr=fast", "must be a float"),
        ("lr=-1", "must be positive"),
        ("batch_size=2.5", "must be a int"),
        ("mask_p=2", r"must lie in 0\.\.1"),
        ("uniform_offsets=maybe", "must be a bool"),
        ("precision=float16", "auto, float32 or bfloat16"),
        ("snippet_frames=0", "at least 1"),
    ],
)
def test_bad_settings_are_named(setting, says):
    with pytest.raises(OptionError, match=says):
        apply_settings(NetworkConfig(), TrainingOptions(), [setting])


def test_the_rate_warms_up_and_follows_a_cosine_over_the_whole_run():
    rates = [learning_rate(0.05, i, 1000, 100) for i in range(1000)]
    assert rates[0] == pytest.approx(0.0005)
    assert rates[99] == pytest.approx(0.05)
    assert rates[500] == pytest.approx(0.025)
    assert rates[750] == pytest.approx(0.05 * 0.5 * (1 + math.cos(0.75 * math.pi)))
    assert rates[999] < 1e-6
    assert learning_rate(0.05, 0, 10, 0) == 0.05
