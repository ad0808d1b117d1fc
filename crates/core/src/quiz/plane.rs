//! The uncertainty of both traits together, as geometry: the smallest region that holds 80 % of the posterior.

use super::model::{POINTS, SPACING, trait_at};
use super::posterior::Posterior;
use crate::order::order;

/// Probability inside the drawn region.
pub const INSIDE: f64 = 0.80;

/// A place in the plane, both coordinates in prior standard deviations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Backend trait.
    pub backend: f64,
    /// Frontend trait.
    pub frontend: f64,
}

/// The posterior over the plane, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    /// Probability of each cell, row by row: all frontend points of the first backend point, then of the next.
    pub cells: Vec<f64>,
    /// Whether a cell belongs to the region of [`INSIDE`], in the order of `cells`.
    pub inside: Vec<bool>,
    /// Closed outlines of that region, between cell centres, smooth enough to draw; the last place joins the first.
    /// Nearly always one; more where the posterior has more than one hill, or a hole.
    pub outlines: Vec<Vec<Point>>,
}

impl Plane {
    /// Half the width of the plane: both traits run from −`EXTENT` to `EXTENT`.
    pub const EXTENT: f64 = 3.0;
    /// Cells along each trait.
    pub const POINTS: usize = POINTS;

    /// Cells from the likeliest down until they hold [`INSIDE`], and the outline of those.
    pub fn new(posterior: &Posterior) -> Self {
        let cells = posterior.cells().to_vec();
        let mut inside = vec![false; cells.len()];
        let mut held = 0.0;
        let mut least = 0.0;
        for cell in order(cells.len(), &|a, b| cells[b].total_cmp(&cells[a])) {
            if held >= INSIDE {
                // The outline runs half-way between the last cell inside and the first one outside.
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

/// An edge between two neighbouring cells, by the lower cell (counted with a border of one) and its direction.
type Edge = (usize, usize, bool);

/// Cells along each trait with the border.
const BORDERED: usize = POINTS + 2;

/// The place of an edge in a list of all: in the order of the tuples.
fn place_in_list((b, f, along_backend): Edge) -> usize {
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
    // The edge that follows on each edge, by its place in the list.
    let mut next: Vec<Option<Edge>> = vec![None; BORDERED * BORDERED * 2];
    for b in 0..=POINTS {
        for f in 0..=POINTS {
            let high = [
                height(b, f) > level,
                height(b + 1, f) > level,
                height(b + 1, f + 1) > level,
                height(b, f + 1) > level,
            ];
            // Sides of the square in the same turning direction as its corners, so that the inside stays on one hand.
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
                    next[place_in_list(sides[leave])] = Some(sides[enter]);
                }
            }
        }
    }
    let place = |(b, f, along_backend): Edge| {
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
                let Some(mut edge) = next[place_in_list(start)].take() else {
                    continue;
                };
                let mut outline = vec![place(start)];
                while edge != start {
                    outline.push(place(edge));
                    let Some(following) = next[place_in_list(edge)].take() else {
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
