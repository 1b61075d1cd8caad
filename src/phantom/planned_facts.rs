//! What a plan says of every union of tissues: the facts its phantom must show.

use std::collections::BTreeSet;

use crate::logic::anatomy::TissueSet;

use super::plan::{Body, Plan};

/// Facts of a union of tissues, for the 26/6 and the 6/26 pair of connectivities alike: bodies are built without contact
/// across edges or corners alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlannedFacts {
    pub voxels: u64,
    pub components: u64,
    /// Bounded parts of everything else (b2).
    pub holes: u64,
    /// Those that are background.
    pub background_holes: u64,
    /// b1.
    pub tunnels: u64,
    /// Whether it reaches the outermost layer of the grid.
    pub border: bool,
}

impl Plan {
    /// The facts of a union of tissues.
    pub fn facts(&self, of: &TissueSet) -> PlannedFacts {
        let chosen: Vec<bool> = self.bodies.iter().map(|body| of.contains(&body.tissue)).collect();
        let inside = |body: usize| chosen.get(body).copied().unwrap_or_default();
        let bodies = || self.bodies.iter().enumerate().filter(|(index, _)| inside(*index)).map(|(_, body)| body);
        let components = self.components(&inside);
        let background_holes = bodies().map(|body| body.bubbles.len() as u64).sum();
        let holes = self.closed_parts(&inside) + background_holes;
        let euler: i64 = self.euler_of_medium(None, &inside);
        // Euler and Poincaré: χ = b0 − b1 + b2.
        let tunnels = u64::saturating_add_signed(components + holes, -euler);
        let voxels = bodies().map(|body| body.voxels).sum();
        PlannedFacts { voxels, components, holes, background_holes, tunnels, border: bodies().any(|body| body.border) }
    }

    /// Whether some face of one union of tissues is one of the other.
    pub fn touch(&self, a: &TissueSet, b: &TissueSet) -> bool {
        self.neighbours().any(|(first, second)| {
            let of = |tissues: &TissueSet, body: usize| {
                self.bodies.get(body).is_some_and(|body| tissues.contains(&body.tissue))
            };
            of(a, first) && of(b, second) || of(a, second) && of(b, first)
        })
    }

    /// Whether all faces of `a`, those in its cavities too, look onto `b`; `None` if `a` is absent.
    pub fn is_inside(&self, a: &TissueSet, b: &TissueSet) -> Option<bool> {
        let mut some = false;
        for (index, body) in self.bodies.iter().enumerate().filter(|(_, body)| a.contains(&body.tissue)) {
            some = true;
            let tissue = |of: usize| self.bodies.get(of).map(|body| body.tissue);
            let onto = |tissue| a.contains(&tissue) || b.contains(&tissue);
            let around = body.host.and_then(tissue).is_some_and(onto);
            let beside = self.neighbours_of(index).filter_map(tissue).all(onto);
            if !around || !beside || !body.bubbles.is_empty() {
                return Some(false);
            }
        }
        some.then_some(true)
    }

    /// Bodies that share faces: contacts, and each body with its host.
    fn neighbours(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let hosts = self.bodies.iter().enumerate().filter_map(|(index, body)| Some((body.host?, index)));
        self.contacts.iter().copied().chain(hosts)
    }

