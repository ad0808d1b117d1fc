//! The table of figures, with the bounds of the design.

use serde::Serialize;
use which_end_core::quiz::report::Grade;

use super::condition::Condition;
use super::figures::{Figures, Yardstick};
use super::form::{Form, Speed};
use super::guards::Guards;
use super::nuisance::Shift;

/// One form in one condition.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    pub(super) form: Form,
    pub(super) condition: Condition,
    pub(super) yardstick: Yardstick,
    #[serde(flatten)]
    pub(super) figures: Figures,
}

/// All results of one run of the command.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Table {
    pub(super) seed: u64,
    pub(super) simulees: usize,
    pub(super) lines: Vec<Line>,
    pub(super) guards: Guards,
    pub(super) nuisances: Vec<Shift>,
    /// Milliseconds.
    pub(super) speed: Speed,
}

/// A figure of the quiz in the messy condition, with its bound.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Bound {
    pub(super) figure: &'static str,
    pub(super) found: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Bound {
    fn met(&self) -> bool {
        (self.low..=self.high).contains(&self.found)
    }
}

fn grade_right(figures: &Figures, grade: usize) -> f64 {
    figures
        .grades
        .map_or(f64::NAN, |grades| grades[grade].right)
}

impl Table {
    fn line(&self, form: Form, yardstick: Yardstick) -> Option<&Figures> {
        let of_form = |line: &&Line| {
            line.form == form && line.condition == Condition::Messy && line.yardstick == yardstick
        };
        self.lines.iter().find(of_form).map(|line| &line.figures)
    }

    fn bounds(&self, yardstick: Yardstick) -> Vec<Bound> {
        let (Some(quiz), Some(winner)) = (
            self.line(Form::Quiz, yardstick),
            self.line(Form::WinnerTakesAll, yardstick),
        ) else {
            return Vec::new();
        };
        let no_end = f64::INFINITY;
        let found = |figure: Option<f64>| figure.unwrap_or(f64::NAN);
        [
            ("mean length", quiz.items, 12.0, 20.0),
            ("longest", quiz.most_items as f64, 12.0, 24.0),
            ("lead right", quiz.lead, 0.86, no_end),
            ("lead right, gap ≥ .5", quiz.lead_clear_gap, 0.95, no_end),
            ("region right", found(quiz.regions), 0.74, no_end),
            ("region among two", found(quiz.top_two), 0.93, no_end),
            ("reliability", found(quiz.reliability), 0.78, no_end),
            ("80 % interval covers", found(quiz.coverage), 0.78, 0.82),
            (
                "calibration error, lead",
                found(quiz.lead_calibration_error),
                0.0,
                0.03,
            ),
            (
                "calibration error, regions",
                found(quiz.region_calibration_error),
                0.0,
                0.03,
            ),
            (
                "claimed leads right",
                found(quiz.claims_right),
                0.93,
                no_end,
            ),
            (
                "clear leans right",
                grade_right(quiz, 0),
                Grade::CLEAR_RIGHT,
                no_end,
            ),
            (
                "leans right",
                grade_right(quiz, 1),
                Grade::LEAN_RIGHT,
                no_end,
            ),
            (
                "lead above winner takes all",
                quiz.lead - winner.lead,
                0.10,
                no_end,
            ),
            ("next item, ms", self.speed.nearly_all, 0.0, 2.0),
        ]
        .into_iter()
        .map(|(figure, found, low, high)| Bound {
            figure,
            found,
            low,
            high,
        })
        .collect()
    }

