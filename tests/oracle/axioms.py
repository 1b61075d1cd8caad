"""Evaluates the axioms of docs/compare.md on random label maps, with facts measured by other people's tools.

    venv/bin/python tests/oracle/axioms.py --count 400      # what CI does
    venv/bin/python tests/oracle/axioms.py --count 20000    # all

Components and holes are those of cc3d, compared with SciPy's; tunnels follow from scikit-image's Euler number; faces, sizes and
places are counted with NumPy, exactly. The statements are those that z3 is told (`comparing/axioms.py`). Ends with 1 if one does
not hold, or was hardly ever put to the test.
"""

import argparse
import sys
from collections import Counter
from fractions import Fraction
from itertools import combinations
from multiprocessing import Pool

import cc3d
import numpy as np
from scipy import ndimage
from skimage.measure import euler_number

from comparing.axioms import stated
from comparing.maps import IGNORE, UNDECLARED, draw
from comparing.terms import EDGE, ELSEWHERE, FACE, FULL, IGNORED, RIM, Part, Terms

CODES = {FULL: 26, EDGE: 18, FACE: 6}
COMPLEMENT = {FULL: 6, FACE: 26}
FLOORS = [None, ("mm3", 1), ("mm3", 20), ("mm3", 200), ("voxel", 2), ("voxel", 9)]
# Of facts and headers there is nothing to measure.
MEASURED = [number for number in range(1, 26) if number != 24]


