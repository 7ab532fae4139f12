"""Torch's libraries, loaded so that the window does not wait for them."""

from __future__ import annotations

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

# The first needs nothing else; the second is nearly all of torch.
_NAMES = {"linux": ("libtorch_global_deps.so", "libtorch_cpu.so"), "darwin": ("libtorch_cpu.dylib",)}


def load_torch_libraries() -> None:
    """Load what ``import torch`` would, without the interpreter's lock; to be called in a worker.

    An import holds the lock while the system links the libraries, most of a second in which the window stands still.
    A function called through ctypes does not. Where this is of no avail, the import does it all.
    """
    spec = find_spec("torch")
    if "torch" in sys.modules or spec is None or spec.origin is None:
        return
    folder = Path(spec.origin).parent / "lib"
    for name in _NAMES.get(sys.platform, ()):
        link = ctypes.CDLL(None).dlopen
        link.restype, link.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
        link(os.fsencode(folder / name), os.RTLD_NOW | (os.RTLD_GLOBAL if "deps" in name else os.RTLD_LOCAL))
