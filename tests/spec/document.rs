//! A spec file: sections with a protocol and its cases.

use super::expect::Expectation;
use super::numbers_picture::NumbersPicture;
use super::picture::Picture;
use super::points_block::PointsBlock;

#[derive(Debug)]
pub struct Section {
    /// `counts.md:12 The liver is one piece`
    pub title: String,
    pub protocol: String,
    /// The name of the shipped protocol, if it is one.
    pub shipped: Option<String>,
    pub cases: Vec<Case>,
    pub together: Vec<Together>,
}

/// What is expected of several cases together.
#[derive(Debug)]
pub struct Together {
    pub place: String,
    /// The cases of the section since the last such block.
    pub cases: std::ops::Range<usize>,
    pub expected: Expectation,
}

#[derive(Debug)]
pub struct Case {
    /// `counts.md:27`, the line of its first picture; without one, of what is expected.
    pub place: String,
    pub pictures: Vec<Picture>,
    pub images: Vec<NumbersPicture>,
    pub facts: Facts,
    pub tables: Tables,
    /// Paths of its files, if they are listed.
    pub files: Option<Vec<String>>,
    /// Files of landmarks; `None` without such a block.
    pub points: Option<Vec<PointsBlock>>,
    pub expected: Expectation,
}

/// Rows and sidecars of a case: the file of each, its keys and values.
pub type Facts = Vec<(String, Vec<(String, String)>)>;

/// Rows of the protocol's tables: name of the table, of the file, and the file's text.
pub type Tables = Vec<(String, String, String)>;

struct Block<'t> {
    line: usize,
    kind: &'t str,
    options: &'t str,
    body: String,
}

pub fn sections(file: &str, text: &str) -> Result<Vec<Section>, String> {
    let mut sections: Vec<Section> = Vec::new();
    let mut pictures: Vec<Picture> = Vec::new();
    let mut images: Vec<NumbersPicture> = Vec::new();
    let mut facts = Facts::new();
    let mut tables = Tables::new();
    let mut files: Option<Vec<String>> = None;
    let mut points: Option<Vec<PointsBlock>> = None;
    let mut place = String::new();
    for item in items(file, text)? {
        match item {
            Item::Heading(line, title) => {
                if !pictures.is_empty() {
                    return Err(format!("{place}: a picture without an `expect` block"));
                }
                let title = format!("{file}:{line} {title}");
                let (protocol, cases, together) = (String::new(), Vec::new(), Vec::new());
                sections.push(Section { title, protocol, shipped: None, cases, together });
            }
            Item::Block(block) => {
                let here = format!("{file}:{}", block.line);
                let section = sections.last_mut().ok_or(format!("{here}: a block before the first section"))?;
                match block.kind {
                    "protocol" if section.protocol.is_empty() => {
                        section.protocol = match block.options.strip_prefix("shipped=") {
                            Some(name) => {
                                section.shipped = Some(name.to_owned());
                                shipped(name).ok_or(format!("{here}: no shipped protocol `{name}`"))?
                            }
                            None => with_header(block.body),
                        };
                    }
                    "protocol" => return Err(format!("{here}: a second protocol in one section")),
                    "labels" => {
                        if pictures.is_empty() {
                            place.clone_from(&here);
                        }
                        let picture = Picture::parse(block.options, &block.body);
                        pictures.push(picture.map_err(|error| format!("{here}: {error}"))?);
                    }
                    "image" => {
                        let image = NumbersPicture::parse(block.options, &block.body);
                        images.push(image.map_err(|error| format!("{here}: {error}"))?);
                    }
                    "points" => {
                        let block = PointsBlock::parse(block.options, &block.body);
                        points.get_or_insert_default().push(block.map_err(|error| format!("{here}: {error}"))?);
                    }
                    "case" => {
                        facts.push(self::facts(block.options, &block.body).map_err(|error| format!("{here}: {error}"))?)
                    }
                    "files" => files = Some(block.body.split_whitespace().map(str::to_owned).collect()),
                    "table" => {
                        let (name, file) = block.options.split_once(" file=").unwrap_or((block.options, ""));
                        let file = if file.is_empty() { format!("{name}.csv") } else { file.to_owned() };
                        tables.push((name.to_owned(), file, block.body));
                    }
                    "expect" if block.options == "across" => {
                        let expected = Expectation::parse(&block.body).map_err(|error| format!("{here}: {error}"))?;
                        let start = section.together.last().map_or(0, |together| together.cases.end);
                        let cases = start..section.cases.len();
                        section.together.push(Together { place: here, cases, expected });
                    }
                    "expect" if pictures.is_empty() && facts.is_empty() && tables.is_empty() && files.is_none() => {
                        return Err(format!("{here}: nothing to expect this of"));
                    }
                    "expect" => {
                        if pictures.is_empty() {
                            place.clone_from(&here);
                        }
                        let expected = Expectation::parse(&block.body).map_err(|error| format!("{here}: {error}"))?;
                        let pictures = std::mem::take(&mut pictures);
                        let (images, facts) = (std::mem::take(&mut images), std::mem::take(&mut facts));
                        let tables = std::mem::take(&mut tables);
                        let files = files.take();
                        let points = points.take();
                        let place = place.clone();
                        section.cases.push(Case { place, pictures, images, facts, tables, files, points, expected });
                    }
                    other => return Err(format!("{here}: `{other}` is no kind of block")),
                }
            }
        }
    }
    if let Some(section) = sections.iter().find(|section| section.protocol.is_empty() || section.cases.is_empty()) {
        return Err(format!("{}: a section needs a protocol and a case", section.title));
    }
    Ok(sections)
}

/// `age = 45`, one a line; nothing behind `=` is an empty cell.
fn facts(options: &str, body: &str) -> Result<(String, Vec<(String, String)>), String> {
    let file = options.strip_prefix("file=").unwrap_or("cases.csv").to_owned();
    let mut cells = Vec::new();
    for line in body.lines().filter(|line| !line.trim().is_empty()) {
        let (key, value) = line.split_once('=').ok_or(format!("`{line}` is no `key = value`"))?;
        cells.push((key.trim().to_owned(), value.trim().to_owned()));
    }
    Ok((file, cells))
}

fn shipped(name: &str) -> Option<String> {
    voxlint::model::library::find(name).map(str::to_owned)
}

fn with_header(protocol: String) -> String {
    if protocol.starts_with("protocol") { protocol } else { format!("protocol spec/section 1.0.0\n{protocol}") }
}

enum Item<'t> {
    Heading(usize, &'t str),
    Block(Block<'t>),
}

fn items<'t>(file: &str, text: &'t str) -> Result<Vec<Item<'t>>, String> {
    let mut items = Vec::new();
    let mut lines = (1..).zip(text.lines());
    while let Some((line, text)) = lines.next() {
        if let Some(title) = text.strip_prefix("## ") {
            items.push(Item::Heading(line, title.trim()));
        } else if let Some(fence) = text.strip_prefix("```") {
            let (kind, options) = fence.split_once(' ').unwrap_or((fence, ""));
            let mut body = String::new();
            loop {
                match lines.next() {
                    Some((_, "```")) => break,
                    Some((_, inner)) => {
                        body.push_str(inner);
                        body.push('\n');
                    }
                    None => return Err(format!("{file}:{line}: this block does not end")),
                }
            }
            items.push(Item::Block(Block { line, kind, options, body }));
        }
    }
    Ok(items)
}
