//! `meta` of the agreed protocol: the sites as sources, and the sources that their rules cite.

use crate::syntax::tree::{Citation, Item, Meta, MetaEntry, MetaValue, StatementKind};

use super::build::{name, text};
use super::draft::DraftRule;
use super::rewrite::Renames;
use super::site::Site;

/// The key under which a site is cited.
pub fn key(site: &Site<'_>) -> String {
    site.suffix()
}

/// Gives the sources of a site names that begin with its own.
pub fn name_all(sites: &[Site<'_>], renames: &mut [Renames]) {
    for (site, renames) in sites.iter().zip(renames) {
        for (own, _) in &site.protocol().meta.citations {
            renames.sources.insert(own.clone(), format!("{}_{own}", key(site)));
        }
    }
}

/// The block with what these rules cite.
pub fn meta(sites: &[Site<'_>], renames: &[Renames], rules: &[&DraftRule]) -> Item {
    let cited: Vec<&str> = rules
        .iter()
        .flat_map(|rule| &rule.rule.statements)
        .filter_map(|statement| match &statement.kind {
            StatementKind::Cite(Citation::Name(name)) => Some(name.text.as_str()),
            _ => None,
        })
        .collect();
    let mut entries = Vec::new();
    for (site, renames) in sites.iter().zip(renames) {
        let own = site.protocol().meta.citations.iter();
        let own = own.filter_map(|(own, said)| Some((renames.sources.get(own)?.clone(), said.clone())));
        let all = std::iter::once((key(site), site.protocol().title())).chain(own);
        for (key, said) in all.filter(|(key, _)| cited.contains(&key.as_str())) {
            let value = MetaValue::Text { text: text(said), on: None };
            entries.push(MetaEntry { cite: true, key: name(&key), value, span: Default::default() });
        }
    }
    Item::Meta(Meta { docs: Vec::new(), entries, span: Default::default() })
}
