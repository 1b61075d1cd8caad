//! `--put kidney=kidney`: a person says what becomes of a class.

use crate::model::Protocol;
use crate::model::protocol::ClassId;
use crate::model::suggest;

use super::Fate;

/// What becomes of one class, or of what is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Put {
    /// `None`: ignored voxels.
    pub class: Option<ClassId>,
    pub fate: Fate,
}

/// A text that says nothing of the kind: one sentence, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutError {
    pub message: String,
    pub help: String,
}

impl Put {
    /// `OLD=NEW`: a class or `ignore`, and a class, `ignore` or `background` of the other protocol.
    ///
    /// # Errors
    ///
    /// Another form, and names that are not there.
    pub fn read(text: &str, old: &Protocol, new: &Protocol) -> Result<Self, PutError> {
        let Some((from, to)) = text.split_once('=').map(|(from, to)| (from.trim(), to.trim())) else {
            let message = format!("`{text}` does not say what becomes of what");
            return Err(PutError {
                message,
                help: "write `OLD=NEW`, such as `kidney=kidney` or `face=background`".to_owned(),
            });
        };
        let class = match from {
            "ignore" => None,
            name => Some(class(old, name)?),
        };
        let fate = match to {
            "background" => Fate::Background,
            "ignore" if !new.labels.ignore.is_empty() => Fate::Ignored,
            name => Fate::Class(self::class(new, name)?),
        };
        Ok(Put { class, fate })
    }
}

fn class(protocol: &Protocol, name: &str) -> Result<ClassId, PutError> {
    protocol.class_named(name).ok_or_else(|| {
        let names: Vec<&str> = protocol.labels.classes.iter().map(|class| class.name.as_str()).collect();
        let help = suggest::help(name, names.iter().copied());
        PutError {
            message: format!("`{}` has no class `{name}`", protocol.name),
            help: help.unwrap_or_else(|| "write a class as it stands in `labels`".to_owned()),
        }
    })
}
