//! Whose turn it is: smooth weighted round robin over a pool.
//!
//! Each turn every member's credit grows by its weight, the largest credit wins (the first in the
//! pool on a tie), and the winner's credit shrinks by the sum of the weights. The cycle repeats
//! after as many turns as the weights' sum divided by their greatest common divisor. Who is not
//! eligible is passed over and neither loses nor earns turns by it.

use std::sync::OnceLock;

/// The turns of one pool. Members are positions in the pool's own list.
#[derive(Debug)]
pub struct Rotation {
    weights: Vec<u32>,
    /// The member of each turn; equal weights need none, their cycle is the pool's order.
    cycle: OnceLock<Vec<u32>>,
    turns: usize,
}

impl Rotation {
    /// `weights` in pool order, each at least 1.
    pub fn new(mut weights: Vec<u32>) -> Rotation {
        let divisor = weights.iter().copied().fold(0, gcd).max(1);
        weights.iter_mut().for_each(|weight| *weight /= divisor);
        let turns = weights.iter().map(|weight| *weight as usize).sum();
        Rotation {
            weights,
            cycle: OnceLock::new(),
            turns,
        }
    }

    /// Turns in one cycle; 0 for an empty pool.
    pub fn turns(&self) -> usize {
        self.turns
    }

    /// The member whose turn it is. `turn` may be any number; it counts around.
    pub fn member(&self, turn: usize) -> Option<usize> {
        let turn = turn.checked_rem(self.turns)?;
        if self.turns == self.weights.len() {
            return Some(turn);
        }
        let cycle = self.cycle.get_or_init(|| cycle(&self.weights, self.turns));
        cycle.get(turn).map(|member| *member as usize)
    }

    /// The member's first turn in the cycle.
    pub fn first_turn(&self, member: usize) -> Option<usize> {
        (0..self.turns).find(|turn| self.member(*turn) == Some(member))
    }

    /// The first turn after `last` whose member is eligible, at most once around, so that a lone
    /// member repeats. Without a last turn the search starts at the first.
    pub fn next(
        &self,
        last: Option<usize>,
        mut eligible: impl FnMut(usize) -> bool,
    ) -> Option<(usize, usize)> {
        let start = last.map_or(0, |turn| turn + 1);
        (start..start + self.turns).find_map(|turn| {
            let member = self.member(turn)?;
            eligible(member).then_some((turn % self.turns, member))
        })
    }
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Members of one weight take turns among themselves in pool order: their credits differ only by
/// how often each has won. So each turn compares one head per distinct weight, at most 100,
/// however large the pool is.
fn cycle(weights: &[u32], turns: usize) -> Vec<u32> {
    struct Class {
        weight: i64,
        members: Vec<u32>,
        /// Wins of the whole class so far; the head is the next in order.
        wins: usize,
    }
    let mut classes: Vec<Class> = Vec::new();
    for (member, weight) in weights.iter().enumerate() {
        let (member, weight) = (member as u32, i64::from(*weight));
        match classes.iter_mut().find(|class| class.weight == weight) {
            Some(class) => class.members.push(member),
            None => classes.push(Class {
                weight,
                members: vec![member],
                wins: 0,
            }),
        }
    }
    let sum = turns as i64;
    let mut cycle = Vec::with_capacity(turns);
    for turn in 1..=sum {
        let head = |class: &Class| {
            let rounds = class.wins / class.members.len();
            let member = class.members.get(class.wins % class.members.len()).copied();
            (
                class.weight * turn - sum * rounds as i64,
                std::cmp::Reverse(member),
            )
        };
        if let Some(winner) = classes.iter_mut().max_by_key(|class| head(class)) {
            cycle.extend(head(winner).1.0);
            winner.wins += 1;
        }
    }
    cycle
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The rule as it is worded, member by member.
    fn by_credit(weights: &[u32], turns: usize) -> Vec<usize> {
        let sum: i64 = weights.iter().map(|w| i64::from(*w)).sum();
        let mut credits = vec![0i64; weights.len()];
        (0..turns)
            .map(|_| {
                credits
                    .iter_mut()
                    .zip(weights)
                    .for_each(|(c, w)| *c += i64::from(*w));
                let best = *credits.iter().max().unwrap();
                let winner = credits.iter().position(|c| *c == best).unwrap();
                credits[winner] -= sum;
                winner
            })
            .collect()
    }

    fn turns_of(weights: &[u32]) -> Vec<usize> {
        let rotation = Rotation::new(weights.to_vec());
        (0..rotation.turns())
            .map(|turn| rotation.member(turn).unwrap())
            .collect()
    }

    #[test]
    fn heavier_members_are_spread_over_the_cycle() {
        assert_eq!(turns_of(&[5, 1, 1]), [0, 0, 1, 0, 2, 0, 0]);
        assert_eq!(turns_of(&[2, 1]), [0, 1, 0]);
        assert_eq!(turns_of(&[2, 2, 2]), [0, 1, 2]);
        assert_eq!(turns_of(&[4, 2]), [0, 1, 0]);
    }

    #[test]
    fn the_next_turn_is_the_first_eligible_after_the_last() {
        let rotation = Rotation::new(vec![1, 1, 1]);
        assert_eq!(rotation.next(None, |_| true), Some((0, 0)));
        assert_eq!(rotation.next(Some(0), |_| true), Some((1, 1)));
        assert_eq!(rotation.next(Some(0), |member| member != 1), Some((2, 2)));
        assert_eq!(rotation.next(Some(2), |_| true), Some((0, 0)));
        assert_eq!(
            rotation.next(Some(1), |member| member == 1),
            Some((1, 1)),
            "a lone one repeats"
        );
        assert_eq!(rotation.next(Some(1), |_| false), None);
        assert_eq!(Rotation::new(Vec::new()).next(None, |_| true), None);
    }

    #[test]
    fn a_member_resumes_after_its_first_turn() {
        let rotation = Rotation::new(vec![1, 2]);
        assert_eq!(turns_of(&[1, 2]), [1, 0, 1]);
        assert_eq!(rotation.first_turn(1), Some(0));
        assert_eq!(
            rotation.next(rotation.first_turn(1), |_| true),
            Some((1, 0))
        );
    }

    #[test]
    fn a_large_weighted_pool_costs_turns_times_classes() {
        let weights: Vec<u32> = (0..100_000).map(|member| 1 + member % 7).collect();
        let rotation = Rotation::new(weights);
        assert_eq!(rotation.turns(), 399_995);
        assert_eq!(rotation.member(0), Some(6));
    }

    proptest! {
        #[test]
        fn the_cycle_is_the_worded_rule(weights in prop::collection::vec(1u32..=100, 1..12)) {
            let cycle = turns_of(&weights);
            prop_assert_eq!(&cycle, &by_credit(&weights, cycle.len()));
        }

        #[test]
        fn every_member_gets_its_weight_in_turns(weights in prop::collection::vec(1u32..=9, 1..9)) {
            let divisor = weights.iter().copied().fold(0, gcd);
            let cycle = turns_of(&weights);
            for (member, weight) in weights.iter().enumerate() {
                let turns = cycle.iter().filter(|m| **m == member).count();
                prop_assert_eq!(turns as u32, weight / divisor);
            }
        }
    }
}
