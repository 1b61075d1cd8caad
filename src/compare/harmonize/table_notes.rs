//! What the label tables of the sites cannot say together.

use crate::model::protocol::{Class, ClassId};
use crate::model::rule::ClaimKind;

use super::draft::Draft;
use super::labels::{AgreedClass, class_of};
use super::note::{Note, NoteKind};

/// Classes that a site demands and another does not have, different scopes, and what can be written in one file only.
pub fn table_notes(draft: &Draft<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    for class in &draft.table.classes {
        unknown(draft, class, &mut notes);
        scope(draft, class, &mut notes);
        partial(draft, class, &mut notes);
    }
    encoding(draft, &mut notes);
    headers(draft, &mut notes);
    notes
}

fn title(draft: &Draft<'_>, site: usize) -> String {
    draft.sites.get(site).map(|site| site.protocol().name.clone()).unwrap_or_default()
}

fn listed(draft: &Draft<'_>, sites: &[usize]) -> String {
    let names: Vec<String> = sites.iter().map(|site| format!("`{}`", title(draft, *site))).collect();
    names.join(", ")
}

fn unknown(draft: &Draft<'_>, class: &AgreedClass, notes: &mut Vec<Note>) {
    let Some(at) = draft.table.classes.iter().position(|other| other.name == class.name) else { return };
    let without: Vec<usize> = (0..draft.sites.len())
        .filter(|site| !draft.table.of_site(*site).iter().any(|became| became.members.contains(&at)))
        .collect();
    let demanded = draft.table.demanded_by(class, draft.sites);
    if let (Some(first), false) = (demanded.first(), without.is_empty()) {
        let who = title(draft, first.site);
        let text = format!("`{}` is required by `{who}`, and {} do not have it", class.name, listed(draft, &without));
        let text = if without.len() == 1 { text.replace(" do not have it", " does not have it") } else { text };
        notes.push(Note::new(NoteKind::Unknown, text));
    }
}

fn owned<'d>(draft: &'d Draft<'_>, class: &AgreedClass) -> Vec<(usize, &'d Class)> {
    let of = |(site, id): &(usize, ClassId)| Some((*site, class_of(draft.sites, *site, *id)?));
    class.same.iter().filter_map(of).collect()
}

fn scope(draft: &Draft<'_>, class: &AgreedClass, notes: &mut Vec<Note>) {
    let said = |own: &Class| (own.includes.clone(), own.excludes.clone());
    let all = owned(draft, class);
    let speaks = |own: &Class| !own.includes.is_empty() || !own.excludes.is_empty();
    let Some((first, one)) = all.iter().find(|(_, own)| speaks(own)) else { return };
    for (site, _) in all.iter().filter(|(site, other)| site != first && said(other) != said(one)) {
        let text = format!(
            "what belongs to `{}` is said differently by `{}` and `{}`; that of the first is taken",
            class.name,
            title(draft, *first),
            title(draft, *site)
        );
        notes.push(Note::new(NoteKind::Scope, text));
    }
}

fn partial(draft: &Draft<'_>, class: &AgreedClass, notes: &mut Vec<Note>) {
    let (yes, no): (Vec<_>, Vec<_>) = owned(draft, class).into_iter().partition(|(_, own)| own.partial);
    if let (Some((here, _)), Some((there, _))) = (yes.first(), no.first()) {
        let text = format!(
            "`{}` is annotated in part at `{}` and completely at `{}`; it is taken to be complete, so that more is judged",
            class.name,
            title(draft, *here),
            title(draft, *there)
        );
        notes.push(Note::new(NoteKind::Encoding, text));
    }
}

fn encoding(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    let with = |wanted: &dyn Fn(&crate::model::Protocol) -> bool| -> (Vec<usize>, Vec<usize>) {
        (0..draft.sites.len()).partition(|at| draft.sites.get(*at).is_some_and(|site| wanted(site.protocol())))
    };
    let (ignoring, others) = with(&|protocol| !protocol.labels.ignore.is_empty());
    if !ignoring.is_empty() && !others.is_empty() {
        let text = format!(
            "{} may ignore voxels and {} may not; none are ignored",
            listed(draft, &ignoring),
            listed(draft, &others)
        );
        notes.push(Note::new(NoteKind::Encoding, text));
    }
    let (open, closed) = with(&|protocol| protocol.labels.open);
    if !open.is_empty() && !closed.is_empty() {
        let text = format!(
            "{} allows values that it does not declare and {} does not; none are allowed",
            listed(draft, &open),
            listed(draft, &closed)
        );
        notes.push(Note::new(NoteKind::Encoding, text));
    }
    let has_files =
        |protocol: &crate::model::Protocol| protocol.labels.classes.iter().any(|class| class.values.is_empty());
    let (files, maps) = with(&has_files);
    if !files.is_empty() && !maps.is_empty() {
        let text = format!(
            "{} has a file for each class and {} one label map; there is a file for each class, so that classes may overlap",
            listed(draft, &files),
            listed(draft, &maps)
        );
        notes.push(Note::new(NoteKind::Encoding, text));
    }
}

/// A file whose header is silent breaks no line about headers, so that these exclude each other only where it speaks.
fn headers(draft: &Draft<'_>, notes: &mut Vec<Note>) {
    let said = |at: usize| {
        let lines = draft.sites.get(at).into_iter().flat_map(|site| &site.protocol().image);
        lines.filter_map(move |line| match &line.claim.kind {
            ClaimKind::Header { field, allowed, negated: false } => Some((at, &line.text, *field, allowed)),
            _ => None,
        })
    };
    let all: Vec<_> = (0..draft.sites.len()).flat_map(said).collect();
    for (number, (here, text, field, allowed)) in all.iter().enumerate() {
        for (there, other, _, words) in all.iter().skip(number + 1).filter(|(_, _, of, _)| of == field) {
            if here != there && !allowed.iter().any(|word| words.contains(word)) {
                let text = format!(
                    "`{text}` of `{}` and `{other}` of `{}` hold together only where the header does not say",
                    title(draft, *here),
                    title(draft, *there)
                );
                notes.push(Note::new(NoteKind::Header, text));
            }
        }
    }
}
