//! The protocols that ship with the program, one folder per publisher: `kits/23`.
//!
//! A new one is a file below `protocols/` and a line here.

/// Name and text, by name.
const PROTOCOLS: &[(&str, &str)] = &[
    ("brats/2021", include_str!("../../protocols/brats/2021.protocol")),
    ("brats/2023-met", include_str!("../../protocols/brats/2023-met.protocol")),
    ("brats/2023", include_str!("../../protocols/brats/2023.protocol")),
    ("brats/2024-men-rt", include_str!("../../protocols/brats/2024-men-rt.protocol")),
    ("brats/2024-ped", include_str!("../../protocols/brats/2024-ped.protocol")),
    ("btcv/abdomen", include_str!("../../protocols/btcv/abdomen.protocol")),
    ("chaos/mr", include_str!("../../protocols/chaos/mr.protocol")),
    ("ctspine1k/1k", include_str!("../../protocols/ctspine1k/1k.protocol")),
    ("emidec/2020", include_str!("../../protocols/emidec/2020.protocol")),
    ("feta/2021", include_str!("../../protocols/feta/2021.protocol")),
    ("kits/19", include_str!("../../protocols/kits/19.protocol")),
    ("kits/21", include_str!("../../protocols/kits/21.protocol")),
    ("kits/23", include_str!("../../protocols/kits/23.protocol")),
    ("lits/2017", include_str!("../../protocols/lits/2017.protocol")),
    ("mmwhs/2017", include_str!("../../protocols/mmwhs/2017.protocol")),
    ("mnms/2020", include_str!("../../protocols/mnms/2020.protocol")),
    ("msd/task01", include_str!("../../protocols/msd/task01.protocol")),
    ("msd/task04", include_str!("../../protocols/msd/task04.protocol")),
    ("msd/task05", include_str!("../../protocols/msd/task05.protocol")),
    ("msd/task07", include_str!("../../protocols/msd/task07.protocol")),
    ("panorama/2024", include_str!("../../protocols/panorama/2024.protocol")),
    ("refuge/2018", include_str!("../../protocols/refuge/2018.protocol")),
    ("segthor/2019", include_str!("../../protocols/segthor/2019.protocol")),
    ("totalsegmentator/v2", include_str!("../../protocols/totalsegmentator/v2.protocol")),
    ("wmh/2017", include_str!("../../protocols/wmh/2017.protocol")),
];

/// The text of a shipped protocol.
pub fn find(name: &str) -> Option<&'static str> {
    PROTOCOLS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// All names, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    PROTOCOLS.iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_file_is_listed_under_its_own_name() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/protocols");
        let files = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().flatten();
        let shipped: Vec<String> = files
            .filter_map(|entry| {
                let below = entry.path().strip_prefix(root).ok()?.to_str()?.strip_suffix(".protocol")?;
                Some(below.replace('\\', "/"))
            })
            .collect();
        assert_eq!(names().collect::<Vec<_>>(), shipped);
        for name in names() {
            let header = format!("protocol {name} ");
            assert!(find(name).is_some_and(|text| text.lines().any(|line| line.starts_with(&header))), "{name}");
        }
    }
}
