//! Did you mean?

/// The candidate closest to what was typed, if it is close enough to be a slip: at most a third of the letters differ.
pub fn closest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = typed.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance * 3 <= typed.chars().count().max(candidate.chars().count()))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn only_slips_are_suggested() {
        assert_eq!(closest("protcol", ["labels", "protocol"]), Some("protocol"));
        assert_eq!(closest("f103", ["F101", "F103"]), Some("F103"));
        assert_eq!(closest("xyz", ["labels", "protocol"]), None);
    }
}
