//! The `landmarks` block: what stands in point files, and for which classes.

use crate::syntax::tree::{LandmarkKind as Word, LandmarkLine, Landmarks as Tree, Name};

use super::super::codes::{DUPLICATE_NAME, UNKNOWN_NAME, WRONG_KIND};
use super::super::landmark::{Family, Landmark, LandmarkKind, Landmarks};
use super::super::problem::Problem;
use super::super::protocol::ClassId;
use super::super::suggest;
use super::super::symbols::Symbol;
use super::super::typing::Typer;

impl Typer<'_> {
    /// Reads the lines; groups and sequences are known.
    pub(super) fn resolve_landmarks(&mut self, blocks: &[&Tree]) -> Landmarks {
        let mut landmarks = Landmarks::default();
        for block in blocks {
            landmarks.open |= block.open;
            landmarks.span = block.span;
        }
        for (at, line) in blocks.iter().flat_map(|block| &block.lines).enumerate() {
            let resolved = self.landmark(line);
            if let Some(slot) = self.landmarks.get_mut(at) {
                slot.clone_from(&resolved);
            }
            // Numbers of landmarks are those of their lines.
            landmarks.lines.push(resolved.unwrap_or_else(|| bare(line)));
        }
        self.report_shared_names(&landmarks);
        landmarks
    }

    fn landmark(&mut self, line: &LandmarkLine) -> Option<Landmark> {
        let per = match &line.per {
            Some(name) => Some(self.family(name)?),
            None => None,
        };
        Some(Landmark { per, ..bare(line) })
    }

    fn family(&mut self, name: &Name) -> Option<Family> {
        let found = self.symbols.find(&name.text);
        if let Some((symbol, _)) = found {
            self.used.insert(symbol);
        }
        let (classes, sequence): (Vec<ClassId>, _) = match found {
            Some((Symbol::Group(id), _)) => (self.groups.get(id.0)?.clone()?, None),
            Some((Symbol::Pair(id), _)) => {
                let pair = self.pairs.get(id.0)?.as_ref()?;
                (vec![pair.right, pair.left], None)
            }
            Some((Symbol::Sequence(id), _)) => {
                let members = &self.sequences.get(id.0)?.as_ref()?.members;
                (members.iter().map(|member| member.class).collect(), Some(id))
            }
            Some((Symbol::Broken, _)) => return None,
            Some((symbol, declared)) => {
                self.report(
                    Problem::new(&WRONG_KIND, format!("`{}` is {}, and has no members", name.text, symbol.kind()))
                        .at(name.span, "no group, sequence or pair")
                        .at(declared, "declared here")
                        .help("write the group, sequence or pair whose classes have such a landmark each"),
                );
                return None;
            }
            None if self.doubtful.contains(&name.text) => return None,
            None => {
                let names: Vec<String> = self.symbols.names().map(str::to_owned).collect();
                let help = suggest::nearest(&name.text, names.iter().map(String::as_str));
                let help = help.map_or_else(
                    || format!("declare `{0}`, such as `sequence {0} = C1..C7`", name.text),
                    |close| format!("did you mean `{close}`?"),
                );
                self.report(
                    Problem::new(&UNKNOWN_NAME, format!("`{}` is not declared", name.text))
                        .at(name.span, "not declared")
                        .help(help),
                );
                return None;
            }
        };
        Some(Family { name: name.text.clone(), classes, sequence })
    }

    /// A name in a file stands for one landmark.
    fn report_shared_names(&mut self, landmarks: &Landmarks) {
        for (at, landmark) in landmarks.lines.iter().enumerate() {
            let earlier = landmarks.lines.iter().take(at);
            let names = |landmark: &Landmark| -> Vec<String> {
                std::iter::once(&landmark.name).chain(&landmark.aliases).cloned().collect()
            };
            let shared = earlier.clone().find_map(|other| {
                let others = names(other);
                let alias = landmark.aliases.iter().find(|alias| others.contains(alias))?;
                Some((alias.clone(), other.span))
            });
            if let Some((alias, span)) = shared {
                self.report(
                    Problem::new(&DUPLICATE_NAME, format!("`{alias}` already stands for another landmark"))
                        .at(landmark.span, "again here")
                        .at(span, "first here")
                        .help("write each name as the alias of one landmark"),
                );
            }
        }
    }
}

fn bare(line: &LandmarkLine) -> Landmark {
    Landmark {
        name: line.name.text.clone(),
        title: line.title.as_ref().map(|title| title.text.clone()),
        kind: match line.kind {
            Word::Point => LandmarkKind::Point,
            Word::Line => LandmarkKind::Line,
        },
        per: None,
        optional: line.optional,
        aliases: line.aliases.iter().map(|alias| alias.text.clone()).collect(),
        span: line.span,
    }
}