class Measured(Terms):
    """Terms that stand for what was measured of a map. Statements about them are true or false."""

    def __init__(self, found):
        super().__init__([str(tissue) for tissue in found.tissues], ignores=True)
        self.labels, self.steps = found.labels, found.steps
        self.voxel = Fraction(abs(round(float(np.linalg.det(found.steps)))), 64)
        self.masks, self.seen, self.given_parts = {}, {}, {}
        self.padded = np.pad(found.labels.astype(int), 1, constant_values=-1)

    def exact(self, value):
        return Fraction(value)

    def chosen(self, condition, yes, no):
        return yes if condition else no

    def once(self, key, take):
        if key not in self.seen:
            self.seen[key] = take()
        return self.seen[key]

    def mask(self, body):
        if isinstance(body, Part):
            return self.given_parts[body.name]
        return self.once(("mask", body), lambda: np.isin(self.labels, [int(t) for t in body]))

    def there(self, body):
        return self.once(("there", key(body)), lambda: bool(self.mask(body).any()))

    def size(self, body, what="volume"):
        voxels = self.once(("voxels", key(body)), lambda: int(self.mask(body).sum()))
        return voxels if what == "voxels" else voxels * self.voxel

    # Parts and holes

    def parts_of(self, body, connectivity):
        """Voxels of each component."""
        return np.bincount(self.components(body, connectivity).ravel())[1:]

    def components(self, body, connectivity):
        return self.once(("parts", key(body), connectivity), lambda: cc3d.connected_components(
            self.mask(body).astype(np.uint8), connectivity=CODES[connectivity]))

    def holes_of(self, body, connectivity):
        """Of each bounded part of what is not the body: its voxels, and whether it is of background alone."""
        def take():
            outside = np.pad(~self.mask(body), 1, constant_values=True)
            parts = cc3d.connected_components(outside.astype(np.uint8), connectivity=COMPLEMENT[connectivity])
            holes = []
            for part in range(1, parts.max() + 1):
                if part == parts[0, 0, 0]:
                    continue
                values = self.padded[parts == part]
                holes.append((len(values), bool((values == 0).all()), bool((values == IGNORE).any())))
            return holes
        return self.once(("holes", key(body), connectivity), take)

    def floor_reached(self, voxels, floor):
        return floor is None or voxels * (1 if floor[0] == "voxel" else self.voxel) >= floor[1]

    def count(self, kind, body, floor=None, connectivity=FULL):
        term = (kind, body, floor, connectivity)
        if term not in self.counts:
            if kind == "components":
                sizes = self.parts_of(body, connectivity)
                self.counts[term] = sum(self.floor_reached(int(size), floor) for size in sizes)
            elif kind == "tunnels":
                chi = euler_number(self.mask(body), connectivity={FULL: 3, FACE: 1}[connectivity])
                bubbles = len(self.holes_of(body, connectivity))
                self.counts[term] = len(self.parts_of(body, connectivity)) + bubbles - int(chi)
            else:
                self.counts[term] = sum(
                    self.floor_reached(size, floor) and not ignored and (plain or kind == "holes")
                    for size, plain, ignored in self.holes_of(body, connectivity))
        return self.counts[term]

    # Faces

    def neighbours(self, body):
        """What the outer faces of a body look onto: values, and -1 for what lies outside the grid."""
        def take():
            inner = np.pad(self.mask(body), 1, constant_values=False)
            found = set()
            for axis in range(3):
                for way in (1, -1):
                    onto = np.roll(inner, way, axis) & ~inner
                    found |= set(np.unique(self.padded[onto]).tolist())
            return found
        return self.once(("neighbours", key(body)), take)

    def values(self, y):
        return {ELSEWHERE: {0, UNDECLARED}, IGNORED: {IGNORE}, RIM: {-1}}.get(y) or {int(y)}

    def face(self, x, y):
        x, y = (y, x) if x in (ELSEWHERE, IGNORED, RIM) else (x, y)
        return bool(self.neighbours(frozenset([x])) & self.values(y))

    def face_of(self, body, y):
        return bool(self.neighbours(body) & self.values(y)) if self.there(body) else False

    def looks_onto(self, a, b):
        """`a inside b` by its definition; `None` where all faces look onto ignored voxels."""
        judged = self.neighbours(a) - {IGNORE}
        return judged <= {int(t) for t in b} if judged else None

    def outside(self, a, b):
        """By the areas of faces; their weights do not matter for 0 and 1."""
        covered = a.of if isinstance(a, Part) else a
        rest = b - covered
        if (a, rest) not in self.outsides:
            inner = np.pad(self.mask(a), 1, constant_values=False)
            onto = np.isin(self.padded, [int(t) for t in rest])
            all_, good = 0, 0
            for axis in range(3):
                area = int(np.abs(np.cross(*np.delete(self.steps, axis, 1).T)).sum())
                for way in (1, -1):
                    faces = np.roll(inner, way, axis) & ~inner
                    all_, good = all_ + area * int(faces.sum()), good + area * int((faces & onto).sum())
            self.outsides[(a, rest)] = 1 - Fraction(good, all_) if all_ else Fraction(0)
        return self.outsides[(a, rest)]

    def level(self, tissue):
        def take():
            levels, step = {}, 0
            edge = [t for t in self.universe if any(self.face(t, y) for y in (ELSEWHERE, IGNORED, RIM))]
            while edge:
                levels |= dict.fromkeys(edge, step)
                step += 1
                edge = [t for t in self.universe if t not in levels and any(self.face(t, u) for u in edge)]
            return levels
        return self.once("levels", take).get(tissue, 0)

    # Places, in quarters of a millimetre

    def place(self, which, body, axis):
        self.places.setdefault((body, axis), None)
        def take():
            if not self.there(body):
                return 0, Fraction(0), 0
            at = np.argwhere(self.mask(body)) @ self.steps[axis]
            return int(at.min()), Fraction(int(at.sum()), len(at)), int(at.max())
        return self.once(("place", key(body), axis), take)[("lowest", "centroid", "highest").index(which)]

    def extent(self, body, axis):
        low, high = self.place("lowest", body, axis), self.place("highest", body, axis)
        self.extents[(body, axis)] = True
        return high - low + int(np.abs(self.steps[axis]).sum())

    # The grid

    def spacing(self, along):
        lengths = [Fraction(int((self.steps[:, axis] ** 2).sum())) for axis in range(3)]
        return max(lengths[:2]) if along == "in_plane" else lengths[along]

    def array_size(self, axis):
        return self.labels.shape[axis]


def key(body):
    return body.name if isinstance(body, Part) else body


