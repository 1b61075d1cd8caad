"""`voxlint convert` there and back on real label maps: nibabel reads the same voxels and affine, and the decoded bytes are equal.

    convert.py VOXLINT FOLDER [--keep DIR]

Each label map below FOLDER gets two protocols of its own with one class for each value it holds; the second has the values
permuted and shifted. The converted file must hold the permuted values, where they belong, under the same header.
"""

import argparse
import gzip
import pathlib
import random
import subprocess
import sys
import tempfile

import nibabel
import numpy


def decoded(path):
    raw = path.read_bytes()
    return gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw


def labels(path):
    """Integer values of a map of at most three axes, or None."""
    try:
        image = nibabel.load(path)
        data = numpy.asanyarray(image.dataobj)
    except Exception:
        return None
    data = data.reshape(data.shape[:3]) if data.ndim > 3 and all(n == 1 for n in data.shape[3:]) else data
    if data.ndim > 3 or not numpy.isfinite(data).all() or not (data == numpy.round(data)).all():
        return None
    values = numpy.unique(data)
    return image, data, [int(value) for value in values] if len(values) <= 300 else None


def protocol(path, name, values):
    lines = "\n".join(f"  {value} c{index}  optional" for index, value in values)
    path.write_text(f"protocol test/{name} 1.0.0\n\nlabels {{\n  0 background\n{lines}\n}}\n")


def convert(voxlint, old, new, label, out):
    done = subprocess.run([voxlint, "convert", "--from", old, "--to", new, str(label), "--output", str(out)],
                          capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{label}: {done.stderr}")
    return out / label.name, done.stderr


def check(voxlint, label, folder, rng):
    found = labels(label)
    if found is None or found[2] is None:
        return False
    image, data, values = found
    held = [value for value in values if value != 0]
    new = held[:]
    rng.shuffle(new)
    there = dict(zip(held, new))
    before = label.read_bytes()
    protocol(folder / "a.protocol", "a", list(enumerate(held)))
    protocol(folder / "b.protocol", "b", list(enumerate(there[value] for value in held)))
    a, b = str(folder / "a.protocol"), str(folder / "b.protocol")
    first, _ = convert(voxlint, a, b, label, folder / "there")
    second, _ = convert(voxlint, b, a, first, folder / "back")
    converted = nibabel.load(first)
    expected = numpy.vectorize(lambda value: there.get(int(value), 0), otypes=[numpy.int64])(data) if data.size else data
    got = numpy.asanyarray(converted.dataobj).reshape(data.shape)
    assert (got == expected).all(), f"{label}: voxels"
    assert (converted.affine == image.affine).all(), f"{label}: affine"
    assert converted.get_data_dtype() == image.get_data_dtype() or image.header["scl_slope"] not in (0, 1), label
    size = 540 if isinstance(image.header, nibabel.Nifti2Header) else 348
    head = lambda path: decoded(path)[: int(image.header.get("vox_offset", 0)) or size]
    unscaled = numpy.isnan(image.header["scl_slope"]) or float(image.dataobj.slope) == 1 and float(image.dataobj.inter) == 0
    if unscaled:
        assert head(first) == head(label), f"{label}: header"
        assert decoded(second) == decoded(label), f"{label}: there and back"
    assert (first.read_bytes()[:2] == b"\x1f\x8b") == (before[:2] == b"\x1f\x8b"), f"{label}: compression"
    assert label.read_bytes() == before, f"{label}: touched"
    return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("voxlint")
    parser.add_argument("folder", type=pathlib.Path)
    arguments = parser.parse_args()
    rng = random.Random(7)
    checked = skipped = 0
    for label in sorted(arguments.folder.rglob("*")):
        if not label.name.lower().endswith((".nii", ".nii.gz")):
            continue
        with tempfile.TemporaryDirectory() as folder:
            if check(arguments.voxlint, label, pathlib.Path(folder), rng):
                checked += 1
            else:
                skipped += 1
    print(f"{checked} label maps there and back, {skipped} files that are none")
    return 0 if checked else 1


if __name__ == "__main__":
    sys.exit(main())
