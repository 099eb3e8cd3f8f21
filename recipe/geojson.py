"""Reading and writing GeoJSON (RFC 7946): winding, decimals, bbox, one feature a line."""

import json
from pathlib import Path

from shapely.geometry import mapping, shape
from shapely.geometry.polygon import orient


def read(path):
    """The features of a file as (properties, geometry) pairs."""
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    return [(f["properties"], shape(f["geometry"])) for f in data["features"]]


def feature(id, geometry, **properties):
    """A feature; properties that are None are left out."""
    return {
        "type": "Feature",
        "id": id,
        "properties": {k: v for k, v in properties.items() if v is not None},
        "geometry": geometry,
    }


def when(start=None, end=None):
    """A Linked Places time span; either end may be missing."""
    span = {}
    if start:
        span["start"] = {"in": start}
    if end:
        span["end"] = {"in": end}
    return {"timespans": [span]}


def counter_clockwise(geometry):
    """Exterior rings counter-clockwise, holes clockwise."""
    if geometry.geom_type == "Polygon":
        return orient(geometry, 1.0)
    if geometry.geom_type == "MultiPolygon":
        return type(geometry)([orient(p, 1.0) for p in geometry.geoms])
    return geometry


def rounded(coordinates, decimals):
    """The same nested lists, rounded, without positions repeated by the rounding."""
    if isinstance(coordinates[0], (int, float)):
        return [round(c, decimals) for c in coordinates]
    parts = [rounded(c, decimals) for c in coordinates]
    if isinstance(parts[0][0], (int, float)):
        return [p for i, p in enumerate(parts) if i == 0 or p != parts[i - 1]]
    return parts


def write(path, features, decimals):
    """Writes a collection with its bbox [west, south, east, north]."""
    lines, boxes = [], []
    for f in features:
        g = mapping(counter_clockwise(f["geometry"]))
        g = {"type": g["type"], "coordinates": rounded(g["coordinates"], decimals)}
        boxes.append(shape(g).bounds)
        lines.append(compact({**f, "geometry": g}))
    bbox = [min(b[i] for b in boxes) if i < 2 else max(b[i] for b in boxes) for i in range(4)]
    bbox = [round(b, decimals) for b in bbox]
    text = '{"type":"FeatureCollection","bbox":%s,"features":[\n%s\n]}\n' % (compact(bbox), ",\n".join(lines))
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
