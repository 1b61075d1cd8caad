//! Files of a case.

use crate::report::Page;

use super::Code;

pub(super) const ALL: &[&Code] = &[&PATTERN];

pub const PATTERN: Code = Code {
    code: "P260",
    title: "a path pattern that cannot be used",
    page: Page {
        what: "A pattern of the `files` block cannot be read, or the patterns do not say which files belong to one case.",
        why: "The files of a case are found by what stands for the parts in braces, so these must be clear.",
        example: "files { seg \"{case/{case}_seg.nii.gz\" }",
        fix: "Write each part between braces, `{case}`, and one that tells the cases apart in every pattern.",
    },
};
