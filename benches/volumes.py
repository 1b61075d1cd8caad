#!/usr/bin/env python3
"""Large label maps for benchmarks, made from one real segmentation.

    python volumes.py SEGMENTATION.nii.gz FOLDER

Needs NumPy and nibabel (tests/oracle/requirements.txt). All maps are RAS with the spacing in millimetres.

    body512         512 x 512 x 512 uint8, enlarged without interpolation, gzip level 6
    body512_l1      the same at gzip level 1, as nibabel writes it
    body512_f64     the same as float64
    tilted512       the same, every slice shifted a little against the one before: no slice repeats another
    two_bodies      512 x 512 x 1000, the body twice, the upper one with other values
    noise100        512 x 512 x 100 random labels: the worst that can be stored in so many bytes
    checker100      512 x 512 x 100 in a chequerboard: the most runs a small file can hold
"""

import gzip
import sys
from pathlib import Path

import nibabel as nib
import numpy as np

SPACING = (0.71, 0.59, 0.66)


def enlarged(labels, shape):
    """Each voxel takes the label of the source voxel in which its centre lies."""
    picks = [((np.arange(n) + 0.5) * m / n).astype(int) for n, m in zip(shape, labels.shape)]
    return labels[np.ix_(*picks)]


def tilted(labels):
    """Moves slice z by z/7 voxels along x and by z/5 along y, around the edges."""
    out = np.empty_like(labels)
    for z in range(labels.shape[2]):
        out[:, :, z] = np.roll(labels[:, :, z], (z // 7 - 36, z // 5 - 51), axis=(0, 1))
        if z % 2:
            out[:, :, z] = np.roll(out[:, :, z], 1, axis=0)
    return out


def write(path, labels, spacing=SPACING, level=6):
    image = nib.Nifti1Image(labels, np.diag([*spacing, 1.0]))
    image.header.set_xyzt_units("mm")
    with open(path, "wb") as file, gzip.GzipFile("", "wb", level, file, mtime=0) as stream:
        stream.write(image.to_bytes())
    print(f"{path.name}: {labels.shape} {labels.dtype}, {path.stat().st_size} bytes", flush=True)


def main(source, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    labels = np.asarray(nib.load(source).dataobj).astype(np.uint8)
    body = enlarged(labels, (512, 512, 512))
    write(folder / "body512.nii.gz", body)
    write(folder / "body512_l1.nii.gz", body, level=1)
    write(folder / "body512_f64.nii.gz", body.astype(np.float64))
    write(folder / "tilted512.nii.gz", tilted(body))
    upper = enlarged(labels, (512, 512, 488))
    upper = np.where(upper > 0, 255 - upper, 0).astype(np.uint8)
    write(folder / "two_bodies.nii.gz", np.concatenate([body, upper], axis=2))
    random = np.random.default_rng(7)
    write(folder / "noise100.nii.gz", random.integers(0, 118, (512, 512, 100), dtype=np.uint8), (1.0, 1.0, 1.0))
    chequers = (np.indices((512, 512, 100), dtype=np.uint16).sum(axis=0) % 2).astype(np.uint8)
    write(folder / "checker100.nii.gz", chequers, (1.0, 1.0, 1.0))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
