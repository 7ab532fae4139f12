"""Match files: what they hold, when each frame is shown, and their pictures. PyAV is used nowhere else."""

from rmsnet.video.fingerprint import fingerprint
from rmsnet.video.info import VideoInfo, read_frame_table, read_info
from rmsnet.video.prefetch import prefetch
from rmsnet.video.reader import FrameReader
from rmsnet.video.sampling import FrameStream, SampledFrame, sample_frames
from rmsnet.video.table import FrameTable

__all__ = [
    "FrameReader",
    "FrameStream",
    "FrameTable",
    "SampledFrame",
    "VideoInfo",
    "fingerprint",
    "prefetch",
    "read_frame_table",
    "read_info",
    "sample_frames",
]
