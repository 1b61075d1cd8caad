//! What the image holds under a structure: `intensity(S).mean`, `share(S where image in -190 HU .. -30 HU)`.

use num_traits::Zero;

use crate::syntax::tree::{Argument, CompareOperator, Expr, ExprKind, Name};

use super::super::codes::{UNKNOWN_WORD, WRONG_COUNT, WRONG_KIND};
use super::super::problem::Problem;
use super::super::protocol::ImageId;
use super::super::quantity::{Dimension, Quantity};
use super::super::rule::{HeaderField, Intensities, IntensityBound, MeasureKind, Number, Statistic, Structure};
use super::super::{suggest, unit};
use super::Typer;
use super::calls::Arguments;
use super::signatures;
use super::value::{Nature, Num, Value};

const STATISTICS: &[&str] = &["min", "max", "mean", "sd", "median", "peak", "p5", "p95"];

impl Typer<'_> {
    /// `intensity(S, ct).p95`
    pub(super) fn statistic(&mut self, expr: &Expr, of: &Expr, name: &Name) -> Value {
        let ExprKind::Call { function, arguments } = &of.kind else { return Value::Error };
        if function.text != "intensity" {
            if signatures::find(&function.text).is_none() {
                return self.value(of);
            }
            let text = self.text(of);
            self.report(
                Problem::new(&WRONG_KIND, format!("`{text}` is one value and has no `.{}`", name.text))
                    .at(name.span, "not known")
                    .help(format!("write `{text}`, or `intensity(S).mean` for what the image holds")),
            );
            return Value::Error;
        }
        let statistic = self.statistic_word(name);
        let Some((of, image)) = self.under(of, arguments) else { return Value::Error };
        let Some(statistic) = statistic else { return Value::Error };
        let dimension = self.image_dimension(image);
        self.reads(image);
        self.measure(expr, MeasureKind::Intensity { of, image, statistic }, dimension, Nature::Measure)
    }

    /// `share(S where image in -190 HU .. -30 HU)`
    pub(super) fn intensity_share(&mut self, expr: &Expr, of: &Expr, filter: &Expr) -> Value {
        if let Some(share) = self.share_of_cases(expr, of, filter) {
            return share;
        }
        let of = self.structure(of);
        let Some((image, range)) = self.intensities(filter) else { return Value::Error };
        let Some(of) = of else { return Value::Error };
        self.reads(image);
        self.measure(expr, MeasureKind::IntensityShare { of, image, range }, Dimension::NONE, Nature::Share)
    }

    /// `image > 300 HU` where a structure is due.
    pub(super) fn voxels_by_intensity(&mut self, expr: &Expr) -> Value {
        let Some((image, range)) = self.intensities(expr) else { return Value::Error };
        let written = |bound: &Option<IntensityBound>| {
            bound.as_ref().is_none_or(|bound| matches!(bound.number, Number::Constant(_)))
        };
        if !written(&range.low) || !written(&range.high) {
            self.report(
                Problem::new(&WRONG_KIND, "which voxels belong to a structure must not depend on a measure")
                    .at(expr.span, "this bound is measured")
                    .help("write the bound as a number, or count voxels: `share(liver where image > ..)`"),
            );
            return Value::Error;
        }
        self.reads(image);
        let structure = Structure::Intensities(image, Box::new(range));
        if !self.by_intensity.contains(&structure) {
            self.by_intensity.push(structure.clone());
        }
        Value::Structure(structure)
    }

    /// `intensity(S)` and `share(S)` by themselves are no numbers.
    pub(super) fn incomplete_intensity(&mut self, arguments: &Arguments, name: &str) -> Option<Value> {
        let text = self.text(arguments.call);
        let of = arguments.get(0).map(|of| self.text(of)).unwrap_or_default();
        let (message, help) = match name {
            "share" => (
                "`share` does not say which voxels count".to_owned(),
                format!("write `share({of} where image in 0 .. 100)`"),
            ),
            _ => (format!("`{text}` is many values"), format!("say which, such as `{text}.mean` or `{text}.p95`")),
        };
        self.report(Problem::new(&WRONG_KIND, message).at(arguments.call.span, "incomplete").help(help));
        None
    }

    fn under(&mut self, call: &Expr, arguments: &[Argument]) -> Option<(Structure, ImageId)> {
        let signature = signatures::find("intensity")?;
        let arguments = self.fitting(call, signature, arguments)?;
        let of = self.structure(arguments.get(0)?);
        let image = match arguments.get(1) {
            Some(expr) => match self.value(expr) {
                Value::Image(image) => Some(image),
                Value::Error => None,
                other => {
                    self.wrong_kind(expr.span, &other, "an image", "name an image, such as `image`".to_owned());
                    None
                }
            },
            None => Some(ImageId(0)),
        };
        Some((of?, image?))
    }

    fn statistic_word(&mut self, name: &Name) -> Option<Statistic> {
        let percentile = name.text.strip_prefix('p').and_then(unit::decimal);
        match (name.text.as_str(), percentile) {
            ("min", _) => return Some(Statistic::Lowest),
            ("max", _) => return Some(Statistic::Highest),
            ("mean", _) => return Some(Statistic::Mean),
            ("sd", _) => return Some(Statistic::StandardDeviation),
            ("peak", _) => return Some(Statistic::Peak),
            ("median", _) => return Some(Statistic::Median),
            (_, Some(percent)) if percent <= num_rational::BigRational::from_integer(100.into()) => {
                return Some(Statistic::Percentile(Quantity::plain(percent, name.text.clone())));
            }
            _ => {}
        }
        let help = match name.text.as_str() {
            "std" | "stdev" | "stddev" | "sigma" | "deviation" => "write `.sd`".to_owned(),
            "average" | "avg" => "write `.mean`".to_owned(),
            "minimum" | "lowest" => "write `.min`".to_owned(),
            "maximum" | "highest" => "write `.max`".to_owned(),
            "variance" | "var" => "compare the standard deviation, `.sd`".to_owned(),
            _ if percentile_like(&name.text) => "write a percentile from `.p0` to `.p100`, such as `.p95`".to_owned(),
            other => suggest::help(other, STATISTICS.iter().copied())
                .unwrap_or_else(|| format!("write {}", suggest::listed(STATISTICS, "or"))),
        };
        self.report(
            Problem::new(&UNKNOWN_WORD, format!("`{}` is nothing that intensities have", name.text))
                .at(name.span, "not known")
                .help(help),
        );
        None
    }

    /// `image in a .. b`, `image not in a .. b`, or a comparison with one bound.
    fn intensities(&mut self, filter: &Expr) -> Option<(ImageId, Intensities)> {
        match &filter.kind {
            ExprKind::Group(inner) => return self.intensities(inner),
            ExprKind::In { negated, value, set } => {
                let image = self.filtered_image(value)?;
                let this = self.voxel_of(image, value);
                return match self.value(set) {
                    Value::Range { low, high, half_open } => {
                        for end in [&low, &high].into_iter().flatten() {
                            if !self.same_dimension(&this, end) {
                                return None;
                            }
                        }
                        let bound = |end: Option<Num>, open| end.map(|end| IntensityBound { number: end.number, open });
                        let (low, high) = (bound(low, false), bound(high, half_open));
                        let range = Intensities { low, high, outside: *negated, text: self.text(filter) };
                        Some((image, range))
                    }
                    Value::Error => None,
                    other => {
                        let help = "write a range, such as `image in 0 .. 100`".to_owned();
                        self.wrong_kind(set.span, &other, "a range", help);
                        None
                    }
                };
            }
            ExprKind::Compare { operator, left, right } => {
                let left_is_image = self.is_image(left);
                let (image_side, bound, operator) = match left_is_image {
                    true => (left, right, *operator),
                    false => (right, left, mirrored(*operator)),
                };
                let image = self.filtered_image(image_side)?;
                let this = self.voxel_of(image, image_side);
                let bound = self.number(bound)?;
                return self.same_dimension(&this, &bound).then(|| {
                    let text = self.text(filter);
                    (image, Intensities { text, ..one_bound(operator, bound.number) })
                });
            }
            ExprKind::Error => return None,
            _ => {}
        }
        self.report(
            Problem::new(&WRONG_KIND, "`share` counts voxels by one range of intensities")
                .at(filter.span, "not a range of intensities")
                .help("write `image in 0 .. 100` or `image >= 50`, and one `share` for each range"),
        );
        None
    }

    pub(super) fn is_image(&self, expr: &Expr) -> bool {
        let ExprKind::Path(names) = &expr.kind else { return false };
        matches!(names.as_slice(), [name] if name.text == "image" || self.names_image(&name.text))
    }

    fn filtered_image(&mut self, expr: &Expr) -> Option<ImageId> {
        match self.value(expr) {
            Value::Image(image) => Some(image),
            Value::Error => None,
            other => {
                let help = "write the image on the left: `image in 0 .. 100`".to_owned();
                self.wrong_kind(expr.span, &other, "an image", help);
                None
            }
        }
    }

    /// One voxel of an image, to be compared: stands for its dimension and its name.
    fn voxel_of(&self, image: ImageId, expr: &Expr) -> Num {
        let of = Structure::Class(super::super::protocol::ClassId(0));
        let kind = MeasureKind::Intensity { of, image, statistic: Statistic::Mean };
        match self.measure(expr, kind, self.image_dimension(image), Nature::Measure) {
            Value::Number(num) => num,
            _ => Num { number: Number::Constant(Quantity::count(0)), nature: Nature::Measure, span: expr.span },
        }
    }

    pub(super) fn names_image(&self, name: &str) -> bool {
        matches!(self.symbols.find(name), Some((super::super::symbols::Symbol::Image(_), _)))
    }

    fn reads(&mut self, image: ImageId) {
        if let Some(image) = self.images.get_mut(image.0) {
            image.read = true;
        }
    }

    /// `t1.datatype`
    pub(super) fn image_datatype(&mut self, name: &Name) -> Value {
        let Value::Image(id) = self.path(std::slice::from_ref(name)) else { return Value::Error };
        if let Some(image) = self.images.get_mut(id.0) {
            image.header = true;
        }
        Value::Header(HeaderField::ImageDatatype(id))
    }

    fn image_dimension(&self, image: ImageId) -> Dimension {
        self.images.get(image.0).map_or(Dimension::NONE, |image| image.dimension)
    }

    /// The value of the line `padding == -1024 HU` of the image block.
    pub fn padding_value(&mut self, line: &Expr) -> Option<Quantity> {
        let problem = match &line.kind {
            ExprKind::Compare { operator: CompareOperator::Equal, left, right } => {
                let num = self.constant(right, "padding")?;
                let this = self.voxel_of(ImageId(0), left);
                self.reads(ImageId(0));
                return self.same_dimension(&this, &num).then(|| num.constant().cloned()).flatten();
            }
            _ => Problem::new(&WRONG_COUNT, "padding has one value").at(line.span, "not one value"),
        };
        self.report(problem.help("write `padding == -1024 HU`; without a unit where the image is no CT"));
        None
    }
}

fn percentile_like(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '_');
    digits.len() < word.len() && unit::decimal(digits).is_some_and(|value| value >= num_rational::BigRational::zero())
}

fn mirrored(operator: CompareOperator) -> CompareOperator {
    use CompareOperator as C;
    match operator {
        C::Less => C::Greater,
        C::LessEqual => C::GreaterEqual,
        C::Greater => C::Less,
        C::GreaterEqual => C::LessEqual,
        other => other,
    }
}

fn one_bound(operator: CompareOperator, number: Number) -> Intensities {
    use CompareOperator as C;
    let bound = |open| Some(IntensityBound { number: number.clone(), open });
    let (low, high) = match operator {
        C::Less => (None, bound(true)),
        C::LessEqual => (None, bound(false)),
        C::Greater => (bound(true), None),
        C::GreaterEqual => (bound(false), None),
        C::Equal | C::NotEqual => (bound(false), bound(false)),
    };
    Intensities { low, high, outside: operator == C::NotEqual, text: String::new() }
}
