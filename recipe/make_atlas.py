#!/usr/bin/env python3
"""Makes the GeoJSON layers and the relief of the atlas from the folder of raw layers.

    python3 recipe/make_atlas.py --raw PATH --out geodata

What it does not make: atlas.json, regions.json and claims.json are edited by hand.
"""

import argparse
import math
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import shapely
from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import linemerge, nearest_points, split, substring, unary_union

import relief
from geojson import feature, read, when, write
from lakes import Heights, cut_corners, onto_relief, outline_of

WINDOW = (42.0, 37.8, 51.5, 43.0)  # west, south, east, north
# Coverage tolerance in degrees: the base file stays near 300 KB.
COUNTRY_TOLERANCE = 0.0014
BASE_DECIMALS, STORY_DECIMALS = 4, 5

COUNTRIES = {
    "AM": ("armenia", "country", "armenia", "Arménie", "Armenia"),
    "AZ": ("azerbaijan", "country", "azerbaijan", "Azerbaïdjan", "Azerbaijan"),
    "NX": ("nakhchivan", "country", "azerbaijan", "Nakhitchevan", "Nakhchivan"),
    "GE": ("georgia", "neighbour", None, "Géorgie", "Georgia"),
    "TR": ("turkey", "neighbour", "turkey", "Turquie", "Turkey"),
    "IR": ("iran", "neighbour", None, "Iran", "Iran"),
    "RU": ("russia", "neighbour", None, "Russie", "Russia"),
}


def name(fr, en):
    return {"fr": fr, "en": en}


# How the parties write what the base map names: Azerbaijani, Armenian. Only names that a
# source gives: see "Local names" in geodata/SOURCES.md.
LOCAL_NAMES = {
    "georgia": ("Gürcüstan", "Վրաստան"),
    "iran": ("İran", "Իրան"),
    "russia": ("Rusiya", "Ռուսաստան"),
    "caspian-sea": ("Xəzər dənizi", "Կասպից ծով"),
    "lake-sevan": ("Göyçə gölü", "Սևանա լիճ"),
    "arax": ("Araz", "Արաքս"),
    "kura": ("Kür", "Կուր"),
    "yerevan": ("İrəvan", "Երևան"),
    "baku": ("Bakı", "Բաքու"),
    "ganja": ("Gəncə", "Գանձակ"),
    "gyumri": ("Gümrü", "Գյումրի"),
    "nakhchivan-city": ("Naxçıvan", "Նախիջևան"),
    "sumgait": ("Sumqayıt", "Սումգայիթ"),
    "vanadzor": ("Vanadzor", "Վանաձոր"),
    "kapan": ("Qafan", "Կապան"),
    "goris": ("Gorus", "Գորիս"),
    "meghri": ("Meğri", "Մեղրի"),
    "shusha": ("Şuşa", "Շուշի"),
    "lachin": ("Laçın", "Բերձոր"),
    "agdam": ("Ağdam", "Աղդամ"),
    "ijevan": ("İcevan", "Իջևան"),
    "qazax": ("Qazax", "Ղազախ"),
    "vardenis": ("Vardenis", "Վարդենիս"),
    "sisian": ("Sisian", "Սիսիան"),
    "jermuk": ("İstisu", "Ջերմուկ"),
    "julfa": ("Culfa", "Ջուլֆա"),
    "ordubad": ("Ordubad", "Օրդուբադ"),
    "kelbajar": ("Kəlbəcər", "Քարվաճառ"),
    "fizuli": ("Füzuli", "Ֆիզուլի"),
    "jabrayil": ("Cəbrayıl", "Ջաբրաիլ"),
    "zangilan": ("Zəngilan", "Կովսական"),
    "horadiz": ("Horadiz", "Հորադիզ"),
    "mincivan": ("Mincivan", "Միջնավան"),
}


def local_names(id, codes):
    """Its names in the languages of `codes`, parties' countries; None where none is known."""
    names = zip(("az", "hy"), LOCAL_NAMES.get(id, ()))
    written = {"az": "AZ" in codes or "NX" in codes, "hy": "AM" in codes}
    return {lang: text for lang, text in names if written[lang]} or None


def parts(geometry):
    return list(getattr(geometry, "geoms", [geometry]))


def polygons(geometry):
    """Its polygons, whatever else it is made of."""
    if geometry.geom_type == "Polygon":
        return [geometry]
    return [p for part in getattr(geometry, "geoms", []) for p in polygons(part)]


# --- Base -------------------------------------------------------------------


def rounded_valid(geometry):
    """Rounded to the base's decimals; rings that the rounding made touch are split."""
    geometry = shapely.transform(geometry, lambda xy: xy.round(BASE_DECIMALS))
    # make_valid splits them without moving a vertex.
    return shapely.make_valid(drop_repeats(geometry))


# The two states, told apart; Nakhchivan with the state that it is of.
TINTS = {"AZ": 1, "NX": 1, "AM": 2}


