//! The one source of chance.

use routing::book::Pool;

use super::parts::pool;

/// SplitMix64 (Steele, Lea, Flood 2014): ours, so that a seed means the same book for ever.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `count` - 1; 0 for a count of 0.
    pub fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.next()) * count as u128) >> 64) as usize
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// Up to `size` different accounts with weights up to `heaviest`; everybody if there are none.
    pub fn pool(&mut self, from: &[String], size: usize, heaviest: u32) -> Pool {
        let start = self.below(from.len());
        let members: Vec<(&str, u32)> = from
            .iter()
            .cycle()
            .skip(start)
            .take(size.min(from.len()))
            .map(|account| (&**account, 1 + self.below(heaviest as usize) as u32))
            .collect();
        if members.is_empty() {
            Pool::All
        } else {
            pool(members)
        }
    }

    /// In the shape of a random UUID.
    pub fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            0x8000 | (low >> 50),
            low & 0xffff_ffff_ffff,
        )
    }
}
