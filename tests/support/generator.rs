//! Random protocols that say something sound: names are declared, units fit, every line knows what it is.

use super::random::Random;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Header,
    Doc,
    Comment,
    Blank,
    /// `meta {`, `image {`, `labels {`
    Open,
    Meta,
    Image,
    Label,
    /// A line of a `case` block, a table or a decision table.
    Field,
    Declaration,
    RuleHead,
    /// `each .. {`, `when .. {`
    BlockHead,
    Require,
    Let,
    Because,
    Cite,
    Manual,
    Close,
}

#[derive(Debug, Clone)]
pub struct Line {
    pub kind: Kind,
    pub text: String,
}

/// The names a protocol declares.
struct Names {
    classes: Vec<String>,
    groups: Vec<String>,
    regions: Vec<String>,
    sequence: Option<String>,
    pair: Option<String>,
    params: Vec<String>,
    cites: Vec<String>,
    /// The table `rows_0` is declared.
    rows: bool,
}

pub fn text(lines: &[Line]) -> String {
    lines.iter().map(|line| format!("{}\n", line.text)).collect()
}

pub fn protocol(seed: u64) -> Vec<Line> {
    build(seed, true)
}

/// Facts are left out where the layout is going to change: units of fields stand on the line of their names.
fn build(seed: u64, with_facts: bool) -> Vec<Line> {
    let mut random = Random::new(seed);
    let mut out = Vec::new();
    let mut names = declarations(&mut random, &mut out);
    if with_facts {
        facts(&mut random, &mut names, &mut out);
    }
    for number in 1..=2 + random.below(5) {
        rule(&mut random, &names, number, &mut out);
    }
    out
}

/// The same with comments at every kind of place, and documentation.
pub fn commented(seed: u64) -> Vec<Line> {
    let mut random = Random::new(seed ^ 0xC0FFEE);
    let mut out = Vec::new();
    for (number, mut line) in build(seed, false).into_iter().enumerate() {
        let indent: String = line.text.chars().take_while(|c| *c == ' ').collect();
        if random.one_in(8) {
            out.push(Line { kind: Kind::Comment, text: format!("{indent}// own line {number}") });
        }
        let inside = matches!(line.kind, Kind::Require | Kind::Declaration | Kind::Let | Kind::Image);
        if inside && random.one_in(10) && line.text.contains(" == ") {
            line.text = line.text.replacen(" == ", &format!(" == // inside {number}, \"quoted\" {{\n{indent}    "), 1);
        }
        if line.kind != Kind::Doc && line.kind != Kind::Blank && random.one_in(8) {
            line.text = format!("{} // trailing {number}", line.text);
        }
        out.push(line);
    }
    if random.one_in(2) {
        out.push(Line { kind: Kind::Comment, text: "// the end".to_owned() });
    }
    out
}

const TITLES: &[&str] = &[
    "Solid lesion",
    "Liver parenchyma",
    "As the manual says",
    "Edge is the outer wall",
    "A \\\"quoted\\\" word",
    "Größe",
];
const CLASSES: &[&str] = &[
    "liver",
    "tumour",
    "cyst",
    "spleen",
    "pancreas",
    "kidney_l",
    "aorta",
    "stomach",
    "heart",
    "lung",
    "vein",
    "artery",
    "bladder",
    "colon",
    "wall",
    "lumen",
    "`PTV!_Low`",
    "`left lobe`",
    "GTV1",
    "node",
];
const PLANES: &[&str] = &["axial", "coronal", "sagittal"];
const SIDES: &[&str] = &["left of", "right of", "cranial to", "caudal to", "anterior to", "posterior to"];

fn push(out: &mut Vec<Line>, kind: Kind, text: impl Into<String>) {
    out.push(Line { kind, text: text.into() });
}

fn declarations(random: &mut Random, out: &mut Vec<Line>) -> Names {
    if random.one_in(2) {
        push(out, Kind::Doc, "/// A protocol for tests.");
    }
    push(
        out,
        Kind::Header,
        format!("protocol north/ct-{} {}.{}.0", random.below(99), random.below(9), random.below(9)),
    );
    push(out, Kind::Blank, "");
    let mut cites = Vec::new();
    if random.one_in(2) {
        push(out, Kind::Open, "meta {");
        push(out, Kind::Meta, "  owner     = \"Label quality group\"");
        push(out, Kind::Meta, "  approved  = \"head of radiology\" on 2026-03-02");
        push(out, Kind::Meta, "  effective = 2026-04-01 .. 2098-03-31");
        push(out, Kind::Meta, "  cite manual = \"North reading manual, 3.2\"");
        cites.push("manual".to_owned());
        push(out, Kind::Close, "}");
        push(out, Kind::Blank, "");
    }
    if random.one_in(2) {
        push(out, Kind::Open, "image {");
        push(out, Kind::Image, "  modality in {CT}");
        push(out, Kind::Image, format!("  spacing.in_plane <= {}.5 mm", 1 + random.below(3)));
        push(out, Kind::Image, "  spacing in 0.2 mm .. 6 mm");
        push(out, Kind::Close, "}");
        push(out, Kind::Blank, "");
    }
    let mut names = labels(random, out);
    names.cites = cites;
    groups(random, &mut names, out);
    names
}