def speak(terms, rng):
    """Asks for terms as a question does."""
    tissues = terms.universe
    bodies = [frozenset([t]) for t in tissues]
    bodies += [frozenset(rng.choice(tissues, rng.integers(2, len(tissues) + 1), replace=False).tolist())
               for _ in range(3) if len(tissues) > 1]
    bodies = list(dict.fromkeys(bodies))
    pairs = [(a, b) for a, b in combinations(bodies, 2) if not a & b]
    if pairs:
        a, b = pairs[rng.integers(len(pairs))]
        bodies = list(dict.fromkeys([*bodies, a | b]))
    for body in bodies:
        for connectivity in CODES:
            for floor in (None, *(FLOORS[at] for at in rng.choice(range(1, 6), 2, replace=False))):
                terms.count("components", body, floor, connectivity)
                if connectivity != EDGE:
                    terms.count("holes", body, floor, connectivity)
                    terms.count("holes_of_background", body, floor, connectivity)
            if connectivity != EDGE:
                terms.count("tunnels", body, None, connectivity)
        axis = int(rng.integers(3))
        for along in {axis, 2}:
            terms.extent(body, along)
    for at in range(3):
        body = bodies[rng.integers(len(bodies))]
        connectivity = list(CODES)[rng.integers(3)]
        floor = FLOORS[rng.integers(len(FLOORS))]
        parts = terms.components(body, connectivity)
        large = [n + 1 for n, size in enumerate(terms.parts_of(body, connectivity)) if terms.floor_reached(int(size), floor)]
        part = Part(body, floor, connectivity, f"part {at}")
        chosen = large[rng.integers(len(large))] if large else -1
        terms.given_parts[part.name] = parts == chosen
        terms.parts.append(part)
        terms.extent(part, 2)
    for a in [*bodies, *terms.parts]:
        for b in bodies:
            terms.insides.add((a, b))
            if not (terms.labels == IGNORE).any():
                terms.outside(a, b)


def beyond_the_statements(terms):
    """What holds by definition for z3, and is measured here."""
    for a, b in terms.insides:
        found = terms.looks_onto(a, b) if terms.there(a) else False
        if found is not None:
            yield 16, found, terms.inside(a, b)
            yield 16, not found, not terms.inside(a, b)
    for body in {term[1] for term in terms.counts}:
        for what in ("volume", "voxels"):
            yield 2, True, terms.size(body, what) == sum(terms.size(frozenset([t]), what) for t in body)
        border = np.ones(terms.labels.shape, bool)
        border[1:-1, 1:-1, 1:-1] = False
        yield 19, True, bool((terms.mask(body) & border).any()) == terms.face_of(body, RIM)
    for part in terms.parts:
        others = {int(t) for t in part.of}
        yield 14, terms.there(part), not terms.neighbours(part) & others
    for body in {term[1] for term in terms.counts}:
        structure = {FULL: np.ones((3, 3, 3)), FACE: None, EDGE: ndimage.generate_binary_structure(3, 2)}
        for connectivity, around in structure.items():
            _, count = ndimage.label(terms.mask(body), around)
            assert count == len(terms.parts_of(body, connectivity)), "cc3d and SciPy disagree"


def judge(seed):
    """Of one map: how often each statement was put to the test, and where it did not hold."""
    rng = np.random.default_rng(seed)
    found = draw(rng)
    terms = Measured(found)
    speak(terms, rng)
    tested, wrong = Counter(), []
    for statements in (stated(terms), beyond_the_statements(terms)):
        for number, premise, conclusion in statements:
            if premise:
                tested[number] += 1
                if not conclusion:
                    wrong.append((number, seed))
    return tested, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=400, help="label maps")
    parser.add_argument("--seed", type=int, default=0, help="of the first map")
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    tested, wrong = Counter(), []
    with Pool(arguments.jobs) as pool:
        seeds = range(arguments.seed, arguments.seed + arguments.count)
        for more, broken in pool.imap(judge, seeds, chunksize=16):
            tested.update(more)
            wrong.extend(broken)
    broken = Counter(number for number, _ in wrong)
    for number in MEASURED:
        seeds = sorted({seed for other, seed in wrong if other == number})[:5]
        where = f", first on the maps of seeds {seeds}" if seeds else ""
        print(f"axiom {number:2}: {tested[number]} times, {broken[number]} times wrong{where}")
    rare = [number for number in MEASURED if tested[number] * 20 < arguments.count]
    print(f"{arguments.count} label maps, {sum(tested.values())} statements, {len(wrong)} wrong; hardly tested: {rare or 'none'}")
    sys.exit(1 if wrong or rare else 0)


if __name__ == "__main__":
    main()
