//! From protocols to the one that they agree on.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::crosswalk::{self, Crosswalk, Unclear};
use crate::logic::TissueSet;
use crate::model::Protocol;
use crate::model::protocol::ClassId;
use crate::report::{Finding, Severity};
use crate::syntax::tree::File;

use super::conflict::{self, Conflict};
use super::draft::{Draft, Written};
use super::labels::AgreedClass;
use super::minimal::{self, Minimal, Superfluous, origins_of};
use super::note::{Note, NoteKind};
use super::reason::{Implied, Reasoner};
use super::site::{Origin, Site, tags};
use super::table_notes::table_notes;

/// What came of several protocols.
#[derive(Debug, Clone)]
pub struct Harmonized {
    /// The preferred one first; origins count in this order.
    pub sites: Vec<SiteTitle>,
    /// What those who agree should know, whatever came of it.
    pub notes: Vec<Note>,
    /// The sentences of rules, and lines about the image.
    pub said: BTreeMap<Origin, String>,
    pub outcome: Outcome,
}

#[derive(Debug, Clone)]
pub enum Outcome {
    Agreed(Box<Agreement>),
    Conflict(Box<Conflict>),
}

/// How a site is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteTitle {
    pub name: String,
    pub version: String,
    /// What the IDs of its rules begin with.
    pub tag: String,
}

impl SiteTitle {
    /// `north/liver-ct 2.1.0`
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version).trim().to_owned()
    }
}

/// A protocol that accepts a case exactly when every site does.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Name and version.
    pub title: String,
    /// Nothing was left out or changed its meaning: it accepts a case exactly when every site does.
    pub exact: bool,
    /// As `fmt` lays it out.
    pub text: String,
    /// The rules and lines that it has, by ID.
    pub kept: Vec<Kept>,
    pub superfluous: Vec<Superfluous>,
    /// What cannot be said in the agreed protocol, with the reason.
    pub left_out: Vec<(Origin, String)>,
    /// Rules that may mean something else than at their site.
    pub doubtful: Vec<(Origin, String)>,
    /// Of which nobody knows whether they follow from others; they stay.
    pub undecided: Vec<Origin>,
    /// For each site, what is asked of its cases that its own rules do not ask.
    pub stricter: Vec<Vec<Origin>>,
    /// Name and values of each class.
    pub table: Vec<(String, String)>,
    /// What each class covers, in this order.
    pub tissues: Vec<TissueSet>,
    /// For each site, what its classes are called now.
    pub classes: Vec<Vec<Renamed>>,
}

/// A rule or line of the agreed protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub id: String,
    pub severity: Severity,
    pub of: Vec<Origin>,
}

impl Kept {
    /// A line of the label table or of the `case` block: it declares, and is no rule.
    pub fn is_declaration(&self) -> bool {
        self.id.starts_with("labels.") || self.id.starts_with("case.")
    }
}

/// A class of a site in the agreed protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    pub own: String,
    pub value: String,
    /// The agreed classes it consists of, each with its values.
    pub agreed: Vec<(String, String)>,
}

/// Makes one protocol of those that a crosswalk links, of which `trees` are the texts. The agreed one is called `name`; none:
/// after the preferred one.
///
/// # Errors
///
/// What keeps the protocols from being written as one.
pub fn harmonize(
    crosswalk: &Crosswalk<'_>,
    trees: &[&File],
    preferred: usize,
    name: Option<&str>,
) -> Result<Harmonized, Vec<Finding>> {
    let mut order: Vec<usize> = (0..crosswalk.views.len()).collect();
    order.sort_by_key(|at| *at != preferred);
    let protocols: Vec<&Protocol> = crosswalk.views.iter().map(|view| view.protocol).collect();
    let tags = tags(&protocols);
    let site = |at: &usize| {
        let (view, tree, tag) = (crosswalk.views.get(*at)?, trees.get(*at)?, tags.get(*at)?);
        Some(Site { view, tree, tag: tag.clone() })
    };
    let sites: Vec<Site<'_>> = order.iter().filter_map(site).collect();
    let name = name.map_or_else(|| agreed_name(&sites), str::to_owned);
    let mut draft = Draft::new(&crosswalk.anatomy, &sites, (name, "1.0.0".to_owned()));
    let (_, left_out) = readable(&draft)?;
    draft.exact &= left_out.is_empty();
    let written = draft.write(&|origin| !left_out.contains_key(origin), &BTreeSet::new());
    let mut notes = draft.notes.clone();
    notes.extend(table_notes(&draft));
    notes.extend(unclear(crosswalk));
    notes.sort();
    notes.dedup();
    let all: BTreeSet<Origin> = draft.origins().into_iter().filter(|origin| !left_out.contains_key(origin)).collect();
    let outcome = match conflict::find(&draft, &all) {
        Some(conflict) => Outcome::Conflict(Box::new(conflict)),
        None => Outcome::Agreed(Box::new(agreement(&draft, written, left_out)?)),
    };
    let title = |site: &Site<'_>| SiteTitle {
        name: site.protocol().name.clone(),
        version: site.protocol().version.clone(),
        tag: site.tag.clone(),
    };
    Ok(Harmonized { sites: sites.iter().map(title).collect(), notes, said: draft.said(), outcome })
}