/// Facts of the case and of rows, and decision tables about them.
fn facts(random: &mut Random, names: &mut Names, out: &mut Vec<Line>) {
    if random.one_in(2) {
        push(out, Kind::Blank, "");
        push(out, Kind::Open, "case {");
        push(out, Kind::Field, "  gleason in {\"3+3\", \"3+4\", \"4+3\"}, optional");
        push(out, Kind::Field, format!("  isup    integer in 0 .. {}, default 1", 3 + random.below(3)));
        if random.one_in(2) {
            push(out, Kind::Field, "  scanned date in 2000-01-01 .., optional, from \"Study date\"");
        }
        push(out, Kind::Close, "}");
        push(out, Kind::Blank, "");
        push(out, Kind::Open, "decide case.isup from case.gleason {");
        push(out, Kind::Field, "  \"3+3\"     -> 1");
        push(out, Kind::Field, "  \"3+4\"     -> {2, 3}");
        push(out, Kind::Field, if random.one_in(2) { "  otherwise invalid" } else { "  _         -> 3" });
        push(out, Kind::Close, "}");
    }
    if random.one_in(2) {
        push(out, Kind::Blank, "");
        push(out, Kind::Open, if random.one_in(3) { "table rows_0 {" } else { "table rows_0 per case {" });
        push(out, Kind::Field, "  id   text, key");
        push(out, Kind::Field, "  long mm");
        push(out, Kind::Field, "  node yes/no, default no");
        push(out, Kind::Field, format!("  cls  integer in 1 .. {}", 2 + random.below(4)));
        push(out, Kind::Close, "}");
        push(out, Kind::Blank, "");
        push(out, Kind::Open, "decide r.cls for r in rows_0 from r.node, r.long {");
        push(out, Kind::Field, "  yes, 15 mm .. -> 2");
        push(out, Kind::Field, "  yes, _        -> 1");
        push(out, Kind::Field, "  _,   _        -> {1, 2}");
        push(out, Kind::Close, "}");
        names.rows = true;
    }
}

fn labels(random: &mut Random, out: &mut Vec<Line>) -> Names {
    let mut pool: Vec<&str> = CLASSES.to_vec();
    random.shuffle(&mut pool);
    let classes: Vec<String> = pool.iter().take(4 + random.below(6)).map(|name| (*name).to_owned()).collect();
    push(out, Kind::Open, if random.one_in(6) { "labels open {" } else { "labels {" });
    let mut value = 1;
    for (number, name) in classes.iter().enumerate() {
        let mut line = match random.below(8) {
            0 => format!("  {{{}..{}, {}}} {name}", value, value + 4, value + 7),
            1 => format!("  -{value} {name}"),
            _ => format!("  {value} {name}"),
        };
        value += 10;
        if !random.one_in(4) {
            line.push_str(&format!("  \"{} {number}\"", random.pick(TITLES)));
        }
        if random.one_in(3) {
            line.push_str(&format!("  code SCT:{}", 10_200_000 + number * 7 + random.below(5)));
            if random.one_in(2) {
                line.push_str(if random.one_in(2) { " left" } else { " right" });
            }
        }
        if random.one_in(3) {
            line.push_str(" optional");
        }
        if random.one_in(6) {
            line.push_str(&format!(" alias \"Alias {number}\", \"Other {number}\""));
        }
        if random.one_in(8) {
            line.push_str(" includes {ureter, \"renal pelvis\"}");
        }
        if random.one_in(8) {
            line.push_str(" color #dd8265");
        }
        push(out, Kind::Label, line);
    }
    let spine = random.one_in(2);
    if spine {
        push(out, Kind::Label, format!("  {}..{} C1..C7  optional", value, value + 6));
    }
    if random.one_in(3) {
        push(out, Kind::Label, "  0 background");
        push(out, Kind::Label, "  9999 ignore");
    }
    push(out, Kind::Close, "}");
    push(out, Kind::Blank, "");
    let sequence = spine.then(|| "spine".to_owned());
    Names { classes, groups: vec![], regions: vec![], sequence, pair: None, params: vec![], cites: vec![], rows: false }
}

