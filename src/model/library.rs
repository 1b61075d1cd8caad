//! The protocols that ship with the program, one folder per publisher: `kits/23`.
//!
//! A new one is a file below `protocols/` and a line here.

/// Name and text, by name.
const PROTOCOLS: &[(&str, &str)] = &[
    ("aapm/tg263", include_str!("../../protocols/aapm/tg263.protocol")),
    ("abdomenatlas/1.0", include_str!("../../protocols/abdomenatlas/1.0.protocol")),
    ("aortaseg/24", include_str!("../../protocols/aortaseg/24.protocol")),
    ("atlas/2.0", include_str!("../../protocols/atlas/2.0.protocol")),
    ("bids/dseg", include_str!("../../protocols/bids/dseg.protocol")),
    ("bids/mask", include_str!("../../protocols/bids/mask.protocol")),
    ("brats/2021", include_str!("../../protocols/brats/2021.protocol")),
    ("brats/2023-met", include_str!("../../protocols/brats/2023-met.protocol")),
    ("brats/2023", include_str!("../../protocols/brats/2023.protocol")),
    ("brats/2024-men-rt", include_str!("../../protocols/brats/2024-men-rt.protocol")),
    ("brats/2024-ped", include_str!("../../protocols/brats/2024-ped.protocol")),
    ("btcv/abdomen", include_str!("../../protocols/btcv/abdomen.protocol")),
    ("chaos/ct", include_str!("../../protocols/chaos/ct.protocol")),
    ("chaos/mr", include_str!("../../protocols/chaos/mr.protocol")),
    ("covidct/2020", include_str!("../../protocols/covidct/2020.protocol")),
    ("ctspine1k/1k", include_str!("../../protocols/ctspine1k/1k.protocol")),
    ("emidec/2020", include_str!("../../protocols/emidec/2020.protocol")),
    ("estro/breast", include_str!("../../protocols/estro/breast.protocol")),
    ("feta/2021", include_str!("../../protocols/feta/2021.protocol")),
    ("hnoar/consensus", include_str!("../../protocols/hnoar/consensus.protocol")),
    ("ivus/2011", include_str!("../../protocols/ivus/2011.protocol")),
    ("kits/19", include_str!("../../protocols/kits/19.protocol")),
    ("kits/21", include_str!("../../protocols/kits/21.protocol")),
    ("kits/23", include_str!("../../protocols/kits/23.protocol")),
    ("lidc/nodules", include_str!("../../protocols/lidc/nodules.protocol")),
    ("lits/2017", include_str!("../../protocols/lits/2017.protocol")),
    ("luna16/lungs", include_str!("../../protocols/luna16/lungs.protocol")),
    ("mmwhs/2017", include_str!("../../protocols/mmwhs/2017.protocol")),
    ("mnms/2020", include_str!("../../protocols/mnms/2020.protocol")),
    ("mrspineseg/2021", include_str!("../../protocols/mrspineseg/2021.protocol")),
    ("msd/task01", include_str!("../../protocols/msd/task01.protocol")),
    ("msd/task04", include_str!("../../protocols/msd/task04.protocol")),
    ("msd/task05", include_str!("../../protocols/msd/task05.protocol")),
    ("msd/task07", include_str!("../../protocols/msd/task07.protocol")),
    ("msd/task08", include_str!("../../protocols/msd/task08.protocol")),
    ("msseg/2016", include_str!("../../protocols/msseg/2016.protocol")),
    ("oaizib/cm", include_str!("../../protocols/oaizib/cm.protocol")),
    ("panda/karolinska", include_str!("../../protocols/panda/karolinska.protocol")),
    ("panda/radboud", include_str!("../../protocols/panda/radboud.protocol")),
    ("panorama/2024", include_str!("../../protocols/panorama/2024.protocol")),
    ("percist/1.0", include_str!("../../protocols/percist/1.0.protocol")),
    ("prometheus/prostate", include_str!("../../protocols/prometheus/prostate.protocol")),
    ("prostatex/zones", include_str!("../../protocols/prostatex/zones.protocol")),
    ("recist/1.1", include_str!("../../protocols/recist/1.1.protocol")),
    ("refuge/2018", include_str!("../../protocols/refuge/2018.protocol")),
    ("rtog/1106", include_str!("../../protocols/rtog/1106.protocol")),
    ("sct/discs", include_str!("../../protocols/sct/discs.protocol")),
    ("sct/vertebrae", include_str!("../../protocols/sct/vertebrae.protocol")),
    ("segthor/2019", include_str!("../../protocols/segthor/2019.protocol")),
    ("spider/2023", include_str!("../../protocols/spider/2023.protocol")),
    ("totalsegmentator/brain-structures", include_str!("../../protocols/totalsegmentator/brain-structures.protocol")),
    (
        "totalsegmentator/heartchambers-highres",
        include_str!("../../protocols/totalsegmentator/heartchambers-highres.protocol"),
    ),
    ("totalsegmentator/mr", include_str!("../../protocols/totalsegmentator/mr.protocol")),
    ("totalsegmentator/tissue-4-types", include_str!("../../protocols/totalsegmentator/tissue-4-types.protocol")),
    ("totalsegmentator/v1", include_str!("../../protocols/totalsegmentator/v1.protocol")),
    ("totalsegmentator/v2", include_str!("../../protocols/totalsegmentator/v2.protocol")),
    ("totalsegmentator/vertebrae-body", include_str!("../../protocols/totalsegmentator/vertebrae-body.protocol")),
    ("verse/2020", include_str!("../../protocols/verse/2020.protocol")),
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
