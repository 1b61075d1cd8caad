//! Checks that need no protocol: one file per code, with the page that `explain` prints.
//!
//! A new check is a new file here and a line in [`all`].

#![doc = "Codes: `F` file and header, `G` geometry, `L` label values, `H` header privacy, `C` cohort, `T` tables of cases."]

mod by_fault;
pub mod privacy;
pub mod subject;
mod text;

use crate::report::{Finding, Page, Severity};
use subject::{CaseDigest, CaseSubject, DatasetSubject, FileSubject};

mod c101_identical_masks;
mod c201_listed_case_missing;
mod c202_number_of_cases;
mod c203_channel_missing;
mod f101_not_downloaded;
mod f102_unreadable;
mod f103_cut_off;
mod f104_gzip_corrupt;
mod f105_bytes_after_end;
mod f106_misnamed_compression;
mod f201_not_nifti;
mod f202_invalid_header;
mod f203_unsupported_datatype;
mod f204_too_little_data;
mod f205_too_much_data;
mod f206_missing_partner;
mod f207_too_many_runs;
mod f301_landmarks_unreadable;
mod g101_singular_affine;
mod g102_sform_against_qform;
mod g103_no_orientation;
mod g201_image_shape;
mod g202_image_spacing;
mod g203_image_origin;
mod g204_image_direction;
mod g205_files_on_different_grids;
mod h101_name_in_header;
mod h102_date_in_header;
mod h103_identifier_in_header;
mod l101_not_a_number;
mod l102_infinite;
mod l103_not_an_integer;
mod l104_fractional_scaling;
mod l105_more_than_three_axes;
mod l106_value_out_of_range;
mod l201_undeclared_value;
mod l202_empty_mask;
mod l203_copy_of_image;
mod l204_undeclared_class_file;
mod l205_not_binary;
mod l301_undeclared_landmark;
mod l302_landmark_twice;
mod l303_landmark_of_another_kind;
mod t101_case_without_row;
mod t102_several_rows;
mod t103_uneven_row;
mod t104_sidecar_unreadable;

/// One built-in check.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// `F103`
    pub code: &'static str,
    /// `cut-off`
    pub name: &'static str,
    pub severity: Severity,
    pub page: Page,
    pub look: Look,
}

/// What a check looks at.
#[derive(Debug, Clone, Copy)]
pub enum Look {
    File(fn(&Check, &FileSubject) -> Vec<Finding>),
    Case(fn(&Check, &CaseSubject) -> Vec<Finding>),
    Cohort(fn(&Check, &[CaseDigest]) -> Vec<Finding>),
    Dataset(fn(&Check, &DatasetSubject) -> Vec<Finding>),
}

/// Every built-in check, in order of code.
pub fn all() -> &'static [Check] {
    ALL
}

/// The check of a code, in any case: `f103` is `F103`.
pub fn find(code: &str) -> Option<&'static Check> {
    ALL.iter().find(|check| check.code.eq_ignore_ascii_case(code))
}

/// Findings about one file by itself.
pub fn look_at_file(file: &FileSubject) -> Vec<Finding> {
    ALL.iter()
        .flat_map(|check| match check.look {
            Look::File(look) => look(check, file),
            Look::Case(_) | Look::Cohort(_) | Look::Dataset(_) => Vec::new(),
        })
        .collect()
}

/// Findings about the files of one case beside each other, its image and its protocol.
pub fn look_at_case(case: &CaseSubject) -> Vec<Finding> {
    ALL.iter()
        .flat_map(|check| match check.look {
            Look::Case(look) => look(check, case),
            Look::File(_) | Look::Cohort(_) | Look::Dataset(_) => Vec::new(),
        })
        .collect()
}

/// Findings about all cases of a run beside each other.
pub fn look_at_cohort(cases: &[CaseDigest]) -> Vec<Finding> {
    ALL.iter()
        .flat_map(|check| match check.look {
            Look::Cohort(look) => look(check, cases),
            Look::File(_) | Look::Case(_) | Look::Dataset(_) => Vec::new(),
        })
        .collect()
}

/// Findings about a folder with a `dataset.json`.
pub fn look_at_dataset(dataset: &DatasetSubject) -> Vec<Finding> {
    ALL.iter()
        .flat_map(|check| match check.look {
            Look::Dataset(look) => look(check, dataset),
            Look::File(_) | Look::Case(_) | Look::Cohort(_) => Vec::new(),
        })
        .collect()
}

impl Check {
    /// A finding of this check about a file.
    fn finding(&self, path: &str, message: impl Into<String>) -> Finding {
        Finding::new(self.code, self.severity, message).file(path).help(self.page.fix)
    }
}

const ALL: &[Check] = &[
    c101_identical_masks::CHECK,
    c201_listed_case_missing::CHECK,
    c202_number_of_cases::CHECK,
    c203_channel_missing::CHECK,
    f101_not_downloaded::CHECK,
    f102_unreadable::CHECK,
    f103_cut_off::CHECK,
    f104_gzip_corrupt::CHECK,
    f105_bytes_after_end::CHECK,
    f106_misnamed_compression::CHECK,
    f201_not_nifti::CHECK,
    f202_invalid_header::CHECK,
    f203_unsupported_datatype::CHECK,
    f204_too_little_data::CHECK,
    f205_too_much_data::CHECK,
    f206_missing_partner::CHECK,
    f207_too_many_runs::CHECK,
    f301_landmarks_unreadable::CHECK,
    g101_singular_affine::CHECK,
    g102_sform_against_qform::CHECK,
    g103_no_orientation::CHECK,
    g201_image_shape::CHECK,
    g202_image_spacing::CHECK,
    g203_image_origin::CHECK,
    g204_image_direction::CHECK,
    g205_files_on_different_grids::CHECK,
    h101_name_in_header::CHECK,
    h102_date_in_header::CHECK,
    h103_identifier_in_header::CHECK,
    l101_not_a_number::CHECK,
    l102_infinite::CHECK,
    l103_not_an_integer::CHECK,
    l104_fractional_scaling::CHECK,
    l105_more_than_three_axes::CHECK,
    l106_value_out_of_range::CHECK,
    l201_undeclared_value::CHECK,
    l202_empty_mask::CHECK,
    l203_copy_of_image::CHECK,
    l204_undeclared_class_file::CHECK,
    l205_not_binary::CHECK,
    l301_undeclared_landmark::CHECK,
    l302_landmark_twice::CHECK,
    l303_landmark_of_another_kind::CHECK,
    t101_case_without_row::CHECK,
    t102_several_rows::CHECK,
    t103_uneven_row::CHECK,
    t104_sidecar_unreadable::CHECK,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_unique_and_well_formed() {
        let codes: Vec<&str> = ALL.iter().map(|check| check.code).collect();
        assert!(codes.is_sorted(), "{codes:?}");
        for (a, b) in codes.iter().zip(codes.iter().skip(1)) {
            assert_ne!(a, b);
        }
        for code in codes {
            let (family, number) = code.split_at(1);
            assert!("FGLHCT".contains(family) && number.len() == 3 && number.parse::<u32>().is_ok(), "{code}");
        }
    }

    #[test]
    fn every_page_is_written_and_no_sentence_ends_with_a_stop() {
        for check in ALL {
            for text in [check.page.what, check.page.why, check.page.example, check.page.fix] {
                assert!(text.len() > 10 && !text.ends_with('.'), "{}: {text}", check.code);
            }
            assert!(check.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", check.name);
        }
    }
}
