//! Pages that stand alone: one HTML file that asks nothing of anybody.
//!
//! Styles and scripts are ours and written into the page. Its Content-Security-Policy names them by their hashes and forbids
//! everything else, so that no text from a file can load or run anything, whatever gets past the escaping.

mod data;
mod panel;
mod series;

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::escape::html;

pub use data::{ReportData, color};
pub use panel::{Panel, side_of};

/// What all pages have in common: colours and letters; then headers, tables and pictures.
pub const STYLES: [&str; 2] = [include_str!("theme.css"), include_str!("parts.css")];

/// How all pages begin. Their bodies close the header.
pub const OPENING: &str = include_str!("opening.html");

/// The page of a run.
pub const REPORT: Assets = Assets {
    styles: &[STYLES[0], STYLES[1], include_str!("report.css")],
    scripts: &[
        include_str!("dom.js"),
        include_str!("picture.js"),
        include_str!("chart.js"),
        include_str!("findings.js"),
        include_str!("tables.js"),
        include_str!("report.js"),
    ],
    body: &[OPENING, include_str!("report.html")],
};

/// Styles, scripts and the body that they work on: texts of this program, never of a file.
#[derive(Debug, Clone, Copy)]
pub struct Assets {
    pub styles: &'static [&'static str],
    pub scripts: &'static [&'static str],
    pub body: &'static [&'static str],
}

/// Writes a page. `more` is HTML behind the body, in which every text has been escaped; `data` is JSON for the scripts.
///
/// # Errors
///
/// Those of the output.
pub fn write(out: &mut dyn Write, title: &str, assets: &Assets, more: &str, data: Option<&str>) -> io::Result<()> {
    let (style, script) = (assets.styles.concat(), assets.scripts.concat());
    let scripts = if script.is_empty() { "'none'".to_owned() } else { hash(&script) };
    let style_hash = hash(&style);
    writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; \
         style-src {style_hash}; script-src {scripts}; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'\">"
    )?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"color-scheme\" content=\"light dark\">")?;
    writeln!(out, "<meta name=\"referrer\" content=\"no-referrer\">")?;
    writeln!(out, "<title>{}</title>\n<style>{style}</style>\n</head>\n<body>", html(title))?;
    write!(out, "{}{more}", assets.body.concat())?;
    if let Some(data) = data {
        writeln!(out, "<script type=\"application/json\" id=\"data\">{}</script>", inert(data))?;
    }
    if !script.is_empty() {
        writeln!(out, "<script>{script}</script>")?;
    }
    writeln!(out, "</body>\n</html>")
}

/// Bytes of a picture as an address that holds them.
pub fn png_address(png: &[u8]) -> String {
    format!("data:image/png;base64,{}", STANDARD.encode(png))
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// JSON in which nothing can end the element it stands in. The characters occur in its strings alone.
fn inert(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_data_ends_its_element() {
        assert_eq!(inert(r#"{"a":"</script><!--&"}"#), r#"{"a":"\u003c/script\u003e\u003c!--\u0026"}"#);
    }

    #[test]
    fn the_policy_names_the_script_and_nothing_else() {
        let assets = Assets { styles: &["a{}"], scripts: &["let x;"], body: &["<main></main>"] };
        let mut page = Vec::new();
        write(&mut page, "<b>", &assets, "", Some("{}")).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert!(page.contains("<title>&lt;b&gt;</title>"), "{page}");
        assert!(page.contains(&format!("script-src {};", hash("let x;"))), "{page}");
        assert!(page.contains("default-src 'none'"), "{page}");
    }
}
