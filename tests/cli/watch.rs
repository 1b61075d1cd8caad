//! `check --watch`: what begins another run, and how it ends. Driven by what the program says, never by the clock.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::files::{ONE_PIECE, folder, label_map, run, write};

/// What takes longer will never come.
const PATIENCE: Duration = Duration::from_secs(120);

const ONE: &[u8] = &[1, 1];
const TWO: &[u8] = &[1, 0, 1];

/// The program while it watches.
struct Watch {
    child: Child,
    said: Receiver<String>,
}

impl Watch {
    fn start(folder: &Path, arguments: &[&str]) -> Watch {
        let mut command = Command::new(env!("CARGO_BIN_EXE_voxlint"));
        command.env_remove("NO_COLOR").env_remove("VOXLINT_NO_CACHE").current_dir(folder);
        command.args(["check", "--watch", "--output-format", "concise", "--cache-dir", "cache"]).args(arguments);
        // One pipe for findings and notes keeps them in order.
        let (reader, writer) = std::io::pipe().unwrap();
        let child = command.stdout(writer.try_clone().unwrap()).stderr(writer).stdin(Stdio::null()).spawn().unwrap();
        let (sender, said) = channel();
        thread::spawn(move || {
            BufReader::new(reader).lines().map_while(Result::ok).all(|line| sender.send(line).is_ok())
        });
        Watch { child, said }
    }

    /// Everything that is said until the run has ended.
    fn one_run(&self) -> String {
        let mut told = Vec::new();
        loop {
            let line = self.said.recv_timeout(PATIENCE);
            assert!(line.is_ok(), "nothing more was said after {told:#?}");
            told.extend(line);
            if told.last().is_some_and(|line| line.starts_with("took ")) {
                return told.join("\n");
            }
        }
    }

    /// Ctrl-C, and the exit code.
    fn interrupt(mut self) -> i32 {
        let process = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &process]).status().unwrap().success());
        self.child.wait().unwrap().code().unwrap()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn cases() -> TempDir {
    let folder = folder();
    for name in ["a", "b"] {
        label_map(&folder.path().join(format!("labels/{name}.nii")), ONE);
    }
    label_map(&folder.path().join("labels/b.nii"), &[1, 1, 1]);
    write(&folder.path().join("p.protocol"), ONE_PIECE);
    folder
}

#[test]
fn a_changed_label_map_is_checked_again_and_the_last_run_decides() {
    let folder = cases();
    let map = folder.path().join("labels/a.nii");
    let watch = Watch::start(folder.path(), &["-p", "p.protocol", "labels"]);
    let first = watch.one_run();
    assert!(first.contains("checked 2 cases: no findings"), "{first}");
    assert!(first.contains("watching 3 files, Ctrl-C ends"), "{first}");
    label_map(&map, TWO);
    let second = watch.one_run();
    assert!(second.starts_with("`labels/a.nii` changed: checking again"), "{second}");
    assert!(second.contains("labels/a.nii: ONE-001 error"), "{second}");
    label_map(&map, ONE);
    assert!(watch.one_run().contains("no findings"));
    label_map(&map, TWO);
    assert!(watch.one_run().contains("1 error"));
    assert_eq!(watch.interrupt(), 1);

    label_map(&map, ONE);
    let watch = Watch::start(folder.path(), &["-p", "p.protocol", "labels"]);
    watch.one_run();
    assert_eq!(watch.interrupt(), 0);
}

#[test]
fn only_what_changed_is_read() {
    let folder = cases();
    // Stamps of files that were written just now are not trusted.
    let old = std::time::SystemTime::now() - Duration::from_secs(3600);
    for name in ["a", "b"] {
        let file = fs::File::options().write(true).open(folder.path().join(format!("labels/{name}.nii"))).unwrap();
        file.set_modified(old).unwrap();
    }
    thread::sleep(Duration::from_millis(200));
    let watch = Watch::start(folder.path(), &["-p", "p.protocol", "--statistics", "labels"]);
    assert!(watch.one_run().contains("read the voxels of 2 files, hashed 2 files"));
    label_map(&folder.path().join("labels/a.nii"), TWO);
    let second = watch.one_run();
    assert!(second.contains("read the voxels of 1 file, hashed 1 file"), "{second}");
}

#[test]
fn a_protocol_may_be_broken_while_it_is_edited() {
    let folder = cases();
    let protocol = folder.path().join("p.protocol");
    write(&protocol, "protocol test/one-piece 1.0.0\nlabels { 1 organ\nrule\n");
    let watch = Watch::start(folder.path(), &["-p", "p.protocol", "labels"]);
    let broken = watch.one_run();
    assert!(broken.contains("error P") && broken.contains("mistakes, so nothing was checked"), "{broken}");
    write(&protocol, ONE_PIECE);
    let mended = watch.one_run();
    assert!(mended.contains("`p.protocol` changed") && mended.contains("no findings"), "{mended}");
    write(&protocol, &ONE_PIECE.replace("== 1", "= 1"));
    assert!(watch.one_run().contains("mistakes"));
    // The label maps are still looked at.
    label_map(&folder.path().join("labels/a.nii"), TWO);
    assert!(watch.one_run().starts_with("`labels/a.nii` changed"));
    assert_eq!(watch.interrupt(), 2);
}

