"""Lays out the bytes of one generated NIfTI file: header by nibabel, extensions, data and container by hand."""

import gzip
import struct

import nibabel as nib
import numpy as np

HEADERS = {
    (1, False): nib.Nifti1Header,
    (1, True): nib.nifti1.Nifti1PairHeader,
    (2, False): nib.Nifti2Header,
    (2, True): nib.nifti2.Nifti2PairHeader,
}
UNITS = {"unknown": 0, "meter": 1, "mm": 2, "micron": 3}
PER_UNIT = {"unknown": 1.0, "meter": 1000.0, "mm": 1.0, "micron": 0.001}
SCALINGS = {
    "unset": (np.nan, np.nan),
    "one": (1, 0),
    "slope 2": (2, 0),
    "slope -1 inter 7": (-1, 7),
    "slope 0": (0, 5),
    "inter -100": (1, -100),
    "half": (0.5, 0),
}


def effective(scaling):
    """Slope and intercept in force: a slope of zero or NaN means that nothing is scaled."""
    slope, inter = SCALINGS[scaling]
    return (1, 0) if slope == 0 or np.isnan(slope) else (slope, inter)


def header_shape(shape, dimensions):
    if dimensions == "as needed":
        while len(shape) > 1 and shape[-1] == 1:
            shape = shape[:-1]
        return shape
    return shape + (1,) * ({"three": 3, "four": 4, "seven": 7}[dimensions] - 3)


def rotation(rng, degrees):
    """A turn of up to so many degrees about a random axis (Rodrigues)."""
    x, y, z = (v := rng.standard_normal(3)) / np.linalg.norm(v)
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(rng.uniform(5, degrees))
    return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k


def place(header, geometry, unit, rng):
    """Sets sform, qform and voxel sizes; lengths are stored in the file's own unit."""
    sizes = rng.uniform(0.4, 5.0, 3).round(2)
    axes = np.eye(3)[:, rng.permutation(3)] * rng.choice([-1, 1], 3)
    if geometry in ("oblique", "qfac+1", "qfac-1"):
        axes = rotation(rng, 35) @ axes
    if geometry == "sheared":
        axes = (np.eye(3) + np.triu(rng.uniform(-0.25, 0.25, (3, 3)), 1)) @ axes
    if geometry.startswith("qfac") and np.sign(np.linalg.det(axes)) != int(geometry[4:]):
        axes[:, 2] *= -1
    affine = np.eye(4)
    affine[:3, :3] = axes * sizes
    affine[:3, 3] = rng.uniform(-300, 300, 3).round(1)
    affine[:3] /= PER_UNIT[unit]
    header["pixdim"][1:4] = np.linalg.norm(affine[:3, :3], axis=0)
    header["xyzt_units"] = UNITS[unit] | int(rng.choice([0, 8]))
    code = int(rng.integers(1, 5))
    if geometry.startswith("qfac"):
        header.set_qform(affine, code=code, strip_shears=False)
        header.set_sform(None, code=0)
    elif geometry == "method 1":
        header.set_qform(None, code=0)
        header.set_sform(None, code=0)
    else:
        if geometry != "sheared" and rng.random() < 0.5:
            header.set_qform(affine, code=code)
        header.set_sform(affine, code=code)


def extensions(kind, order):
    """The four flag bytes and the extensions after the header, each padded to a multiple of 16."""
    if kind == "none":
        return bytes(4)
    texts = [b"made by a generator"] + ([b"x" * 40] if kind == "two" else [])
    out = bytes([1, 0, 0, 0])
    for text in texts:
        size = -(-(len(text) + 8) // 16) * 16
        out += struct.pack(order + "ii", size, 6) + text.ljust(size - 8, b"\0")
    return out


def members(data, rng):
    """Three gzip members, cut anywhere, as pigz or bgzip would."""
    cuts = sorted(rng.integers(1, max(len(data) - 1, 2), 2).tolist())
    pieces = [data[:cuts[0]], data[cuts[0]:cuts[1]], data[cuts[1]:]]
    return b"".join(gzip.compress(piece, 6, mtime=0) for piece in pieces)


def lay_out(row, stored, rng):
    """{suffix: bytes} of the one or two files. `stored` is a 3-D array of the numbers to store."""
    pair = row["container"].startswith("pair")
    order = row["order"]
    header = HEADERS[row["version"], pair](endianness=order)
    header.set_data_dtype(np.dtype(order + row["dtype"]))
    header.set_data_shape(header_shape(stored.shape, row["dimensions"]))
    place(header, row["geometry"], row["units"], rng)
    header["scl_slope"], header["scl_inter"] = SCALINGS[row["scaling"]]
    extra = extensions(row["extension"], order)
    size = len(header.binaryblock)
    offset = 0 if pair else -(-(size + len(extra)) // 16) * 16
    header["vox_offset"] = offset
    head = header.binaryblock + extra
    body = stored.astype(order + row["dtype"]).tobytes(order="F")
    if pair:
        if row["container"] == "pair.gz":
            return {".hdr.gz": gzip.compress(head, 6, mtime=0), ".img.gz": gzip.compress(body, 6, mtime=0)}
        return {".hdr": head, ".img": body}
    whole = head.ljust(offset, b"\0") + body
    level = row["container"].partition(":")[2]
    if not level:
        return {".nii": whole}
    if level == "members":
        return {".nii.gz": members(whole, rng)}
    return {".nii.gz": gzip.compress(whole, int(level), mtime=0)}
