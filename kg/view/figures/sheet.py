"""What all figures are drawn on: a sheet in points, with the page's colours, the same bytes every run."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Literal

import matplotlib.style
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from kg.view.figures.colours import palette
from kg.view.figures.kinds import Format, Size
from kg.view.figures.words import font, legible, paragraph, plain

At = Literal["left", "center", "right"]
"""Which end of a line of text stands at a point."""
Point = tuple[float, float]
"""Points from the left, and from the top."""


_POINTS = {Size.SLIDE: (960.0, 540.0), Size.PAPER: (522.0, 378.0)}
"""Width and height: a slide of 16 to 9, and a figure across both columns of a page."""
_TEXT = {Size.SLIDE: 11.0, Size.PAPER: 7.5}
"""Points of the usual text."""
_DPI = {Size.SLIDE: 144, Size.PAPER: 300}

_UNTOLD = {
    Format.PNG: ("Software",),
    Format.SVG: ("Creator", "Date", "Format", "Type"),
    Format.PDF: ("CreationDate", "Creator", "Producer"),
}
"""What matplotlib would say of itself and of the time."""

_STYLE = {
    # Verdana and Geneva are as wide as DejaVu, for who opens an SVG where that is not installed.
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Bitstream Vera Sans", "Verdana", "Geneva"],
    "svg.fonttype": "none",
    "svg.hashsalt": "kg",
    "pdf.fonttype": 42,
    "lines.scale_dashes": False,
    "text.parse_math": False,
    "text.usetex": False,
    "path.simplify": False,
}

_CORNERS = {
    "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    "diamond": [(0.0, -1.15), (1.15, 0.0), (0.0, 1.15), (-1.15, 0.0)],
    "triangle": [(0.0, -1.15), (1.1, 0.85), (-1.1, 0.85)],
    "triangleDown": [(0.0, 1.15), (1.1, -0.85), (-1.1, -0.85)],
    "hexagon": [(-0.55, -0.95), (0.55, -0.95), (1.1, 0.0), (0.55, 0.95), (-0.55, 0.95), (-1.1, 0.0)],
}
"""The page's shapes in units of half their height; "dot" and "star" are matplotlib's."""


def style() -> AbstractContextManager[None]:
    """matplotlib as it is shipped but for what figures need, whatever the user has set."""
    context: AbstractContextManager[None] = matplotlib.style.context(["default", _STYLE])
    return context


class Sheet:
    """An empty figure under its title, with room for notes at its foot; to be used within ``style()``."""

    def __init__(self, size: Size, dark: bool, title: str, notes: Sequence[str]) -> None:
        self.width, self.height = _POINTS[size]
        self.text_size = _TEXT[size]
        self.colours = palette(dark)
        self._dpi = _DPI[size]
        self._title = plain(title)
        self._figure = Figure((self.width / 72, self.height / 72), facecolor=self.colours["card"])
        self._place = (
            Affine2D().scale(1, -1).translate(0, self.height).scale(1 / 72) + self._figure.dpi_scale_trans
        )
        self._drawn = 0
        self.margin = 2.2 * self.text_size
        self.top = self._head()
        self.bottom = self._foot(notes)

    def _head(self) -> float:
        size = 1.65 * self.text_size
        room = self.width - 2 * self.margin
        lines = paragraph(legible([self._title]), room, size, bold=True, most=2)
        for number, line in enumerate(lines):
            self.text(self.margin, self.margin + size * (0.6 + 1.25 * number), line, size, "ink", bold=True)
        return self.margin + size * (1.25 * len(lines) + 0.3) + 1.5 * self.text_size

    def subtitle(self, text: str) -> None:
        """What the figure is of, in a line under its title."""
        self.text(self.margin, self.top - 1.2 * self.text_size, text, self.text_size, "soft")

    def _foot(self, notes: Sequence[str]) -> float:
        size = 0.82 * self.text_size
        lines = [
            line for note in notes if note for line in paragraph(note, self.width - 2 * self.margin, size)
        ]
        y = self.height - self.margin * 0.75
        for number, line in enumerate(reversed(lines)):
            self.text(self.margin, y - number * 1.35 * size, line, size, "soft")
        return y - (len(lines) - 0.25) * 1.35 * size

    def add(self, artist: Artist) -> None:
        """Draws over what is there already."""
        self._drawn += 1
        artist.set_zorder(self._drawn)
        self._figure.add_artist(artist)

    def text(
        self, x: float, y: float, text: str, size: float, colour: str, *, at: At = "left", bold: bool = False
    ) -> None:
        """A line of text with its left end, its middle (``center``) or its right end at ``x``.

        ``y`` is the middle of its capitals. Nothing in it is read as markup or mathematics.
        """
        self.add(
            Text(
                x,
                y + 0.365 * size,  # half the height of DejaVu's capitals
                text,
                color=self.colours[colour],
                fontproperties=font(size, bold),
                horizontalalignment=at,
                verticalalignment="baseline",
                parse_math=False,
                transform=self._place,
            )
        )

    def line(
        self,
        points: Sequence[Point],
        colour: str,
        width: float,
        dashes: Sequence[float] = (),
        alpha: float = 1.0,
    ) -> None:
        """A line through points; ``dashes`` are points of line and of gap in turns."""
        xs, ys = zip(*points, strict=True)
        self.add(
            Line2D(
                xs, ys, color=self.colours[colour], linewidth=width, alpha=alpha,
                linestyle=(0, tuple(dashes)) if dashes else "-",
                solid_capstyle="butt", dash_capstyle="butt", transform=self._place,
            )
        )  # fmt: skip

    def shape(
        self,
        path: Path,
        fill: str | None,
        edge: str | None = None,
        width: float = 0.0,
        dashes: Sequence[float] = (),
        alpha: float = 1.0,
        line_alpha: float = 1.0,
    ) -> None:
        """A closed path, filled, outlined or both, in colours by name."""
        self.add(
            PathPatch(
                path,
                facecolor=(self.colours[fill], alpha) if fill else "none",
                edgecolor=(self.colours[edge], line_alpha) if edge else "none",
                linewidth=width,
                linestyle=(0, tuple(dashes)) if dashes else "-",
                transform=self._place,
            )
        )

    def sign(
        self, x: float, y: float, shape: str, radius: float, fill: str, edge: str, width: float = 0.8
    ) -> None:
        """One of the page's shapes, about its middle."""
        self.shape(sign_path(shape).transformed(Affine2D().scale(radius).translate(x, y)), fill, edge, width)

    def box(self, x: float, y: float, width: float, height: float, fill: str, alpha: float = 1.0) -> None:
        """A rectangle from its top left corner."""
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        self.shape(Path(corners, closed=True), fill, alpha=alpha)

    def written(self, format: Format) -> bytes:
        """The file, without the time or the version of anything in it."""
        file = io.BytesIO()
        metadata = {**dict.fromkeys(_UNTOLD[format]), "Title": self._title}
        self._figure.savefig(file, format=format.value, dpi=self._dpi, metadata=metadata)
        return file.getvalue()


def sign_path(shape: str) -> Path:
    """One of the page's shapes, of about one point around the origin, y downwards."""
    if shape == "dot":
        return Path.unit_circle()
    if shape == "star":
        return Path.unit_regular_star(5, 0.45).transformed(Affine2D().scale(1.25, -1.25))
    corners = _CORNERS[shape]
    return Path([*corners, corners[0]], closed=True)