#[test]
fn files_come_and_go() {
    let folder = cases();
    write(&folder.path().join("voxlint.yaml"), "protocol: guidelines/p.protocol\ncases: cases.csv\n");
    write(&folder.path().join("cases.csv"), "case,operated\na,yes\nb,no\n");
    let guideline = "protocol site/p 1.0.0 extends test/one-piece ^1\ncase { operated yes/no }\n\
                     rule OPE-001 error \"Operated\" { require case.operated }\n";
    write(&folder.path().join("guidelines/p.protocol"), guideline);
    let watch = Watch::start(folder.path(), &["labels"]);
    let first = watch.one_run();
    assert!(first.contains("test/one-piece"), "{first}");
    // A base that was missing comes to be where it was looked for.
    write(&folder.path().join("guidelines/test/one-piece.protocol"), ONE_PIECE);
    let second = watch.one_run();
    assert!(second.starts_with("`guidelines/test/one-piece.protocol` is new"), "{second}");
    assert!(second.contains("labels/b.nii: OPE-001 error"), "{second}");
    write(&folder.path().join("cases.csv"), "case,operated\na,yes\nb,yes\n");
    assert!(watch.one_run().contains("no findings"));
    label_map(&folder.path().join("labels/deep/c.nii"), TWO);
    let third = watch.one_run();
    assert!(third.starts_with("`labels/deep/c.nii` is new") && third.contains("checked 3 cases"), "{third}");
    fs::remove_file(folder.path().join("labels/deep/c.nii")).unwrap();
    let fourth = watch.one_run();
    assert!(fourth.starts_with("`labels/deep/c.nii` is gone") && fourth.contains("checked 2 cases"), "{fourth}");
    write(
        &folder.path().join("voxlint.waivers"),
        "waive OPE-001 for \"a*\" until 2099-01-01 because \"an old case\"\n",
    );
    let fifth = watch.one_run();
    assert!(fifth.starts_with("`voxlint.waivers` is new") && fifth.contains("W103"), "{fifth}");
}

#[test]
fn images_beside_the_labels_count_and_what_runs_write_does_not() {
    let folder = cases();
    for name in ["a", "b"] {
        fs::rename(folder.path().join(format!("labels/{name}.nii")), folder.path().join(format!("{name}.nii")))
            .unwrap();
        label_map(&folder.path().join(format!("labelsTr/{name}.nii")), ONE);
        label_map(&folder.path().join(format!("imagesTr/{name}_0000.nii")), &[9, 9]);
    }
    let report = ["--report", "json=labelsTr/report.json", "-o", "labelsTr/report.csv"];
    let watch = Watch::start(folder.path(), &[&report[..], &["-p", "p.protocol", "labelsTr"]].concat());
    watch.one_run();
    write(&folder.path().join("labelsTr/notes.txt"), "not read by any run");
    label_map(&folder.path().join("imagesTr/a_0000.nii"), &[9, 8, 7]);
    // Had the report, or the notes, begun a run, it would be told first.
    let second = watch.one_run();
    assert!(second.starts_with("`imagesTr/a_0000.nii` changed: checking again"), "{second}");
}

#[test]
fn a_folder_may_come_later() {
    let folder = folder();
    let watch = Watch::start(folder.path(), &["labels"]);
    assert!(watch.one_run().contains("`labels` does not exist"));
    label_map(&folder.path().join("labels/a.nii"), ONE);
    let second = watch.one_run();
    assert!(second.starts_with("`labels/a.nii` is new") && second.contains("checked 1 case"), "{second}");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let folder = cases();
    let refused = [
        (&["--write-baseline", "b.json"][..], "--watch does not go with --write-baseline"),
        (&["--baseline", "b.json", "--prune-baseline"], "--watch does not go with --prune-baseline"),
        (&["-"], "--watch does not go with standard input"),
        (&["--output-format", "json"], "--watch does not go with a report of one document on standard output"),
        (&["--output-format", "html"], "--watch does not go with a report of one document on standard output"),
    ];
    for (arguments, expected) in refused {
        let (exit, out, err) = run(folder.path(), &[&["check", "--watch"], arguments].concat());
        assert_eq!((exit, out.as_str()), (2, ""), "{err}");
        assert!(err.contains(expected) && err.contains("help: "), "{err}");
    }
    assert!(!folder.path().join("b.json").exists());
}
