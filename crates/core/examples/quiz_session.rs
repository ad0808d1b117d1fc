//! A quiz session from the first question to the report. `cargo run -p which-end-core --example quiz_session`

use which_end_content::items;
use which_end_core::quiz::answer::Response;
use which_end_core::quiz::model::BankModel;
use which_end_core::quiz::report::Report;
use which_end_core::quiz::session::{Session, Step};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let bank = items::read(include_str!("../../../assets/data/items.json"))
        .map_err(|errors| errors[0].to_string())?;
    // Prepares the response probabilities of every item once.
    let model = BankModel::new(&bank);

    // A session is a plain value. The same seed and answers always lead to the same next question.
    let mut session = Session::new(7);
    while let Step::Ask { item, .. } = session.turn_in(&model).step {
        println!("{}", item.stem);
        let choice = item.stem.len() % item.body.choices();
        session.respond_to(item, Response::Choice(u8::try_from(choice)?))?;
    }

    let report = Report::in_model(&model, &session);
    println!("{} answers: {:?}", report.answered, report.verdict);
    println!(
        "backend {:.2}, frontend {:.2}",
        report.backend.mean, report.frontend.mean
    );
    Ok(())
}
