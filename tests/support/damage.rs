//! Mistakes as people make them, put into sound protocols: each kind knows which lines it fits and where its finding is
//! due.

use super::generator::{Kind, Line};
use super::random::Random;

/// One planted mistake: the lines, counted from one in the damaged text, on any of which a finding is right.
#[derive(Debug, Clone)]
pub struct Planted {
    pub kind: &'static str,
    pub lines: Vec<usize>,
}

/// Changes one line; `None` where it does not fit.
pub type Change = fn(&Line, &mut Random) -> Option<Edit>;

pub enum Edit {
    Replace(String),
    /// The line goes; the finding is due where it was or at the line before.
    Remove,
    /// A line comes before this one.
    InsertBefore(String),
}

/// Kinds that the parser alone can see.
pub const SYNTAX: &[(&str, Change)] = &[
    ("misspelt statement", misspelt_statement),
    ("misspelt item", misspelt_item),
    ("misspelt attribute", misspelt_attribute),
    ("misspelt relation", misspelt_relation),
    ("= for ==", |line, _| replace(line, &[Kind::Require], " == ", " = ")),
    ("foreign and", |line, _| replace(line, &[Kind::Require], " and ", " && ")),
    ("foreign comparison", |line, random| {
        let sign = *random.pick(&[" => ", " ≥ ", " =< "]);
        replace(line, &[Kind::Require], " >= ", sign).or_else(|| replace(line, &[Kind::Require], " <= ", sign))
    }),
    ("missing )", missing_close),
    ("missing (", |line, _| replace(line, &[Kind::Require], "volume(", "volume ")),
    ("missing }", |line, _| (line.kind == Kind::Close).then_some(Edit::Remove)),
    ("missing {", |line, _| match line.kind {
        Kind::Open | Kind::RuleHead | Kind::BlockHead => replace(line, &[line.kind], " {", ""),
        _ => None,
    }),
    ("} too many", |line, _| {
        (line.kind == Kind::Require && line.text.starts_with("  r")).then(|| Edit::InsertBefore("  }".to_owned()))
    }),
    ("unclosed text", unclosed_text),
    ("missing quotes", |line, _| match line.kind {
        Kind::Because | Kind::Manual => Some(Edit::Replace(line.text.replace('"', ""))),
        _ => None,
    }),
    ("single quotes", |line, _| match line.kind {
        Kind::Because | Kind::Manual => Some(Edit::Replace(line.text.replace('"', "'"))),
        _ => None,
    }),
    ("unknown unit", unknown_unit),
    ("decimal comma", |line, _| {
        replace(line, &[Kind::Require, Kind::BlockHead], "0.5 mL", "0,5 mL")
            .or_else(|| replace(line, &[Kind::Require], "0.1 mL", "0,1 mL"))
    }),
    ("chained comparison", |line, _| {
        replace(line, &[Kind::Require], "600 mL < volume", "100 mL < 600 mL < volume")
            .or_else(|| replace(line, &[Kind::Require], " == ", " == 1 == "))
    }),
    ("doubled operator", |line, _| {
        replace(line, &[Kind::Require], " >= ", " >= >= ")
            .or_else(|| replace(line, &[Kind::Declaration], " + ", " + & "))
    }),
    ("missing operand", missing_operand),
    ("missing operator", |line, _| {
        replace(line, &[Kind::Require], " >= ", " ").or_else(|| replace(line, &[Kind::Require], " == ", " "))
    }),
    ("missing comma", |line, _| {
        replace(line, &[Kind::Require], ", up to", " up to")
            .or_else(|| replace(line, &[Kind::Require], ", min:", " min:"))
    }),
    ("missing small word", |line, _| {
        replace(line, &[Kind::Require], "subset of", "subset")
            .or_else(|| replace(line, &[Kind::Require], "separate from", "separate"))
            .or_else(|| replace(line, &[Kind::Require], "cranial to", "cranial"))
            .or_else(|| replace(line, &[Kind::BlockHead], " in components", " components"))
    }),
    ("if for when", |line, _| replace(line, &[Kind::Require, Kind::BlockHead], "when ", "if ")),
    ("malformed ID", |line, random| {
        let wrong = *random.pick(&["LIV", "liv-", "LIV_"]);
        replace(line, &[Kind::RuleHead], "LIV-", wrong)
    }),
    ("missing ID", missing_id),
    ("misspelt severity", |line, _| {
        replace(line, &[Kind::RuleHead], " error ", " eror ")
            .or_else(|| replace(line, &[Kind::RuleHead], " warning ", " warn "))
    }),
    ("missing severity", |line, _| {
        replace(line, &[Kind::RuleHead], " error ", " ").or_else(|| replace(line, &[Kind::RuleHead], " info ", " "))
    }),
    ("missing title", missing_title),
    ("bad version", |line, _| replace(line, &[Kind::Header], ".0", "")),
    ("missing =", |line, _| replace(line, &[Kind::Declaration, Kind::Let], " = ", " ")),
    ("foreign comment", |line, random| {
        let mark = *random.pick(&["#", "--"]);
        matches!(line.kind, Kind::Require | Kind::Label | Kind::Declaration)
            .then(|| Edit::Replace(format!("{} {mark} a remark, each of them", line.text)))
    }),
    ("stray character", |line, random| {
        let mark = *random.pick(&["$", "?", "\\", "^"]);
        matches!(line.kind, Kind::Require | Kind::Declaration).then(|| Edit::Replace(format!("{} {mark}", line.text)))
    }),
    ("stray )", |line, _| (line.kind == Kind::Require).then(|| Edit::Replace(format!("{})", line.text)))),
    ("unclosed backtick", |line, _| {
        let fits = matches!(line.kind, Kind::Require | Kind::Declaration) && line.text.contains("PTV!_Low`");
        fits.then(|| Edit::Replace(line.text.replacen("PTV!_Low`", "PTV!_Low", 1)))
    }),
    ("later language", |line, _| {
        (line.kind == Kind::RuleHead).then(|| Edit::InsertBefore("frames { ed = 3 }".to_owned()))
    }),
    ("malformed code", |line, _| replace(line, &[Kind::Label], "SCT:", "")),
    ("named argument with =", |line, _| replace(line, &[Kind::Require], "min: ", "min = ")),
];

