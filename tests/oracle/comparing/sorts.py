"""Which sorts of the fragment a rule belongs to, by its JSON."""

SORTS = ["facts", "numbers of facts", "header and grid", "volume bounds", "sums", "differences", "ratios", "presence", "guards",
         "counts with floors", "counts without floors", "holes", "tunnels", "touches, separate", "inside", "subset, equal",
         "complete", "order along axes", "extents", "sequences", "each component", "each class", "opaque", "connectives"]

BY_KIND = {
    "fact": "facts", "fact_given": "facts", "header": "header and grid", "spacing": "header and grid", "size": "header and grid",
    "volume": "volume bounds", "voxels": "volume bounds", "ratio": "ratios", "present": "presence", "absent": "presence",
    "holes": "holes", "tunnels": "tunnels", "touches": "touches, separate", "separate": "touches, separate",
    "inside": "inside", "subset": "subset, equal", "equal": "subset, equal", "complete": "complete",
    "beyond": "order along axes", "separation": "order along axes", "extent": "extents", "ordered": "sequences",
    "missing_between": "sequences", "diameter": "opaque", "feret": "opaque", "short_axis": "opaque", "slices": "opaque",
    "distance": "opaque", "hd95": "opaque", "when": "guards", "unless": "guards",
    "or": "connectives", "implies": "connectives", "iff": "connectives", "some": "each class",
}


def sorts_of(node):
    """Of a rule or line: a set of SORTS."""
    found = set()
    if isinstance(node, list):
        return found.union(*(sorts_of(each) for each in node)) if node else found
    if not isinstance(node, dict):
        return found
    kind = node.get("kind")
    if kind in BY_KIND:
        found.add(BY_KIND[kind])
    if kind == "fact" and "unit" in node:
        found.add("numbers of facts")
    if kind == "sum":
        negated = any(term["kind"] == "negated" for term in node["terms"])
        found.add("differences" if negated else "sums")
    if kind == "compare" and node["right"]["kind"] not in ("constant", "fact"):
        found.add("differences")
    if kind == "near":
        found.add("differences")
    if kind == "product":
        found.add("differences")
    if kind == "components" and "written" in node:
        found.add("counts with floors" if "floor" in node else "counts without floors")
    if kind == "each":
        found.add("each component" if node["domain"]["kind"] == "components" else "each class")
    if kind == "inside" and "up_to" in node:
        found.add("opaque")
    for key, value in node.items():
        if key != "domain":
            found |= sorts_of(value)
    return found


def sorts_of_rule(protocol, rule):
    """Of a rule or line with this ID."""
    head, _, name = rule.partition(".")
    if head == "labels":
        return {"presence"}
    if head == "case":
        return {"facts"}
    if head == "image":
        return set().union(*(sorts_of(line["claim"]) for line in protocol["image"]["lines"] if line["id"] == rule))
    return sorts_of(next(r for r in protocol["rules"] if r["id"] == rule)["statements"])
