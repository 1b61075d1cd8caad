"""Where the voxels of a NIfTI file lie, as nibabel reads it: RAS+ millimetres."""

import nibabel as nib
import numpy as np

MILLIMETRES = {"mm": 1.0, "meter": 1000.0, "micron": 0.001, "unknown": 1.0}


def placement(image):
    """Affine (4x4, mm) or None without sform and qform, voxel sizes in mm, axis codes or None."""
    header = image.header
    factor = MILLIMETRES[header.get_xyzt_units()[0]]
    affine = None
    for matrix, code in (header.get_sform(coded=True), header.get_qform(coded=True)):
        if code > 0:
            affine = np.array(matrix, dtype=np.float64)
            affine[:3] *= factor
            break
    if affine is None:
        sizes = [float(z) * factor for z in header.get_zooms()[:3]]
        sizes += [abs(float(z)) * factor for z in header["pixdim"][1 + len(sizes):4]]
        return None, sizes, None
    sizes = np.sqrt((affine[:3, :3] ** 2).sum(axis=0)).tolist()
    return affine, sizes, "".join(nib.aff2axcodes(affine))


def cell(affine, sizes):
    """Volume of one voxel (mm3) and the areas of its faces across x, y and z (mm2), sheared or not."""
    edges = np.diag(sizes) if affine is None else affine[:3, :3]
    x, y, z = edges.T
    areas = [float(np.linalg.norm(np.cross(*pair))) for pair in ((y, z), (x, z), (x, y))]
    return float(abs(np.linalg.det(edges))), areas
