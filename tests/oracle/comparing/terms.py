"""What can be measured of a case, as unknowns of z3."""

from fractions import Fraction

import z3

from .fourvalued import conjunction, disjunction, negation

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


class Terms:
    """The unknowns of one question about these tissues. A body is a frozenset of tissues, or a Part."""

    def __init__(self, tissues, ignores=False):
        self.universe, self.ignores = sorted(tissues), ignores
        self.parts = []
        self.counts, self.places, self.extents = {}, {}, {}
        self.insides, self.outsides = set(), {}
        self.fields, self.header_fields, self.spacings, self.opaque = {}, {}, set(), {}
        self.sizes = set()

    def exact(self, value):
        return real(value)

    def chosen(self, condition, yes, no):
        return z3.If(condition, yes, no)

    # Presence and sizes

    def there(self, body):
        if isinstance(body, Part):
            return z3.Bool(f"exists({body.name})")
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

    def level(self, tissue):
        """How many steps from outside, through faces."""
        return z3.Real(f"level({tissue})")

    def inside(self, a, b):
        """`a` is there and has no face with anything but the tissues of both."""
        covered = a.of if isinstance(a, Part) else a
        others = [t for t in self.universe if t not in covered and t not in b] + [ELSEWHERE, RIM]
        return conjunction(self.there(a), *(negation(self.face_of(a, y)) for y in others))

    def outside(self, a, b):
        """The share of the faces of `a` that look onto anything but `b`."""
        self.insides.add((a, b))
        covered = a.of if isinstance(a, Part) else a
        return self.outsides.setdefault((a, b - covered), z3.Real(f"outside({name_of(a)}, {name_of(b - covered)})"))

    def around(self, of):
        """Whatever a part of these tissues may have a face with."""
        return [t for t in self.universe if t not in of] + list(OUTSIDE)

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

    def said(self, field):
        return z3.Bool(f"said({field})")

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
