//! What the sites say together, as one protocol that leaves nothing out: every rule of every site in the agreed names.

use std::collections::{BTreeMap, BTreeSet};

use crate::logic::anatomy::Anatomy;
use crate::model::{self, Loaded};
use crate::report::{Severity, Source, Span};
use crate::syntax::print_file;
use crate::syntax::tree::{Expr, File, Header, Image, Item, Rule};

use super::build::{name, text};
use super::carry::{self, Carried};
use super::facts::{self, Facts};
use super::labels::Table;
use super::names::Names;
use super::note::Note;
use super::rewrite::Rewriter;
use super::site::{Origin, Site};
use super::{lines, rules, sources};

/// Everything that the sites say, in agreed names.
#[derive(Debug, Clone)]
pub struct Draft<'s> {
    pub sites: &'s [Site<'s>],
    pub table: Table,
    carried: Carried,
    facts: Facts,
    pub rules: Vec<DraftRule>,
    /// Lines of `image` blocks.
    pub image: Vec<DraftLine>,
    /// Name and version.
    title: (String, String),
    pub notes: Vec<Note>,
    /// Nothing of any site means anything else than it did there.
    pub exact: bool,
}

/// A rule of a site in agreed names.
#[derive(Debug, Clone)]
pub struct DraftRule {
    pub rule: Rule,
    pub origin: Origin,
    pub severity: Severity,
    /// What may mean something else than at its site.
    pub doubts: Vec<String>,
}

/// A line about the image, and all who say it.
#[derive(Debug, Clone)]
pub struct DraftLine {
    pub claim: Expr,
    pub of: Vec<Origin>,
}

impl<'s> Draft<'s> {
    pub fn new(anatomy: &Anatomy, sites: &'s [Site<'s>], title: (String, String)) -> Draft<'s> {
        let mut names = Names::default();
        let mut table = Table::new(anatomy, sites, &mut names);
        let mut carried = carry::carry(sites, &table, &mut names);
        let facts = facts::join(sites, &mut carried.renames);
        sources::name_all(sites, &mut carried.renames);
        let mut notes = std::mem::take(&mut table.notes);
        notes.append(&mut carried.notes);
        let (rules, image) = (Vec::new(), Vec::new());
        let mut draft = Draft { sites, table, carried, facts, rules, image, title, notes, exact: true };
        draft.image = draft.image_lines(&names);
        draft.rules = rules::of(&draft, &names);
        draft.exact = draft.rules.iter().all(|rule| rule.doubts.is_empty()) && draft.table.keeps_completeness(sites);
        draft
    }

    pub fn rewriter<'d>(&'d self, at: usize, names: &'d Names) -> Option<Rewriter<'d>> {
        let renames = self.carried.renames.get(at)?;
        Some(Rewriter::new(self.sites.get(at)?, at, &self.table, renames, names))
    }

    /// What a fact of a site is called.
    pub fn facts_of(&self, at: usize, own: &str) -> String {
        let now = self.carried.renames.get(at).and_then(|renames| renames.facts.get(own));
        now.map_or_else(|| own.to_owned(), Clone::clone)
    }

    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    fn image_lines(&self, names: &Names) -> Vec<DraftLine> {
        let mut found: Vec<DraftLine> = Vec::new();
        for (at, site) in self.sites.iter().enumerate() {
            let Some(mut rewriter) = self.rewriter(at, names) else { continue };
            let blocks = site.tree.items.iter().filter_map(|item| match item {
                Item::Image(block) => Some(&block.lines),
                _ => None,
            });
            for (line, own) in blocks.flatten().enumerate() {
                let claim = rewriter.expr(own);
                let id = site.protocol().image.iter().find(|known| known.span == own.span);
                let id = id.map_or_else(|| "image.padding".to_owned(), |known| known.id.clone());
                let origin = Origin { line, ..Origin::new(at, id) };
                let written = crate::syntax::print_expr(&claim);
                match found.iter_mut().find(|known| crate::syntax::print_expr(&known.claim) == written) {
                    Some(known) => known.of.push(origin),
                    None => found.push(DraftLine { claim, of: vec![origin] }),
                }
            }
        }
        // The declaration of padding is no claim: the claims are numbered without it.
        found.sort_by_key(|line| line.of.iter().any(|origin| origin.id == "image.padding"));
        found
    }

    /// `agreed/liver-ct 1.0.0`
    pub fn title(&self) -> String {
        format!("{} {}", self.title.0, self.title.1)
    }

    /// What the sites' rules and lines about the image say.
    pub fn said(&self) -> BTreeMap<Origin, String> {
        let mut said = BTreeMap::new();
        for origin in self.origins().into_iter().filter(|origin| origin.id.starts_with("labels.")) {
            let class = origin.id.trim_start_matches("labels.").to_owned();
            said.insert(origin, format!("`{class}` must be there"));
        }
        for rule in self.rules.iter().filter(|rule| !rule.origin.id.contains('.')) {
            if let Some(title) = &rule.rule.title {
                said.insert(rule.origin.clone(), format!("\"{}\"", title.text));
            }
        }
        for line in &self.image {
            let text = format!("`{}`", crate::syntax::print_expr(&line.claim));
            said.extend(line.of.iter().map(|origin| (origin.clone(), text.clone())));
        }
        said
    }

    /// Everything that can be left out of a protocol: rules, lines about the image, and what label tables demand.
    pub fn origins(&self) -> BTreeSet<Origin> {
        let rules = self.rules.iter().map(|rule| rule.origin.clone());
        let image = self.image.iter().flat_map(|line| line.of.iter().cloned());
        let labels = self.table.classes.iter().flat_map(|class| self.table.demanded_by(class, self.sites));
        rules.chain(image).chain(labels).collect()
    }

    /// The protocol of those rules and lines whose origin is wanted.
    pub fn write(&self, wanted: &dyn Fn(&Origin) -> bool, unused: &BTreeSet<String>) -> Written {
        let mut written = Written { tree: File::default(), lines: BTreeMap::new() };
        let rules: Vec<&DraftRule> = self.rules.iter().filter(|rule| wanted(&rule.origin)).collect();
        let mut items = vec![sources::meta(self.sites, &self.carried.renames, &rules)];
        let lines: Vec<&DraftLine> = self.image.iter().filter(|line| line.of.iter().any(wanted)).collect();
        if !lines.is_empty() {
            let lines = lines.iter().map(|line| line.claim.clone()).collect();
            items.push(Item::Image(Image { docs: Vec::new(), lines, span: Default::default() }));
        }
        items.extend(self.facts.block());
        items.extend(lines::labels(self, wanted));
        items.extend(lines::unions(&self.table, unused));
        let kept = |item: &&Item| !declared(item).is_some_and(|name| unused.contains(name));
        items.extend(self.carried.items.iter().filter(kept).cloned());
        items.extend(rules.iter().map(|rule| Item::Rule(rule.rule.clone())));
        written.tree = File { header: Some(self.header()), items, comments: Vec::new() };
        for (line, at) in lines.iter().zip(0..) {
            written.lines.insert(Place::Image(at), line.of.iter().filter(|of| wanted(of)).cloned().collect());
        }
        for rule in rules {
            written.lines.insert(Place::Line(rule.rule.id.text.clone()), vec![rule.origin.clone()]);
        }
        for class in &self.table.classes {
            let of: Vec<Origin> =
                self.table.demanded_by(class, self.sites).into_iter().filter(|of| wanted(of)).collect();
            written.lines.insert(Place::Line(format!("labels.{}", class.name)), of);
        }
        for field in &self.facts.fields {
            written.lines.insert(Place::Line(format!("case.{}", field.line.name.text)), field.of.clone());
        }
        written
    }

    fn header(&self) -> Header {
        let titles: Vec<String> = self.sites.iter().map(|site| site.protocol().title()).collect();
        let first = match self.exact {
            true => "Accepts a case exactly when each of these accepts it:",
            false => "Accepts a case when each of these accepts it, as far as that can be said in one protocol:",
        };
        let docs = vec![text(first), text(format!("{}.", titles.join(", ")))];
        let (protocol, version) = &self.title;
        Header { docs, name: name(protocol), version: Some(name(version)), extends: None, span: Default::default() }
    }
}

