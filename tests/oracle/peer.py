#!/usr/bin/env python3
"""Survey of one NIfTI label map with public Python libraries: the independent oracle of `voxlint facts`.

    python peer.py FILE [FILE..]      one JSON object per line

Which library answers for what: nibabel reads the file and its geometry, cc3d finds components, SciPy the cavities and
the boxes, scikit-image the Euler characteristics, NumPy the counts, centroids and faces. README.md has the conventions.
"""

import json
import sys

import cc3d
import nibabel as nib
import numpy as np
from scipy import ndimage
from skimage.measure import euler_number

from nifti_geometry import cell, placement


def label_values(image):
    """The voxels as a 3-D int64 array in stored axis order. Raises ValueError for anything that is no label map."""
    stored = np.asanyarray(image.dataobj)
    if stored.dtype.kind == "f":
        whole = np.rint(stored)
        if not np.array_equal(whole, stored):
            raise ValueError("values are not integers")
        stored = whole
    if stored.dtype.kind == "u" and stored.size and int(stored.max()) > np.iinfo(np.int64).max:
        raise ValueError("a value does not fit 64 bits with a sign")
    values = stored.astype(np.int64)
    lengths = list(values.shape) + [1] * (3 - values.ndim)
    if any(n != 1 for n in lengths[3:]):
        raise ValueError("more than three dimensions")
    return values.reshape(lengths[:3], order="F")


def ranked_components(mask, connectivity):
    """Sizes in falling order, and the first voxel of each in raster order (x fastest) within `mask`'s own box."""
    ids, count = cc3d.connected_components(mask.astype(np.uint8), connectivity=connectivity, return_N=True)
    flat = ids.ravel(order="F")
    found, first, sizes = np.unique(flat, return_index=True, return_counts=True)
    keep = found > 0
    assert int(keep.sum()) == count
    rank = sorted(zip((-sizes[keep]).tolist(), first[keep].tolist()))
    return [-size for size, _ in rank], [at for _, at in rank]


def to_raster(at, box_shape, low, shape):
    """Raster index in the box of a label to raster index in the volume."""
    x, y, z = np.unravel_index(at, box_shape, order="F")
    return int(x + low[0]) + shape[0] * (int(y + low[1]) + shape[1] * int(z + low[2]))


def enclosed(mask):
    """Cavities of a mask: the face-connected parts of its complement that the outside does not reach."""
    parts, count = ndimage.label(np.pad(~mask, 1, constant_values=True))
    outside = parts[0, 0, 0]
    inner = parts[1:-1, 1:-1, 1:-1]
    sizes = np.bincount(inner.ravel(), minlength=count + 1)
    sizes[[0, outside]] = 0
    return sorted((int(n) for n in sizes if n), reverse=True), (inner != outside) & (inner != 0)


def empty_spans(mask):
    """[first, last] of each run of empty slices between the first and the last filled one, third axis."""
    filled = np.flatnonzero(mask.any(axis=(0, 1)))
    return [[int(a) + 1, int(b) - 1] for a, b in zip(filled, filled[1:]) if b - a > 1]


def face_counts(dense):
    """Faces per axis between unequal neighbours, {(low id, high id): [x, y, z]}; id 0 is background and the outside."""
    padded = np.pad(dense, 1)
    base = int(dense.max()) + 1
    faces = {}
    for axis in range(3):
        near = np.moveaxis(padded, axis, 0)[:-1]
        far = np.moveaxis(padded, axis, 0)[1:]
        differ = near != far
        one, other = near[differ].astype(np.int64), far[differ].astype(np.int64)
        codes, counts = np.unique(np.minimum(one, other) * base + np.maximum(one, other), return_counts=True)
        for code, n in zip(codes.tolist(), counts.tolist()):
            faces.setdefault(divmod(code, base), [0, 0, 0])[axis] = n
    return faces


def describe(values, dense, known, index, box, geometry):
    """Everything about one label that its own box tells."""
    affine, voxel_volume = geometry
    mask = dense[box] == index
    low = [s.start for s in box]
    high = [s.stop - 1 for s in box]
    where = np.nonzero(mask)
    centroid = [float(axis.mean()) + at for axis, at in zip(where, low)]
    fact = {
        "label": int(known[index - 1]),
        "voxels": int(len(where[0])),
        "volume_mm3": len(where[0]) * voxel_volume,
        "bbox": [[a, b] for a, b in zip(low, high)],
        "centroid": centroid,
        "centroid_mm": None if affine is None else (affine @ [*centroid, 1.0])[:3].tolist(),
        "border": [touch for a, b, n in zip(low, high, values.shape) for touch in (a == 0, b == n - 1)],
        "components": {},
    }
    for connectivity in (6, 18, 26):
        sizes, first = ranked_components(mask, connectivity)
        fact["components"][str(connectivity)] = {"count": len(sizes), "sizes": sizes}
    fact["components"]["26"]["first"] = [to_raster(at, mask.shape, low, values.shape) for at in first]
    sizes, hollow = enclosed(mask)
    fact["cavities"] = {"count": len(sizes), "sizes": sizes}
    fact["euler_26"] = int(euler_number(mask, connectivity=3))
    fact["euler_6"] = int(euler_number(mask, connectivity=1))
    fact["handles"] = fact["components"]["26"]["count"] + len(sizes) - fact["euler_26"]
    fact["z_gaps"] = [[a + low[2], b + low[2]] for a, b in empty_spans(mask)]
    return fact, np.unique(dense[box][hollow], return_counts=True)


def survey(path):
    """All facts of one file, ready for JSON."""
    image = nib.load(path)
    values = label_values(image)
    affine, sizes, orientation = placement(image)
    voxel_volume, areas = cell(affine, sizes)
    known = [v for v in np.unique(values).tolist() if v != 0]
    dense = np.zeros(values.shape, dtype=np.int32, order="F")
    inside = values != 0
    dense[inside] = np.searchsorted(known, values[inside]) + 1
    boxes = ndimage.find_objects(dense)

    labels, held = [], {}
    for index, box in enumerate(boxes, start=1):
        fact, (ids, counts) = describe(values, dense, known, index, box, (affine, voxel_volume))
        labels.append(fact)
        for other, n in zip(ids.tolist(), counts.tolist()):
            if other:
                held.setdefault(other, []).append((index, n))
    faces = face_counts(dense)
    adjacency = []
    for index, fact in enumerate(labels, start=1):
        own = [sum(n[axis] for pair, n in faces.items() if index in pair) for axis in range(3)]
        fact["surface_faces"] = own
        fact["surface_mm2"] = sum(n * area for n, area in zip(own, areas))
        fact["contained_in"] = [known[by - 1] for by, n in held.get(index, []) if n == fact["voxels"]]
    for (a, b), n in sorted(faces.items()):
        if a:
            adjacency.append([known[a - 1], known[b - 1], n, sum(k * area for k, area in zip(n, areas))])
    return {
        "shape": list(values.shape),
        "dtype": image.get_data_dtype().newbyteorder("=").name,
        "zooms": sizes,
        "affine": None if affine is None else affine.tolist(),
        "orientation": orientation,
        "labels": labels,
        "adjacency": adjacency,
    }


if __name__ == "__main__":
    for name in sys.argv[1:]:
        json.dump({"file": name, **survey(name)}, sys.stdout)
        print()
