//! What a phantom is to hold.

use std::collections::BTreeSet;

use crate::logic::anatomy::TissueId;
use crate::volume::Orientation;

/// A synthetic label map before it is built: exact numbers, and nothing about where each voxel lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub grid: Grid,
    pub bodies: Vec<Body>,
    /// Pairs of bodies, by index, that share faces. Both lie in the same host, or both in none, and are of different
    /// tissues. All other bodies keep at least one voxel between them, across edges and corners too, but for a body and its
    /// host, which always touch.
    pub contacts: BTreeSet<(usize, usize)>,
}

/// The voxel grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Voxel sizes in mm along the array axes.
    pub spacing: [f64; 3],
    /// Voxels along the array axes, where a protocol prescribes them.
    pub shape: [Option<u32>; 3],
    /// How the array axes lie to the patient.
    pub orientation: Orientation,
}

/// One piece of one tissue, connected through faces, or many islands alike. A tissue may have several.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    pub tissue: TissueId,
    /// Its own voxels, without those of bodies and bubbles inside it.
    pub voxels: u64,
    /// Equal pieces it consists of, which keep at least one voxel between them; most bodies are one. Of several none holds
    /// anything, has a tunnel, is in contact with another body or reaches the edge of the grid.
    pub islands: u64,
    /// The body that encloses it, by index: all its faces look onto that body, or onto those it is in contact with. `None`: it
    /// lies in the background.
    pub host: Option<usize>,
    /// Where the mean of its own voxels is to lie, in mm along right, anterior and superior; `None` where it does not
    /// matter. Along each axis bodies come in this order, at least as far apart as the numbers say, and exactly so where
    /// their sizes allow it.
    pub place: [Option<f64>; 3],
    /// How long it is to be with all it holds, in mm along right, anterior and superior, as far as its voxels and what it
    /// holds allow; `None` where it does not matter.
    pub length: [Option<f64>; 3],
    /// Voxels of each background cavity inside it.
    pub bubbles: Vec<u64>,
    /// Tunnels of the body with all its cavities filled: rings on its outer surface.
    pub handles: u32,
    /// Whether it reaches the edge of the grid; only a body without host can. All others stay off the outermost layer.
    pub border: bool,
}

/// Why a plan contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("body {0} has no voxels")]
    NoVoxels(usize),
    #[error("body {0} lies in a body that does not exist, or in itself")]
    NoSuchHost(usize),
    #[error("body {0} lies in a body of its own tissue")]
    HostOfSameTissue(usize),
    #[error("body {0} reaches the edge of the grid from within another body")]
    BorderInsideHost(usize),
    #[error("body {0} has a bubble without voxels")]
    EmptyBubble(usize),
    #[error("bodies {0} and {1} are in contact and do not lie in the same host")]
    ContactAcrossHosts(usize, usize),
    #[error("bodies {0} and {1} are in contact and of the same tissue: they are one body")]
    ContactOfSameTissue(usize, usize),
    #[error("body {0} of several islands is not made of equal ones, or is more than islands")]
    Islands(usize),
    #[error("the spacing is not positive")]
    Spacing,
    #[error("body {0} has a place or a length that is not finite")]
    Place(usize),
}

impl Grid {
    /// Array axes along right, anterior and superior, of any size.
    pub fn ras(spacing: [f64; 3]) -> Self {
        Grid { spacing, shape: [None; 3], orientation: Orientation { axes: [(0, true), (1, true), (2, true)] } }
    }

    /// Voxel sizes in mm along right, anterior and superior.
    pub fn world_spacing(&self) -> [f64; 3] {
        let mut spacing = [1.0; 3];
        for (&(world, _), size) in self.orientation.axes.iter().zip(self.spacing) {
            if let Some(slot) = spacing.get_mut(world) {
                *slot = size;
            }
        }
        spacing
    }

    /// mm³ of one voxel.
    pub fn voxel_volume(&self) -> f64 {
        self.spacing.iter().product()
    }
}

impl Body {
    /// A solid body in the background, anywhere.
    pub fn new(tissue: TissueId, voxels: u64) -> Self {
        Body {
            tissue,
            voxels,
            islands: 1,
            host: None,
            place: [None; 3],
            length: [None; 3],
            bubbles: Vec::new(),
            handles: 0,
            border: false,
        }
    }
}

impl Plan {
    /// Whether the plan can be meant at all.
    ///
    /// # Errors
    /// The first contradiction.
    pub fn check(&self) -> Result<(), Flaw> {
        if !self.grid.spacing.iter().all(|size| size.is_finite() && *size > 0.0) {
            return Err(Flaw::Spacing);
        }
        for (index, body) in self.bodies.iter().enumerate() {
            self.check_body(index, body)?;
        }
        for &(a, b) in &self.contacts {
            let (Some(first), Some(second)) = (self.bodies.get(a), self.bodies.get(b)) else {
                return Err(Flaw::ContactAcrossHosts(a, b));
            };
            if a == b || first.tissue == second.tissue {
                return Err(Flaw::ContactOfSameTissue(a, b));
            }
            if first.host != second.host {
                return Err(Flaw::ContactAcrossHosts(a, b));
            }
        }
        Ok(())
    }

    fn check_body(&self, index: usize, body: &Body) -> Result<(), Flaw> {
        if body.voxels == 0 {
            return Err(Flaw::NoVoxels(index));
        }
        if body.bubbles.contains(&0) {
            return Err(Flaw::EmptyBubble(index));
        }
        let more = || {
            let touches = self.contacts.iter().any(|&(a, b)| a == index || b == index);
            let holds = self.guests(Some(index)).next().is_some() || !body.bubbles.is_empty();
            touches || holds || body.handles > 0 || body.border
        };
        if body.islands != 1 && (body.islands == 0 || !body.voxels.is_multiple_of(body.islands) || more()) {
            return Err(Flaw::Islands(index));
        }
        if !body.place.iter().chain(&body.length).flatten().all(|at| at.is_finite()) {
            return Err(Flaw::Place(index));
        }
        let Some(host) = body.host else { return Ok(()) };
        if body.border {
            return Err(Flaw::BorderInsideHost(index));
        }
        // Climbing from host to host ends in the background, or goes round in a circle.
        let ends = self.hosts(index).take(self.bodies.len() + 1).count() <= self.bodies.len();
        match self.bodies.get(host) {
            Some(of) if ends && of.tissue != body.tissue => Ok(()),
            Some(_) if ends => Err(Flaw::HostOfSameTissue(index)),
            _ => Err(Flaw::NoSuchHost(index)),
        }
    }

    /// The bodies around a body, innermost first.
    pub fn hosts(&self, body: usize) -> impl Iterator<Item = usize> + '_ {
        let host = |of: usize| self.bodies.get(of).and_then(|body| body.host);
        std::iter::successors(host(body), move |&of| host(of))
    }

    /// The bodies directly inside a body, or those in the background.
    pub fn guests(&self, host: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        self.bodies.iter().enumerate().filter(move |(_, body)| body.host == host).map(|(index, _)| index)
    }
}
