"""Random label maps, and the voxels of a shape on them: the plain way, on whole arrays.

Shapes are written as lists: ["v", layer, low, high], ["+", ..], ["&", ..], ["-", a, b], ["grow", s, r],
["shrink", s, r], ["hull", s], ["most", axis, positive, depth, s], ["part", connectivity, index, s],
["slice", plane, index, s].
"""

import nibabel as nib
import numpy as np
from scipy import ndimage as ndi
from scipy.optimize import linprog
from scipy.spatial import ConvexHull
from scipy.spatial.distance import cdist

SLACK = 1e-6
PLANES = {"sagittal": 0, "coronal": 1, "axial": 2}


class Unmeasured(Exception):
    """A measure has no value; the text is the reason."""


def rotation(rng, degrees):
    """Rotation by an angle about a random axis (Rodrigues)."""
    k = rng.normal(size=3)
    k /= np.linalg.norm(k)
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    cross = np.array([[0, -k[2], k[1]], [k[2], 0, -k[0]], [-k[1], k[0], 0]])
    return np.eye(3) * c + s * cross + (1 - c) * np.outer(k, k)


def grid(rng, kind):
    """Affine (or None), spacing, name."""
    isotropic = [1.0, 1.0, 1.0]
    sharp = [0.7, 0.7, 2.5]
    uneven = [0.8, 1.3, 3.1]
    spacing = np.array([isotropic, sharp, uneven, sharp, uneven, sharp, uneven, sharp][kind])
    if kind == 6:
        return None, spacing
    axes = np.eye(3)[rng.permutation(3)] if kind in (1, 2, 3) else np.eye(3)
    columns = axes * rng.choice([-1, 1], size=3)
    if kind == 3:
        columns = rotation(rng, rng.uniform(3, 15)) @ columns
    if kind == 5:
        # Every plane leans: no anatomical slices.
        columns = rotation(rng, 40) @ columns
        while min(lean(columns, world)[1] for world in range(3)) < 22:
            columns = rotation(rng, rng.uniform(30, 44)) @ np.eye(3)
    if kind == 4:
        shear = np.eye(3)
        shear[0, 1], shear[1, 2], shear[0, 2] = rng.uniform(-0.15, 0.15, size=3)
        columns = shear @ columns
        spacing = spacing * np.linalg.norm(columns, axis=0)
        columns = columns / np.linalg.norm(columns, axis=0)
    affine = np.eye(4)
    affine[:3, :3] = columns * spacing
    affine[:3, 3] = np.round(rng.uniform(-100, 100, size=3), 2)
    return affine, spacing


def lean(columns, world):
    """Array axis nearest to a world axis, and the angle in degrees of its layers to the plane across that axis."""
    affine = np.eye(4)
    affine[:3, :3] = columns
    axis = int(np.flatnonzero(nib.io_orientation(affine)[:, 0] == world)[0])
    a, b = (columns[:, i] for i in range(3) if i != axis)
    normal = np.cross(a, b)
    return axis, np.degrees(np.arccos(min(1.0, abs(normal[world]) / np.linalg.norm(normal))))