/// Kinds that need names, types and units.
pub const MODEL: &[(&str, Change)] = &[
    ("unknown name", unknown_name),
    ("unknown function", |line, _| {
        replace(line, &[Kind::Require], "volume(", "volumme(")
            .or_else(|| replace(line, &[Kind::Require], "diameter(", "diametre("))
            .or_else(|| replace(line, &[Kind::Require], "holes(", "hole("))
    }),
    ("missing unit", |line, _| {
        replace(line, &[Kind::Require], "3500 mL", "3500").or_else(|| replace(line, &[Kind::Require], " cm3", ""))
    }),
    ("wrong unit", |line, _| {
        replace(line, &[Kind::Require], "3500 mL", "3500 mm")
            .or_else(|| replace(line, &[Kind::Require], " cm3", " deg"))
    }),
    ("duplicate ID", |line, _| {
        let later = line.kind == Kind::RuleHead && !line.text.contains("LIV-001");
        let number = line.text.split(' ').nth(1)?.to_owned();
        later.then(|| Edit::Replace(line.text.replacen(&number, "LIV-001", 1)))
    }),
    ("duplicate value", |line, _| {
        let later = line.kind == Kind::Label && !line.text.starts_with("  1 ");
        let value = line.text.split_whitespace().next()?.to_owned();
        (later && value.bytes().all(|byte| byte.is_ascii_digit()) && line.text.contains('"'))
            .then(|| Edit::Replace(line.text.replacen(&value, "1", 1)))
    }),
];

