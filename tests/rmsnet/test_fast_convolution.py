import pytest
import torch
import torch.nn.functional as F

from rmsnet.config import NetworkConfig
from rmsnet.fast_convolution import FastHead, convolve, transforms
from rmsnet.model import Head


@pytest.mark.parametrize("length", [9, 10, 40, 41, 81])
@pytest.mark.parametrize("taps", [1, 3, 9])
def test_equals_conv1d(length, taps):
    torch.manual_seed(0)
    x, weight, bias = torch.randn(length, 3, 8), torch.randn(5, 8, taps), torch.randn(5)
    expected = F.conv1d(x.permute(1, 2, 0), weight, bias, padding=taps // 2).permute(2, 0, 1)
    torch.testing.assert_close(convolve(x, weight, bias), expected, rtol=1e-4, atol=1e-4)


def test_needs_67_products_where_the_direct_way_needs_369():
    assert [len(transforms(41, 9)[i]) for i in (0, 1)] == [67, 67]


def test_the_head_and_its_gradients_are_the_same():
    torch.manual_seed(0)
    head = Head(NetworkConfig(feature_dim=32)).eval()
    fast = FastHead(head)
    for _ in range(2):  # the second time the arrays are used again
        features = torch.randn(4, 41, 32)
        plain, made = head(features), fast(features.transpose(0, 1).contiguous())
        torch.testing.assert_close(made.logits, plain.logits, rtol=1e-4, atol=1e-5)
        torch.testing.assert_close(made.offset, plain.offset, rtol=1e-4, atol=1e-5)
        expected = gradients(head, plain)
        for one, other in zip(gradients(head, made), expected, strict=True):
            torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-5)


def gradients(head, prediction):
    total = (prediction.logits**2).sum() + prediction.offset.sum()
    return torch.autograd.grad(total, list(head.parameters()))
