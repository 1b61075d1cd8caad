//! Random maps of tissues, painted with the values of any protocol.

use std::collections::{BTreeMap, BTreeSet};

use voxlint::check::case_facts::Record;
use voxlint::check::evaluate::case;
use voxlint::check::{CaseContext, CaseFacts, ClassSource, Outcome as Judged};
use voxlint::facts::Facts;
use voxlint::formats::{Cell, Table};
use voxlint::model::Protocol;
use voxlint::model::field::FieldKind;
use voxlint::model::protocol::ClassId;
use voxlint::report::Severity;
use voxlint::volume::{Affine, Geometry, LabelMap, RunsBuilder};

use super::support::random::Random;

/// A tissue for every voxel; 0 is none of them.
#[derive(Clone)]
pub struct Map {
    pub shape: [usize; 3],
    pub spacing: [f64; 3],
    pub voxels: Vec<usize>,
    /// What a table says about the case, by the names of facts.
    pub facts: BTreeMap<String, String>,
}

impl Map {
    /// Bodies side by side and inside each other.
    pub fn random(random: &mut Random, tissues: usize, words: &BTreeMap<String, Vec<String>>) -> Map {
        let shape = [6 + random.below(9), 6 + random.below(7), 5 + random.below(6)];
        let unit = *random.pick(&[1.0, 2.0, 8.0, 15.0, 20.0]);
        let spacing = [unit, unit, unit * *random.pick(&[1.0, 1.0, 2.0])];
        let mut map = Map { shape, spacing, voxels: vec![0; shape.iter().product()], facts: BTreeMap::new() };
        for _ in 0..1 + tissues + random.below(tissues + 2) {
            map.body(random, tissues);
        }
        for (name, words) in words {
            map.fact(random, name, words);
        }
        map
    }

    fn body(&mut self, random: &mut Random, tissues: usize) {
        let tissue = random.below(tissues + 1);
        let round = random.one_in(2);
        let low = self.shape.map(|n| random.below(n));
        let high: Vec<usize> = (0..3).map(|a| (low[a] + 1 + random.below(self.shape[a])).min(self.shape[a])).collect();
        for at in 0..self.voxels.len() {
            let place = self.place(at);
            let inside = (0..3).all(|a| low[a] <= place[a] && place[a] < high[a]);
            let far: f64 = (0..3)
                .map(|a| {
                    let (middle, half) = ((low[a] + high[a]) as f64 / 2.0, (high[a] - low[a]) as f64 / 2.0);
                    ((place[a] as f64 + 0.5 - middle) / half).powi(2)
                })
                .sum();
            if inside && (!round || far <= 1.0) {
                self.voxels[at] = tissue;
            }
        }
    }

    fn fact(&mut self, random: &mut Random, name: &str, words: &[String]) {
        if random.one_in(8) {
            self.facts.remove(name);
        } else {
            self.facts.insert(name.to_owned(), random.pick(words).clone());
        }
    }

    fn place(&self, at: usize) -> [usize; 3] {
        [at % self.shape[0], at / self.shape[0] % self.shape[1], at / (self.shape[0] * self.shape[1])]
    }

    /// A small change: voxels relabelled, a part added, removed, moved or grown, another spacing, another fact.
    pub fn edited(&self, random: &mut Random, tissues: usize, words: &BTreeMap<String, Vec<String>>) -> Map {
        let mut map = self.clone();
        for _ in 0..1 + random.below(3) {
            map.edit(random, tissues, words);
        }
        map
    }

    fn edit(&mut self, random: &mut Random, tissues: usize, words: &BTreeMap<String, Vec<String>>) {
        let tissue = random.below(tissues + 1);
        let at = random.below(self.voxels.len());
        match random.below(9) {
            0 => self.voxels[at] = tissue,
            1 => self.body(random, tissues),
            2 => {
                // One tissue becomes another everywhere.
                let from = self.voxels[at];
                self.voxels.iter_mut().filter(|voxel| **voxel == from).for_each(|voxel| *voxel = tissue);
            }
            3 => {
                // Everything moves by one voxel along an axis.
                let step = [1, self.shape[0], self.shape[0] * self.shape[1]][random.below(3)];
                let moved: Vec<usize> =
                    (0..self.voxels.len()).map(|at| at.checked_sub(step).map_or(0, |from| self.voxels[from])).collect();
                self.voxels = moved;
            }
            4 | 5 => self.grow(random, tissue),
            6 => {
                // The rim is emptied, so that things are complete.
                for at in 0..self.voxels.len() {
                    let place = self.place(at);
                    if (0..3).any(|a| place[a] == 0 || place[a] + 1 == self.shape[a]) {
                        self.voxels[at] = 0;
                    }
                }
            }
            7 => {
                let factor = *random.pick(&[0.5, 0.8, 1.25, 2.0]);
                self.spacing = self.spacing.map(|step| (step * factor).clamp(0.25, 30.0));
            }
            _ => {
                let names: Vec<&String> = words.keys().collect();
                if !names.is_empty() {
                    let name = (*random.pick(&names)).clone();
                    self.fact(random, &name, &words[&name]);
                }
            }
        }
    }

