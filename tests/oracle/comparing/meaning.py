"""What a protocol's JSON says of a case, as formulas over terms: docs/outcomes.md and docs/measures.md word for word."""

from dataclasses import dataclass, field
from fractions import Fraction

import z3

from .fourvalued import (Truth, all_of, any_of, conjunction, disjunction, guarded, negation, together)
from .terms import IGNORED, Part, real

AXES = {"left": (0, False), "right": (0, True), "posterior": (1, False), "anterior": (1, True),
        "caudal": (2, False), "cranial": (2, True)}
AXIS_INDEX = {"right_left": 0, "anterior_posterior": 1, "cranial_caudal": 2}
LENGTHS = {"diameter", "short_axis", "feret"}
OPAQUE_COUNTS = {"slices", "slice_gaps"}
RELATIONS = {"contact", "distance", "hausdorff", "hd95"}


class Outside(Exception):
    """The fragment does not hold it, and neither does this."""


@dataclass
class Number:
    """`above / below`, where `below` is a size; does not apply, or is not known, where these formulas say so."""

    above: object
    below: object = None
    absent: object = False
    unknown: object = False

    def combined(self, other, above, below):
        absent = disjunction(self.absent, other.absent)
        unknown = conjunction(negation(absent), disjunction(self.unknown, other.unknown))
        return Number(above, below, absent, unknown)


@dataclass
class Body:
    """A structure: its voxels, and why there are none where there are none: of what is there, of a required class, else of
    optional ones."""

    of: object
    empty: object = False
    required: object = False


@dataclass
class Scope:
    bound: dict = field(default_factory=dict)
    axis: object = None

    def bind(self, names, values):
        return Scope({**self.bound, **dict(zip(names, values))}, self.axis)

    def along(self, axis):
        return Scope(self.bound, axis)


