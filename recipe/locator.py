#!/usr/bin/env python3
"""Makes the outline of the land around the map, for the small map that says where it lies.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 recipe/locator.py --land package/land-110m.json --out geodata/locator.geojson
"""

import argparse
import json
from itertools import accumulate
from pathlib import Path

import shapely
from shapely.geometry import Polygon, box

from geojson import feature, write

WINDOW = (-20.0, 18.0, 80.0, 62.0)  # west, south, east, north
TOLERANCE = 0.35  # degrees: half a unit of the small map
LEAST = 2.0  # square degrees: smaller islands and seas would be specks
DECIMALS = 1


def arcs(topology):
    """TopoJSON's lines in degrees: each position there is the way from the one before."""
    scale, origin = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        columns = [accumulate(axis) for axis in zip(*arc)]
        yield [tuple(v * s + o for v, s, o in zip(xy, scale, origin)) for xy in zip(*columns)]


def land(topology):
    lines = list(arcs(topology))

    def ring(numbers):
        points = []
        for n in numbers:
            line = lines[n] if n >= 0 else lines[~n][::-1]
            points += line if not points else line[1:]
        return points

    (collection,) = topology["objects"]["land"]["geometries"]
    polygons = [Polygon(ring(outer), [ring(h) for h in holes]) for outer, *holes in collection["arcs"]]
    return shapely.union_all([shapely.make_valid(p) for p in polygons])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--land", type=Path, required=True, help="land-110m.json of world-atlas")
    parser.add_argument("--out", type=Path, required=True, help="GeoJSON to write")
    a = parser.parse_args()
    whole = land(json.loads(a.land.read_text(encoding="utf-8")))
    seen = shapely.make_valid(whole.intersection(box(*WINDOW)).simplify(TOLERANCE))
    kept = [p for p in seen.geoms if p.geom_type == "Polygon" and p.area > LEAST]
    kept = [Polygon(p.exterior, [h for h in p.interiors if Polygon(h).area > LEAST]) for p in kept]
    shape = shapely.make_valid(shapely.transform(shapely.MultiPolygon(kept), lambda xy: xy.round(DECIMALS)))
    write(a.out, [feature("land", shape, source="natural-earth-land")], DECIMALS)
    print(len(shapely.get_coordinates(shape)), "positions", [round(b, 1) for b in shape.bounds])


if __name__ == "__main__":
    main()