    fn neighbours_of(&self, body: usize) -> impl Iterator<Item = usize> + '_ {
        self.neighbours().filter_map(move |(a, b)| if a == body { Some(b) } else { (b == body).then_some(a) })
    }

    fn components(&self, inside: &dyn Fn(usize) -> bool) -> u64 {
        let mut parts = Parts::new(self.bodies.len());
        self.neighbours().filter(|&(a, b)| inside(a) && inside(b)).for_each(|(a, b)| parts.join(a, b));
        parts.count(inside) + self.further_islands(&|index, body| inside(index) && !body.host.is_some_and(inside))
    }

    /// Islands beside the first of each body.
    fn further_islands(&self, of: &dyn Fn(usize, &Body) -> bool) -> u64 {
        let bodies = self.bodies.iter().enumerate().filter(|(index, body)| of(*index, body));
        bodies.map(|(_, body)| body.islands.saturating_sub(1)).sum()
    }

    /// Parts of the complement that hold a body and are closed off from the background outside.
    fn closed_parts(&self, inside: &dyn Fn(usize) -> bool) -> u64 {
        let outside = self.bodies.len();
        let mut parts = Parts::new(outside + 1);
        self.neighbours().filter(|&(a, b)| !inside(a) && !inside(b)).for_each(|(a, b)| parts.join(a, b));
        self.guests(None).filter(|&body| !inside(body)).for_each(|body| parts.join(body, outside));
        // The outside is one of them.
        let closed = parts.count(&|part| part == outside || !inside(part)).saturating_sub(1);
        closed + self.further_islands(&|index, body| !inside(index) && body.host.is_some_and(inside))
    }

    /// χ of the chosen voxels in the bodies directly inside a host, and in all that these hold.
    fn euler_of_medium(&self, host: Option<usize>, inside: &dyn Fn(usize) -> bool) -> i64 {
        // Where two bodies meet, they share a disc, of χ 1.
        let met = self.contacts_in(host).filter(|&(a, b)| inside(a) && inside(b)).count() as i64;
        self.guests(host).map(|guest| self.euler_within(guest, inside)).sum::<i64>() - met
    }

    /// χ of the chosen voxels of a body and all that it holds.
    fn euler_within(&self, body: usize, inside: &dyn Fn(usize) -> bool) -> i64 {
        let held = self.euler_of_medium(Some(body), inside);
        if !inside(body) {
            return held;
        }
        // The body meets what it holds in the surfaces of its guests, less a disc wherever guests are in contact.
        let seam = |guest: usize| {
            let discs = self.contacts_in(Some(body)).filter(|&(a, b)| a == guest || b == guest).count() as i64;
            2 * self.filled_euler(guest) - discs
        };
        let seams: i64 = self.guests(Some(body)).filter(|&guest| inside(guest)).map(seam).sum();
        self.own_euler(body) + held - seams
    }

    /// χ of a body's own voxels: what is taken out of a ball adds its own χ to that of the shell.
    fn own_euler(&self, body: usize) -> i64 {
        let bubbles = self.bodies.get(body).map_or(0, |body| body.bubbles.len() as i64);
        let guests: i64 = self.guests(Some(body)).map(|guest| self.filled_euler(guest)).sum();
        self.filled_euler(body) + bubbles + guests - self.contacts_in(Some(body)).count() as i64
    }

    /// χ of a body with everything inside it.
    fn filled_euler(&self, body: usize) -> i64 {
        self.bodies.get(body).map_or(1, |body| body.islands as i64 - i64::from(body.handles))
    }

    /// Contacts of bodies directly inside a host.
    pub fn contacts_in(&self, host: Option<usize>) -> impl Iterator<Item = (usize, usize)> + '_ {
        let of = move |body: usize| self.bodies.get(body).is_some_and(|body| body.host == host);
        self.contacts.iter().copied().filter(move |&(a, _)| of(a))
    }
}

/// Bodies joined to parts.
struct Parts(Vec<usize>);

impl Parts {
    fn new(count: usize) -> Self {
        Parts((0..count).collect())
    }

    fn part(&self, of: usize) -> usize {
        self.0.get(of).copied().unwrap_or(of)
    }

    fn join(&mut self, a: usize, b: usize) {
        let (kept, gone) = (self.part(a), self.part(b));
        self.0.iter_mut().filter(|part| **part == gone).for_each(|part| *part = kept);
    }