class Meaning:
    """One protocol in the terms of a question. `goal` makes the part that breaks a rule; without it, rules speak of all
    parts that the terms have."""

    def __init__(self, protocol, terms, goal=None):
        self.protocol, self.terms, self.goal = protocol, terms, goal
        self.classes = {c["name"]: c for c in protocol["labels"]["classes"]}
        self.groups = {g["name"]: g["classes"] for g in protocol["groups"]}
        self.regions = {r["name"]: r["definition"] for r in protocol["regions"]}
        self.sequences = {s["name"]: s["members"] for s in protocol["sequences"]}
        self.pairs = {p["name"]: [p["right"], p["left"]] for p in protocol["pairs"]}
        self.fields = {f["name"]: f for f in protocol["case"]}

    # Lines and rules: what fails

    def line_failures(self):
        """By ID, how facts, label lines and image lines fail."""
        fails = {}
        for name, declared in self.fields.items():
            given = self.terms.given(name)
            refused = conjunction(given, negation(self.allowed(declared)))
            missing = negation(given) if declared["need"]["kind"] == "required" else False
            fails[f"case.{name}"] = disjunction(refused, missing)
        for name, declared in self.classes.items():
            missing = negation(self.terms.there(frozenset([name])))
            fails[f"labels.{name}"] = False if declared.get("optional") else missing
        for line in self.protocol["image"]["lines"]:
            failure = self.claim(line["claim"], Scope()).false
            fails[line["id"]] = disjunction(fails.get(line["id"], False), failure)
        return fails

    def rule_failure(self, rule):
        return self.block(rule["statements"], Scope()).false

    def block(self, statements, scope):
        return together([self.statement(statement, scope) for statement in statements])

    def statement(self, statement, scope):
        kind = statement["kind"]
        if kind == "require":
            return guarded(self.guard(statement.get("guard"), scope), self.claim(statement["claim"], scope))
        if kind == "when":
            return guarded(self.guard(statement["guard"], scope), self.block(statement["body"], scope))
        if kind not in ("each", "some"):
            raise Outside(kind)
        where = statement.get("where")
        domain, names = statement["domain"], statement["variables"]
        if domain["kind"] == "components":
            if kind == "some":
                raise Outside("some c in components")
            return self.each_part(statement, scope)
        outcomes = []
        for element in self.elements(domain, scope):
            inner = scope.bind(names, element)
            chosen = self.claim(where, inner, guard=True) if where else Truth(true=True)
            outcome = self.block(statement["body"], inner)
            if kind == "each":
                outcomes.append(guarded(chosen, outcome))
            else:
                # What is not chosen is no candidate; of a candidate that passes, the choice decides.
                kept = negation(chosen.false)
                outcomes.append(Truth(
                    conjunction(kept, outcome.true, chosen.true),
                    conjunction(kept, disjunction(outcome.false, conjunction(outcome.true, chosen.false))),
                    conjunction(kept, disjunction(outcome.unknown, conjunction(outcome.true, chosen.unknown))),
                ))
        if kind == "each":
            return together(outcomes)
        if where:
            raise Outside("some .. where")
        return any_of(outcomes) if outcomes else Truth(false=True)

    def each_part(self, statement, scope):
        """One part for whatever the rule says of parts."""
        body, floor, connectivity = self.counted(statement["domain"], scope)
        if isinstance(body.of, Part):
            raise Outside("components of a part")
        where = statement.get("where")
        if self.goal:
            parts = [self.goal(body.of, floor, connectivity)]
        else:
            parts = [part for part in self.terms.parts if (part.of, part.connectivity) == (body.of, connectivity)]
        outcomes = []
        for part in parts:
            inner = scope.bind(statement["variables"], [Body(part)])
            chosen = self.claim(where, inner, guard=True) if where else Truth(true=True)
            large = True
            if floor is not None:
                large = self.terms.size(part, "volume" if floor[0] == "mm3" else "voxels") >= real(floor[1])
            member = conjunction(self.terms.there(part), large)
            outcome = guarded(chosen, self.block(statement["body"], inner))
            outcomes.append(Truth(*(conjunction(member, part) for part in (outcome.true, outcome.false, outcome.unknown))))
        return together(outcomes)

    def part_domains(self):
        """The components that statements of rules range over."""
        found = []

        def visit(node, scope):
            if isinstance(node, list):
                for each in node:
                    visit(each, scope)
            elif isinstance(node, dict):
                if node.get("kind") in ("each", "some") and node["domain"]["kind"] == "components":
                    body, floor, connectivity = self.counted(node["domain"], scope)
                    found.append((body.of, floor, connectivity))
                elif node.get("kind") in ("each", "some"):
                    for element in self.elements(node["domain"], scope):
                        visit(node["body"], scope.bind(node["variables"], element))
                elif node.get("kind") == "when":
                    visit(node["body"], scope)

        for rule in self.judged_rules():
            visit(rule["statements"], Scope())
        return found

    def judged_rules(self, severities=("error",)):
        rules = self.protocol["rules"]
        return [r for r in rules if r["severity"] in severities and r["statements"] and "across" not in r]

    def elements(self, domain, scope):
        kind = domain["kind"]
        one = lambda names: [[self.class_body(name)] for name in names]
        if kind == "labels":
            return one(self.classes)
        if kind == "classes":
            return one(domain["classes"])
        if kind == "structures":
            return [[self.body(member, scope)] for member in domain["structures"]]
        if kind == "sequence":
            return one(member["class"] for member in self.sequences[domain["sequence"]])
        if kind == "pair":
            return one(self.pairs[domain["pair"]])
        if kind == "pairs_of":
            inner = self.elements(domain["of"], scope)
            return [a + b for at, a in enumerate(inner) for b in inner[at + 1:]]
        raise Outside(kind)

    def guard(self, guard, scope):
        if guard is None:
            return Truth(true=True)
        truth = self.claim(guard["condition"], scope, guard=True)
        return truth.negated() if guard["kind"] == "unless" else truth

    # Structures

    def class_body(self, name):
        return Body(frozenset([name]), required=not self.classes[name].get("optional"))

    def body(self, structure, scope):
        kind = structure["kind"]
        if kind == "class":
            return self.class_body(structure["name"])
        if kind == "variable":
            return scope.bound[structure["name"]]
        if kind == "region":
            return self.body(self.regions[structure["name"]], scope)
        if kind == "group":
            members = self.groups[structure["name"]]
            required = any(not self.classes[name].get("optional") for name in members)
            return Body(frozenset(members), required=required)
        if kind in ("union", "intersection"):
            operands = [self.body(operand, scope) for operand in structure["operands"]]
            return self.joined(kind, operands)
        if kind == "difference":
            of, without = self.body(structure["of"], scope), self.body(structure["without"], scope)
            self.only_tissues(of, without)
            there = self.terms.there(of.of)
            return Body(of.of - without.of, disjunction(there, of.empty), conjunction(negation(there), of.required))
        raise Outside(kind)

    def joined(self, kind, operands):
        first, *rest = operands
        for other in rest:
            self.only_tissues(first, other)
            if kind == "union":
                empty = disjunction(first.empty, other.empty)
                required = conjunction(negation(empty), disjunction(first.required, other.required))
                first = Body(first.of | other.of, empty, required)
            else:
                first = self.met(first, other)
        return first

    def met(self, a, b):
        """Of an intersection without voxels: empty where both are there, else as the one that is not, or the weaker."""
        there_a, there_b = self.terms.there(a.of), self.terms.there(b.of)
        only_a, only_b = conjunction(there_a, negation(there_b)), conjunction(there_b, negation(there_a))
        neither = conjunction(negation(there_a), negation(there_b))
        optional = lambda body: conjunction(negation(body.empty), negation(body.required))
        some_optional = disjunction(optional(a), optional(b))
        empty = disjunction(conjunction(there_a, there_b), conjunction(only_a, b.empty), conjunction(only_b, a.empty),
                            conjunction(neither, a.empty, b.empty))
        required = disjunction(conjunction(only_a, b.required), conjunction(only_b, a.required),
                               conjunction(neither, negation(some_optional), disjunction(a.required, b.required)))
        return Body(a.of & b.of, empty, required)

    @staticmethod
    def only_tissues(*bodies):
        if any(isinstance(body.of, Part) for body in bodies):
            raise Outside("a region of a part")

    def there(self, body):
        return self.terms.there(body.of)

    # Claims

    def claim(self, claim, scope, guard=False):
        kind = claim["kind"]
        inner = lambda part: self.claim(part, scope, guard)
        if kind == "not":
            return inner(claim["of"]).negated()
        if kind == "and":
            return all_of(inner(operand) for operand in claim["operands"])
        if kind == "or":
            return any_of(inner(operand) for operand in claim["operands"])
        if kind == "implies":
            return self.claim(claim["if"], scope, guard=True).implies(inner(claim["then"]))
        if kind == "iff":
            a, b = claim["operands"]
            return inner(a).iff(inner(b))
        truth = self.atom(claim, scope)
        return truth.in_guard() if guard else truth

    def atom(self, claim, scope):
        if scope.axis is None and speaks_of_every_axis(claim):
            return all_of(self.atom(claim, scope.along(axis)) for axis in (0, 1, 2))
        kind = claim["kind"]
        known = getattr(self, f"claim_{kind}", None)
        if known is None:
            raise Outside(kind)
        return known(claim, scope)

    def claim_compare(self, claim, scope):
        return compare(self.number(claim["left"], scope), claim["operator"], self.number(claim["right"], scope))

    def claim_within(self, claim, scope):
        value = self.number(claim["value"], scope)
        ends = []
        if "low" in claim:
            ends.append(compare(value, ">=", self.number(claim["low"], scope)))
        if "high" in claim:
            ends.append(compare(value, "<" if claim.get("half_open") else "<=", self.number(claim["high"], scope)))
        return all_of(ends)

    def claim_near(self, claim, scope):
        value, target = self.number(claim["value"], scope), self.number(claim["target"], scope)
        slack = rational(claim["slack"])
        if target.below is not None:
            raise Outside("near a ratio")
        if claim.get("relative"):
            size = z3.If(target.above >= 0, target.above, -target.above)
            slack = real(slack) * size
        else:
            slack = real(slack)
        shifted = lambda sign: Number(target.above + sign * slack, None, target.absent, target.unknown)
        return all_of([compare(value, ">=", shifted(-1)), compare(value, "<=", shifted(1))])

    def claim_one_of(self, claim, scope):
        value = self.number(claim["value"], scope)
        return any_of(compare(value, "==", Number(real(rational(q)))) for q in claim["set"])

    def claim_present(self, claim, scope):
        there = self.there(self.body(claim["of"], scope))
        return Truth(there, negation(there))

    def claim_absent(self, claim, scope):
        return self.claim_present(claim, scope).negated()

    def claim_complete(self, claim, scope):
        body = self.body(claim["of"], scope)
        return Truth.when(self.there(body), negation(self.terms.face_of(body.of, "rim")))

    def two(self, claim, scope):
        return self.body(claim["a"], scope), self.body(claim["b"], scope)

    def is_empty(self, body):
        return conjunction(negation(self.there(body)), body.empty)

    def claim_touches(self, claim, scope):
        a, b = self.two(claim, scope)
        return Truth.when(conjunction(self.there(a), self.there(b)), self.meet(a, b))

    def meet(self, a, b):
        """A face of which at least one side is of one of them only."""
        if isinstance(a.of, Part) and isinstance(b.of, Part):
            raise Outside("two parts")
        if isinstance(b.of, Part):
            a, b = b, a
        if isinstance(a.of, Part):
            if a.of.of & b.of:
                raise Outside("a part and its own tissues")
            return disjunction(*(self.terms.face_of(a.of, y) for y in sorted(b.of)))
        common = a.of & b.of
        faces = [self.terms.face(x, y) for x in sorted(a.of) for y in sorted(b.of)
                 if x != y and not (x in common and y in common)]
        return disjunction(*faces)

    def claim_separate(self, claim, scope):
        a, b = self.two(claim, scope)
        applies = conjunction(self.there(a), self.there(b))
        meets = self.meet(a, b)
        common = frozenset() if isinstance(a.of, Part) or isinstance(b.of, Part) else a.of & b.of
        shared = self.terms.there(common) if common else False
        apart = negation(shared)
        if not claim.get("by_overlap"):
            apart = conjunction(apart, negation(meets))
        return Truth.when(applies, apart)

    def claim_inside(self, claim, scope):
        a, b = self.two(claim, scope)
        applies = conjunction(self.there(a), disjunction(self.there(b), self.is_empty(b)))
        if "up_to" in claim and (claim["up_to"]["unit"] != "1" or self.terms.ignores):
            return Truth.when(applies, self.terms.opaque_claim(self.key(claim, scope)))
        if isinstance(b.of, Part):
            raise Outside("inside a part")
        if "up_to" in claim:
            return Truth.when(applies, self.terms.outside(a.of, b.of) <= real(rational(claim["up_to"])))
        self.terms.insides.add((a.of, b.of))
        # With nothing but ignored voxels around it, there is nothing to judge.
        judged = [y for y in self.terms.around(a.of.of if isinstance(a.of, Part) else a.of) if y != IGNORED]
        applies = conjunction(applies, disjunction(*(self.terms.face_of(a.of, y) for y in judged)))
        return Truth.when(applies, self.terms.inside(a.of, b.of))

    def claim_subset(self, claim, scope):
        a, b = self.two(claim, scope)
        self.only_tissues(b)
        applies = conjunction(self.there(a), disjunction(self.there(b), self.is_empty(b)))
        if isinstance(a.of, Part):
            if not a.of.of <= b.of:
                raise Outside("a part and some of its tissues")
            return Truth.when(applies, True)
        return self.within_share(claim, scope, applies, a.of - b.of, a.of)

    def claim_equal(self, claim, scope):
        a, b = self.two(claim, scope)
        self.only_tissues(a, b)
        some_a, some_b = self.there(a), self.there(b)
        empty_a, empty_b = self.is_empty(a), self.is_empty(b)
        applies = conjunction(disjunction(some_a, empty_a), disjunction(some_b, empty_b))
        return self.within_share(claim, scope, applies, a.of ^ b.of, a.of | b.of)

    def within_share(self, claim, scope, applies, rest, whole):
        up_to = claim.get("up_to")
        if up_to is None:
            return Truth.when(applies, negation(self.terms.there(rest)) if rest else True)
        if up_to["unit"] != "1":
            return Truth.when(applies, self.terms.opaque_claim(self.key(claim, scope)))
        small = self.terms.size(rest) <= real(rational(up_to)) * self.terms.size(whole)
        return Truth.when(applies, small)

    def claim_beyond(self, claim, scope):
        axis, positive = AXES[claim["direction"]]
        way = minus(self.coordinate(claim["a"], axis, scope), self.coordinate(claim["b"], axis, scope))
        way = way if positive else scaled(way, -1)
        if "by" not in claim and "up_to" not in claim:
            return compare(way, ">", Number(real(0)))
        length = lambda key: rational(claim[key]) if key in claim else Fraction(0)
        return compare(way, ">=", Number(real(length("by") - length("up_to"))))

    def claim_ordered(self, claim, scope):
        if "points" in claim:
            raise Outside("ordered points")
        members = self.sequences[claim["sequence"]]
        axis, positive = AXES[claim["from"]]
        steps = []
        for at, first in enumerate(members):
            for to in range(at + 1, len(members)):
                second, between = members[to], members[at + 1:to]
                absent = [negation(self.terms.there(frozenset([m["class"]]))) for m in between]
                a, b = frozenset([first["class"]]), frozenset([second["class"]])
                applies = conjunction(self.terms.there(a), self.terms.there(b), *absent)
                way = self.terms.place("centroid", a, axis) - self.terms.place("centroid", b, axis)
                way = way if positive else -way
                asked = [way > 0]
                if all(member.get("skippable") for member in between):
                    if "gap_at_least" in claim:
                        asked.append(way >= real(rational(claim["gap_at_least"])))
                    if "gap_at_most" in claim:
                        asked.append(way <= real(rational(claim["gap_at_most"])))
                steps.append(Truth.when(applies, conjunction(*asked)))
        return all_of(steps)

    def claim_fact(self, claim, scope):
        known, words = self.fact(claim["of"])
        if words is None:
            raise Outside("a word of a number")
        holds = disjunction(*(is_it for word, is_it in words.items() if word in claim["allowed"]))
        return Truth.when(True, negation(holds) if claim.get("negated") else holds, negation(known))

    def claim_fact_given(self, claim, scope):
        known, _ = self.fact(claim["of"])
        declared = self.fields[claim["of"]["field"]]
        refused = conjunction(self.terms.given(declared["name"]), negation(self.allowed(declared)))
        truth = Truth.when(True, known, refused)
        return truth.negated() if claim.get("negated") else truth

    def claim_header(self, claim, scope):
        field = claim["field"]["kind"]
        if field not in ("modality", "orientation", "datatype"):
            raise Outside(field)
        said = True if field == "orientation" else self.terms.said(field)
        holds = disjunction(*(self.terms.header(field, word) for word in claim["allowed"]))
        return Truth.when(True, negation(holds) if claim.get("negated") else holds, negation(said))

    # Facts

    def allowed(self, declared):
        """Whether what is given of a field is one of its values."""
        name, values = declared["name"], declared["values"]
        if values["kind"] == "yes_no":
            return disjunction(*(self.terms.word(name, word) for word in ("yes", "no")))
        if values["kind"] == "one_of":
            return disjunction(*(self.terms.word(name, word) for word in values["allowed"]))
        if values["kind"] != "number":
            raise Outside(values["kind"])
        number, allowed = self.terms.number(name), values["allowed"]
        whole = z3.IsInt(number) if values.get("whole") else True
        if allowed["kind"] == "any":
            return whole
        if allowed["kind"] == "set":
            return conjunction(whole, disjunction(*(number == real(rational(q)) for q in allowed["set"])))
        low = number >= real(rational(allowed["low"])) if "low" in allowed else True
        high = True
        if "high" in allowed:
            high = real(rational(allowed["high"]))
            high = number < high if allowed.get("half_open") else number <= high
        return conjunction(whole, low, high)

    def fact(self, ref):
        """When it is known, and the truth of each of its words; `None` for a number."""
        if "row" in ref:
            raise Outside("rows")
        declared = self.fields[ref["field"]]
        name, values, given = declared["name"], declared["values"], self.terms.given(declared["name"])
        usable = conjunction(given, self.allowed(declared))
        default = declared["need"].get("value")
        known = disjunction(usable, negation(given)) if default else usable
        if values["kind"] == "number":
            return known, None
        words = values["allowed"] if values["kind"] == "one_of" else ["yes", "no"]
        written = None
        if default:
            written = default["value"] if default["kind"] == "text" else "yes" if default["value"] else "no"
        truth = lambda word: disjunction(conjunction(usable, self.terms.word(name, word)),
                                         conjunction(negation(given), word == written) if default else False)
        return known, {word: truth(word) for word in words}

    # Numbers

    def number(self, number, scope):
        kind = number["kind"]
        if kind == "constant":
            return Number(real(Fraction(number["value"])))
        if kind == "sum":
            first, *rest = [self.number(term, scope) for term in number["terms"]]
            for term in rest:
                first = plus(first, term)
            return first
        if kind == "negated":
            return scaled(self.number(number["of"], scope), -1)
        if kind == "product":
            return self.product(number["factors"], scope)
        if kind == "ratio":
            return over(self.number(number["of"], scope), self.number(number["to"], scope))
        if kind == "aggregate":
            return self.aggregate(number, scope)
        return self.measure(number, scope)

    def product(self, factors, scope):
        numbers = [(factor, self.number(factor, scope)) for factor in factors]
        constant = Fraction(1)
        others = []
        for factor, number in numbers:
            if factor["kind"] == "constant":
                constant *= Fraction(factor["value"])
            else:
                others.append(number)
        if len(others) > 1:
            raise Outside("a product of measures")
        return scaled(others[0], constant) if others else Number(real(constant))

    def aggregate(self, number, scope):
        if number["function"] != "count" or "where" in number and number["domain"]["kind"] == "components":
            raise Outside("aggregate")
        elements = self.elements(number["domain"], scope)
        terms = []
        for element in elements:
            chosen = Truth(true=True)
            if "where" in number:
                chosen = self.claim(number["where"], scope.bind(number["variables"], element), guard=True)
            if chosen.unknown is not False:
                raise Outside("count of what is unknown")
            terms.append(one_if(chosen.true))
        return Number(z3.Sum(*terms) if terms else real(0))

    def measure(self, measure, scope):
        kind = measure["kind"]
        known = getattr(self, f"measure_{kind}", None)
        if known is not None:
            return known(measure, scope)
        if kind in LENGTHS:
            return self.of_one(measure, scope, zero=False)
        if kind in OPAQUE_COUNTS:
            return self.of_one(measure, scope, zero=True)
        if kind in RELATIONS:
            a, b = self.two(measure, scope)
            both = conjunction(self.there(a), self.there(b))
            return Number(self.terms.opaque_number(self.key(measure, scope)), None, negation(both))
        raise Outside(kind)

    def of_one(self, measure, scope, zero):
        """An opaque measure of one structure; of an absent required class or an empty region a count is 0."""
        body = self.body(measure["of"], scope)
        there, key = self.there(body), self.key(measure, scope)
        if not zero:
            return Number(self.terms.opaque_number(key), None, negation(there))
        counted = disjunction(there, body.empty, body.required)
        return Number(choice(there, self.terms.opaque_count(key), real(0)), None, negation(counted))

    def measure_volume(self, measure, scope):
        body = self.body(measure["of"], scope)
        return Number(self.terms.size(body.of), None, negation(disjunction(self.there(body), body.empty)))

    def measure_voxels(self, measure, scope):
        body = self.body(measure["of"], scope)
        size = z3.ToReal(self.terms.size(body.of, "voxels")) if body.of else real(0)
        return Number(size, None, negation(disjunction(self.there(body), body.empty)))

    def counted(self, measure, scope):
        floor = measure.get("floor")
        floor = None if floor is None else (floor["unit"], rational(floor))
        if floor is not None and floor[0] not in ("mm3", "voxel"):
            raise Outside("floor")
        return self.body(measure["of"], scope), floor, measure["connectivity"]

    def count(self, kind, measure, scope):
        body, floor, connectivity = self.counted(measure, scope)
        if isinstance(body.of, Part) and kind == "components":
            raise Outside("components of a part")
        counted = disjunction(self.there(body), body.empty, body.required)
        term = z3.ToReal(self.terms.count(kind, body.of, floor, connectivity)) if body.of else real(0)
        return Number(term, None, negation(counted))

    def measure_components(self, measure, scope):
        return self.count("components", measure, scope)

    def measure_holes(self, measure, scope):
        return self.count("holes_of_background" if measure.get("of_background") else "holes", measure, scope)

    def measure_tunnels(self, measure, scope):
        return self.count("tunnels", measure, scope)

    def measure_present(self, measure, scope):
        return Number(one_if(self.there(self.body(measure["of"], scope))))

    def measure_missing_between(self, measure, scope):
        members = self.sequences[measure["sequence"]]
        there = [self.terms.there(frozenset([member["class"]])) for member in members]
        optional = [self.classes[member["class"]].get("optional") for member in members]
        none = conjunction(*(negation(is_there) if may else False for is_there, may in zip(there, optional)))
        missing = []
        for at, member in enumerate(members):
            if not member.get("skippable"):
                between = conjunction(disjunction(*there[:at]), disjunction(*there[at + 1:]))
                missing.append(one_if(conjunction(negation(there[at]), between)))
        return Number(z3.Sum(*missing) if missing else real(0), None, none)

    def measure_contact_share(self, measure, scope):
        a, b = self.two(measure, scope)
        both = conjunction(self.there(a), self.there(b))
        if self.terms.ignores:
            return Number(self.terms.opaque_number(self.key(measure, scope)), None, negation(both))
        return Number(1 - self.terms.outside(a.of, b.of), None, negation(both))

    def measure_extent(self, measure, scope):
        body = self.body(measure["of"], scope)
        axis = AXIS_INDEX[measure["axis"]]
        return Number(self.terms.extent(body.of, axis), None, negation(self.there(body)))

    def measure_separation(self, measure, scope):
        axis = AXIS_INDEX[measure["axis"]]
        return minus(self.coordinate(measure["to"], axis, scope), self.coordinate(measure["from"], axis, scope))

    def coordinate(self, position, axis, scope):
        kind = position["kind"]
        if kind not in ("centroid", "end"):
            raise Outside(kind)
        body = self.body(position["of"], scope)
        which = "centroid"
        if kind == "end":
            own, positive = AXES[position["direction"]]
            if own != axis:
                raise Outside("an end along another axis")
            which = "highest" if positive else "lowest"
        return Number(self.terms.place(which, body.of, axis), None, negation(self.there(body)))

    def measure_fact(self, measure, scope):
        known, words = self.fact(measure["of"])
        if words is not None:
            raise Outside("a word as a number")
        declared = self.fields[measure["of"]["field"]]
        term, default = self.terms.number(declared["name"]), declared["need"].get("value")
        if default:
            term = z3.If(self.terms.given(declared["name"]), term, real(rational(default["value"])))
        return Number(term, None, False, negation(known))

    def measure_spacing(self, measure, scope):
        along = {"in_plane": "in_plane", "between_slices": 2, "every": scope.axis, "array": measure.get("array_axis")}
        return Number(self.terms.spacing(along[measure["along"]]))

    def measure_size(self, measure, scope):
        return Number(z3.ToReal(self.terms.array_size(measure["array_axis"])))

    def measure_dimensions(self, measure, scope):
        return Number(z3.Real("dimensions"))

    def key(self, node, scope):
        """What an opaque measure or claim is of: its kind and options, and the voxels of its structures."""
        said = []
        for name, value in sorted(node.items()):
            if name in ("of", "a", "b"):
                body = self.body(value, scope).of
                said.append(f"{name}={body.name if isinstance(body, Part) else '+'.join(sorted(body))}")
            elif name == "up_to":
                said.append(f"{name}={value['value']} {value['unit']}")
            elif name not in ("written", "unit"):
                said.append(f"{name}={value}")
        return " ".join(said)


