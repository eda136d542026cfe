//! The one compact read that opening needs: every account as columns, in the order the tree shows.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;
use routing::book::AccountKind;
use routing::fold::fold;
use rusqlite::Connection;

use crate::accounts;
use crate::error::{At, MirrorError, Result};
use crate::reader::Reader;

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

    /// A book holds at most 64 MiB, so the ends fit.
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }
}

impl Reader {
    /// The whole tree of accounts, with who is away on `today`.
    pub fn tree(&self, today: NaiveDate) -> Result<Tree> {
        let (found, revision) = self
            .snapshot(|conn| Ok((nodes(conn, today)?, crate::log::revision(conn)?)))
            .at(&self.path)?;
        let tree = arrange(&found, revision);
        if tree.len() == found.len() {
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

struct Node {
    id: String,
    name: String,
    /// `None` where the name is its own folded form.
    folded: Option<String>,
    parent: Option<String>,
    kind: AccountKind,
    active: bool,
    away: bool,
    channels: u32,
}

impl Node {
    /// As siblings are ordered.
    fn key(&self) -> (&str, &str) {
        (self.folded.as_deref().unwrap_or(&self.name), &self.id)
    }
}

fn nodes(conn: &Connection, today: NaiveDate) -> rusqlite::Result<Vec<Node>> {
    let mut channels: HashMap<String, u32> = conn
        .prepare_cached("SELECT account, count(*) FROM channels GROUP BY account")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    conn.prepare_cached("SELECT id, name, parent, kind, active, away FROM accounts")?
        .query_map([], |row| {
            let id: String = row.get(0)?;
            let name: String = row.get(1)?;
            let folded = match fold(&name) {
                Cow::Borrowed(_) => None,
                Cow::Owned(folded) => Some(folded),
            };
            let away = match row.get_ref(5)?.as_str_or_null()? {
                Some(text) => accounts::away(text, 5)?
                    .iter()
                    .any(|a| a.from <= today && today <= a.through),
                None => false,
            };
            Ok(Node {
                channels: channels.remove(&id).unwrap_or(0),
                id,
                name,
                folded,
                parent: row.get(2)?,
                kind: accounts::kind(row.get_ref(3)?.as_str()?, 3)?,
                active: row.get(4)?,
                away,
            })
        })?
        .collect()
}

fn arrange(nodes: &[Node], revision: u32) -> Tree {
    let by_id: HashMap<&str, usize> = nodes
        .iter()
        .enumerate()
        .map(|(index, node)| (&*node.id, index))
        .collect();
    // Children of one parent side by side, in sibling order; the root, without parent, comes first.
    let mut families: Vec<(Option<usize>, usize, &Node)> = nodes
        .iter()
        .enumerate()
        .map(|(index, node)| {
            (
                node.parent
                    .as_deref()
                    .and_then(|parent| by_id.get(parent).copied()),
                index,
                node,
            )
        })
        .collect();
    families.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| a.2.key().cmp(&b.2.key())));
    let children = |of: Option<usize>| {
        let start = families.partition_point(|(parent, ..)| *parent < of);
        let end = families.partition_point(|(parent, ..)| *parent <= of);
        families.get(start..end).unwrap_or_default().iter().rev()
    };

    let mut tree = Tree {
        revision,
        ..Tree::default()
    };
    let mut waiting: Vec<(u32, usize, &Node)> = Vec::new();
    waiting.extend(children(None).map(|(_, index, node)| (Tree::NO_PARENT, *index, *node)));
    while let Some((parent, index, node)) = waiting.pop() {
        let row = u32::try_from(tree.len()).unwrap_or(u32::MAX);
        tree.parents.push(parent);
        tree.kinds.push(node.kind);
        tree.active.push(node.active);
        tree.away.push(node.away);
        tree.agents.push(u32::from(node.kind == AccountKind::Agent));
        tree.channels.push(node.channels);
        tree.ids.push(&node.id);
        tree.names.push(&node.name);
        waiting.extend(children(Some(index)).map(|(_, child, node)| (row, *child, *node)));
    }
    // Parents come before their children, so counting backwards sees every subtree whole.
    for (row, parent) in tree.parents.iter().enumerate().rev() {
        let below = tree.agents.get(row).copied().unwrap_or(0);
        if let Some(agents) = tree.agents.get_mut(*parent as usize) {
            *agents += below;
        }
    }
    tree
}
