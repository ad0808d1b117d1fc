//! The shipped guide is valid, fair to both sides, easy to read, and small.

use which_end_content::guide;
use which_end_core::data::{read_blob, write_blob};
use which_end_core::guide::{Guide, SideGuide};

fn shipped() -> Guide {
    serde_json::from_str(include_str!("../../../assets/data/guide.json"))
        .expect("guide.json has the guide's shape")
}

/// All texts of one side, sentence by sentence.
fn texts(side: &SideGuide) -> Vec<&str> {
    let mut texts: Vec<&str> = vec![&side.summary.text];
    let mut points = vec![&side.work, &side.exits];
    points.extend(side.skills.iter().map(|group| &group.skills));
    points.extend(side.sections.iter().map(|section| &section.points));
    for point in points.into_iter().flatten() {
        texts.extend([point.title.as_str(), &point.text]);
    }
    for rung in &side.ladder {
        texts.extend([rung.title.as_str(), &rung.scope]);
        texts.extend(rung.signs.iter().chain(&rung.next).map(String::as_str));
    }
    texts.extend(side.day.iter().map(|block| block.text.as_str()));
    texts.extend(
        side.likes
            .iter()
            .chain(&side.dislikes)
            .map(|said| said.text.as_str()),
    );
    for trial in &side.try_this {
        texts.extend(trial.steps.iter().map(String::as_str));
        texts.push(&trial.tells);
    }
    for listing in [
        &side.mistakes,
        &side.advice,
        &side.portfolio,
        &side.titles,
        &side.industries,
    ] {
        texts.extend(listing.entries.iter().map(String::as_str));
    }
    texts.extend(side.outlook.iter().map(|figure| figure.covers.as_str()));
    texts.extend(
        side.faq
            .iter()
            .flat_map(|faq| [faq.question.as_str(), &faq.answer]),
    );
    texts
}

/// Sentences of a text; a colon or semicolon is as good a pause as a full stop.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '?', '!', ':', ';'])
        .map(str::trim)
        .filter(|sentence| sentence.contains(' '))
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

