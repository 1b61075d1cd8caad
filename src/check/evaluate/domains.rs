//! What `each`, `some` and aggregates range over.

use std::rc::Rc;

use crate::model::field::{FieldId, FieldValue, date_quantity};
use crate::model::protocol::{ClassId, SequenceId};
use crate::model::rule::{Domain, Structure};
use crate::model::table::TableId;

use super::Evaluator;
use super::parts::part_binding;
use super::scope::{Binding, Scope};
use super::structures::Subject;
use super::truth::{Reasons, Truth};

/// Bindings tried per statement. Volumes of noise have millions of parts, and their pairs would never end.
pub const LIMIT: usize = 20_000;

/// The elements of a domain, one value per variable.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Elements {
    pub list: Vec<Vec<Binding>>,
    /// How many there would be; more than are listed if the limit was reached.
    pub total: usize,
    /// Why something may be an element or not.
    pub unknown: Reasons,
}

impl Elements {
    fn of(list: Vec<Vec<Binding>>) -> Elements {
        Elements { total: list.len(), list, unknown: Reasons::new() }
    }

    /// Why not all elements can be judged.
    pub fn cut_short(&self) -> Option<String> {
        if !self.unknown.is_empty() {
            return Some(self.unknown.iter().cloned().collect::<Vec<_>>().join("; "));
        }
        let judged = self.list.len();
        (judged < self.total).then(|| {
            format!(
                "only the first {judged} of {} elements were judged; a larger `min:` leaves out the small ones",
                self.total
            )
        })
    }
}

/// Of a table, one at a time.
fn rows(table: TableId, all: std::ops::Range<usize>) -> Elements {
    let total = all.len();
    let list = all.take(LIMIT).map(|row| vec![Binding::Row { table, row }]).collect();
    Elements { list, total, unknown: Reasons::new() }
}

impl Evaluator<'_> {
    /// # Errors
    /// Why the elements are not known.
    pub fn elements(&self, domain: &Domain, scope: &Scope) -> Result<Elements, Reasons> {
        let classes = |ids: &[ClassId]| Elements::of(ids.iter().map(|&id| vec![Binding::Class(id)]).collect());
        Ok(match domain {
            Domain::Labels => {
                let all: Vec<ClassId> = (0..self.protocol.labels.classes.len()).map(ClassId).collect();
                classes(&all)
            }
            Domain::Classes(ids) => classes(ids),
            Domain::Structures(members) => {
                let bind = |of: &Structure| vec![Binding::Structure(Rc::new(of.clone()))];
                Elements::of(members.iter().map(bind).collect())
            }
            Domain::Sequence(id) => {
                let members =
                    self.protocol.sequence(*id).map(|sequence| sequence.members.as_slice()).unwrap_or_default();
                classes(&members.iter().map(|member| member.class).collect::<Vec<_>>())
            }
            Domain::Pair(id) => match self.protocol.pair(*id) {
                Some(pair) => classes(&[pair.right, pair.left]),
                None => Elements::default(),
            },
            Domain::Components(components) => {
                let of = &components.of;
                let shape = match self.subject(of, scope) {
                    Subject::Present(shape) => shape,
                    Subject::Empty(_) | Subject::AbsentOptional | Subject::AbsentRequired => {
                        return Ok(Elements::default());
                    }
                    Subject::Unknown(reasons) => return Err(reasons),
                };
                let parts = self.counted_parts(components, &shape);
                let parts = parts.map_err(|error| self.reasons(&error, &[of], scope))?;
                let bound = parts.iter().take(LIMIT).map(|part| part_binding(components, &shape, part));
                let list = bound.map(|part| vec![Binding::Part(part)]).collect();
                Elements { list, total: parts.len(), unknown: Reasons::new() }
            }
            Domain::Rows(table) => {
                let total = self.rows(*table)?.len();
                rows(*table, 0..total)
            }
            Domain::ConsecutiveRows { table, by } => self.consecutive_rows(*table, *by)?,
            Domain::Found => self.found_structures(scope),
            Domain::Named(named) => self.named_members(named, scope)?,
            Domain::Cases => {
                let count = self.group.map_or(0, |group| group.cases.len());
                Elements::of((0..count).map(|at| vec![Binding::Case(at)]).collect())
            }
            Domain::Instances(of) => {
                Elements::of(self.instances(of, scope)?.into_iter().map(|instance| vec![instance]).collect())
            }
            Domain::Annotations(among) => {
                let given = self.given(among).into_iter();
                Elements::of(given.map(|id| vec![Binding::Annotation(id)]).collect())
            }
            Domain::PairsOf(inner) => {
                let inner = self.elements(inner, scope)?;
                let later = |index: usize| inner.list.iter().skip(index + 1);
                let pairs = inner.list.iter().enumerate().flat_map(|(index, a)| later(index).map(move |b| (a, b)));
                let list = pairs.take(LIMIT).map(|(a, b)| a.iter().chain(b).cloned().collect()).collect();
                let total = inner.total.saturating_mul(inner.total.saturating_sub(1)) / 2;
                Elements { list, total, unknown: inner.unknown }
            }
            Domain::ConsecutiveOf(id) => Elements::of(
                self.neighbours(*id, scope)
                    .into_iter()
                    .map(|(a, b)| vec![Binding::Class(a), Binding::Class(b)])
                    .collect(),
            ),
        })
    }

    /// Neighbours among the rows, put in order of a number or date.
    fn consecutive_rows(&self, table: TableId, by: FieldId) -> Result<Elements, Reasons> {
        let rows = self.rows(table)?;
        let mut placed = Vec::new();
        let mut unknown = Reasons::new();
        for (at, row) in rows.iter().enumerate() {
            match row.known.get(&by).map(|known| &known.value) {
                Some(FieldValue::Number(quantity)) => placed.push((quantity.value.clone(), at)),
                Some(FieldValue::Date(date)) => placed.push((date_quantity(*date).value, at)),
                _ => unknown.extend(row.unknown.get(&by).cloned()),
            }
        }
        if placed.len() < rows.len() && rows.len() > 1 {
            return Err(unknown);
        }
        placed.sort();
        let row = |at: &(_, usize)| Binding::Row { table, row: at.1 };
        let neighbours = placed.iter().zip(placed.iter().skip(1)).take(LIMIT);
        let list = neighbours.map(|(a, b)| vec![row(a), row(b)]).collect();
        Ok(Elements { list, total: placed.len().saturating_sub(1), unknown: Reasons::new() })
    }

    /// Neighbours in a sequence. Members that are absent and may be skipped are passed over.
    pub fn neighbours(&self, id: SequenceId, scope: &Scope) -> Vec<(ClassId, ClassId)> {
        let members = self.protocol.sequence(id).map(|sequence| sequence.members.as_slice()).unwrap_or_default();
        let kept: Vec<ClassId> = members
            .iter()
            .filter(|member| !member.skippable || self.exists(&Structure::Class(member.class), scope) != Truth::False)
            .map(|member| member.class)
            .collect();
        kept.iter().copied().zip(kept.iter().copied().skip(1)).collect()
    }
}