def rational(quantity):
    return Fraction(quantity["value"])


def one_if(condition):
    if isinstance(condition, bool):
        return real(1 if condition else 0)
    return z3.If(condition, real(1), real(0))


def choice(condition, yes, no):
    if isinstance(condition, bool):
        return yes if condition else no
    return z3.If(condition, yes, no)


def plus(a, b):
    if a.below is None and b.below is None:
        return a.combined(b, a.above + b.above, None)
    if a.below is not None and b.below is not None:
        raise Outside("a sum of ratios")
    ratio, other = (a, b) if a.below is not None else (b, a)
    return a.combined(b, ratio.above + other.above * ratio.below, ratio.below)


def minus(a, b):
    return plus(a, scaled(b, -1))


def scaled(a, factor):
    return Number(real(factor) * a.above, a.below, a.absent, a.unknown)


def over(a, b):
    """0/0 does not apply; anything else by 0 is infinite."""
    if a.below is not None or b.below is not None:
        raise Outside("a ratio of ratios")
    ratio = a.combined(b, a.above, b.above)
    nothing = conjunction(negation(ratio.absent), negation(ratio.unknown), a.above == 0, b.above == 0)
    return Number(ratio.above, ratio.below, disjunction(ratio.absent, nothing), ratio.unknown)


