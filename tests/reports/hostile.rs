//! Names that mean something to a format they are put into.

use std::path::Path;

use super::files::{label_map, write};

pub const CLASS: &str = "<img src=x onerror=alert(1)>]]>::%0A|\",{0}[x](y)$&amp;@all #1";

pub const FILES: [&str; 8] = [
    "<script>alert(1)<script>.nii",
    "quo\"te,comma;'.nii",
    "line\nbreak\rand\ttab.nii",
    "]]>&lt;!--.nii",
    "::error file=x::y%0A%25.nii",
    "a|b`c\\d*e_f.nii",
    "=1+1.nii",
    "\u{1b}[31mred\u{202e}.nii",
];

/// Label maps whose class is in two pieces and too small, a protocol that says so at every severity, one that differs,
/// and two with the same mistakes.
pub fn make(folder: &Path) {
    for name in FILES {
        label_map(&folder.join("labels").join(name), &[1, 0, 1]);
    }
    let rule = |id: &str, severity: &str, claim: &str| {
        format!("rule {id} {severity} \"Title with <b>, | ]]> :: % and `code`\" {{\n  require {claim}\n}}\n\n")
    };
    let rules = [
        rule("HOS-001", "error", &format!("components(`{CLASS}`, min: 1 mm3) == 1")),
        rule("HOS-002", "warning", &format!("volume(`{CLASS}`) in 3 mm3 .. 9 mm3")),
        rule("HOS-003", "info", &format!("slices(`{CLASS}`, in: axial) >= 2")),
    ];
    let protocol = format!("protocol test/hostile 1.0.0\n\nlabels {{\n  1 `{CLASS}`\n}}\n\n{}", rules.concat());
    write(&folder.join("hostile.protocol"), &protocol);
    write(&folder.join("milder.protocol"), &protocol.replace("3 mm3 .. 9", "2 mm3 .. 9").replace("1 `", "2 `"));
    let broken = "protocol test/broken 1.0.0\n\nlabels {\n  1 a\n}\n\nrule BRO-001 error \"x\" {\n  require volume(b) > 3 mm\n}\n";
    write(&folder.join("broken,one.protocol"), broken);
    write(&folder.join("broken:two.protocol"), broken);
}