def make_countries(raw):
    """Country polygons that still share every vertex of a shared border."""
    features = read(raw / "countries.geojson")
    codes = [p["id"] for p, _ in features]
    coverage = [g for _, g in features]
    assert shapely.coverage_is_valid(coverage), "countries.geojson is not a coverage"
    coverage = shapely.coverage_simplify(coverage, COUNTRY_TOLERANCE)
    # Rounding every vertex alike keeps shared vertices shared.
    coverage = [rounded_valid(g) for g in coverage]
    bad = [c for c, g in zip(codes, coverage) if not g.is_valid or "Polygon" not in g.geom_type]
    assert not bad, f"rounding broke {bad}"
    assert shapely.coverage_is_valid(coverage), "rounding opened a shared border"
    return dict(zip(codes, coverage))


def drop_repeats(geometry):
    """Without positions repeated by the rounding, and rings that collapsed with it."""
    polygons = []
    for p in parts(geometry):
        rings = [shapely.remove_repeated_points(r) for r in (p.exterior, *p.interiors)]
        rings = [r for r in rings if len(r.coords) >= 4 and Polygon(r).area > 0]
        polygons.append(Polygon(rings[0], rings[1:]))
    return polygons[0] if len(polygons) == 1 else type(geometry)(polygons)


def shared_borders(countries):
    """The edges that two countries share, merged into lines, by pair of codes."""
    owners = defaultdict(list)
    for code, geometry in countries.items():
        for p in parts(geometry):
            for ring in (p.exterior, *p.interiors):
                points = list(ring.coords)
                for a, b in pairwise(points):
                    owners[tuple(sorted((a, b)))].append(code)
    edges = defaultdict(list)
    for edge, codes in owners.items():
        assert len(codes) <= 2, f"edge {edge} belongs to {codes}"
        if len(codes) == 2 and codes[0] != codes[1]:
            pair = tuple(c for c in COUNTRIES if c in codes)
            edges[pair].append(LineString(edge))
    return {pair: linemerge(lines) for pair, lines in edges.items()}


TRANSFER = "2024-05-24"  # the day on which the transfer was reported done


def before_the_transfer(raw, countries):
    """What was Armenia's before May 2024 and is Azerbaijan's since, next to today's Armenia.

    The pieces are finer than the base: what is left between them and its border goes with them.
    """
    gap = COUNTRY_TOLERANCE * 1.5
    pieces = unary_union([g for _, g in read(raw / "transfer_may2024_indicative.geojson")])
    near = pieces.buffer(gap)
    armenia = countries["AM"].intersection(pieces.buffer(10 * gap))
    closed = armenia.union(pieces).buffer(gap / 2, join_style="mitre").buffer(-gap / 2, join_style="mitre")
    then = closed.intersection(near).union(pieces).intersection(countries["AZ"])
    then = shapely.set_precision(then, 10**-BASE_DECIMALS)
    # Crumbs along the border, and lines, are none of it.
    return unary_union([Polygon(p.exterior) for p in polygons(then) if p.area > 1e-5])


def borders_of_the_transfer(countries, borders, then):
    """The border of Armenia and Azerbaijan: its part that stayed, the one until the transfer, the one since."""
    now = borders["AM", "AZ"]
    touching = then.buffer(10**-BASE_DECIMALS)
    since = now.intersection(touching)
    stayed = now.difference(touching)
    until = then.boundary.difference(now.buffer(2 * 10**-BASE_DECIMALS))
    stayed, until, since = (linemerge(g) if g.geom_type == "MultiLineString" else g for g in (stayed, until, since))
    return stayed, joined(until, stayed), since


def joined(lines, others, reach=0.003):
    """The lines, each run on to the nearest end of another, where they all but meet."""
    ends = [[Point(line.coords[i]) for i in (0, -1)] for line in parts(lines)]
    fixed = [Point(line.coords[i]) for line in parts(others) for i in (0, -1)]
    run = []
    for n, line in enumerate(parts(lines)):
        points = list(line.coords)
        for end, at in zip(ends[n], (0, len(points))):
            free = [p for m, pair in enumerate(ends) if m != n for p in pair] + fixed
            near = min(free, key=end.distance)
            if end.distance(near) < reach:
                points.insert(at if at == 0 else len(points), near.coords[0])
        run.append(LineString(points))
    return shapely.MultiLineString(run)


def write_countries(out, countries, then):
    features = []
    for code in ("RU", "IR", "TR", "GE", "AZ", "NX", "AM"):
        id, style, region, fr, en = COUNTRIES[code]
        features.append(
            feature(
                id,
                countries[code],
                region=region,
                name=name(fr, en),
                # Other states are called as both parties call them.
                local_names=None if region else local_names(id, ("AZ", "AM")),
                style=style,
                **({"tint": TINTS[code]} if code in TINTS else {}),
                precision="generalised",
                source="osm-timezones",
            )
        )
    features.append(
        feature(
            "armenia-until-transfer",
            then,
            region="armenia",
            style="country",
            tint=TINTS["AM"],
            when=when(None, TRANSFER),
            precision="indicative",
            source="osm-transfer-2024",
        )
    )
    write(out / "base/countries.geojson", features, BASE_DECIMALS)