class Map:
    def __init__(self, rng, kind):
        size = rng.integers(4, 11, size=3)
        if kind == 7:
            size[2] = 1
        self.kind = kind
        self.affine, self.spacing = grid(rng, kind)
        self.columns = np.diag(self.spacing) if self.affine is None else self.affine[:3, :3]
        self.shape = tuple(int(n) for n in size)
        self.layers = [self.blobs(rng)]
        if rng.random() < 0.5:
            smooth = ndi.gaussian_filter(rng.normal(size=self.shape), 1.2)
            self.layers.append((smooth > np.quantile(smooth, 0.6)).astype(np.int64))
        self.ignore = ["v", 0, 4, 4] if rng.random() < 0.4 else None
        self.index = np.indices(self.shape).reshape(3, -1).T.reshape(*self.shape, 3)
        self.world = self.index @ self.columns.T

    def blobs(self, rng):
        smooth = ndi.gaussian_filter(rng.normal(size=self.shape), rng.uniform(0.6, 1.6))
        cuts = np.quantile(smooth, [0.3, 0.6, 0.85])
        labels = np.digitize(smooth, cuts)
        salt = rng.random(self.shape) < 0.04
        labels[salt] = rng.integers(0, 4, size=int(salt.sum()))
        labels[rng.random(self.shape) < 0.02] = 4
        if rng.random() < 0.25:
            labels[labels == 3] = 0
        # One voxel off the border, of a label of its own.
        labels[1, 1, self.shape[2] // 2] = 9
        return labels.astype(np.int64)

    def slice_of(self, s):
        if s[0] == "slice":
            return s[1], s[2]
        for member in s[1:]:
            if isinstance(member, list):
                found = self.slice_of(member)
                if found:
                    return found
        return None

    def axis_of(self, plane):
        if plane == "acquired":
            return 2
        if self.affine is None:
            raise Unmeasured("no_orientation")
        axis, degrees = lean(self.columns, PLANES[plane])
        if degrees > 20:
            raise Unmeasured("oblique")
        return axis

    def flat(self, cut):
        """(axis across which nothing is looked at, True in a slice)"""
        if cut:
            return self.axis_of(cut[0]), True
        ones = [axis for axis in range(3) if self.shape[axis] == 1]
        return (ones[-1], False) if ones else (None, False)

    def voxels(self, s):
        mask = self.mask(s)
        cut = self.slice_of(s)
        return mask if cut is None else mask & self.window(cut)

    def window(self, cut):
        window = np.ones(self.shape, bool)
        if cut:
            window[:] = False
            window[(slice(None),) * self.axis_of(cut[0]) + (cut[1],)] = True
        return window

    def mask(self, s):
        op = s[0]
        if op == "v":
            return (self.layers[s[1]] >= s[2]) & (self.layers[s[1]] <= s[3])
        if op == "+":
            return np.logical_or.reduce([self.voxels(m) for m in s[1:]])
        if op == "&":
            return np.logical_and.reduce([self.voxels(m) for m in s[1:]])
        if op == "-":
            return self.voxels(s[1]) & ~self.voxels(s[2])
        if op == "slice":
            return self.voxels(s[3]) & self.window((s[1], s[2]))
        if op == "grow":
            return self.grown(self.voxels(s[1]), s[2], self.slice_of(s))
        if op == "shrink":
            mask, cut = self.voxels(s[1]), self.slice_of(s)
            return mask & ~self.grown(self.window(cut) & ~mask, s[2], cut)
        if op == "hull":
            return self.hull(self.voxels(s[1]))
        if op == "most":
            return self.most(self.voxels(s[4]), s[1], s[2], s[3])
        if op == "part":
            parts = self.parts(s[3], s[1])
            return parts[s[2]] if s[2] < len(parts) else np.zeros(self.shape, bool)
        raise ValueError(op)

    def grown(self, mask, radii, cut):
        if self.affine is None and len(set(radii)) > 1:
            raise Unmeasured("no_orientation")
        window = self.window(cut)
        if not mask.any():
            return mask
        scaled = self.world / np.array(radii)
        near = cdist(scaled[window], scaled[mask]).min(axis=1) <= 1 + SLACK
        out = np.zeros(self.shape, bool)
        out[window] = near
        off = self.columns - np.diag(np.diag(self.columns))
        if cut is None and not off.any():
            # The same by a distance transform with sampling.
            field = ndi.distance_transform_edt(~mask, sampling=np.abs(np.diag(self.columns)) / radii)
            assert np.array_equal(out, field <= 1 + SLACK)
        return out

    def hull(self, mask):
        points = self.index[mask].astype(float)
        if len(points) == 0:
            return mask
        everywhere = self.index.reshape(-1, 3).astype(float)
        if np.linalg.matrix_rank(points - points[0]) == 3:
            planes = ConvexHull(points).equations
            return ((everywhere @ planes[:, :3].T + planes[:, 3]) <= 1e-9).all(axis=1).reshape(self.shape)
        # Flat sets: is the voxel a convex combination of the points?
        low, high = points.min(axis=0), points.max(axis=0)
        out = mask.copy()
        for voxel in everywhere[((everywhere >= low) & (everywhere <= high)).all(axis=1)]:
            at = tuple(voxel.astype(int))
            if not out[at]:
                found = linprog(np.zeros(len(points)), A_eq=np.vstack([points.T, np.ones(len(points))]), b_eq=[*voxel, 1])
                out[at] = found.status == 0
        return out

    def most(self, mask, axis, positive, depth):
        along = self.body(axis)
        if not mask.any():
            return mask
        # Depth of a voxel centre below the outer faces of the end.
        low, high = along[..., 0], along[..., 1]
        centre = (low + high) / 2
        deep = high[mask].max() - centre if positive else centre - low[mask].min()
        half = (high - low).flat[0] / 2
        return mask & (deep <= depth + SLACK * max(depth, half))

    def body(self, axis):
        """Lowest and highest world coordinate of each voxel's eight corners along a world axis."""
        if self.affine is None:
            raise Unmeasured("no_orientation")
        corners = np.array([[i, j, k] for i in (-0.5, 0.5) for j in (-0.5, 0.5) for k in (-0.5, 0.5)])
        at = nib.affines.apply_affine(self.affine, self.index[..., None, :] + corners)[..., axis]
        return np.stack([at.min(axis=-1), at.max(axis=-1)], axis=-1)

    def parts(self, s, connectivity):
        return self.split(self.voxels(s), {6: 1, 18: 2, 26: 3}[connectivity])

    def split(self, mask, rank):
        labels, n = ndi.label(mask, ndi.generate_binary_structure(3, rank))
        parts = [labels == i + 1 for i in range(n)]
        return sorted(parts, key=lambda p: (-int(p.sum()), self.first(p)))

    @staticmethod
    def first(mask):
        return int(np.flatnonzero(mask.reshape(-1, order="F"))[0])


def runs(mask):
    """Starts and lengths of the runs of a mask in raster order, x fastest, across rows."""
    flat = np.concatenate([[0], mask.reshape(-1, order="F").astype(np.int8), [0]])
    ends = np.flatnonzero(np.diff(flat))
    return [int(v) for pair in zip(ends[::2], ends[1::2] - ends[::2]) for v in pair]
