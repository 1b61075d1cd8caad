//! What is said of files that a case has or has not.

use crate::check::evaluate::Evaluator;
use crate::check::evaluate::scope::Scope;
use crate::model::input::InputRef;

use super::Explanation;

impl Evaluator<'_> {
    /// `present(before)` where the case has no such file, or `absent(before)` where it has one.
    pub(super) fn explain_input(&self, input: InputRef, due: bool, scope: &Scope) -> Explanation {
        let name = self.input_name(input, scope);
        if due {
            let help = format!("add the file of `{name}`, or look whether its name is spelt as `files` says");
            Explanation::new(format!("the case has no `{name}`"), help).measured("no file").allowed("a file")
        } else {
            let help = format!("remove the file of `{name}`, or look to which case it belongs");
            Explanation::new(format!("the case has a `{name}`, and must not"), help)
                .measured("a file")
                .allowed("no file")
        }
    }
}
