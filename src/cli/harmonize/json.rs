//! What came of it, for programs.

use serde_json::{Value, json};

use crate::compare::harmonize::{Agreement, Conflict, Harmonized, Origin, Outcome};

/// What the report looks like.
pub const SCHEMA: &str = include_str!("../../../schemas/harmonize.schema.json");

/// The report as an object.
pub fn report(harmonized: &Harmonized, witness: Option<&[String]>) -> Value {
    let sites: Vec<Value> = harmonized
        .sites
        .iter()
        .map(|site| json!({"protocol": site.name, "version": site.version, "tag": site.tag}))
        .collect();
    let notes: Vec<Value> =
        harmonized.notes.iter().map(|note| json!({"kind": note.kind.word(), "text": note.text})).collect();
    let (agreement, conflict) = match &harmonized.outcome {
        Outcome::Agreed(agreement) => (self::agreement(harmonized, agreement), Value::Null),
        Outcome::Conflict(conflict) => (Value::Null, self::conflict(harmonized, conflict)),
    };
    json!({
        "schema_version": 1,
        "tool": {"name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION")},
        "sites": sites,
        "agreement": agreement,
        "conflict": conflict,
        "notes": notes,
        "witness": witness,
    })
}

fn agreement(of: &Harmonized, agreement: &Agreement) -> Value {
    let kept: Vec<Value> = agreement
        .kept
        .iter()
        .map(|kept| json!({"id": kept.id, "severity": kept.severity.word(), "origins": origins(of, &kept.of)}))
        .collect();
    let implied: Vec<Value> = agreement
        .superfluous
        .iter()
        .map(|gone| {
            let by: Vec<Value> = gone.by.iter().map(|by| origins(of, by)).collect();
            json!({"origins": origins(of, &gone.of), "implied_by": by})
        })
        .collect();
    let told = |all: &[(Origin, String)]| -> Vec<Value> {
        all.iter().map(|(origin, why)| json!({"origin": self::origin(of, origin), "reason": why})).collect()
    };
    let classes: Vec<Value> = agreement
        .classes
        .iter()
        .map(|classes| {
            let class = |class: &crate::compare::harmonize::Renamed| {
                let agreed: Vec<Value> =
                    class.agreed.iter().map(|(name, values)| json!({"name": name, "values": values})).collect();
                json!({"name": class.own, "values": class.value, "agreed": agreed})
            };
            Value::Array(classes.iter().map(class).collect())
        })
        .collect();
    let new: Vec<Value> = agreement.stricter.iter().map(|more| origins(of, more)).collect();
    json!({
        "title": agreement.title,
        "exact": agreement.exact,
        "protocol": agreement.text,
        "classes_by_site": classes,
        "kept": kept,
        "implied": implied,
        "new_by_site": new,
        "left_out": told(&agreement.left_out),
        "doubtful": told(&agreement.doubtful),
        "undecided": origins(of, &agreement.undecided),
    })
}

fn conflict(of: &Harmonized, conflict: &Conflict) -> Value {
    let give_up: Vec<Value> =
        conflict.give_up.iter().map(|given| given.as_ref().map_or(Value::Null, |given| origins(of, given))).collect();
    json!({
        "core": origins(of, &conflict.core),
        "resolved_without_each": conflict.resolved,
        "give_up_by_site": give_up,
    })
}

fn origins(of: &Harmonized, origins: &[Origin]) -> Value {
    Value::Array(origins.iter().map(|origin| self::origin(of, origin)).collect())
}

fn origin(of: &Harmonized, origin: &Origin) -> Value {
    let protocol = of.sites.get(origin.site).map(|site| site.name.as_str());
    json!({"protocol": protocol, "id": origin.id, "says": of.said.get(origin)})
}
