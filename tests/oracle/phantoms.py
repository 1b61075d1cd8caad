#!/usr/bin/env python3
"""Measures phantoms with libraries that know nothing of voxlint, and compares them with their plans.

    VOXLINT_PHANTOMS=DIR cargo test --test phantoms     # writes phantoms and what they were planned to be
    python phantoms.py DIR

Voxels, components with 26 and 6 neighbours (cc3d), holes and holes of background (SciPy), tunnels by the Euler number with
26 and 6 neighbours (scikit-image), which tissues share faces and which meet at all (cc3d), the edge of the grid, and the order
of centroids (nibabel, NumPy). Everything must be equal. Ends with 1 if something differs, or if a figure compared nothing.
"""

import collections
import json
import pathlib
import sys

import cc3d
import nibabel
import numpy
from scipy import ndimage
from skimage import measure


def cropped(mask):
    """The mask within its box, and one empty layer around it, so that nothing is closed off by the edge."""
    box = ndimage.find_objects(mask.astype(numpy.uint8))[0]
    return numpy.pad(mask[box], 1), box


def holes(mask, background, box):
    """Parts of the complement that the outside does not reach, and how many of them are background alone."""
    parts, count = ndimage.label(~mask)
    closed = set(range(1, count + 1)) - set(numpy.unique(parts[0, 0, 0]))
    other = numpy.pad(~background[box], 1) & ~mask
    mixed = set(numpy.unique(parts[other]))
    return len(closed), len(closed - mixed)


def figures(values, labels):
    mask = numpy.isin(labels, values)
    small, box = cropped(mask)
    b0, b0_six = (int(cc3d.connected_components(small, connectivity=c, return_N=True)[1]) for c in (26, 6))
    b2, empty = holes(small, labels == 0, box)
    chi, chi_six = (int(measure.euler_number(small, connectivity=c)) for c in (3, 1))
    edge = mask.copy()
    edge[1:-1, 1:-1, 1:-1] = False
    return {
        "voxels": int(mask.sum()),
        "components": b0,
        "components 6": b0_six,
        "holes": b2,
        "background_holes": empty,
        "tunnels": b0 + b2 - chi,
        "tunnels 6": b0_six + b2 - chi_six,
        "border": bool(edge.any()),
    }


def pairs(labels, connectivity):
    return sorted([int(a), int(b)] for a, b in cc3d.contacts(labels, connectivity=connectivity) if a and b)


def compare(path, tally):
    image = nibabel.load(path)
    labels = numpy.asanyarray(image.dataobj)
    plan = json.loads(path.with_name(path.name.replace(".nii.gz", ".json")).read_text())
    tally.same(path, "orientation", "".join(nibabel.aff2axcodes(image.affine)), plan["orientation"])
    tally.same(path, "qform", bool(numpy.allclose(image.get_qform(), image.get_sform(), rtol=1e-6, atol=1e-4)), True)
    tally.same(path, "codes", [int(image.header["qform_code"]), int(image.header["sform_code"])], [1, 1])
    tally.same(path, "units", image.header.get_xyzt_units()[0], "mm")
    for planned in plan["sets"]:
        found = figures(planned["values"], labels)
        for name, value in found.items():
            tally.same(path, name, value, planned[name.removesuffix(" 6")])
    tally.same(path, "share faces", pairs(labels, 6), plan["touch"])
    tally.same(path, "meet at all", pairs(labels, 26), plan["touch"])
    for axis, first, second in plan["order"]:
        centre = [nibabel.affines.apply_affine(image.affine, numpy.argwhere(labels == v).mean(axis=0)) for v in (first, second)]
        tally.same(path, "order", bool(centre[0][axis] < centre[1][axis]), True)


class Tally:
    def __init__(self):
        self.compared = collections.Counter()
        self.different = collections.Counter()

    def same(self, path, name, found, planned):
        self.compared[name] += 1
        if found != planned:
            self.different[name] += 1
            if sum(self.different.values()) <= 20:
                print(f"{path.name}: {name}: found {found}, planned {planned}")

    def report(self):
        print(f"{'figure':20} {'compared':>9} {'different':>9}")
        for name in sorted(self.compared):
            print(f"{name:20} {self.compared[name]:9} {self.different[name]:9}")
        return bool(self.compared["tunnels"] and self.compared["order"]) and not self.different


def main():
    tally = Tally()
    paths = sorted(pathlib.Path(sys.argv[1]).glob("*.nii.gz"))
    for path in paths:
        compare(path, tally)
    print(len(paths), "phantoms")
    return 0 if tally.report() else 1


if __name__ == "__main__":
    sys.exit(main())
