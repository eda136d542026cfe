//! The order of a channel's rules, merged as relations: of any two rules, the side that changed
//! which comes first decides. Where both moved one rule and not to the same place, or their changes
//! contradict each other around corners, the order is a conflict.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use routing::diff::longest_rising;

use super::Side;

/// The merged order of `present`, the rules the channel has after the merge. `None` where the
/// sides contradict each other; then `keep` says whose order stands.
pub(super) fn merge<'b>(
    base: &[&'b str],
    mine: &[&'b str],
    theirs: &[&'b str],
    present: &HashSet<&str>,
    keep: Option<Side>,
) -> Option<Vec<&'b str>> {
    let here = |list: &[&'b str]| -> Vec<&'b str> {
        list.iter()
            .copied()
            .filter(|id| present.contains(id))
            .collect()
    };
    let (base, mine, theirs) = (here(base), here(mine), here(theirs));
    // One side's order stands, with what is new on the other.
    let of_theirs = || Some(woven(&mine, &theirs));
    let of_mine = || Some(woven(&theirs, &mine));
    if mine == theirs || mine == base || keep == Some(Side::Theirs) {
        return of_theirs();
    }
    if theirs == base || keep == Some(Side::Mine) {
        return of_mine();
    }
    let sides = Sides::new(&base, &mine, &theirs);
    if sides.moved_one_rule_apart() {
        return None;
    }
    topological(&of_theirs()?, |a, b| {
        let (by_mine, by_theirs) = sides.changed(a, b);
        by_mine || by_theirs
    })
}

/// `second`, with what only `first` has put where `first` has it: after the same neighbour.
fn woven<'b>(first: &[&'b str], second: &[&'b str]) -> Vec<&'b str> {
    let known: HashSet<&str> = second.iter().copied().collect();
    let mut list: Vec<&'b str> = second.to_vec();
    for (place, id) in first.iter().enumerate() {
        if known.contains(id) {
            continue;
        }
        let before = first.get(..place).unwrap_or_default().last();
        let at = before.and_then(|before| list.iter().position(|known| known == before));
        list.insert(at.map_or(0, |at| at + 1), id);
    }
    list
}

type Ranks<'b> = HashMap<&'b str, usize>;

/// Where each side has each rule, and which rules it moved.
struct Sides<'b> {
    base: Ranks<'b>,
    mine: Ranks<'b>,
    theirs: Ranks<'b>,
    moved_by_me: HashSet<&'b str>,
    moved_by_them: HashSet<&'b str>,
}

impl<'b> Sides<'b> {
    fn new(base: &[&'b str], mine: &[&'b str], theirs: &[&'b str]) -> Self {
        let ranks = |list: &[&'b str]| -> Ranks<'b> {
            list.iter()
                .enumerate()
                .map(|(rank, id)| (*id, rank))
                .collect()
        };
        let base = ranks(base);
        Sides {
            moved_by_me: moved(&base, mine),
            moved_by_them: moved(&base, theirs),
            mine: ranks(mine),
            theirs: ranks(theirs),
            base,
        }
    }

    /// Whether some rule was moved by both sides, past other rules.
    fn moved_one_rule_apart(&self) -> bool {
        self.moved_by_me
            .intersection(&self.moved_by_them)
            .any(|id| {
                self.base.keys().any(|other| {
                    let (mine_up, theirs_up) = self.changed(id, other);
                    let (mine_down, theirs_down) = self.changed(other, id);
                    (mine_up, mine_down) != (theirs_up, theirs_down)
                })
            })
    }

    /// Whether each side put `a` before `b`, and it was not so before.
    fn changed(&self, a: &str, b: &str) -> (bool, bool) {
        let before = |ranks: &Ranks| Some(ranks.get(a)? < ranks.get(b)?);
        let (mine, theirs) = (before(&self.mine), before(&self.theirs));
        if let Some(was) = before(&self.base) {
            let put = |side: Option<bool>| side == Some(true) && !was;
            return (put(mine), put(theirs));
        }
        // One of the two is new to the channel. It keeps its distance to the rules that the other
        // side left alone; where both sides have both, both count.
        let both = mine.is_some() && theirs.is_some();
        let anchored = |moved: &HashSet<&str>| both || !(moved.contains(a) || moved.contains(b));
        (
            mine == Some(true) && anchored(&self.moved_by_them),
            theirs == Some(true) && anchored(&self.moved_by_me),
        )
    }
}

/// The rules of `list` that it may have moved: of two neighbours that changed places either, of the
/// others none that had to make room.
pub(super) fn may_be_moved<'b>(base: &[&str], list: &[&'b str]) -> HashSet<&'b str> {
    let ranks: HashMap<&str, usize> = base.iter().copied().zip(1..).collect();
    let known: Vec<(&str, usize)> = list
        .iter()
        .filter_map(|id| Some((*id, *ranks.get(id)?)))
        .collect();
    let rising: Vec<usize> = known.iter().map(|(_, rank)| *rank).collect();
    let mirrored = |rank: usize| base.len() - rank;
    let back: Vec<usize> = rising.iter().rev().map(|rank| mirrored(*rank)).collect();
    // Of all longest runs that kept their order these are the last and the first: what is in both
    // is in all.
    let (last, first) = (longest_rising(&rising), longest_rising(&back));
    let stayed = |rank: usize| last.contains(&rank) && first.contains(&mirrored(rank));
    known
        .into_iter()
        .filter(|(_, rank)| !stayed(*rank))
        .map(|(id, _)| id)
        .collect()
}

