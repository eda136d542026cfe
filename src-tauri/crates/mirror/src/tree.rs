//! The one compact read that opening needs: every account as columns, in the order the tree shows.

use std::cmp::Ordering;
use std::collections::HashMap;

use chrono::NaiveDate;
use routing::book::{AccountKind, Away};
use routing::fold::fold;
use rusqlite::Connection;

use crate::error::{At, MirrorError, Result};
use crate::reader::Reader;
use crate::{accounts, log};

/// The accounts depth first, siblings by folded name, then id. Row numbers are positions in every
/// column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    pub revision: u32,
    /// Row of the parent, always an earlier one; [`Tree::NO_PARENT`] for the root.
    pub parents: Vec<u32>,
    pub kinds: Vec<AccountKind>,
    pub active: Vec<bool>,
    /// Away on the day the tree was asked for.
    pub away: Vec<bool>,
    /// Agents at and below the account.
    pub agents: Vec<u32>,
    /// Channels of the account itself.
    pub channels: Vec<u32>,
    pub ids: Texts,
    pub names: Texts,
    /// The few accounts that have bounds, by row.
    pub bounds: Vec<Bounds>,
}

/// What keeps an account from getting a lead on some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub row: u32,
    pub away: Vec<Away>,
    pub daily_cap: Option<u32>,
}

impl Tree {
    pub const NO_PARENT: u32 = u32::MAX;

    pub fn len(&self) -> usize {
        self.parents.len()
    }

    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }
}

/// Many texts in one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// All of them, one after the other.
    pub text: String,
    /// Where each ends, in bytes.
    pub ends: Vec<u32>,
}

impl Texts {
    pub fn get(&self, row: usize) -> Option<&str> {
        let end = *self.ends.get(row)? as usize;
        let start = row
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0) as usize;
        self.text.get(start..end)
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).filter_map(|row| self.get(row))
    }

    /// The row of `text`, where the rows are in rising order.
    pub(crate) fn find(&self, text: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.get(middle)?.cmp(text) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// A book holds far less than 4 GiB, so the ends fit.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }
}

impl Reader {
    /// The whole tree of accounts, with who is away on `today`.
    pub fn tree(&self, today: NaiveDate) -> Result<Tree> {
        let (rows, revision) = self
            .snapshot(|conn| Ok((Rows::read(conn, today)?, log::revision(conn)?)))
            .at(&self.path)?;
        let accounts = rows.kinds.len();
        let tree = arrange(rows, revision);
        if tree.len() == accounts {
            Ok(tree)
        } else {
            let detail = "accounts form a circle".to_owned();
            Err(MirrorError::Damaged {
                path: self.path.clone(),
                detail,
            })
        }
    }
}

/// The table of accounts as columns, by id. No text is allocated by itself: at 100,000 accounts
/// that would cost more than reading them.
#[derive(Default)]
struct Rows {
    ids: Texts,
    names: Texts,
    /// Folded names, as siblings are ordered.
    keys: Texts,
    /// Ids; empty for the root.
    parents: Texts,
    kinds: Vec<AccountKind>,
    active: Vec<bool>,
    away: Vec<bool>,
    channels: Vec<u32>,
    bounds: HashMap<usize, (Vec<Away>, Option<u32>)>,
}

impl Rows {
    fn read(conn: &Connection, today: NaiveDate) -> rusqlite::Result<Rows> {
        let mut rows = Rows::default();
        let mut select = conn.prepare_cached(
            "SELECT id, name, parent, kind, active, away, daily_cap FROM accounts ORDER BY id",
        )?;
        let mut found = select.query([])?;
        while let Some(row) = found.next()? {
            let name = row.get_ref(1)?.as_str()?;
            rows.ids.push(row.get_ref(0)?.as_str()?);
            rows.names.push(name);
            rows.keys.push(&fold(name));
            rows.parents
                .push(row.get_ref(2)?.as_str_or_null()?.unwrap_or_default());
            rows.kinds
                .push(accounts::kind(row.get_ref(3)?.as_str()?, 3)?);
            rows.active.push(row.get(4)?);
            let away = match row.get_ref(5)?.as_str_or_null()? {
                Some(text) => accounts::away(text, 5)?,
                None => Vec::new(),
            };
            let is_away = |away: &Away| away.from <= today && today <= away.through;
            rows.away.push(away.iter().any(is_away));
            let daily_cap: Option<u32> = row.get(6)?;
            if !away.is_empty() || daily_cap.is_some() {
                let row = rows.kinds.len() - 1;
                rows.bounds.insert(row, (away, daily_cap));
            }
        }
        rows.channels = vec![0; rows.kinds.len()];
        let mut select =
            conn.prepare_cached("SELECT account, count(*) FROM channels GROUP BY account")?;
        let mut found = select.query([])?;
        while let Some(row) = found.next()? {
            let account = rows.ids.find(row.get_ref(0)?.as_str()?);
            if let Some(count) = account.and_then(|account| rows.channels.get_mut(account)) {
                *count = row.get(1)?;
            }
        }
        Ok(rows)
    }

