"""What the generated label maps hold: class numbers 0..6 on a small grid, and the label values that stand for them."""

import numpy as np
from scipy import ndimage


def blobs(shape, rng):
    """Smooth random regions: a noise field cut into levels."""
    field = ndimage.gaussian_filter(rng.standard_normal(shape), 1.2, mode="nearest")
    edges = np.quantile(field, [0.45, 0.6, 0.75, 0.88])
    return np.searchsorted(edges, field)


def distances(shape, rng):
    """Distance of every voxel from a random inner point, in units of the largest half axis."""
    centre = [rng.uniform(0.3, 0.7) * (n - 1) for n in shape]
    index = np.indices(shape, dtype=float)
    return np.sqrt(sum(((i - c) / max(n / 2, 1)) ** 2 for i, c, n in zip(index, centre, shape)))


def shells(shape, rng):
    """Hollow bodies, some with a kernel: cavities and containment."""
    out = np.zeros(shape, dtype=int)
    for label in (1, 3, 5):
        far = distances(shape, rng)
        out[(far > 0.55) & (far < 0.9)] = label
        out[far < 0.25] = label + 1
    return out


def tori(shape, rng):
    """Rings about each axis in turn: handles."""
    out = np.zeros(shape, dtype=int)
    index = np.indices(shape, dtype=float)
    for label, axis in enumerate(rng.permutation(3), start=1):
        across = [a for a in range(3) if a != axis]
        middle = [(n - 1) / 2 + rng.uniform(-1, 1) for n in shape]
        radius = 0.3 * max(min(shape[a] for a in across), 3)
        ring = np.hypot(*(index[a] - middle[a] for a in across)) - radius
        out[np.hypot(ring, index[axis] - middle[axis]) < 1.5] = label
    return out


def noise(shape, rng):
    return rng.integers(0, 5, shape)


def nested(shape, rng):
    """Each class inside the one before, with a voxel knocked out here and there."""
    far = distances(shape, rng)
    out = np.searchsorted([0.2, 0.45, 0.7, 0.95], far)
    out = 4 - np.minimum(out, 4)
    out[rng.random(shape) < 0.02] = 0
    return out


def full(shape, rng):
    return np.where(np.indices(shape).sum(axis=0) < sum(shape) / 2, 1, 2)


def empty(shape, rng):
    return np.zeros(shape, dtype=int)


MAKERS = {f.__name__: f for f in (blobs, shells, tori, noise, nested, full, empty)}

EXTREME = {
    "u1": [255, 254, 128, 127, 1, 2],
    "i1": [-128, 127, -1, 1, 64, -64],
    "u2": [65535, 32768, 32767, 256, 255, 1],
    "i2": [-32768, 32767, -1, 256, -256, 1],
    "u4": [2**32 - 1, 2**31, 2**31 - 1, 65536, 65535, 1],
    "i4": [-(2**31), 2**31 - 1, -1, 65536, -65536, 1],
    "u8": [2**63 - 1, 2**53 + 1, 2**53, 2**32, 2**32 - 1, 1],
    "i8": [-(2**63), 2**63 - 1, 2**53 + 1, -(2**53) - 1, -1, 1],
    "f4": [2**24, -(2**24), 10**9, 2**24 - 1, -1, 1],
    "f8": [2**53, -(2**53), 10**15, 2**24 + 1, -1, 1],
}


def label_values(kind, dtype, slope, inter):
    """Up to six values that the type can store under the scaling, and the stored number of each, background first."""
    wanted = {
        "small": [1, 2, 3, 4, 5, 6],
        "sparse": [3, -7, 12, 40, -33, 100],
        "extreme": EXTREME[dtype],
    }[kind]
    stored = [(0, -inter / slope)] + [(v, v if slope == 1 and inter == 0 else (v - inter) / slope) for v in wanted]
    limits = None if dtype[0] == "f" else np.iinfo(dtype)
    fits = [
        (v, int(s)) for v, s in stored if int(s) == s and (limits is None or limits.min <= int(s) <= limits.max)
    ]
    assert fits[0][0] == 0 and len(fits) > 1
    return fits
