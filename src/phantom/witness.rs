//! A label map that shows what the solver says is possible.

use num_rational::BigRational;
use num_traits::FromPrimitive;

use crate::logic::anatomy::{TissueId, View};
use crate::logic::fragment::Theory;
use crate::logic::fragment::kinds::image::{IN_PLANE, SPACING};
use crate::logic::fragment::kinds::sizes::VOXELS;
use crate::logic::fragment::problem::Margin;
use crate::logic::fragment::question::Question;
use crate::logic::solver::{Answer, Limits, solve};

use super::build::build;
use super::layout::{Asked, Facts, Lessons, Presence, Sketch, Wish, lay_out, spacing};
use super::plan::Body;
use super::{Phantom, Plan};

/// A case that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    pub phantom: Phantom,
    /// The fields of the case, for each view.
    pub facts: Vec<Facts>,
    /// What is said of the image: `CT`.
    pub modality: Option<String>,
    /// The data type that a protocol asks for.
    pub datatype: Option<String>,
    /// How far landmarks lie from what they mark, in mm along right, anterior and superior.
    pub marks_off: [f64; 3],
}

impl Made {
    /// A case of which nothing is known but its voxels.
    pub fn of(phantom: Phantom) -> Made {
        Made { phantom, facts: Vec::new(), modality: None, datatype: None, marks_off: [0.0; 3] }
    }

    /// The same case with other voxels.
    #[must_use]
    pub fn with_phantom(&self, phantom: Phantom) -> Made {
        Made { phantom, ..self.clone() }
    }
}

/// Shares of bounds that a case keeps away from them, the widest first: at least a thousandth.
const MARGINS: [(i64, i64); 3] = [(1, 20), (1, 100), (1, 1000)];

/// Sides of voxels that are tried first, in mm: cubic ones, then flat ones.
const SIDES: [(i64, i64); 10] = [(1, 1), (1, 2), (2, 1), (3, 4), (1, 4), (3, 1), (5, 1), (1, 10), (15, 1), (50, 1)];

/// So many of them, where rules speak of the spacing.
const MOST_SPACINGS: usize = 3;

/// What the validator refuses so often breaks a rule that layouts know nothing of.
const MOST_REFUSED: usize = 12;

/// More tissues than this are not asked for all together.
const MANY: usize = 24;

/// What the smallest body may be, in voxels of decided spacing or in mm³.
const LEAST_VOXELS: [i64; 5] = [1000, 150, 40, 8, 1];
const LEAST_SIZES: [(i64, i64); 5] = [(1000, 1), (100, 1), (10, 1), (1, 1), (1, 10)];

/// Why no case was made; of several attempts, the reason of the one that came farthest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum NotShown {
    #[error("the solver knows no case")]
    NoCase,
    #[error("no layout of bodies shows it")]
    NoLayout,
    #[error("a layout could not be built: {0}")]
    NotBuilt(String),
    #[error("the validator sees a label map that was made otherwise: {0}")]
    Refused(String),
    #[error(
        "label maps as large as the rules ask for take more work to judge than one question is given, most of it for `{0}`; allow coarser voxels or smaller structures, or ask without this rule"
    )]
    TooMuchWork(String),
}

