#!/usr/bin/env python3
"""Records expected values of every measure of structures, from independent code.

    python measures.py [--maps 200] [--seed 20260] [--share 0.4]

Makes small random label maps on straight, oblique, sheared and unplaced grids and writes what NumPy, SciPy, scikit-image,
SimpleITK and nibabel say about them to recorded/measures.jsonl.gz, a map a line. `tests/oracle_measures.rs` replays the file and fails if
any measure compared nothing.
"""

import argparse
import gzip
import json
import os

import numpy as np
from measure_maps import Unmeasured, runs
from measure_values import Measures


def pick(rng, options):
    return options[int(rng.integers(len(options)))]


def questions(rng, m, number):
    layers = len(m.layers)
    leaves = [["v", 0, 1, 1], ["v", 0, 2, 2], ["v", 0, 3, 3], ["v", 0, 1, 2], ["v", 0, 2, 3]]
    if layers == 2:
        leaves += [["v", 1, 1, 1]] * 2
    radius = float(np.round(rng.uniform(0.5, 4.0), 2))
    radii = [radius] * 3 if rng.random() < 0.6 or m.affine is None else [float(np.round(r, 2)) for r in rng.uniform(0.5, 5, 3)]
    plane = pick(rng, ["axial", "coronal", "sagittal", "acquired"])
    try:
        depth = m.shape[m.axis_of(plane)]
    except Unmeasured:
        depth = 1
    cut = lambda s, index=None: ["slice", plane, int(rng.integers(depth)) if index is None else index, s]
    a, b = pick(rng, leaves), pick(rng, leaves)
    alone = ["v", 0, 9, 9]
    if m.ignore and number % 3 == 0:
        # Whatever is next to the single voxel is ignored: no face of it is left to judge.
        m.ignore = ["-", ["grow", alone, [4.0] * 3], alone]
    most = lambda s: ["most", int(rng.integers(3)), bool(rng.integers(2)), float(np.round(rng.uniform(0.3, 9), 2)), s]
    regions = [
        ["+", a, b],
        ["&", a, b],
        ["-", a, b],
        ["grow", a, radii],
        ["shrink", ["+", a, b], radii],
        ["hull", a],
        most(a),
        ["part", pick(rng, [6, 18, 26]), int(rng.integers(3)), a],
        cut(a),
        ["grow", cut(a), radii],
        ["shrink", cut(["+", a, b]), radii],
        ["hull", cut(b)],
        most(cut(b)),
        ["part", pick(rng, [6, 26]), 0, cut(a)],
        ["-", ["grow", a, [radius] * 3], a],
    ]
    for s in regions:
        yield "region", s
    index = int(rng.integers(depth))
    single = [a, b, pick(rng, regions), cut(b, index), ["hull", cut(a)]]
    for s in single:
        yield "voxels", s
        yield "volume", s
        yield "bounds", s
        yield "centroid", s
        yield "end", s, int(rng.integers(3)), bool(rng.integers(2))
        yield "extent", s, int(rng.integers(3))
        floor = pick(rng, [None, ["voxels", 2], ["voxels", 3.5], ["mm", 4.0]])
        yield "components", s, pick(rng, [6, 18, 26]), floor
        yield "holes", s, pick(rng, [6, 26, 26, 18]) if number % 9 == 0 else pick(rng, [6, 26]), floor, bool(rng.integers(2))
        yield "tunnels", s, pick(rng, [6, 26, 26, 6, 18])
        yield "touches_border", s
        yield "feret", s
        yield "diameter", s, pick(rng, [None, "axial", "coronal", "sagittal", "acquired"])
        yield "slices", s, pick(rng, ["axial", "coronal", "sagittal", "acquired"])
        yield "slice_gaps", s, pick(rng, ["axial", "coronal", "sagittal", "acquired"])
    pairs = [(a, b), (pick(rng, leaves), pick(rng, regions)), (["-", a, b], b), (cut(a, index), cut(b, index)), (cut(a, index), b)]
    # Pairs for which relations hold.
    pairs += [(["shrink", a, [radius] * 3], a), (["&", a, b], ["+", a, b]), (["part", 26, 0, a], ["-", ["grow", a, [3.0] * 3], a])]
    if m.ignore and number % 3 == 0:
        pairs += [(alone, b), (cut(alone, depth // 2), b)]
    for x, y in pairs:
        for name in ("contact", "touches", "separate", "separate_by_overlap", "inside", "subset", "equal", "overlap"):
            yield name, x, y
        for name in ("iou", "dice", "distance", "hausdorff", "hd95"):
            yield name, x, y
        yield "surface_dice", x, y, pick(rng, [0.0, 0.7, 1.0, 1.5, 2.5])
        unit = pick(rng, ["mm", "voxels"])
        for name in ("inside_reach", "subset_reach", "equal_reach"):
            yield name, x, y, unit


def rounded(value):
    if isinstance(value, (float, np.floating)):
        return float(f"{value:.11g}")
    if isinstance(value, (list, tuple)):
        return [rounded(v) for v in value]
    return value.item() if isinstance(value, np.generic) else value


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--maps", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20260)
    parser.add_argument("--share", type=float, default=0.37, help="share of the questions that are asked")
    options = parser.parse_args()
    maps = []
    for number in range(options.maps):
        rng = np.random.default_rng([options.seed, number])
        m = Measures(rng, number % 8)
        asked = []
        for name, *arguments in questions(rng, m, number):
            if rng.random() > options.share:
                continue
            try:
                value = {"is": rounded(getattr(m, "m_" + name)(*arguments))}
            except Unmeasured as reason:
                value = {"not": str(reason)}
            asked.append({"q": name, "of": arguments, **value})
        maps.append(
            {
                "shape": m.shape,
                "spacing": m.spacing.tolist(),
                "affine": None if m.affine is None else m.affine[:3].tolist(),
                "ignore": m.ignore,
                "layers": [{str(v): runs(layer == v) for v in np.unique(layer) if v != 0} for layer in m.layers],
                "asked": asked,
            }
        )
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "recorded", "measures.jsonl.gz")
    with gzip.GzipFile(path, "wb", mtime=0) as out:
        for m in maps:
            out.write(json.dumps(m, separators=(",", ":")).encode() + b"\n")
    print(f"{len(maps)} maps, {sum(len(m['asked']) for m in maps)} values, {os.path.getsize(path)} bytes")


if __name__ == "__main__":
    main()
