//! Declarations of the sites, side by side: what is the same becomes one, what is not gets a name of its own.

use std::collections::BTreeMap;

use crate::model::protocol::ClassId;
use crate::syntax::tree::{
    File, Group, InputLine, InputsBlock, Item, LabelName, Landmarks, Param, Region, Sequence, SequenceMember,
    TableBlock, Vocabulary,
};
use crate::syntax::{print_expr, print_file};

use super::build::{name, sum, text};
use super::labels::Table;
use super::names::Names;
use super::note::{Note, NoteKind};
use super::rewrite::{Renames, Rewriter};
use super::site::Site;

/// Declarations in the agreed names.
#[derive(Debug, Clone, Default)]
pub struct Carried {
    pub items: Vec<Item>,
    /// For each site, what its names have become.
    pub renames: Vec<Renames>,
    pub notes: Vec<Note>,
}

/// Carries over what the sites declare beside labels, facts and rules.
pub fn carry(sites: &[Site<'_>], table: &Table, names: &mut Names) -> Carried {
    let mut carried = Carried { renames: vec![Renames::default(); sites.len()], ..Carried::default() };
    // Blocks of inputs and landmarks share names by what they are, so that these come first.
    inputs(sites, names, &mut carried);
    landmarks(sites, names, &mut carried);
    for (at, site) in sites.iter().enumerate() {
        groups(at, site, table, names, &mut carried);
        named(at, site, table, names, &mut carried);
    }
    for (at, site) in sites.iter().enumerate() {
        only_once(at, site, table, names, &mut carried);
    }
    carried.items.sort_by_key(rank);
    carried
}

/// The order of items in the agreed protocol.
fn rank(item: &Item) -> usize {
    match item {
        Item::Inputs(_) => 0,
        Item::Files(_) => 1,
        Item::Vocabulary(_) => 2,
        Item::Table(_) => 3,
        Item::Group(_) => 4,
        Item::Region(_) => 5,
        Item::Pair(_) => 6,
        Item::Midline(_) => 7,
        Item::Sequence(_) => 8,
        Item::Landmarks(_) => 9,
        Item::Param(_) => 10,
        _ => 11,
    }
}

fn groups(at: usize, site: &Site<'_>, table: &Table, names: &mut Names, carried: &mut Carried) {
    for group in &site.protocol().groups {
        let mut members: Vec<String> = Vec::new();
        for class in &group.classes {
            let leaves = table.became(at, *class).into_iter().flat_map(|became| &became.members);
            for leaf in leaves.map(|leaf| table.class_name(*leaf).to_owned()) {
                if !members.contains(&leaf) {
                    members.push(leaf);
                }
            }
        }
        let Some(union) = sum(&members) else { continue };
        let known = carried.items.iter().find_map(|item| match item {
            Item::Group(known) if print_expr(&known.members) == print_expr(&union) => Some(known.name.text.clone()),
            _ => None,
        });
        let now = known.unwrap_or_else(|| {
            let now = names.claim(&group.name, &site.suffix());
            let members = union;
            let group = Group { docs: Vec::new(), name: name(&now), members, span: Default::default() };
            carried.items.push(Item::Group(group));
            now
        });
        if let Some(renames) = carried.renames.get_mut(at) {
            renames.declared.insert(group.name.clone(), now);
        }
    }
}

/// Regions, parameters, vocabularies, tables, pairs and sequences. One that says the same as another site's under the same
/// name becomes that; since they mention each other, this is tried until nothing changes.
fn named(at: usize, site: &Site<'_>, table: &Table, names: &mut Names, carried: &mut Carried) {
    let own: Vec<&Item> = site.tree.items.iter().filter(|item| name_of(item).is_some()).collect();
    let mut renames = carried.renames.get(at).cloned().unwrap_or_default();
    let mut fresh: BTreeMap<String, bool> = BTreeMap::new();
    for item in &own {
        let Some(own) = name_of(item) else { continue };
        let shared = carried.items.iter().any(|known| name_of(known) == Some(own) && rank(known) == rank(item));
        let now = if shared { own.to_owned() } else { names.claim(own, &site.suffix()) };
        fresh.insert(own.to_owned(), !shared);
        renames.declared.insert(own.to_owned(), now);
    }
    loop {
        let mut changed = false;
        for item in &own {
            let Some(own) = name_of(item).filter(|own| fresh.get(*own) == Some(&false)) else { continue };
            let written = rewritten(item, &mut Rewriter::new(site, at, table, &renames, names)).map(|item| bare(&item));
            if !carried.items.iter().any(|known| Some(bare(known)) == written) {
                renames.declared.insert(own.to_owned(), names.claim(own, &site.suffix()));
                fresh.insert(own.to_owned(), true);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    for item in own {
        if name_of(item).is_none_or(|own| fresh.get(own) != Some(&true)) {
            continue;
        }
        match rewritten(item, &mut Rewriter::new(site, at, table, &renames, names)) {
            Some(item) => carried.items.push(item),
            None => {
                let what = name_of(item).unwrap_or_default();
                let reason = "it speaks of a class that consists of several here";
                let note = format!("`{what}` of `{}` is left out: {reason}", site.protocol().name);
                carried.notes.push(Note::new(NoteKind::Declaration, note));
            }
        }
    }
    if let Some(slot) = carried.renames.get_mut(at) {
        *slot = renames;
    }
}

fn name_of(item: &Item) -> Option<&str> {
    Some(match item {
        Item::Region(item) => &item.name.text,
        Item::Param(item) => &item.name.text,
        Item::Vocabulary(item) => &item.name.text,
        Item::Table(item) => &item.name.text,
        Item::Pair(item) => &item.name.text,
        Item::Sequence(item) => &item.name.text,
        _ => return None,
    })
}

/// The item in agreed names. `None`: it needs classes where there are groups.
fn rewritten(item: &Item, rewriter: &mut Rewriter<'_>) -> Option<Item> {
    let now = |rewriter: &Rewriter<'_>, own: &str| name(rewriter.renames.declared.get(own).map_or(own, String::as_str));
    Some(match item {
        Item::Region(item) => Item::Region(Region {
            name: now(rewriter, &item.name.text),
            definition: rewriter.expr(&item.definition),
            ..item.clone()
        }),
        Item::Param(item) => Item::Param(Param {
            name: now(rewriter, &item.name.text),
            value: rewriter.word(&item.value),
            ..item.clone()
        }),
        Item::Vocabulary(item) => Item::Vocabulary(Vocabulary { name: now(rewriter, &item.name.text), ..item.clone() }),
        Item::Table(item) => {
            let renamed = now(rewriter, &item.name.text);
            // The rows are found by the name that the site knows them by.
            let from = item.from.clone().or_else(|| (renamed.text != item.name.text).then(|| text(&item.name.text)));
            Item::Table(TableBlock { name: renamed, from, ..item.clone() })
        }
        Item::Pair(item) => {
            let [right, left] = [&item.right, &item.left].map(|side| single(rewriter, &side.text));
            let mut pair = item.clone();
            pair.name = now(rewriter, &item.name.text);
            pair.right = name(&right?);
            pair.left = name(&left?);
            Item::Pair(pair)
        }
        Item::Sequence(item) => {
            let protocol = rewriter.site.protocol();
            let own = protocol.sequences.iter().find(|sequence| sequence.name == item.name.text)?;
            let mut members = Vec::new();
            for member in &own.members {
                let class = protocol.class(member.class)?;
                let first = name(&single(rewriter, &class.name)?);
                members.push(SequenceMember {
                    first,
                    last: None,
                    skippable: member.skippable,
                    span: Default::default(),
                });
            }
            Item::Sequence(Sequence { name: now(rewriter, &item.name.text), members, ..item.clone() })
        }
        _ => return None,
    })
}

/// The agreed class that is a class of the site.
fn single(rewriter: &Rewriter<'_>, class: &str) -> Option<String> {
    let id: ClassId = rewriter.site.protocol().class_named(class)?;
    let became = rewriter.table.became(rewriter.at, id)?;
    became.is_class().then(|| became.name.clone())
}

/// The item as text without its documentation, to compare it.
fn bare(item: &Item) -> String {
    let mut item = item.clone();
    match &mut item {
        Item::Region(item) => item.docs.clear(),
        Item::Param(item) => item.docs.clear(),
        Item::Vocabulary(item) => item.docs.clear(),
        Item::Table(item) => item.docs.clear(),
        Item::Pair(item) => item.docs.clear(),
        Item::Sequence(item) => item.docs.clear(),
        Item::Midline(item) => item.docs.clear(),
        Item::Files(item) => item.docs.clear(),
        Item::Decide(item) => item.docs.clear(),
        _ => {}
    }
    print_file(&File { items: vec![item], ..File::default() })
}

/// `midline`, `files` and decisions: what one site says is taken, and the same of others with it.
fn only_once(at: usize, site: &Site<'_>, table: &Table, names: &Names, carried: &mut Carried) {
    let renames = carried.renames.get(at).cloned().unwrap_or_default();
    let mut rewriter = Rewriter::new(site, at, table, &renames, names);
    for item in &site.tree.items {
        let (now, what) = match item {
            Item::Midline(midline) => {
                let mut midline = midline.clone();
                midline.from = rewriter.expr(&midline.from);
                (Item::Midline(midline), "its midline")
            }
            Item::Files(files) => (Item::Files(files.clone()), "its `files`"),
            Item::Decide(table) => (Item::Decide(rewriter.decide(table)), "a decision table"),
            _ => continue,
        };
        let mut alike = carried.items.iter().filter(|known| rank(known) == rank(&now));
        let written = bare(&now);
        if alike.clone().any(|known| bare(known) == written) {
            continue;
        }
        if alike.next().is_some() && !matches!(now, Item::Decide(_)) {
            let note = format!("{what} of `{}` is left out: the preferred one differs", site.protocol().name);
            carried.notes.push(Note::new(NoteKind::Declaration, note));
            continue;
        }
        carried.items.push(now);
    }
}

fn inputs(sites: &[Site<'_>], names: &mut Names, carried: &mut Carried) {
    let mut lines: Vec<InputLine> = Vec::new();
    for site in sites {
        let own = site.tree.items.iter().filter_map(|item| match item {
            Item::Inputs(block) => Some(&block.lines),
            _ => None,
        });
        for line in own.flatten() {
            for member in &line.members {
                let same =
                    |known: &InputLine| known.members.iter().any(|known| spoken(&known.name) == spoken(&member.name));
                if let Some(known) = lines.iter_mut().find(|known| same(known)) {
                    let optional = member.optional;
                    known.members.iter_mut().for_each(|known| known.optional &= optional);
                    if known.kind != line.kind {
                        let what = spoken(&member.name);
                        let note = format!("`{what}` is an input of another kind at `{}`", site.protocol().name);
                        carried.notes.push(Note::new(NoteKind::Declaration, note));
                    }
                    continue;
                }
                names.claim(&spoken(&member.name), &site.suffix());
                lines.push(InputLine { members: vec![member.clone()], ..line.clone() });
            }
        }
    }
    if !lines.is_empty() {
        carried.items.push(Item::Inputs(InputsBlock { docs: Vec::new(), lines, span: Default::default() }));
    }
}

fn spoken(name: &LabelName) -> String {
    match name {
        LabelName::One(name) => name.text.clone(),
        LabelName::Numbered { first, last } => format!("{}..{}", first.text, last.text),
    }
}

fn landmarks(sites: &[Site<'_>], names: &mut Names, carried: &mut Carried) {
    let mut block: Option<Landmarks> = None;
    for site in sites {
        let own = site.tree.items.iter().filter_map(|item| match item {
            Item::Landmarks(block) => Some(block),
            _ => None,
        });
        for own in own {
            let agreed = block.get_or_insert_with(|| Landmarks { lines: Vec::new(), ..own.clone() });
            agreed.open &= own.open;
            for line in &own.lines {
                let known = agreed.lines.iter_mut().find(|known| known.name.text == line.name.text);
                let Some(known) = known else {
                    names.claim(&line.name.text, &site.suffix());
                    agreed.lines.push(line.clone());
                    continue;
                };
                known.optional &= line.optional;
                let per = |per: &Option<crate::syntax::tree::Name>| per.as_ref().map(|per| per.text.clone());
                if known.kind != line.kind || per(&known.per) != per(&line.per) {
                    let what = &line.name.text;
                    let note = format!("the landmark `{what}` is another one at `{}`", site.protocol().name);
                    carried.notes.push(Note::new(NoteKind::Declaration, note));
                }
            }
        }
    }
    carried.items.extend(block.map(Item::Landmarks));
}
