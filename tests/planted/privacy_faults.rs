//! Names, dates and numbers of patients in the texts of the header. All of them invented.

use super::Planting;

pub const FAULTS: &[(&str, Planting)] = &[
    ("patient name in descrip", |case| case.label_header.descrip = "Johnson^Mary^Ann".into()),
    ("date of birth in descrip", |case| case.label_header.descrip = "dob 1957-03-12".into()),
    ("record number in aux_file", |case| case.label_header.aux_file = "MRN 00123456".into()),
    ("identifier in intent_name", |case| case.label_header.intent_name = "PatID 7734521".into()),
    ("name in db_name", |case| case.label_header.db_name = "Meyer^Karl".into()),
    ("patient name in an extension", |case| {
        let text = b"(0010,0010) PN PatientName: Johnson^Mary".to_vec();
        case.label_header.extensions = vec![(6, text, None)];
    }),
    ("date of birth in an extension", |case| {
        case.label_header.extensions = vec![(6, b"{\"PatientBirthDate\": \"19570312\"}".to_vec(), None)];
    }),
];
