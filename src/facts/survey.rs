//! The survey of a label map as data: what `voxlint facts` prints.

use serde::Serialize;

use crate::volume::{Contact, Geometry, LabelFacts, SizeBin, Sizes, Survey};

/// Facts about the labels of a map, by the names they have in JSON. Voxel indices are zero-based and go along the array
/// axes as stored; boxes are inclusive. The order of everything is fixed, so that equal maps give equal bytes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SurveyFacts {
    pub labels: Vec<LabelEntry>,
    /// Labels that share faces: the two labels, faces per array axis, mm².
    pub adjacency: Vec<(i64, i64, [u64; 3], f64)>,
    /// Lists that do not hold everything. Empty: nothing was cut.
    pub truncated: Vec<Truncated>,
}

/// Facts about one label. What was not asked for is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelEntry {
    pub label: i64,
    pub voxels: u64,
    pub volume_mm3: f64,
    /// Lowest and highest index along each axis.
    pub bbox: [[u32; 2]; 3],
    /// Mean voxel index.
    pub centroid: [f64; 3],
    /// The same in RAS+ mm; null without orientation.
    pub centroid_mm: Option<[f64; 3]>,
    /// Whether it touches the ends of the grid: x low, x high, y low, y high, z low, z high.
    pub border: [bool; 6],
    #[serde(skip_serializing_if = "ComponentEntries::is_empty")]
    pub components: ComponentEntries,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cavities: Option<PartsEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub euler_26: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub euler_6: Option<i64>,
    /// Tunnels of the 26-connected label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handles: Option<i64>,
    /// Faces per array axis between the label and anything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surface_faces: Option<[u64; 3]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surface_mm2: Option<f64>,
    /// Labels in whose cavities all its voxels lie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contained_in: Option<Vec<i64>>,
    /// Empty slices of the third axis between its first and its last: first and last of each stretch.
    pub z_gaps: Vec<[u32; 2]>,
}

/// Components by number of neighbours.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct ComponentEntries {
    #[serde(rename = "6", skip_serializing_if = "Option::is_none")]
    pub six: Option<PartsEntry>,
    #[serde(rename = "18", skip_serializing_if = "Option::is_none")]
    pub eighteen: Option<PartsEntry>,
    #[serde(rename = "26", skip_serializing_if = "Option::is_none")]
    pub twenty_six: Option<PartsEntry>,
}

/// Parts of a label, largest first, equal ones in raster order of their first voxels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartsEntry {
    pub count: u64,
    /// Voxels of each part listed.
    pub sizes: Vec<u64>,
    /// Raster index of the first voxel of each part listed: x + nx·(y + ny·z).
    pub first: Vec<u64>,
    /// Only where not all parts are listed: number of parts by size, as lowest size, highest size, count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub histogram: Vec<(u64, u64, u64)>,
}

/// A kind of list that was cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Truncated {
    /// Key of the list.
    pub what: &'static str,
    /// Number of labels whose list was cut.
    pub labels: u64,
    /// Entries listed and entries there are, in these labels. For `adjacency`, faces.
    pub listed: u64,
    pub total: u64,
}

impl SurveyFacts {
    pub fn new(survey: &Survey, geometry: &Geometry) -> Self {
        SurveyFacts {
            labels: survey.labels.iter().map(|facts| LabelEntry::new(facts, geometry)).collect(),
            adjacency: survey.contacts.iter().map(adjacency).collect(),
            truncated: truncated(survey),
        }
    }
}

impl LabelEntry {
    fn new(facts: &LabelFacts, geometry: &Geometry) -> Self {
        let ([x0, y0, z0], [x1, y1, z1]) = (facts.bounds.low, facts.bounds.high);
        let parts = |sizes: &Option<Sizes>| sizes.as_ref().map(|sizes| PartsEntry::new(sizes, geometry.shape));
        let [six, eighteen, twenty_six] = &facts.components;
        LabelEntry {
            label: facts.label,
            voxels: facts.voxels,
            volume_mm3: facts.volume,
            bbox: [[x0, x1], [y0, y1], [z0, z1]],
            centroid: facts.centroid,
            centroid_mm: geometry.world(facts.centroid),
            border: facts.border,
            components: ComponentEntries { six: parts(six), eighteen: parts(eighteen), twenty_six: parts(twenty_six) },
            cavities: parts(&facts.cavities),
            euler_26: facts.euler_26,
            euler_6: facts.euler_6,
            handles: facts.handles(),
            surface_faces: facts.surface.map(|surface| surface.faces),
            surface_mm2: facts.surface.map(|surface| surface.mm2),
            contained_in: facts.contained_in.clone(),
            z_gaps: facts.z_gaps.clone(),
        }
    }
}

impl ComponentEntries {
    fn is_empty(&self) -> bool {
        self.six.is_none() && self.eighteen.is_none() && self.twenty_six.is_none()
    }
}

