"""Random label maps: bodies nested and touching, islands, bubbles, loops, specks, ignored and undeclared voxels."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

IGNORE, UNDECLARED = 200, 99


@dataclass
class LabelMap:
    labels: np.ndarray
    """Columns are the steps of the array axes in whole quarters of a millimetre, right, anterior, superior."""
    steps: np.ndarray
    tissues: list


def draw(rng):
    """A map whose tissues are the values 1 to n, some of which may be absent."""
    shape = rng.integers(4, 14, 3)
    count = int(rng.integers(1, 6))
    labels = np.zeros(shape, np.uint8)
    grid = np.stack(np.meshgrid(*(np.arange(n) for n in shape), indexing="ij"), -1).astype(float)
    for _ in range(int(rng.integers(1, 9))):
        value = int(rng.integers(1, count + 1))
        centre = rng.uniform(0, 1, 3) * (shape - 1)
        radius = rng.uniform(1, max(shape) / 2)
        offset = (grid - centre) / rng.uniform(0.6, 1.4, 3)
        away = np.sqrt((offset**2).sum(-1))
        kind = rng.integers(0, 10)
        if kind == 0:
            labels[away <= radius] = value
        elif kind == 1:
            labels[np.abs(offset).max(-1) <= radius * 0.8] = value
        elif kind == 2:
            # A shell with something in it, or nothing.
            labels[away <= radius] = value
            labels[away <= radius - 1.3] = rng.integers(0, count + 1)
        elif kind == 3:
            ring = np.hypot(np.hypot(offset[..., 0], offset[..., 1]) - radius, offset[..., 2])
            labels[ring <= 1.2] = value
        elif kind == 4:
            labels[rng.random(shape) < 0.03] = value
        elif kind == 5:
            labels[(away <= radius) & (labels > 0)] = value
        elif kind == 6:
            # One voxel within a box of the next larger size.
            at = np.round(centre).astype(int)
            labels[tuple(slice(max(a - 1, 0), a + 2) for a in at)] = value
            labels[tuple(at)] = rng.integers(0, count + 1)
        elif kind == 7:
            # A coat around all there is of a tissue, or of everything.
            inner = labels == rng.integers(1, count + 1) if rng.random() < 0.6 else labels > 0
            labels[ndimage.binary_dilation(inner, np.ones((3, 3, 3))) & ~inner] = value
        elif kind == 8:
            # A small body in a coat.
            labels[away <= 2.6] = value
            labels[away <= 1.1] = rng.integers(1, count + 1)
        else:
            labels[(np.arange(shape[0]) % 3 == 0)[:, None, None] & (away <= radius)] = value
    if rng.random() < 0.15:
        labels[rng.random(shape) < 0.02] = IGNORE
    if rng.random() < 0.1:
        labels[rng.random(shape) < 0.02] = UNDECLARED
    return LabelMap(labels, steps(rng), list(range(1, count + 1)))


def steps(rng):
    """Straight in any order and direction, or sheared; never flat."""
    while True:
        if rng.random() < 0.6:
            found = np.zeros((3, 3), int)
            found[rng.permutation(3), np.arange(3)] = rng.integers(1, 12, 3) * rng.choice([-1, 1], 3)
        else:
            found = rng.integers(-6, 7, (3, 3))
        if abs(np.linalg.det(found)) > 0.5:
            return found
