"""The network of Table I, its backbones and its checkpoints."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
import torch
from safetensors.torch import save_file

from rmsnet import checkpoint
from rmsnet.backbone import BACKBONES, Backbone
from rmsnet.config import NetworkConfig, SpottingOptions
from rmsnet.errors import CheckpointError, OptionError
from rmsnet.extraction import fold_batch_norm
from rmsnet.labels import SOCCERNET_V2
from rmsnet.model import Head, RMSNet, with_backbone


def test_table_one_has_1_025_029_parameters():
    assert sum(p.numel() for p in Head(NetworkConfig()).parameters()) == 1_025_029


@pytest.mark.parametrize("labels", [NetworkConfig().labels, SOCCERNET_V2])
def test_output_has_one_class_more_than_labels_and_an_offset_inside_the_snippet(labels):
    prediction = Head(NetworkConfig(labels=labels, feature_dim=8)).eval()(torch.randn(5, 41, 8))
    assert prediction.logits.shape == (5, len(labels) + 1)
    assert prediction.offset.shape == (5,)
    assert ((prediction.offset > 0) & (prediction.offset < 1)).all()


def test_without_regression_every_event_is_at_the_centre():
    head = Head(NetworkConfig(feature_dim=8, offset_regression=False))
    assert (head(torch.randn(3, 41, 8)).offset == 0.5).all()


@pytest.mark.parametrize("name", sorted(set(BACKBONES) - {"resnet152"}))
def test_backbone_gives_one_feature_of_its_width_per_frame(name):
    frames = torch.randint(0, 255, (2, 64, 96, 3), dtype=torch.uint8)
    with torch.inference_mode():
        assert Backbone(name).eval()(frames).shape == (2, BACKBONES[name].feature_dim)


def test_batch_norm_stays_in_eval_mode_and_only_the_last_block_learns():
    backbone = Backbone("resnet18").train()
    norms = [m for m in backbone.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    assert norms and not any(m.training for m in norms)
    backbone.freeze_below_last_block()
    learning = {n.split(".")[1] for n, p in backbone.named_parameters() if p.requires_grad}
    assert learning == {"7"}


def test_imagenet_weights_of_efficientnet_lite_are_loaded_and_not_random():
    frames = torch.full((1, 64, 96, 3), 127, dtype=torch.uint8)
    one, two = (Backbone("efficientnet-lite0", pretrained=True).eval() for _ in range(2))
    with torch.inference_mode():
        assert torch.equal(one(frames), two(frames))
    assert not torch.equal(one.trunk[0][0].weight, Backbone("efficientnet-lite0").trunk[0][0].weight)


def test_folded_batch_norm_is_the_same_function():
    torch.manual_seed(1)
    backbone = Backbone("efficientnet-lite0", pretrained=True).eval()
    frames = torch.randint(0, 255, (2, 64, 96, 3), dtype=torch.uint8)
    with torch.inference_mode():
        before = backbone(frames)
    fold_batch_norm(backbone)
    assert not any(isinstance(m, torch.nn.BatchNorm2d) for m in backbone.modules())
    with torch.inference_mode():
        assert torch.allclose(backbone(frames), before, atol=1e-3)


def test_unknown_backbone_is_named():
    with pytest.raises(OptionError, match="vgg"):
        Backbone("vgg")


def test_checkpoint_round_trip_rebuilds_everything(tmp_path):
    config = with_backbone(NetworkConfig(rate=Fraction(5, 2), frame_height=64, frame_width=96), "mobilenet-v3-small")
    network = RMSNet(config)
    options = SpottingOptions(mode="paper", thresholds={"goal": 0.25})
    path = tmp_path / "größe 1.safetensors"
    checkpoint.save(path, network, options, {"statement": "Trained on nothing.", "seed": 3})
    loaded = checkpoint.load(path)
    assert (loaded.config, loaded.options) == (config, options)
    assert loaded.statement == "Trained on nothing." and loaded.record["seed"] == 3
    before = network.state_dict()
    assert all(torch.equal(value, before[name]) for name, value in loaded.network.state_dict().items())
    assert not loaded.network.training
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_fingerprint_names_the_weights(tmp_path):
    prints = []
    for name in "ab":
        checkpoint.save(tmp_path / name, RMSNet(NetworkConfig(feature_dim=8)), SpottingOptions(), {})
        prints.append(checkpoint.load(tmp_path / name).fingerprint)
    assert prints[0] != prints[1]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xff" * 5000, b"\x80\x04cposix\nsystem\n."])
def test_foreign_files_are_refused_by_name(tmp_path, content):
    path = tmp_path / "model.safetensors"
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match=r"model\.safetensors"):
        checkpoint.load(path)


def _metadata(path):
    with checkpoint.safe_open(path, framework="pt") as file:
        return file.metadata()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": "other"}, "not an RMS-Net checkpoint"),
        ({"version": "99"}, "newer"),
        ({"config": "{}"}, "describe"),
        ({"options": '{"mode": 3}'}, "describe|mode"),
    ],
)
def test_changed_metadata_is_refused(tmp_path, change, message):
    path = tmp_path / "m.safetensors"
    network = RMSNet(NetworkConfig(feature_dim=8))
    checkpoint.save(path, network, SpottingOptions(), {})
    save_file(network.state_dict(), path, {**_metadata(path), **change})
    with pytest.raises(CheckpointError, match=message):
        checkpoint.load(path)


def test_weights_of_other_dimensions_are_refused(tmp_path):
    path = tmp_path / "m.safetensors"
    checkpoint.save(path, RMSNet(NetworkConfig(feature_dim=8)), SpottingOptions(), {})
    config = json.dumps(replace(NetworkConfig(), feature_dim=9).to_json())
    save_file(RMSNet(NetworkConfig(feature_dim=8)).state_dict(), path, {**_metadata(path), "config": config})
    with pytest.raises(CheckpointError, match="describe"):
        checkpoint.load(path)
