//! A phantom as a case of one protocol: its label maps, the facts beside them, and how they are to be stored.

use super::built::NotPainted;
use super::marks::{Marked, marks};
use super::seen::{Seen, seen};
use super::witness::Made;
use crate::check::case_facts::MODALITY;
use crate::formats::nifti::datatype::Datatype;
use crate::logic::anatomy::View;

/// A case in the values of one protocol.
#[derive(Debug, Clone, PartialEq)]
pub struct MadeCase {
    /// Name and version of the protocol.
    pub protocol: String,
    pub seen: Seen,
    /// Facts of the case by column, as a table or a sidecar has them.
    pub facts: Vec<(String, String)>,
    /// The value of voxels that belong to no class.
    pub background: i64,
    /// Of the image, where a rule asks for one, and where it does not may be one: `CT`.
    pub modality: Option<String>,
    /// The type of the file's voxels, where a rule asks for one.
    pub datatype: Option<Datatype>,
    /// The landmarks that the protocol asks for.
    pub marks: Vec<Marked>,
}

impl MadeCase {
    /// What was made, as one of the views it was made for has it.
    ///
    /// # Errors
    /// More runs than fit into memory.
    pub fn new(view: &View<'_>, made: &Made, at: usize) -> Result<MadeCase, NotPainted> {
        let protocol = view.protocol;
        let fields = made.facts.get(at).into_iter().flatten();
        let facts = fields.filter_map(|(&id, value)| {
            let field = protocol.field(id)?;
            Some((field.from.clone().unwrap_or_else(|| field.name.clone()), value.written()))
        });
        let seen = seen(view, &made.phantom, "case")?;
        Ok(MadeCase {
            protocol: protocol.title(),
            marks: marks(protocol, &seen, made.marks_off),
            seen,
            // What is said as the modality is not said twice.
            facts: facts.filter(|(key, _)| made.modality.is_none() || !key.eq_ignore_ascii_case(MODALITY)).collect(),
            background: protocol.labels.background.ranges.first().map_or(0, |&(value, _)| value),
            modality: made.modality.clone(),
            datatype: made.datatype.as_deref().and_then(Datatype::named),
        })
    }
}