    /// Children of one parent side by side, in sibling order; the root, without parent, first.
    fn families(&self) -> Vec<Sibling> {
        let mut families = Vec::with_capacity(self.kinds.len());
        let mut parent = ("", None);
        for (row, id) in self.parents.iter().enumerate() {
            if id != parent.0 {
                parent = (id, self.ids.find(id));
            }
            families.push(Sibling {
                parent: parent.1,
                prefix: prefix(self.keys.get(row).unwrap_or_default()),
                row,
            });
        }
        families.sort_unstable_by(|a, b| {
            let near = a.parent.cmp(&b.parent).then(a.prefix.cmp(&b.prefix));
            // Rows are in the order of their ids.
            near.then_with(|| self.keys.get(a.row).cmp(&self.keys.get(b.row)))
                .then(a.row.cmp(&b.row))
        });
        families
    }
}

/// A row as it is sorted: most are told apart by parent and prefix alone.
struct Sibling {
    parent: Option<usize>,
    prefix: u64,
    row: usize,
}

/// The first bytes of a key; compares as they do.
fn prefix(key: &str) -> u64 {
    key.bytes()
        .chain(std::iter::repeat(0))
        .take(8)
        .fold(0, |prefix, byte| prefix << 8 | u64::from(byte))
}

fn arrange(mut rows: Rows, revision: u32) -> Tree {
    let mut bounds = std::mem::take(&mut rows.bounds);
    let rows = &rows;
    let families = rows.families();
    let children = |of: Option<usize>| {
        let start = families.partition_point(|sibling| sibling.parent < of);
        let rest = families.get(start..).unwrap_or_default();
        let count = rest
            .iter()
            .take_while(|sibling| sibling.parent == of)
            .count();
        rest.get(..count).unwrap_or_default().iter().rev()
    };
    let mut tree = Tree {
        revision,
        ..Tree::default()
    };
    let mut waiting: Vec<(u32, usize)> = children(None)
        .map(|root| (Tree::NO_PARENT, root.row))
        .collect();
    while let Some((parent, from)) = waiting.pop() {
        let row = u32::try_from(tree.len()).unwrap_or(u32::MAX);
        let kind = rows.kinds.get(from).copied().unwrap_or(AccountKind::Other);
        if let Some((away, daily_cap)) = bounds.remove(&from) {
            tree.bounds.push(Bounds {
                row,
                away,
                daily_cap,
            });
        }
        tree.parents.push(parent);
        tree.kinds.push(kind);
        tree.active
            .push(rows.active.get(from).copied().unwrap_or_default());
        tree.away
            .push(rows.away.get(from).copied().unwrap_or_default());
        tree.agents.push(u32::from(kind == AccountKind::Agent));
        tree.channels
            .push(rows.channels.get(from).copied().unwrap_or_default());
        tree.ids.push(rows.ids.get(from).unwrap_or_default());
        tree.names.push(rows.names.get(from).unwrap_or_default());
        waiting.extend(children(Some(from)).map(|child| (row, child.row)));
    }
    // Parents come before their children, so counting backwards sees every subtree whole.
    for (row, parent) in tree.parents.iter().enumerate().rev() {
        let below = tree.agents.get(row).copied().unwrap_or_default();
        if let Some(agents) = tree.agents.get_mut(*parent as usize) {
            *agents += below;
        }
    }
    tree
}