fn moved<'b>(base: &Ranks, list: &[&'b str]) -> HashSet<&'b str> {
    let ranks: Vec<usize> = list.iter().filter_map(|id| base.get(id).copied()).collect();
    let kept = longest_rising(&ranks);
    let left = |id: &&&str| base.get(**id).is_some_and(|rank| !kept.contains(rank));
    list.iter().filter(left).copied().collect()
}

/// `items` in an order that puts `a` before `b` wherever `before` says so, else as they stand.
/// `None` if there is no such order.
fn topological<'b>(items: &[&'b str], before: impl Fn(&str, &str) -> bool) -> Option<Vec<&'b str>> {
    let mut waits = vec![0usize; items.len()];
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for (a, first) in items.iter().enumerate() {
        for (b, second) in items.iter().enumerate() {
            if a != b && before(first, second) {
                after.get_mut(a)?.push(b);
                *waits.get_mut(b)? += 1;
            }
        }
    }
    let mut ready: BinaryHeap<Reverse<usize>> = waits
        .iter()
        .enumerate()
        .filter(|(_, n)| **n == 0)
        .map(|(at, _)| Reverse(at))
        .collect();
    let mut order = Vec::with_capacity(items.len());
    while let Some(Reverse(at)) = ready.pop() {
        order.push(*items.get(at)?);
        for next in after.get(at)? {
            let left = waits.get_mut(*next)?;
            *left -= 1;
            if *left == 0 {
                ready.push(Reverse(*next));
            }
        }
    }
    (order.len() == items.len()).then_some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, mine: &str, theirs: &str) -> Option<String> {
        kept(base, mine, theirs, None)
    }

    fn kept(base: &str, mine: &str, theirs: &str, keep: Option<Side>) -> Option<String> {
        let list =
            |text: &'static str| -> Vec<&'static str> { text.split_terminator(' ').collect() };
        let [base, mine, theirs] =
            [base, mine, theirs].map(|text| list(Box::leak(text.to_owned().into_boxed_str())));
        let in_base: HashSet<&str> = base.iter().copied().collect();
        let lost = |id: &&str| in_base.contains(id) && !(mine.contains(id) && theirs.contains(id));
        let present: HashSet<&str> = mine
            .iter()
            .chain(&theirs)
            .copied()
            .filter(|id| !lost(id))
            .collect();
        merge(&base, &mine, &theirs, &present, keep).map(|order| order.join(" "))
    }

    #[test]
    fn changes_of_both_sides_meet() {
        for (base, mine, theirs, expected) in [
            ("a b c d", "a b c d", "d a b c", Some("d a b c")),
            ("a b c d", "b a c d", "a b d c", Some("b a d c")),
            ("a b c d", "b a c d", "a d b c", Some("d b a c")),
            ("a b c", "b c a", "b c a", Some("b c a")),
            ("a b c", "a x b c", "a b y c", Some("a x b y c")),
            ("a b c", "a x b c", "b c a", Some("x b c a")),
            ("a b c", "a c", "c a b", Some("c a")),
            ("a b c", "b a c", "x a b c", Some("x b a c")),
            ("", "x", "y", Some("x y")),
            ("a b", "b a", "a b x", Some("b a x")),
            ("a b c", "c a b", "b c a", Some("c b a")),
            ("a b c d", "d a b c", "a d b c", None),
            ("a b c d", "b c a d", "b c d a", None),
            ("z y m", "z m y", "y z m", Some("m y z")),
        ] {
            let got = merged(base, mine, theirs);
            assert_eq!(got.as_deref(), expected, "{base} | {mine} | {theirs}");
        }
    }

    #[test]
    fn who_makes_room_was_not_moved() {
        for (base, list, expected) in [
            ("a b c d", "a b c d", ""),
            ("a b c d", "d a b c", "d"),
            ("a b c d", "b c a d", "a"),
            ("a b c d", "a c b d", "b c"),
            ("a b c d", "c x b a", "a b c"),
            ("a b", "b", ""),
            ("", "a b", ""),
        ] {
            let split = |text: &'static str| text.split_terminator(' ').collect::<Vec<_>>();
            let mut moved: Vec<&str> = may_be_moved(&split(base), &split(list))
                .into_iter()
                .collect();
            moved.sort_unstable();
            assert_eq!(moved.join(" "), expected, "{base} | {list}");
        }
    }

    #[test]
    fn a_chosen_side_keeps_its_order() {
        let (base, mine, theirs) = ("a b c d", "a c b d x", "c a b y d");
        assert_eq!(merged(base, mine, theirs), None);
        let with = |side| kept(base, mine, theirs, Some(side));
        assert_eq!(with(Side::Mine).as_deref(), Some("a c b y d x"));
        assert_eq!(with(Side::Theirs).as_deref(), Some("c a b y d x"));
    }
}
