"""Which 300 files: every pair of choices on any two axes occurs (pairwise covering), drawn from a seed."""

import random

AXES = {
    "dtype": ["u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f4", "f8"],
    "order": ["<", ">"],
    "container": ["nii", "nii.gz:1", "nii.gz:6", "nii.gz:9", "nii.gz:members", "pair", "pair.gz"],
    "version": [1, 2],
    "geometry": ["axes", "oblique", "sheared", "qfac+1", "qfac-1", "method 1"],
    "units": ["mm", "meter", "micron", "unknown"],
    "shape": [
        (1, 1, 1), (17, 1, 1), (1, 13, 1), (1, 1, 9), (12, 11, 1), (11, 1, 10), (1, 9, 12), (2, 2, 2),
        (7, 5, 3), (13, 11, 9), (16, 8, 8), (15, 14, 13),
    ],
    "content": ["blobs", "shells", "tori", "noise", "nested", "full", "empty"],
    "scaling": ["unset", "one", "slope 2", "slope -1 inter 7", "slope 0", "inter -100", "half"],
    "extension": ["none", "text", "two"],
    "dimensions": ["as needed", "three", "four", "seven"],
    "values": ["small", "sparse", "extreme"],
}


def possible(row):
    """Scaling goes through double precision, so the largest values are only stored as they are."""
    return row["values"] != "extreme" or row["scaling"] in ("unset", "one", "slope 0")


def plan(count, seed):
    """`count` rows: greedy choice, each time the best of 60 random rows for pairs not seen yet."""
    draw = random.Random(seed)
    names = list(AXES)
    seen = set()
    rows = []

    def pairs(row):
        return {(a, row[a], b, row[b]) for i, a in enumerate(names) for b in names[i + 1:]}

    while len(rows) < count:
        candidates = []
        while len(candidates) < 60:
            row = {name: draw.choice(AXES[name]) for name in names}
            if possible(row):
                candidates.append(row)
        best = max(candidates, key=lambda row: len(pairs(row) - seen))
        seen |= pairs(best)
        rows.append(best)
    wanted = sum(
        len(AXES[a]) * len(AXES[b]) for i, a in enumerate(names) for b in names[i + 1:]
    )
    return rows, len(seen), wanted