// Protects readers from bad content: the build calls the same function.
#[test]
fn the_guide_passes_its_own_check() {
    let complaints = guide::check(&shipped()).err().unwrap_or_default();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

// Protects the promise of equal care: a longer, richer side would influence the reader.
#[test]
fn both_sides_get_the_same_care() {
    let guide = shipped();
    let [back, front] = &guide.sides;
    let counts = |side: &SideGuide| {
        [
            side.work.len(),
            side.day.len(),
            side.skills.iter().map(|group| group.skills.len()).sum(),
            side.ladder.iter().map(|rung| rung.signs.len()).sum(),
            side.sections.len(),
            side.sections
                .iter()
                .map(|section| section.points.len())
                .sum(),
            side.likes.len(),
            side.dislikes.len(),
            side.try_this.len(),
            side.mistakes.entries.len(),
            side.advice.entries.len(),
            side.portfolio.entries.len(),
            side.exits.len(),
            side.outlook.len(),
            side.faq.len(),
        ]
    };
    assert_eq!(counts(back), counts(front));
    let length = |side: &SideGuide| texts(side).iter().map(|text| words(text)).sum::<usize>();
    let (back, front) = (length(back), length(front));
    assert!(
        back.abs_diff(front) * 12 <= back.max(front),
        "back end {back} words, front end {front}"
    );
}

/// Texts that name no source, by what they begin with.
fn unsourced(side: &SideGuide) -> Vec<&str> {
    let points = side
        .work
        .iter()
        .chain(&side.exits)
        .chain(side.skills.iter().flat_map(|group| &group.skills))
        .map(|point| (&point.title, &point.sources));
    let statements = side.likes.iter().chain(&side.dislikes);
    let listings = [
        &side.mistakes,
        &side.advice,
        &side.portfolio,
        &side.titles,
        &side.industries,
    ];
    points
        .chain(statements.map(|one| (&one.text, &one.sources)))
        .chain(side.ladder.iter().map(|rung| (&rung.title, &rung.sources)))
        .chain(side.day.iter().map(|block| (&block.title, &block.sources)))
        .chain(side.faq.iter().map(|faq| (&faq.question, &faq.sources)))
        .chain(listings.map(|listing| (&listing.entries[0], &listing.sources)))
        .filter(|(_, sources)| sources.is_empty())
        .map(|(text, _)| text.as_str())
        .collect()
}

// Protects readers from a researched side beside a made-up one: on both, nearly every text rests on a source.
#[test]
fn both_sides_rest_on_sources() {
    let guide = shipped();
    for side in &guide.sides {
        let unsourced = unsourced(side);
        assert!(unsourced.len() <= 1, "{:?}: {unsourced:?}", side.side);
    }
}

// Protects readers of this release: on the day on which the facts were last gone through, none was old.
#[test]
fn nothing_was_old_when_it_was_last_checked() {
    let checked = "2026-11-30".parse().expect("a day");
    assert_eq!(guide::overdue(&shipped(), checked), Vec::<String>::new());
}

// Protects readers from advertising: who runs a job board is named where figures are compared and in the sources, not in
// the texts.
#[test]
fn texts_do_not_name_job_boards() {
    let guide = shipped();
    let mut all: Vec<&str> = guide.sides.iter().flat_map(texts).collect();
    all.extend(common_texts(&guide));
    for text in all {
        for name in ["Jobicy", "FarCoder", "redShift", "getbackendjobs"] {
            assert!(!text.contains(name), "“{name}” in: {text}");
        }
    }
}

/// The texts about both sides.
fn common_texts(guide: &Guide) -> Vec<&str> {
    let sections = guide.sections.iter().flat_map(|section| &section.points);
    let mut texts: Vec<&str> = guide
        .difference
        .iter()
        .chain(sections)
        .map(|point| point.text.as_str())
        .collect();
    texts.extend(guide.faq.iter().map(|faq| faq.answer.as_str()));
    texts
}

// Protects the reading level: a twelve-year-old does not fight through long sentences.
#[test]
fn sentences_are_short() {
    let guide = shipped();
    let mut all: Vec<&str> = guide.sides.iter().flat_map(texts).collect();
    all.extend(common_texts(&guide));
    let lengths: Vec<(usize, &str)> = all
        .iter()
        .flat_map(|text| sentences(text))
        .map(|s| (words(s), s))
        .collect();
    for (count, sentence) in &lengths {
        assert!(*count <= 24, "{count} words: {sentence}");
    }
    let mean = lengths.iter().map(|(count, _)| count).sum::<usize>() as f64 / lengths.len() as f64;
    assert!(mean <= 10.0, "{mean:.1} words a sentence");
}

// Protects readers from stereotypes about the two sides, and from words that only insiders know.
#[test]
fn nobody_is_sorted_by_a_stereotype() {
    let guide = shipped();
    for text in guide.sides.iter().flat_map(texts) {
        for word in [
            "pretty",
            "left-brain",
            "right-brain",
            "nerd",
            "girl",
            "boys",
            "introvert",
            "artistic",
            "stakeholder",
            "leverage",
            "seamless",
        ] {
            assert!(!text.to_lowercase().contains(word), "“{word}” in: {text}");
        }
    }
}

// Protects the download: the guide is in every visitor's page.
#[test]
fn the_guide_stays_small() {
    let bytes = write_blob(&shipped())
        .expect("the guide fits postcard")
        .len();
    assert!(bytes <= 52_000, "{bytes} bytes before compression");
}

// Protects the blob's format: postcard does not describe itself, so a missing field would shift all that follow.
#[test]
fn the_guide_survives_postcard() {
    let guide = shipped();
    let bytes = write_blob(&guide).expect("the guide fits postcard");
    assert_eq!(read_blob::<Guide>(&bytes).expect("it reads back"), guide);
}

// Protects compliance with O*NET's licence: its attribution is shown in full with its facts.
#[test]
fn onet_is_named_as_its_license_asks() {
    let asked = "This page includes information from the O*NET 29.3 Database by the U.S. Department of Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a trademark of USDOL/ETA.";
    let guide = shipped();
    assert!(
        guide
            .sources
            .iter()
            .filter_map(|source| source.attribution.as_deref())
            .any(|words| words.starts_with(asked))
    );
}
