//! Structures in words.

use crate::model::protocol::ClassId;
use crate::model::rule::{Margin, Number, Position, Structure};
use crate::words;

use super::Evaluator;
use super::amount::Amount;
use super::scope::{Binding, Scope};

impl Evaluator<'_> {
    /// In backticks, with what a bound name stands for: `` `liver` ``, `` part `c` at (-12,40,88) ``.
    pub fn name(&self, structure: &Structure, scope: &Scope) -> String {
        match structure {
            Structure::Variable(id) => match scope.get(*id) {
                Some((_, Binding::Class(class))) => self.class_name(*class),
                Some((_, Binding::Structure(of))) => self.name(of, scope),
                Some((variable, Binding::Part(part))) => format!("part `{}` at {}", variable.name, part.place),
                Some((variable, Binding::Row { .. })) => format!("row `{}`", variable.name),
                Some((_, Binding::Found(at))) => format!("`{}`", self.found_name(*at)),
                Some((variable, Binding::Text(_))) => format!("`{}`", variable.name),
                Some((_, Binding::Case(at))) => format!("`{}`", self.case_name(*at)),
                Some((_, Binding::Instance(of))) => format!("`{}`", self.instance_name(of)),
                Some((_, Binding::Annotation(id))) => format!("`{}`", self.annotation_name(*id)),
                None => "`?`".to_owned(),
            },
            other => format!("`{}`", self.plain_name(other, scope)),
        }
    }

    pub fn class_name(&self, id: ClassId) -> String {
        self.protocol.class(id).map_or_else(|| "`?`".to_owned(), |class| format!("`{}`", class.name))
    }

    fn found_name(&self, at: usize) -> String {
        self.found(at).map_or("?", |found| &found.name).to_owned()
    }

    fn case_name(&self, at: usize) -> String {
        self.group.and_then(|group| group.cases.get(at)).map_or("?", |case| &case.name).to_owned()
    }

    /// As the protocol would say it, without backticks.
    pub fn plain_name(&self, structure: &Structure, scope: &Scope) -> String {
        let plain = |of: &Structure| self.plain_name(of, scope);
        let margin = |margin: &Margin| {
            let [a, b, c] = margin.0.each_ref().map(|side| self.margin_side(side, scope));
            if a == b && b == c { a } else { format!("{a} x {b} x {c}") }
        };
        match structure {
            Structure::Class(id) => self.protocol.class(*id).map_or("?", |class| &class.name).to_owned(),
            Structure::Group(id) => self.protocol.group(*id).map_or("?", |group| &group.name).to_owned(),
            Structure::Region(id) => self.protocol.region(*id).map_or("?", |region| &region.name).to_owned(),
            Structure::Variable(id) => match scope.get(*id) {
                Some((_, Binding::Class(class))) => plain(&Structure::Class(*class)),
                Some((_, Binding::Structure(of))) => plain(of),
                Some((_, Binding::Found(at))) => self.found_name(*at),
                Some((variable, _)) => variable.name.clone(),
                None => "?".to_owned(),
            },
            Structure::At(of, annotation) => {
                let name = self.annotation_name(self.annotation(*annotation, scope));
                match **of {
                    Structure::Union(..) | Structure::Intersection(..) | Structure::Difference(..) => {
                        format!("({})@{name}", plain(of))
                    }
                    _ => format!("{}@{name}", plain(of)),
                }
            }
            Structure::Votes { of, among, at_least } => {
                let names: Vec<&str> = among.iter().map(|&id| self.annotation_name(id)).collect();
                let raters = self.protocol.annotations.iter().filter(|annotation| annotation.rater);
                let all = raters.map(|annotation| annotation.name.as_str()).eq(names.iter().copied());
                let names = if all { "raters".to_owned() } else { format!("{{{}}}", names.join(", ")) };
                match at_least {
                    None => format!("majority({}, {names})", plain(of)),
                    Some(least) => format!("consensus({}, {names}, at_least: {least})", plain(of)),
                }
            }
            Structure::Named(text) => self.text(text, scope).unwrap_or_else(|_| text.text.clone()),
            Structure::Intensities(_, range) => range.text.clone(),
            Structure::Union(a, b) => format!("{} + {}", plain(a), plain(b)),
            Structure::Intersection(a, b) => format!("{} & {}", plain(a), plain(b)),
            Structure::Difference(a, b) => format!("{} - {}", plain(a), plain(b)),
            Structure::Grow(of, by) => format!("grow({}, {})", plain(of), margin(by)),
            Structure::Shrink(of, by) => format!("shrink({}, {})", plain(of), margin(by)),
            Structure::Hull(of) => format!("hull({})", plain(of)),
            Structure::Most { direction, depth, of } => {
                format!("most {} {} of {}", direction.word(), depth.written, plain(of))
            }
        }
    }

    /// A margin as written, or as measured.
    fn margin_side(&self, side: &Number, scope: &Scope) -> String {
        match side {
            Number::Constant(quantity) => quantity.written.clone(),
            measured => match self.number(measured, scope) {
                Amount::Known(known) => format!("{} mm", known.value),
                _ => "? mm".to_owned(),
            },
        }
    }

    /// `` the top of `liver` ``; of a centroid, the structure itself.
    pub fn position_name(&self, position: &Position, scope: &Scope) -> String {
        match position {
            Position::Centroid(of) => self.name(of, scope),
            Position::End { direction, of } => format!("{} of {}", words::end(*direction), self.name(of, scope)),
            Position::Landmark(mark) => self.mark_in_words(mark, scope),
            Position::LineEnd { line, last } => {
                format!("the {} of {}", if *last { "end" } else { "start" }, self.mark_in_words(line, scope))
            }
            Position::Field { field, .. } => {
                format!("`{}`", self.protocol.field_of(*field).map(|field| field.id()).unwrap_or_default())
            }
            Position::Midpoint(points) => {
                let names: Vec<String> = points.iter().map(|point| self.position_name(point, scope)).collect();
                format!("the midpoint of {}", names.join(", "))
            }
        }
    }

    /// What the bound names stand for, for IDs: `x` and `cyst`, `c` and `(-12,40,88)`.
    pub fn bindings(&self, scope: &Scope) -> Vec<(String, String)> {
        let group = self.group.and_then(|group| group.by.clone());
        group.into_iter().chain(self.bound(scope)).collect()
    }

    /// Without the value that the cases of a group share.
    pub fn bound(&self, scope: &Scope) -> Vec<(String, String)> {
        scope
            .bindings()
            // Parts that the name does not have say nothing.
            .filter(|(_, binding)| !matches!(binding, Binding::Text(None)))
            .map(|(variable, binding)| {
                let value = match binding {
                    Binding::Class(id) => self.protocol.class(*id).map_or("?", |class| &class.name).to_owned(),
                    Binding::Structure(of) => self.plain_name(of, scope),
                    Binding::Part(part) => part.place.clone(),
                    Binding::Instance(of) => self.instance_name(of),
                    Binding::Annotation(id) => self.annotation_name(*id).to_owned(),
                    Binding::Found(at) => self.found_name(*at),
                    Binding::Text(taken) => taken.as_deref().unwrap_or_default().to_owned(),
                    Binding::Row { .. } => self.row(variable.id, scope).map(|row| row.name.clone()).unwrap_or_default(),
                    Binding::Case(at) => self.case_name(*at),
                };
                (variable.name.clone(), value)
            })
            .collect()
    }
}
