//! `param floor = 50 voxels`

use crate::syntax::tree::Param;

use super::super::codes::WRONG_KIND;
use super::super::problem::Problem;
use super::super::typing::Typer;
use super::super::typing::value::Value;
use super::dependencies;

impl Typer<'_> {
    pub(super) fn resolve_params(&mut self, params: &[&Param]) {
        let names: Vec<_> = params.iter().map(|param| &param.name).collect();
        let mentions: Vec<_> = params.iter().map(|param| dependencies::mentioned(&param.value)).collect();
        for at in dependencies::ordered(self, &names, &mentions) {
            let Some(param) = params.get(at) else { continue };
            let value = self.value(&param.value);
            let fixed = match &value {
                Value::Number(num) => num.constant().is_some(),
                Value::Range { low, high, .. } => [low, high].into_iter().flatten().all(|end| end.constant().is_some()),
                Value::Sides(_) | Value::Set(_) | Value::Error => true,
                _ => false,
            };
            if !fixed {
                self.report(
                    Problem::new(
                        &WRONG_KIND,
                        format!("`{}` is a parameter and must be a written value", param.name.text),
                    )
                    .at(param.value.span, format!("this is {}", value.kind()))
                    .help("write a number with its unit, a range or a set; for structures use `group` or `region`"),
                );
                continue;
            }
            if let Some(slot) = self.params.get_mut(at) {
                *slot = value;
            }
        }
    }
}
