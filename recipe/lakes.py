"""Lakes: which of their outlines agrees best with the relief that the map shows beside them."""

from itertools import pairwise

import numpy as np
import shapely
from PIL import Image
from shapely.geometry import Polygon, box
from shapely.ops import unary_union

KM = 1 / 111.2  # degrees of latitude

# WDB-II, where GSHHG's lakes and rivers are from, lies east of the relief in the west of the
# window and west of it elsewhere, as its sheets do. Kilometres to the east and to the north
# that bring both to the relief's valleys and level waters; see "wdb-ii" in geodata/SOURCES.md.
SHEETS = (43.8, 44.6)  # longitudes where the one ends and the other begins
TO_EAST, TO_NORTH = (-1.0, 1.0), (0.0, -0.5)


def onto_relief(geometry):
    """A line or outline of WDB-II, moved to where the relief has it."""

    def moved(xy):
        lon, lat = xy[:, 0], xy[:, 1]
        east, north = np.interp(lon, SHEETS, TO_EAST), np.interp(lon, SHEETS, TO_NORTH)
        return np.column_stack([lon + east * KM / np.cos(np.radians(lat)), lat + north * KM])

    return shapely.transform(geometry, moved)


def parts(geometry):
    return list(getattr(geometry, "geoms", [geometry]))


class Heights:
    """The elevation model, its pixels squares of degrees."""

    def __init__(self, path, bounds):
        self.metres = np.asarray(Image.open(path)).astype(int)
        self.west, _, east, self.north = bounds
        self.step = (east - self.west) / self.metres.shape[1]
        rows, columns = self.metres.shape
        self.lon, self.lat = np.meshgrid(
            self.west + (np.arange(columns) + 0.5) * self.step, self.north - (np.arange(rows) + 0.5) * self.step
        )

    def within(self, outline):
        return shapely.contains_xy(outline, self.lon, self.lat)

    def level(self, lake, around=0.1):
        """Pixels in and around a lake that are as high as most of it. The model's tiles may have
        a lake at two heights: each that many pixels share counts."""
        heights, times = np.unique(self.metres[self.within(lake)], return_counts=True)
        levels = heights[(times == times.max()) | (times > max(20, 0.05 * times.sum()))]
        return np.isin(self.metres, levels) & self.within(lake.buffer(around))

    def agreement(self, outline, level):
        """Which share of an outline and the level pixels both have in common, 0 to 1."""
        own = self.within(outline)
        return (own & level).sum() / (own | level).sum()

    def surface(self, level):
        """The largest level surface as an outline, the pixels' corners rounded off."""
        pixels = [
            box(lon - self.step / 2, lat - self.step / 2, lon + self.step / 2, lat + self.step / 2)
            for lon, lat in zip(self.lon[level], self.lat[level])
        ]
        # Closed first: the model's tiles have seams a pixel wide.
        closed = unary_union(pixels).buffer(1.1 * self.step).buffer(-1.1 * self.step)
        lake = max(parts(closed), key=lambda g: g.area)
        return rounded(Polygon(lake.exterior), 0.8 * self.step)


def outline_of(name, drawn, shorelines, heights):
    """A lake's outline and the source that it is from: of GSHHG's, as it is or moved, and the
    one `drawn` from OpenStreetMap freed of its steps, the one that agrees best with the relief.
    """
    smooth = without_steps(drawn)
    shore = max(shorelines, key=lambda g: g.intersection(drawn).area)
    if not shore.intersects(drawn):
        return smooth, "osm-land"
    level = heights.level(drawn)
    if name == "Mingachevir":
        # GSHHG's lies 2 km off and turned; the relief has the reservoir itself.
        return heights.surface(level), "noaa-globe"
    if name == "Sevan":
        # GSHHG's is larger than the relief's by land above its level: cut to that, within 400 m.
        cut = shore.intersection(heights.surface(level).buffer(0.004))
        return rounded(max(parts(cut), key=lambda g: g.area), 0.0025), "gshhg"
    outlines = ((smooth, "osm-land"), (shore, "gshhg"), (onto_relief(shore), "gshhg"))
    return max(outlines, key=lambda o: heights.agreement(o[0], level))


def without_steps(lake, reach=0.009):
    """The lake without the square steps that its source's tiles left in the shore.

    A lake too small to survive the opening only loses its corners.
    """
    smooth = rounded(lake, reach)
    if smooth.area < 0.85 * lake.area:
        smooth = rounded(lake, 0)
    return smooth


def rounded(outline, reach):
    """Without corners: opened, closed, then cut (Chaikin)."""
    smooth = outline.buffer(-reach).buffer(2 * reach).buffer(-reach)
    smooth = max(parts(smooth), key=lambda g: g.area, default=outline)
    corners = list(smooth.simplify(max(0.6 * reach, 0.0005)).exterior.coords)
    # The ring begins halfway along an edge: cut_corners keeps both ends of a line.
    start = tuple((a + b) / 2 for a, b in zip(corners[0], corners[1]))
    return Polygon(cut_corners([start, *corners[1:], start]))


def cut_corners(points, times=2):
    """Chaikin's corner cutting of an open line; both ends stay."""
    for _ in range(times):
        cut = [points[0]]
        for (ax, ay), (bx, by) in pairwise(points):
            cut += [(0.75 * ax + 0.25 * bx, 0.75 * ay + 0.25 * by), (0.25 * ax + 0.75 * bx, 0.25 * ay + 0.75 * by)]
        points = [*cut, points[-1]]
    return points
