//! Every class has its counterpart and only values differ, so that all groups are equal as regions.

use super::{Cost, Difference, Direction, Kind, Pair, Part, renumber};

pub(super) fn find(pair: &Pair<'_, '_>) -> Option<Difference> {
    let whole = |equals: &[Option<_>]| !equals.is_empty() && equals.iter().all(Option::is_some);
    if !whole(&pair.old.equals) || !whole(&pair.new.equals) || renumber::find(pair).is_empty() {
        return None;
    }
    let costs = (Cost::Lossless, Cost::Lossless);
    let mut difference = pair.costing(Kind::Permuted, Direction::Mutual, Part::default(), Part::default(), costs);
    let equal = equal_groups(pair);
    difference.detail = (!equal.is_empty()).then(|| format!("equal as regions: {}", equal.join(", ")));
    Some(difference)
}

/// Groups of both that cover the same: `tumour_core`, or `whole = all` where they are called differently.
pub(super) fn equal_groups(pair: &Pair<'_, '_>) -> Vec<String> {
    let covered = crate::compare::crosswalk::covered;
    let mut equal = Vec::new();
    for group in &pair.old.protocol().groups {
        let here = covered(pair.old.view, &group.classes);
        let same = |other: &&crate::model::protocol::Group| covered(pair.new.view, &other.classes) == here;
        let groups = &pair.new.protocol().groups;
        let named = groups.iter().filter(same).find(|other| other.name == group.name);
        if let Some(other) = named.or_else(|| groups.iter().find(same)) {
            let (one, two) = (&group.name, &other.name);
            equal.push(if one == two { format!("`{one}`") } else { format!("`{one}` = `{two}`") });
        }
    }
    equal
}
