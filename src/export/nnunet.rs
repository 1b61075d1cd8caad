//! The `dataset.json` of nnU-Net, version 2.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::model::Protocol;
use crate::model::quantity::Dimension;

use super::left_out::{self, Holds};
use super::rows::{Row, rows};
use super::{Exported, Refused};

/// How a `dataset.json` is to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Nnunet {
    /// Groups and classes that the network is trained on, each with all its values; nnU-Net calls them regions. Without
    /// any it is trained on the classes.
    pub regions: Vec<String>,
    /// Values are made consecutive, as nnU-Net wants them.
    pub renumber: bool,
    /// How many cases there are to train on.
    pub cases: usize,
}

/// A name and its values.
type Target<'p> = (&'p str, Vec<i64>);

/// # Errors
///
/// Values that nnU-Net refuses: those with gaps, an `ignore` that is not the highest, a background that is not 0; a region
/// that is neither group nor class.
pub fn nnunet(protocol: &Protocol, how: &Nnunet) -> Result<Exported, Refused> {
    let rows = rows(protocol, (i64::MIN, i64::MAX))?;
    let mut notes = Vec::new();
    let numbers = if how.renumber { renumbered(&rows, &mut notes) } else { as_they_are(protocol, &rows)? };
    let number = |value: i64| numbers.get(&value).copied().unwrap_or(value);
    let mut targets: Vec<Target<'_>> =
        if how.regions.is_empty() { classes(&rows) } else { regions(protocol, &how.regions)? };
    for (_, values) in &mut targets {
        *values = values.iter().map(|value| number(*value)).collect();
        values.sort_unstable();
    }
    for (name, _) in &targets {
        if matches!(*name, "background" | "ignore") {
            let reason = format!("a class is called `{name}`, which means something else to nnU-Net");
            return Err(Refused::new(reason, "rename the class"));
        }
    }
    // Largest first: what comes later is written over what came before.
    let by_region = targets.iter().any(|(_, values)| values.len() > 1);
    if by_region {
        targets.sort_by_key(|(_, values)| std::cmp::Reverse(values.len()));
    }

    let mut labels = Map::new();
    labels.insert("background".to_owned(), json!(0));
    for (name, values) in &targets {
        let value = match values.as_slice() {
            [value] => json!(value),
            values => json!(values),
        };
        labels.insert((*name).to_owned(), value);
    }
    if let Some(row) = rows.iter().find(|row| row.class.is_none() && row.name == "ignore") {
        labels.insert("ignore".to_owned(), json!(number(row.value)));
    }
    let mut dataset = json!({
        "name": protocol.name,
        "description": protocol.docs.split_whitespace().collect::<Vec<_>>().join(" "),
        "release": protocol.version,
        "channel_names": channels(protocol, &mut notes),
        "labels": labels,
        "numTraining": how.cases,
        "file_ending": ".nii.gz",
    });
    if let Value::Object(object) = &mut dataset
        && by_region
    {
        object.insert("regions_class_order".to_owned(), json!(order(&targets, &mut notes)));
    }
    if how.cases == 0 {
        notes.push("`numTraining` is 0: say with `--cases N` how many cases there are to train on".to_owned());
    }
    if how.regions.is_empty() && !protocol.groups.is_empty() {
        let names: Vec<String> = protocol.groups.iter().map(|group| format!("`{}`", group.name)).collect();
        notes.push(format!("the groups {} are left out; `--regions` trains on those that it names", names.join(", ")));
    }
    notes.extend(left_out::note(protocol, &[Holds::Groups]));
    Ok(Exported { text: format!("{dataset:#}\n"), notes })
}

/// The classes with their values, in the order of these.
fn classes<'p>(rows: &[Row<'p>]) -> Vec<Target<'p>> {
    let mut targets: Vec<Target<'_>> = Vec::new();
    for row in rows.iter().filter(|row| row.class.is_some()) {
        match targets.iter_mut().find(|(name, _)| *name == row.name) {
            Some((_, values)) => values.push(row.value),
            None => targets.push((row.name, vec![row.value])),
        }
    }
    targets
}