def write_borders(out, countries, borders, then):
    stayed, until, since = borders_of_the_transfer(countries, borders, then)
    borders = {**borders, ("AM", "AZ"): stayed}
    features = [
        feature(
            f"{COUNTRIES[a][0]}-{COUNTRIES[b][0]}",
            line,
            style="state-border",
            precision="generalised",
            source="osm-timezones",
        )
        for (a, b), line in sorted(borders.items())
        if {a, b} != {"AZ", "NX"}
    ]
    for id, line, start, end, source in (
        ("armenia-azerbaijan-until-transfer", until, None, TRANSFER, "osm-transfer-2024"),
        ("armenia-azerbaijan-since-transfer", since, TRANSFER, None, "osm-timezones"),
    ):
        features.append(
            feature(
                id,
                line,
                style="state-border",
                when=when(start, end),
                precision="indicative" if end else "generalised",
                source=source,
            )
        )
    write(out / "base/borders.geojson", features, BASE_DECIMALS)


# The parties that waters lie in, or between.
WATER_PARTIES = {"caspian-sea": ("AZ",), "lake-sevan": ("AM",), "arax": ("AZ", "AM"), "kura": ("AZ",)}

# Names as the raw file has them (Van, Sevan, ...), with the word for the kind of water added.
WATER_NAMES = {
    "Caspienne": ("caspian-sea", "mer Caspienne", "Caspian Sea"),
    "Sevan": ("lake-sevan", "lac Sevan", "Lake Sevan"),
    "Van": ("lake-van", "lac de Van", "Lake Van"),
    "Çıldır": ("lake-cildir", "lac Çıldır", "Lake Çıldır"),
    "Arpi": ("lake-arpi", "lac Arpi", "Lake Arpi"),
    "Mingachevir": ("mingachevir-reservoir", "réservoir de Mingatchevir", "Mingachevir Reservoir"),
    "Shamkir": ("shamkir-reservoir", "réservoir de Shamkir", "Shamkir Reservoir"),
}


SHORE_TOLERANCE = 0.0006  # degrees
SMALLEST_LAKE = 12  # km²
LAGOON = 0.05  # degrees: nearer to the sea than this


def make_sea(raw):
    """The Caspian, less its islands."""
    shores = read(raw / "shorelines.geojson")
    sea = unary_union([g for p, g in shores if p["kind"] == "sea"])
    islands = unary_union([g for p, g in shores if p["kind"] == "island"])
    return rounded_valid(sea.difference(islands).simplify(SHORE_TOLERANCE))


def make_lakes(raw, sea):
    """Name, km² in the window, outline and source of each lake."""
    heights = Heights(raw / "dem_globe30s_u16.png", WINDOW)
    drawn = [(p["name"], g) for p, g in read(raw / "water.geojson") if p["kind"] == "lake"]
    shores = [g for p, g in read(raw / "shorelines.geojson") if p["kind"] == "lake" and p["km2"] >= SMALLEST_LAKE]
    lakes = [(name, *outline_of(name, g, shores, heights)) for name, g in drawn]
    # A lagoon stays with its sea, which is not moved.
    placed = lambda g: g if g.distance(sea) < LAGOON else onto_relief(g)
    lakes += [(None, placed(g), "gshhg") for g in shores if not any(g.intersects(d) for _, d in drawn)]
    lakes = [(n, g.intersection(box(*WINDOW)).simplify(SHORE_TOLERANCE), source) for n, g, source in lakes]
    return [(name, km2(g), rounded_valid(g), source) for name, g, source in lakes]


def km2(geometry):
    """To a percent, which is enough to rank lakes."""
    return geometry.area * 111.2**2 * math.cos(math.radians(geometry.centroid.y))


# Waters that lie up to a kilometre or two beside their valley or shore fade as a reader
# comes close: the zoom by which they are gone. A step before, where they begin to fade, a
# kilometre is 17 pixels (12 for the rougher ones).
FADES = {"wdb-ii": 11, "own-drawing": 10.5, "osm-land": 10.5}


def write_water(out, sea, lakes):
    features = []
    for i, (raw_name, area, geometry, source) in enumerate([("Caspienne", math.inf, sea, "gshhg"), *lakes]):
        id, fr, en = WATER_NAMES.get(raw_name, (f"lake-{i:02}", None, None))
        features.append(
            feature(
                id,
                geometry,
                name=fr and name(fr, en),
                local_names=local_names(id, WATER_PARTIES.get(id, ())),
                style="lake" if i else "sea",
                rank=1 if area > 1000 else 2 if area > 100 else 3,
                maxzoom=FADES.get(source),
                precision="approximate" if source == "osm-land" else "generalised",
                source=source,
            )
        )
    write(out / "base/water.geojson", features, BASE_DECIMALS)


def to_the_coast(countries, sea):
    """The countries, each with the land between its own coast and the sea's: both are drawn from
    other sources. What a source has as land and the sea covers is sea."""
    shore = box(*WINDOW).difference(unary_union([sea, *countries.values()]))
    coastal = {code: [g] for code, g in countries.items()}
    for piece in parts(shore):
        if piece.distance(sea) == 0:
            # Across the end of a border, to whom most of it lies next to.
            near = piece.buffer(2 * 10**-BASE_DECIMALS)
            owner = max(countries, key=lambda code: near.intersection(countries[code]).area)
            if near.intersects(countries[owner]):
                coastal[owner].append(piece)
            else:
                coastal["AZ"].append(piece)  # its islands
    grid = 10**-BASE_DECIMALS
    land = {code: shapely.union_all(gs, grid_size=grid) if len(gs) > 1 else gs[0] for code, gs in coastal.items()}
    return {code: shapely.difference(g, sea, grid_size=grid) if g.intersects(sea) else g for code, g in land.items()}