fn groups(random: &mut Random, names: &mut Names, out: &mut Vec<Line>) {
    let class = |random: &mut Random, names: &Names| random.pick(&names.classes).clone();
    for number in 0..1 + random.below(2) {
        let group = format!("group_{number}");
        let start = random.below(names.classes.len() - 1);
        push(
            out,
            Kind::Declaration,
            format!("group {group} = {} + {}", names.classes[start], names.classes[start + 1]),
        );
        names.groups.push(group);
    }
    if random.one_in(2) {
        let (a, b) = (class(random, names), class(random, names));
        let definition = match random.below(4) {
            0 => format!("{a} - grow({b}, {} mm)", 1 + random.below(9)),
            1 => format!("hull({a}) & {b}"),
            2 => format!("shrink({a} + {b}, 5 x 5 x 8 mm)"),
            _ => format!("most posterior 15 mm of {a}"),
        };
        push(out, Kind::Declaration, format!("region region_0 = {definition}"));
        names.regions.push("region_0".to_owned());
    }
    if random.one_in(3) {
        push(out, Kind::Declaration, format!("pair sides = {} | {}", names.classes[0], names.classes[1]));
        names.pair = Some("sides".to_owned());
        push(out, Kind::Declaration, format!("midline from {}", names.classes[2]));
    }
    if let Some(sequence) = &names.sequence {
        push(out, Kind::Declaration, format!("sequence {sequence} = C1..C6, [C7]"));
    }
    if random.one_in(2) {
        push(out, Kind::Declaration, format!("param floor = {} voxels", 10 + random.below(90)));
        names.params.push("floor".to_owned());
    }
    push(out, Kind::Blank, "");
}

/// A class, a group, a region or one of `bound`.
fn structure(random: &mut Random, names: &Names, bound: &[&str]) -> String {
    match random.below(6) {
        0 if !names.groups.is_empty() => random.pick(&names.groups).clone(),
        1 if !names.regions.is_empty() => random.pick(&names.regions).clone(),
        2 | 3 if !bound.is_empty() => (*random.pick(bound)).to_owned(),
        _ => random.pick(&names.classes).clone(),
    }
}

fn rule(random: &mut Random, names: &Names, number: usize, out: &mut Vec<Line>) {
    if random.one_in(3) {
        push(out, Kind::Doc, "/// Why this rule is there.");
    }
    let severity = random.pick(&["error", "warning", "info"]);
    let title = random.pick(TITLES);
    push(out, Kind::RuleHead, format!("rule LIV-{number:03} {severity} \"{title}, {number}\" {{"));
    for _ in 0..1 + random.below(4) {
        statement(random, names, &[], 1, out);
    }
    if names.rows && random.one_in(3) {
        push(out, Kind::BlockHead, "  each t in rows_0 where t.node {");
        push(out, Kind::Require, format!("    require t.long >= {} mm", 1 + random.below(20)));
        push(out, Kind::Close, "  }");
        push(out, Kind::Require, "  require unique(t.id for t in rows_0) and count(rows_0) <= 5");
    }
    if random.one_in(2) {
        push(out, Kind::Because, format!("  because \"below {number} mm readers disagree\""));
    }
    match names.cites.first() {
        Some(cite) if random.one_in(2) => push(out, Kind::Cite, format!("  cite {cite}")),
        _ if random.one_in(4) => push(out, Kind::Cite, format!("  cite \"Reading manual, p. {number}\"")),
        _ => {}
    }
    if random.one_in(5) {
        push(out, Kind::Manual, "  manual \"Look at the window setting\"");
    }
    push(out, Kind::Close, "}");
    push(out, Kind::Blank, "");
}

