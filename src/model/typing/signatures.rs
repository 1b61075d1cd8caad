//! The measures there are, and how each is called.

/// One function of the language. A new one is a line here and its arm in [`super::calls`].
pub(in crate::model) struct Signature {
    pub name: &'static str,
    /// As it would be typed, for help texts.
    pub usage: &'static str,
    /// How many arguments without a name it takes.
    pub positional: std::ops::RangeInclusive<usize>,
    pub named: &'static [&'static str],
}

macro_rules! signatures {
    ($($name:literal $positional:expr, [$($named:literal),*], $usage:literal;)*) => {
        pub(in crate::model) const SIGNATURES: &[Signature] =
            &[$(Signature { name: $name, usage: $usage, positional: $positional, named: &[$($named),*] }),*];
    };
}

signatures! {
    "present" 1..=1, [], "present(liver)";
    "absent" 1..=1, [], "absent(liver)";
    "complete" 1..=1, [], "complete(liver)";
    "sides" 1..=1, [], "sides(kidney)";
    "voxels" 1..=1, [], "voxels(liver)";
    "volume" 1..=1, [], "volume(liver)";
    "components" 1..=1, ["min", "connectivity"], "components(liver, min: 0.5 mL)";
    "holes" 1..=1, ["min", "connectivity", "of"], "holes(liver, min: 0.1 mL)";
    "tunnels" 1..=1, ["connectivity"], "tunnels(liver)";
    "extent" 1..=2, ["axis"], "extent(liver, axis: cranial_caudal)";
    "diameter" 1..=1, ["in"], "diameter(tumour)";
    "short_axis" 1..=1, ["in"], "short_axis(node)";
    "feret" 1..=1, [], "feret(tumour)";
    "slices" 1..=1, ["in"], "slices(liver, in: axial)";
    "slice_gaps" 1..=1, ["in"], "slice_gaps(liver, in: axial)";
    "contact" 2..=2, [], "contact(tumour, liver)";
    "contact_share" 2..=2, [], "contact_share(tumour, liver)";
    "distance" 2..=2, [], "distance(tumour, liver)";
    "length" 1..=1, [], "length(long)";
    "angle" 2..=3, [], "angle(a, b, c)";
    "segment" 2..=2, [], "segment(a, b)";
    "start" 1..=1, [], "start(long)";
    "end" 1..=1, [], "end(long)";
    "midpoint" 2..=16, [], "midpoint(a, b)";
    "area" 1..=1, [], "area(n.outline)";
    "vertices" 1..=1, [], "vertices(n.outline)";
    "simple" 1..=1, [], "simple(n.outline)";
    "convex" 1..=1, [], "convex(n.outline)";
    "closed" 1..=1, [], "closed(n.outline)";
    "polygon" 3..=64, [], "polygon(a, b, c)";
    "same_slice" 1..=16, ["in"], "same_slice(a, b, in: axial)";
    "hausdorff" 2..=2, [], "hausdorff(a, b)";
    "hd95" 2..=2, [], "hd95(a, b)";
    "overlap" 2..=2, [], "overlap(a, b)";
    "iou" 2..=2, [], "iou(a, b)";
    "dice" 2..=2, [], "dice(a, b)";
    "surface_dice" 2..=3, ["tolerance"], "surface_dice(a, b, 1 mm)";
    "intensity" 1..=2, [], "intensity(liver).mean";
    "share" 1..=1, [], "share(liver where image in 0 .. 100)";
    "missing_between" 1..=1, [], "missing_between(spine)";
    "centroid" 1..=1, [], "centroid(liver)";
    "top" 1..=1, [], "top(liver)";
    "bottom" 1..=1, [], "bottom(liver)";
    "front" 1..=1, [], "front(liver)";
    "back" 1..=1, [], "back(liver)";
    "left_end" 1..=1, [], "left_end(liver)";
    "right_end" 1..=1, [], "right_end(liver)";
    "grow" 2..=2, [], "grow(tumour, 5 mm)";
    "shrink" 2..=2, [], "shrink(tumour, 5 mm)";
    "hull" 1..=1, [], "hull(liver)";
    "majority" 2..=2, [], "majority(tumour, raters)";
    "consensus" 2..=2, ["at_least"], "consensus(tumour, raters, at_least: 2)";
    "instances" 1..=1, [], "each x in instances(tumour@r1) { .. }";
    "pairs" 1..=1, [], "each a, b in pairs(lesions) { .. }";
    "consecutive" 1..=1, ["by"], "each a, b in consecutive(spine) { .. }";
    "count" 1..=1, [], "count(x for x in lesions where present(x))";
    "sum" 1..=1, [], "sum(volume(x) for x in lesions)";
    "min" 1..=1, [], "min(volume(x) for x in lesions)";
    "max" 1..=1, [], "max(volume(x) for x in lesions)";
    "mean" 1..=1, [], "mean(volume(x) for x in lesions)";
    "median" 1..=1, [], "median(volume(x) for x in lesions)";
    "folded" 1..=1, [], "folded(s.name)";
    "reversed" 2..=2, [], "reversed(s.name, \"_\")";
    "found" 1..=1, [], "found(\"{x}_R\")";
    "robust_z" 1..=1, [], "robust_z(volume(liver))";
    "unique" 1..=8, [], "unique(t.id for t in targets)";
    "same" 1..=8, [], "same(spacing)";
}

pub(in crate::model) fn find(name: &str) -> Option<&'static Signature> {
    SIGNATURES.iter().find(|signature| signature.name == name)
}

pub(in crate::model) fn usage(name: &str) -> Option<&'static str> {
    find(name).map(|signature| signature.usage)
}

/// What people call a measure elsewhere, and how it is written here.
pub(in crate::model) fn synonym(name: &str) -> Option<&'static str> {
    let advice = match name {
        "exists" | "nonempty" | "has" => "write `present(S)`",
        "empty" | "missing" => "write `absent(S)`",
        "islands" | "parts" | "connected_components" | "cc" => "write `components(S, min: 0.5 mL)`",
        "cavities" => "write `holes(S, min: 0.1 mL)`",
        "size" => "write `volume(S)` or `voxels(S)`",
        "height" | "width" => "write `extent(S, axis: cranial_caudal)`",
        "max_diameter" | "longest_diameter" => "write `diameter(S)`, or `feret(S)` in three dimensions",
        "dilate" | "expand" => "write `grow(S, 5 mm)`",
        "erode" => "write `shrink(S, 5 mm)`",
        "convex_hull" => "write `hull(S)`",
        "lower" | "lowercase" | "casefold" => "write `folded(s.name)`",
        "declared" | "named" => "write `found(\"{x}_R\")`",
        "average" | "avg" => "write `mean(volume(x) for x in X)`",
        "number" | "len" => "write `count(x for x in X)`",
        "inside" | "contains" | "within" => "write `a inside b`",
        "touches" | "adjacent" => "write `a touches b`",
        "jaccard" => "write `iou(a, b)`",
        "nsd" => "write `surface_dice(a, b, 1 mm)`",
        "center" | "centre" => "write `centroid(S)`",
        "hu" | "HU" | "hounsfield" => "write `intensity(S).mean`, in a protocol whose `image` says `modality in {CT}`",
        "percentile" => "write `intensity(S).p95`",
        "fraction" => "write `share(S where image in 0 .. 100)`",
        _ => return None,
    };
    Some(advice)
}