# WDB-II lines by their place in rivers.geojson; they carry no names.
KURA_LINES = (22, 25)  # source to Shamkir; Mingachevir to the Caspian
ARAX_UPPER = 27  # in Turkey, above the border
AKHURIAN_AND_ARAX = 24  # runs on along the border as the Arax
KURA_DAMS = 45.8  # longitude from which the Kura is dammed
# 28 is the same river as the border line; 29 runs to the Caspian, but the Arax joins the Kura.
DROPPED_LINES = (28, 29)
# Where the border has left the Arax: Imishli and Saatly on its bank (GeoNames), then its mouth
# (Wikipedia, "Aras (river)"). Straight lines, within 5 km.
ARAX_LOWER = ((48.06, 39.871), (48.3689, 39.9321), (48.4535, 40.0184))


def write_rivers(out, raw, borders, sea, lakes):
    wdb = [(p["level"], g) for p, g in read(raw / "rivers.geojson")]
    lines = [(level, onto_relief(g)) for level, g in wdb]
    along = linemerge(
        unary_union([borders[p] for p in (("AM", "TR"), ("NX", "TR"), ("NX", "IR"), ("AM", "IR"), ("AZ", "IR"))])
    )
    along = max(parts(along), key=lambda g: g.length)
    if along.coords[0][0] > along.coords[-1][0]:
        along = along.reverse()
    # Upstream, the border follows the Akhurian; downstream it leaves the Arax in the plain.
    upper = lines[ARAX_UPPER][1]
    confluence = along.project(Point(upper.coords[-1]))
    leaves = along.project(Point(wdb[28][1].coords[-1]))
    middle = substring(along, confluence, leaves)
    arax = LineString([*upper.coords[:-1], *middle.coords])
    shamkir, mingachevir = (lines[i][1] for i in KURA_LINES)
    mouth = mingachevir.interpolate(mingachevir.project(Point(ARAX_LOWER[-1])))
    lower = LineString(cut_corners([arax.coords[-1], *ARAX_LOWER[:-1], mouth.coords[0]]))
    # WDB-II is older than the reservoirs: straight to each, and out of it.
    reservoirs = [g for _, _, g, _ in lakes if g.distance(shamkir) < 0.02 and g.centroid.x > KURA_DAMS]
    kura = [shamkir, mingachevir]
    for reservoir in reservoirs:
        kura = [piece for line in kura for piece in around(line, reservoir, 0.06)]
    great = next(g for name, _, g, _ in lakes if name == "Mingachevir")
    kura = [piece for line in kura for piece in around(line, great, 0.15)]
    kura = linemerge(kura)
    features = [
        feature(
            "arax",
            arax,
            name=name("Araxe", "Aras"),
            local_names=local_names("arax", WATER_PARTIES["arax"]),
            style="river",
            rank=1,
            precision="generalised",
            source="osm-timezones",
        ),
        feature(
            "kura",
            kura,
            name=name("Koura", "Kura"),
            local_names=local_names("kura", WATER_PARTIES["kura"]),
            style="river",
            rank=1,
            maxzoom=FADES["wdb-ii"],
            precision="generalised",
            source="wdb-ii",
        ),
        feature(
            "arax-lower",
            lower,
            style="river",
            rank=1,
            maxzoom=FADES["own-drawing"],
            precision="schematic",
            source="own-drawing",
        ),
    ]
    for i, (level, line) in enumerate(lines):
        if i in (*KURA_LINES, ARAX_UPPER, *DROPPED_LINES):
            continue
        if i == AKHURIAN_AND_ARAX:
            line = substring(line, 0, line.project(Point(upper.coords[-1])))
        features.append(
            feature(
                f"river-{i:02}",
                line,
                style="river",
                rank=2 if level <= 3 else 3,
                maxzoom=FADES["wdb-ii"],
                precision="generalised",
                source="wdb-ii",
            )
        )
    water = unary_union([sea, *(g for *_, g, _ in lakes)])
    dry = [(f, outside(f["geometry"], water)) for f in features]
    write(out / "base/rivers.geojson", [{**f, "geometry": g} for f, g in dry if not g.is_empty], BASE_DECIMALS)


def around(line, reservoir, reach):
    """A river from west to east without what lies along a reservoir, with straight lines to it from
    where that begins and ends; as it is, where it stays more than `reach` degrees to one side."""
    west, _, east, _ = reservoir.bounds
    tips = [max(reservoir.exterior.coords, key=lambda p: side * p[0]) for side in (-1, 1)]
    if Point(line.coords[-1]).x < west - reach or Point(line.coords[0]).x > east + reach:
        return [line]
    pieces = []
    for (start, end), tip in zip(((0, None), (None, line.length)), tips):
        at = line.project(Point(tip))
        piece = substring(line, start if start is not None else at, end if end is not None else at)
        if piece.geom_type == "LineString" and piece.length > 0:
            free = piece.coords[-1 if start == 0 else 0]
            link = [free, nearest_points(Point(free), reservoir)[1].coords[0]]
            pieces.append(LineString([*piece.coords, link[1]] if start == 0 else [link[1], *piece.coords]))
    return pieces


