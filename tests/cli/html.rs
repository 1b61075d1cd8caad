//! The report as one page that stands alone. What a browser makes of it is tested in tests/browser.

use serde_json::Value;

use super::files::{ONE_PIECE, folder, label_map, root, run, write};

const EXAMPLES: &[&str] = &["check", "examples", "--output-format", "html"];

/// What the page's script is given.
fn data(page: &str) -> Value {
    let (_, rest) = page.split_once("id=\"data\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

fn finding<'d>(data: &'d Value, code: &str) -> &'d Value {
    let number = data["codes"].as_array().unwrap().iter().position(|known| known["code"] == code).unwrap();
    data["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == number).unwrap()
}

#[test]
fn every_fault_among_voxels_has_its_picture() {
    let (code, page, err) = run(&root(), EXAMPLES);
    assert_eq!(code, 1, "{err}");
    let data = data(&page);
    for code in ["ABD-001", "ABD-002", "ABD-003", "ABD-004", "ABD-005", "L201"] {
        let views = finding(&data, code)["picture"]["views"].as_array().unwrap();
        let planes: Vec<&str> = views.iter().map(|view| view["plane"].as_str().unwrap()).collect();
        assert_eq!(planes, ["axial", "coronal", "sagittal"], "{code}");
        for view in views {
            assert!(view["outline"].as_str().unwrap().starts_with('M'), "{code}: nothing is outlined");
            let image = data["images"][view["labels"].as_u64().unwrap() as usize].as_str().unwrap();
            assert!(image.starts_with("data:image/png;base64,iVBOR"), "{code}");
        }
    }
    // What is wrong with a header is not seen in voxels.
    for (code, why) in [("F103", "no one place"), ("G102", "the header"), ("H101", "no one place")] {
        assert_eq!(finding(&data, code).get("picture"), None, "{code}");
        let said = finding(&data, code)["noPicture"].as_str().unwrap();
        assert!(said.contains(why), "{code}: {said}");
    }
    let all = data["findings"].as_array().unwrap();
    assert!(all.iter().all(|finding| finding["picture"].is_object() != finding["noPicture"].is_string()));
    assert_eq!(data["series"][0]["values"].as_array().unwrap().len(), 10);
}

#[test]
fn the_page_asks_for_nothing_and_runs_nothing_but_its_own_script() {
    let (_, page, _) = run(&root(), EXAMPLES);
    assert!(page.contains("content=\"default-src 'none'; img-src data:;"), "there is no policy");
    let addresses: Vec<&str> = page.split('"').filter(|text| text.contains("://")).collect();
    assert_eq!(addresses, ["http://www.w3.org/2000/svg"], "an XML namespace, which nobody fetches");
    for sink in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
        assert!(!page.contains(sink), "{sink}");
    }
}

#[test]
fn hostile_names_stay_text() {
    let folder = folder();
    let name = "<img src=x onerror=alert(1)>";
    label_map(&folder.path().join(format!("{name}.nii")), &[1, 0, 1]);
    write(&folder.path().join("one.protocol"), ONE_PIECE);
    let (code, page, err) = run(folder.path(), &["check", "-p", "one.protocol", "--output-format", "html"]);
    assert_eq!(code, 1, "{err}");
    assert!(!page.contains("<img"), "the name is markup");
    assert_eq!(data(&page)["cases"][0]["name"], name);
}

#[test]
fn the_page_is_the_same_for_any_number_of_threads() {
    let with = |jobs| run(&root(), &[EXAMPLES, &["--jobs", jobs]].concat()).1;
    assert!(with("1") == with("7"), "the pages differ");
}
