//! The joint uncertainty of both traits as geometry: the smallest region with 80 % of the posterior.

use super::model::{POINTS, SPACING, trait_at};
use super::posterior::Posterior;
use crate::order::order;

/// Probability of the plotted region.
pub const INSIDE: f64 = 0.80;

/// A point of the plane, both coordinates in prior standard deviations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Backend trait.
    pub backend: f64,
    /// Frontend trait.
    pub frontend: f64,
}

/// The posterior over the plane, for plotting.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    /// Probability of each cell, row by row: all frontend points of the first backend point, then of the next.
    pub cells: Vec<f64>,
    /// Whether a cell belongs to the region with [`INSIDE`], in the order of `cells`.
    pub inside: Vec<bool>,
    /// Closed outlines of that region, through points between cell centres, smooth enough to plot; the last point
    /// connects to the first. Usually there is one; more if the posterior has several modes or a hole.
    pub outlines: Vec<Vec<Point>>,
}

impl Plane {
    /// Half the width of the plane: both traits range from −`EXTENT` to `EXTENT`.
    pub const EXTENT: f64 = 3.0;
    /// Cells along each trait.
    pub const POINTS: usize = POINTS;

    /// Selects the most likely cells until they hold [`INSIDE`], and computes their outline.
    pub fn new(posterior: &Posterior) -> Self {
        let cells = posterior.cells().to_vec();
        let mut inside = vec![false; cells.len()];
        let mut held = 0.0;
        let mut least = 0.0;
        for cell in order(cells.len(), &|a, b| cells[b].total_cmp(&cells[a])) {
            if held >= INSIDE {
                // The contour level is half-way between the last cell inside and the first one outside.
                least = f64::midpoint(least, cells[cell]);
                break;
            }
            inside[cell] = true;
            held += cells[cell];
            least = cells[cell];
        }
        let outlines = outlines(&cells, least);
        Self {
            cells,
            inside,
            outlines,
        }
    }
}

/// An edge between two neighbouring cells, as the lower cell (with a border of one) and its direction.
type Edge = (usize, usize, bool);

/// Cells along each trait, including the border.
const BORDERED: usize = POINTS + 2;

/// Index of an edge in a list of all edges, in the order of the tuples.
fn edge_index((b, f, along_backend): Edge) -> usize {
    (b * BORDERED + f) * 2 + usize::from(along_backend)
}

/// Marching squares at height `level`. The plane gets a border of zeros, so that every outline closes.
fn outlines(cells: &[f64], level: f64) -> Vec<Vec<Point>> {
    let height = |b: usize, f: usize| {
        let within = (1..=POINTS).contains(&b) && (1..=POINTS).contains(&f);
        if within {
            cells[(b - 1) * POINTS + f - 1]
        } else {
            0.0
        }
    };
    // The next edge of the outline for each edge, by index.
    let mut next: Vec<Option<Edge>> = vec![None; BORDERED * BORDERED * 2];
    for b in 0..=POINTS {
        for f in 0..=POINTS {
            let high = [
                height(b, f) > level,
                height(b + 1, f) > level,
                height(b + 1, f + 1) > level,
                height(b, f + 1) > level,
            ];
            // The sides have the same orientation as the corners, so that the inside is always on the same side of an
            // outline.
            let sides: [Edge; 4] = [
                (b, f, true),
                (b + 1, f, false),
                (b, f + 1, true),
                (b, f, false),
            ];
            let enters = (0..4).filter(|side| !high[*side] && high[(side + 1) % 4]);
            for enter in enters {
                let leave = (1..4)
                    .map(|turn| (enter + turn) % 4)
                    .find(|side| high[*side] && !high[(side + 1) % 4]);
                if let Some(leave) = leave {
                    next[edge_index(sides[leave])] = Some(sides[enter]);
                }
            }
        }
    }
    let point_on = |(b, f, along_backend): Edge| {
        let (from, to) = (
            height(b, f),
            if along_backend {
                height(b + 1, f)
            } else {
                height(b, f + 1)
            },
        );
        let share = ((level - from) / (to - from)).clamp(0.0, 1.0);
        let at = |point: usize, moves: bool| {
            trait_at(0) + SPACING * (point as f64 - 1.0 + if moves { share } else { 0.0 })
        };
        let hold = |value: f64| value.clamp(-Plane::EXTENT, Plane::EXTENT);
        Point {
            backend: hold(at(b, along_backend)),
            frontend: hold(at(f, !along_backend)),
        }
    };
    let mut found = Vec::new();
    for b in 0..BORDERED {
        for f in 0..BORDERED {
            for along_backend in [false, true] {
                let start = (b, f, along_backend);
                let Some(mut edge) = next[edge_index(start)].take() else {
                    continue;
                };
                let mut outline = vec![point_on(start)];
                while edge != start {
                    outline.push(point_on(edge));
                    let Some(following) = next[edge_index(edge)].take() else {
                        break;
                    };
                    edge = following;
                }
                found.push(outline);
            }
        }
    }
    found
}
