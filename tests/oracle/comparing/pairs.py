"""Random pairs of protocols as text. The second is an edit of the first: rules kept, moved to other numbers and structures,
weakened, strengthened, dropped, added, or drawn as something that might follow."""

import random
from dataclasses import dataclass, field, replace

ORGANS = ["liver", "tumour", "cyst", "spleen", "kidney", "vein", "artery", "pancreas", "duct", "node", "wall", "cavity"]
LEVELS = ["T1", "T2", "T3", "T4", "T5"]
VOLUMES = [1, 2, 5, 10, 20, 30, 50, 80, 100, 150]
FLOORS = ["10 mm3", "0.5 mL", "1 mL", "2 mL", "5 mL", "20 mL", "50 mL"]
LENGTHS = [5, 10, 20, 30, 50]
DIRECTIONS = ["left of", "right of", "anterior to", "posterior to", "cranial to", "caudal to"]
ENDS = {"left of": "left_end", "right of": "right_end", "anterior to": "front", "posterior to": "back",
        "cranial to": "top", "caudal to": "bottom"}
OPPOSITE = {"left of": "right of", "anterior to": "posterior to", "cranial to": "caudal to"}
OPPOSITE |= {b: a for a, b in OPPOSITE.items()}


@dataclass
class Table:
    """What both protocols declare; the second may declare some of it otherwise."""

    classes: dict
    groups: dict
    sequence: list
    regions: dict
    fields: dict
    image: dict
    ignore: bool = False

    def text(self):
        lines = [f"  {value + 1} {name}{'  optional' if optional else ''}"
                 for value, (name, optional) in enumerate(self.classes.items())]
        lines += ["  255 void ignore"] if self.ignore else []
        parts = ["labels {\n  0 background\n" + "\n".join(lines) + "\n}"]
        parts += [f"group {name} = {' + '.join(members)}" for name, members in self.groups.items()]
        parts += [f"region {name} = {definition}" for name, definition in self.regions.items()]
        if self.sequence:
            parts.append(f"sequence spine = {', '.join(self.sequence)}")
        if self.fields:
            parts.append("case {\n" + "\n".join(f"  {name} {kind}" for name, kind in self.fields.items()) + "\n}")
        if self.image:
            parts.append("image {\n" + "\n".join(f"  {line}" for line in self.image.values()) + "\n}")
        return "\n".join(parts)


@dataclass
class Rule:
    """A template with the choices made for it, and a guard and a severity around it."""

    template: str
    choices: dict
    guard: tuple = None
    severity: str = "error"
    numbers: list = field(default_factory=list)


