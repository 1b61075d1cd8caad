//! The handbook: every shipped protocol in words, right beside wrong, and nothing of a text that acts. What a browser makes of
//! it is tested in tests/browser.

use std::fs;
use std::path::Path;

use voxlint::model::{self, Protocol, library};
use voxlint::report::Source;
use voxlint::report::escape::html;
use voxlint::words;

use super::files::{folder, root, run, write};

fn page(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = run(folder, &[&["doc"], arguments].concat());
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

fn shipped() -> impl Iterator<Item = Protocol> {
    library::names().map(|name| {
        let loaded = model::load(&Source::new(name, library::find(name).unwrap()));
        loaded.protocol.unwrap()
    })
}

/// What stands between an opening tag that begins like this and the next closing one.
fn elements<'p>(page: &'p str, opening: &str, closing: &str) -> Vec<&'p str> {
    let starts = page.match_indices(opening).filter_map(|(at, _)| page.get(at..));
    starts.map(|rest| rest.split_once('>').unwrap().1.split(closing).next().unwrap()).collect()
}

#[test]
fn every_shipped_protocol_is_said_in_words() {
    for protocol in shipped() {
        let name = &protocol.name;
        let page = page(&root(), &[name, "--no-pictures"]);
        assert_eq!(elements(&page, "<article", "</article>").len(), protocol.rules.len(), "{name}");
        for rule in &protocol.rules {
            assert!(page.contains(&format!("<code>{}</code>", rule.id)), "{name}: {}", rule.id);
            assert!(page.contains(&format!("\">{}</h3>", prose(&rule.title))), "{name}: {}", rule.title);
            for text in rule.because.iter().chain(&rule.manual) {
                assert!(page.contains(&prose(&words::full_sentence(text))), "{name}: {text}");
            }
            for text in &rule.cites {
                assert!(page.contains(&prose(text)), "{name}: {text}");
            }
            let source = protocol.source.text.get(rule.span.start..rule.span.end).unwrap();
            assert!(page.contains(&html(source.lines().next().unwrap())), "{name}: {source}");
        }
        for class in &protocol.labels.classes {
            assert!(
                page.contains(&format!("<th scope=\"row\"><code>{}</code></th>", html(&class.name))),
                "{name}: {}",
                class.name
            );
            for code in &class.codes {
                assert!(page.contains(&code.value), "{name}: {}", code.value);
            }
        }
        let ticked: usize = protocol.rules.iter().map(|rule| rule.manual.len()).sum();
        assert_eq!(page.matches("type=\"checkbox\"").count(), ticked, "{name}");
        for tag in ["p", "li", "td class", "dd", "dt", "h1", "h2", "h3", "th"] {
            let close = format!("</{}>", tag.split(' ').next().unwrap());
            for text in elements(&page, &format!("<{tag}"), &close) {
                assert!(!text.trim_matches(['.', ' ', '\n']).is_empty(), "{name}: an empty <{tag}>");
            }
        }
    }
}

/// As a page shows a text with names in backticks.
fn prose(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 0 { html(part) } else { format!("<code>{}</code>", html(part)) }).collect()
}

#[test]
fn no_claim_falls_back_to_its_source() {
    for protocol in shipped() {
        let page = page(&root(), &[&protocol.name, "--no-pictures"]);
        for said in elements(&page, "<div class=\"requires\"", "</div>") {
            for raw in [
                " == ",
                " != ",
                "&lt;=",
                "&gt;=",
                "(min:",
                "require ",
                "components(",
                "volume(",
                "slice_gaps(",
                "<code>?",
                "?</code>",
            ] {
                assert!(!said.contains(raw), "{}: `{raw}` in {said}", protocol.name);
            }
        }
    }
}

#[test]
fn sentences_say_what_rules_mean() {
    let page = page(&root(), &["lits/2017", "--format", "markdown"]);
    for said in [
        "- <code>whole\\_liver</code> is a single piece (parts below 0.5 mL do not count).\n",
        "- Each part of <code>tumour</code> of at least 10 mm³ touches <code>liver</code>.\n",
        "- *Not judged*: Where <code>whole\\_liver</code> is absent or touches the border of the image.\n",
        "- The pixel spacing within slices is between 0.55 mm and 1.0 mm.\n",
        "| 1 | <code>liver</code> | Liver parenchyma | required | SNOMED CT 10200004 |\n",
        "<summary>As the protocol has it (lits/2017:44)</summary>",
        "- **hole**: A closed-off space",
    ] {
        assert!(page.contains(said), "{said} in {page}");
    }
}

