//! Protects the curve through the five percentiles, and the shares computed from it.

use proptest::prelude::*;
use which_end_core::pay::distribution::PayDistribution;

const PLAIN: [f64; 5] = [60_000.0, 78_000.0, 104_000.0, 140_000.0, 182_000.0];

fn rising() -> impl Strategy<Value = [f64; 5]> {
    (500.0..400_000.0_f64, prop::array::uniform4(0.0..1.5_f64)).prop_map(|(low, steps)| {
        let mut log = low.ln();
        let mut all = [low; 5];
        for (at, step) in steps.into_iter().enumerate() {
            log += step;
            all[at + 1] = log.exp().max(all[at]);
        }
        all
    })
}

#[test]
fn it_goes_through_the_percentiles() {
    let pay = PayDistribution::of(PLAIN).expect("sound percentiles");
    for (usd, share) in PLAIN.into_iter().zip([0.10, 0.25, 0.50, 0.75, 0.90]) {
        assert!((pay.below(usd) - share).abs() < 1e-6, "{usd}");
    }
}

#[test]
fn what_is_no_distribution_is_refused() {
    for wrong in [
        [0.0, 1.0, 2.0, 3.0, 4.0],
        [5.0, 4.0, 6.0, 7.0, 8.0],
        [1.0, 2.0, f64::NAN, 4.0, 5.0],
        [1.0, 2.0, 3.0, 4.0, f64::INFINITY],
    ] {
        assert_eq!(PayDistribution::of(wrong), None, "{wrong:?}");
    }
}

#[test]
fn a_person_out_of_the_same_group_earns_more_half_the_time() {
    let pay = PayDistribution::of(PLAIN).expect("sound percentiles");
    assert!((pay.earns_more_than(&pay) - 0.5).abs() < 1e-3);
    // Log-normal with the same spread, 20 % higher: the chance is Φ(ln 1.2 / (√2 σ)).
    let sigma: f64 = 0.43;
    let normal = |middle: f64| {
        PayDistribution::of(
            [
                -1.281_551_565_5,
                -0.674_489_750_2,
                0.0,
                0.674_489_750_2,
                1.281_551_565_5,
            ]
            .map(|score| middle * (sigma * score).exp()),
        )
        .expect("sound percentiles")
    };
    let more = normal(120_000.0).earns_more_than(&normal(100_000.0));
    assert!((more - 0.6178).abs() < 2e-3, "{more}");
}

proptest! {
    #[test]
    fn the_area_between_percentiles_is_their_share(percentiles in rising()) {
        let pay = PayDistribution::of(percentiles).expect("rising percentiles");
        let (low, high) = ((percentiles[0] * 0.02).ln(), (percentiles[4] * 50.0).ln());
        let parts = 40_000;
        let step = (high - low) / f64::from(parts);
        let mut area = 0.0;
        for part in 0..parts {
            let usd = (low + (f64::from(part) + 0.5) * step).exp();
            let height = pay.density(usd);
            prop_assert!(height >= 0.0 && height.is_finite());
            area += height * usd * step;
        }
        let told = pay.below(high.exp()) - pay.below(low.exp());
        prop_assert!((area - told).abs() < 2e-3, "area {area}, shares {told}");
    }

    #[test]
    fn shares_never_fall_and_stay_shares(percentiles in rising(), amounts in prop::collection::vec(-1.0..9e6_f64, 2..20)) {
        let pay = PayDistribution::of(percentiles).expect("rising percentiles");
        let mut amounts = amounts;
        amounts.sort_by(f64::total_cmp);
        let shares: Vec<f64> = amounts.iter().map(|usd| pay.below(*usd)).collect();
        prop_assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
        prop_assert!(shares.windows(2).all(|pair| pair[0] <= pair[1] + 2e-7), "{shares:?}");
    }

    #[test]
    fn the_two_chances_make_one(one in rising(), two in rising()) {
        let (one, two) = (PayDistribution::of(one).expect("rising"), PayDistribution::of(two).expect("rising"));
        let both = one.earns_more_than(&two) + two.earns_more_than(&one);
        prop_assert!((both - 1.0).abs() < 1e-5, "{both}");
    }
}
