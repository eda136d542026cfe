//! Places in a list that is stored row by row: any strictly growing numbers, far apart, so that
//! moving one item changes one row.

/// Room between neighbours of a fresh list.
const STEP: i64 = 1 << 32;

/// Places for a list in its wanted order, given the place each item holds now (`None`: it is
/// new). Strictly growing, and as many items as possible keep theirs.
pub fn places(held: &[Option<i64>]) -> Vec<i64> {
    let kept = longest_rise(held);
    spread(held.len(), &kept)
        .unwrap_or_else(|| (1..).map(|n: i64| n * STEP).take(held.len()).collect())
}

/// (index, place) of a longest strictly rising subsequence: patience sorting.
fn longest_rise(held: &[Option<i64>]) -> Vec<(usize, i64)> {
    let mut piles: Vec<(usize, i64)> = Vec::new();
    let mut before: Vec<Option<(usize, i64)>> = vec![None; held.len()];
    for (index, place) in held.iter().enumerate() {
        let Some(place) = *place else { continue };
        let pile = piles.partition_point(|(_, top)| *top < place);
        if let Some(slot) = before.get_mut(index) {
            *slot = pile
                .checked_sub(1)
                .and_then(|left| piles.get(left).copied());
        }
        match piles.get_mut(pile) {
            Some(top) => *top = (index, place),
            None => piles.push((index, place)),
        }
    }
    let mut rise = Vec::with_capacity(piles.len());
    let mut next = piles.last().copied();
    while let Some((index, place)) = next {
        rise.push((index, place));
        next = before.get(index).copied().flatten();
    }
    rise.reverse();
    rise
}

/// Fills the gaps between kept places evenly; `None` where one has too little room.
fn spread(len: usize, kept: &[(usize, i64)]) -> Option<Vec<i64>> {
    let mut filled = Vec::with_capacity(len);
    for &(index, place) in kept {
        between(&mut filled, index, Some(place))?;
        filled.push(place);
    }
    between(&mut filled, len, None)?;
    Some(filled)
}

/// Grows `filled` to `len` with places below `high`.
fn between(filled: &mut Vec<i64>, len: usize, high: Option<i64>) -> Option<()> {
    let missing = i64::try_from(len.checked_sub(filled.len())?).ok()?;
    if missing == 0 {
        return Some(());
    }
    let (low, step) = match (filled.last().copied(), high) {
        (Some(low), Some(high)) => (low, high.checked_sub(low)? / (missing + 1)),
        (None, Some(high)) => (high.checked_sub(STEP.checked_mul(missing + 1)?)?, STEP),
        (Some(low), None) => (low, STEP),
        (None, None) => (0, STEP),
    };
    if step == 0 {
        return None;
    }
    for n in 1..=missing {
        filled.push(low.checked_add(step.checked_mul(n)?)?);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{STEP, places};

    fn changed(held: &[Option<i64>]) -> usize {
        places(held)
            .iter()
            .zip(held)
            .filter(|(now, before)| Some(**now) != **before)
            .count()
    }

    #[test]
    fn moving_one_item_changes_one_place() {
        let held: Vec<_> = (1..=9).map(|n| Some(n * STEP)).collect();
        assert_eq!(changed(&held), 0);
        for from in 0..held.len() {
            for to in 0..held.len() {
                let mut moved = held.clone();
                let item = moved.remove(from);
                moved.insert(to, item);
                assert_eq!(changed(&moved), usize::from(from != to), "{from} to {to}");
            }
        }
    }

    #[test]
    fn a_gap_without_room_renumbers_the_list() {
        assert_eq!(
            places(&[Some(1), None, Some(2)]),
            [STEP, 2 * STEP, 3 * STEP]
        );
        assert_eq!(places(&[Some(i64::MAX), None]), [STEP, 2 * STEP]);
        assert_eq!(places(&[None, Some(i64::MIN)]), [STEP, 2 * STEP]);
    }

    proptest! {
        #[test]
        fn places_rise_strictly(
            held in proptest::collection::vec(
                proptest::option::of(prop_oneof![any::<i64>(), 0..6_i64, Just(STEP)]),
                0..40,
            ),
        ) {
            let places = places(&held);
            prop_assert_eq!(places.len(), held.len());
            prop_assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