/// Tries to make a case for a question: layouts are asked for with falling margins and sizes, and each that can be built is
/// handed to `judge`, which says why it will not do. The first with nothing wrong is the answer.
///
/// # Errors
/// No attempt came to that.
pub fn witness(
    theory: &mut Theory,
    question: &Question<'_>,
    views: &[&View<'_>],
    judge: &mut dyn FnMut(&Made) -> Result<(), NotShown>,
) -> Result<Made, NotShown> {
    let spacings = spacings(theory, question);
    let asked = Asked::new(theory, question);
    let mut farthest = if spacings.is_empty() { NotShown::NoCase } else { NotShown::NoLayout };
    let mut refused = 0;
    for spacing in spacings {
        for way in ways(theory.anatomy.tissues.len(), asked.speaks_of_parts(&theory.vocabulary)) {
            // Sizes can be exact where voxels are.
            let decided = !way.closed || way.swarms;
            let spacing = spacing.clone().or_else(|| decided.then(|| [0; 3].map(|_| ratio(SIDES[0]))));
            for least_size in least_sizes(spacing.as_ref()) {
                let wish = wish(spacing.clone(), &way, least_size);
                match attempt(theory, &asked, views, wish, judge) {
                    Ok(made) => return Ok(made),
                    Err(why @ NotShown::TooMuchWork(_)) => return Err(why),
                    Err(why) => {
                        refused += usize::from(matches!(why, NotShown::Refused(_)));
                        farthest = farthest.max(why);
                    }
                }
                if refused == MOST_REFUSED {
                    return Err(farthest);
                }
            }
        }
    }
    Err(farthest)
}

fn wish(spacing: Option<[BigRational; 3]>, way: &Way, least_size: BigRational) -> Wish {
    let (share, forty) = (ratio(way.margin), BigRational::from_integer(40.into()));
    let (length, size) = (&share * &forty, &share * &forty * &least_size);
    Wish {
        margin: Margin { length, size, share, closed: way.closed },
        room: BigRational::from_integer(if way.presence == Presence::AsAsked { 0 } else { 4 }.into()),
        least_size,
        spacing,
        presence: way.presence,
        swarms: way.swarms,
        lengths: Vec::new(),
        lessons: Lessons::default(),
    }
}

/// Lays out and builds, and lays out again with what the builder asks for.
fn attempt(
    theory: &mut Theory,
    asked: &Asked<'_>,
    views: &[&View<'_>],
    mut wish: Wish,
    judge: &mut dyn FnMut(&Made) -> Result<(), NotShown>,
) -> Result<Made, NotShown> {
    let mut farthest = NotShown::NoLayout;
    for _ in 0..MOST_LESSONS {
        let Some(sketch) = sketch(theory, asked, views, &wish) else { break };
        let impossible = match build(&sketch.plan) {
            Ok(phantom) => {
                let Sketch { facts, modality, datatype, .. } = sketch;
                let made = Made { facts, modality, datatype, ..Made::of(phantom) };
                return judge(&made).map(|()| made);
            }
            Err(impossible) => impossible,
        };
        let learned = wish.lessons.learn(&impossible, &sketch.candidates);
        farthest = farthest.max(NotShown::NotBuilt(impossible.to_string()));
        if !learned {
            break;
        }
    }
    Err(farthest)
}

/// A layout. Where it matters how long bodies are, they are to be compact; what that means is known only once they are laid
/// out.
fn sketch(theory: &mut Theory, asked: &Asked<'_>, views: &[&View<'_>], wish: &Wish) -> Option<Sketch> {
    let first = lay_out(theory, asked, views, wish)?;
    if !asked.speaks_of_ends(&theory.vocabulary) {
        return Some(first);
    }
    COMPACT.into_iter().find_map(|times| {
        let wish = Wish { lengths: lengths(&first.plan, times), ..wish.clone() };
        let sketch = lay_out(theory, asked, views, &wish)?;
        Some(filled(theory, asked, views, wish, sketch))
    })
}

/// The layout with as many voxels as lengths along several axes take, if there is one.
fn filled(theory: &mut Theory, asked: &Asked<'_>, views: &[&View<'_>], mut wish: Wish, sketch: Sketch) -> Sketch {
    let mut filled = sketch;
    for _ in 0..MOST_LESSONS {
        if wish.spacing.is_none() || !wish.lessons.learn_lengths(&filled) {
            break;
        }
        let Some(next) = lay_out(theory, asked, views, &wish) else { break };
        filled = next;
    }
    filled
}

/// How far from cubes bodies may be whose lengths matter.
const COMPACT: [i64; 3] = [3, 9, 27];

/// A layout that could not be built is asked for again so many times, each time with what the builder said.
const MOST_LESSONS: usize = 8;

