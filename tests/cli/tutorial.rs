//! docs/tutorial.md, docs/reports.md, docs/harmonize.md and docs/adopt.md: their files are written, their commands run, and what they print is what stands
//! there.

#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;

use super::files::{folder, root, run, write};

const LABELS: [&str; 4] = ["clean", "stray_island", "sides_swapped", "lesion_outside"];

#[test]
fn the_tutorial_does_what_it_says() {
    let lesson = folder();
    fs::create_dir(lesson.path().join("labels")).unwrap();
    for name in LABELS {
        let file = format!("labels/{name}.nii.gz");
        fs::copy(root().join("examples").join(&file), lesson.path().join(&file)).unwrap();
    }
    assert!(follow("docs/tutorial.md", lesson.path()) >= 9);
}

#[test]
fn reports_look_as_their_page_shows() {
    let lesson = folder();
    fs::create_dir(lesson.path().join("labels")).unwrap();
    for name in ["clean", "stray_island"] {
        let file = format!("labels/{name}.nii.gz");
        fs::copy(root().join("examples").join(&file), lesson.path().join(&file)).unwrap();
    }
    assert!(follow("docs/reports.md", lesson.path()) >= 9);
}

#[test]
fn three_hospitals_agree() {
    assert!(follow("docs/harmonize.md", folder().path()) >= 9);
}

/// What the label maps of the page on adopting are made by.
const LIVERS: &str = r#"protocol test/livers 1.0.0
labels { 1 liver  2 lesion }
rule LIV-001 error "One piece" { require components(liver + lesion, min: 0.5 mL) == 1 }
rule LIV-002 error "Lesions in the liver" { require lesion inside liver, up to 5 % }
rule LIV-003 error "Size" { require volume(liver) in 800 mL .. 2500 mL }
"#;

#[test]
fn a_team_adopts_it() {
    let lesson = folder();
    let livers = folder();
    write(&livers.path().join("livers.protocol"), LIVERS);
    fs::create_dir(lesson.path().join("labelsTr")).unwrap();
    for (name, breaks) in [("001", None), ("002", Some("LIV-001")), ("003", Some("LIV-003"))] {
        let output = lesson.path().join(format!("labelsTr/liver_{name}.nii.gz"));
        let mut arguments = vec!["phantom", "livers.protocol", "--output", output.to_str().unwrap()];
        arguments.extend(breaks.into_iter().flat_map(|rule| ["--breaks", rule]));
        let (code, _, err) = run(livers.path(), &arguments);
        assert_eq!(code, 0, "{err}");
    }
    assert!(follow("docs/adopt.md", lesson.path()) >= 14);
}

/// Does in a folder what a page says. How many commands there were. With `VOXLINT_RECORD` the page is written anew.
fn follow(page: &str, lesson: &Path) -> usize {
    let text = fs::read_to_string(root().join(page)).unwrap();
    let recording = std::env::var_os("VOXLINT_RECORD").is_some();
    let mut recorded = text.clone();
    let mut commands = 0;
    for (head, body) in blocks(&text) {
        if let Some((_, file)) = head.split_once(" file=") {
            write(&lesson.join(file), &body);
        } else if head == "console" {
            for (command, due) in sessions(&body) {
                let prints = printed(lesson, command);
                if recording {
                    recorded = recorded.replacen(&format!("$ {command}\n{due}"), &format!("$ {command}\n{prints}"), 1);
                } else {
                    assert_eq!(prints, due, "`{command}`");
                }
                commands += 1;
            }
        }
    }
    if recorded != text {
        write(&root().join(page), &recorded);
    }
    commands
}

/// What stands behind the fence, and the lines up to the next one.
fn blocks(text: &str) -> Vec<(&str, String)> {
    let mut lines = text.lines();
    let mut blocks = Vec::new();
    while let Some(line) = lines.next() {
        if let Some(head) = line.strip_prefix("```") {
            let body = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
            blocks.push((head, body));
        }
    }
    blocks
}

/// The commands of a block, each with what it prints.
fn sessions(body: &str) -> Vec<(&str, String)> {
    let mut sessions: Vec<(&str, String)> = Vec::new();
    for line in body.lines() {
        match (line.strip_prefix("$ "), sessions.last_mut()) {
            (Some(command), _) => sessions.push((command, String::new())),
            (None, Some((_, output))) => output.push_str(&format!("{line}\n")),
            (None, None) => assert!(line.is_empty(), "`{line}` stands before the first command"),
        }
    }
    sessions
}

fn printed(folder: &Path, command: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_voxlint")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{command} 2>&1")]).current_dir(folder).env("PATH", path).env("TERM", "xterm");
    shell.env("VOXLINT_NO_CACHE", "1");
    let output = shell.env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR").output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}