class Writer:
    def __init__(self, rng):
        self.rng = rng

    def pair(self):
        rng = self.rng
        table = self.table()
        rules = [self.rule(table) for _ in range(rng.randint(2, 5 + len(table.classes) // 3))]
        other = self.edited_table(table) if rng.random() < 0.4 else table
        edited = []
        for rule in rules:
            fate = rng.random()
            if fate < 0.2:
                edited.append(rule)
            elif fate < 0.8:
                edited.append(self.edited(rule, other))
        edited += [self.rule(other) for _ in range(rng.randint(0, 2))]
        edited += [rule for rule in (self.consequence(rng.choice(rules), other) for _ in range(2)) if rule]
        rng.shuffle(edited)
        return self.text(table, rules, "a"), self.text(other, edited or [self.rule(other)], "b")

    def text(self, table, rules, name):
        body = [f'rule R-{at + 1} {rule.severity} "rule {at + 1}" {{\n{self.statement(rule)}\n  because "drawn"\n}}'
                for at, rule in enumerate(rules)]
        return f"protocol random/{name} 1.0.0\n{table.text()}\n" + "\n".join(body) + "\n"

    # What is declared

    def table(self):
        rng = self.rng
        count = rng.choice([2, 2, 3, 3, 3, 4, 4, 5, 6, 8, 10, 12])
        levels = rng.randint(3, 5) if count >= 4 and rng.random() < 0.6 else 0
        names = rng.sample(ORGANS, max(count - levels, 1)) + LEVELS[:levels]
        classes = {name: name in LEVELS or rng.random() < 0.5 for name in names}
        organs = [name for name in names if name not in LEVELS]
        groups = {}
        for name in ("lesions", "viscera"):
            if len(organs) >= 2 and rng.random() < 0.6:
                groups[name] = sorted(rng.sample(organs, rng.randint(2, min(3, len(organs)))))
        regions = {}
        if groups and rng.random() < 0.3:
            group = rng.choice(list(groups))
            regions["rest"] = rng.choice([f"{group} - {rng.choice(organs)}", f"{group} & ({rng.choice(organs)} + {organs[0]})"])
        sequence = [f"[{name}]" if rng.random() < 0.2 else name for name in LEVELS[:levels]]
        fields = {}
        if rng.random() < 0.5:
            fields["phase"] = "in {arterial, venous, late}" + rng.choice(["", ", optional", ", default venous"])
        if rng.random() < 0.5:
            fields["resected"] = "yes/no" + rng.choice(["", ", optional", ", default no"])
        if rng.random() < 0.55:
            fields["lesions"] = "integer in 0 .. 20" + rng.choice(["", ", optional", ", default 1"])
        if rng.random() < 0.3:
            fields["age"] = "in 0 year .. 120 year" + rng.choice(["", ", optional"])
        return Table(classes, groups, sequence, regions, fields, self.image(), rng.random() < 0.1)

    def image(self):
        rng, lines = self.rng, {}
        if rng.random() < 0.4:
            lines["modality"] = f"modality in {{{rng.choice(['CT', 'CT, MR', 'MR'])}}}"
        if rng.random() < 0.5:
            lines["spacing"] = rng.choice([
                f"spacing.in_plane <= {rng.choice(['0.5', '1', '1.5'])} mm", f"spacing <= {rng.choice([1, 2, 3])} mm",
                f"spacing.between_slices in 0.5 mm .. {rng.choice([2, 3, 5])} mm"])
        if rng.random() < 0.25:
            lines["size"] = f"size.k >= {rng.choice([10, 20, 40])}"
        return lines

    def edited_table(self, table):
        rng = self.rng
        classes = {name: (not optional if rng.random() < 0.2 and name not in LEVELS else optional)
                   for name, optional in table.classes.items()}
        fields = dict(table.fields)
        if fields and rng.random() < 0.5:
            name = rng.choice(list(fields))
            plain = fields[name].rsplit(", optional", 1)[0].rsplit(", default", 1)[0]
            fields[name] = plain + rng.choice(["", ", optional"])
        return replace(table, classes=classes, fields=fields, image=self.image() if rng.random() < 0.5 else table.image)

    # Structures

    def organs(self, table):
        return [name for name in table.classes if name not in LEVELS]

    def structure(self, table, plain=False):
        rng = self.rng
        organs = self.organs(table)
        draw = rng.random()
        if table.groups and draw < 0.3:
            return rng.choice(list(table.groups))
        if not plain and table.regions and draw < 0.4:
            return "rest"
        if len(organs) >= 2 and 0.4 <= draw < 0.48 and not plain:
            return "({} + {})".format(*rng.sample(organs, 2))
        return rng.choice(organs)

    def members(self, table, structure):
        """The classes a structure is made of at most."""
        if structure in table.groups:
            return set(table.groups[structure])
        return {name for name in table.classes if name in structure.replace("(", " ").replace(")", " ").split()} \
            if structure != "rest" else set(self.organs(table))

    def apart(self, table, from_):
        """A class that is none of a structure; `None` without one."""
        others = [name for name in self.organs(table) if name not in self.members(table, from_)]
        return self.rng.choice(others) if others else None

    # Rules

    TEMPLATES = {
        "volume": 7, "range": 4, "sum": 12, "difference": 6, "factor": 3, "ratio": 12, "presence": 5, "number_of": 2,
        "parts": 9, "holes": 9, "tunnels": 9, "touches": 5, "separate": 3, "inside": 15, "subset": 9, "equal": 5, "complete": 6,
        "direction": 6, "ends": 4, "way": 3, "extent": 9, "sequence": 11, "missing": 5, "part_size": 4, "part_touches": 5,
        "part_inside": 3, "part_other": 3, "opaque": 6, "opaque_pair": 3, "each": 5, "pairs": 2, "fact": 4, "fact_number": 9,
        "either": 14, "voxels": 2, "some": 3, "connected": 8,
    }

    def rule(self, table):
        rng = self.rng
        while True:
            template = rng.choices(list(self.TEMPLATES), self.TEMPLATES.values())[0]
            choices = self.choices(template, table)
            if choices is not None:
                break
        rule = Rule(template, choices)
        if rng.random() < 0.22:
            rule.guard = (rng.choice(["when", "when", "unless"]), self.condition(table))
        rule.severity = "warning" if rng.random() < 0.04 else "error"
        return rule

    def condition(self, table):
        rng = self.rng
        options = [f"present({self.structure(table)})", f"complete({self.structure(table)})",
                   f"volume({self.structure(table)}) {rng.choice(['<', '>='])} {rng.choice(VOLUMES)} mL",
                   f"components({self.structure(table)}, min: {rng.choice(FLOORS)}) == 1"]
        if "phase" in table.fields:
            options += [f"case.phase == {rng.choice(['arterial', 'venous'])}"] * 3
        if "resected" in table.fields:
            options += ["case.resected"] * 3
        if "lesions" in table.fields:
            options += [f"case.lesions >= {rng.choice([1, 2, 3])}"]
        return rng.choice(options)

    def choices(self, template, table):
        """What is drawn for a rule; `None` where the table has no room for it."""
        rng = self.rng
        organs = self.organs(table)
        two = rng.sample(organs, 2) if len(organs) >= 2 else None
        s = self.structure(table)
        drawn = {"s": s, "n": rng.choice(VOLUMES), "op": rng.choice(["<=", "<=", "<=", ">=", "<", ">"])}
        if template in ("sum", "difference", "factor", "ratio", "equal", "direction", "ends", "way", "opaque_pair",
                        "pairs", "either"):
            if not two:
                return None
            drawn |= {"a": two[0], "b": two[1], "c": rng.choice(organs)}
        if template in ("touches", "separate", "inside", "part_touches", "part_inside"):
            b = self.apart(table, s)
            if b is None:
                return None
            drawn["b"] = b
        if template in ("inside", "part_inside") and rng.random() < 0.3:
            # Inside what holds it too, as a tumour in liver and tumour.
            drawn["b"] = f"({s} + {drawn['b']})"
        if template in ("touches", "part_touches", "separate") and rng.random() < 0.3:
            other = self.structure(table, plain=True)
            if not self.members(table, s) & self.members(table, other):
                drawn["b"] = other
        if template == "sequence" or template == "missing":
            if not table.sequence:
                return None
        if template == "each" and not table.groups:
            return None
        if template == "fact" and not ({"phase", "resected"} & set(table.fields)):
            return None
        if template == "fact_number" and not ({"lesions", "age"} & set(table.fields)):
            return None
        drawn |= {"floor": rng.choice(FLOORS), "k": rng.choice([0, 1, 1, 2, 2, 3]), "mm": rng.choice(LENGTHS),
                  "way": rng.choice(DIRECTIONS), "f": rng.choice(["2", "3", "0.5", "0.2"]),
                  "share": rng.choice([5, 10, 20, 50]), "form": rng.randrange(4), "sign": rng.choice(["==", "<=", ">="]),
                  "group": rng.choice(list(table.groups) or [""]), "organ": rng.choice(organs),
                  "word": rng.choice(["arterial", "venous", "late"]), "guard": self.condition(table),
                  "fields": sorted(table.fields)}
        return drawn

    def statement(self, rule):
        text = self.claim(rule)
        if rule.guard:
            word, condition = rule.guard
            if text.startswith("require") and "\n" not in text:
                return f"  {text} {word} {condition}"
            return f"  {word} {condition} {{\n    {text}\n  }}"
        return f"  {text}"

    def claim(self, rule):
        return getattr(self, f"text_{rule.template}")(rule.choices)

    def text_volume(self, c):
        return f"require volume({c['s']}) {c['op']} {c['n']} mL"

    def text_range(self, c):
        half = "..<" if c["form"] == 0 else ".."
        return f"require volume({c['s']}) in {c['n'] / 10:g} mL {half} {c['n'] * 2} mL"

    def text_sum(self, c):
        first = f"2 * volume({c['a']})" if c["form"] == 0 else f"volume({c['a']})"
        third = f" + volume({c['c']})" if c["form"] == 1 else ""
        return f"require {first} + volume({c['b']}){third} {c['op']} {c['n']} mL"

    def text_difference(self, c):
        if c["form"] == 0:
            return f"require volume({c['a']}) {c['op']} volume({c['s']})"
        if c["form"] == 1:
            return f"require volume({c['a']}) == volume({c['b']}), up to {c['share']} %"
        return f"require volume({c['a']}) - volume({c['b']}) {c['op']} {c['n']} mL"

    def text_factor(self, c):
        return f"require volume({c['a']}) {c['op']} {c['f']} * volume({c['s']})"

    def text_ratio(self, c):
        below = {0: f"volume({c['s']})", 1: f"(volume({c['a']}) + volume({c['b']}))"}.get(c["form"], f"volume({c['b']})")
        if c["form"] == 3:
            return f"require volume({c['a']}) / {below} in {c['share'] / 2:g} % .. {c['share'] * 2} %"
        return f"require volume({c['a']}) / {below} {c['op']} {c['share']} %"

    def text_presence(self, c):
        return ["require present({s})", "require absent({s})", "require present({s}) implies present({organ})",
                "require present({s}) iff present({organ})"][c["form"]].format(**c)

    def text_number_of(self, c):
        if c["group"]:
            return f"require count({c['group']}) {c['sign']} {min(c['k'], 2)}"
        return f"require count(x for x in labels where present(x)) {c['sign']} {c['k']}"

    def text_parts(self, c):
        floor = f", min: {c['floor']}" if c["form"] else ""
        if c["form"] == 3 and c["k"]:
            return f"require components({c['s']}{floor}) in {{{c['k'] - 1}, {c['k']}}}"
        return f"require components({c['s']}{floor}) {c['sign']} {c['k']}"

    def text_connected(self, c):
        pair = ["26/6", "18", "6/26", "6/26"][c["form"]]
        return f"require components({c['s']}, connectivity: {pair}) {c['sign']} {max(c['k'], 1)}"

    def text_holes(self, c):
        floor = f", min: {c['floor']}" if c["form"] % 2 else ""
        of = ", of: background" if c["form"] >= 2 else ""
        sign = "<=" if c["sign"] == ">=" and c["k"] == 0 else c["sign"]
        return f"require holes({c['s']}{floor}{of}) {sign} {c['k']}"

    def text_tunnels(self, c):
        sign = "<=" if c["sign"] == ">=" and c["k"] == 0 else c["sign"]
        return f"require tunnels({c['s']}) {sign} {c['k']}"

    def text_touches(self, c):
        claim = f"{c['s']} touches {c['b']}"
        return f"require not ({claim})" if c["form"] == 0 else f"require {claim}"

    def text_separate(self, c):
        return f"require {c['s']} separate from {c['b']}{' by overlap' if c['form'] == 0 else ''}"

    def text_inside(self, c):
        tolerance = f", up to {c['share']} %" if c["form"] == 0 else ""
        claim = f"{c['s']} inside {c['b']}"
        return f"require not ({claim})" if c["form"] == 1 else f"require {claim}{tolerance}"

    def text_subset(self, c):
        tolerance = f", up to {c['share']} %" if c["form"] == 0 else ""
        return f"require {c['organ']} subset of {c['s']}{tolerance}"

    def text_equal(self, c):
        tolerance = f", up to {c['share']} %" if c["form"] else ""
        return f"require {c['s']} == {c['organ']}{tolerance}"

    def text_complete(self, c):
        return f"require not complete({c['s']})" if c["form"] == 0 else f"require complete({c['s']})"

    def text_direction(self, c):
        more = {0: "", 1: "", 2: f" by {c['mm']} mm", 3: f", up to {c['mm']} mm"}[c["form"]]
        return f"require {c['a']} {c['way']} {c['s'] if c['form'] == 1 else c['b']}{more}"

    def text_ends(self, c):
        ahead, behind = ENDS[c["way"]], ENDS[OPPOSITE[c["way"]]]
        first = [ahead, behind, ahead, behind][c["form"]]
        second = [ahead, ahead, behind, behind][c["form"]]
        return f"require {first}({c['a']}) {c['way']} {second}({c['b']})"

    def text_way(self, c):
        ends = ("top", "bottom") if c["form"] < 2 else ("top", "top")
        return f"require {ends[0]}({c['a']}) - {ends[1]}({c['b']}) {c['op']} {c['mm'] if c['form'] else -c['mm']} mm"

    def text_extent(self, c):
        axis = ["cranial_caudal", "left_right", "anterior_posterior", "cranial_caudal"][c["form"]]
        return f"require extent({c['s']}, axis: {axis}) {c['op']} {c['mm']} mm"

    def text_sequence(self, c):
        gap = {0: "", 1: f", gap at least {c['mm']} mm", 2: f", gap at most {c['mm']} mm", 3: ""}[c["form"]]
        way = "caudal to cranial" if c["form"] == 3 and c["k"] == 0 else "cranial to caudal"
        return f"require spine ordered {way}{gap}"

    def text_missing(self, c):
        return f"require missing_between(spine) <= {min(c['k'], 1)}"

    def part(self, c, claim):
        chosen = f" where volume(c) <= {c['n']} mL" if c["form"] == 0 else ""
        return f"each c in components({c['s']}, min: {c['floor']}){chosen} {{ require {claim} }}"

    def text_part_size(self, c):
        return self.part(c, f"volume(c) {c['op']} {c['n']} mL")

    def text_part_touches(self, c):
        return self.part(c, f"c touches {c['b']}" if c["form"] < 3 else f"c separate from {c['b']}")

    def text_part_inside(self, c):
        return self.part(c, f"c inside {c['b']}")

    def text_part_other(self, c):
        return self.part(c, [f"diameter(c) <= {c['mm']} mm", "complete(c)", "holes(c) == 0",
                             f"extent(c, axis: cranial_caudal) <= {c['mm']} mm"][c["form"]])

    def text_opaque(self, c):
        measure = [f"diameter({c['s']})", f"feret({c['s']})", f"short_axis({c['s']}, in: axial)"][c["form"] % 3]
        if c["form"] == 3:
            return f"require slices({c['s']}, in: axial) {c['op']} {c['mm']}"
        return f"require {measure} {c['op']} {c['mm']} mm"

    def text_opaque_pair(self, c):
        if c["form"] == 3:
            return f"require contact_share({c['a']}, {c['b']}) {c['op']} {c['share']} %"
        measure = [f"distance({c['a']}, {c['b']})", f"hd95({c['a']}, {c['b']})"][c["form"] % 2]
        return f"require {measure} {c['op']} {c['mm']} mm"

    def text_each(self, c):
        claim = [f"volume(x) {c['op']} {c['n']} mL", f"components(x, min: {c['floor']}) <= {max(c['k'], 1)}", "complete(x)",
                 f"diameter(x) <= {c['mm']} mm"][c["form"]]
        chosen = f" where volume(x) > {c['n'] / 10:g} mL" if c["k"] == 3 else ""
        return f"each x in {c['group']}{chosen} {{ require {claim} }}"

    def text_pairs(self, c):
        members = c["group"] or f"{{{c['a']}, {c['b']}}}"
        claim = ["a separate from b", "a touches b", "volume(a) <= 2 * volume(b)", "a separate from b"][c["form"]]
        return f"each a, b in pairs({members}) {{ require {claim} }}"

    def text_some(self, c):
        members = c["group"] or f"{{{c['organ']}}}"
        return f"some x in {members} {{ require volume(x) {c['op']} {c['n']} mL }}"

    def text_fact(self, c):
        if "phase" in c["fields"] and (c["form"] < 3 or "resected" not in c["fields"]):
            return [f"require case.phase == {c['word']}", f"require case.phase in {{{c['word']}, venous}}",
                    f"require case.phase != {c['word']}", "require present(case.phase)"][c["form"]]
        return ["require case.resected", f"require case.resected implies absent({c['organ']})",
                f"require case.resected or present({c['organ']})", "require not case.resected"][c["form"]]

    def text_fact_number(self, c):
        if "lesions" in c["fields"] and (c["form"] < 2 or "age" not in c["fields"]):
            return [f"require components({c['s']}, min: {c['floor']}) <= case.lesions", f"require case.lesions <= {c['k']}",
                    f"require case.lesions in 0 .. {c['k']}", f"require case.lesions > {c['k']}"][c["form"]]
        return f"require case.age >= {c['mm']} year"

    def text_either(self, c):
        return [f"require volume({c['a']}) <= {c['n']} mL or {c['guard']}", f"require {c['guard']} implies present({c['b']})",
                f"require volume({c['a']}) <= {c['n']} mL and present({c['b']})",
                f"require ({c['guard']}) iff complete({c['b']})"][c["form"]]

    def text_voxels(self, c):
        if c["form"] < 2:
            return f"require components({c['s']}, min: {c['n'] * 10} voxels) {c['sign']} {max(c['k'], 1)}"
        return f"require voxels({c['s']}) {c['op']} {c['n'] * 20} voxels"

    # Edits

    def edited(self, rule, table):
        rng = self.rng
        choices = dict(rule.choices)
        edit = rng.random()
        fresh = self.choices(rule.template, table)
        guard = rule.guard
        if fresh is None or edit < 0.5:
            # Another number, often a weaker or stronger one.
            key, pool = rng.choice([("n", VOLUMES), ("floor", FLOORS), ("k", [0, 1, 2, 3]), ("mm", LENGTHS),
                                    ("share", [5, 10, 20, 50]), ("f", ["2", "3", "0.5", "0.2"])])
            for key, pool in [(key, pool), *([("n", VOLUMES), ("mm", LENGTHS)] if rng.random() < 0.5 else [])]:
                choices[key] = rng.choice(pool)
        elif edit < 0.7:
            for key in rng.sample(sorted(fresh), 2):
                if key not in ("s", "b", "form"):
                    choices[key] = fresh[key]
        elif edit < 0.85:
            choices = fresh
        else:
            guard = None if guard else (rng.choice(["when", "unless"]), self.condition(table))
        return Rule(rule.template, choices, guard, rule.severity)

    def consequence(self, rule, table):
        """Something else that may follow from a rule, or from what it is often kept with."""
        c, rng = dict(rule.choices), self.rng
        turns = {"volume": ["parts", "part_size", "sum", "each"], "range": ["parts", "volume", "ratio"], "sum": ["volume"],
                 "ratio": ["factor", "difference"], "factor": ["ratio"], "difference": ["volume", "factor"],
                 "parts": ["part_size", "volume", "part_touches"], "touches": ["part_touches", "presence", "separate"],
                 "part_touches": ["touches", "parts"], "inside": ["touches", "holes", "complete", "separate"],
                 "part_inside": ["inside", "part_touches", "complete"], "subset": ["presence", "volume", "equal"],
                 "equal": ["subset", "difference"], "direction": ["ends", "direction"], "ends": ["direction", "way"],
                 "way": ["ends", "extent"], "complete": ["part_other", "inside"], "holes": ["inside", "holes"],
                 "sequence": ["missing"], "missing": ["sequence"], "each": ["volume", "parts"], "presence": ["number_of", "some"],
                 "fact": ["fact_number"], "part_size": ["parts", "volume"], "opaque": ["each", "part_other"],
                 "voxels": ["parts", "connected"], "connected": ["parts", "voxels"], "tunnels": ["tunnels"]}
        template = rng.choice(turns.get(rule.template, [rule.template]))
        fresh = self.choices(template, table)
        if fresh is None:
            return None
        return Rule(template, {**fresh, **{key: value for key, value in c.items() if key not in ("form", "op", "b", "a", "s")
                                           and rng.random() < 0.7}, "fields": fresh["fields"], "group": fresh["group"]})


def pair(seed):
    """Two protocols as text; the same for the same seed."""
    return Writer(random.Random(seed)).pair()
