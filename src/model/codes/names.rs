//! Words that mean nothing, or two things.

use crate::report::Page;

use super::Code;

pub(super) const ALL: &[&Code] = &[
    &UNKNOWN_NAME,
    &UNKNOWN_FUNCTION,
    &UNKNOWN_ARGUMENT,
    &UNKNOWN_WORD,
    &DUPLICATE_NAME,
    &RESERVED_NAME,
    &UNUSED_NAME,
];

pub const UNKNOWN_NAME: Code = Code {
    code: "P201",
    title: "unknown name",
    page: Page {
        what: "A rule, group or region uses a name that the protocol does not declare.",
        why: "A protocol is a closed world: a misspelt class would otherwise turn a rule into one that never applies.",
        example: "require volume(livr) >= 600 mL",
        fix: "Write the declared name, or declare it in `labels`, as a `group`, `region`, `pair`, `sequence` or `param`.",
    },
};

pub const UNKNOWN_FUNCTION: Code = Code {
    code: "P202",
    title: "unknown function",
    page: Page {
        what: "A call names a measure that does not exist.",
        why: "The list of measures is closed, so that two sites never mean different things by one word.",
        example: "require size_of(liver) >= 600 mL",
        fix: "Use one of the measures of the language reference; the help text names the closest one.",
    },
};

pub const UNKNOWN_ARGUMENT: Code = Code {
    code: "P203",
    title: "unknown argument",
    page: Page {
        what: "A measure is given a named argument that it does not take, or the same one twice.",
        why: "An ignored argument would look like a tolerance that is in force.",
        example: "require volume(liver, min: 5 mL) >= 600 mL",
        fix: "Remove the argument, or use the measure that takes it: `components`, `holes` and `tunnels` take `connectivity:`, the first two `min:`.",
    },
};

pub const UNKNOWN_WORD: Code = Code {
    code: "P204",
    title: "unknown word",
    page: Page {
        what: "A direction, plane, axis, severity, connectivity or header word is none of those that exist.",
        why: "Directions and planes are those of the patient, with one word each, so that no two words can mean the same side.",
        example: "in each transverse slice of wall { .. }",
        fix: "Write one of the words the help text lists.",
    },
};

pub const DUPLICATE_NAME: Code = Code {
    code: "P205",
    title: "name declared twice",
    page: Page {
        what: "Two declarations share a name, or a bound name hides a declared one.",
        why: "A reader could not tell which of the two a rule means.",
        example: "group liver = tumour + cyst  // and a class `liver`",
        fix: "Rename one of the two.",
    },
};

pub const RESERVED_NAME: Code = Code {
    code: "P206",
    title: "reserved name",
    page: Page {
        what: "A declaration takes a name that already means something in every protocol.",
        why: "`background`, `spacing` and the like must read the same in every protocol.",
        example: "1 background \"Air\"",
        fix: "Choose another name.",
    },
};

pub const UNUSED_NAME: Code = Code {
    code: "P207",
    title: "unused name",
    page: Page {
        what: "A group, region, sequence, pair, parameter, source or bound name is declared and never used.",
        why: "Often the rule that was meant to use it is missing, or uses another name by mistake.",
        example: "group lesions = tumour + cyst  // and no rule mentions `lesions`",
        fix: "Use it in a rule, or remove it. Classes need no rule and are never reported.",
    },
};