fn statement(random: &mut Random, names: &Names, bound: &[&str], depth: usize, out: &mut Vec<Line>) {
    let indent = "  ".repeat(depth);
    let kind = if depth > 2 { 9 } else { random.below(12) };
    // Names are bound once in a rule's nest of blocks.
    let (first, second) = *[("c", "d"), ("m", "n"), ("x", "y"), ("p", "q")].get(bound.len()).unwrap_or(&("v", "w"));
    let head = match kind {
        0 => Some((first, format!("each {first} in components({}, min: 10 mm3)", structure(random, names, &[])))),
        1 => Some((first, format!("each {first} in labels where volume({first}) > 0.5 mL"))),
        2 => names.groups.first().map(|group| (first, format!("some {first} in {group} where complete({first})"))),
        3 => Some(("", format!("when present({})", structure(random, names, bound)))),
        4 => Some(("", format!("in each {} slice of {}", random.pick(PLANES), structure(random, names, &[])))),
        5 => Some((first, format!("each {first}, {second} in pairs(labels)"))),
        _ => None,
    };
    if let Some((name, head)) = head {
        push(out, Kind::BlockHead, format!("{indent}{head} {{"));
        let mut inner = bound.to_vec();
        if !name.is_empty() {
            inner.push(name);
        }
        if kind == 4 {
            let line =
                format!("{indent}  require {} inside {}", random.pick(&names.classes), structure(random, names, bound));
            push(out, Kind::Require, line);
        } else {
            for _ in 0..1 + random.below(2) {
                statement(random, names, &inner, depth + 1, out);
            }
        }
        return push(out, Kind::Close, format!("{indent}}}"));
    }
    if kind == 6 {
        let structure = structure(random, names, bound);
        let name = format!("total_{}", out.len());
        push(out, Kind::Let, format!("{indent}let {name} = volume({structure}) * 2 + 1.5 mL"));
        return push(out, Kind::Require, format!("{indent}require {name} <= 4500 mL"));
    }
    let mut line = format!("{indent}require {}", claim(random, names, bound));
    if random.one_in(5) {
        let word = if random.one_in(3) { "unless" } else { "when" };
        line.push_str(&format!(" {word} complete({})", structure(random, names, bound)));
    }
    push(out, Kind::Require, line);
}

fn claim(random: &mut Random, names: &Names, bound: &[&str]) -> String {
    let first = atom(random, names, bound);
    match random.below(8) {
        0 => format!("{first} and {}", atom(random, names, bound)),
        1 => format!("{first} or not {}", atom(random, names, bound)),
        2 => format!("({first}) implies ({} or {})", atom(random, names, bound), atom(random, names, bound)),
        3 => format!("present({}) iff {first}", structure(random, names, bound)),
        _ => first,
    }
}

fn atom(random: &mut Random, names: &Names, bound: &[&str]) -> String {
    let a = structure(random, names, bound);
    let b = structure(random, names, &[]);
    let floor = match names.params.first() {
        Some(param) if random.one_in(2) => param.clone(),
        _ => format!("0.{} mL", 1 + random.below(9)),
    };
    match random.below(21) {
        0 => format!("components({a}, min: {floor}) == {}", random.below(4)),
        1 => format!("holes({a}, min: 0.1 mL) == 0"),
        2 => format!("volume({a}) in 600 mL .. 3500 mL"),
        3 => format!("volume({a}) >= {}.{} cm3", random.below(50), 1 + random.below(8)),
        4 => format!("diameter({a}) >= {} mm", 1 + random.below(20)),
        5 => format!("{a} touches {b}"),
        6 => format!("{a} inside {b}, up to {} %", 1 + random.below(5)),
        7 => format!("{a} separate from {b} by overlap"),
        8 => format!("{a} subset of {b}, up to 1 voxel"),
        9 => format!("{a} {} {b} by {} mm", random.pick(SIDES), 1 + random.below(9)),
        10 => format!("top({a}) cranial to top({b}), up to 20 mm"),
        11 => format!("contact_share({a}, {b}) <= {} %", random.below(60)),
        12 => format!("distance({a}, {b}) in 10 mm ..< 15 mm"),
        13 => format!("{a} == {b}, up to 1 voxel"),
        14 => match &names.sequence {
            Some(sequence) => format!("{sequence} ordered cranial to caudal, gap at least {} mm", 1 + random.below(9)),
            None => format!("absent({a})"),
        },
        15 => match names.groups.first() {
            Some(group) => format!("sum(volume(each_one) for each_one in {group} where complete(each_one)) <= 900 mL"),
            None => format!("present({a})"),
        },
        16 => format!("600 mL < volume({a})"),
        17 => format!("intensity({a}).p9{}.5 > intensity({b}).mean + 2 * intensity({b}).sd", random.below(10)),
        18 => {
            format!("share({a} where image not in intensity({b}).p5 ..< intensity({b}).max) <= {} %", random.below(99))
        }
        19 => format!("share({a} where image > intensity({b}, image).median) >= 50 %"),
        _ => format!("volume({a}) / volume({b}) <= 0.75"),
    }
}