const MANY_KINDS: &str = "\
protocol north/many 1.0.0
image {
  modality in {CT}
  size == 240 x 240 x 155
  size.k >= 20
  spacing == 1 x 1 x 3 mm
}
case {
  age in 0 .. 120 year, optional
}
labels {
  1 organ
  2 lesion optional
  3 cyst optional
}
group all = organ + lesion + cyst
rule A-001 error \"each\" {
  each c in components(lesion, min: 10 mm3) { require c touches organ or c touches cyst }
  each c in components(lesion) { require voxels(c) >= 50 voxels when complete(c) }
  each x in all { each c in components(x) { require volume(c) >= 200 mm3 when complete(c) } }
  each x in {lesion, cyst} { require holes(x, min: 1 mL) == 0 }
  each a, b in pairs(all) { require a separate from b by overlap }
  each c in components(grow(lesion, 1 mm)) { require voxels(c & lesion) >= 2 voxels }
  each x in all where volume(x) > 1 mL { require x touches organ }
  each x in all {
    require x touches organ
    require volume(x) < 1 L
  }
}
rule A-002 error \"others\" {
  require lesion separate from cyst and lesion separate from organ
  require present(lesion) iff present(cyst)
  require organ == lesion + cyst, up to 1 voxel unless present(cyst) and present(lesion)
  require lesion inside organ, up to 2 %
  require voxels(lesion) >= voxels(cyst)
  require count(x for x in all where present(x)) >= 2
  require max(volume(c) for c in components(lesion)) <= 5 mL
  require organ == organ - shrink(organ, 5 mm)
  require slice_gaps(organ) == 0 unless volume(organ) > 5 L
  require share(organ where image > 300 HU) <= 1 %
}
rule A-003 info \"a person\" { manual \"the hilum is left out\" }
";

#[test]
fn rules_of_many_kinds_read_like_a_guideline() {
    let folder = folder();
    write(&folder.path().join("many.protocol"), MANY_KINDS);
    let page = page(folder.path(), &["many.protocol", "--format", "markdown"]);
    for said in [
        "- The image has 240 × 240 × 155 voxels.\n",
        "- The image has at least 20 voxels along array axis k.\n",
        "- The voxel spacing is 1 × 1 × 3 mm.\n",
        "| <code>age</code> | a time in years, from 0 years to 120 years | optional |\n",
        "- Each part of `lesion` of at least 10 mm³ touches `organ` or `cyst`.\n",
        "- Each part of `lesion` has at least 50 voxels when that part does not touch the border of the image.\n",
        "- The volume of each part of each class of `all` is at least 200 mm³ when that part does not touch the border of the image.\n",
        "- Each of `lesion` and `cyst` has no holes of at least 1 mL.\n",
        "- No two classes of `all` have a voxel in common.\n",
        "- For each part `c` of (`lesion` grown by 1 mm): the overlap of `c` and `lesion` has at least 2 voxels.\n",
        "- Each class of `all` whose volume is more than 1 mL touches `organ`.\n",
        "- For each class `x` of `all`:\n  - `x` touches `organ`.\n  - The volume of `x` is less than 1 L.\n",
        "- `lesion` does not touch `cyst` or `organ`.\n",
        "- `lesion` and `cyst` are both present or both absent.\n",
        "- `organ` covers the same voxels as the union of `lesion` and `cyst`, to within 1 voxel, unless `cyst` and `lesion` are present.\n",
        "- `lesion` lies inside `organ` (up to 2 % of its surface may border on something else).\n",
        "- The number of voxels of `lesion` is at least the number of voxels of `cyst`.\n",
        "- The number of classes of `all` that are present is at least 2.\n",
        "- The largest volume of a part of `lesion` is at most 5 mL.\n",
        "- `organ` covers the same voxels as `organ` without (`organ` shrunk by 5 mm).\n",
        "- `organ` lies in every axial slice between its first and its last unless the volume of `organ` is more than 5 L.\n",
        "- The share of the voxels of `organ` that have an intensity above 300 HU in the image is at most 1 %.\n",
        "- *Not judged*: Where `cyst` and `lesion` are present; where the volume of `organ` is more than 5 L; whatever concerns a structure that is absent.\n",
        "- [ ] The hilum is left out. (`A-003`, info)\n",
    ] {
        let said = said.split('`').enumerate().fold(String::new(), |text, (at, part)| match at % 2 {
            0 => text + part,
            _ => format!("{text}<code>{part}</code>"),
        });
        assert!(page.contains(&said), "{said} in {page}");
    }
    for mark in ['\u{f0000}', '\u{100000}'] {
        assert!(!page.contains(mark), "a mark is left in {page}");
    }
}

const HOSTILE: &str = "<img src=x onerror=alert(1)>";

fn hostile() -> String {
    format!(
        "/// {HOSTILE} [x](javascript:alert(1)) \u{202e}
protocol evil/page 1.0.0

meta {{
  title = \"{HOSTILE}\"
  cite book = \"https://a.example/'onmouseover='alert(1) {HOSTILE}\"
}}

labels {{
  1 organ \"{HOSTILE}\" alias \"{HOSTILE}\"
}}

/// {HOSTILE}
rule EVIL-001 error \"{HOSTILE} ```\" {{
  require components(organ, min: 1 mm3) == 1
  because \"{HOSTILE} | @someone </details>\"
  cite book
}}

