//! Words people misspell, and words of everyday language for which the language has another.

/// Words that cannot be names without backticks.
pub const RESERVED: &[&str] = &[
    "and", "because", "cite", "each", "elif", "else", "for", "group", "if", "iff", "image", "implies", "in", "inside",
    "labels", "let", "manual", "meta", "midline", "not", "or", "ordered", "pair", "param", "protocol", "region",
    "require", "rule", "sequence", "some", "touches", "unless", "when", "where",
];

/// Words that begin an attribute of a label line, and so cannot be a class name without backticks.
pub const ATTRIBUTES: &[&str] =
    &["alias", "background", "code", "color", "excludes", "ignore", "includes", "optional", "partial"];

/// Words that may stand behind a code; the grammar knows the same.
const CODE_MODIFIERS: &[&str] = &[
    "anterior",
    "bilateral",
    "distal",
    "inferior",
    "lateral",
    "left",
    "lower",
    "medial",
    "middle",
    "posterior",
    "proximal",
    "right",
    "superior",
    "unilateral",
    "upper",
];

/// Whether a word may stand behind a code, as in `SCT:64033007 left`.
pub fn is_code_modifier(word: &str) -> bool {
    CODE_MODIFIERS.contains(&word)
}

/// Words that follow the type of a field of `case`, or cannot be its name without backticks.
pub const FIELD_WORDS: &[&str] = &["case", "default", "from", "key", "matching", "optional", "required"];

/// Words that begin an attribute of a line of `landmarks`, and so cannot be its name without backticks.
pub const LANDMARK_WORDS: &[&str] = &["alias", "landmarks", "line", "optional", "per", "point", "required"];

pub const ITEMS: &[&str] = &[
    "protocol",
    "meta",
    "image",
    "case",
    "table",
    "decide",
    "inputs",
    "files",
    "labels",
    "landmarks",
    "vocabulary",
    "group",
    "region",
    "pair",
    "midline",
    "sequence",
    "param",
    "rule",
    "tighten",
    "relax",
];

pub const STATEMENTS: &[&str] = &["require", "each", "some", "when", "unless", "let", "because", "cite", "manual"];

pub const SEVERITIES: &[&str] = &["error", "warning", "info"];

/// Words that may follow a value.
pub const OPERATORS: &[&str] = &[
    "and",
    "or",
    "implies",
    "iff",
    "in",
    "matches",
    "named",
    "not",
    "inside",
    "touches",
    "ordered",
    "subset",
    "separate",
    "left",
    "right",
    "cranial",
    "caudal",
    "anterior",
    "posterior",
    "when",
    "unless",
    "where",
    "up",
    "by",
    "gap",
    "for",
];

/// Units, for suggestions; the grammar knows the same words.
pub const UNITS: &[&str] = &[
    "mm", "cm", "m", "mm2", "mm3", "cm2", "cm3", "mL", "L", "uL", "cc", "%", "deg", "s", "ms", "min", "h", "Gy", "cGy",
    "HU", "SUV", "voxel", "voxels", "px", "px2", "pixels", "day", "days", "week", "weeks", "month", "months", "year",
    "years",
];

/// Measures and functions, to recognise a call without its parenthesis.
pub const FUNCTIONS: &[&str] = &[
    "absent",
    "angle",
    "area",
    "back",
    "bottom",
    "centroid",
    "closed",
    "complete",
    "components",
    "consecutive",
    "consensus",
    "contact",
    "contact_share",
    "convex",
    "count",
    "diameter",
    "dice",
    "distance",
    "end",
    "extent",
    "feret",
    "folded",
    "found",
    "front",
    "grow",
    "hausdorff",
    "hd95",
    "holes",
    "hull",
    "instances",
    "intensity",
    "iou",
    "left_end",
    "length",
    "majority",
    "max",
    "mean",
    "median",
    "midpoint",
    "min",
    "missing_between",
    "overlap",
    "pairs",
    "polygon",
    "present",
    "reversed",
    "right_end",
    "robust_z",
    "same",
    "same_slice",
    "segment",
    "share",
    "short_axis",
    "shrink",
    "simple",
    "slice_gaps",
    "slices",
    "start",
    "sum",
    "surface_dice",
    "top",
    "tunnels",
    "unique",
    "vertices",
    "volume",
    "voxels",
];

