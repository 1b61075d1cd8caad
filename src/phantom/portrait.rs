//! What conforms, made to look more like what a person would draw: small tissues that lie at large ones lie in them, and sizes
//! are not the least that are allowed, so that something can be taken away.

use crate::logic::anatomy::TissueId;
use crate::volume::RunSet;

use super::edits::{Edit, embed, scale, voxels};
use super::mend::Wanted;
use super::trial::Ledger;
use super::witness::Made;

/// So many times as large is what something lies in.
const LARGER: u64 = 3;

/// The same case, as far as the validator accepts what is changed.
pub fn portrait(wanted: &Wanted<'_>, made: Made) -> Made {
    let mut ledger = Ledger::new(wanted.effort.work);
    let larger = scale::doubled(&made).and_then(|larger| accepted(wanted, larger, &mut ledger));
    let mut made = larger.unwrap_or(made);
    let mut tissues: Vec<(u64, TissueId)> =
        made.phantom.voxels.iter().map(|(tissue, voxels)| (voxels.voxels(), *tissue)).collect();
    tissues.sort_unstable_by(|a, b| b.cmp(a));
    for &(small, tissue) in &tissues {
        let hosts = tissues.iter().filter(|(large, host)| small * LARGER < *large && touch(&made, tissue, *host));
        let moved = hosts.into_iter().find_map(|&(_, host)| embedded(wanted, &made, (tissue, host), &mut ledger));
        made = moved.unwrap_or(made);
    }
    made
}

fn touch(made: &Made, a: TissueId, b: TissueId) -> bool {
    let shape = made.phantom.geometry.shape;
    let near = |of: &RunSet| voxels::with_neighbours(of, shape);
    made.phantom.of(a).zip(made.phantom.of(b)).is_some_and(|(a, b)| !near(a).intersection(b).is_empty())
}

fn embedded(
    wanted: &Wanted<'_>,
    made: &Made,
    (tissue, host): (TissueId, TissueId),
    ledger: &mut Ledger,
) -> Option<Made> {
    let bare = made.with_phantom(made.phantom.clone().with(tissue, RunSet::default()));
    let mut edits: Vec<Box<dyn Edit>> = Vec::new();
    embed::all(tissue, host, &mut edits);
    edits.iter().find_map(|edit| accepted(wanted, edit.of(&bare)?, ledger))
}

fn accepted(wanted: &Wanted<'_>, made: Made, ledger: &mut Ledger) -> Option<Made> {
    wanted.tried(made, 1, ledger).ok().filter(|tried| wanted.met_by(tried)).map(|tried| tried.made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logic::anatomy::View;
    use crate::model;
    use crate::phantom::example::Examples;
    use crate::phantom::mend::Effort;
    use crate::report::{Severity, Source};

    #[test]
    fn what_touches_an_organ_lies_in_it_and_everything_conforms() {
        let text = "protocol test/portrait 1.0.0\nlabels { 1 liver  2 tumour }\n\
            rule T-001 error \"in\" { require tumour touches liver }\n\
            rule T-002 error \"size\" { require volume(liver) >= 1 mL  require volume(tumour) <= 100 mm3 }\n";
        let protocol = model::load(&Source::new("t.protocol", text)).protocol.unwrap();
        let (_, view) = View::alone(&protocol);
        let views = std::slice::from_ref(&view);
        let effort = Effort::BRISK;
        let wanted = Wanted { views, accepting: vec![0], about: None, least: Severity::Info, effort };
        let made = portrait(&wanted, Examples::new(&protocol).conforming().unwrap());
        let (liver, tumour) = (made.phantom.of(TissueId(0)).unwrap(), made.phantom.of(TissueId(1)).unwrap());
        let around = voxels::with_neighbours(tumour, made.phantom.geometry.shape).difference(tumour);
        assert!(around.difference(liver).is_empty(), "something else lies at the tumour");
        assert!(accepted(&wanted, made, &mut Ledger::new(effort.work)).is_some());
    }
}