def outside(line, water, least=0.004):
    """A river as far as the shores; what is left between two of them is none."""
    dry = line.difference(water)
    return shapely.multilinestrings([p for p in parts(dry) if p.length > least]) if len(parts(dry)) > 1 else dry


# GeoNames id: id, French, English, rank, zoom from which the label may stand.
# Story points (Stepanakert, the villages, Artsvashen) are not base places. The Iranian
# Jolfa is left out: beside the Azerbaijani Julfa it would read as the same town twice.
PLACES = {
    616052: ("yerevan", "Erevan", "Yerevan", 1, 4),
    587084: ("baku", "Bakou", "Baku", 1, 4),
    611717: ("tbilisi", "Tbilissi", "Tbilisi", 1, 4),
    113646: ("tabriz", "Tabriz", "Tabriz", 2, 6),
    586523: ("ganja", "Gandja", "Ganja", 2, 6),
    616635: ("gyumri", "Gyumri", "Gyumri", 2, 6.5),
    147429: ("nakhchivan-city", "Nakhitchevan", "Nakhchivan", 2, 6.5),
    743952: ("kars", "Kars", "Kars", 2, 6.5),
    143083: ("ardabil", "Ardabil", "Ardabil", 2, 6.5),
    584923: ("sumgait", "Soumgaït", "Sumgait", 3, 7),
    616530: ("vanadzor", "Vanadzor", "Vanadzor", 3, 7),
    174875: ("kapan", "Kapan", "Kapan", 3, 7),
    174895: ("goris", "Goris", "Goris", 3, 7.5),
    174823: ("meghri", "Meghri", "Meghri", 3, 7.5),
    147105: ("shusha", "Choucha", "Shusha", 3, 7.5),
    147625: ("lachin", "Latchine", "Lachin", 3, 7.5),
    148619: ("agdam", "Agdam", "Agdam", 3, 7.5),
    311665: ("igdir", "Iğdır", "Iğdır", 3, 7.5),
    585514: ("mingachevir", "Mingatchevir", "Mingachevir", 3, 7.5),
    616627: ("ijevan", "Idjevan", "Ijevan", 3, 7.5),
    585226: ("qazax", "Qazax", "Qazax", 3, 7.5),
    612287: ("rustavi", "Rustavi", "Rustavi", 3, 8),
    616108: ("vardenis", "Vardenis", "Vardenis", 4, 8),
    174763: ("sisian", "Sisian", "Sisian", 4, 8),
    174884: ("jermuk", "Djermouk", "Jermuk", 4, 8),
    148251: ("julfa", "Djoulfa", "Julfa", 4, 8),
    147368: ("ordubad", "Ordoubad", "Ordubad", 4, 8),
    586268: ("kelbajar", "Kelbadjar", "Kelbajar", 4, 8),
    148106: ("fizuli", "Fizouli", "Fizuli", 4, 8),
    148141: ("jabrayil", "Djebraïl", "Jabrayil", 4, 8),
    146901: ("zangilan", "Zanguilan", "Zangilan", 4, 8),
    148003: ("horadiz", "Horadiz", "Horadiz", 4, 8),
    147504: ("mincivan", "Mincivan", "Mincivan", 4, 8.5),
    147305: ("qubadli", "Goubadly", "Qubadlı", 4, 8.5),
    616802: ("berd", "Berd", "Berd", 4, 8.5),
    616333: ("noyemberyan", "Noyemberyan", "Noyemberyan", 4, 8.5),
    587362: ("aghstafa", "Aghstafa", "Aghstafa", 4, 8.5),
    174726: ("vayk", "Vaïk", "Vayk", 4, 8.5),
    175008: ("agarak", "Agarak", "Agarak", 4, 9),
    174743: ("tegh-village", "Tegh", "Tegh", 5, 10),
    616074: ("voskepar", "Voskepar", "Voskepar", 5, 10),
    616829: ("baghanis", "Baghanis", "Baghanis", 5, 10),
}
CAPITALS = ("yerevan", "baku", "tbilisi")


def raw_places(raw):
    return {p["id"]: g for p, g in read(raw / "places.geojson")}


def parties_of(point, raw, countries):
    """Whose languages a town's local name is in: the party's that it lies in; both parties'
    on the land that the Armenian side held from 1994 to 2020."""
    karabakh = {p["id"]: g for p, g in read(raw / "karabakh.geojson")}
    if karabakh["artsakh_1994_2020"].contains(point):
        return ("AZ", "AM")
    return tuple(code for code in ("AZ", "NX", "AM") if countries[code].contains(point))


