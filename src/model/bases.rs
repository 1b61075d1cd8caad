//! `extends`: a protocol with everything that the protocols it builds on declare.
//!
//! Items of a base are taken as they are: what it declares cannot be declared again, so nothing of it is weakened by
//! chance. Its parameters can be set, by `with`; its rules are tightened, or relaxed for a reason. Of its `meta`, the sources
//! stay, which its rules cite.

use std::sync::Arc;

use semver::{Version, VersionReq};

use crate::report::{Severity, Source};
use crate::syntax;
use crate::syntax::tree::{Expr, Extends, File, Header, Item, Name};

use super::amendments::Amendments;
use super::codes::BASE;
use super::problem::Problem;
use super::suggest::nearest;

/// The text of the protocol with a name, for the text that extends it.
pub type FindBase<'f> = dyn Fn(&str, &Source) -> Option<Arc<Source>> + Sync + 'f;

/// More than any chain of publishers: society, country, hospital, study.
const LONGEST: usize = 16;

pub(super) struct Chain {
    /// The texts one behind the other.
    pub source: Arc<Source>,
    /// Header and comments of the first, items of all.
    pub tree: File,
    pub problems: Vec<Problem>,
    /// The texts without the first.
    pub bases: Vec<Arc<Source>>,
}

/// Follows `extends` from a protocol to its base, and on.
pub(super) fn chain(source: &Arc<Source>, mut tree: File, find: &FindBase<'_>) -> Chain {
    let mut sources = vec![Arc::clone(source)];
    let mut names: Vec<String> = tree.header.iter().map(|header| header.name.text.clone()).collect();
    let mut problems = Vec::new();
    let mut amendments = Amendments::default();
    amendments.take_from(&mut tree.items, &mut problems);
    let mut next = tree.header.as_ref().and_then(|header| header.extends.clone());
    while let Some(extends) = next.take() {
        let from = sources.last().unwrap_or(source);
        match base(&extends, from, &sources, &names, find) {
            Err(problem) => problems.push(problem),
            Ok((found, mut file)) => {
                set_parameters(&mut file, &extends, &mut problems);
                amendments.apply(&mut file.items);
                amendments.take_from(&mut file.items, &mut problems);
                tree.items.extend(file.items.into_iter().filter_map(inherited));
                names.push(extends.name.text);
                sources.push(found);
                next = file.header.and_then(|header| header.extends);
            }
        }
    }
    problems.extend(amendments.unused(&tree.items));
    let source = if sources.len() > 1 { Source::joined(&sources) } else { Arc::clone(source) };
    Chain { source, tree, problems, bases: sources.split_off(1) }
}

/// The base's text and its tree, whose spans point behind the texts there are.
fn base(
    extends: &Extends,
    from: &Source,
    sources: &[Arc<Source>],
    names: &[String],
    find: &FindBase<'_>,
) -> Result<(Arc<Source>, File), Problem> {
    let name = &extends.name;
    let problem = |message: String, text: &str| Problem::new(&BASE, message).at(name.span, text);
    if name.text.is_empty() {
        let missing = problem("`extends` names no protocol".to_owned(), "nothing behind it");
        return Err(missing.help("name the base: `extends society/abdomen-ct ^1.4`"));
    }
    if names.contains(&name.text) || names.len() >= LONGEST {
        let round =
            problem(format!("`{}` builds on itself", names.first().unwrap_or(&name.text)), "comes round to itself");
        return Err(round.help("extend a protocol that does not extend this one"));
    }
    let Some(found) = find(&name.text, from) else {
        let missing = problem(format!("there is no protocol `{}`", name.text), "not found");
        let shipped = nearest(&name.text, super::library::names());
        return Err(missing.help(match shipped {
            Some(shipped) => format!("did you mean `{shipped}`?"),
            None => format!("put it beside this file or above it as `{}.protocol`, or name a shipped one", name.text),
        }));
    };
    // As long as the texts before it, so that spans are those of the joined text.
    let before: usize = sources.iter().map(|source| source.text.len() + 1).sum();
    let parsed = syntax::parse(&Source::new(found.name.as_str(), " ".repeat(before) + &found.text));
    let mistakes = parsed.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    if mistakes > 0 {
        let message = format!("the base `{}` has mistakes of its own: {mistakes}", name.text);
        return Err(problem(message, "cannot be read").help(format!("mend it first: voxlint lint {}", found.name)));
    }
    right_name_and_version(extends, parsed.file.header.as_ref(), &found)?;
    Ok((found, parsed.file))
}

fn right_name_and_version(extends: &Extends, header: Option<&Header>, found: &Source) -> Result<(), Problem> {
    let name = &extends.name;
    let declared = header.map(|header| header.name.text.as_str()).unwrap_or_default();
    if declared != name.text {
        let message = format!("`{}` declares `{declared}`, not `{}`", found.name, name.text);
        return Err(Problem::new(&BASE, message).at(name.span, "another protocol").help(format!("write `{declared}`")));
    }
    let Some(wanted) = &extends.requirement else { return Ok(()) };
    let Ok(requirement) = VersionReq::parse(&wanted.text) else {
        let problem = Problem::new(&BASE, format!("`{}` is no range of versions", wanted.text));
        return Err(problem.at(wanted.span, "not understood").help("write `^1.4` (1.4 or later, below 2) or `=1.4.0`"));
    };
    let version = header.and_then(|header| header.version.as_ref()).map(|version| version.text.as_str());
    let version = version.unwrap_or_default();
    match Version::parse(version) {
        Ok(found) if requirement.matches(&found) => Ok(()),
        _ => {
            let message = format!("`{}` is there in version {version}, and `{}` is asked for", name.text, wanted.text);
            let help = format!("get the version that is asked for, or read what has changed and write `^{version}`");
            Err(Problem::new(&BASE, message).at(wanted.span, "does not allow it").help(help))
        }
    }
}

/// Puts the values of `with` in place of those that the base gives its parameters.
fn set_parameters(base: &mut File, extends: &Extends, problems: &mut Vec<Problem>) {
    for (name, value) in &extends.with {
        let declared = base.items.iter_mut().find_map(|item| match item {
            Item::Param(param) if param.name.text == name.text => Some(&mut param.value),
            _ => None,
        });
        match declared {
            Some(declared) => *declared = Expr::clone(value),
            None => problems.push(no_parameter(base, &extends.name, name)),
        }
    }
}

fn no_parameter(base: &File, base_name: &Name, name: &Name) -> Problem {
    let params = base.items.iter().filter_map(|item| match item {
        Item::Param(param) => Some(param.name.text.as_str()),
        _ => None,
    });
    let params: Vec<&str> = params.collect();
    let problem = Problem::new(&BASE, format!("`{}` has no parameter `{}`", base_name.text, name.text));
    problem.at(name.span, "unknown").help(match (nearest(&name.text, params.iter().copied()), params.is_empty()) {
        (Some(close), _) => format!("did you mean `{close}`?"),
        (None, true) => "it has no parameters: remove `with`".to_owned(),
        (None, false) => format!("its parameters: `{}`", params.join("`, `")),
    })
}

/// What a protocol takes over from its base.
fn inherited(item: Item) -> Option<Item> {
    match item {
        Item::Meta(mut meta) => {
            meta.entries.retain(|entry| entry.cite);
            Some(Item::Meta(meta))
        }
        item => Some(item),
    }
}
