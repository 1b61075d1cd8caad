"""The axioms of docs/compare.md, by their numbers, about the terms that a question speaks of.

Written once, and used twice: z3 is told them, with unknowns for terms, and `../axioms.py` evaluates them with what was
measured of label maps. A statement is its number, a premise and a conclusion.
"""

from itertools import combinations

from .fourvalued import conjunction, disjunction, implication, negation
from .terms import EDGE, FACE, FULL, IGNORED, OUTSIDE, Part

SIZES = ("volume", "voxels")


def axioms(terms):
    """As formulas."""
    return [formula for _, premise, conclusion in stated(terms)
            if (formula := implication(premise, conclusion)) is not True]


def stated(terms):
    """Places of unions first: they speak of places of tissues, about which there is something to say as well."""
    for statements in (places_of_unions, sizes, counts, parts, faces, shares, places, facts, grid):
        yield from statements(terms)


def sizes(terms):
    for tissue in terms.universe:
        body = frozenset([tissue])
        for what in SIZES:
            size = terms.size(body, what)
            yield 1, True, size >= 0
            yield 1, True, terms.there(body) == (size > 0)


def measured_in(floor):
    """The size that a floor is one of."""
    return "volume" if floor[0] == "mm3" else "voxels"


def no_higher(g, f):
    """Whether a floor is as low as another, in one unit; none is the lowest."""
    return g is None or f is not None and f[0] == g[0] and g[1] <= f[1]


def counts(terms):
    known = list(terms.counts.items())
    yield from ((3, True, count >= 0) for count in terms.opaque.values())
    for (kind, body, floor, connectivity), count in known:
        there = terms.there(body)
        yield 3, True, count >= 0
        yield 3, negation(there), count == 0
        if kind == "components" and floor is None:
            yield 5, there, count >= 1
            yield 6, True, count <= terms.size(body, "voxels")
        elif kind == "components":
            size, least = terms.size(body, measured_in(floor)), terms.exact(floor[1])
            yield 6, True, least * count <= size
            whole = terms.counts.get((kind, body, None, connectivity))
            if whole is not None:
                yield 7, conjunction(count == 0, there), size < least * whole
        for (other, same, lower, pair), more in known:
            if pair != connectivity or not no_higher(lower, floor):
                continue
            if same != body:
                if kind == other and not isinstance(body, Part) and not isinstance(same, Part) and (same < body or body < same):
                    yield 4, negation(terms.there(same ^ body)), count <= more
                if kind == other == "holes_of_background" and body < same:
                    yield 9, True, count <= more
                continue
            if kind == other and lower != floor:
                yield 4, True, count <= more
            if (kind, other) == ("holes_of_background", "holes"):
                yield 9, True, count <= more
    neighbours = [FACE, EDGE, FULL]
    for (kind, body, floor, connectivity), many in known:
        if kind == "components" and floor is None:
            for (other, same, _, coarser), few in known:
                if (other, same) == (kind, body) and neighbours.index(coarser) > neighbours.index(connectivity):
                    yield 8, True, few <= many
    plain = {(key[1], key[3]): count for key, count in known if key[0] == "components" and key[2] is None}
    for ((a, pair), count_a), ((b, other), count_b) in combinations(plain.items(), 2):
        if pair != other or isinstance(a, Part) or isinstance(b, Part) or a & b or (a | b, pair) not in plain:
            continue
        meet = disjunction(*(terms.face(x, y) for x in sorted(a) for y in sorted(b)))
        yield 10, True, plain[(a | b, pair)] <= count_a + count_b
        yield 10, meet, plain[(a | b, pair)] <= count_a + count_b - 1


def parts(terms):
    for part in terms.parts:
        of, exists = part.of, terms.there(part)
        yield 11, exists, terms.there(of)
        for what in SIZES:
            yield 11, exists, conjunction(terms.size(part, what) > 0, terms.size(part, what) <= terms.size(of, what))
        if part.floor is not None:
            yield 11, exists, terms.size(part, measured_in(part.floor)) >= terms.exact(part.floor[1])
        whole = terms.counts.get(("components", of, None, part.connectivity))
        if whole is not None:
            only = conjunction(exists, whole <= 1)
            for what in SIZES:
                yield 12, only, terms.size(part, what) == terms.size(of, what)
            for y in terms.around(of):
                yield 12, conjunction(only, terms.face_of(of, y)), terms.face_of(part, y)
        for (kind, body, floor, connectivity), count in list(terms.counts.items()):
            if (kind, body, connectivity) != ("components", of, part.connectivity) or floor is None:
                continue
            what = measured_in(floor)
            own, all_, least = terms.size(part, what), terms.size(of, what), terms.exact(floor[1])
            yield 13, conjunction(exists, own >= least), count >= 1
            yield 13, conjunction(exists, own >= least), (count - 1) * least + own <= all_
            yield 13, conjunction(exists, own < least), count * least + own <= all_
        for y in terms.around(of):
            yield 14, terms.face_of(part, y), conjunction(exists, terms.face_of(of, y))
        yield 17, exists, disjunction(*(terms.face_of(part, y) for y in terms.around(of)))