def write_places(out, raw, countries):
    points = raw_places(raw)
    features = [
        feature(
            id,
            points[f"gn{geonames}"],
            name=name(fr, en),
            local_names=local_names(id, parties_of(points[f"gn{geonames}"], raw, countries)),
            style="place",
            rank=rank,
            minzoom=minzoom,
            capital=True if id in CAPITALS else None,
            source="geonames",
        )
        for geonames, (id, fr, en, rank, minzoom) in PLACES.items()
    ]
    write(out / "base/places.geojson", features, BASE_DECIMALS)


# --- The story --------------------------------------------------------------


def write_outlines(out, raw, countries):
    admin1 = {p["iso"]: g for p, g in read(raw / "admin1.geojson") if p["iso"].startswith("AM-")}
    syunik = cut_off(countries["AM"], admin1["AM-SU"], admin1["AM-VD"])
    features = [
        feature(
            "syunik",
            syunik,
            region="syunik",
            name=name("Siounik", "Syunik"),
            style="outline",
            precision="generalised",
            precision_note=name(
                "Limite avec le Vayots Dzor au 1:10\u202f000\u202f000\u202f; ailleurs, frontière d’État.",
                "Boundary with Vayots Dzor at 1:10,000,000; elsewhere the state border.",
            ),
            source="natural-earth-admin1",
        ),
        feature(
            "nakhchivan",
            countries["NX"],
            region="nakhchivan",
            name=name("Nakhitchevan", "Nakhchivan"),
            style="outline",
            precision="generalised",
            source="osm-timezones",
        ),
    ]
    write(out / "outlines.geojson", features, BASE_DECIMALS)


def cut_off(country, province, neighbour):
    """The part of `country` on the province's side of its only inner boundary.

    The province comes from another, coarser data set: only its inner boundary is
    used, run on at both ends until it has crossed the country's own border.
    """
    inner = max(parts(linemerge(province.boundary.intersection(neighbour.boundary))), key=lambda g: g.length)
    points = list(inner.coords)
    blade = LineString([run_on(points[1], points[0]), *points, run_on(points[-2], points[-1])])
    body = max(parts(country), key=lambda g: g.area)
    pieces = split(body, blade).geoms
    return max(pieces, key=lambda g: g.intersection(province).area)


def run_on(a, b, by=0.08):
    """A point `by` degrees beyond `b`, seen from `a`."""
    length = Point(a).distance(Point(b))
    return tuple(q + (q - p) / length * by for p, q in zip(a, b))


def write_enclave(out, raw, countries):
    source = {p["id"]: g for p, g in read(raw / "karabakh.geojson")}
    oblast, contact = source["nkao_1923_1991"], source["contact_line_1994"]
    # The contact line, closed far outside Azerbaijan: what it cuts off inside is the area.
    ring = [(45.5, 40.15), *contact.coords, (47.33, 39.2), (46.5, 38.7), (45.9, 39.0), (45.7, 39.6)]
    held = max(parts(Polygon(ring).intersection(countries["AZ"])), key=lambda g: g.area)
    common = {"region": "nagorno-karabakh"}
    oblast_name = name("Ancien oblast autonome du Haut-Karabakh", "Former Nagorno-Karabakh Autonomous Oblast")
    features = [
        feature(
            "armenian-held-1994-2020",
            held,
            **common,
            name=name("Territoire tenu par les forces arméniennes, 1994–2020", "Area held by Armenian forces, 1994–2020"),
            style="hatched",
            held_by="yerevan",
            claimed_by="baku",
            when=when("1994-05-12", "2020-11-10"),
            precision="generalised",
            source="natural-earth-disputed",
        ),
        feature(
            "remainder-2020-2023",
            source["remainder_2020_2023"],
            **common,
            name=name(
                "Territoire resté sous contrôle arménien, avec le contingent russe, 2020–2023",
                "Area left under Armenian control, with Russian peacekeepers, 2020–2023",
            ),
            style="hatched",
            held_by="yerevan",
            claimed_by="baku",
            when=when("2020-11-10", "2023-09-20"),
            precision="schematic",
            precision_note=name("Schéma, à 5\u202fkm près.", "Schematic, within 5\u202fkm."),
            source="own-drawing",
        ),
        feature(
            "oblast-1923-1991",
            oblast,
            **common,
            name=name("Oblast autonome du Haut-Karabakh, 1923–1991", "Nagorno-Karabakh Autonomous Oblast, 1923–1991"),
            style="dotted-outline",
            when=when("1923-07-07", "1991-11-26"),
            precision="generalised",
            source="natural-earth-disputed",
        ),
        feature(
            "oblast-outline",
            oblast,
            **common,
            name=oblast_name,
            style="dotted-outline",
            when=when("2023-09-20"),
            precision="generalised",
            source="natural-earth-disputed",
        ),
        feature(
            "contact-line-1994",
            contact,
            **common,
            name=name("Ligne de contact, 1994–2020", "Line of contact, 1994–2020"),
            style="contact-line",
            when=when("1994-05-12", "2020-11-10"),
            precision="generalised",
            source="natural-earth-disputed",
        ),
        feature(
            "lachin-road",
            source["lachin_road"],
            **common,
            name=name("Route de Latchine", "Lachin road"),
            style="road",
            when=when("2020-11-10", "2023-09-20"),
            precision="schematic",
            precision_note=name(
                "Droites entre quatre villes, à 4\u202fkm près, selon la route d’avant août 2022.",
                "Straight lines between four towns, within 4\u202fkm, after the road in use before August 2022.",
            ),
            source="own-drawing",
        ),
        feature(
            "stepanakert",
            raw_places(raw)["gn146970"],
            region="stepanakert",
            name=name("Stepanakert", "Stepanakert"),
            style="town",
            source="geonames",
        ),
    ]
    write(out / "enclave.geojson", features, BASE_DECIMALS)


