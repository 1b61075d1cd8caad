//! How runs lie in memory: three numbers of sixteen bits each where they suffice, else of thirty-two.

use super::runs::LabelRun;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Packed<T> {
    pub start: T,
    /// Exclusive; 65,535 is the widest row of the narrow form.
    pub end: T,
    pub dense: T,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Store {
    Narrow(Vec<Packed<u16>>),
    Wide(Vec<Packed<u32>>),
}

impl Default for Store {
    fn default() -> Self {
        Store::Narrow(Vec::new())
    }
}

impl<T: Copy + Into<u32>> Packed<T> {
    pub fn unpack(&self) -> LabelRun {
        LabelRun { start: self.start.into(), end: self.end.into(), dense: self.dense.into() }
    }
}

impl Store {
    pub fn len(&self) -> usize {
        match self {
            Store::Narrow(runs) => runs.len(),
            Store::Wide(runs) => runs.len(),
        }
    }

    pub fn room(&self) -> usize {
        match self {
            Store::Narrow(runs) => runs.capacity() - runs.len(),
            Store::Wide(runs) => runs.capacity() - runs.len(),
        }
    }

    pub fn run_bytes(&self) -> usize {
        match self {
            Store::Narrow(_) => size_of::<Packed<u16>>(),
            Store::Wide(_) => size_of::<Packed<u32>>(),
        }
    }

    pub fn reserve(&mut self, capacity: usize) {
        match self {
            Store::Narrow(runs) => runs.reserve_exact(capacity - runs.len()),
            Store::Wide(runs) => runs.reserve_exact(capacity - runs.len()),
        }
    }

    /// The builder widens before a number exceeds sixteen bits, so the narrowing casts lose nothing.
    pub fn push(&mut self, start: u32, end: u32, dense: u32) {
        match self {
            Store::Narrow(runs) => {
                runs.push(Packed { start: start as u16, end: end as u16, dense: dense as u16 });
            }
            Store::Wide(runs) => {
                runs.push(Packed { start, end, dense });
            }
        }
    }

    /// Appends a copy of the runs from `first` on, and counts their voxels.
    pub fn repeat(&mut self, first: usize, voxels: &mut [u64]) {
        fn copy<T: Copy + Into<u32>>(runs: &mut Vec<Packed<T>>, first: usize, voxels: &mut [u64]) {
            for run in runs.get(first..).unwrap_or_default() {
                let (start, end, dense): (u32, u32, u32) = (run.start.into(), run.end.into(), run.dense.into());
                if let Some(voxels) = voxels.get_mut(dense as usize) {
                    *voxels += u64::from(end - start);
                }
            }
            runs.extend_from_within(first.min(runs.len())..);
        }
        match self {
            Store::Narrow(runs) => copy(runs, first, voxels),
            Store::Wide(runs) => copy(runs, first, voxels),
        }
    }

    pub fn extend_last(&mut self, end: u32) {
        match self {
            Store::Narrow(runs) => runs.last_mut().into_iter().for_each(|run| run.end = end as u16),
            Store::Wide(runs) => runs.last_mut().into_iter().for_each(|run| run.end = end),
        }
    }

    pub fn widen(&mut self) {
        if let Store::Narrow(runs) = self {
            let wide = runs.iter().map(|run| Packed {
                start: u32::from(run.start),
                end: u32::from(run.end),
                dense: u32::from(run.dense),
            });
            *self = Store::Wide(wide.collect());
        }
    }

    pub fn rename(&mut self, renamed: &[u32]) {
        let new = |old: u32| renamed.get(old as usize).copied().unwrap_or_default();
        match self {
            Store::Narrow(runs) => runs.iter_mut().for_each(|run| run.dense = new(u32::from(run.dense)) as u16),
            Store::Wide(runs) => runs.iter_mut().for_each(|run| run.dense = new(run.dense)),
        }
    }

    pub fn shrink(&mut self) {
        match self {
            Store::Narrow(runs) => runs.shrink_to_fit(),
            Store::Wide(runs) => runs.shrink_to_fit(),
        }
    }
}
