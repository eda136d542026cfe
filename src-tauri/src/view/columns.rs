//! The tree as the bytes that `commands::tree` documents.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use mirror::{Texts, Tree};
use routing::book::AccountKind;

const INACTIVE: u8 = 1;
const AWAY: u8 = 2;

/// Columns of numbers pack well, and the way to the page is slow: eight kibibytes at a time.
pub fn packed_tree(tree: &Tree) -> std::io::Result<Vec<u8>> {
    let columns = columns(tree);
    let mut packed =
        DeflateEncoder::new(Vec::with_capacity(columns.len() / 4), Compression::fast());
    packed.write_all(&columns)?;
    packed.finish()
}

fn columns(tree: &Tree) -> Vec<u8> {
    let text_bytes = tree.names.text.len() + tree.ids.text.len();
    let mut bytes = Vec::with_capacity(32 + 22 * tree.len() + text_bytes);
    words(&mut bytes, [u32::try_from(tree.len()).unwrap_or(u32::MAX)]);
    words(&mut bytes, tree.parents.iter().copied());
    words(&mut bytes, tree.agents.iter().copied());
    words(&mut bytes, tree.channels.iter().copied());
    octets(&mut bytes, tree.kinds.iter().map(|kind| kind_number(*kind)));
    let flags = tree.active.iter().zip(&tree.away);
    octets(
        &mut bytes,
        flags.map(
            |(active, away)| if *active { 0 } else { INACTIVE } | if *away { AWAY } else { 0 },
        ),
    );
    texts(&mut bytes, &tree.names);
    texts(&mut bytes, &tree.ids);
    bytes
}

pub fn rows(rows: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(4 * rows.len());
    words(&mut bytes, rows.iter().copied());
    bytes
}

fn kind_number(kind: AccountKind) -> u8 {
    match kind {
        AccountKind::Brokerage => 0,
        AccountKind::Region => 1,
        AccountKind::Office => 2,
        AccountKind::Team => 3,
        AccountKind::Agent => 4,
        AccountKind::Other => 5,
    }
}

fn words(bytes: &mut Vec<u8>, column: impl IntoIterator<Item = u32>) {
    column
        .into_iter()
        .for_each(|word| bytes.extend(word.to_le_bytes()));
}

fn octets(bytes: &mut Vec<u8>, column: impl IntoIterator<Item = u8>) {
    bytes.extend(column);
    bytes.resize(bytes.len().next_multiple_of(4), 0);
}

fn texts(bytes: &mut Vec<u8>, texts: &Texts) {
    let starts = [0].iter().chain(&texts.ends);
    words(
        bytes,
        texts
            .ends
            .iter()
            .zip(starts)
            .map(|(end, start)| end - start),
    );
    octets(bytes, texts.text.bytes());
}