def write_corridor(out, raw, countries):
    source = {p["id"]: g for p, g in read(raw / "corridor.geojson")}
    # Cut where the line crosses the border, so that the three pieces meet there.
    inside = lambda c: countries["AM"].contains(Point(c))
    armenian = list(source["corridor_am"].segmentize(0.001).coords)
    kept = [i for i, c in enumerate(armenian) if inside(c)]
    armenian = list(LineString(armenian[kept[0] : kept[-1] + 1]).simplify(0.0001).coords)
    west = [c for c in source["corridor_nx"].coords if not inside(c)]
    east = [c for c in source["corridor_az"].coords if not inside(c)]
    source = {
        "corridor_am": LineString(armenian),
        # Straight between towns, so only the corners are ours to soften.
        "corridor_nx": LineString(cut_corners([*west, armenian[0]])).simplify(0.0005),
        "corridor_az": LineString(cut_corners([armenian[-1], *east])).simplify(0.0005),
    }
    note = name(
        "Tracé non convenu\u202f: la ligne suit la rive nord de l’Araxe.",
        "No agreed route: the line follows the north bank of the Aras.",
    )
    rows = (
        ("corridor-west", "corridor_nx", "dashed-band-light", "Suite par le Nakhitchevan", "Continuation through Nakhchivan"),
        ("corridor-east", "corridor_az", "dashed-band-light", "Suite en Azerbaïdjan", "Continuation in Azerbaijan"),
        ("corridor-syunik", "corridor_am", "dashed-band", "Couloir demandé par Bakou", "Corridor demanded by Baku"),
    )
    features = []
    for id, raw_id, style, fr, en in rows:
        armenian = raw_id == "corridor_am"
        features.append(
            feature(
                id,
                source[raw_id],
                region="syunik-corridor",
                name=name(fr, en),
                style=style,
                held_by="yerevan" if armenian else "baku",
                claimed_by="baku" if armenian else None,
                when=when("2020-11-10"),
                precision="schematic",
                precision_note=note,
                source="corridor-schematic",
            )
        )
    write(out / "corridor.geojson", features, BASE_DECIMALS)


# id: French and English name, raw id, better position where a gazetteer has one,
# year since which Armenia holds it (Azerbaijani sources).
VILLAGES = {
    "baghanis-ayrum": ("Baghanis Ayrum", "baghanis_ayrum", (45.0746, 41.0964), "1990"),
    "ashaghi-askipara": ("Ashaghi Askipara", "ashaghi_askipara", None, "1992"),
    "kheyrimli": ("Kheyrimli", "kheyrimli", (45.1095, 41.05), "1992"),
    "gizilhajili": ("Gizilhajili", "gizilhajili", (45.171, 41.0656), "1992"),
    "yukhari-askipara": ("Yukhari Askipara", "yukhari_askipara", None, "1992"),
    "barkhudarli": ("Barkhudarli", "barkhudarli", None, "1992"),
    "sofulu": ("Sofulu", "sofulu", None, "1992"),
    "karki": ("Karki", "karki", None, "1990"),
}


def write_villages(out, raw, countries):
    places = raw_places(raw)
    points = {id: Point(better) if better else places[key] for id, (_, key, better, _) in VILLAGES.items()}
    exclaves = {p["id"]: g for p, g in read(raw / "exclaves.geojson")}
    strips = {p["id"]: g for p, g in read(raw / "transfer_may2024_indicative.geojson")}
    pair = ("baghanis-ayrum", "ashaghi-askipara")
    halves = nearest_split(strips["baghanis_ayrum+ashaghi_askipara"], *(points[v] for v in pair))
    areas = {
        **dict(zip(pair, halves)),
        "kheyrimli": strips["kheyrimli"],
        "gizilhajili": strips["gizilhajili"],
        "yukhari-askipara": exclaves["yukhari_askipara"],
        "barkhudarli": exclaves["barkhudarli_sofulu"],
        "karki": exclaves["karki"].intersection(countries["AM"]),
    }
    features = []
    for id, area in areas.items():
        label, _, _, since = VILLAGES[id]
        if id in ("yukhari-askipara", "barkhudarli"):
            precision, note, source, end = "surveyed", None, "osm-exclaves", None
        elif id == "karki":
            note = name("Ellipse de 9\u202fkm² autour du village.", "A 9\u202fkm² ellipse round the village.")
            precision, source, end = "schematic", "own-drawing", None
        else:
            note = name(
                "Terres passées à l’Azerbaïdjan dans OpenStreetMap après la délimitation de mai 2024.",
                "Land that moved to Azerbaijan in OpenStreetMap after the delimitation of May 2024.",
            )
            precision, source, end = "indicative", "osm-transfer-2024", "2024-05-24"
        features.append(
            feature(
                f"{id}-area",
                area,
                region=id,
                name=name("Barkhudarli et Sofulu", "Barkhudarli and Sofulu") if id == "barkhudarli" else name(label, label),
                style="hatched",
                held_by="yerevan",
                claimed_by="baku",
                when=when(since, end),
                precision=precision,
                precision_note=note,
                source=source,
            )
        )
    for id, point in points.items():
        label, _, better, _ = VILLAGES[id]
        features.append(
            feature(
                id,
                point,
                region=id,
                name=name(label, label),
                style="village",
                source="geonames" if better else "village-positions",
            )
        )
    write(out / "villages.geojson", features, STORY_DECIMALS)


