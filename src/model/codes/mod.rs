//! Every mistake a protocol can contain beyond its syntax: code, title and page. `voxlint explain P201` prints one.

mod declarations;
mod expressions;
mod facts;
mod files;
mod governance;
mod label_names;
mod logic;
mod names;
mod texts;
mod units;

use crate::report::Page;

pub use declarations::*;
pub use expressions::*;
pub use facts::*;
pub use files::*;
pub use governance::*;
pub use label_names::*;
pub use logic::*;
pub use names::*;
pub use texts::*;
pub use units::*;

/// A code with what it stands for.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    pub code: &'static str,
    pub title: &'static str,
    pub page: Page,
}

/// All codes of the model and its lints, by code.
pub fn all() -> Vec<&'static Code> {
    let mut all: Vec<&'static Code> = [
        names::ALL,
        units::ALL,
        expressions::ALL,
        declarations::ALL,
        facts::ALL,
        files::ALL,
        texts::ALL,
        label_names::ALL,
        logic::ALL,
        governance::ALL,
    ]
    .concat();
    all.sort_by_key(|code| code.code);
    all
}

/// The code with this name, `P201`.
pub fn find(code: &str) -> Option<&'static Code> {
    all().into_iter().find(|known| known.code.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_their_pages_full() {
        let all = all();
        for pair in all.windows(2) {
            assert!(pair[0].code < pair[1].code, "{} twice", pair[0].code);
        }
        for code in all {
            assert!(code.code.starts_with('P') && code.code.len() == 4, "{}", code.code);
            for text in [code.page.what, code.page.why, code.page.example, code.page.fix] {
                assert!(text.trim().len() > 10, "{} has an empty part", code.code);
            }
        }
        assert_eq!(find("p201").map(|code| code.title), Some("unknown name"));
        assert_eq!(find("P999"), None);
    }
}
