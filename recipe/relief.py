"""The relief image: a soft hillshade in Web Mercator rows, mid-grey where the land is flat."""

import numpy as np
from PIL import Image

WIDTH = 1000  # pixels
FLAT = 128  # grey of flat land and of the sea
STRETCH = 5.0  # heights are multiplied by this: at this scale true slopes hardly show
CONTRAST = 100.0  # greys on either side of FLAT
# Light from the north-west, softened by its neighbours: (azimuth in degrees, weight).
LIGHTS = ((315, 0.55), (270, 0.2), (0, 0.15), (225, 0.1))
ALTITUDE = 45  # degrees


def smooth(grid, sigma):
    """Gaussian blur, edges repeated."""
    radius = int(np.ceil(3 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    for axis in (0, 1):
        width = [(radius, radius) if a == axis else (0, 0) for a in (0, 1)]
        padded = np.pad(grid, width, mode="edge")
        grid = np.apply_along_axis(np.convolve, axis, padded, kernel, mode="valid")
    return grid


def mercator(latitude):
    return np.arcsinh(np.tan(np.radians(latitude)))


def to_mercator(heights, bounds, width):
    """Resamples an equirectangular grid (edges at `bounds`) to square Web Mercator pixels."""
    west, south, east, north = bounds
    top, bottom = mercator(north), mercator(south)
    height = round(width * (top - bottom) / np.radians(east - west))
    y = top + (bottom - top) * (np.arange(height) + 0.5) / height
    latitude = np.degrees(np.arctan(np.sinh(y)))
    row = (north - latitude) / (north - south) * heights.shape[0] - 0.5
    column = (np.arange(width) + 0.5) / width * heights.shape[1] - 0.5
    row = np.clip(row, 0, heights.shape[0] - 1.001)
    column = np.clip(column, 0, heights.shape[1] - 1.001)
    r, c = row.astype(int), column.astype(int)
    fr, fc = (row - r)[:, None], (column - c)[None, :]
    a = heights[np.ix_(r, c)] * (1 - fc) + heights[np.ix_(r, c + 1)] * fc
    b = heights[np.ix_(r + 1, c)] * (1 - fc) + heights[np.ix_(r + 1, c + 1)] * fc
    return a * (1 - fr) + b * fr, latitude


def shade(heights, metres_a_pixel):
    """Brightness against flat land: 0 is flat, about -1 to 1."""
    down, right = np.gradient(heights)
    east = STRETCH * right / metres_a_pixel
    north = -STRETCH * down / metres_a_pixel
    normal = np.sqrt(1 + east**2 + north**2)
    altitude = np.radians(ALTITUDE)
    total = np.zeros_like(heights)
    for azimuth, weight in LIGHTS:
        a = np.radians(azimuth)
        light = -east * np.sin(a) * np.cos(altitude) - north * np.cos(a) * np.cos(altitude)
        total += weight * ((light + np.sin(altitude)) / normal - np.sin(altitude))
    return total


def make(dem, out, bounds, quality):
    heights = np.asarray(Image.open(dem)).astype(float)
    grid, latitude = to_mercator(smooth(heights, 0.7), bounds, WIDTH)
    metres = 111_320 * (bounds[2] - bounds[0]) / WIDTH * np.cos(np.radians(latitude))[:, None]
    # Fine relief for the ridges, broad relief for the ranges.
    light = 0.6 * shade(grid, metres) + 0.8 * shade(smooth(grid, 3.5), metres)
    # The model's tile seams and the ripples of the plains stay below this.
    light = np.sign(light) * np.maximum(np.abs(light) - 0.02, 0)
    grey = FLAT + CONTRAST * np.tanh(1.4 * light)
    out.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.round(grey).astype(np.uint8)).save(out, "WEBP", quality=quality, method=6)
