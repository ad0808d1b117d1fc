//! One visitor's run: what comes next, going back, skipping, stopping, coming back to a stored run.

mod quiz_support;

use quiz_support::{Dice, bank, honest, run};
use which_end_core::quiz::model::BankModel;
use which_end_core::quiz::report::Report;
use which_end_core::quiz::session::Session;

#[test]
fn smoke() {
    let bank = bank();
    let model = BankModel::new(&bank);
    let mut dice = Dice(3);
    let start = std::time::Instant::now();
    let (mut right, mut total, mut items) = (0, 0, 0);
    for seed in 0..40 {
        let (b, f) = (dice.normal(), dice.normal());
        let mut session = Session::new(seed);
        run(&model, &mut session, |item| honest(item, b, f, &mut dice));
        let report = Report::in_model(&model, &session);
        total += 1;
        items += report.answered;
        if (report.backend_leads > 0.5) == (b > f) {
            right += 1;
        }
    }
    eprintln!("{right}/{total} {items} {:?}", start.elapsed());
}
