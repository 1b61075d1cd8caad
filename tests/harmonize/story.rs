//! Stories in Markdown: the protocols of some sites, declarations about their classes, and what comes of it.

use std::path::Path;
use std::sync::Arc;

use voxlint::compare::crosswalk::{Crosswalk, declarations};
use voxlint::compare::harmonize::{Harmonized, Origin, Outcome, harmonize};
use voxlint::model::{self, Loaded, library};
use voxlint::report::Source;

pub struct Story {
    pub title: String,
    pub sites: Vec<Loaded>,
    pub crosswalk: String,
    pub expected: String,
}

/// All stories of this folder, each from one heading to the next.
pub fn stories() -> Vec<Story> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/harmonize");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    files.iter().flat_map(|file| read(&std::fs::read_to_string(file).unwrap())).collect()
}

fn read(text: &str) -> Vec<Story> {
    let mut stories: Vec<Story> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            let (sites, crosswalk, expected) = Default::default();
            stories.push(Story { title: title.to_owned(), sites, crosswalk, expected });
        }
        let Some(kind) = line.strip_prefix("```") else { continue };
        let body: String = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        let story = stories.last_mut().unwrap();
        match kind {
            "protocol" => story.sites.push(load("written.protocol", &body)),
            "shipped" => {
                story.sites.extend(body.lines().map(|name| load(name, library::find(name).unwrap())));
            }
            "crosswalk" => story.crosswalk = body,
            "outcome" => story.expected = body,
            other => panic!("a block of `{other}`"),
        }
    }
    stories
}

fn load(name: &str, text: &str) -> Loaded {
    let loaded = model::load(&Source::new(name, text));
    assert!(loaded.protocol.is_some(), "{name}: {:#?}", loaded.findings);
    loaded
}

impl Story {
    pub fn protocols(&self) -> Vec<&model::Protocol> {
        self.sites.iter().map(|site| site.protocol.as_ref().unwrap()).collect()
    }

    pub fn crosswalk(&self) -> Crosswalk<'_> {
        let source: Arc<Source> = Source::new("story.crosswalk", self.crosswalk.as_str());
        let protocols = self.protocols();
        let declared = declarations(&source, &protocols).unwrap_or_else(|found| panic!("{}: {found:#?}", self.title));
        Crosswalk::new(&protocols, &declared).unwrap_or_else(|found| panic!("{}: {found:#?}", self.title))
    }

    pub fn harmonized(&self) -> Harmonized {
        let trees: Vec<_> = self.sites.iter().map(|site| &site.tree).collect();
        let found = harmonize(&self.crosswalk(), &trees, 0, None);
        found.unwrap_or_else(|findings| panic!("{}: {findings:#?}", self.title))
    }

    /// What came of it, in lines.
    pub fn told(&self) -> String {
        let harmonized = self.harmonized();
        let named = |origin: &Origin| format!("{} {}", harmonized.sites[origin.site].name, origin.id);
        let joined = |of: &[Origin]| of.iter().map(named).collect::<Vec<_>>().join(" = ");
        let mut lines = Vec::new();
        match &harmonized.outcome {
            Outcome::Agreed(agreement) => {
                lines.push(if agreement.exact { "agreed" } else { "agreed but for what is named" }.to_owned());
                for gone in &agreement.superfluous {
                    let by: Vec<String> = gone.by.iter().map(|of| joined(of)).collect();
                    let by = if by.is_empty() { "nothing breaks it".to_owned() } else { by.join(", ") };
                    lines.push(format!("implied: {} <- {by}", joined(&gone.of)));
                }
                for (site, origins) in harmonized.sites.iter().zip(&agreement.stricter) {
                    let more: Vec<String> = origins.iter().map(named).collect();
                    let more = if more.is_empty() { "nothing".to_owned() } else { more.join(", ") };
                    lines.push(format!("more for {}: {more}", site.name));
                }
                lines.extend(agreement.left_out.iter().map(|(of, why)| format!("left out: {}: {why}", named(of))));
                lines.extend(agreement.doubtful.iter().map(|(of, why)| format!("doubtful: {}: {why}", named(of))));
                lines.extend(agreement.undecided.iter().map(|of| format!("undecided: {}", named(of))));
            }
            Outcome::Conflict(conflict) => {
                lines.push("conflict".to_owned());
                lines.extend(conflict.core.iter().map(|of| format!("core: {}", named(of))));
                assert!(conflict.resolved.iter().all(|resolved| *resolved), "{}", self.title);
                for (site, given) in harmonized.sites.iter().zip(&conflict.give_up) {
                    let given = given.as_ref().map_or("cannot resolve it alone".to_owned(), |given| {
                        given.iter().map(|of| of.id.clone()).collect::<Vec<_>>().join(", ")
                    });
                    lines.push(format!("give up at {}: {given}", site.name));
                }
            }
        }
        lines.extend(harmonized.notes.iter().map(|note| format!("note: {}: {}", note.kind.word(), note.text)));
        lines.iter().map(|line| format!("{line}\n")).collect()
    }
}
