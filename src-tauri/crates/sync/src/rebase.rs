//! The draft over what Rechat says now.

use routing::Book;

use crate::merge::{Choices, Conflict, Merged, Side, merge};

/// The draft and its base after Rechat moved on.
#[derive(Clone, Debug, PartialEq)]
pub struct Rebased {
    /// Rechat's channels, except where both sides changed one thing: there it stays what it was,
    /// so that the conflict is found again until somebody chooses.
    pub base: Book,
    /// The draft with Rechat's changes, the draft's own side in every conflict.
    pub draft: Book,
    pub conflicts: Vec<Conflict>,
}

/// Moves the draft over `theirs`. Nothing of it is lost, and no conflict is decided.
pub fn rebase(base: &Book, mine: &Book, theirs: &Book) -> Rebased {
    let open = merge(base, mine, theirs, &Choices::new());
    if open.conflicts.is_empty() {
        let base = theirs.clone();
        let (draft, conflicts) = (open.book, open.conflicts);
        return Rebased {
            base,
            draft,
            conflicts,
        };
    }
    // From the draft's point of view, what was and what is are the two sides: where only Rechat
    // changed something they differ from each other alone, and Rechat's is taken; where all three
    // differ it is a conflict, and what was is kept.
    Rebased {
        base: settled(mine, base, theirs, Side::Mine).book,
        draft: settled(base, mine, theirs, Side::Mine).book,
        conflicts: open.conflicts,
    }
}

/// Merges with one side chosen in every conflict, also in those that a choice brings up.
pub(crate) fn settled(base: &Book, mine: &Book, theirs: &Book, side: Side) -> Merged {
    let mut choices = Choices::new();
    loop {
        let merged = merge(base, mine, theirs, &choices);
        let before = choices.len();
        let open = merged.conflicts.iter().map(|c| (c.id.clone(), side));
        choices.extend(open);
        if choices.len() == before {
            return merged;
        }
    }
}