def compare(a, operator, b):
    applies = negation(disjunction(a.absent, b.absent))
    unknown = disjunction(a.unknown, b.unknown)
    if a.below is None and b.below is None:
        return Truth.when(applies, relation(a.above, operator, b.above), unknown)
    if b.below is not None and a.below is not None:
        raise Outside("ratios compared")
    if b.below is not None:
        turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(operator, operator)
        return compare(b, turned, a)
    finite = relation(a.above, operator, b.above * a.below)
    infinite = relation(a.above, operator, real(0))
    return Truth.when(applies, z3.If(a.below > 0, finite, infinite), unknown)


def relation(a, operator, b):
    return {"==": lambda: a == b, "!=": lambda: a != b, "<": lambda: a < b, "<=": lambda: a <= b,
            ">": lambda: a > b, ">=": lambda: a >= b}[operator]()


def speaks_of_every_axis(claim):
    numbers = [claim[key] for key in ("left", "right", "value", "low", "high", "target") if key in claim]

    def speaks(number):
        if number["kind"] == "spacing":
            return number["along"] == "every"
        inner = number.get("terms", []) + number.get("factors", []) + [number[key] for key in ("to",) if key in number]
        if number["kind"] in ("negated", "ratio"):
            inner.append(number["of"])
        return any(speaks(each) for each in inner)

    return claim["kind"] in ("compare", "within", "near", "one_of") and any(speaks(number) for number in numbers)