/// What another language or everyday speech would say, and what to type.
const STATEMENT_SYNONYMS: &[(&str, &str)] = &[
    ("requires", "require"),
    ("required", "require"),
    ("assert", "require"),
    ("ensure", "require"),
    ("must", "require"),
    ("check", "require"),
    ("expect", "require"),
    ("should", "require"),
    ("forall", "each"),
    ("foreach", "each"),
    ("for", "each"),
    ("every", "each"),
    ("all", "each"),
    ("any", "some"),
    ("exists", "some"),
    ("if", "when"),
    ("where", "when"),
    ("reason", "because"),
    ("rationale", "because"),
    ("since", "because"),
    ("why", "because"),
    ("source", "cite"),
    ("ref", "cite"),
    ("reference", "cite"),
    ("see", "cite"),
    ("note", "manual"),
    ("set", "let"),
    ("var", "let"),
    ("def", "let"),
    ("const", "let"),
];

const ITEM_SYNONYMS: &[(&str, &str)] = &[
    ("label", "labels"),
    ("lable", "labels"),
    ("lables", "labels"),
    ("rows", "table"),
    ("landmark", "landmarks"),
    ("points", "landmarks"),
    ("fiducials", "landmarks"),
    ("classes", "labels"),
    ("class", "labels"),
    ("rules", "rule"),
    ("groups", "group"),
    ("regions", "region"),
    ("pairs", "pair"),
    ("parameter", "param"),
    ("const", "param"),
    ("let", "param"),
    ("metadata", "meta"),
    ("images", "image"),
    ("order", "sequence"),
    ("seq", "sequence"),
    ("words", "vocabulary"),
    ("dictionary", "vocabulary"),
    ("lexicon", "vocabulary"),
    ("union", "group"),
];

const OPERATOR_SYNONYMS: &[(&str, &str)] = &[
    ("above", "cranial to"),
    ("below", "caudal to"),
    ("superior", "cranial to"),
    ("inferior", "caudal to"),
    ("over", "cranial to"),
    ("under", "caudal to"),
    ("within", "inside"),
    ("contained", "inside"),
    ("ventral", "anterior to"),
    ("dorsal", "posterior to"),
    ("behind", "posterior to"),
    ("adjacent", "touches"),
    ("touching", "touches"),
    ("touch", "touches"),
    ("overlaps", "not separate from"),
    ("disjoint", "separate from"),
    ("like", "matches"),
    ("match", "matches"),
    ("called", "named"),
    ("is", "=="),
    ("equals", "=="),
    ("eq", "=="),
    ("gt", ">"),
    ("lt", "<"),
    ("ge", ">="),
    ("le", "<="),
    ("gte", ">="),
    ("lte", "<="),
    ("ne", "!="),
    ("between", "in"),
    ("to", ".."),
    ("if", "when"),
    ("whenever", "when"),
    ("except", "unless"),
    ("xor", "!="),
    ("then", "implies"),
    ("plus", "+"),
    ("minus", "-"),
    ("sorted", "ordered"),
];

pub fn statement_for(word: &str) -> Option<&'static str> {
    synonym(STATEMENT_SYNONYMS, word).or_else(|| nearest(word, STATEMENTS))
}

pub fn item_for(word: &str) -> Option<&'static str> {
    synonym(ITEM_SYNONYMS, word).or_else(|| nearest(word, ITEMS))
}

pub fn operator_for(word: &str) -> Option<&'static str> {
    synonym(OPERATOR_SYNONYMS, word).or_else(|| nearest(word, OPERATORS).map(full_operator))
}

/// Two-word relations in full.
fn full_operator(word: &'static str) -> &'static str {
    match word {
        "subset" => "subset of",
        "separate" => "separate from",
        "left" => "left of",
        "right" => "right of",
        "cranial" => "cranial to",
        "caudal" => "caudal to",
        "anterior" => "anterior to",
        "posterior" => "posterior to",
        "up" => "up to",
        "gap" => "gap at least",
        other => other,
    }
}

fn synonym(table: &[(&'static str, &'static str)], word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    table.iter().find(|(from, _)| *from == lower).map(|(_, to)| *to)
}

/// The candidate that `word` was most likely meant to be: one slip for short words, two for words of five letters or
/// more. `None` where nothing is near, and for a word that is itself a candidate only in another case.
pub fn nearest<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let lower = word.to_lowercase();
    candidates
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(&lower, candidate), *candidate))
        .filter(|(distance, candidate)| {
            let length = candidate.chars().count();
            *distance <= if length >= 5 { 2 } else { 1 } && *distance < length.min(lower.chars().count().max(1))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
