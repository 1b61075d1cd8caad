//! Unit propagation with two watched literals for each clause.
//!
//! Moskewicz et al., *Chaff: engineering an efficient SAT solver*, 2001.

#![expect(clippy::indexing_slicing, reason = "watched clauses have two literals or more, and every literal has a list")]

use super::clauses::Clauses;
use super::literal::Literal;
use super::trail::Trail;

#[derive(Debug)]
pub(super) struct Watches {
    /// For each literal the clauses that must be looked at once it is false.
    lists: Vec<Vec<Watch>>,
}

#[derive(Debug, Clone, Copy)]
struct Watch {
    clause: usize,
    /// Another literal of the clause: while it is true, there is nothing to do.
    other: Literal,
}

impl Watches {
    pub fn new(variables: usize) -> Watches {
        Watches { lists: vec![Vec::new(); 2 * variables] }
    }

    /// A variable more.
    pub fn grow(&mut self) {
        self.lists.extend([Vec::new(), Vec::new()]);
    }

    /// Watches the first two literals of a clause, which must be such that they become false last.
    pub fn add(&mut self, number: usize, clause: &[Literal]) {
        self.lists[clause[0].code()].push(Watch { clause: number, other: clause[1] });
        self.lists[clause[1].code()].push(Watch { clause: number, other: clause[0] });
    }

    /// Looks at the clauses of a literal that has become false, and makes true what follows. The answer is a clause all of
    /// whose literals are false.
    pub fn propagate(&mut self, falsified: Literal, clauses: &mut Clauses, trail: &mut Trail) -> Option<usize> {
        let mut list = std::mem::take(&mut self.lists[falsified.code()]);
        let (mut seen, mut kept, mut conflict) = (0, 0, None);
        while seen < list.len() && conflict.is_none() {
            let Watch { clause: number, other } = list[seen];
            seen += 1;
            if trail.is_true(other) {
                list[kept] = Watch { clause: number, other };
                kept += 1;
                continue;
            }
            let clause = clauses.get_mut(number);
            if clause[0] == falsified {
                clause.swap(0, 1);
            }
            let other = clause[0];
            if !trail.is_true(other)
                && let Some(place) = (2..clause.len()).find(|place| !trail.is_false(clause[*place]))
            {
                clause.swap(1, place);
                self.lists[clause[1].code()].push(Watch { clause: number, other });
                continue;
            }
            list[kept] = Watch { clause: number, other };
            kept += 1;
            match trail.value(other) {
                Some(true) => {}
                Some(false) => conflict = Some(number),
                None => trail.imply(other, number, clauses),
            }
        }
        list.drain(kept..seen);
        self.lists[falsified.code()] = list;
        conflict
    }
}