/// The name of a declaration that can be left out if nothing uses it.
fn declared(item: &Item) -> Option<&str> {
    Some(match item {
        Item::Group(item) => &item.name.text,
        Item::Region(item) => &item.name.text,
        Item::Param(item) => &item.name.text,
        Item::Vocabulary(item) => &item.name.text,
        Item::Sequence(item) => &item.name.text,
        _ => return None,
    })
}

/// A protocol with where its rules and lines come from.
#[derive(Debug, Clone)]
pub struct Written {
    pub tree: File,
    lines: BTreeMap<Place, Vec<Origin>>,
}

/// A rule or line of a written protocol.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// By its ID.
    Line(String),
    /// A line about the image, by its number.
    Image(usize),
}

impl Written {
    pub fn text(&self) -> String {
        print_file(&self.tree)
    }

    pub fn load(&self) -> Loaded {
        model::load(&Source::new("agreed.protocol", self.text()))
    }

    /// Where the rules and lines come from that stand at a place of the text.
    pub fn origins_at(&self, read: &File, place: Span) -> Vec<Origin> {
        let within = |span: Span| span.start <= place.start && place.start <= span.end;
        for item in &read.items {
            match item {
                Item::Rule(rule) if within(rule.span) => return self.origins(&rule.id.text, None).to_vec(),
                Item::Image(image) => {
                    if let Some(at) = image.lines.iter().position(|line| within(line.span)) {
                        return self.origins("", Some(at)).to_vec();
                    }
                }
                _ => {}
            }
        }
        Vec::new()
    }

    /// Where a rule or line comes from; of a line about the image, its number among those counts.
    pub fn origins(&self, id: &str, image: Option<usize>) -> &[Origin] {
        let place = match image {
            Some(at) => Place::Image(at),
            None => Place::Line(id.to_owned()),
        };
        self.lines.get(&place).map_or(&[], Vec::as_slice)
    }
}