def nearest_split(area, a, b):
    """The parts of `area` nearer to `a` and to `b`, cut along their perpendicular bisector."""
    k = 0.754  # cosine of the latitude, 41.08 N: east-west degrees are that much shorter
    mx, my = (a.x + b.x) / 2, (a.y + b.y) / 2
    ux, uy = (b.x - a.x) * k, b.y - a.y
    vx, vy = -uy / k, ux  # along the bisector
    blade = LineString([(mx - 9 * vx, my - 9 * vy), (mx + 9 * vx, my + 9 * vy)])
    pieces = split(area, blade).geoms
    near = lambda g, p, q: g.representative_point().distance(p) < g.representative_point().distance(q)
    return unary_union([g for g in pieces if near(g, a, b)]), unary_union([g for g in pieces if not near(g, a, b)])


def write_artsvashen(out, raw):
    exclaves = {p["id"]: g for p, g in read(raw / "exclaves.geojson")}
    features = [
        feature(
            "artsvashen-area",
            exclaves["artsvashen"],
            region="artsvashen",
            name=name("Artsvashen", "Artsvashen"),
            style="hatched",
            held_by="baku",
            claimed_by="yerevan",
            when=when("1992-08"),
            precision="surveyed",
            source="osm-exclaves",
        ),
        feature(
            "artsvashen",
            Point(45.5255, 40.6402),
            region="artsvashen",
            name=name("Artsvashen", "Artsvashen"),
            style="village",
            source="geonames",
        ),
    ]
    write(out / "artsvashen.geojson", features, STORY_DECIMALS)


# id: raw id, French, English, held since.
OCCUPIED = {
    "sev-lich": ("sev_lich", "Lac Noir (Sev Litch)", "Sev Lich (Black Lake)", "2021-05"),
    "vardenis": ("vardenis", "Secteur de Vardenis", "Vardenis sector", "2021-05"),
    "nerkin-hand": ("nerkin_hand", "Nerkin Hand", "Nerkin Hand", "2022-09"),
    "jermuk": ("djermouk", "Hauteurs de Djermouk", "Jermuk heights", "2022-09"),
    "tegh": ("tegh", "Près de Tegh", "Near Tegh", "2023-03"),
}


def write_occupied(out, raw):
    points = {p["id"]: g for p, g in read(raw / "occupied_2021_2024_points.geojson")}
    features = [
        feature(
            id,
            points[key],
            region=id,
            name=name(fr, en),
            style="marker",
            held_by="baku",
            claimed_by="yerevan",
            when=when(since),
            precision="approximate",
            precision_note=name("Centre à 3\u202fkm près, sans contour.", "Centre within 3\u202fkm, no outline."),
            source="occupied-points",
        )
        for id, (key, fr, en, since) in OCCUPIED.items()
    ]
    write(out / "occupied-areas.geojson", features, BASE_DECIMALS)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raw", type=Path, required=True, help="folder of raw layers")
    parser.add_argument("--out", type=Path, required=True, help="atlas folder to write into")
    a = parser.parse_args()
    sea = make_sea(a.raw)
    lakes = make_lakes(a.raw, sea)
    countries = to_the_coast(make_countries(a.raw), sea)
    assert shapely.coverage_is_valid(list(countries.values())), "the coast opened a shared border"
    borders = shared_borders(countries)
    then = before_the_transfer(a.raw, countries)
    write_countries(a.out, countries, then)
    write_borders(a.out, countries, borders, then)
    write_water(a.out, sea, lakes)
    write_rivers(a.out, a.raw, borders, sea, lakes)
    write_places(a.out, a.raw, countries)
    write_outlines(a.out, a.raw, countries)
    write_enclave(a.out, a.raw, countries)
    write_corridor(a.out, a.raw, countries)
    write_villages(a.out, a.raw, countries)
    write_artsvashen(a.out, a.raw)
    write_occupied(a.out, a.raw)
    relief.make(a.raw / "dem_globe30s_u16.png", a.out / "base/relief.webp", WINDOW, quality=82)
    for path in sorted([*a.out.glob("*.geojson"), *a.out.glob("base/*")]):
        print(f"{path.stat().st_size:>8}  {path.relative_to(a.out)}")


if __name__ == "__main__":
    main()
