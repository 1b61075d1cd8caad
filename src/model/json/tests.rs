use super::super::{Loaded, load};
use super::{hash, normal_form, protocol};
use crate::report::Source;

const WRITTEN: &str = "\
/// Livers.
protocol a/liver 1.0.0
labels {
  0 background
  1 liver
  2 tumour optional
  3 cyst optional
}
group lesions = tumour + cyst
param floor = 500 mm3
rule A-1 error \"One liver\" {
  require components(liver, min: floor) == 1
  each lesion in components(lesions, min: 10 mm3) where volume(lesion) > 1 mL {
    require lesion touches liver or lesion inside liver
  }
}
rule A-2 warning \"Sizes\" {
  let size = volume(liver) - volume(tumour) + volume(cyst)
  require size in 600 mL .. 3500 mL when complete(liver)
}
";

/// Another layout, other comments, another order, other names and units.
const REWRITTEN: &str = "\
/// Livers.
protocol a/liver 1.0.0   // and this
group lesions = cyst + tumour
labels { 3 cyst optional
  1 liver
  2 tumour optional
  0 background }
rule A-2 warning \"Sizes\" {
  require volume(liver) + volume(cyst) - volume(tumour) in 0.6 L .. 3500 cc when complete(liver)
}
rule A-1 error \"One liver\" {
  // parts first
  each c in components(lesions, min: 0.01 mL) where volume(c) > 1000 mm3 {
    require c inside liver or c touches liver
  }
  require components(liver, min: 0.5 mL) == 1
}
";

fn of(text: &str) -> super::Protocol {
    let Loaded { protocol, findings, .. } = load(&Source::new("test.protocol", text));
    protocol.unwrap_or_else(|| panic!("{:?}", findings.iter().map(|finding| &finding.message).collect::<Vec<_>>()))
}

#[test]
fn the_normal_form_does_not_change_with_the_writing() {
    assert_eq!(normal_form(&of(WRITTEN)), normal_form(&of(REWRITTEN)));
    assert_eq!(hash(&of(WRITTEN)), hash(&of(REWRITTEN)));
}

#[test]
fn the_normal_form_changes_with_all_that_is_said() {
    let before = hash(&of(WRITTEN));
    for (from, to) in [
        ("1.0.0", "1.0.1"),
        ("Livers", "Spleens"),
        ("500 mm3", "501 mm3"),
        ("600 mL .. 3500", "600 mL ..< 3500"),
        ("== 1", "<= 1"),
        ("3 cyst", "4 cyst"),
        ("cyst optional", "cyst"),
        ("lesion touches liver or", "lesion touches liver and"),
        ("error \"One", "warning \"One"),
        ("One liver", "A liver"),
        ("when complete", "unless complete"),
        ("volume(lesion) > 1", "volume(liver) > 1"),
        ("volume(liver) - volume(tumour)", "volume(liver) - volume(cyst)"),
        (" where volume(lesion) > 1 mL", ""),
    ] {
        let changed = WRITTEN.replacen(from, to, 1);
        assert_ne!(changed, WRITTEN);
        assert_ne!(hash(&of(&changed)), before, "{from} -> {to}");
    }
}

#[test]
fn which_of_two_bound_names_is_meant_is_kept() {
    let with = |claim: &str| {
        let rule =
            format!("rule A-9 error \"t\" {{ each a in lesions {{ each b in {{liver}} {{ require {claim} }} }} }}\n");
        normal_form(&of(&(WRITTEN.to_owned() + &rule)))
    };
    assert_ne!(with("volume(a) > volume(b)"), with("volume(b) > volume(a)"));
}

#[test]
fn numbers_are_exact_and_readable() {
    let text = protocol(&of(WRITTEN)).to_string();
    assert!(text.contains(r#""floor":{"value":"500","unit":"mm3","written":"500 mm3"}"#), "{text}");
    assert!(text.contains(r#""low":{"kind":"constant","value":"600000","unit":"mm3","written":"600 mL"}"#), "{text}");
    let third = of(&WRITTEN.replace("500 mm3", "0.125 mm3 / 3"));
    assert!(normal_form(&third).contains(r#""value":"1/24""#), "{}", normal_form(&third));
}

#[test]
fn long_sums_stay_flat() {
    let sum = vec!["volume(liver)"; 300].join(" + ");
    let long = WRITTEN.replace("volume(liver) - volume(tumour)", &sum);
    let deepest = protocol(&of(&long)).to_string().bytes().fold((0_i32, 0_i32), |(now, most), byte| {
        let now = now + i32::from(matches!(byte, b'{' | b'[')) - i32::from(matches!(byte, b'}' | b']'));
        (now, most.max(now))
    });
    assert!(deepest.1 < 20, "{deepest:?}");
}