impl PartsEntry {
    fn new(sizes: &Sizes, [nx, ny, _]: [u32; 3]) -> Self {
        let raster = |[x, y, z]: [u32; 3]| {
            let row = u64::from(ny).saturating_mul(u64::from(z)).saturating_add(u64::from(y));
            u64::from(nx).saturating_mul(row).saturating_add(u64::from(x))
        };
        PartsEntry {
            count: sizes.count,
            sizes: sizes.largest.iter().map(|part| part.voxels).collect(),
            first: sizes.largest.iter().map(|part| raster(part.first)).collect(),
            histogram: sizes.histogram.iter().map(|&SizeBin { from, to, count }| (from, to, count)).collect(),
        }
    }
}

fn adjacency(contact: &Contact) -> (i64, i64, [u64; 3], f64) {
    let [a, b] = contact.labels;
    (a, b, contact.faces, contact.mm2)
}

fn truncated(survey: &Survey) -> Vec<Truncated> {
    let mut cut = Vec::new();
    let listed = survey.labels.len() as u64;
    if listed < survey.label_count {
        let labels = survey.label_count - listed;
        cut.push(Truncated { what: "labels", labels, listed, total: survey.label_count });
    }
    type Lengths = fn(&LabelFacts) -> Option<(u64, u64)>;
    let lists: [(&'static str, Lengths); 6] = [
        ("components.6", |facts| lengths(facts.components.first()?)),
        ("components.18", |facts| lengths(facts.components.get(1)?)),
        ("components.26", |facts| lengths(facts.components.get(2)?)),
        ("cavities", |facts| lengths(&facts.cavities)),
        ("contained_in", |facts| Some((facts.contained_in.as_ref()?.len() as u64, facts.contained_in_count))),
        ("z_gaps", |facts| Some((facts.z_gaps.len() as u64, facts.z_gap_count))),
    ];
    for (what, lengths) in lists {
        let shorter = survey.labels.iter().filter_map(lengths).filter(|(listed, total)| listed < total);
        let add = |sum: Truncated, (listed, total)| Truncated {
            what,
            labels: sum.labels + 1,
            listed: sum.listed + listed,
            total: sum.total + total,
        };
        let sum = shorter.fold(Truncated { what, labels: 0, listed: 0, total: 0 }, add);
        if sum.labels > 0 {
            cut.push(sum);
        }
    }
    let unlisted: u64 = survey.unlisted_faces.iter().sum();
    if unlisted > 0 {
        let listed = survey.contacts.iter().flat_map(|contact| contact.faces).sum::<u64>();
        cut.push(Truncated { what: "adjacency", labels: survey.labels.len() as u64, listed, total: listed + unlisted });
    }
    cut
}

fn lengths(sizes: &Option<Sizes>) -> Option<(u64, u64)> {
    sizes.as_ref().map(|sizes| (sizes.largest.len() as u64, sizes.count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::volume::{Affine, RunsBuilder, SurveyPlan, survey};

    fn facts(shape: [u32; 3], runs: &[(u32, u32, u32, u32, i64)], plan: &SurveyPlan) -> SurveyFacts {
        let mut builder = RunsBuilder::new(shape);
        for &(z, y, start, end, value) in runs {
            builder.push_run(z, y, start, end, value).unwrap();
        }
        let affine = Affine([[-2.0, 0.0, 0.0, 10.0], [0.0, -1.0, 0.0, 20.0], [0.0, 0.0, 4.0, 30.0]]);
        let geometry = Geometry::oriented(shape, affine);
        SurveyFacts::new(&survey(&builder.finish().unwrap(), &geometry, plan), &geometry)
    }

    #[test]
    fn keys_and_their_order_are_fixed() {
        let found = facts([4, 2, 3], &[(0, 0, 0, 2, 1), (0, 1, 1, 3, 2), (2, 0, 3, 4, 1)], &SurveyPlan::EVERYTHING);
        let text = serde_json::to_string_pretty(&found).unwrap();
        insta::assert_snapshot!(text);
    }

    #[test]
    fn what_was_not_asked_for_is_left_out() {
        let found = facts([4, 2, 3], &[(0, 0, 0, 2, 1)], &SurveyPlan::default());
        let entry = serde_json::to_value(&found).unwrap()["labels"][0].clone();
        let keys: Vec<_> = entry.as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys, ["label", "voxels", "volume_mm3", "bbox", "centroid", "centroid_mm", "border", "z_gaps"]);
    }

    #[test]
    fn a_cut_list_is_announced_with_its_length() {
        let rows = (0..300).flat_map(|y| (0..300).map(move |x| (0, 2 * y, 2 * x, 2 * x + 1, 1)));
        let found = facts([600, 600, 1], &Vec::from_iter(rows), &SurveyPlan::EVERYTHING);
        let parts = found.labels[0].components.twenty_six.as_ref().unwrap();
        assert_eq!(
            (parts.count, parts.sizes.len(), parts.histogram.as_slice()),
            (90_000, 65_536, &[(1, 1, 90_000)][..])
        );
        let cut: Vec<_> = found.truncated.iter().map(|cut| (cut.what, cut.labels, cut.listed, cut.total)).collect();
        let cut_short = |what| (what, 1, 65_536, 90_000);
        assert_eq!(cut, ["components.6", "components.18", "components.26"].map(cut_short));
    }
}