/// `agreed/liver-ct` of `north/liver-ct`.
fn agreed_name(sites: &[Site<'_>]) -> String {
    let preferred = sites.first().map(|site| site.protocol().name.as_str()).unwrap_or_default();
    format!("agreed/{}", preferred.rsplit('/').next().unwrap_or("protocol"))
}

/// Classes of which nobody knows whether they are the same.
fn unclear(crosswalk: &Crosswalk<'_>) -> Vec<Note> {
    let named = |(protocol, class): (usize, ClassId)| {
        let of = crosswalk.views.get(protocol).map(|view| view.protocol)?;
        Some(format!("`{}` of `{}`", of.class(class)?.name, of.name))
    };
    let note = |conflict: &crosswalk::Conflict| {
        let reason = match conflict.reason {
            Unclear::SharedCode => "share a code that several classes bear",
            Unclear::SharedName => "share a name that several classes bear",
            Unclear::CodeAgainstName => "agree by one of name and code, and not by the other",
        };
        let (left, right) = (named(conflict.left)?, named(conflict.right)?);
        let text = format!("{left} and {right} {reason}: they stay apart until `equate` or `distinguish` says more");
        Some(Note::new(NoteKind::Unclear, text))
    };
    crosswalk.conflicts.iter().filter_map(note).collect()
}

fn agreement(
    draft: &Draft<'_>,
    written: Written,
    left_out: BTreeMap<Origin, String>,
) -> Result<Agreement, Vec<Finding>> {
    let loaded = written.load();
    let Some(protocol) = &loaded.protocol else { return Err(loaded.findings) };
    let mut reasoner = Reasoner::new(protocol);
    let Minimal { superfluous, undecided } = minimal::reduce(draft, &written, protocol, &mut reasoner);
    let stricter = (0..draft.sites.len()).map(|site| stricter(site, &written, &mut reasoner)).collect();
    let gone: BTreeSet<&Origin> = superfluous.iter().flat_map(|gone| &gone.of).collect();
    let wanted = |origin: &Origin| !left_out.contains_key(origin) && !gone.contains(origin);
    let written = without_unused(draft, &wanted);
    let loaded = written.load();
    let Some(protocol) = &loaded.protocol else { return Err(loaded.findings) };
    let encoded = Reasoner::new(protocol);
    let kept = kept(draft, &written, &encoded);
    let doubtful = draft.rules.iter().filter(|rule| wanted(&rule.origin));
    let doubtful =
        doubtful.flat_map(|rule| rule.doubts.iter().map(|doubt| (rule.origin.clone(), doubt.clone()))).collect();
    let values = |class: &AgreedClass| (class.name.clone(), class.values.to_string());
    Ok(Agreement {
        title: draft.title(),
        exact: draft.exact,
        table: draft.table.classes.iter().map(values).collect(),
        tissues: draft.table.classes.iter().map(|class| class.tissues.clone()).collect(),
        text: written.text(),
        kept,
        superfluous,
        left_out: left_out.into_iter().collect(),
        doubtful,
        undecided,
        stricter,
        classes: renamed(draft),
    })
}

/// The draft without the rules that cannot be said in it, and why.
fn readable(draft: &Draft<'_>) -> Result<(Written, BTreeMap<Origin, String>), Vec<Finding>> {
    let mut left_out: BTreeMap<Origin, String> = BTreeMap::new();
    loop {
        let written = draft.write(&|origin| !left_out.contains_key(origin), &BTreeSet::new());
        let loaded = written.load();
        if loaded.protocol.is_some() {
            return Ok((written, left_out));
        }
        let before = left_out.len();
        for finding in loaded.findings.iter().filter(|finding| finding.severity == Severity::Error) {
            let spans = finding.labels.first().map(|label| label.span);
            for origin in spans.into_iter().flat_map(|span| written.origins_at(&loaded.tree, span)) {
                left_out.entry(origin).or_insert_with(|| finding.message.clone());
            }
        }
        if left_out.len() == before {
            return Err(loaded.findings);
        }
    }
}

/// Written without declarations that nothing uses, which may leave others without use.
fn without_unused(draft: &Draft<'_>, wanted: &dyn Fn(&Origin) -> bool) -> Written {
    let mut unused: BTreeSet<String> = BTreeSet::new();
    loop {
        let written = draft.write(wanted, &unused);
        let found: BTreeSet<String> = written.load().unused.names.into_iter().map(|(_, name, _)| name).collect();
        if found.is_subset(&unused) {
            return written;
        }
        unused.extend(found);
    }
}

/// Errors of other sites that do not follow from what a site asks itself, given the facts and classes there must be.
fn stricter(site: usize, written: &Written, reasoner: &mut Reasoner) -> Vec<Origin> {
    let origins = origins_of(written, reasoner.rules());
    let errors = reasoner.as_severe(Severity::Error);
    let is_line = |at: &usize| {
        let id = reasoner.rules().get(*at).map_or("", |rule| rule.id.as_str());
        id.starts_with("labels.") || id.starts_with("case.")
    };
    let own = |at: &usize| origins.get(*at).is_some_and(|of| of.iter().any(|origin| origin.site == site));
    let (theirs, others): (BTreeSet<usize>, BTreeSet<usize>) = errors.iter().copied().partition(own);
    let lines: BTreeSet<usize> = errors.iter().copied().filter(|at| is_line(at)).collect();
    let given: BTreeSet<usize> = theirs.union(&lines).copied().collect();
    let mut found = Vec::new();
    for at in others {
        let of = origins.get(at).cloned().unwrap_or_default();
        let demanded = lines.contains(&at) && !of.is_empty();
        if demanded || !lines.contains(&at) && reasoner.implied(at, &given) == Implied::No {
            found.extend(of.into_iter().next());
        }
    }
    found
}

fn kept(draft: &Draft<'_>, written: &Written, encoded: &Reasoner) -> Vec<Kept> {
    let origins = origins_of(written, encoded.rules());
    let lines = encoded.rules().iter().zip(origins).filter(|(_, of)| !of.is_empty());
    let mut kept: Vec<Kept> =
        lines.map(|(rule, of)| Kept { id: rule.id.clone(), severity: rule.severity, of }).collect();
    // Rules that only a person or all cases together can check are in no formula.
    for rule in &draft.rules {
        let id = &rule.rule.id.text;
        if !written.origins(id, None).is_empty() && !kept.iter().any(|known| known.id == *id) {
            kept.push(Kept { id: id.clone(), severity: rule.severity, of: vec![rule.origin.clone()] });
        }
    }
    kept
}

fn renamed(draft: &Draft<'_>) -> Vec<Vec<Renamed>> {
    let of_site = |(at, site): (usize, &Site<'_>)| {
        let classes = site.protocol().labels.classes.iter().zip(draft.table.of_site(at));
        let renamed = classes.map(|(own, became)| {
            let agreed = became.members.iter().filter_map(|member| draft.table.classes.get(*member));
            let agreed = agreed.map(|class| (class.name.clone(), class.values.to_string())).collect();
            Renamed { own: own.name.clone(), value: own.values.to_string(), agreed }
        });
        renamed.collect()
    };
    draft.sites.iter().enumerate().map(of_site).collect()
}
