//! Findings on standard output, everything else on standard error, plain where nobody can see colours.

use std::process::{Command, Stdio};

use super::files::{folder, label_map, root, run, voxlint};

#[test]
fn the_number_of_jobs_does_not_show() {
    let one = run(&root(), &["check", "examples", "--jobs", "1"]);
    for jobs in ["2", "8"] {
        assert_eq!(run(&root(), &["check", "examples", "--jobs", jobs]), one);
    }
    for format in ["concise", "json", "json-lines"] {
        let one = run(&root(), &["check", "examples", "-j1", "--output-format", format]);
        assert_eq!(run(&root(), &["check", "examples", "-j8", "--output-format", format]), one);
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    for arguments in
        ["check examples", "check examples --output-format json", "explain", "facts examples/labels/clean.nii.gz"]
    {
        let script =
            format!("{} {arguments} 2>/dev/null | head -1; exit ${{PIPESTATUS[0]}}", env!("CARGO_BIN_EXE_voxlint"));
        let status = Command::new("bash")
            .args(["-c", &script])
            .current_dir(root())
            .env("VOXLINT_NO_CACHE", "1")
            .stdout(Stdio::null())
            .status()
            .unwrap();
        // A pipe that is read before it fills is not closed in time: then the findings count.
        assert!(matches!(status.code(), Some(0 | 1)), "{arguments}: {status}");
    }
    // A reader that is gone before the first byte leaves no doubt.
    let script = format!("{} check examples 2>/dev/null > >(exec 0<&-; sleep 1)", env!("CARGO_BIN_EXE_voxlint"));
    let script = format!("exec 3> >(exec 0<&-; true); sleep 0.3; {} >&3", script.split(" > >").next().unwrap());
    let status =
        Command::new("bash").args(["-c", &script]).current_dir(root()).env("VOXLINT_NO_CACHE", "1").status().unwrap();
    assert_eq!(status.code(), Some(0));
}

#[test]
fn colours_only_where_they_are_wanted() {
    let escape = '\u{1b}';
    let (_, out, err) = run(&root(), &["check", "examples"]);
    assert!(!out.contains(escape) && !err.contains(escape), "not a terminal");
    let (_, out, _) = run(&root(), &["check", "examples", "--color", "always"]);
    assert!(out.contains(escape));
    for (variable, value) in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let output = voxlint().current_dir(root()).env(variable, value).args(["check", "examples"]).output().unwrap();
        assert!(!output.stdout.contains(&0x1b), "{variable}");
    }
}

#[test]
fn an_output_file_takes_the_findings() {
    let folder = folder();
    let file = folder.path().join("findings.txt");
    let (_, expected, _) = run(&root(), &["check", "examples"]);
    let (code, out, err) = run(&root(), &["check", "examples", "--output-file", file.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(std::fs::read_to_string(file).unwrap(), expected);
    assert!(err.contains("checked 11 cases"), "{err}");
}

#[test]
fn statistics_count_by_code() {
    let (_, _, err) = run(&root(), &["check", "examples", "--statistics"]);
    let line = err.lines().find(|line| line.contains("ABD-001")).unwrap();
    assert!(line.trim_start().starts_with('2') && line.contains("in 2 cases"), "{err}");
    assert!(err.lines().any(|line| line.contains("C101") && line.contains("identical-masks")), "{err}");
}

#[cfg(unix)]
#[test]
fn control_characters_of_file_names_are_shown_and_not_sent() {
    let folder = folder();
    label_map(&folder.path().join("a\u{1b}[31m.nii"), &[]);
    for format in ["full", "concise"] {
        let (_, out, err) = run(folder.path(), &["check", "--output-format", format]);
        assert!(!out.contains('\u{1b}') && !err.contains('\u{1b}'));
        assert!(out.contains("a\\u{1b}[31m.nii"), "{out}");
    }
}

#[test]
fn help_has_examples_and_exit_codes() {
    for command in ["check", "lint", "fmt", "facts", "explain"] {
        let (code, out, _) = run(&root(), &[command, "--help"]);
        assert_eq!(code, 0);
        assert!(out.contains("Examples:") && out.contains(&format!("voxlint {command}")), "{out}");
    }
    assert!(run(&root(), &["--help"]).1.contains("Exit codes: 0"));
    assert_eq!(run(&root(), &[]).0, 2);
}
