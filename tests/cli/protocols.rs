//! lint, fmt and explain.

use std::fs;

use super::files::{ONE_PIECE, folder, root, run, voxlint, write};

#[test]
fn shipped_protocols_lint_clean_by_name_and_by_path() {
    let (code, out, err) = run(&root(), &["lint", "protocols", "kits/23"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    let linted = voxlint::model::library::names().count() + 1;
    assert!(err.contains(&format!("linted {linted} protocols: no findings")), "{err}");
}

#[test]
fn the_example_protocol_is_clean_and_formatted() {
    assert_eq!(run(&root(), &["lint", "examples", "--fail-on", "warning"]).0, 0);
    assert_eq!(run(&root(), &["fmt", "--check", "examples"]).0, 0);
}

#[test]
fn all_mistakes_of_a_file_are_reported_at_once() {
    let folder = folder();
    let broken = ONE_PIECE.replace("organ,", "orgen,").replace("because", "becaus");
    write(&folder.path().join("p.protocol"), &broken);
    let (code, out, _) = run(folder.path(), &["lint", "--output-format", "concise"]);
    assert_eq!(code, 1);
    assert!(out.contains("p.protocol:9:") && out.contains("p.protocol:10:"), "{out}");
}

#[test]
fn fmt_lays_out_in_place_and_once() {
    let folder = folder();
    let path = folder.path().join("p.protocol");
    write(&path, &ONE_PIECE.replace("  require", "      require").replace("== 1", "==1"));
    let before = fs::read_to_string(&path).unwrap();
    let (code, out, _) = run(folder.path(), &["fmt", "--check"]);
    assert_eq!((code, out.as_str()), (1, "p.protocol\n"));
    let (code, out, _) = run(folder.path(), &["fmt", "--diff"]);
    assert_eq!(code, 1);
    assert!(out.contains("-      require") && out.contains("+  require components(organ, min: 1 mm3) == 1"), "{out}");
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    assert_eq!(run(folder.path(), &["fmt"]).0, 0);
    assert_ne!(fs::read_to_string(&path).unwrap(), before);
    assert_eq!(run(folder.path(), &["fmt", "--check"]).0, 0);
}

#[test]
fn fmt_reads_standard_input() {
    let output =
        voxlint().args(["fmt", "-"]).write_stdin(ONE_PIECE.replace("  1 organ", "1    organ")).output().unwrap();
    assert!(output.status.success());
    let formatted = String::from_utf8(output.stdout).unwrap();
    let again = voxlint().args(["fmt", "-"]).write_stdin(formatted.clone()).output().unwrap();
    assert_eq!(String::from_utf8(again.stdout).unwrap(), formatted);
    let broken = voxlint().args(["fmt", "-"]).write_stdin("protocol {{{").output().unwrap();
    assert_eq!(broken.status.code(), Some(2));
    assert!(broken.stdout.is_empty() && !broken.stderr.is_empty());
}

#[test]
fn fmt_leaves_a_file_with_mistakes_alone() {
    let folder = folder();
    let path = folder.path().join("p.protocol");
    let broken = ONE_PIECE.replace("require", "reqire");
    write(&path, &broken);
    let (code, _, err) = run(folder.path(), &["fmt"]);
    assert_eq!(code, 2, "{err}");
    assert_eq!(fs::read_to_string(&path).unwrap(), broken);
}

#[test]
fn every_code_has_a_page() {
    let (code, out, _) = run(&root(), &["explain"]);
    assert_eq!(code, 0);
    let codes: Vec<&str> = out.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(codes.len() > 80 && codes.contains(&"F103") && codes.contains(&"P201"), "{codes:?}");
    for code in ["F103", "G102", "L201", "H101", "C101", "P101", "P201", "f103"] {
        let (exit, out, _) = run(&root(), &["explain", code]);
        assert_eq!(exit, 0, "{code}");
        assert!(out.contains("why") && out.contains("fix"), "{out}");
    }
}

#[test]
fn rules_are_explained_from_their_protocol() {
    let (code, out, _) = run(&root(), &["explain", "abd-002", "-p", "examples/abdomen.protocol"]);
    assert_eq!(code, 0);
    assert!(out.contains("Paired organs") && out.contains("require kidney_right right of"), "{out}");
    let (code, _, err) = run(&root(), &["explain", "ABD-02", "-p", "examples/abdomen.protocol"]);
    assert_eq!(code, 2);
    assert!(err.contains("did you mean `ABD-00"), "{err}");
    assert!(run(&root(), &["explain", "KITS23-002", "-p", "kits/23"]).1.contains("One or two kidneys"));
}

#[test]
fn the_protocol_of_the_readme_has_no_mistakes() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, after) = readme.split_once("## The language\n\n```\n").unwrap();
    let (protocol, _) = after.split_once("```").unwrap();
    let folder = folder();
    write(&folder.path().join("liver.protocol"), protocol);
    let (code, out, _) = run(folder.path(), &["lint", "liver.protocol"]);
    assert_eq!(code, 0, "{out}");
    let id = protocol.split_whitespace().find(|word| word.starts_with("LIV-")).unwrap();
    assert_eq!(run(folder.path(), &["explain", id, "-p", "liver.protocol"]).0, 0);
}
