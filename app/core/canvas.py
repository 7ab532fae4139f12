"""The picture of an export: its size and shape, which part of a source goes where on it, and its colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.core.colours import ORDINARY, UNKNOWN, Colours, converted
from app.core.cuts import MatchFile
from app.core.encoding import EncodingOptions
from app.core.ffmpeg import ExportError
from app.core.reel import Aspect

_ASPECTS: dict[Aspect, Fraction] = {"16:9": Fraction(16, 9), "9:16": Fraction(9, 16), "1:1": Fraction(1)}


@dataclass(frozen=True, slots=True)
class Canvas:
    """The picture of an export.

    Attributes:
        width, height: pixels, even.
        sample_aspect: width of a displayed pixel over its height.
        colours: what its numbers mean.
    """

    width: int
    height: int
    sample_aspect: Fraction
    colours: Colours = UNKNOWN

    @property
    def pixel_format(self) -> str:
        """FFmpeg's name: 10 bits for HDR."""
        return "yuv420p10le" if self.colours.is_hdr else "yuv420p"


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of a displayed source picture, in its pixels."""

    left: int
    top: int
    width: int
    height: int


def crop_of(source: MatchFile, options: EncodingOptions) -> Crop:
    """Which part of a source's displayed picture is exported."""
    width, height, pixel = source.info.width, source.info.height, source.info.sample_aspect
    wanted = _ASPECTS.get(options.aspect)
    if wanted is None:
        return Crop(0, 0, width, height)
    kept_width = min(width, max(2, int(height * wanted / pixel) // 2 * 2))
    kept_height = min(height, max(2, int(width * pixel / wanted) // 2 * 2))
    left = int((width - kept_width) * options.crop_centre) // 2 * 2
    top = int((height - kept_height) * options.crop_centre) // 2 * 2
    return Crop(left, top, kept_width, kept_height)


def check_size(canvas: Canvas) -> None:
    """Refuse a picture too small for any encoder.

    Raises:
        ExportError: fewer than 16 pixels on a side.
    """
    if min(canvas.width, canvas.height) < 16:
        raise ExportError(
            f"A picture of {canvas.width}x{canvas.height} pixels is too small to export; 16x16 is the least."
        )


def canvas_of(sources: Sequence[MatchFile], options: EncodingOptions) -> Canvas:
    """The picture that fits all sources: their own when they agree, else the largest one with square pixels.

    Its colours are the first source's; HDR only when all are, and nobody asked for ordinary pictures.
    """
    colours = sources[0].colours
    if colours.is_hdr and (options.hdr == "sdr" or len({source.colours.transfer for source in sources}) > 1):
        colours = ORDINARY
    shapes = {(*_size(crop_of(s, options)), s.info.sample_aspect) for s in sources}
    if len(shapes) == 1 and options.height is None:
        width, height, pixel = shapes.pop()
        return Canvas(_even(width), _even(height), pixel, colours)
    width, height, pixel = max(shapes, key=lambda shape: (shape[0] * shape[1] * shape[2], shape))
    lines = Fraction(min(height, options.height or height))
    return Canvas(_even(round(width * pixel * lines / height)), _even(round(lines)), Fraction(1), colours)


def content_of(source: MatchFile, canvas: Canvas, options: EncodingOptions) -> tuple[int, int, int, int]:
    """Where a source's picture lies on the canvas: left, top, width, height."""
    crop, pixel = crop_of(source, options), source.info.sample_aspect
    if pixel == canvas.sample_aspect and (_even(crop.width), _even(crop.height)) == (canvas.width, canvas.height):
        return 0, 0, crop.width, crop.height  # pixel for pixel; an odd size gets one more column or row
    shown = crop.width * pixel / crop.height / canvas.sample_aspect
    width = min(canvas.width, _even(round(canvas.height * shown)))
    height = min(canvas.height, _even(round(canvas.width / shown)))
    return (canvas.width - width) // 4 * 2, (canvas.height - height) // 4 * 2, width, height


def shaping(source: MatchFile, canvas: Canvas, options: EncodingOptions) -> list[str]:
    """The filters that put a source's pictures on the canvas, in its colours."""
    crop, info = crop_of(source, options), source.info
    # A source may change its size on the way; every frame first gets the one that was planned with.
    filters = [f"scale={info.width}:{info.height}:flags=bicubic"]
    if _size(crop) != (info.width, info.height):
        filters.append(f"crop={crop.width}:{crop.height}:{crop.left}:{crop.top}:exact=1")
    left, top, width, height = content_of(source, canvas, options)
    if (width, height) != _size(crop):
        filters.append(f"scale={width}:{height}:flags=bicubic")
    is_rgb = info.pixel_format.startswith(("gbr", "rgb", "bgr", "argb", "abgr", "0rgb", "pal8"))
    filters += converted(source.colours, canvas.colours, is_rgb)
    if (width, height) != (canvas.width, canvas.height):
        filters.append(f"pad={canvas.width}:{canvas.height}:{left}:{top}")
        if canvas.width - width <= 1 and canvas.height - height <= 1:
            # An odd size: the row or column that makes it even repeats its neighbour.
            filters.append(f"fillborders=right={canvas.width - width}:bottom={canvas.height - height}:mode=smear")
    return [
        *filters,
        f"setsar={canvas.sample_aspect.numerator}/{canvas.sample_aspect.denominator}",
        f"format={canvas.pixel_format}",
        *canvas.colours.tags(),
    ]


def _size(crop: Crop) -> tuple[int, int]:
    return crop.width, crop.height


def _even(pixels: int) -> int:
    return max(2, (pixels + 1) // 2 * 2)
