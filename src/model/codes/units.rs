//! Numbers, units and dimensions.

use crate::report::Page;

use super::Code;

pub(super) const ALL: &[&Code] = &[
    &UNKNOWN_UNIT,
    &MISSING_UNIT,
    &WRONG_DIMENSION,
    &DIFFERENT_DIMENSIONS,
    &SHARE_ABOVE_ONE,
    &FRACTION_OF_COUNT,
    &BAD_NUMBER,
    &REVERSED_RANGE,
];

pub const UNKNOWN_UNIT: Code = Code {
    code: "P210",
    title: "unknown unit",
    page: Page {
        what: "A number is followed by a unit that is not in the list.",
        why: "Units are exact and few; a guess could be wrong by a factor of a thousand.",
        example: "require volume(liver) >= 600 mls",
        fix: "Write one of mm, cm, m, um, mm2, cm2, mm3, cm3, uL, mL, L, cc, deg, s, min, h, d, Gy, cGy, HU, SUV, voxels, px, %.",
    },
};

pub const MISSING_UNIT: Code = Code {
    code: "P211",
    title: "missing unit",
    page: Page {
        what: "A bare number stands where a length, an area, a volume or another measured quantity is due.",
        why: "`600` could be millilitres or voxels, and both would give a verdict.",
        example: "require volume(liver) >= 600",
        fix: "Add the unit: `600 mL`.",
    },
};

pub const WRONG_DIMENSION: Code = Code {
    code: "P212",
    title: "wrong dimension",
    page: Page {
        what: "A number has a unit that does not measure what it is compared with.",
        why: "A volume in `mm` has no meaning, and a threshold in voxels changes with the scanner.",
        example: "require volume(liver) >= 600 mm",
        fix: "Use a unit of the right dimension: mm for lengths, mm2 for areas, mL or mm3 for volumes, none for counts, % for shares.",
    },
};

pub const DIFFERENT_DIMENSIONS: Code = Code {
    code: "P213",
    title: "different dimensions",
    page: Page {
        what: "Two measures are compared or added that measure different things.",
        why: "A length is never larger than a volume.",
        example: "require volume(tumour) < diameter(tumour)",
        fix: "Compare measures of the same kind, or divide to get a share.",
    },
};

pub const SHARE_ABOVE_ONE: Code = Code {
    code: "P215",
    title: "share above 100 %",
    page: Page {
        what: "A share, overlap or tolerance is compared with more than 100 % or less than 0 %.",
        why: "No share can reach it: the claim is always true or always false.",
        example: "require contact_share(tumour, liver) <= 150 %",
        fix: "Write a value from 0 % to 100 %; `5 %` and `0.05` are the same.",
    },
};

pub const FRACTION_OF_COUNT: Code = Code {
    code: "P216",
    title: "fraction for a count",
    page: Page {
        what: "A count is compared with a percentage or with a number that is not whole.",
        why: "Parts, holes and slices come in whole numbers.",
        example: "require components(liver, min: 1 mL) == 1.5",
        fix: "Write a whole number.",
    },
};

pub const BAD_NUMBER: Code = Code {
    code: "P217",
    title: "number out of range",
    page: Page {
        what: "A number has more digits or a larger exponent than any measure needs, or a division by zero is written.",
        why: "Numbers are kept exactly; absurd ones would cost memory and mean nothing.",
        example: "require volume(liver) >= 1e999 mL",
        fix: "Write a number with at most 40 digits.",
    },
};

pub const REVERSED_RANGE: Code = Code {
    code: "P218",
    title: "reversed range",
    page: Page {
        what: "The lower end of a range is above its upper end.",
        why: "Nothing lies in such a range, so that every case would fail.",
        example: "require volume(liver) in 3500 mL .. 600 mL",
        fix: "Swap the ends.",
    },
};
