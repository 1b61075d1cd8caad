#!/usr/bin/env python3
"""Records what NumPy says of image intensities under labels, as nibabel reads them; SimpleITK is asked as well.

    python intensities.py [--pairs 60] [--seed 20261]

Writes small images of several data types, scalings and containers, label maps on their grid, and the expected statistics
to recorded/intensities.jsonl.gz, a pair a line, files in hexadecimal. `tests/oracle_intensities.rs` replays them.
"""

import argparse
import gzip
import json
import os
import tempfile

import nibabel as nib
import numpy as np
import SimpleITK as sitk
from scipy import ndimage

TYPES = [np.uint8, np.int16, np.uint16, np.int32, np.float32, np.float64]
SCALINGS = [(1.0, 0.0), (2.0, -1024.0), (0.125, 3.5), (-1.0, 100.0)]
PERCENTILES = [0, 2.5, 5, 25, 50, 90, 95, 97.5, 99.9, 100]


# Of a sphere of 1 cm3, in mm.
PEAK_RADIUS = (3 / (4 * np.pi)) ** (1 / 3) * 10


def peak(values, mask, spacing):
    """Mean within the sphere around the hottest voxel; of several, the first in file order (x fastest)."""
    candidates = np.argwhere((mask & (values == values[mask].max())).T)[:, ::-1]
    steps = (np.indices(values.shape).T - candidates[0]).T
    distance = np.sqrt(sum((step * side) ** 2 for step, side in zip(steps, spacing)))
    return float(values[distance <= PEAK_RADIUS].mean())


def one(rng, number):
    dtype = TYPES[number % len(TYPES)]
    slope, inter = SCALINGS[int(rng.integers(len(SCALINGS)))]
    shape = tuple(int(n) for n in rng.integers(1, 14, 3))
    smooth = ndimage.gaussian_filter(rng.normal(size=shape), 1.0) * 900
    if np.issubdtype(dtype, np.integer):
        info = np.iinfo(dtype)
        stored = np.clip(np.round(smooth + rng.integers(0, 200)), max(info.min, -2000), min(info.max, 3000)).astype(dtype)
    else:
        stored = (smooth * rng.uniform(0.01, 10)).astype(dtype)
    labels = np.digitize(ndimage.gaussian_filter(rng.normal(size=shape), 0.7), [-0.1, 0.15, 0.3]).astype(np.uint8)
    affine = np.diag([*rng.uniform(0.5, 3, 3).astype(np.float32), 1.0])
    image = nib.Nifti1Image(stored, affine)
    end = [".nii", ".nii.gz"][number % 2]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "image" + end)
        # nibabel resets the scaling of what it writes, so that it is put into the header bytes by hand.
        nib.save(image, path)
        raw = bytearray(gzip.open(path).read() if end == ".nii.gz" else open(path, "rb").read())
        raw[112:120] = np.array([slope, inter], dtype="<f4").tobytes()
        written = gzip.compress(bytes(raw), mtime=0) if end == ".nii.gz" else bytes(raw)
        with open(path, "wb") as out:
            out.write(written)
        values = nib.load(path).get_fdata(dtype=np.float64)
        second = sitk.GetArrayFromImage(sitk.Cast(sitk.ReadImage(path), sitk.sitkFloat64)).T
        label_path = os.path.join(folder, "labels.nii.gz")
        nib.save(nib.Nifti1Image(labels, affine), label_path)
        with open(label_path, "rb") as file:
            label_bytes = gzip.compress(gzip.decompress(file.read()), mtime=0)
    expected = {}
    for name, mask in [("a", labels == 1), ("b", labels == 2), ("c", labels == 3), ("both", (labels == 1) | (labels == 2))]:
        under = values[mask]
        if under.size == 0:
            continue
        assert np.allclose(under.mean(), second[mask].mean(), rtol=1e-6, atol=1e-4), (under.mean(), second[mask].mean())
        low, high = sorted(float(v) for v in rng.uniform(under.min() - 1, under.max() + 1, 2))
        low, high = round(low, 3), round(high, 3)
        expected[name] = {
            "min": under.min(),
            "max": under.max(),
            "mean": under.mean(),
            "sd": under.std(),
            "peak": peak(values, mask, np.abs(np.diag(affine)[:3]).astype(np.float32).astype(float)),
            "median": float(np.median(under)),
            **{f"p{p}": float(np.percentile(under, p)) for p in PERCENTILES},
            "range": [low, high],
            "share": float(np.mean((under >= low) & (under <= high))),
            "share_above": float(np.mean(under > high)),
        }
    return {"end": end, "image": written.hex(), "labels": label_bytes.hex(), "expected": expected}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=60)
    parser.add_argument("--seed", type=int, default=20261)
    options = parser.parse_args()
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "recorded", "intensities.jsonl.gz")
    count = 0
    with gzip.GzipFile(path, "wb", mtime=0) as out:
        for number in range(options.pairs):
            pair = one(np.random.default_rng([options.seed, number]), number)
            count += sum(len(values) - 1 for values in pair["expected"].values())
            out.write(json.dumps(pair, separators=(",", ":")).encode() + b"\n")
    print(f"{options.pairs} pairs, {count} values, {os.path.getsize(path)} bytes")


if __name__ == "__main__":
    main()
