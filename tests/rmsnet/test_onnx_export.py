import sys

import numpy as np
import pytest
import torch

from rmsnet import checkpoint
from rmsnet.__main__ import main
from rmsnet.config import NetworkConfig, SpottingOptions
from rmsnet.errors import OptionError, OutputError
from rmsnet.extraction import FeatureExtractor
from rmsnet.model import RMSNet, with_backbone
from rmsnet.onnx_backbone import onnx_backbone
from rmsnet.onnx_export import export

onnxruntime = pytest.importorskip("onnxruntime")


def saved(tmp_path, config):
    torch.manual_seed(0)
    path = tmp_path / "spotter.safetensors"
    checkpoint.save(path, RMSNet(config), SpottingOptions(), {"statement": "Trained on nothing."})
    return path


def test_the_head_gives_pytorchs_numbers_for_any_batch(tmp_path, capsys):
    path, out = saved(tmp_path, NetworkConfig(feature_dim=16)), tmp_path / "head.onnx"
    assert main(["export-onnx", str(path), str(out)]) == 0
    assert "snippets [batch, 41, 16]" in capsys.readouterr().out
    session = onnxruntime.InferenceSession(str(out), providers=["CPUExecutionProvider"])
    features = np.random.default_rng(5).normal(size=(7, 41, 16)).astype(np.float32)
    logits, offset = session.run(None, {"snippets": features})
    with torch.inference_mode():
        expected = checkpoint.load(path).network.head(torch.from_numpy(features))
    np.testing.assert_allclose(logits, expected.logits, atol=1e-5)
    np.testing.assert_allclose(offset, expected.offset, atol=1e-5)
    properties = session.get_modelmeta().custom_metadata_map
    assert properties["labels"].split() == ["goal", "card", "substitution", "background"]
    assert [x.name for x in tmp_path.iterdir() if "partial" in x.name] == []


def test_frames_in_and_spots_out(tmp_path):
    config = with_backbone(NetworkConfig(snippet_frames=9, frame_height=32, frame_width=32), "resnet18")
    written = export(checkpoint.load(saved(tmp_path, config)), tmp_path / "network.onnx", "network")
    assert written.input_shape == ("batch", 9, 32, 32, 3)
    assert written.difference < 1e-3


def test_what_cannot_be_exported_is_named(tmp_path, monkeypatch):
    spotter = checkpoint.load(saved(tmp_path, NetworkConfig(feature_dim=16)))
    with pytest.raises(OptionError, match="no backbone"):
        export(spotter, tmp_path / "x.onnx", "network")
    with pytest.raises(OutputError):
        export(spotter, tmp_path / "missing" / "x.onnx")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(OptionError, match="rmsnet-highlights"):
        export(spotter, tmp_path / "x.onnx")


def test_a_backbone_beside_its_checkpoint_does_the_work(tmp_path):
    config = with_backbone(NetworkConfig(frame_height=32, frame_width=48), "mobilenet-v3-small")
    path = saved(tmp_path, config)
    frames = torch.from_numpy(np.random.default_rng(3).integers(0, 256, (5, 32, 48, 3), dtype=np.uint8))
    plain = FeatureExtractor(checkpoint.load(path), torch.device("cpu"))
    assert main(["export-onnx", str(path), str(path.with_suffix(".onnx")), "--part", "backbone"]) == 0
    fast = FeatureExtractor(checkpoint.load(path), torch.device("cpu"))
    assert onnx_backbone(path, fast.fingerprint) is not None
    np.testing.assert_allclose(fast.features(frames), plain.features(frames), atol=1e-4)


def test_a_graph_of_other_weights_or_a_damaged_one_is_not_used(tmp_path):
    config = with_backbone(NetworkConfig(frame_height=32, frame_width=32), "mobilenet-v3-small")
    path = saved(tmp_path, config)
    assert onnx_backbone(path, "ab12") is None
    export(checkpoint.load(path), path.with_suffix(".onnx"), "backbone")
    assert onnx_backbone(path, "ab12") is None
    path.with_suffix(".onnx").write_bytes(b"not a graph")
    assert onnx_backbone(path, "ab12") is None
    FeatureExtractor(checkpoint.load(path), torch.device("cpu"))
