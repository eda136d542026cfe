//! Every kind of edit the builder offers, at random.

use proptest::prelude::*;
use routing::Book;
use routing::book::{Action, Channel, Fallback, FollowUp, Member, Pool, Rule, read_condition};

pub fn base() -> Book {
    let rule = |id: &str| {
        format!(
            r#"{{"id":"{id}","name":"{id}","then":{{"type":"round_robin","pool":[{{"account":"s"}},{{"account":"b"}}]}}}}"#
        )
    };
    let text = format!(
        r#"{{"format":"switchyard.book","version":1,
      "accounts":[{{"id":"a","kind":"brokerage","name":"Adler","parent":null}},
        {{"id":"d","kind":"office","name":"Downtown","parent":"a"}},
        {{"id":"s","kind":"agent","name":"Smith","parent":"d"}},
        {{"id":"b","kind":"agent","name":"Brown","parent":"d","daily_cap":5}}],
      "users":[{{"id":"u","accounts":["s"]}},{{"id":"v","accounts":["b"]}}],
      "channels":[
        {{"id":"c1","account":"a","name":"One","is_default":true,"rules":[{},{},{},{}]}},
        {{"id":"c2","account":"a","name":"Two","rules":[{},{}]}},
        {{"id":"c3","account":"d","name":"Three","rules":[{}]}}]}}"#,
        rule("r1"),
        rule("r2"),
        rule("r3"),
        rule("r4"),
        rule("r5"),
        rule("r6"),
        rule("r7"),
    );
    Book::read(text.as_bytes()).unwrap()
}

pub const KINDS: usize = 20;

/// One edit; `side` makes what it writes its own, `n` and `m` choose where.
#[derive(Clone, Copy, Debug)]
pub struct Edit {
    pub kind: usize,
    pub n: usize,
    pub m: usize,
}

/// So many random cases, or as many as `PROPTEST_CASES` asks for.
pub fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|n| n.parse().ok()).unwrap_or(usual),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

pub fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = (0..KINDS, 0..97usize, 0..89usize).prop_map(|(kind, n, m)| Edit { kind, n, m });
    prop::collection::vec(edit, 0..7)
}

fn apply(book: &mut Book, edit: Edit, side: &str) {
    let Edit { kind, n, m } = edit;
    if book.channels.is_empty() {
        return;
    }
    let c = n % book.channels.len();
    let count = book.channels[c].rules.len();
    let r = if count > 0 { m % count } else { 0 };
    let text = format!("{side}{n}{m}");
    match kind {
        0 => book.channels[c].name = Some(text),
        1 => {
            let account = book.channels[c].account.clone();
            book.channels
                .iter_mut()
                .filter(|x| x.account == account)
                .for_each(|x| x.is_default = false);
            book.channels[c].is_default = true;
        }
        2 => book.channels[c].policies.returning_lead_days = m as u32,
        3 => book.channels[c].policies.honor_assignees = m.is_multiple_of(2),
        4 => {
            book.channels[c].fallback = Fallback::SpecificAgent {
                agent: ["s", "b"][m % 2].into(),
            }
        }
        5 => book.channels[c].time_zone = [chrono_tz::UTC, chrono_tz::America::Chicago][m % 2],
        6 => book.channels[c].follow_up = vec![FollowUp::Tag { tag: text }],
        7 => {
            let id = format!("new-{side}-{n}-{m}");
            if book.channels.iter().all(|x| x.id != id) {
                let mut channel = book.channels[c].clone();
                channel.rules.clear();
                book.channels.push(Channel {
                    id,
                    is_default: false,
                    ..channel
                });
            }
        }
        8 => {
            book.channels.remove(c);
        }
        9 => {
            if !book.channels[c].is_default {
                book.channels[c].account = ["a", "d"][m % 2].into();
            }
        }
        10 => {
            let id = format!("rule-{side}-{n}-{m}");
            if book
                .channels
                .iter()
                .flat_map(|x| &x.rules)
                .all(|x| x.id != id)
            {
                let rule = Rule {
                    id,
                    name: None,
                    enabled: true,
                    when: None,
                    then: Action::RoundRobin { pool: Pool::All },
                    follow_up: Vec::new(),
                };
                book.channels[c].rules.insert(m % (count + 1), rule);
            }
        }
        18 => book.channels[c].mls = (!m.is_multiple_of(3)).then(|| vec![text]),
        _ if count == 0 => {}
        19 => book.channels[c].rules[r].follow_up = vec![FollowUp::Flow { name: text }],
        11 => {
            book.channels[c].rules.remove(r);
        }
        12 => book.channels[c].rules[r].name = Some(text),
        13 => book.channels[c].rules[r].enabled = m.is_multiple_of(2),
        14 => {
            let when = format!(r#"{{"field":"listing.price","op":"ge","value":{m}}}"#);
            book.channels[c].rules[r].when = read_condition(&when).ok();
        }
        15 => {
            let members = vec![Member {
                account: "b".into(),
                weight: 1 + m as u32,
            }];
            book.channels[c].rules[r].then = Action::RoundRobin {
                pool: Pool::Members(members),
            };
        }
        16 => {
            let rule = book.channels[c].rules.remove(r);
            book.channels[c].rules.insert((n + m) % count, rule);
        }
        _ => {
            let rule = book.channels[c].rules.remove(r);
            let to = m % book.channels.len();
            let at = n % (book.channels[to].rules.len() + 1);
            book.channels[to].rules.insert(at, rule);
        }
    }
}

pub fn edited(book: &Book, edits: &[Edit], side: &str) -> Book {
    let mut book = book.clone();
    edits.iter().for_each(|edit| apply(&mut book, *edit, side));
    book
}
