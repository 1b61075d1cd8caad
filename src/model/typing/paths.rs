//! Names and dotted names.

use crate::report::Span;
use crate::syntax::tree::Name;

use super::super::codes::{NO_LABELS, NO_SIDE, UNKNOWN_NAME, WRONG_KIND};
use super::super::input::AnnotationRef;
use super::super::problem::Problem;
use super::super::protocol::ImageId;
use super::super::quantity::Dimension;
use super::super::rule::{HeaderField, Measure, MeasureKind, Number, Position, SpacingAxis, Structure};
use super::super::suggest;
use super::super::symbols::Symbol;
use super::Typer;
use super::signatures;
use super::value::{Nature, Num, Value};

impl Typer<'_> {
    pub(super) fn path(&mut self, names: &[Name]) -> Value {
        if let Some(first) = names.first().filter(|name| self.needs_labels(name)) {
            self.report(
                Problem::new(
                    &NO_LABELS,
                    format!("`{}` is a fact of a label map, and the protocol has no labels", first.text),
                )
                .at(first.span, "cases are rows of tables")
                .help("declare the classes in `labels`, or speak of facts of the `case` and of tables alone"),
            );
            return Value::Error;
        }
        match names {
            [] => Value::Error,
            [name] => self.name(name),
            [first, rest @ ..] => self.dotted(first, rest),
        }
    }

    /// A word for something that only a label map has, where there is none.
    fn needs_labels(&self, name: &Name) -> bool {
        const WORDS: &[&str] =
            &["labels", "image", "modality", "orientation", "datatype", "dimensions", "spacing", "size", "midline"];
        let declared =
            || self.symbols.find(&name.text).is_some() || self.locals.iter().any(|local| local.name == name.text);
        self.without_labels && WORDS.contains(&name.text.as_str()) && !declared()
    }

    fn name(&mut self, name: &Name) -> Value {
        if let Some(value) = self.local(&name.text) {
            return value;
        }
        if let Some((symbol, span)) = self.symbols.find(&name.text) {
            self.used.insert(symbol);
            return self.symbol(name, symbol, span);
        }
        match name.text.as_str() {
            "labels" => Value::Labels,
            "landmarks" => Value::Landmarks,
            "structures" => Value::Found,
            "image" => Value::Image(ImageId(0)),
            "raters" => self.raters(name),
            "modality" => {
                self.asks_for_modality = true;
                Value::Header(HeaderField::Modality)
            }
            "orientation" => Value::Header(HeaderField::Orientation),
            "datatype" => Value::Header(HeaderField::Datatype),
            "dimensions" => self.image_measure(name.span, MeasureKind::Dimensions, Dimension::NONE),
            "spacing" => self.image_measure(name.span, MeasureKind::Spacing(SpacingAxis::Every), Dimension::LENGTH),
            "size" => Value::Size,
            "midline" => self.midline_position(name),
            "cases" => self.all_cases(name),
            "case" => {
                let declared = self.fields.first().map(|field| format!("case.{}", field.name));
                let example = declared.unwrap_or_else(|| "case.phase".to_owned());
                self.report(
                    Problem::new(&WRONG_KIND, "`case` alone says nothing")
                        .at(name.span, "which fact?")
                        .help(format!("name one of its facts, such as `{example}`")),
                );
                Value::Error
            }
            "background" => {
                self.report(
                    Problem::new(&WRONG_KIND, "`background` is no structure")
                        .at(name.span, "not a structure")
                        .help("name classes; `holes(S, of: background)` is the only place for this word"),
                );
                Value::Error
            }
            _ => self.unknown(name),
        }
    }

    fn symbol(&mut self, name: &Name, symbol: Symbol, declared: Span) -> Value {
        match symbol {
            Symbol::Class(id) => Value::Structure(Structure::Class(id)),
            Symbol::Group(id) => match self.groups.get(id.0) {
                Some(Some(_)) => Value::Structure(Structure::Group(id)),
                _ => Value::Error,
            },
            Symbol::Region(id) => match self.regions.get(id.0) {
                Some(Some(_)) => Value::Structure(Structure::Region(id)),
                _ => Value::Error,
            },
            Symbol::Pair(id) => match self.pairs.get(id.0) {
                Some(Some(_)) => Value::Pair(id),
                _ => Value::Error,
            },
            Symbol::Sequence(id) => match self.sequences.get(id.0) {
                Some(Some(_)) => Value::Sequence(id),
                _ => Value::Error,
            },
            Symbol::Table(id) => Value::Rows(id),
            Symbol::Landmark(id) => self.landmark_value(id),
            Symbol::Vocabulary(at) => Value::Vocabulary(at),
            Symbol::Image(id) => Value::Image(id),
            Symbol::Annotation(id) => Value::Annotation(AnnotationRef::Named(id)),
            Symbol::Param(at) => self.params.get(at).cloned().unwrap_or(Value::Error),
            Symbol::Broken => Value::Error,
            Symbol::NoClass => {
                self.report(
                    Problem::new(&WRONG_KIND, format!("`{}` is background or ignored, and no structure", name.text))
                        .at(name.span, "not a structure")
                        .at(declared, "declared here")
                        .help("remove `background` or `ignore` from its line if rules are to speak of it"),
                );
                Value::Error
            }
        }
    }

    fn midline_position(&mut self, name: &Name) -> Value {
        match &self.midline {
            Some(structure) => Value::Position(Position::Centroid(structure.clone())),
            None if self.has_midline => Value::Error,
            None => {
                self.report(
                    Problem::new(&NO_SIDE, "the protocol declares no midline")
                        .at(name.span, "no midline")
                        .help("declare one, such as `midline from vertebrae`, or compare the members of a `pair`"),
                );
                Value::Error
            }
        }
    }

    fn dotted(&mut self, first: &Name, rest: &[Name]) -> Value {
        let span = rest.last().map_or(first.span, |last| first.span.to(last.span));
        let part = match rest {
            [part] => part.text.as_str(),
            _ => "",
        };
        let (kind, dimension) = match (first.text.as_str(), part) {
            ("spacing", "in_plane") => (MeasureKind::Spacing(SpacingAxis::InPlane), Dimension::LENGTH),
            ("spacing", "between_slices") => (MeasureKind::Spacing(SpacingAxis::BetweenSlices), Dimension::LENGTH),
            ("spacing", "i") => (MeasureKind::Spacing(SpacingAxis::Array(0)), Dimension::LENGTH),
            ("spacing", "j") => (MeasureKind::Spacing(SpacingAxis::Array(1)), Dimension::LENGTH),
            ("spacing", "k") => (MeasureKind::Spacing(SpacingAxis::Array(2)), Dimension::LENGTH),
            ("size", "i") => (MeasureKind::Size(0), Dimension::NONE),
            ("size", "j") => (MeasureKind::Size(1), Dimension::NONE),
            ("size", "k") => (MeasureKind::Size(2), Dimension::NONE),
            ("spacing", _) => return self.unknown_part(first, rest, &["in_plane", "between_slices", "i", "j", "k"]),
            ("size", _) => return self.unknown_part(first, rest, &["i", "j", "k"]),
            ("case", _) => return self.case_fact(first, rest),
            (_, "datatype") if self.names_image(&first.text) || first.text == "image" => {
                return self.image_datatype(first);
            }
            _ if self.bound_row(&first.text).is_some() => return self.row_fact(first, rest),
            _ => {
                if let Some(text) = self.text_part(first, rest) {
                    return text;
                }
                let value = self.name(first);
                if let Value::Family(id) = value {
                    return self.member_of_family(id, first, rest);
                }
                if value != Value::Error {
                    let part = rest.first().unwrap_or(first);
                    self.report(
                        Problem::new(&UNKNOWN_NAME, format!("`{}` has no part `{}`", first.text, part.text))
                            .at(part.span, "not declared")
                            .help(format!("write a measure of it, such as `volume({})`", first.text)),
                    );
                }
                return Value::Error;
            }
        };
        self.image_measure(span, kind, dimension)
    }

    fn image_measure(&self, span: Span, kind: MeasureKind, dimension: Dimension) -> Value {
        let nature = if dimension.is_none() { Nature::Count } else { Nature::Measure };
        let measure = Measure { kind, dimension, span, text: self.source_text(span) };
        Value::Number(Num { number: Number::Measure(Box::new(measure)), nature, span })
    }

    fn unknown_part(&mut self, first: &Name, rest: &[Name], known: &[&'static str]) -> Value {
        let part = rest.first().unwrap_or(first);
        let full: Vec<String> = known.iter().map(|word| format!("{}.{word}", first.text)).collect();
        let written = format!("{}.{}", first.text, part.text);
        self.report(
            Problem::new(&UNKNOWN_NAME, format!("`{written}` is no fact of the image"))
                .at(part.span, "not known")
                .maybe_help(suggest::help(&written, full.iter().map(String::as_str))),
        );
        Value::Error
    }

    fn unknown(&mut self, name: &Name) -> Value {
        if self.doubtful.contains(&name.text) {
            return Value::Error;
        }
        let help = if let Some(usage) = signatures::usage(&name.text) {
            Some(format!("`{}` is a measure: write `{usage}`", name.text))
        } else {
            let locals: Vec<String> = self.locals.iter().map(|local| local.name.clone()).collect();
            let known = self
                .symbols
                .names()
                .chain(locals.iter().map(String::as_str))
                .chain(self.has_midline.then_some("midline"));
            suggest::help(&name.text, known).or_else(|| {
                Some(format!("declare `{}` in `labels`, or as a `group`, `region`, `sequence` or `param`", name.text))
            })
        };
        self.report(
            Problem::new(&UNKNOWN_NAME, format!("`{}` is not declared", name.text))
                .at(name.span, "not declared")
                .maybe_help(help),
        );
        Value::Error
    }
}
