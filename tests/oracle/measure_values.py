"""Every measure of structures by its definition: all pairs of voxel centres, no runs, no trees.

Where two libraries can answer the same question, both are asked and must agree.
"""

import nibabel as nib
import numpy as np
import SimpleITK as sitk
from measure_maps import SLACK, Map, Unmeasured, runs
from scipy import ndimage as ndi
from scipy.spatial.distance import cdist, directed_hausdorff
from skimage.measure import euler_number, regionprops


class Measures(Map):
    """A method `m_NAME` for each measure; its arguments are shapes and options."""

    # ---- sizes

    def filled(self, s, argument=0):
        mask = self.voxels(s)
        if not mask.any():
            raise Unmeasured(f"empty{argument}")
        return mask

    def voxel_size(self, s):
        axis, in_slice = self.flat(self.slice_of(s))
        if in_slice:
            return self.face(axis)
        return abs(np.linalg.det(self.columns))

    def face(self, axis):
        a, b = (self.columns[:, i] for i in range(3) if i != axis)
        return np.linalg.norm(np.cross(a, b))

    def m_voxels(self, s):
        return int(self.voxels(s).sum())

    def m_volume(self, s):
        return self.m_voxels(s) * self.voxel_size(s)

    def m_bounds(self, s):
        box = ndi.find_objects(self.filled(s).astype(np.int8))[0]
        return [[b.start for b in box], [b.stop - 1 for b in box]]

    def m_centroid(self, s):
        centre = np.array(ndi.center_of_mass(self.filled(s)))
        world = None if self.affine is None else list(nib.affines.apply_affine(self.affine, centre))
        return [list(centre), world]

    def m_end(self, s, axis, positive):
        mask = self.voxels(s)
        if self.affine is None:
            raise Unmeasured("no_orientation")
        self.filled(s)
        along = nib.affines.apply_affine(self.affine, self.index[mask])[:, axis]
        return float(along.max() if positive else along.min())

    def m_extent(self, s, axis):
        body = self.body(axis)
        mask = self.filled(s)
        return float(body[mask][:, 1].max() - body[mask][:, 0].min())

    # ---- parts

    def described(self, s, parts, floor):
        size = self.voxel_size(s)
        if floor:
            unit, least = floor
            measure = {"voxels": 1.0, "mm": size}[unit]
            parts = [p for p in parts if p.sum() * measure >= least * (1 - SLACK)]
        boxes = [ndi.find_objects(p.astype(np.int8))[0] for p in parts]
        return [
            [int(p.sum()), self.first(p), [b.start for b in box], [b.stop - 1 for b in box], list(ndi.center_of_mass(p))]
            for p, box in zip(parts, boxes)
        ]

    def m_components(self, s, connectivity, floor):
        return self.described(s, self.parts(s, connectivity), floor)

    def enclosed(self, s, connectivity):
        mask = self.voxels(s)
        flat, _ = self.flat(self.slice_of(s))
        pad = [(0, 0) if axis == flat else (1, 1) for axis in range(3)]
        window = np.pad(self.window(self.slice_of(s)), pad, constant_values=True)
        if self.slice_of(s):
            # Only the padded slice: padding may not leave it.
            keep = np.zeros(window.shape, bool)
            keep[(slice(None),) * flat + (self.slice_of(s)[1],)] = True
            window &= keep
        rest = window & ~np.pad(mask, pad)
        rank = {26: 1, 6: 3}[connectivity]
        labels, n = ndi.label(rest, ndi.generate_binary_structure(3, rank))
        border = np.zeros(rest.shape, bool)
        for axis in range(3):
            if axis != flat:
                for end in (0, -1):
                    border[(slice(None),) * axis + (end,)] = True
        outside = set(np.unique(labels[border & rest]))
        inner = tuple(slice(a, n - b) for (a, b), n in zip(pad, rest.shape))
        return [(labels == i)[inner] for i in range(1, n + 1) if i not in outside]

    def ignored(self):
        return np.zeros(self.shape, bool) if self.ignore is None else self.mask(self.ignore)

    def m_holes(self, s, connectivity, floor, of_background):
        if connectivity == 18:
            raise Unmeasured("no_dual")
        holes = [h for h in self.enclosed(s, connectivity) if not (h & self.ignored()).any()]
        if of_background:
            labelled = np.logical_or.reduce([layer != 0 for layer in self.layers])
            holes = [h for h in holes if not (h & labelled).any()]
        holes.sort(key=lambda p: (-int(p.sum()), self.first(p)))
        return self.described(s, holes, floor)

    def m_tunnels(self, s, connectivity):
        if self.flat(self.slice_of(s))[0] is not None:
            raise Unmeasured("needs_volume")
        if connectivity == 18:
            raise Unmeasured("no_dual")
        mask = np.pad(self.voxels(s), 1)
        chi = int(euler_number(mask, connectivity={26: 3, 6: 1}[connectivity]))
        return len(self.parts(s, connectivity)) + len(self.enclosed(s, connectivity)) - chi

    # ---- slices

    def m_slices(self, s, plane):
        axis = self.axis_of(plane)
        others = tuple(i for i in range(3) if i != axis)
        return [int(i) for i in np.flatnonzero(self.voxels(s).any(axis=others))]

    def m_slice_gaps(self, s, plane):
        held = self.m_slices(s, plane)
        return (held[-1] - held[0] + 1 - len(held)) if held else 0

    def m_touches_border(self, s):
        mask = self.voxels(s)
        flat, _ = self.flat(self.slice_of(s))
        ends = [mask[(slice(None),) * axis + (end,)].any() for axis in range(3) if axis != flat for end in (0, -1)]
        return bool(any(ends))

    # ---- faces

    def common(self, a, b):
        cut = self.slice_of(a) or self.slice_of(b)
        window = self.window(cut)
        return self.voxels(a) & window, self.voxels(b) & window, cut

    def face_sizes(self, cut):
        flat, in_slice = self.flat(cut)
        sizes = [self.face(axis) for axis in range(3)]
        if in_slice:
            others = [i for i in range(3) if i != flat]
            sizes = [0.0] * 3
            sizes[others[0]] = np.linalg.norm(self.columns[:, others[1]])
            sizes[others[1]] = np.linalg.norm(self.columns[:, others[0]])
        return [0.0 if axis == flat else sizes[axis] for axis in range(3)]

    def neighbours(self, cut):
        """(axis, step) of each face neighbour, and its face size."""
        flat, _ = self.flat(cut)
        sizes = self.face_sizes(cut)
        return [(axis, step, sizes[axis]) for axis in range(3) if axis != flat for step in (-1, 1)]

    @staticmethod
    def beside(mask, axis, step):
        """What lies at each voxel's neighbour; nothing beyond the edge."""
        padded = np.pad(mask, 1)
        return np.roll(padded, -step, axis)[1:-1, 1:-1, 1:-1]

    def m_contact(self, a, b):
        a, b, cut = self.common(a, b)
        total = 0.0
        for axis, step, size in self.neighbours(cut):
            if step < 0:
                continue
            an, bn = self.beside(a, axis, step), self.beside(b, axis, step)
            met = ((a & bn) | (b & an)) & ~(a & b & an & bn)
            total += size * int(met.sum())
        return total

    def m_touches(self, a, b):
        return self.m_contact(a, b) > 0

    def m_separate(self, a, b):
        x, y, _ = self.common(a, b)
        return not (x & y).any() and self.m_contact(a, b) == 0

    def m_separate_by_overlap(self, a, b):
        x, y, _ = self.common(a, b)
        return not (x & y).any()

    def judged(self, a, b):
        """Face area of a that looks onto b, all that is judged, and voxels with a face onto anything else."""
        a, b, cut = self.common(a, b)
        if not a.any():
            raise Unmeasured("empty0")
        ignored = self.ignored() & self.window(cut) & ~a
        onto = b & ~a & ~ignored
        good = all_faces = 0.0
        open_voxels = np.zeros(self.shape, bool)
        for axis, step, size in self.neighbours(cut):
            own, other, aside = (self.beside(m, axis, step) for m in (a, onto, ignored))
            good += size * int((a & other).sum())
            all_faces += size * int((a & ~own & ~aside).sum())
            open_voxels |= a & ~own & ~aside & ~other
        return good, all_faces, open_voxels, onto

    def m_inside(self, a, b):
        good, all_faces, _, _ = self.judged(a, b)
        if all_faces == 0:
            raise Unmeasured("only_ignored")
        return good / all_faces

    def points(self, unit):
        return self.world if unit == "mm" else self.index.astype(float)

    def reach(self, out, to, unit):
        if not out.any():
            return 0.0
        if not to.any():
            return "infinite"
        points = self.points(unit)
        return float(cdist(points[out], points[to]).min(axis=1).max())

    def m_inside_reach(self, a, b, unit):
        _, _, out, onto = self.judged(a, b)
        return self.reach(out, onto, unit)

    def m_subset_reach(self, a, b, unit):
        a, b, _ = self.common(a, b)
        return self.reach(a & ~b, b, unit)

    def m_equal_reach(self, a, b, unit):
        there, back = self.m_subset_reach(a, b, unit), self.m_subset_reach(b, a, unit)
        return "infinite" if "infinite" in (there, back) else max(there, back)

    # ---- agreement

    def m_subset(self, a, b):
        a, b, _ = self.common(a, b)
        rest = int((a & ~b).sum())
        return [rest, rest / int(a.sum()) if a.any() else 0.0]

    def m_equal(self, a, b):
        a, b, _ = self.common(a, b)
        rest = int((a ^ b).sum())
        return [rest, rest / int((a | b).sum()) if rest else 0.0]

    def m_overlap(self, a, b):
        x, y, cut = self.common(a, b)
        return int((x & y).sum()) * self.voxel_size(a if self.slice_of(a) else b)

    def itk_overlap(self, a, b):
        x, y, _ = self.common(a, b)
        if not (x | y).any():
            raise Unmeasured("empty0")
        f = sitk.LabelOverlapMeasuresImageFilter()
        f.Execute(*(sitk.GetImageFromArray(m.astype(np.uint8)) for m in (x, y)))
        return f

    def m_iou(self, a, b):
        return self.itk_overlap(a, b).GetJaccardCoefficient(1)

    def m_dice(self, a, b):
        return self.itk_overlap(a, b).GetDiceCoefficient(1)

    # ---- distances

    def both(self, a, b):
        x, y, cut = self.common(a, b)
        for argument, mask in enumerate((x, y)):
            if not mask.any():
                raise Unmeasured(f"empty{argument}")
        return x, y, cut

    def m_distance(self, a, b):
        x, y, _ = self.both(a, b)
        return float(cdist(self.world[x], self.world[y]).min())

    def m_hausdorff(self, a, b):
        x, y, _ = self.both(a, b)
        p, q = self.world[x], self.world[y]
        found = max(directed_hausdorff(p, q)[0], directed_hausdorff(q, p)[0])
        if not (self.columns - np.diag(np.diag(self.columns))).any():
            images = [sitk.GetImageFromArray(m.astype(np.uint8).T) for m in (x, y)]
            for image in images:
                image.SetSpacing(self.spacing.tolist())
            f = sitk.HausdorffDistanceImageFilter()
            f.Execute(*images)
            assert abs(f.GetHausdorffDistance() - found) < 1e-4 * max(1.0, found)
        return float(found)

    def surface(self, mask, cut):
        flat, _ = self.flat(cut)
        neighbours = ndi.generate_binary_structure(3, 1)
        if flat is not None:
            keep = np.zeros((3, 3, 3), bool)
            keep[(slice(None),) * flat + (1,)] = True
            neighbours &= keep
        return mask & ~ndi.binary_erosion(mask, neighbours)

    def surface_distances(self, a, b):
        x, y, cut = self.both(a, b)
        table = cdist(self.world[self.surface(x, cut)], self.world[self.surface(y, cut)])
        return table.min(axis=1), table.min(axis=0)

    def m_hd95(self, a, b):
        return max(float(np.percentile(d, 95)) for d in self.surface_distances(a, b))

    def m_surface_dice(self, a, b, tolerance):
        there, back = self.surface_distances(a, b)
        near = (there <= tolerance * (1 + SLACK)).sum() + (back <= tolerance * (1 + SLACK)).sum()
        return float(near / (len(there) + len(back)))

    # ---- diameters

    def lines(self, index, axes):
        """Every pair of voxels (once), with the length of its line between outer faces."""
        if len(index) == 1:
            return np.zeros((1, 3)), np.array([max(self.spacing[list(axes)])])
        i, j = np.triu_indices(len(index), 1)
        step = (index[j] - index[i]).astype(float)
        along = np.abs(step) * self.spacing
        along[:, [axis for axis in range(3) if axis not in axes]] = -1
        best = np.zeros(len(step))
        for axis in axes:
            main = along[:, axis] >= along.max(axis=1) * (1 - SLACK)
            faces = step.copy()
            faces[:, axis] += np.sign(step[:, axis])
            best = np.where(main, np.maximum(best, np.linalg.norm(faces @ self.columns.T, axis=1)), best)
        return step, best

    def m_feret(self, s):
        mask = self.filled(s)
        flat, _ = self.flat(self.slice_of(s))
        return float(self.lines(self.index[mask], [a for a in range(3) if a != flat])[1].max())

    def m_diameter(self, s, plane):
        cut = self.slice_of(s)
        flat, in_slice = self.flat(cut)
        axis = flat if flat is not None and (plane is None or in_slice) else self.axis_of(plane or "axial")
        mask = self.filled(s)
        axes = [a for a in range(3) if a != axis]
        found = []
        for k in np.unique(self.index[mask][:, axis]):
            index = self.index[mask & (self.index[..., axis] == k)]
            step, length = self.lines(index, axes)
            longest = length >= length.max() * (1 - 1e-9)
            for d in np.unique(step[longest], axis=0):
                found.append((length.max(), self.width(index, d, axes)))
            if self.kind == 0 and len(index) > 1 and ndi.label(mask.take(k, axis), np.ones((3, 3)))[1] == 1:
                # Another definition (outline at half height), so near, not equal.
                other = regionprops(mask.take(k, axis).astype(np.uint8))[0].feret_diameter_max
                assert abs(other - length.max()) < 1.0, (other, length.max())
        best = max(length for length, _ in found)
        return [float(best), float(max(w for length, w in found if length >= best * (1 - 1e-9)))]

    def width(self, index, step, axes):
        c = self.columns
        if not step.any():
            step = np.zeros(3)
            step[max(axes, key=lambda a: self.spacing[a])] = 1
        along = c @ step
        # At right angles to the line, within the plane of the two axes.
        plane = np.linalg.qr(c[:, axes])[0]
        line = plane.T @ along
        across = plane @ np.array([-line[1], line[0]]) / np.linalg.norm(line)
        at = index @ c.T @ across
        steps = np.abs(np.linalg.lstsq(c[:, axes], across, rcond=None)[0]) * self.spacing[axes]
        main = [a for a, n in zip(axes, steps) if n >= steps.max() * (1 - SLACK)]
        return at.max() - at.min() + max(abs(c[:, a] @ across) for a in main)

    # ---- the result of a region operation

    def m_region(self, s):
        return runs(self.voxels(s))