    pub(super) fn print(&self) {
        println!("{} simulees a line, seed {}\n", self.simulees, self.seed);
        println!(
            "| form | condition | items | reliability | RMSE | region | top two | lead | gap ≥ .5 | 80 % covers | ECE lead | ECE regions | claims | right |"
        );
        println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        for Line {
            form,
            condition,
            yardstick,
            figures,
        } in &self.lines
        {
            let cell = |figure: Option<f64>| {
                figure.map_or_else(|| "–".to_owned(), |figure| format!("{figure:.3}"))
            };
            println!(
                "| {} | {}{} | {:.1} | {} | {} | {} | {} | {:.3} | {:.3} | {} | {} | {} | {} | {} |",
                form.name(),
                condition.name(),
                if *yardstick == Yardstick::FacetMean {
                    ", by facet mean"
                } else {
                    ""
                },
                figures.items,
                cell(figures.reliability),
                cell(figures.rmse),
                cell(figures.regions),
                cell(figures.top_two),
                figures.lead,
                figures.lead_clear_gap,
                cell(figures.coverage),
                cell(figures.lead_calibration_error),
                cell(figures.region_calibration_error),
                cell(figures.claims),
                cell(figures.claims_right),
            );
        }
        println!(
            "\n| the quiz, messy | bound | found | | by facet mean | |\n|---|---|---|---|---|---|"
        );
        let status = |bound: &Bound| if bound.met() { "met" } else { "NOT MET" };
        for (strict, broad) in self
            .bounds(Yardstick::Common)
            .iter()
            .zip(&self.bounds(Yardstick::FacetMean))
        {
            let range = if strict.high.is_finite() {
                format!("{} to {}", strict.low, strict.high)
            } else {
                format!("{} or more", strict.low)
            };
            println!(
                "| {} | {range} | {:.3} | {} | {:.3} | {} |",
                strict.figure,
                strict.found,
                status(strict),
                broad.found,
                status(broad)
            );
        }
        self.print_grades();
        let Guards {
            honest_as_random,
            honest_checked,
            random_checked,
            honest_as_straight,
            random_flagged,
            random_named,
            straight_flagged,
            fit_5_percent,
            open,
            open_too_soon,
            minutes,
            about_left_error,
        } = &self.guards;
        println!(
            "\nGuards: random clickers flagged {random_flagged:.3} (a region named for {random_named:.3} otherwise), straight lines flagged {straight_flagged:.3};"
        );
        println!(
            "honest people flagged as random {honest_as_random:.3}, as straight lines {honest_as_straight:.3}; one in twenty fits worse than {fit_5_percent:.2}."
        );
        println!(
            "Asked a check: {random_checked:.3} of random clickers, {honest_checked:.3} of honest people."
        );
        println!(
            "Ended as open: {open:.3} of honest runs, {open_too_soon:.3} of which would have become sure by 24."
        );
        println!(
            "A session takes {:.1} minutes (5th percentile, usual readers) to {:.1} (95th, slow readers).",
            minutes[0], minutes[1]
        );
        println!("“About N left” is off by {about_left_error:.1} on average.");
        self.print_nuisances();
        println!(
            "\nNext item: {:.3} ms on average, {:.3} ms at the 99th percentile; a report: {:.2} ms.",
            self.speed.mean, self.speed.nearly_all, self.speed.report
        );
    }

    fn print_grades(&self) {
        println!(
            "\n| grade, messy | people | stated | right | right by facet mean |\n|---|---|---|---|---|"
        );
        let grades = |yardstick| {
            self.line(Form::Quiz, yardstick)
                .and_then(|line| line.grades)
        };
        if let (Some(strict), Some(broad)) =
            (grades(Yardstick::Common), grades(Yardstick::FacetMean))
        {
            for (at, grade) in Grade::ALL.into_iter().enumerate() {
                println!(
                    "| {grade:?} | {:.3} | {:.3} | {:.3} | {:.3} |",
                    strict[at].share, strict[at].stated, strict[at].right, broad[at].right
                );
            }
        }
    }

    fn print_nuisances(&self) {
        println!(
            "\n| one standard deviation of | moves the backend by | the frontend | the lead |\n|---|---|---|---|"
        );
        for Shift {
            nuisance,
            backend,
            frontend,
            lead,
        } in &self.nuisances
        {
            println!(
                "| {} | {backend:+.3} | {frontend:+.3} | {lead:+.3} |",
                nuisance.name()
            );
        }
    }
}
