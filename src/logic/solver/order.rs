//! Which variable to decide next: the one that was in most of the recent conflicts.

#![expect(clippy::indexing_slicing, reason = "places in the heap and in the list of places point at each other")]

/// What activities gain on each other from one conflict to the next.
const GROWTH: f64 = 1.0 / 0.95;
const LARGE: f64 = 1e100;

/// A heap of variables by activity; among equals the one made first.
#[derive(Debug)]
pub(super) struct Order {
    activity: Vec<f64>,
    heap: Vec<usize>,
    /// Where in the heap a variable is.
    place: Vec<Option<usize>>,
    gain: f64,
}

impl Order {
    /// Knows variables below `count`, and holds none yet.
    pub fn new(count: usize) -> Order {
        Order { activity: vec![0.0; count], heap: Vec::new(), place: vec![None; count], gain: 1.0 }
    }

    /// A variable more.
    pub fn grow(&mut self) {
        self.activity.push(0.0);
        self.place.push(None);
    }

    pub fn insert(&mut self, variable: usize) {
        if self.place[variable].is_none() {
            self.heap.push(variable);
            self.place[variable] = Some(self.heap.len() - 1);
            self.rise(self.heap.len() - 1);
        }
    }

    pub fn pop(&mut self) -> Option<usize> {
        let first = *self.heap.first()?;
        let last = self.heap.pop()?;
        self.place[first] = None;
        if first != last {
            self.put(0, last);
            self.sink(0);
        }
        Some(first)
    }

    /// The variable has been in a conflict.
    pub fn bump(&mut self, variable: usize) {
        self.activity[variable] += self.gain;
        if self.activity[variable] > LARGE {
            self.activity.iter_mut().for_each(|activity| *activity /= LARGE);
            self.gain /= LARGE;
        }
        if let Some(place) = self.place[variable] {
            self.rise(place);
        }
    }

    /// A conflict is over: what comes counts more than what has been.
    pub fn decay(&mut self) {
        self.gain *= GROWTH;
    }

    fn is_before(&self, one: usize, other: usize) -> bool {
        let (first, second) = (self.activity[one], self.activity[other]);
        first > second || first == second && one < other
    }

    fn put(&mut self, place: usize, variable: usize) {
        self.heap[place] = variable;
        self.place[variable] = Some(place);
    }

    fn rise(&mut self, mut place: usize) {
        let variable = self.heap[place];
        while place > 0 && self.is_before(variable, self.heap[(place - 1) / 2]) {
            self.put(place, self.heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }
        self.put(place, variable);
    }

    fn sink(&mut self, mut place: usize) {
        let variable = self.heap[place];
        loop {
            let mut child = 2 * place + 1;
            if child + 1 < self.heap.len() && self.is_before(self.heap[child + 1], self.heap[child]) {
                child += 1;
            }
            if child >= self.heap.len() || !self.is_before(self.heap[child], variable) {
                break;
            }
            self.put(place, self.heap[child]);
            place = child;
        }
        self.put(place, variable);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_active_comes_first_then_the_first_made() {
        let mut order = Order::new(50);
        (0..50).rev().for_each(|variable| order.insert(variable));
        order.bump(7);
        order.decay();
        order.bump(9);
        order.bump(40);
        let popped: Vec<usize> = std::iter::from_fn(|| order.pop()).collect();
        assert_eq!(popped[..4], [9, 40, 7, 0]);
        assert_eq!(popped[4..], (1..50).filter(|v| ![7, 9, 40].contains(v)).collect::<Vec<_>>());
    }
}
