//! `region wall = rectum - lumen`: voxel sets made from others; and the midline.

use crate::syntax::tree::{Midline, Region as Tree};

use super::super::codes::{DUPLICATE_NAME, TOO_DEEP};
use super::super::problem::Problem;
use super::super::protocol::{ClassId, Region, RegionId};
use super::super::rule::Structure;
use super::super::symbols::Symbol;
use super::super::typing::Typer;
use super::dependencies;

/// Regions that build on regions are measured by descending through all of them.
const MAX_NESTING: usize = 50;

impl Typer<'_> {
    pub(super) fn resolve_regions(&mut self, regions: &[&Tree]) -> Vec<Region> {
        let names: Vec<_> = regions.iter().map(|region| &region.name).collect();
        let mentions: Vec<_> = regions.iter().map(|region| dependencies::mentioned(&region.definition)).collect();
        let mut depths = vec![0usize; regions.len()];
        for at in dependencies::ordered(self, &names, &mentions) {
            let (Some(region), Some(mentions)) = (regions.get(at), mentions.get(at)) else { continue };
            let below = mentions.iter().filter_map(|name| match self.symbols.find(&name.text) {
                Some((Symbol::Region(RegionId(id)), _)) => depths.get(id).copied(),
                _ => None,
            });
            let depth = below.max().unwrap_or(0) + 1;
            let mut definition = self.structure(&region.definition);
            if depth > MAX_NESTING && definition.is_some() {
                self.report(
                    Problem::new(
                        &TOO_DEEP,
                        format!("`{}` builds on more than {MAX_NESTING} regions in a row", region.name.text),
                    )
                    .at(region.name.span, "too deep")
                    .help("define it by classes and groups"),
                );
                definition = None;
            }
            if let (Some(slot), Some(own)) = (self.regions.get_mut(at), depths.get_mut(at)) {
                *slot = definition;
                *own = depth;
            }
        }
        regions
            .iter()
            .zip(&self.regions)
            .map(|(region, definition)| Region {
                name: region.name.text.clone(),
                // Stands in where the definition has been reported; the protocol is not used then.
                definition: definition.clone().unwrap_or(Structure::Class(ClassId(0))),
                span: region.span,
            })
            .collect()
    }

    pub(super) fn resolve_midline(&mut self, midlines: &[&Midline]) {
        if let [first, second, ..] = midlines {
            self.report(
                Problem::new(&DUPLICATE_NAME, "the midline is declared twice")
                    .at(second.span, "again here")
                    .at(first.span, "first declared here")
                    .help("keep one of the two"),
            );
        }
        if let Some(midline) = midlines.first() {
            self.midline = self.structure(&midline.from);
            self.has_midline = true;
        }
    }
}