/// Plants one to three mistakes of random kinds on lines that are apart from each other.
pub fn damage(lines: &[Line], kinds: &[(&'static str, Change)], random: &mut Random) -> (String, Vec<Planted>) {
    let wanted = 1 + random.below(3);
    let mut edits: Vec<(usize, &'static str, Edit)> = Vec::new();
    for _ in 0..60 {
        if edits.len() == wanted {
            break;
        }
        // Draw the kind first, so that kinds come evenly; then a line that it fits.
        let (name, change) = random.pick(kinds);
        let mut fitting: Vec<usize> = (0..lines.len()).collect();
        random.shuffle(&mut fitting);
        let apart = |at: &usize| edits.iter().all(|(other, ..)| other.abs_diff(*at) > 2);
        let found = fitting.into_iter().filter(apart).find_map(|at| Some((at, change(&lines[at], random)?)));
        if let Some((at, edit)) = found {
            edits.push((at, name, edit));
        }
    }
    edits.sort_by_key(|(at, ..)| *at);
    render(lines, edits)
}

fn render(lines: &[Line], edits: Vec<(usize, &'static str, Edit)>) -> (String, Vec<Planted>) {
    let mut out: Vec<String> = Vec::new();
    let mut planted = Vec::new();
    let mut edits = edits.into_iter().peekable();
    for (at, line) in lines.iter().enumerate() {
        let Some((_, kind, edit)) = edits.next_if(|(place, ..)| *place == at) else {
            out.push(line.text.clone());
            continue;
        };
        let here = out.len() + 1;
        let due = match edit {
            Edit::Replace(text) => {
                out.push(text);
                vec![here]
            }
            Edit::Remove => vec![here - 1, here],
            Edit::InsertBefore(text) => {
                out.extend([text, line.text.clone()]);
                vec![here]
            }
        };
        planted.push(Planted { kind, lines: due });
    }
    (out.join("\n") + "\n", planted)
}

fn replace(line: &Line, kinds: &[Kind], from: &str, to: &str) -> Option<Edit> {
    (kinds.contains(&line.kind) && line.text.contains(from)).then(|| Edit::Replace(line.text.replacen(from, to, 1)))
}

/// Drops, doubles or swaps one letter inside the word.
fn slip(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + random.below(letters.len() - 2);
    match random.below(3) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        _ if letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        _ => drop(letters.remove(at)),
    }
    letters.into_iter().collect()
}

fn misspell(line: &Line, words: &[&str], random: &mut Random) -> Option<Edit> {
    let word = words.iter().find(|word| line.text.split_whitespace().any(|other| other == **word))?;
    Some(Edit::Replace(line.text.replacen(word, &slip(word, random), 1)))
}

fn misspelt_statement(line: &Line, random: &mut Random) -> Option<Edit> {
    let kinds = [Kind::Require, Kind::BlockHead, Kind::Because, Kind::Let, Kind::Cite, Kind::Manual];
    let first = line.text.split_whitespace().next()?;
    let known = ["require", "each", "some", "when", "because", "cite", "manual"].contains(&first);
    (kinds.contains(&line.kind) && known).then(|| Edit::Replace(line.text.replacen(first, &slip(first, random), 1)))
}

fn misspelt_item(line: &Line, random: &mut Random) -> Option<Edit> {
    let fits = matches!(line.kind, Kind::RuleHead | Kind::Open | Kind::Declaration | Kind::Header);
    let first = line.text.split_whitespace().next()?;
    fits.then(|| Edit::Replace(line.text.replacen(first, &slip(first, random), 1)))
}

fn misspelt_attribute(line: &Line, random: &mut Random) -> Option<Edit> {
    (line.kind == Kind::Label).then(|| misspell(line, &["optional", "ignore"], random)).flatten()
}

fn misspelt_relation(line: &Line, random: &mut Random) -> Option<Edit> {
    let words = ["inside", "touches", "cranial", "implies"];
    (line.kind == Kind::Require).then(|| misspell(line, &words, random)).flatten()
}

fn missing_close(line: &Line, _: &mut Random) -> Option<Edit> {
    let at = line.text.rfind(')').filter(|_| matches!(line.kind, Kind::Require | Kind::BlockHead))?;
    let mut text = line.text.clone();
    text.remove(at);
    Some(Edit::Replace(text))
}

fn unclosed_text(line: &Line, _: &mut Random) -> Option<Edit> {
    let fits = matches!(line.kind, Kind::Because | Kind::RuleHead | Kind::Label | Kind::Meta);
    let at = line.text.rfind('"').filter(|_| fits && !line.text.contains('\\'))?;
    let mut text = line.text.clone();
    text.remove(at);
    Some(Edit::Replace(text))
}

fn unknown_unit(line: &Line, random: &mut Random) -> Option<Edit> {
    let unit = *random.pick(&["ml2", "mmm", "litre3", "Ml", "ccm"]);
    replace(line, &[Kind::Require], " mL", &format!(" {unit}"))
        .or_else(|| replace(line, &[Kind::Require], " mm", &format!(" {unit}")))
}

fn missing_operand(line: &Line, _: &mut Random) -> Option<Edit> {
    let at = [" >= ", " <= ", " + "].iter().find_map(|operator| line.text.find(operator))?;
    let operator = line.text.get(at + 1..at + 3)?.trim();
    matches!(line.kind, Kind::Require | Kind::Declaration)
        .then(|| Edit::Replace(format!("{} {operator}", &line.text[..at])))
}

fn missing_id(line: &Line, _: &mut Random) -> Option<Edit> {
    let id = line.text.split(' ').nth(1).filter(|_| line.kind == Kind::RuleHead)?;
    Some(Edit::Replace(line.text.replacen(&format!(" {id}"), "", 1)))
}

fn missing_title(line: &Line, _: &mut Random) -> Option<Edit> {
    let title = line.text.find('"').filter(|_| line.kind == Kind::RuleHead)?;
    Some(Edit::Replace(format!("{}{{", &line.text[..title])))
}

fn unknown_name(line: &Line, _: &mut Random) -> Option<Edit> {
    let at = line.text.find('(').filter(|_| line.kind == Kind::Require)?;
    let name: String = line.text[at + 1..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    let plain = name.len() > 2 && !line.text[at + 1 + name.len()..].starts_with('(');
    plain.then(|| Edit::Replace(line.text.replacen(&format!("({name}"), &format!("({name}x"), 1)))
}
