"""Torch's libraries are there before torch is imported, and torch works all the same."""

import subprocess
import sys

import pytest

LOAD = """
import sys
from app.ahead import load_torch_libraries
load_torch_libraries()
assert "torch" not in sys.modules
assert "libtorch_cpu" in open("/proc/self/maps").read()
import torch
load_torch_libraries()
print(float(torch.ones(3).sum()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process what it has loaded")
def test_libraries_are_loaded_before_the_import():
    ran = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["3.0"]
