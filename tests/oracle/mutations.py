"""Ways to damage a NIfTI file: cut or flipped gzip, header fields at extremes, flipped voxels, wrong sizes, bombs.

A base is a plain single NIfTI file as bytes; every mutation returns (what was done, suffix, bytes).
"""

import gzip
import struct

# name: offset, struct letter, how many. NIfTI-1 and NIfTI-2.
FIELDS_1 = {
    "sizeof_hdr": (0, "i", 1), "dim_info": (39, "b", 1), "dim": (40, "h", 8), "intent_code": (68, "h", 1),
    "datatype": (70, "h", 1), "bitpix": (72, "h", 1), "slice_start": (74, "h", 1), "pixdim": (76, "f", 8),
    "vox_offset": (108, "f", 1), "scl_slope": (112, "f", 1), "scl_inter": (116, "f", 1), "slice_end": (120, "h", 1),
    "xyzt_units": (123, "B", 1), "cal_max": (124, "f", 1), "qform_code": (252, "h", 1), "sform_code": (254, "h", 1),
    "quatern": (256, "f", 3), "qoffset": (268, "f", 3), "srow": (280, "f", 12), "magic": (344, "B", 4),
    "extension flag": (348, "B", 4),
}
FIELDS_2 = {
    "sizeof_hdr": (0, "i", 1), "magic": (4, "B", 8), "datatype": (12, "h", 1), "bitpix": (14, "h", 1),
    "dim": (16, "q", 8), "pixdim": (104, "d", 8), "vox_offset": (168, "q", 1), "scl_slope": (176, "d", 1),
    "scl_inter": (184, "d", 1), "qform_code": (344, "i", 1), "sform_code": (348, "i", 1), "quatern": (352, "d", 3),
    "qoffset": (376, "d", 3), "srow": (400, "d", 12), "xyzt_units": (500, "i", 1), "extension flag": (540, "B", 4),
}
WHOLE = {"b": 8, "B": 8, "h": 16, "i": 32, "q": 64}
REALS = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 1e-30, -1e-30, 1e30, -1e30, 352.0, 353.0, 1e9, float("nan"), float("inf"), float("-inf")]


def extremes(letter):
    if letter in "fd":
        return REALS
    bits = WHOLE[letter]
    if letter == "B":
        return [0, 1, 2, 3, 8, 16, 127, 128, 255]
    top = 2 ** (bits - 1)
    return [v for v in (0, 1, -1, 2, 3, 4, 7, 8, 16, 64, 348, 512, 1024, top - 1, -top, top // 2) if -top <= v < top]


def header_field(base, order, version, draw):
    """One to three numbers of the header set to an extreme value."""
    fields = FIELDS_1 if version == 1 else FIELDS_2
    out = bytearray(base)
    done = []
    for _ in range(draw.choice([1, 1, 1, 2, 3])):
        name = draw.choice(list(fields))
        offset, letter, count = fields[name]
        index = draw.randrange(count)
        value = draw.choice(extremes(letter))
        struct.pack_into(order + letter, out, offset + index * struct.calcsize(letter), value)
        done.append(f"{name}[{index}]={value}")
    return "header " + " ".join(done), bytes(out)


def header_byte(base, order, version, draw):
    out = bytearray(base)
    at = draw.randrange(min(352 if version == 1 else 544, len(out)))
    out[at] = draw.randrange(256)
    return f"header byte {at}", bytes(out)


def voxels(base, order, version, draw):
    start = 352 if version == 1 else 544
    out = bytearray(base)
    for _ in range(draw.choice([1, 4, 50])):
        if len(out) > start:
            out[draw.randrange(start, len(out))] ^= 1 << draw.randrange(8)
    return "voxels", bytes(out)


def cut(base, order, version, draw):
    return "cut", base[:draw.randrange(len(base))]


def longer(base, order, version, draw):
    return "longer", base + bytes([draw.choice([0, 0, 255])]) * draw.choice([1, 16, 1000, 70000])


def bomb(base, order, version, draw):
    """Sizes that promise far more than there is, or megabytes of zeros behind a small file."""
    out = bytearray(base)
    offset, letter, _ = (FIELDS_1 if version == 1 else FIELDS_2)["dim"]
    sides = draw.choice([(1, 32767, 32767), (32767, 32767, 1), (32767, 32767, 32767), (512, 512, 512), (32767, 1, 32767)])
    struct.pack_into(order + "4" + letter, out, offset, 3, *sides)
    return f"bomb {sides}", bytes(out) + bytes(draw.choice([0, 0, 1 << 20, 40 << 20]))


PLAIN = [header_field, header_field, header_field, header_byte, voxels, cut, longer]


def gzip_cut(packed, draw):
    return "gzip cut", packed[:draw.randrange(len(packed))]


def gzip_flip(packed, draw):
    out = bytearray(packed)
    out[draw.randrange(len(out))] ^= 1 << draw.randrange(8)
    return "gzip flip", bytes(out)


def gzip_tail(packed, draw):
    return "gzip tail", packed + draw.choice([b"\0" * 512, b"junk", packed[:30], b"\x1f\x8b"])


def mutate(base, order, version, draw):
    """(what was done, suffix, bytes) of one mutant of a plain single file."""
    kind = draw.random()
    if kind < 0.35:
        packed = gzip.compress(base, draw.choice([1, 6]), mtime=0)
        what, data = draw.choice([gzip_cut, gzip_flip, gzip_flip, gzip_tail])(packed, draw)
        return what, ".nii.gz", data
    if kind < 0.36:
        what, data = bomb(base, order, version, draw)
        return what, ".nii.gz", gzip.compress(data, 6, mtime=0)
    what, data = draw.choice(PLAIN)(base, order, version, draw)
    if draw.random() < 0.3:
        return what + ", gzip", ".nii.gz", gzip.compress(data, 1, mtime=0)
    return what, ".nii", data
