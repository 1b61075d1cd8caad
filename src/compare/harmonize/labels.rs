//! The agreed label table: what every site's classes are made of, as classes.

use std::collections::{BTreeMap, BTreeSet};

use crate::logic::TissueSet;
use crate::logic::anatomy::Anatomy;
use crate::model::field::folded;
use crate::model::protocol::{Class, ClassId, ValueSet};

use super::names::Names;
use super::note::Note;
use super::site::{Origin, Site};

/// The label table of the agreed protocol.
#[derive(Debug, Clone)]
pub struct Table {
    pub classes: Vec<AgreedClass>,
    /// What several classes are together, and some site has as one class.
    pub unions: Vec<Union>,
    pub background: ValueSet,
    pub ignore: ValueSet,
    pub open: bool,
    /// For each site, what each of its classes has become.
    of_sites: Vec<Vec<Became>>,
    pub notes: Vec<Note>,
}

/// A class of the agreed protocol.
#[derive(Debug, Clone)]
pub struct AgreedClass {
    pub name: String,
    pub tissues: TissueSet,
    /// The classes of sites that are just this, the preferred site's first.
    pub same: Vec<(usize, ClassId)>,
    pub values: ValueSet,
    pub partial: bool,
    /// Names of the others.
    pub aliases: Vec<String>,
}

/// A group that stands for a class of a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    pub name: String,
    /// Indices of classes, ascending.
    pub members: Vec<usize>,
}

/// What a class of a site is in the agreed protocol.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Became {
    /// The name of the class or group.
    pub name: String,
    /// Indices of the agreed classes that it is made of, ascending.
    pub members: Vec<usize>,
}

impl Became {
    pub fn is_class(&self) -> bool {
        self.members.len() == 1
    }
}