    /// A tissue takes the voxels around one of its own, or fills what it encloses in a row.
    fn grow(&mut self, random: &mut Random, tissue: usize) {
        let own: Vec<usize> = (0..self.voxels.len()).filter(|at| self.voxels[*at] == tissue).collect();
        if own.is_empty() {
            return;
        }
        let centre = self.place(*random.pick(&own));
        let reach = 1 + random.below(2);
        for at in 0..self.voxels.len() {
            let place = self.place(at);
            if (0..3).map(|a| place[a].abs_diff(centre[a])).sum::<usize>() <= reach {
                self.voxels[at] = tissue;
            }
        }
    }

    /// With the value that a protocol gives each tissue; `None` where it has no class for it.
    pub fn painted(&self, values: &[Option<i64>]) -> LabelMap {
        let shape = self.shape.map(|n| n as u32);
        let mut builder = RunsBuilder::new(shape);
        for (at, tissue) in self.voxels.iter().enumerate() {
            let value = tissue.checked_sub(1).and_then(|tissue| values[tissue]);
            if let Some(value) = value {
                let [x, y, z] = self.place(at).map(|n| n as u32);
                builder.push_run(z, y, x, x + 1, value).unwrap();
            }
        }
        let [x, y, z] = self.spacing;
        let affine = Affine([[x, 0.0, 0.0, -10.0], [0.0, y, 0.0, 5.0], [0.0, 0.0, z, 100.0]]);
        LabelMap { geometry: Geometry::oriented(shape, affine), layers: vec![builder.finish().unwrap()] }
    }

    /// The rules and lines of severity `error` that fail.
    pub fn broken(&self, protocol: &Protocol, values: &[Option<i64>]) -> BTreeSet<String> {
        let map = self.painted(values);
        let cell = |text: &String| Some(Cell::Text(text.clone()));
        let row: Vec<(String, Option<Cell>)> =
            self.facts.iter().map(|(name, text)| (name.clone(), cell(text))).collect();
        let records = vec![Record::of_one_row("cases.csv", Table::of_one_row("line 2", row))];
        let context = CaseContext {
            name: "case".into(),
            files: vec!["case.nii.gz".into()],
            classes: ClassSource::LabelMap,
            case_facts: CaseFacts::of_records(protocol, records, BTreeMap::new(), "case", "case.nii.gz"),
            ..CaseContext::default()
        };
        let facts = Facts::new(&map);
        let verdict = case(protocol, &facts, &context);
        let fails = verdict.rules.into_iter().filter(|rule| rule.severity == Severity::Error);
        fails.filter(|rule| rule.outcome == Judged::Fail).map(|rule| rule.id).collect()
    }
}

/// The value of a class.
pub fn value(protocol: &Protocol, class: ClassId) -> Option<i64> {
    protocol.class(class)?.values.ranges.first().map(|(low, _)| *low)
}

/// Words for every fact that some protocol asks for, by the column it is read from.
pub fn words(protocols: &[&Protocol]) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for field in protocols.iter().flat_map(|protocol| &protocol.fields) {
        let words = found.entry(field.from.clone().unwrap_or_else(|| field.name.clone())).or_default();
        match &field.kind {
            FieldKind::YesNo => words.extend(["yes".to_owned(), "no".to_owned()]),
            FieldKind::OneOf(all) => words.extend(all.iter().cloned()),
            FieldKind::Number(_) => words.extend(["0", "1", "3", "17", "18", "40", "90"].map(str::to_owned)),
            _ => words.push("some".to_owned()),
        }
        words.sort();
        words.dedup();
    }
    found
}
