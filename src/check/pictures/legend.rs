//! Which class a label shows, and in which colour.

use crate::model::Protocol;
use crate::model::protocol::{Class, ClassId};
use crate::picture::palette;
use crate::report::Swatch;
use crate::volume::Runs;

/// Between black and white, and no colour.
const IGNORED: palette::Color = [140; 3];

/// The classes of a protocol in its colours, or in those of a fixed palette by their order; behind them what labels show
/// beside these.
#[derive(Debug, Clone)]
pub struct Legend<'p> {
    protocol: Option<&'p Protocol>,
    pub swatches: Vec<Swatch>,
}

impl<'p> Legend<'p> {
    pub fn new(protocol: Option<&'p Protocol>) -> Self {
        let classes = protocol.map(|protocol| protocol.labels.classes.as_slice()).unwrap_or_default();
        let swatch = |(number, class): (usize, &Class)| Swatch {
            name: class.name.clone(),
            color: class.color.as_deref().and_then(palette::parse).unwrap_or_else(|| palette::of_class(number)),
        };
        Legend { protocol, swatches: classes.iter().enumerate().map(swatch).collect() }
    }

    /// For each label of a label map its swatch; `None` for background.
    pub fn of_map(&mut self, runs: &Runs) -> Vec<Option<usize>> {
        runs.values().iter().map(|&value| self.of_value(value)).collect()
    }

    /// For each label of the file of one class its swatch: the same for all.
    pub fn of_file(&mut self, class: Option<ClassId>, name: &str, runs: &Runs) -> Vec<Option<usize>> {
        let swatch = class.map_or_else(|| self.further(name, None), |class| class.0);
        vec![Some(swatch); runs.values().len()]
    }

    fn of_value(&mut self, value: i64) -> Option<usize> {
        let labels = self.protocol.map(|protocol| &protocol.labels);
        if labels.is_some_and(|labels| labels.background.contains(value)) {
            return None;
        }
        if labels.is_some_and(|labels| labels.ignore.contains(value)) {
            return Some(self.further("ignored", Some(IGNORED)));
        }
        // Of several classes the one of fewest values tells most.
        let classes = labels.iter().flat_map(|labels| labels.classes.iter().enumerate());
        let holding = classes.filter(|(_, class)| class.values.contains(value));
        let size = |class: &Class| class.values.ranges.iter().map(|(low, high)| high.abs_diff(*low)).max();
        let declared = holding.min_by_key(|(_, class)| size(class)).map(|(number, _)| number);
        Some(declared.unwrap_or_else(|| self.further(&format!("value {value}"), None)))
    }

    fn further(&mut self, name: &str, color: Option<palette::Color>) -> usize {
        if let Some(known) = self.swatches.iter().position(|swatch| swatch.name == name) {
            return known;
        }
        let number = self.swatches.len();
        let color = color.unwrap_or_else(|| palette::of_class(number));
        self.swatches.push(Swatch { name: name.to_owned(), color });
        number
    }
}
