//! The known word closest to an unknown one.

/// `Some("liver")` for `livr`: at most a third of the letters may differ, and letter case counts little.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = word.to_lowercase();
    let allowed = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= allowed && *distance < candidate.chars().count())
        .min_by_key(|(distance, candidate)| (*distance, candidate.len().abs_diff(word.len()), *candidate))
        .map(|(_, candidate)| candidate)
}

/// "did you mean `liver`?", or the names there are to choose from if they are few.
pub fn help<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(name) = nearest(word, known.clone()) {
        return Some(format!("did you mean `{name}`?"));
    }
    let mut all: Vec<&str> = known.into_iter().collect();
    all.sort_unstable();
    all.dedup();
    (1..=12).contains(&all.len()).then(|| format!("write {}", listed(&all, "or")))
}

/// `a`, `b` or `c`, each in backticks.
pub fn listed(words: &[&str], last: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_words_are_suggested_and_far_ones_listed() {
        assert_eq!(nearest("livr", ["liver", "spleen"]), Some("liver"));
        assert_eq!(nearest("Liver", ["liver", "spleen"]), Some("liver"));
        assert_eq!(nearest("xy", ["liver", "spleen"]), None);
        assert_eq!(nearest("tumuor", ["tumour", "tumor"]), Some("tumour"));
        assert_eq!(help("heart", ["spleen", "liver"]).as_deref(), Some("write `liver` or `spleen`"));
        assert_eq!(help("heart", []), None);
    }
}
