#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
//! The merge against random histories on both sides.

use std::collections::HashMap;

use proptest::prelude::*;
use routing::Book;
use routing::book::{Action, Channel, Fallback, FollowUp, Member, Pool, Rule, read_condition};
use sync::merge::{Choices, Merged, Side, merge};

fn base() -> Book {
    let rule = |id: &str| {
        format!(
            r#"{{"id":"{id}","name":"{id}","then":{{"type":"round_robin","pool":[{{"account":"s"}}]}}}}"#
        )
    };
    let text = format!(
        r#"{{"format":"switchyard.book","version":1,
      "accounts":[{{"id":"a","kind":"brokerage","name":"Adler","parent":null}},
        {{"id":"d","kind":"office","name":"Downtown","parent":"a"}},
        {{"id":"s","kind":"agent","name":"Smith","parent":"d"}},
        {{"id":"b","kind":"agent","name":"Brown","parent":"d","daily_cap":5}}],
      "users":[{{"id":"u","accounts":["s"]}}],
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

const KINDS: usize = 18;

/// One edit; `side` makes what it writes its own, `n` and `m` choose where.
#[derive(Clone, Copy, Debug)]
struct Edit {
    kind: usize,
    n: usize,
    m: usize,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
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
        _ if count == 0 => {}
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

fn edited(book: &Book, edits: &[Edit], side: &str) -> Book {
    let mut book = book.clone();
    edits.iter().for_each(|edit| apply(&mut book, *edit, side));
    book
}

fn merged(base: &Book, mine: &Book, theirs: &Book) -> Merged {
    merge(base, mine, theirs, &Choices::new())
}

/// Everything that a rule or channel says, by what it is about.
fn facts(book: &Book) -> HashMap<String, String> {
    let mut facts = HashMap::new();
    for channel in &book.channels {
        let mut put = |field: &str, value: String| {
            facts.insert(format!("channel:{}:{field}", channel.id), value);
        };
        put("name", format!("{:?}", channel.name));
        put("account", channel.account.clone());
        put("time_zone", channel.time_zone.to_string());
        put(
            "honor_assignees",
            channel.policies.honor_assignees.to_string(),
        );
        put(
            "returning_lead_days",
            channel.policies.returning_lead_days.to_string(),
        );
        put("fallback", format!("{:?}", channel.fallback));
        put("follow_up", format!("{:?}", channel.follow_up));
        for rule in &channel.rules {
            let mut put = |field: &str, value: String| {
                facts.insert(format!("rule:{}:{field}", rule.id), value);
            };
            put("channel", channel.id.clone());
            put("name", format!("{:?}", rule.name));
            put("enabled", rule.enabled.to_string());
            put("when", format!("{:?}", rule.when));
            put("then", format!("{:?}", rule.then));
            put("follow_up", format!("{:?}", rule.follow_up));
        }
    }
    facts
}

#[test]
fn the_random_edits_are_of_every_kind() {
    for kind in 0..KINDS {
        let changes = (0..40).any(|n| {
            let edited = edited(&base(), &[Edit { kind, n, m: n + 3 }], "x");
            assert_eq!(edited.check(), Vec::new(), "kind {kind}");
            edited != base()
        });
        assert!(changes, "kind {kind} never changes anything");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn where_one_side_did_nothing_the_other_is_the_result(edits in edits()) {
        let base = base();
        let edited = edited(&base, &edits, "x");
        for (mine, theirs) in [(&edited, &base), (&base, &edited), (&edited, &edited)] {
            let merged = merged(&base, mine, theirs);
            prop_assert_eq!(&merged.conflicts, &Vec::new());
            let text = |book: &Book| {
                let mut book = book.clone();
                book.channels.sort_by(|a, b| a.id.cmp(&b.id));
                book.write()
            };
            prop_assert_eq!(text(&merged.book), text(&edited));
        }
    }

    #[test]
    fn no_change_is_lost_without_a_conflict(a in edits(), b in edits()) {
        let base = base();
        let (mine, theirs) = (edited(&base, &a, "m"), edited(&base, &b, "t"));
        let merged = merged(&base, &mine, &theirs);
        prop_assert_eq!(merged.book.check(), Vec::new());
        let (was, is) = (facts(&base), facts(&merged.book));
        let conflicting = |key: &str| {
            let thing = key.rsplit_once(':').unwrap().0;
            let home = is.get(&format!("{thing}:channel")).map(|c| format!("channel:{c}:deletion"));
            merged.conflicts.iter().any(|c| {
                c.id == key || c.id == format!("{thing}:deletion") || Some(&c.id) == home.as_ref()
                    || c.id.ends_with(":deletion")
            })
        };
        let order = |book: &Book, id: &str| {
            book.channels.iter().find_map(|c| c.rules.iter().position(|r| r.id == id).map(|at| (c.id.clone(), at)))
        };
        for side in [&mine, &theirs] {
            let rules: Vec<&str> = base.channels.iter().flat_map(|c| &c.rules).map(|r| r.id.as_str()).collect();
            for (a, b) in rules.iter().flat_map(|a| rules.iter().map(move |b| (*a, *b))) {
                let places = [&base, side, &merged.book].map(|book| order(book, a).zip(order(book, b)));
                let [Some((a0, b0)), Some((a1, b1)), Some((a2, b2))] = places else { continue };
                let home = &a0.0;
                let together = [&b0, &a1, &b1, &a2, &b2].iter().all(|place| place.0 == *home);
                let conflict = merged.conflicts.iter().any(|c| c.id == format!("channel:{home}:order"));
                if together && a0.1 < b0.1 && a1.1 > b1.1 && !conflict {
                    prop_assert!(a2.1 > b2.1, "{} above {} is lost", b, a);
                }
            }
        }
        for side in [facts(&mine), facts(&theirs)] {
            for (key, value) in &side {
                if was.get(key) != Some(value) && !conflicting(key) {
                    prop_assert_eq!(is.get(key), Some(value), "{}", key);
                }
            }
            for key in was.keys().filter(|key| !side.contains_key(*key)) {
                prop_assert!(!is.contains_key(key) || conflicting(key), "{} is back", key);
            }
        }
    }

    #[test]
    fn choosing_settles_every_conflict(a in edits(), b in edits(), mine_wins in any::<bool>()) {
        let base = base();
        let (mine, theirs) = (edited(&base, &a, "m"), edited(&base, &b, "t"));
        let side = if mine_wins { Side::Mine } else { Side::Theirs };
        let open = merged(&base, &mine, &theirs);
        let choices: Choices = open.conflicts.iter().map(|c| (c.id.clone(), side)).collect();
        let settled = merge(&base, &mine, &theirs, &choices);
        prop_assert!(settled.is_settled() || settled.conflicts.len() > open.conflicts.len());
        prop_assert_eq!(settled.book.check(), Vec::new());
        if !mine_wins {
            prop_assert_eq!(settled.book, open.book);
        }
    }

    #[test]
    fn edits_that_commute_merge_to_both_orders(a in edits(), b in edits()) {
        let base = base();
        let (mine, theirs) = (edited(&base, &a, "m"), edited(&base, &b, "t"));
        let sorted = |mut book: Book| { book.channels.sort_by(|a, b| a.id.cmp(&b.id)); book };
        let forth = merged(&base, &mine, &theirs);
        let back = merged(&base, &theirs, &mine);
        prop_assert_eq!(forth.conflicts.is_empty(), back.conflicts.is_empty());
        let touched = |edits: &[Edit]| edits.iter().any(|e| matches!(e.kind, 7 | 8 | 10 | 11 | 16 | 17));
        if forth.conflicts.is_empty() && !(touched(&a) && touched(&b)) {
            prop_assert_eq!(sorted(forth.book), sorted(back.book));
        }
    }
}