/// Spacings that the rules leave, if they speak of it; else one that is not decided. None: no case at all.
fn spacings(theory: &mut Theory, question: &Question<'_>) -> Vec<Option<[BigRational; 3]>> {
    if !theory.vocabulary.has_kind(&[SPACING, IN_PLANE, VOXELS]) {
        return vec![None];
    }
    let [widest, ..] = MARGINS.map(ratio);
    let margin = Margin { length: widest.clone(), size: widest.clone(), share: widest, closed: true };
    let asked = theory.encode(question, Some(&margin));
    let cubic = SIDES.iter().map(|&side| [side; 3]);
    let flat = SIDES.iter().flat_map(|&plane| SIDES.iter().map(move |&between| [plane, plane, between]));
    let mut possible = Vec::new();
    for (at, sides) in cubic.chain(flat).enumerate() {
        if possible.len() == MOST_SPACINGS || at >= SIDES.len() && !possible.is_empty() {
            break;
        }
        let sides = sides.map(ratio);
        let mut encoding = asked.clone();
        let Some(is) = spacing::is(&encoding, &sides) else { return vec![None] };
        encoding.require(&is, "spacing", None);
        if let Answer::Satisfiable(_) = solve(&encoding.problem, &Limits::default()) {
            possible.push(Some(sides));
        }
    }
    if !possible.is_empty() {
        return possible;
    }
    for margin in [Some(&margin), None] {
        let encoding = theory.encode(question, margin);
        if let Answer::Satisfiable(assignment) = solve(&encoding.problem, &Limits::default()) {
            return vec![spacing::of(&encoding.model(&assignment), encoding.vocabulary())];
        }
    }
    Vec::new()
}

/// How far from bounds a case is to be, and which tissues are to be there.
struct Way {
    margin: (i64, i64),
    /// Whether also from bounds that may be met exactly.
    closed: bool,
    presence: Presence,
    swarms: bool,
}

/// All tissues are to be there, if they are not too many to look at, then some, then none. In the end bounds may be met
/// exactly, for `<= 5 mL` and `< 5 mL` differ in nothing else; and where parts matter, tissues may have thousands.
fn ways(tissues: usize, parts: bool) -> Vec<Way> {
    let [widest, middle, narrowest] = MARGINS;
    let way = |margin, closed, presence| Way { margin, closed, presence, swarms: false };
    let all = (tissues <= MANY).then_some(way(widest, true, Presence::All));
    let some = MARGINS.map(|margin| way(margin, true, Presence::Some));
    let exact = [Presence::Some, Presence::AsAsked].map(|presence| way(narrowest, false, presence));
    let swarms = parts.then(|| Way { swarms: true, ..way(middle, true, Presence::AsAsked) });
    all.into_iter().chain(some).chain([way(widest, true, Presence::AsAsked)]).chain(exact).chain(swarms).collect()
}

fn least_sizes(spacing: Option<&[BigRational; 3]>) -> Vec<BigRational> {
    match spacing {
        Some(spacing) => {
            let voxel: BigRational = spacing.iter().product();
            LEAST_VOXELS.iter().map(|&count| &voxel * BigRational::from_integer(count.into())).collect()
        }
        None => LEAST_SIZES.iter().map(|&size| ratio(size)).collect(),
    }
}

/// How long tissues may be to be compact: up to so many times as long as a cube of their size, or that part of it.
fn lengths(plan: &Plan, times: i64) -> Vec<(TissueId, (BigRational, BigRational))> {
    let (voxel, times) = (plan.grid.voxel_volume(), BigRational::from_integer(times.into()));
    let range = |body: &Body| {
        let cube = BigRational::from_f64((body.voxels as f64 * voxel).cbrt().ceil())?;
        Some((body.tissue, (&cube / &times, &cube * &times)))
    };
    plan.bodies.iter().filter_map(range).collect()
}

fn ratio((above, below): (i64, i64)) -> BigRational {
    BigRational::new(above.into(), below.into())
}
