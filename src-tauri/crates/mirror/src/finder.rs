//! Search as you type over a tree: names of accounts, names and e-mails of their people.

use memchr::memmem;
use routing::fold::plain;

use crate::error::{At, Result};
use crate::reader::Reader;
use crate::tree::Tree;
use crate::users;

/// What can be found in one [`Tree`], held in memory: a search needs no database.
#[derive(Debug)]
pub struct Finder {
    /// The names and e-mails as they are looked for, one a line: such a text has no line break.
    lines: String,
    /// (end in `lines`, row of the tree), in both orders rising.
    ends: Vec<(usize, u32)>,
}

impl Reader {
    /// Loads what `tree` does not hold, the people, and takes the case and the accents off everything once.
    pub fn finder(&self, tree: &Tree) -> Result<Finder> {
        let people = users::search_words(&self.conn).at(&self.path)?;
        let mut lines = String::new();
        let mut ends = Vec::with_capacity(tree.len());
        for ((id, name), row) in tree.ids.iter().zip(tree.names.iter()).zip(0..) {
            lines.push_str(&plain(name));
            lines.push('\n');
            lines.push_str(people.of(id).unwrap_or_default());
            ends.push((lines.len(), row));
        }
        Ok(Finder { lines, ends })
    }
}

impl Finder {
    /// Rows of the tree with `query` anywhere in a name or an e-mail, in the tree's order. Nothing
    /// is found by a blank query.
    pub fn find(&self, query: &str) -> Vec<u32> {
        let query = plain(query);
        let mut rows = Vec::new();
        if query.is_empty() {
            return rows;
        }
        let query = memmem::Finder::new(&*query);
        let lines = self.lines.as_bytes();
        let mut ends = self.ends.iter();
        let mut from = 0;
        while let Some(at) = lines.get(from..).and_then(|rest| query.find(rest))
            && let Some((end, row)) = ends.find(|(end, _)| from + at < *end)
        {
            rows.push(*row);
            // Found once is enough: what else the row says is passed over.
            from = *end;
        }
        rows
    }
}
