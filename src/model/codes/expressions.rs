//! Calls, kinds and relations.

use crate::report::Page;

use super::Code;

pub(super) const ALL: &[&Code] = &[
    &WRONG_COUNT,
    &WRONG_KIND,
    &WRONG_TOLERANCE,
    &SLICE_SCOPE,
    &CONNECTIVITY,
    &NO_COMMON_AXIS,
    &BOUND_NAMES,
    &NO_SIDE,
    &TOO_DEEP,
    &EMPTY_SET,
    &IMAGE_LINE,
];

pub const WRONG_COUNT: Code = Code {
    code: "P220",
    title: "wrong number of arguments",
    page: Page {
        what: "A measure is called with too few or too many arguments.",
        why: "A missing second structure cannot be guessed.",
        example: "require distance(liver) >= 5 mm",
        fix: "Write the arguments the help text shows.",
    },
};

pub const WRONG_KIND: Code = Code {
    code: "P221",
    title: "wrong kind",
    page: Page {
        what: "An expression is of another kind than its place needs: a structure, a number, a position, a set to run over, or a claim.",
        why: "`require liver` says nothing that can be true or false.",
        example: "require liver",
        fix: "Write what the help text shows, for example `present(liver)`, `volume(liver)` or `centroid(liver)`.",
    },
};

pub const WRONG_TOLERANCE: Code = Code {
    code: "P222",
    title: "wrong tolerance",
    page: Page {
        what: "What follows `up to`, `by` or `gap` does not fit the claim before it.",
        why: "`up to 2` could be per cent, millimetres or voxels.",
        example: "require tumour inside liver, up to 2",
        fix: "Write `up to 2 %`, `up to 3 mm` or `up to 1 voxel` after `inside`, `subset of` and `==`; `by 5 mm` and `up to 20 mm` after directions; `gap at least 8 mm` after `ordered`.",
    },
};

pub const SLICE_SCOPE: Code = Code {
    code: "P223",
    title: "not in a slice scope",
    page: Page {
        what: "A slice scope stands inside another, or a measure of three dimensions is asked of a slice.",
        why: "Inside `in each .. slice` every name means its cut with one slice, which has no depth.",
        example: "in each axial slice of wall { require tunnels(wall) == 0 }",
        fix: "Move the statement out of the scope, or use a measure that a slice has.",
    },
};

pub const CONNECTIVITY: Code = Code {
    code: "P224",
    title: "connectivity does not fit",
    page: Page {
        what: "`connectivity: 18` is given to a measure that needs a pair of connectivities.",
        why: "Holes and tunnels need a foreground and a background connectivity that belong together: 26/6 or 6/26.",
        example: "require holes(liver, connectivity: 18) == 0",
        fix: "Write `connectivity: 26/6` or `connectivity: 6/26`; 18 only counts parts.",
    },
};

pub const NO_COMMON_AXIS: Code = Code {
    code: "P225",
    title: "no common axis",
    page: Page {
        what: "Two positions have no axis in common along which they could be compared.",
        why: "`top` is a place along the cranial-caudal axis only; it has no left or right.",
        example: "require top(heart) left of top(liver)",
        fix: "Compare ends along their own axis, or use `centroid(..)`.",
    },
};

pub const BOUND_NAMES: Code = Code {
    code: "P226",
    title: "wrong number of names",
    page: Page {
        what: "`each` or an aggregate binds more or fewer names than its set gives.",
        why: "`pairs(X)` and `consecutive(S)` give two names at a time, every other set one.",
        example: "each a in pairs(lesions) { .. }",
        fix: "Write two names for pairs, `each a, b in pairs(X)`, and one otherwise.",
    },
};

pub const NO_SIDE: Code = Code {
    code: "P227",
    title: "no side",
    page: Page {
        what: "`midline` is used, but the protocol declares none.",
        why: "Without a midline or a pair a single structure has no side: the scan may show half of the body.",
        example: "require liver right of midline",
        fix: "Declare `midline from vertebrae`, or compare the members of a `pair`.",
    },
};

pub const TOO_DEEP: Code = Code {
    code: "P228",
    title: "too long or too deep",
    page: Page {
        what: "An expression has more parts than voxlint reads.",
        why: "A bound keeps a damaged file from costing unbounded time and memory.",
        example: "require ((((((((((volume(liver) >= 5 mL))))))))))",
        fix: "Name parts with `let`, `group` or `region`.",
    },
};

pub const EMPTY_SET: Code = Code {
    code: "P229",
    title: "empty set",
    page: Page {
        what: "A set or range holds nothing.",
        why: "Nothing is in it, so that the claim could never hold.",
        example: "require components(liver, min: 1 mL) in {}",
        fix: "Write the allowed values.",
    },
};

pub const IMAGE_LINE: Code = Code {
    code: "P230",
    title: "not a claim about the image",
    page: Page {
        what: "A line of the `image` block says nothing about the header.",
        why: "The block is for modality, spacing, size, orientation, datatype and dimensions; rules about labels have an ID and a sentence of their own.",
        example: "image { present(liver) }",
        fix: "Write a `rule` for it, or one of `modality in {CT}`, `spacing.in_plane <= 1 mm`, `size == 240 x 240 x 155`, `orientation in {RAS}`, `datatype in {uint8}`, `dimensions == 3`.",
    },
};
