//! Accounts as the window gets them.

use std::io::Read;

use flate2::read::DeflateDecoder;
use switchyard_app::wire::*;

use super::Home;

#[test]
fn the_tree_is_columns_in_the_order_people_see() {
    let home = Home::new();
    let bytes = home.open().tree().unwrap();
    let tree = Columns::read(&bytes);
    assert_eq!(
        tree.names,
        [
            "Adler & Associates",
            "Downtown Office",
            "Agent Brown",
            "Agent Davis",
            "Agent Johnson",
            "Agent Smith",
            "Agent Williams",
            "Uptown Office",
            "Agent Anderson",
            "Agent Miller",
            "Agent Moore",
            "Agent Taylor",
            "Agent Wilson",
        ]
    );
    assert_eq!(tree.ids[..3], ["adler", "downtown", "brown"]);
    assert_eq!(tree.parents, [u32::MAX, 0, 1, 1, 1, 1, 1, 0, 7, 7, 7, 7, 7]);
    assert_eq!(tree.agents, [10, 5, 1, 1, 1, 1, 1, 5, 1, 1, 1, 1, 1]);
    assert_eq!(tree.channels[..8], [4, 2, 0, 0, 0, 0, 0, 2]);
    assert_eq!(tree.kinds[..3], [0, 2, 4]);
    assert_eq!(tree.flags[5..7], [0, 2], "Agent Williams is away");
}

#[test]
fn search_finds_rows_by_name_and_by_e_mail() {
    let home = Home::new();
    let session = home.open();
    let rows = |query: &str| words(&session.search(query).unwrap());
    assert_eq!(rows("AGENT m"), [9, 10]);
    assert_eq!(rows("sofia.anderson@"), [8]);
    assert_eq!(rows("office"), [1, 7]);
    assert_eq!(rows("  "), [0; 0]);
    assert_eq!(rows("nobody at all"), [0; 0]);
}

#[test]
fn a_board_names_the_account_its_people_and_its_channels() {
    let home = Home::new();
    let session = home.open();
    let board = session.board("williams").unwrap();
    assert_eq!(
        board
            .account
            .path
            .iter()
            .map(|above| above.name.as_str())
            .collect::<Vec<_>>(),
        ["Adler & Associates", "Downtown Office"]
    );
    let away = &board.account.away[0];
    assert_eq!(
        (
            away.from.as_str(),
            away.through.as_str(),
            &*away.words,
            away.is_over
        ),
        ("2026-12-24", "2026-12-31", "24 Dec to 31 Dec", false)
    );
    assert_eq!(board.account.people[0].mls, ["NTREIS 0512347"]);
    let board = session.board("downtown").unwrap();
    assert_eq!(board.account.agents, 5);
    let tabs: Vec<_> = board
        .channels
        .iter()
        .map(|tab| (tab.name.as_deref(), tab.is_default, tab.rules))
        .collect();
    assert_eq!(
        tabs,
        [
            (Some("Default Route"), true, 3),
            (Some("Open houses"), false, 2)
        ]
    );
    assert_eq!(session.board("nobody").unwrap_err().code, Code::NotFound);
}

/// Reads the bytes of the tree as its command documents them.
struct Columns {
    parents: Vec<u32>,
    agents: Vec<u32>,
    channels: Vec<u32>,
    kinds: Vec<u8>,
    flags: Vec<u8>,
    names: Vec<String>,
    ids: Vec<String>,
}

impl Columns {
    fn read(packed: &[u8]) -> Self {
        let mut bytes = Vec::new();
        DeflateDecoder::new(packed).read_to_end(&mut bytes).unwrap();
        let mut left = &*bytes;
        let mut take = |length: usize| {
            let (column, rest) = left.split_at(length.next_multiple_of(4));
            left = rest;
            column[..length].to_vec()
        };
        let rows = words(&take(4))[0] as usize;
        let [parents, agents, channels] = [(); 3].map(|()| words(&take(4 * rows)));
        let [kinds, flags] = [(); 2].map(|()| take(rows));
        let [names, ids] = [(); 2].map(|()| {
            let lengths = words(&take(4 * rows));
            let length = lengths.iter().sum::<u32>() as usize;
            let text = String::from_utf8(take(length)).unwrap();
            let mut text = &*text;
            let texts = lengths.iter().map(|length| {
                let (first, rest) = text.split_at(*length as usize);
                text = rest;
                first.to_owned()
            });
            texts.collect::<Vec<_>>()
        });
        assert_eq!(left.len(), 0);
        Columns {
            parents,
            agents,
            channels,
            kinds,
            flags,
            names,
            ids,
        }
    }
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes(word.try_into().unwrap()))
        .collect()
}
