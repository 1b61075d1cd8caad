"""Writes recorded/votes.json: random masks of several readers, and what SimpleITK and NumPy say that they agree on.

Run as `python tests/oracle/votes.py > tests/oracle/recorded/votes.json`. Masks are bits in C order of an array [z, y, x], in hex.
"""

import json
import sys

import numpy as np
import SimpleITK as sitk
from scipy import ndimage

SHAPE = (5, 9, 11)


def packed(mask):
    return np.packbits(mask.astype(np.uint8).ravel()).tobytes().hex()


def main():
    random = np.random.default_rng(20260)
    cases = []
    for readers in (1, 2, 3, 4, 5, 7):
        smooth = ndimage.gaussian_filter(random.normal(size=SHAPE), 1.2)
        masks = [smooth + 0.25 * random.normal(size=SHAPE) * smooth.std() > 0.1 * smooth.std() for _ in range(readers)]
        images = [sitk.GetImageFromArray(mask.astype(np.uint8)) for mask in masks]
        # A tie is no majority.
        voted = sitk.GetArrayFromImage(sitk.LabelVoting(images, 0))
        total = np.sum(masks, axis=0)
        cases.append({
            "masks": [packed(mask) for mask in masks],
            "majority": packed(voted == 1),
            "at_least": [packed(total >= needed) for needed in range(1, readers + 1)],
        })
    json.dump({"shape": SHAPE[::-1], "cases": cases}, fp=sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