def faces(terms):
    there = {tissue: terms.there(frozenset([tissue])) for tissue in terms.universe}
    for a, b in combinations(terms.universe, 2):
        yield 15, terms.face(a, b), conjunction(there[a], there[b])
    for tissue in terms.universe:
        for y in OUTSIDE:
            yield 15, terms.face(tissue, y), there[tissue]
        ways = [terms.face(tissue, y) for y in OUTSIDE]
        ways += [conjunction(terms.face(tissue, u), terms.level(u) < terms.level(tissue))
                 for u in terms.universe if u != tissue]
        yield 17, there[tissue], disjunction(*ways)
    for a, b in sorted(terms.insides, key=str):
        covered = a.of if isinstance(a, Part) else a
        # Of what holds it and itself, such as of tumour and liver, a body is no hole.
        holes = terms.counts.get(("holes", b - covered, None, FULL))
        if holes is not None:
            yield 18, conjunction(terms.inside(a, b), negation(terms.face_of(a, IGNORED))), holes >= 1


def shares(terms):
    for (a, rest), outside in terms.outsides.items():
        there = terms.there(a)
        meet = disjunction(*(terms.face_of(a, y) for y in sorted(rest)))
        yield 16, there, conjunction(outside >= 0, outside <= 1)
        yield 16, there, (outside == 0) == terms.inside(a, rest)
        yield 16, there, (outside < 1) == meet


def places_of_unions(terms):
    for body, axis in list(terms.places):
        if isinstance(body, Part) or len(body) < 2:
            continue
        each = [frozenset([tissue]) for tissue in sorted(body)]
        there = terms.there(body)

        def some(claim):
            return disjunction(*(conjunction(terms.there(tissue), claim(tissue)) for tissue in each))

        for end in ("lowest", "highest"):
            reached = terms.place(end, body, axis)
            yield 22, there, some(lambda tissue: terms.place(end, tissue, axis) == reached)
        middle = terms.place("centroid", body, axis)
        yield 22, there, some(lambda tissue: terms.place("centroid", tissue, axis) <= middle)
        yield 22, there, some(lambda tissue: terms.place("centroid", tissue, axis) >= middle)


def places(terms):
    known = list(terms.places)
    for body, axis in known:
        there = terms.there(body)
        low, middle, high = (terms.place(which, body, axis) for which in ("lowest", "centroid", "highest"))
        yield 20, there, conjunction(low <= middle, middle <= high)
        if (body, axis) in terms.extents:
            extent = terms.extent(body, axis)
            yield 23, there, conjunction(extent > 0, extent > high - low)
        inner = body.of if isinstance(body, Part) else body
        for other, along in known:
            if along != axis or isinstance(other, Part) or other == body or not inner <= other:
                continue
            yield 21, there, terms.place("lowest", other, axis) <= low
            yield 21, there, high <= terms.place("highest", other, axis)
            if (body, axis) in terms.extents and (other, axis) in terms.extents:
                yield 21, there, terms.extent(body, axis) <= terms.extent(other, axis)


def facts(terms):
    for field, words in terms.fields.items():
        each = [terms.word(field, word) for word in sorted(words)]
        yield from ((24, a, negation(b)) for a, b in combinations(each, 2))
        yield from ((24, word, terms.given(field)) for word in each)


def grid(terms):
    for field, words in terms.header_fields.items():
        each = [terms.header(field, word) for word in sorted(words)]
        yield from ((25, a, negation(b)) for a, b in combinations(each, 2))
        yield from ((25, word, terms.said(field)) for word in each)
    for axis in (0, 1, 2):
        yield 25, True, terms.spacing(axis) > 0
        yield 25, True, terms.array_size(axis) >= 1
    first, second, plane = terms.spacing(0), terms.spacing(1), terms.spacing("in_plane")
    yield 25, True, plane == terms.chosen(first >= second, first, second)
