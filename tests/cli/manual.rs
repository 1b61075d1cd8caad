//! Completions and manual pages come of the definition that `--help` comes of.

use std::fs;

use crate::files::{folder, root, run};

/// The commands that `--help` lists.
fn commands() -> Vec<String> {
    let (_, help, _) = run(&root(), &["--help"]);
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap().to_owned();
    let starts = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: Vec<String> = starts.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect();
    assert!(names.len() > 10 && names.contains(&"check".to_owned()), "{help}");
    names.into_iter().filter(|name| name != "help").collect()
}

/// The long options of a command's `--help`.
fn options(command: &str) -> Vec<String> {
    let (_, help, _) = run(&root(), &[command, "--help"]);
    let words = help.lines().filter(|line| line.trim_start().starts_with('-')).flat_map(str::split_whitespace);
    words.filter(|word| word.starts_with("--")).map(|word| word.trim_end_matches(',').to_owned()).collect()
}

#[test]
fn every_shell_completes_every_command_and_option() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, script, _) = run(&root(), &["completions", shell]);
        assert_eq!(code, 0);
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
        }
        for option in options("check") {
            let option = if shell == "fish" { option.trim_start_matches('-').to_owned() } else { option };
            assert!(script.contains(&option), "{shell}: {option}");
        }
    }
    assert_eq!(run(&root(), &["completions", "dos"]).0, 2);
}

#[test]
fn every_command_has_a_page_with_its_options() {
    let folder = folder();
    let (code, _, err) = run(folder.path(), &["man", "--output-dir", "pages"]);
    assert_eq!((code, err.as_str()), (0, ""));
    for command in commands() {
        let page = fs::read_to_string(folder.path().join(format!("pages/voxlint-{command}.1"))).unwrap();
        assert!(page.contains(&format!("voxlint\\-{command}")), "{page}");
        for option in options(&command) {
            assert!(page.contains(&option.replace('-', "\\-")), "{command}: {option}");
        }
    }
    let (_, own, _) = run(folder.path(), &["man"]);
    assert_eq!(own, fs::read_to_string(folder.path().join("pages/voxlint.1")).unwrap());
    let (code, _, err) = run(folder.path(), &["man", "--output-dir", "pages"]);
    assert!(code == 2 && err.contains(".1` exists"), "{err}");
}
