#!/usr/bin/env python3
"""The survey of a label map as a careful Python user would write it for speed: the peer of `voxlint facts` in benchmarks.

    python peer.py FILE

nibabel reads, cc3d counts and finds components, NumPy does the rest on each label's own box. Prints counts per label, to be
compared with those of `voxlint facts`; what every figure means is in tests/oracle/README.md, whose `peer.py` takes its
time and is the oracle.
"""

import json
import sys

import cc3d
import nibabel as nib
import numpy as np


def euler(mask, both):
    """Cells of all dimensions of the union of closed (np.logical_or) or open (np.logical_and) voxels, with their signs."""
    padded, total = np.pad(mask, 1), 0
    for axes in range(8):
        cells = padded
        for axis in range(3):
            if axes >> axis & 1:
                low, high = [slice(None)] * 3, [slice(None)] * 3
                low[axis], high[axis] = slice(None, -1), slice(1, None)
                cells = both(cells[tuple(low)], cells[tuple(high)])
        sign = -1 if bin(axes).count("1") % 2 else 1
        total += sign * int(np.count_nonzero(cells))
    return -total if both is np.logical_or else total


def cavities(mask):
    labelled, count = cc3d.connected_components(np.pad(~mask, 1, constant_values=True), connectivity=6, return_N=True)
    counts = cc3d.statistics(labelled)["voxel_counts"]
    return sorted((int(n) for part, n in enumerate(counts) if part not in (0, labelled[0, 0, 0])), reverse=True)


def slice_gaps(mask):
    filled = np.flatnonzero(mask.any(axis=(0, 1)))
    return int((np.diff(filled) > 1).sum())


def survey(path):
    image = nib.load(path)
    labels = np.asfortranarray(np.asarray(image.dataobj).astype(np.uint16))
    statistics = cc3d.statistics(labels)
    present = [value for value, count in enumerate(statistics["voxel_counts"]) if value and count]
    found = {value: {"label": value, "voxels": int(statistics["voxel_counts"][value])} for value in present}
    for connectivity in (6, 18, 26):
        parts, count = cc3d.connected_components(labels, connectivity=connectivity, return_N=True)
        owners = np.zeros(count + 1, np.uint16)
        owners[parts.ravel("K")] = labels.ravel("K")
        counts = cc3d.statistics(parts)["voxel_counts"]
        for value in present:
            own = counts[np.flatnonzero(owners == value)]
            found[value][f"components_{connectivity}"] = np.sort(own)[::-1].tolist()
    faces = cc3d.contacts(labels, connectivity=6, surface_area=True, anisotropy=image.header.get_zooms()[:3])
    for value in present:
        mask = labels[statistics["bounding_boxes"][value]] == value
        found[value] |= {
            "cavities": cavities(mask),
            "euler_26": euler(mask, np.logical_or),
            "euler_6": euler(mask, np.logical_and),
            "slice_gaps": slice_gaps(mask),
            "centroid": [float(c) for c in statistics["centroids"][value]],
        }
    return {"labels": list(found.values()), "contacts": len(faces)}


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    json.dump(survey(sys.argv[1]), sys.stdout)
