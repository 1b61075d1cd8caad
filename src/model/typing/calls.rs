//! Calls: which function, and whether its arguments fit.

use crate::syntax::tree::{Argument, Expr, Name};

use super::super::codes::{UNKNOWN_ARGUMENT, UNKNOWN_FUNCTION, WRONG_COUNT};
use super::super::problem::Problem;
use super::super::quantity::Dimension;
use super::super::rule::{Claim, ClaimKind, Measure, MeasureKind, Number, Structure};
use super::super::suggest;
use super::Typer;
use super::signatures::{self, SIGNATURES, Signature};
use super::value::{Nature, Num, Value};

/// The arguments of a call whose number and names fit its signature.
pub(super) struct Arguments<'e> {
    pub call: &'e Expr,
    positional: Vec<&'e Expr>,
    named: Vec<(&'e Name, &'e Expr)>,
}

impl<'e> Arguments<'e> {
    pub fn all(&self) -> &[&'e Expr] {
        &self.positional
    }

    pub fn get(&self, at: usize) -> Option<&'e Expr> {
        self.positional.get(at).copied()
    }

    pub fn named(&self, name: &str) -> Option<&'e Expr> {
        self.named.iter().find(|(key, _)| key.text == name).map(|(_, value)| *value)
    }
}

impl Typer<'_> {
    pub(super) fn call(&mut self, expr: &Expr, function: &Name, arguments: &[Argument]) -> Value {
        let Some(signature) = signatures::find(&function.text) else {
            self.unknown_function(function);
            // Unknown names among the arguments are mistakes of their own; words such as planes are not read.
            for argument in arguments.iter().filter(|argument| argument.name.is_none()) {
                self.value(&argument.value);
            }
            return Value::Error;
        };
        match self.fitting(expr, signature, arguments) {
            Some(arguments) => self.known_call(signature, &arguments).unwrap_or(Value::Error),
            None => Value::Error,
        }
    }

    fn unknown_function(&mut self, function: &Name) {
        let known = SIGNATURES.iter().map(|signature| signature.name);
        let help = match signatures::synonym(&function.text) {
            Some(advice) => Some(advice.to_owned()),
            None if self.symbols.find(&function.text).is_some() => {
                Some(format!("`{}` is a name and takes no arguments", function.text))
            }
            None => match suggest::nearest(&function.text, known) {
                Some(close) => signatures::usage(close).map(|usage| format!("did you mean `{close}`? write `{usage}`")),
                None => Some("write a measure such as `volume(S)` or `components(S, min: 0.5 mL)`".to_owned()),
            },
        };
        self.report(
            Problem::new(&UNKNOWN_FUNCTION, format!("there is no measure `{}`", function.text))
                .at(function.span, "unknown measure")
                .maybe_help(help),
        );
    }

    pub(super) fn fitting<'e>(
        &mut self,
        expr: &'e Expr,
        signature: &Signature,
        arguments: &'e [Argument],
    ) -> Option<Arguments<'e>> {
        let mut sound = true;
        let mut fitting = Arguments { call: expr, positional: Vec::new(), named: Vec::new() };
        for argument in arguments {
            let Some(name) = &argument.name else {
                fitting.positional.push(&argument.value);
                continue;
            };
            let twice = fitting.named(&name.text).is_some();
            if twice || !signature.named.contains(&name.text.as_str()) {
                let message = match twice {
                    true => format!("`{}:` is given twice", name.text),
                    false => format!("`{}` takes no argument `{}:`", signature.name, name.text),
                };
                let help = match twice {
                    true => "remove one of the two".to_owned(),
                    false => suggest::help(&name.text, signature.named.iter().copied())
                        .unwrap_or_else(|| format!("write `{}`", signature.usage)),
                };
                self.report(Problem::new(&UNKNOWN_ARGUMENT, message).at(name.span, "not an argument here").help(help));
                sound = false;
                continue;
            }
            fitting.named.push((name, &argument.value));
        }
        let given = fitting.positional.len();
        if !signature.positional.contains(&given) {
            let due = match (signature.positional.start(), signature.positional.end()) {
                (1, 1) => "1 argument".to_owned(),
                (least, most) if least == most => format!("{least} arguments"),
                (least, most) => format!("{least} to {most} arguments"),
            };
            self.report(
                Problem::new(&WRONG_COUNT, format!("`{}` takes {due}, not {given}", signature.name))
                    .at(expr.span, format!("{given} given"))
                    .help(format!("write `{}`", signature.usage)),
            );
            for argument in &fitting.positional {
                self.value(argument);
            }
            return None;
        }
        sound.then_some(fitting)
    }

    fn known_call(&mut self, signature: &Signature, arguments: &Arguments) -> Option<Value> {
        use Dimension as D;
        use MeasureKind as M;
        use Nature::{Count, Measure, Share};
        let first = arguments.get(0)?;
        match signature.name {
            name @ ("overlap" | "iou" | "diameter" | "left_end" | "right_end" | "top" | "bottom")
                if self.names_outline(first) =>
            {
                self.plane_call(name, arguments)
            }
            "area" | "vertices" => self.area_or_vertices(arguments, signature.name == "area"),
            "simple" | "convex" | "closed" => self.form(arguments, signature.name),
            "polygon" => self.polygon(arguments),
            "present" | "absent" if self.names_fact(first).is_some() => {
                self.fact_given(arguments, signature.name == "present").map(Value::Claim)
            }
            "present" | "absent" if self.is_input(first) => {
                self.input_given(arguments, signature.name == "absent").map(Value::Claim)
            }
            "majority" | "consensus" => self.votes(arguments, signature.name),
            "present" => self.presence_of(arguments, ClaimKind::Present, false),
            "absent" => self.presence_of(arguments, ClaimKind::Absent, true),
            "complete" => self.claim_about(arguments, ClaimKind::Complete),
            "sides" => self.sides_of_pair(arguments),
            "voxels" => self.measure_of(arguments, M::Voxels, D::VOXEL, Measure),
            "volume" => {
                let dimension = if self.slice.is_some() { D::AREA } else { D::VOLUME };
                self.measure_of(arguments, M::Volume, dimension, Measure)
            }
            "components" => self.components(arguments).map(Value::Parts),
            "holes" => self.holes(arguments),
            "tunnels" => self.tunnels(arguments),
            "extent" => self.extent(arguments),
            "diameter" => self.in_plane(arguments, |of, plane| M::Diameter { of, plane }),
            "short_axis" => self.in_plane(arguments, |of, plane| M::ShortAxis { of, plane }),
            "feret" => self.measure_of(arguments, M::Feret, D::LENGTH, Measure),
            "slices" => self.over_slices(arguments, |of, plane| M::Slices { of, plane }),
            "slice_gaps" => self.over_slices(arguments, |of, plane| M::SliceGaps { of, plane }),
            "contact" => {
                let dimension = if self.slice.is_some() { D::LENGTH } else { D::AREA };
                self.measure_between(arguments, M::Contact, dimension, Measure)
            }
            "contact_share" => self.measure_between(arguments, M::ContactShare, D::NONE, Share),
            "distance" => self.distance(arguments),
            "length" if self.is_textual(first) => self.text_length(arguments),
            "length" => self.length(arguments),
            "angle" => self.angle(arguments),
            "segment" => self.segment_between(arguments),
            "start" | "end" => self.line_end(arguments, signature.name == "end"),
            "midpoint" => self.midpoint(arguments),
            "same_slice" => self.same_slice(arguments),
            "hausdorff" => self.measure_between(arguments, M::Hausdorff, D::LENGTH, Measure),
            "hd95" => self.measure_between(arguments, M::Hd95, D::LENGTH, Measure),
            "overlap" => {
                let dimension = if self.slice.is_some() { D::AREA } else { D::VOLUME };
                self.measure_between(arguments, M::Overlap, dimension, Measure)
            }
            "iou" => self.measure_between(arguments, M::Iou, D::NONE, Share),
            "dice" => self.measure_between(arguments, M::Dice, D::NONE, Share),
            "surface_dice" => self.surface_dice(arguments),
            "intensity" | "share" => self.incomplete_intensity(arguments, signature.name),
            "missing_between" => {
                let id = self.sequence(first, "missing_between(spine)")?;
                Some(self.measure(arguments.call, M::MissingBetween(id), D::NONE, Count))
            }
            "centroid" | "top" | "bottom" | "front" | "back" | "left_end" | "right_end" => {
                self.end(arguments, signature.name)
            }
            "grow" => self.margin_of(arguments, Structure::Grow),
            "shrink" => self.margin_of(arguments, Structure::Shrink),
            "hull" => self.structure(first).map(|of| Value::Structure(Structure::Hull(Box::new(of)))),
            "instances" => self.instances(first),
            "pairs" => self.pairs_of(first),
            "consecutive" => self.consecutive_of(arguments),
            "count" => self.count_of(arguments),
            "folded" => self.folded_text(arguments),
            "reversed" => self.reversed_text(arguments),
            "found" => self.found(arguments),
            "robust_z" => self.robust_z(arguments),
            "unique" => self.keys(arguments, signature.name, ClaimKind::Unique),
            "same" => self.keys(arguments, signature.name, ClaimKind::Same),
            _ => self.aggregate_without_for(arguments, signature),
        }
    }

    pub(super) fn measure(&self, call: &Expr, kind: MeasureKind, dimension: Dimension, nature: Nature) -> Value {
        let measure = Measure { kind, dimension, span: call.span, text: self.text(call) };
        Value::Number(Num { number: Number::Measure(Box::new(measure)), nature, span: call.span })
    }

    pub(super) fn measure_of(
        &mut self,
        arguments: &Arguments,
        kind: impl FnOnce(Structure) -> MeasureKind,
        dimension: Dimension,
        nature: Nature,
    ) -> Option<Value> {
        let of = self.structure(arguments.get(0)?)?;
        Some(self.measure(arguments.call, kind(of), dimension, nature))
    }

    fn measure_between(
        &mut self,
        arguments: &Arguments,
        kind: impl FnOnce(Structure, Structure) -> MeasureKind,
        dimension: Dimension,
        nature: Nature,
    ) -> Option<Value> {
        let a = self.structure(arguments.get(0)?);
        let b = self.structure(arguments.get(1)?);
        Some(self.measure(arguments.call, kind(a?, b?), dimension, nature))
    }

    fn claim_about(&mut self, arguments: &Arguments, kind: impl FnOnce(Structure) -> ClaimKind) -> Option<Value> {
        let of = self.structure(arguments.get(0)?)?;
        let claim = Claim { kind: kind(of), span: arguments.call.span, text: self.text(arguments.call) };
        Some(Value::Claim(claim))
    }

    fn surface_dice(&mut self, arguments: &Arguments) -> Option<Value> {
        let a = self.structure(arguments.get(0)?);
        let b = self.structure(arguments.get(1)?);
        let Some(tolerance) = arguments.get(2).or_else(|| arguments.named("tolerance")) else {
            self.report(
                Problem::new(&WRONG_COUNT, "`surface_dice` needs a tolerance")
                    .at(arguments.call.span, "no tolerance")
                    .help("write `surface_dice(a, b, 1 mm)`"),
            );
            return None;
        };
        let tolerance = self.constant_of(tolerance, "a tolerance", &[Dimension::LENGTH], "1 mm");
        let kind = MeasureKind::SurfaceDice { a: a?, b: b?, tolerance: tolerance? };
        Some(self.measure(arguments.call, kind, Dimension::NONE, Nature::Share))
    }
}
