//! Durations of one kind, and their formatting.

use serde_json::{Value, json};

/// Milliseconds from a click to one point, one entry per click.
pub(crate) struct Times {
    what: &'static str,
    all: Vec<f64>,
}

impl Times {
    pub(crate) fn of(what: &'static str) -> Self {
        Self {
            what,
            all: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, milliseconds: f64) {
        self.all.push(milliseconds);
    }

    /// Their distribution. `None` if there are no entries.
    pub(crate) fn row(mut self, slowed: u32) -> Option<Row> {
        self.all.sort_by(f64::total_cmp);
        let count = self.all.len();
        Some(Row {
            slowed,
            what: self.what,
            count,
            median: *self.all.get(count / 2)?,
            nearly_all: *self.all.get(count * 95 / 100)?,
            worst: *self.all.last()?,
        })
    }
}

/// The distribution of durations at one speed.
pub(crate) struct Row {
    slowed: u32,
    what: &'static str,
    count: usize,
    median: f64,
    nearly_all: f64,
    worst: f64,
}

impl Row {
    pub(crate) const HEAD: &str = "| processor | from the press to | presses | median | 95 in 100 under | worst |\n|---|---|---|---|---|---|\n";

    pub(crate) fn line(&self) -> String {
        let speed = match self.slowed {
            1 => "as it is".to_owned(),
            times => format!("{times} times slower"),
        };
        format!(
            "| {speed} | {} | {} | {:.1} | {:.1} | {:.1} |\n",
            self.what, self.count, self.median, self.nearly_all, self.worst
        )
    }

    pub(crate) fn json(&self) -> Value {
        json!({ "slowed": self.slowed, "what": self.what, "count": self.count, "median": self.median,
            "p95": self.nearly_all, "worst": self.worst })
    }
}
