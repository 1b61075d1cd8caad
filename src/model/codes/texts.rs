//! Texts, patterns and vocabularies.

use crate::report::Page;

use super::Code;

pub(super) const ALL: &[&Code] = &[&BAD_PATTERN, &BAD_TEMPLATE, &BAD_VOCABULARY];

pub const BAD_PATTERN: Code = Code {
    code: "P270",
    title: "a pattern that cannot be read",
    page: Page {
        what: "The pattern behind `named` or `matches` has an open brace, a part without a name, or a part of no known kind.",
        why: "A pattern that matches other names than was meant would let a rule pass over the structures it is for.",
        example: "each s in structures named \"{base}_PRV{m: two digits}\" { .. }",
        fix: "Write `{name}` for any text, `{m: 2 digits}`, `{n: integer}`, `{side: L|R}` or `{p: vocabulary}`, and `[..]` around what may be missing.",
    },
};

pub const BAD_TEMPLATE: Code = Code {
    code: "P271",
    title: "a text with a hole that nothing fills",
    page: Page {
        what: "A text holds `{name}`, and no part of a pattern around it has that name, or a brace is not closed.",
        why: "The text would never be the name of any structure.",
        example: "each s in structures named \"{x}_L\" { require found(\"{y}_R\") }",
        fix: "Name a part of the pattern behind `named` between the braces.",
    },
};

pub const BAD_VOCABULARY: Code = Code {
    code: "P272",
    title: "no list of words",
    page: Page {
        what: "A vocabulary holds something else than texts, or a text twice.",
        why: "Names are compared with its words letter by letter.",
        example: "vocabulary primary { Kidney, \"Lung\", \"Lung\" }",
        fix: "Write each word once, in quotes.",
    },
};
