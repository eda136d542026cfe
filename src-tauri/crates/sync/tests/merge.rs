//! The merge against random histories on both sides.

use std::collections::HashMap;

use proptest::prelude::*;
use routing::Book;
use sync::merge::{Choices, Merged, Side, merge};

use crate::edits::{Edit, KINDS, base, edited, edits};

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

#[test]
fn a_default_that_the_others_moved_away_is_no_conflict() {
    let (mut mine, mut theirs) = (base(), base());
    mine.channels[0].is_default = false;
    mine.channels[1].is_default = true;
    theirs.channels[1].account = "d".into();
    let merged = merged(&base(), &mine, &theirs);
    assert_eq!(merged.conflicts, Vec::new());
    let defaults: Vec<&str> = merged
        .book
        .channels
        .iter()
        .filter(|channel| channel.is_default)
        .map(|channel| channel.id.as_str())
        .collect();
    assert_eq!(defaults, ["c1"]);
    assert_eq!(merged.book.channels[1].account, "d");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

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
        // A choice can bring up others: what to do with a rule of a channel that stays after all.
        let mut choices = Choices::new();
        let mut settled = open.clone();
        for _ in 0..4 {
            choices.extend(settled.conflicts.iter().map(|c| (c.id.clone(), side)));
            settled = merge(&base, &mine, &theirs, &choices);
        }
        prop_assert!(settled.is_settled());
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