impl Table {
    pub fn new(anatomy: &Anatomy, sites: &[Site<'_>], names: &mut Names) -> Table {
        let parts = parts(anatomy, sites);
        let mut table = Table {
            classes: parts.into_iter().map(AgreedClass::unnamed).collect(),
            unions: Vec::new(),
            background: sites.first().map(|site| site.protocol().labels.background.clone()).unwrap_or_default(),
            ignore: ValueSet::default(),
            open: sites.iter().all(|site| site.protocol().labels.open),
            of_sites: Vec::new(),
            notes: Vec::new(),
        };
        table.of_sites = sites.iter().map(|site| table.members(site)).collect();
        for (at, of) in table.of_sites.iter().enumerate() {
            for (class, became) in of.iter().enumerate().filter(|(_, became)| became.is_class()) {
                let agreed = became.members.first().and_then(|member| table.classes.get_mut(*member));
                agreed.into_iter().for_each(|agreed| agreed.same.push((at, ClassId(class))));
            }
        }
        table.name(sites, names);
        table.encode(anatomy, sites);
        for class in &mut table.classes {
            let partial = |(site, id): &(usize, ClassId)| class_of(sites, *site, *id).is_some_and(|own| own.partial);
            class.partial = !class.same.is_empty() && class.same.iter().all(partial);
        }
        table
    }

    pub fn became(&self, site: usize, class: ClassId) -> Option<&Became> {
        self.of_sites.get(site)?.get(class.0)
    }

    pub fn of_site(&self, site: usize) -> &[Became] {
        self.of_sites.get(site).map_or(&[], Vec::as_slice)
    }

    pub fn class_name(&self, class: usize) -> &str {
        self.classes.get(class).map_or("", |class| &class.name)
    }

    /// The sites that demand the class in every case, as lines of their label tables.
    pub fn demanded_by(&self, class: &AgreedClass, sites: &[Site<'_>]) -> Vec<Origin> {
        let demands = |(site, id): &(usize, ClassId)| {
            let own = class_of(sites, *site, *id).filter(|own| !own.optional)?;
            Some(Origin::new(*site, format!("labels.{}", own.name)))
        };
        class.same.iter().filter_map(demands).collect()
    }

    /// Whether a class that is annotated in part is so wherever it is annotated: else more of it is judged than at a site.
    pub fn keeps_completeness(&self, sites: &[Site<'_>]) -> bool {
        let whole = |class: &ClassId, site: usize| {
            self.became(site, *class).is_none_or(|became| became.members.iter().all(|at| self.is_partial(*at)))
        };
        sites.iter().enumerate().all(|(at, site)| {
            let classes = site.protocol().labels.classes.iter().enumerate();
            classes.filter(|(_, class)| class.partial).all(|(id, _)| whole(&ClassId(id), at))
        })
    }

    fn is_partial(&self, class: usize) -> bool {
        self.classes.get(class).is_some_and(|class| class.partial)
    }

    /// Which agreed classes each class of a site is made of.
    fn members(&self, site: &Site<'_>) -> Vec<Became> {
        let of = |id: usize| {
            let tissues = site.view.tissues(ClassId(id));
            let within = self.classes.iter().enumerate().filter(|(_, part)| part.tissues.is_subset(&tissues));
            Became { name: String::new(), members: within.map(|(at, _)| at).collect() }
        };
        (0..site.protocol().labels.classes.len()).map(of).collect()
    }

    /// First the preferred site's names, whatever they stand for; then those of the others for single classes; then what
    /// no site has alone; then groups.
    fn name(&mut self, sites: &[Site<'_>], names: &mut Names) {
        self.name_where(sites, names, |site, became| site == 0 || became.is_class());
        self.name_rests(sites, names);
        self.name_where(sites, names, |site, became| site > 0 && !became.is_class());
        self.alias(sites, names);
    }

    fn name_where(&mut self, sites: &[Site<'_>], names: &mut Names, chosen: impl Fn(usize, &Became) -> bool) {
        for (at, site) in sites.iter().enumerate() {
            for (id, class) in site.protocol().labels.classes.iter().enumerate() {
                let became = self.became(at, ClassId(id)).cloned().unwrap_or_default();
                if chosen(at, &became) {
                    let name = self.name_of(&class.name, &became, names, &site.suffix());
                    if let Some(slot) = self.of_sites.get_mut(at).and_then(|of| of.get_mut(id)) {
                        slot.name = name;
                    }
                }
            }
        }
    }

    fn name_of(&mut self, own: &str, became: &Became, names: &mut Names, suffix: &str) -> String {
        match became.members.as_slice() {
            [only] => {
                let Some(class) = self.classes.get_mut(*only) else { return String::new() };
                if class.name.is_empty() {
                    class.name = names.claim(own, suffix);
                }
                class.name.clone()
            }
            [] => names.claim(own, suffix),
            members => match self.unions.iter().find(|union| union.members == members) {
                Some(known) => known.name.clone(),
                None => {
                    let name = names.claim(own, suffix);
                    self.unions.push(Union { name: name.clone(), members: members.to_vec() });
                    name
                }
            },
        }
    }

    /// Names what no site has as a class of its own after the class that it is the rest of.
    fn name_rests(&mut self, sites: &[Site<'_>], names: &mut Names) {
        for at in 0..self.classes.len() {
            let Some(class) = self.classes.get(at).filter(|class| class.name.is_empty()) else { continue };
            let holds = |site: &Site<'_>| {
                let classes = site.protocol().labels.classes.iter().enumerate();
                classes
                    .filter(|(id, _)| class.tissues.is_subset(&site.view.tissues(ClassId(*id))))
                    .map(|(_, own)| own.name.clone())
                    .next()
            };
            let whole = sites.iter().find_map(holds).unwrap_or_else(|| "structure".to_owned());
            let name = names.claim(&format!("{whole}_rest"), "rest");
            if let Some(class) = self.classes.get_mut(at) {
                class.name = name;
            }
        }
    }

    /// Every name and alias of the sites' classes, as far as it means nothing else here.
    fn alias(&mut self, sites: &[Site<'_>], names: &Names) {
        let mut taken: BTreeSet<String> = self.classes.iter().map(|class| folded(&class.name)).collect();
        for class in &mut self.classes {
            for (site, id) in &class.same {
                let Some(own) = class_of(sites, *site, *id) else { continue };
                for name in std::iter::once(&own.name).chain(&own.aliases) {
                    if !names.is_taken(name) && taken.insert(folded(name)) {
                        class.aliases.push(name.clone());
                    }
                }
            }
        }
    }

    /// Gives values: those of the preferred site where they are free, else the smallest that is.
    fn encode(&mut self, anatomy: &Anatomy, sites: &[Site<'_>]) {
        let all_ignore = sites.iter().all(|site| !site.protocol().labels.ignore.is_empty());
        if let Some(first) = sites.first().filter(|_| all_ignore) {
            self.ignore = first.protocol().labels.ignore.clone();
        }
        if !anatomy.exclusive {
            return;
        }
        let mut taken = self.background.union(&self.ignore);
        let mut given: BTreeMap<usize, ValueSet> = BTreeMap::new();
        for preferred in [true, false] {
            for (at, class) in self.classes.iter().enumerate() {
                let own = class.same.iter().find(|(site, _)| *site == 0 && preferred);
                let values = own.and_then(|(site, id)| Some(class_of(sites, *site, *id)?.values.clone()));
                let values = values.filter(|values| values.first_shared(&taken).is_none());
                let values = match values {
                    Some(values) => values,
                    None if preferred => continue,
                    None => (1i64..).find(|value| !taken.contains(*value)).map(ValueSet::one).unwrap_or_default(),
                };
                if given.contains_key(&at) {
                    continue;
                }
                taken = taken.union(&values);
                given.insert(at, values);
            }
        }
        for (at, values) in given {
            if let Some(class) = self.classes.get_mut(at) {
                class.values = values;
            }
        }
    }
}

impl AgreedClass {
    fn unnamed(tissues: TissueSet) -> AgreedClass {
        AgreedClass {
            name: String::new(),
            tissues,
            same: Vec::new(),
            values: ValueSet::default(),
            partial: false,
            aliases: Vec::new(),
        }
    }
}

/// The class of a site.
pub fn class_of<'s>(sites: &[Site<'s>], site: usize, id: ClassId) -> Option<&'s Class> {
    sites.get(site)?.protocol().class(id)
}

/// What the agreed classes cover, in the order in which the sites, the preferred one first, speak of it. On label maps
/// that is one tissue each; where files may overlap, every class that is not put together from smaller ones.
fn parts(anatomy: &Anatomy, sites: &[Site<'_>]) -> Vec<TissueSet> {
    let mut parts: Vec<TissueSet> = Vec::new();
    let of_sites = sites.iter().flat_map(|site| site.view.classes.iter()).filter(|tissues| !tissues.is_empty());
    if anatomy.exclusive {
        for tissue in of_sites.flatten() {
            let part = TissueSet::from([*tissue]);
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        return parts;
    }
    let all: Vec<&TissueSet> = of_sites.collect();
    for tissues in &all {
        let smaller = all.iter().filter(|other| other.len() < tissues.len() && other.is_subset(tissues));
        let covered: TissueSet = smaller.flat_map(|other| other.iter().copied()).collect();
        if covered != **tissues && !parts.contains(tissues) {
            parts.push((*tissues).clone());
        }
    }
    parts
}
