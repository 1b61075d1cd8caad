//! What reports tell of findings that somebody has accepted, of severities that were changed, and of what was not checked.

use serde_json::{Value, json};

use super::files::{ONE_PIECE, folder, label_map, run, write};

/// One case that is waived, one that is in the baseline, and one that is neither.
fn three_cases() -> tempfile::TempDir {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    write(&at("one.protocol"), ONE_PIECE);
    for (name, first) in [("a", &[1, 0, 1][..]), ("b", &[1, 0, 0, 1]), ("c", &[1, 1, 0, 1])] {
        label_map(&at(&format!("labels/{name}.nii")), first);
    }
    assert_eq!(
        run(folder.path(), &["check", "-p", "one.protocol", "labels/b.nii", "--write-baseline", "known.json"]).0,
        0
    );
    write(&at("voxlint.waivers"), "waive ONE-001 for \"a\" until 2999-12-31 because \"two <b>lobes</b>\"\n");
    let severity = "severity: {ONE-001: {to: warning, because: \"old drawings\"}}";
    write(&at("voxlint.yaml"), &format!("protocol: one.protocol\nbaseline: known.json\n{severity}\n"));
    folder
}

fn check(folder: &tempfile::TempDir, format: &str) -> String {
    run(folder.path(), &["check", "labels", "--output-format", format]).1
}

#[test]
fn sarif_suppresses_what_is_accepted_and_overrides_severities() {
    let folder = three_cases();
    let log: Value = serde_json::from_str(&check(&folder, "sarif")).unwrap();
    let sarif = &log["runs"][0];
    let results = sarif["results"].as_array().unwrap();
    let of = |case: &str| results.iter().find(|result| result["properties"]["case"] == case).unwrap();
    assert_eq!((results.len(), &of("c")["suppressions"]), (3, &json!([])));
    let waived = &of("a")["suppressions"][0];
    assert_eq!((waived["kind"].as_str(), waived["status"].as_str()), (Some("external"), Some("accepted")));
    assert_eq!(waived["justification"], "waived until 2999-12-31 by voxlint.waivers:1: two <b>lobes</b>");
    assert_eq!(waived["location"]["physicalLocation"]["artifactLocation"]["uri"], "voxlint.waivers");
    assert_eq!(of("b")["suppressions"][0]["justification"], "in the baseline known.json");
    assert!(results.iter().all(|result| result["level"] == "warning"), "{results:?}");
    let invocation = &sarif["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], true);
    let changed = &invocation["ruleConfigurationOverrides"][0];
    assert_eq!(
        (&changed["descriptor"]["id"], &changed["configuration"]["level"]),
        (&json!("ONE-001"), &json!("warning"))
    );
    assert_eq!(sarif["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"], "error");
    // The same result keeps its fingerprint when it is not accepted any more.
    let open = run(folder.path(), &["check", "labels", "--output-format", "json", "--no-waivers", "--no-baseline"]).1;
    let open: Value = serde_json::from_str(&open).unwrap();
    let prints = |values: &[Value], path: &str| {
        let mut prints: Vec<String> = values.iter().map(|of| of.pointer(path).unwrap().to_string()).collect();
        prints.sort();
        prints
    };
    assert_eq!(
        prints(results, "/partialFingerprints/voxlint~1v1"),
        prints(open["findings"].as_array().unwrap(), "/fingerprint")
    );
}

#[test]
fn what_is_ignored_is_not_told_as_accepted() {
    let folder = three_cases();
    let (_, out, _) = run(folder.path(), &["check", "labels", "--output-format", "sarif", "--ignore", "ONE"]);
    assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["runs"][0]["results"], json!([]));
}

#[test]
fn the_page_lists_what_is_accepted_and_why_a_severity_differs() {
    let folder = three_cases();
    let page = check(&folder, "html");
    let (_, rest) = page.split_once("id=\"data\">").unwrap();
    let data: Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    let by: Vec<&str> = data["accepted"].as_array().unwrap().iter().map(|of| of["by"].as_str().unwrap()).collect();
    let waived = "waived until 2999-12-31 by voxlint.waivers:1: two <b>lobes</b>";
    assert_eq!(by, [waived, "in the baseline known.json"]);
    assert!(!page.contains("<b>lobes"), "text of a file stands as markup");
    assert_eq!(data["findings"].as_array().unwrap().len(), 1);
    let changed = data["codes"].as_array().unwrap().iter().find_map(|code| code["changed"].as_str());
    assert_eq!(changed, Some("ONE-001 is warning instead of error, says voxlint.yaml:3: old drawings"));
}

#[cfg(unix)]
#[test]
fn what_was_not_checked_is_told_in_every_report() {
    let folder = three_cases();
    std::os::unix::fs::symlink("self", folder.path().join("labels/self")).unwrap();
    assert_eq!(run(folder.path(), &["check", "labels"]).0, 2);
    let said = "labels/self could not be checked: too many levels of symbolic links";
    let junit = check(&folder, "junit");
    let document = roxmltree::Document::parse(&junit).unwrap();
    let error = document.descendants().find(|node| node.attribute("type") == Some("not checked")).unwrap();
    assert!(error.has_tag_name("error") && error.attribute("message").unwrap().starts_with(said), "{junit}");
    assert_eq!(document.root_element().attribute("errors"), Some("1"));
    let log: Value = serde_json::from_str(&check(&folder, "sarif")).unwrap();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notified = &invocation["toolExecutionNotifications"][0];
    assert!(notified["message"]["text"].as_str().unwrap().starts_with(said), "{notified}");
    let report: Value = serde_json::from_str(&check(&folder, "json")).unwrap();
    assert_eq!(report["summary"]["not_checked"][0]["path"], "labels/self");
    for format in ["github", "gitlab", "markdown", "html"] {
        assert!(check(&folder, format).contains(said), "{format}");
    }
    let table = check(&folder, "csv");
    let row = table.lines().find(|row| row.starts_with("not checked")).unwrap();
    assert!(row.contains("labels/self") && row.contains("too many levels"), "{row}");
}
