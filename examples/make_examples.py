"""Makes the broken cases in labels/ out of labels/clean.nii.gz, one planted fault each.

Run in this folder: python make_examples.py   (needs nibabel and numpy)
"""

import gzip
from pathlib import Path

import nibabel
import numpy

LABELS = Path(__file__).parent / "labels"
CLEAN = LABELS / "clean.nii.gz"
SPLEEN, KIDNEY_RIGHT, KIDNEY_LEFT, LIVER, PANCREAS, T12, L1 = 1, 2, 3, 5, 7, 32, 31
COSTAL_CARTILAGE, LIVER_LESION = 117, 201


def write(name, change_voxels=None, change_header=None):
    image = nibabel.load(CLEAN)
    voxels = numpy.asarray(image.dataobj).copy()
    if change_voxels:
        change_voxels(voxels)
    changed = nibabel.Nifti1Image(voxels, None, image.header)
    if change_header:
        change_header(changed.header)
    # Without a time stamp, so that the same script gives the same bytes.
    (LABELS / name).write_bytes(gzip.compress(changed.to_bytes(), compresslevel=9, mtime=0))


def sphere(shape, centre, radius):
    """Voxels within `radius` voxels of a centre."""
    grid = numpy.indices(shape)
    return sum((axis - at) ** 2 for axis, at in zip(grid, centre)) <= radius**2


def stray_island(voxels):
    """The brush slipped: 3 mL of liver behind the left kidney."""
    island = sphere(voxels.shape, (30, 14, 8), 3) & (voxels == 0)
    voxels[island] = LIVER


def sides_swapped(voxels):
    right, left = voxels == KIDNEY_RIGHT, voxels == KIDNEY_LEFT
    voxels[right], voxels[left] = KIDNEY_LEFT, KIDNEY_RIGHT


def missing_slice(voxels):
    """One axial slice of the spleen was not drawn."""
    voxels[:, :, 14][voxels[:, :, 14] == SPLEEN] = 0


def lesion_outside(voxels):
    """A lesion of 3 cm that sticks out of the liver by a third."""
    lesion = sphere(voxels.shape, (97, 60, 12), 5) & ((voxels == LIVER) | (voxels == 0))
    voxels[lesion] = LIVER_LESION


def vertebrae_swapped(voxels):
    upper, lower = voxels == T12, voxels == L1
    voxels[upper], voxels[lower] = L1, T12


def mistyped_value(voxels):
    voxels[voxels == PANCREAS] = 77


def without_cartilage(voxels):
    """Another case's mask: the header faults below shall not come with a duplicate."""
    voxels[voxels == COSTAL_CARTILAGE] = 0


def without_ribs(voxels):
    voxels[(voxels >= 92) & (voxels <= 115)] = 0


def two_positions(header):
    """The qform says 12 mm higher than the sform."""
    affine = header.get_sform()
    affine[2, 3] += 12
    header.set_qform(affine, code=1)


def name_in_header(header):
    header["descrip"] = b"DOE^JANE 1961-04-12"


write("stray_island.nii.gz", stray_island)
write("sides_swapped.nii.gz", sides_swapped)
write("missing_slice.nii.gz", missing_slice)
write("lesion_outside.nii.gz", lesion_outside)
write("vertebrae_swapped.nii.gz", vertebrae_swapped)
write("mistyped_value.nii.gz", mistyped_value)
write("two_positions.nii.gz", without_cartilage, two_positions)
write("name_in_header.nii.gz", without_ribs, name_in_header)
write("same_mask.nii.gz")
(LABELS / "cut_off.nii.gz").write_bytes(CLEAN.read_bytes()[:20_000])