    fn count(&self, wanted: &dyn Fn(usize) -> bool) -> u64 {
        let parts: BTreeSet<usize> =
            self.0.iter().enumerate().filter(|(index, _)| wanted(*index)).map(|(_, &part)| part).collect();
        parts.len() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::Grid;
    use super::*;
    use crate::logic::anatomy::TissueId;

    fn plan(bodies: Vec<Body>, contacts: &[(usize, usize)]) -> Plan {
        Plan { grid: Grid::ras([1.0; 3]), bodies, contacts: contacts.iter().copied().collect() }
    }

    fn body(tissue: usize, host: Option<usize>) -> Body {
        Body { host, ..Body::new(TissueId(tissue), 100) }
    }

    fn figures(plan: &Plan, tissues: &[usize]) -> [u64; 4] {
        let facts = plan.facts(&tissues.iter().copied().map(TissueId).collect());
        [facts.components, facts.holes, facts.background_holes, facts.tunnels]
    }

    #[test]
    fn a_ring_inside_a_ball_leaves_the_ball_a_tunnel() {
        // Alexander duality: the complement of a ring has b1 = 1.
        let plan = plan(vec![body(0, None), Body { handles: 1, ..body(1, Some(0)) }], &[]);
        assert_eq!(figures(&plan, &[0]), [1, 1, 0, 1]);
        assert_eq!(figures(&plan, &[1]), [1, 0, 0, 1]);
        assert_eq!(figures(&plan, &[0, 1]), [1, 0, 0, 0]);
    }

    #[test]
    fn guests_in_contact_lie_in_one_hole() {
        let plan = plan(vec![body(0, None), body(1, Some(0)), body(2, Some(0)), body(3, Some(0))], &[(1, 2)]);
        assert_eq!(figures(&plan, &[0]), [1, 2, 0, 0]);
        // With one of the two, the other is still closed in.
        assert_eq!(figures(&plan, &[0, 1]), [1, 2, 0, 0]);
        assert_eq!(figures(&plan, &[1, 2, 3]), [2, 0, 0, 0]);
        assert_eq!(figures(&plan, &[0, 1, 2, 3]), [1, 0, 0, 0]);
    }

    #[test]
    fn every_island_of_a_swarm_is_a_part_and_fills_a_hole() {
        let swarm = |host| Body { islands: 20, ..body(1, host) };
        let plan = plan(vec![body(0, None), swarm(None), swarm(Some(0))], &[]);
        assert_eq!(figures(&plan, &[1]), [40, 0, 0, 0]);
        assert_eq!(figures(&plan, &[0]), [1, 20, 0, 0]);
        // Those in the hole fill it, the others lie beside.
        assert_eq!(figures(&plan, &[0, 1]), [21, 0, 0, 0]);
    }

    #[test]
    fn contacts_in_a_circle_make_a_tunnel() {
        let plan = plan(vec![body(0, None), body(1, None), body(2, None)], &[(0, 1), (1, 2), (0, 2)]);
        assert_eq!(figures(&plan, &[0, 1, 2]), [1, 0, 0, 1]);
        assert_eq!(figures(&plan, &[0, 1]), [1, 0, 0, 0]);
    }

    #[test]
    fn bubbles_and_nested_bodies_are_holes() {
        let hollow = Body { bubbles: vec![3, 4], ..body(0, None) };
        let plan = plan(vec![hollow, body(1, Some(0)), body(0, Some(1))], &[]);
        // The island of tissue 0 lies in the hole that tissue 1 fills: the hole is a shell.
        assert_eq!(figures(&plan, &[0]), [2, 3, 2, 0]);
        assert_eq!(figures(&plan, &[1]), [1, 1, 0, 0]);
        assert_eq!(figures(&plan, &[0, 1]), [1, 2, 2, 0]);
        let of = |tissue| TissueSet::from([TissueId(tissue)]);
        assert_eq!(plan.is_inside(&of(1), &of(0)), Some(true));
        assert_eq!(plan.is_inside(&of(0), &of(1)), Some(false));
        assert!(plan.touch(&of(1), &of(0)));
    }
}