/// The values of the groups and classes that are named.
fn regions<'p>(protocol: &'p Protocol, wanted: &'p [String]) -> Result<Vec<Target<'p>>, Refused> {
    let classes = &protocol.labels.classes;
    let mut found = Vec::new();
    for name in wanted {
        let group = protocol.groups.iter().find(|group| group.name == *name);
        let members: Vec<_> = match group {
            Some(group) => group.classes.iter().filter_map(|id| protocol.class(*id)).collect(),
            None => classes.iter().filter(|class| class.name == *name).collect(),
        };
        let ranges = members.iter().flat_map(|class| &class.values.ranges);
        let values: Vec<i64> = ranges.flat_map(|(low, high)| *low..=*high).collect();
        if values.is_empty() {
            let groups: Vec<String> = protocol.groups.iter().map(|group| format!("`{}`", group.name)).collect();
            let help = if groups.is_empty() {
                "the protocol has no groups".to_owned()
            } else {
                format!("the groups are {}", groups.join(", "))
            };
            return Err(Refused::new(format!("`{name}` is neither a group nor a class with values"), help));
        }
        found.push((name.as_str(), values));
    }
    Ok(found)
}

/// The value that stands for each region where nothing is known beyond it.
fn order(targets: &[Target<'_>], notes: &mut Vec<String>) -> Vec<i64> {
    let mut order = Vec::new();
    let mut lost: Vec<&str> = Vec::new();
    for (at, (name, values)) in targets.iter().enumerate() {
        let later: BTreeSet<i64> = targets.iter().skip(at + 1).flat_map(|(_, values)| values.iter().copied()).collect();
        let own: Vec<i64> = values.iter().copied().filter(|value| !later.contains(value)).collect();
        if own.len() > 1 {
            lost.push(name);
        }
        order.extend(own.first().or(values.first()));
    }
    if !lost.is_empty() {
        let names: Vec<String> = lost.iter().map(|name| format!("`{name}`")).collect();
        notes.push(format!(
            "a trained network gives one value for each region: of {} it writes the lowest",
            names.join(", ")
        ));
    }
    order
}

/// Values as nnU-Net takes them: 0 is background, classes follow without gaps, `ignore` is one more.
fn as_they_are(protocol: &Protocol, rows: &[Row<'_>]) -> Result<BTreeMap<i64, i64>, Refused> {
    let numbers = consecutive(rows);
    let moved = rows.iter().find_map(|row| {
        let wanted = numbers.get(&row.value)?;
        (*wanted != row.value).then_some((row, *wanted))
    });
    match moved {
        None => Ok(numbers),
        Some((row, wanted)) => {
            let reason = format!(
                "nnU-Net wants 0 for background, the classes without a gap behind it, and then `ignore`; in `{}` the value of `{}` is {}, not {wanted}",
                protocol.name, row.name, row.value
            );
            Err(Refused::new(reason, "`--renumber` gives such values and says which become which"))
        }
    }
}

fn renumbered(rows: &[Row<'_>], notes: &mut Vec<String>) -> BTreeMap<i64, i64> {
    let numbers = consecutive(rows);
    let moved: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let to = numbers.get(&row.value).filter(|to| **to != row.value)?;
            Some(format!("`{}` {} is {to}", row.name, row.value))
        })
        .collect();
    if !moved.is_empty() {
        notes.push(format!("the values are not those of the protocol: {}", moved.join(", ")));
        notes.push(
            "`voxlint import` makes a protocol of the new table, and `voxlint convert` writes label files by it"
                .to_owned(),
        );
    }
    numbers
}

/// Old value to new value.
fn consecutive(rows: &[Row<'_>]) -> BTreeMap<i64, i64> {
    let mut numbers = BTreeMap::new();
    let classes = rows.iter().filter(|row| row.class.is_some());
    let mut next = 1;
    for row in classes {
        numbers.insert(row.value, next);
        next += 1;
    }
    for row in rows.iter().filter(|row| row.class.is_none()) {
        numbers.insert(row.value, if row.is_background() { 0 } else { next });
    }
    numbers
}

/// nnU-Net normalises intensities by the name of a channel; `CT` is the one that it knows.
fn channels(protocol: &Protocol, notes: &mut Vec<String>) -> Value {
    let mut channels = Map::new();
    for (number, image) in protocol.images.iter().enumerate() {
        let name = if image.dimension == Dimension::HOUNSFIELD { "CT" } else { &image.name };
        channels.insert(number.to_string(), json!(name));
    }
    if channels.values().any(|name| name == "image") {
        notes.push("the protocol does not say what the image is: its channel is called `image`".to_owned());
    }
    Value::Object(channels)
}
