"""What can be measured of a case, as unknowns of z3, and the axioms of docs/compare.md about those a question speaks of."""

from fractions import Fraction
from itertools import combinations

import z3

from .fourvalued import conjunction, disjunction, implication, negation

ELSEWHERE, IGNORED, RIM = "elsewhere", "ignored", "rim"
OUTSIDE = (ELSEWHERE, IGNORED, RIM)
FULL, EDGE, FACE = "26/6", "18", "6/26"


def real(value):
    value = Fraction(value)
    return z3.Q(value.numerator, value.denominator)


def name_of(body):
    return body.name if isinstance(body, Part) else "+".join(sorted(body))


class Part:
    """A component of a set of tissues that rules speak of: the one that breaks a rule, or a witness of a count."""

    def __init__(self, of, floor, connectivity, name):
        self.of, self.floor, self.connectivity, self.name = of, floor, connectivity, name
        self.exists = z3.Bool(f"exists({name})")


class Terms:
    """The unknowns of one question about these tissues. A body is a frozenset of tissues, or a Part."""

    def __init__(self, tissues, ignores=False):
        self.universe, self.ignores = sorted(tissues), ignores
        self.parts = []
        self.counts, self.places, self.extents = {}, {}, {}
        self.insides = set()
        self.fields, self.header_fields, self.spacings, self.opaque = {}, {}, set(), {}
        self.sizes = set()

    # Presence and sizes

    def there(self, body):
        if isinstance(body, Part):
            return body.exists
        return disjunction(*(z3.Bool(f"present({t})") for t in sorted(body)))

    def size(self, body, what="volume"):
        unknown = z3.Real if what == "volume" else z3.Int
        if isinstance(body, Part):
            return unknown(f"{what}({body.name})")
        return z3.Sum(*(unknown(f"{what}({t})") for t in sorted(body))) if body else real(0)

    # Counts

    def count(self, kind, body, floor=None, connectivity=FULL):
        """A floor is a unit (`mm3` or `voxel`) and a number."""
        key = (kind, body, floor, connectivity)
        if key not in self.counts:
            self.counts[key] = z3.Int(f"{kind}({name_of(body)}, {floor}, {connectivity})")
        return self.counts[key]

    # Faces

    def face(self, x, y):
        """Between two different tissues, or of one with what lies outside."""
        if IGNORED in (x, y) and not self.ignores:
            return False
        a, b = sorted((x, y))
        return z3.Bool(f"face({a}, {b})")

    def face_of(self, body, y):
        """Of a body with a tissue outside it, or with what lies outside all."""
        if isinstance(body, Part):
            return False if y == IGNORED and not self.ignores else z3.Bool(f"face({body.name}, {y})")
        return disjunction(*(self.face(t, y) for t in sorted(body)))

    # Places along the axes

    def place(self, which, body, axis):
        """`lowest`, `centroid` or `highest`."""
        self.places.setdefault((body, axis), None)
        return z3.Real(f"{which}({name_of(body)}, {axis})")

    def extent(self, body, axis):
        self.place("lowest", body, axis)
        self.extents[(body, axis)] = True
        return z3.Real(f"extent({name_of(body)}, {axis})")

    # Facts, header, grid

    def given(self, field):
        return z3.Bool(f"given({field})")

    def word(self, field, word):
        self.fields.setdefault(field, set()).add(word)
        return z3.Bool(f"fact({field} = {word})")

    def number(self, field):
        return z3.Real(f"number({field})")

    def header(self, field, word):
        self.header_fields.setdefault(field, set()).add(word.lower())
        return z3.Bool(f"header({field} = {word.lower()})")

    def spacing(self, along):
        self.spacings.add(along)
        return z3.Real(f"spacing({along})")

    def array_size(self, axis):
        self.sizes.add(axis)
        return z3.Int(f"size({axis})")

    def opaque_number(self, key):
        return z3.Real(f"measure({key})")

    def opaque_count(self, key):
        self.opaque[key] = z3.Int(f"measure({key})")
        return z3.ToReal(self.opaque[key])

    def opaque_claim(self, key):
        return z3.Bool(f"claim({key})")

    # What is true of every label map

    def axioms(self):
        out = []
        for axioms in (self.union_places, self.size_axioms, self.count_axioms, self.part_axioms, self.face_axioms,
                       self.place_axioms, self.fact_axioms, self.grid_axioms):
            out.extend(axiom for axiom in axioms() if axiom is not True)
        return out

    def size_axioms(self):
        for t in self.universe:
            present = z3.Bool(f"present({t})")
            for what in ("volume", "voxels"):
                size = self.size(frozenset([t]), what)
                yield size >= 0
                yield present == (size > 0)

    def count_axioms(self):
        def lower(g, f):
            """Whether g is a lower floor than f, or the same; `None` without a common unit."""
            if g is None:
                return True
            return f is not None and f[0] == g[0] and g[1] <= f[1]

        counts = list(self.counts.items())
        for (kind, body, floor, connectivity), count in counts:
            there = self.there(body)
            yield count >= 0
            yield implication(negation(there), count == 0)
            if kind == "components":
                if floor is None:
                    yield implication(there, count >= 1)
                    yield count <= self.size(body, "voxels")
                else:
                    what = "volume" if floor[0] == "mm3" else "voxels"
                    yield real(floor[1]) * count <= self.size(body, what)
                    whole = self.counts.get((kind, body, None, connectivity))
                    if whole is not None:
                        none = conjunction(count == 0, there)
                        yield implication(none, self.size(body, what) < real(floor[1]) * whole)
            for (other, same, f, pair), more in counts:
                if same != body or pair != connectivity:
                    continue
                if kind == other and f != floor and lower(f, floor):
                    yield count <= more
                if kind == "holes_of_background" and other == "holes" and lower(f, floor):
                    yield count <= more
        yield from (count >= 0 for count in self.opaque.values())
        for body in {key[1] for key in self.counts}:
            chain = [self.counts.get(("components", body, None, pair)) for pair in (FULL, EDGE, FACE)]
            known = [count for count in chain if count is not None]
            for few, many in zip(known, known[1:]):
                yield few <= many
        plain = {(key[1], key[3]): count for key, count in counts if key[0] == "components" and key[2] is None}
        for ((a, pair), count_a), ((b, other), count_b) in combinations(plain.items(), 2):
            if pair != other or isinstance(a, Part) or isinstance(b, Part) or a & b or (a | b, pair) not in plain:
                continue
            whole = plain[(a | b, pair)]
            meet = disjunction(*(self.face(x, y) for x in sorted(a) for y in sorted(b)))
            yield whole <= count_a + count_b
            yield implication(meet, whole <= count_a + count_b - 1)

    def part_axioms(self):
        for part in self.parts:
            of, exists = part.of, part.exists
            facts = [self.there(of)]
            for what in ("volume", "voxels"):
                facts += [self.size(part, what) > 0, self.size(part, what) <= self.size(of, what)]
            if part.floor is not None:
                what = "volume" if part.floor[0] == "mm3" else "voxels"
                facts.append(self.size(part, what) >= real(part.floor[1]))
            whole = self.counts.get(("components", of, None, part.connectivity))
            if whole is not None:
                same = [self.size(part, what) == self.size(of, what) for what in ("volume", "voxels")]
                same += [implication(self.face_of(of, y), self.face_of(part, y)) for y in self.around(of)]
                facts.append(implication(whole <= 1, conjunction(*same)))
            for (kind, body, floor, connectivity), count in list(self.counts.items()):
                if (kind, body, connectivity) != ("components", of, part.connectivity):
                    continue
                if floor is None:
                    facts.append(count >= 1)
                    continue
                what = "volume" if floor[0] == "mm3" else "voxels"
                mine, all_, least = self.size(part, what), self.size(of, what), real(floor[1])
                large = conjunction(count >= 1, (count - 1) * least + mine <= all_)
                facts.append(z3.If(mine >= least, large, count * least + mine <= all_))
            for y in self.around(of):
                facts.append(implication(self.face_of(part, y), self.face_of(of, y)))
            facts.append(disjunction(*(self.face_of(part, y) for y in self.around(of))))
            yield implication(exists, conjunction(*facts))
            yield conjunction(*(implication(self.face_of(part, y), exists) for y in self.around(of)))

    def around(self, of):
        """Whatever a part of these tissues may have a face with."""
        return [t for t in self.universe if t not in of] + list(OUTSIDE)

    def face_axioms(self):
        there = {t: z3.Bool(f"present({t})") for t in self.universe}
        level = {t: z3.Real(f"level({t})") for t in self.universe}
        for a, b in combinations(self.universe, 2):
            yield implication(self.face(a, b), conjunction(there[a], there[b]))
        for t in self.universe:
            for y in OUTSIDE:
                yield implication(self.face(t, y), there[t])
            out = [self.face(t, y) for y in OUTSIDE]
            out += [conjunction(self.face(t, u), level[u] < level[t]) for u in self.universe if u != t]
            yield implication(there[t], disjunction(*out))
        for a, b in self.insides:
            covered = a.of if isinstance(a, Part) else a
            holes = self.counts.get(("holes", b, None, FULL))
            if holes is not None and not (covered & b):
                free = negation(self.face_of(a, IGNORED))
                yield implication(conjunction(self.inside(a, b), free), holes >= 1)

    def inside(self, a, b):
        """No face with anything but the tissues of both."""
        covered = a.of if isinstance(a, Part) else a
        others = [t for t in self.universe if t not in covered and t not in b] + [ELSEWHERE, RIM]
        return conjunction(self.there(a), *(negation(self.face_of(a, y)) for y in others))

    def union_places(self):
        """Some tissue reaches the end of a union, and makes the places of tissues spoken of."""
        for body, axis in list(self.places):
            if isinstance(body, Part) or len(body) < 2:
                continue
            each = [frozenset([t]) for t in sorted(body)]
            place = lambda which, of: self.place(which, of, axis)
            some = lambda claim: disjunction(*(conjunction(self.there(t), claim(t)) for t in each))
            there = self.there(body)
            for end in ("lowest", "highest"):
                yield implication(there, some(lambda t, end=end: place(end, t) == place(end, body)))
            yield implication(there, some(lambda t: place("centroid", t) <= place("centroid", body)))
            yield implication(there, some(lambda t: place("centroid", t) >= place("centroid", body)))

    def place_axioms(self):
        bodies = list(self.places)
        for body, axis in bodies:
            there = self.there(body)
            low, middle, high = (self.place(which, body, axis) for which in ("lowest", "centroid", "highest"))
            yield implication(there, conjunction(low <= middle, middle <= high))
            if (body, axis) in self.extents:
                extent = self.extent(body, axis)
                yield implication(there, conjunction(extent > 0, extent > high - low))
            for other, along in bodies:
                inner = body.of if isinstance(body, Part) else body
                if along != axis or isinstance(other, Part) or other == body or not inner <= other:
                    continue
                facts = [self.place("lowest", other, axis) <= low, high <= self.place("highest", other, axis)]
                if (body, axis) in self.extents and (other, axis) in self.extents:
                    facts.append(self.extent(body, axis) <= self.extent(other, axis))
                yield implication(there, conjunction(*facts))

    def fact_axioms(self):
        for field, words in self.fields.items():
            each = [self.word(field, word) for word in sorted(words)]
            yield z3.AtMost(*each, 1) if len(each) > 1 else True
            yield from (implication(word, self.given(field)) for word in each)

    def grid_axioms(self):
        for field, words in self.header_fields.items():
            each = [self.header(field, word) for word in sorted(words)]
            yield z3.AtMost(*each, 1) if len(each) > 1 else True
            said = z3.Bool(f"said({field})")
            yield from (implication(word, said) for word in each)
        for along in (0, 1, 2):
            yield self.spacing(along) > 0
            yield self.array_size(along) >= 1
        first, second = self.spacing(0), self.spacing(1)
        yield self.spacing("in_plane") == z3.If(first >= second, first, second)
