"""Facts about polygons by shapely (GEOS), recorded for tests/oracle_outlines.rs.

Run: python tests/oracle/outlines.py | gzip -9n > tests/oracle/recorded/outlines.json.gz
"""

import json
import random

from shapely import LinearRing, Point, Polygon


def ring(points):
    return LinearRing(points + points[:1])


def star(generator, vertices, radius):
    """A simple polygon around a centre: rising angles, any radius."""
    import math

    angles = sorted(generator.uniform(0, 2 * math.pi) for _ in range(vertices))
    lengths = [generator.uniform(0.3, 1) * radius for _ in angles]
    return [[math.cos(a) * r + 50, math.sin(a) * r + 40] for a, r in zip(angles, lengths)]


def polygons():
    generator = random.Random(7)
    known = [
        [[0, 0], [4, 0], [4, 4], [0, 4]],
        [[0, 0], [4, 4], [4, 0], [0, 4]],  # a bow tie
        [[0, 0], [4, 0], [4, 4], [2, 0], [0, 4]],  # a vertex on an edge
        [[0, 0], [4, 0], [2, 0], [2, 4]],  # an edge that folds back
        [[0, 0], [2, 0], [4, 0], [4, 4], [0, 4]],  # a straight vertex
        [[0, 0], [4, 0], [4, 4], [2, 2], [0, 4], [2, 2]],  # a vertex twice
        [[0, 0], [6, 0], [6, 6], [3, 1], [0, 6]],  # not convex
        [[0.1, 0.1], [0.3, 0.3], [0.7, 0.7], [0.2, 0.9]],  # nearly collinear
        [[1e6, 1e6], [1e6 + 1, 1e6], [1e6 + 1, 1e6 + 1], [1e6, 1e6 + 1]],
    ]
    for points in known:
        yield points
    for _ in range(60):
        count = generator.randint(3, 9)
        yield [[generator.randint(0, 6), generator.randint(0, 6)] for _ in range(count)]
    for _ in range(40):
        yield star(generator, generator.randint(5, 40), 30)


def distinct(points):
    kept = [point for at, point in enumerate(points) if point != points[at - 1]]
    return kept


def facts(points):
    closed = ring(points)
    simple = bool(closed.is_simple)
    polygon = Polygon(points)
    convex = simple and abs(polygon.convex_hull.area - polygon.area) <= 1e-12 * max(polygon.area, 1)
    longest = max(Point(a).distance(Point(b)) for a in points for b in points)
    record = {"points": points, "simple": simple, "convex": convex, "longest": longest}
    record["area"] = polygon.area if simple else None
    if simple:
        record["holds"] = [
            [x / 2, y / 2, polygon.covers(Point(x / 2, y / 2))] for x in range(-1, 14, 2) for y in range(-1, 14)
        ]
    return record


def main():
    records = [facts(points) for points in map(distinct, polygons()) if len({tuple(p) for p in points}) > 2 and Polygon(points).area > 0]
    generator = random.Random(11)
    simple = [record["points"] for record in records if record["simple"]]
    pairs = []
    for _ in range(120):
        a, b = generator.choice(simple), generator.choice(simple)
        first, second = Polygon(a), Polygon(b)
        pairs.append({"a": a, "b": b, "common": first.intersection(second).area, "outside": first.difference(second).area})
    print(json.dumps({"polygons": records, "pairs": pairs}, separators=(",", ":")))


main()