rule EVIL-002 info \"a person\" {{
  manual \"{HOSTILE} ```\"
}}
"
    )
}

#[test]
fn hostile_texts_stay_texts() {
    let folder = folder();
    let name = "<b>x'.protocol";
    write(&folder.path().join(name), &hostile());
    let html = page(folder.path(), &[name, "--no-pictures"]);
    assert!(!html.contains("<img") && !html.contains("<b>x") && !html.contains('\u{202e}'), "{html}");
    assert!(html.matches("&lt;img src=x onerror=alert(1)&gt;").count() >= 9, "{html}");
    assert!(html.contains("href=\"https://a.example/&#39;onmouseover=&#39;alert(1\""), "{html}");
    assert!(!html.contains("href=\"javascript"), "{html}");
    let markdown = page(folder.path(), &[name, "--format", "markdown"]);
    // Fences are longer than what they hold: what stands between them is shown as it is.
    let outside: String = markdown.split("````").step_by(2).collect();
    for acts in ["<img", "[x](", "@someone"] {
        assert!(!outside.contains(acts), "{acts} in {outside}");
    }
}

#[test]
fn the_page_asks_for_nothing_and_runs_nothing() {
    let page = page(&root(), &["kits/23", "--no-pictures"]);
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"), "{page}");
    assert!(
        page.contains("content=\"default-src 'none'; img-src data:;") && page.contains("script-src 'none'"),
        "there is no policy"
    );
    for asked in ["<script", "<link", "src=\"http", "@import", "url(", "<iframe"] {
        assert!(!page.contains(asked), "{asked}");
    }
}

#[test]
fn right_stands_beside_wrong_and_what_is_wrong_is_outlined() {
    let page = page(&root(), &["kits/23", "--jobs", "1"]);
    let rules = elements(&page, "<article", "</article>");
    let drawn = rules.iter().filter(|rule| rule.contains("<figure"));
    for rule in drawn.clone() {
        assert!(rule.contains(">wrong</span>") && rule.contains("data:image/png;base64,iVBOR"), "{rule}");
        assert!(rule.contains("aria-label=\"wrong: "), "a picture says nothing to whoever does not see it");
    }
    assert_eq!(drawn.clone().count(), rules.len(), "{page}");
    assert!(drawn.clone().all(|rule| rule.contains("<g class=\"outline\"")), "{page}");
    assert!(drawn.clone().all(|rule| rule.contains(">right</span>")), "{page}");
    assert!(page == self::page(&root(), &["kits/23", "--jobs", "3"]), "the pages differ");
}

#[test]
fn what_lies_above_is_not_shown_in_an_axial_slice() {
    let page = page(&root(), &["oaizib/cm"]);
    for said in ["right: coronal slice of a made case for KNEE-006", "wrong: coronal slice of a made case for KNEE-006"]
    {
        assert!(page.contains(said), "{said} in {page}");
    }
    let rules = elements(&page, "<article", "</article>");
    let femur = rules.iter().find(|rule| rule.contains("KNEE-006")).unwrap();
    assert!(femur.contains("</svg>femur</span>") && femur.contains("</svg>tibia</span>"), "both are seen: {femur}");
}

#[test]
fn a_rule_without_pictures_says_why() {
    let folder = folder();
    let rule = "rule ONE-002 info \"The signal is low\" {\n  require intensity(organ).mean <= 20\n}\n";
    write(&folder.path().join("one.protocol"), &format!("{}{rule}", super::files::ONE_PIECE));
    let page = page(folder.path(), &["one.protocol"]);
    assert!(page.contains("No pictures: it needs more than a label map, such as an image or other files."), "{page}");
}

#[test]
fn nothing_is_written_over_unasked() {
    let folder = folder();
    let arguments = ["doc", "lits/2017", "--no-pictures", "--output", "book.html"];
    assert_eq!(run(folder.path(), &arguments), (0, String::new(), String::new()));
    let file = folder.path().join("book.html");
    let written = fs::read_to_string(&file).unwrap();
    assert_eq!(written, page(folder.path(), &["lits/2017", "--no-pictures"]));
    fs::write(&file, "mine").unwrap();
    let (code, _, err) = run(folder.path(), &arguments);
    assert!(
        code == 2 && err.contains("`book.html` exists, so nothing was written") && err.contains("--force"),
        "{err}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(run(folder.path(), &[&arguments[..], &["--force"]].concat()).0, 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), written);
    let (code, _, err) = run(folder.path(), &["doc", "lits/2017", "--no-pictures", "--output", "none/book.html"]);
    assert!(code == 2 && err.contains("the output file `none/book.html` cannot be written"), "{err}");
    assert_eq!(run(folder.path(), &["doc", "lits/2017", "--force"]).0, 2, "there is nothing to write over");
    let (code, _, err) = run(folder.path(), &["doc", "lits/2071"]);
    assert!(code == 2 && err.contains("did you mean `lits/2017`?"), "{err}");
}
