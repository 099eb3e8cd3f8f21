#!/usr/bin/env python3
"""Takes the shorelines of the atlas's window out of GSHHG, as one of the raw layers.

    apt-get download gmt-gshhg-full && dpkg -x gmt-gshhg-full_*.deb gshhg
    python3 recipe/shorelines.py --gshhg gshhg/usr/share/gmt-gshhg/binned_GSHHS_f.nc --out RAW/shorelines.geojson

The file cuts every shoreline along a grid of degrees: a bin's segments have their points as
65535ths of a degree from its south-west corner, the last of one bin's being the first of the
next bin's. Bins count from the north-west.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import h5py
import numpy as np
import shapely
from shapely.geometry import LineString, Polygon, box
from shapely.ops import linemerge

from geojson import feature, write

WINDOW = (42.0, 37.8, 51.5, 43.0)  # west, south, east, north
# All bins that the Caspian reaches into: a ring closes only where it is whole.
BINS = (42, 36, 56, 48)  # west, south, east, north
LAKE, ISLAND = 2, 3  # GSHHG's levels: on land, and in a lake
SEA = 100_000  # km²: the Caspian is a lake to GSHHG
LEAST = 5  # km²
BIN_ROW = 360
DECIMALS = 5  # a 65535th of a degree


def segments(gshhg):
    """Polygon's number, its level and positions, for each segment in the bins."""
    first, count = gshhg["Id_of_first_segment_in_a_bin"][:], gshhg["N_segments_in_a_bin"][:]
    packed = gshhg["Embedded_npts_levels_exit_entry_for_a_segment"][:]
    start, polygon = gshhg["Id_of_first_point_in_a_segment"][:], gshhg["Id_of_GSHHS_ID"][:]
    across = gshhg["Relative_longitude_from_SW_corner_of_bin"]
    up = gshhg["Relative_latitude_from_SW_corner_of_bin"]
    west, south, east, north = BINS
    for lat in range(south, north):
        for lon in range(west, east):
            bin = (90 - lat - 1) * BIN_ROW + lon
            for s in range(first[bin], first[bin] + count[bin]):
                # Three bits each: entry, exit; then the level, then the number of points.
                points, level = int(packed[s]) >> 9, int(packed[s]) >> 6 & 7
                run = slice(start[s], start[s] + points)
                x = lon + across[run].astype(np.uint16) / 65535
                y = lat + up[run].astype(np.uint16) / 65535
                yield int(polygon[s]), level, np.column_stack([x, y])


def rings(gshhg):
    """Level, km² and ring of each polygon that lies in the bins as a whole."""
    lines, levels = defaultdict(list), {}
    for number, level, points in segments(gshhg):
        levels[number] = level
        if len(points) > 1:
            lines[number].append(LineString(points))
    km2 = gshhg["The_km_squared_area_of_polygons"][:]
    for number, parts in lines.items():
        ring = linemerge(parts)
        if ring.geom_type == "LineString" and ring.is_ring:
            yield levels[number], float(km2[number]), Polygon(ring)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gshhg", type=Path, required=True, help="binned_GSHHS_f.nc")
    parser.add_argument("--out", type=Path, required=True, help="GeoJSON to write")
    a = parser.parse_args()
    window = box(*WINDOW)
    with h5py.File(a.gshhg) as gshhg:
        found = [r for r in rings(gshhg) if r[1] >= LEAST and r[2].intersects(window)]
    features = []
    for level, km2, shape in sorted(found, key=lambda r: -r[1]):
        if level not in (LAKE, ISLAND):
            continue
        kind = "island" if level == ISLAND else "sea" if km2 > SEA else "lake"
        shape = shapely.make_valid(shape).intersection(window) if kind == "sea" else shape
        features.append(feature(f"{kind}-{len(features)}", shape, kind=kind, km2=round(km2, 1)))
    write(a.out, features, DECIMALS)


if __name__ == "__main__":
    main()
