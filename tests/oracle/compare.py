#!/usr/bin/env python3
"""Compares `voxlint facts` with the peer, field by field, and counts what was compared.

    python compare.py VOXLINT [--data DIR] [--fresh 300] [--seed 7]

Every NIfTI file below DIR, and so many freshly generated ones. Whole numbers must be equal; points agree to 1e-6 mm,
volumes and areas to 1e-6 of their size. Ends with 1 if a value differs, or if a field compared nothing at all.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

import matrix
import peer

POINT_MM = 1e-6
RELATIVE = 1e-6


def near(ours, theirs, absolute, relative):
    """Nested lists of numbers agree; None only with None."""
    if isinstance(theirs, (list, tuple)):
        return (
            isinstance(ours, list)
            and len(ours) == len(theirs)
            and all(near(a, b, absolute, relative) for a, b in zip(ours, theirs))
        )
    if ours is None or theirs is None:
        return ours is theirs
    return abs(ours - theirs) <= absolute + relative * abs(theirs)


def exact(ours, theirs):
    return ours == theirs


def parts(ours, theirs):
    """Everything the peer says of parts: voxlint also gives their first voxels."""
    return isinstance(ours, dict) and bool(theirs) and all(ours.get(key) == value for key, value in theirs.items())


def point(ours, theirs):
    return near(ours, theirs, POINT_MM, 0.0)


def size(ours, theirs):
    return near(ours, theirs, 0.0, RELATIVE)


def placement(ours, theirs):
    return near(ours, theirs, POINT_MM, RELATIVE)


FILE_FIELDS = {"shape": exact, "dtype": exact, "zooms": size, "affine": placement, "orientation": exact}
LABEL_FIELDS = {
    "label": exact, "voxels": exact, "volume_mm3": size, "bbox": exact, "centroid": point, "centroid_mm": point,
    "border": exact, "cavities": parts, "euler_26": exact, "euler_6": exact, "handles": exact,
    "surface_faces": exact, "surface_mm2": size, "contained_in": exact, "z_gaps": exact,
}
PARTS = [("6", "count"), ("6", "sizes"), ("18", "count"), ("18", "sizes"), ("26", "count"), ("26", "sizes"), ("26", "first")]


def fields(ours, theirs):
    """(field, ours, theirs, agreement) for everything the peer says of one file."""
    for name, same in FILE_FIELDS.items():
        yield name, ours.get(name), theirs[name], same
    yield "labels", [fact["label"] for fact in ours["labels"]], [fact["label"] for fact in theirs["labels"]], exact
    for a, b in zip(ours["labels"], theirs["labels"]):
        for name, same in LABEL_FIELDS.items():
            yield name, a.get(name), b[name], same
        for connectivity, what in PARTS:
            ours_part = a["components"][connectivity].get(what)
            yield f"components {connectivity} {what}", ours_part, b["components"][connectivity][what], exact
    yield "adjacency", [c[:3] for c in ours["adjacency"]], [c[:3] for c in theirs["adjacency"]], exact
    for a, b in zip(ours["adjacency"], theirs["adjacency"]):
        yield "contact faces", a[:3], b[:3], exact
        yield "contact mm2", a[3], b[3], size


class Tally:
    def __init__(self):
        self.compared = collections.Counter()
        self.different = collections.Counter()
        self.examples = []
        self.refused = 0

    def file(self, binary, path):
        run = subprocess.run([binary, "facts", str(path)], capture_output=True, text=True)
        try:
            theirs = peer.survey(path)
        except Exception as reason:  # whatever the libraries raise is a refusal
            self.refused += 1
            if run.returncode == 0:
                self.miss("refused", path, "facts", str(reason))
            return
        if run.returncode != 0:
            self.miss("readable", path, run.stderr.strip() or run.stdout.strip(), "facts")
            return
        self.compared["readable"] += 1
        for name, a, b, same in fields(json.loads(run.stdout), theirs):
            self.compared[name] += 1
            if not same(a, b):
                self.miss(name, path, a, b)

    def miss(self, field, path, ours, theirs):
        self.different[field] += 1
        if len(self.examples) < 20:
            self.examples.append(f"{path}: {field}: voxlint {str(ours)[:200]}, peer {str(theirs)[:200]}")

    def report(self):
        """Prints the table; True if all is well."""
        wanted = ["readable", *FILE_FIELDS, "labels", *LABEL_FIELDS, *(f"components {c} {w}" for c, w in PARTS)]
        wanted += ["adjacency", "contact faces", "contact mm2"]
        print(f"{'field':24} {'compared':>9} {'different':>9}")
        for name in [*wanted, *sorted(set(self.different) - set(wanted))]:
            print(f"{name:24} {self.compared[name]:9} {self.different[name]:9}")
        print(f"{self.refused} files that are no label map to the peer")
        for example in self.examples:
            print(example)
        idle = [name for name in wanted if not self.compared[name]]
        if idle:
            print("compared nothing:", ", ".join(idle))
        return not idle and not self.different


def label_maps(folder):
    """NIfTI files below a folder; of a pair, the header."""
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.name.endswith((".nii", ".nii.gz", ".hdr", ".hdr.gz")) and path.is_file():
            yield path


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("binary")
    arguments.add_argument("--data", action="append", default=[])
    arguments.add_argument("--fresh", type=int, default=300)
    arguments.add_argument("--seed", type=int, default=7)
    chosen = arguments.parse_args()
    tally = Tally()
    for folder in chosen.data:
        for path in label_maps(folder):
            tally.file(chosen.binary, path)
    with tempfile.TemporaryDirectory() as folder:
        for _, _, _, path in matrix.write(folder, chosen.fresh, chosen.seed):
            tally.file(chosen.binary, path)
    return 0 if tally.report() else 1


if __name__ == "__main__":
    sys.exit(main())
