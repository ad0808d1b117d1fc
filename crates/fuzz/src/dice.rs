//! Random numbers that a seed gives again.

/// `SplitMix64`: quick, and every seed is as good as another.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The dice of one case: known by the seed of the run, the name of the task and the number of the case alone, so that
    /// a case is the same whatever ran before it, on any number of processors.
    pub(crate) fn of_case(seed: u64, task: &str, case: u64) -> Self {
        let mut dice = Self(seed);
        for part in task
            .bytes()
            .map(u64::from)
            .chain([u64::from(u8::MAX) + 1, case])
        {
            dice.0 = dice.number() ^ part;
        }
        dice
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `end - 1`; 0 where `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.number() % end).unwrap_or(0)
    }

    /// True once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// Any byte.
    pub(crate) fn byte(&mut self) -> u8 {
        self.number().to_le_bytes()[0]
    }

    /// One of these, of which there must be some.
    pub(crate) fn pick<'list, T>(&mut self, list: &'list [T]) -> &'list T {
        &list[self.below(list.len())]
    }
}
