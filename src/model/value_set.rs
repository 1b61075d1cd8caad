//! Sets of label values.

/// A set of label values as sorted, disjoint, inclusive ranges.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ValueSet {
    pub ranges: Vec<(i64, i64)>,
}

impl ValueSet {
    /// Ranges in any order, possibly overlapping or touching; reversed ones are dropped.
    pub fn new(ranges: impl IntoIterator<Item = (i64, i64)>) -> Self {
        let mut sorted: Vec<(i64, i64)> = ranges.into_iter().filter(|(low, high)| low <= high).collect();
        sorted.sort_unstable();
        let mut merged: Vec<(i64, i64)> = Vec::with_capacity(sorted.len());
        for (low, high) in sorted {
            match merged.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        ValueSet { ranges: merged }
    }

    pub fn one(value: i64) -> Self {
        ValueSet { ranges: vec![(value, value)] }
    }

    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    pub fn contains(&self, value: i64) -> bool {
        let after = self.ranges.partition_point(|(low, _)| *low <= value);
        after.checked_sub(1).and_then(|at| self.ranges.get(at)).is_some_and(|(_, high)| value <= *high)
    }

    #[must_use]
    pub fn union(&self, other: &ValueSet) -> ValueSet {
        ValueSet::new(self.ranges.iter().chain(&other.ranges).copied())
    }

    /// The lowest value in both.
    pub fn first_shared(&self, other: &ValueSet) -> Option<i64> {
        self.ranges
            .iter()
            .flat_map(|(low, high)| {
                other.ranges.iter().filter_map(move |(a, b)| (low.max(a) <= high.min(b)).then_some(*low.max(a)))
            })
            .min()
    }

    /// The member closest to a value; of two equally close ones the lower.
    pub fn nearest(&self, value: i64) -> Option<i64> {
        self.ranges
            .iter()
            .map(|(low, high)| value.clamp(*low, *high))
            .min_by_key(|member| (member.abs_diff(value), *member))
    }
}

impl std::fmt::Display for ValueSet {
    /// `1`, `1..7`, `55..70, 99`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, (low, high)) in self.ranges.iter().enumerate() {
            if at > 0 {
                write!(out, ", ")?;
            }
            if low == high {
                write!(out, "{low}")?;
            } else {
                write!(out, "{low}..{high}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merges_sorts_and_finds() {
        let set = ValueSet::new([(55, 70), (1, 1), (60, 80), (2, 3), (9, 4)]);
        assert_eq!(set.ranges, [(1, 3), (55, 80)]);
        assert!(set.contains(1) && set.contains(80) && !set.contains(4) && !set.contains(0));
        assert_eq!(set.nearest(30), Some(55));
        assert_eq!(set.nearest(29), Some(3));
        assert_eq!(set.to_string(), "1..3, 55..80");
        assert_eq!(set.first_shared(&ValueSet::new([(3, 60)])), Some(3));
        assert_eq!(set.first_shared(&ValueSet::one(4)), None);
    }

    #[test]
    fn the_extremes_do_not_overflow() {
        let set = ValueSet::new([(i64::MIN, i64::MIN), (i64::MAX, i64::MAX), (0, i64::MAX)]);
        assert_eq!(set.ranges, [(i64::MIN, i64::MIN), (0, i64::MAX)]);
        assert_eq!(set.nearest(-1), Some(0));
    }
}
