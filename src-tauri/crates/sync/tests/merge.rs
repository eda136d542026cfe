//! The merge against random histories on both sides.

use std::collections::HashMap;

use proptest::prelude::*;
use routing::Book;
use routing::diff::longest_rising;
use sync::merge::{Choices, Conflict, Merged, Side, merge};

use crate::edits::{Edit, KINDS, base, cases, edited, edits};

fn merged(base: &Book, mine: &Book, theirs: &Book) -> Merged {
    merge(base, mine, theirs, &Choices::new())
}

/// Everything that a rule or channel says, by what it is about.
pub fn facts(book: &Book) -> HashMap<String, String> {
    let mut facts = HashMap::new();
    for channel in &book.channels {
        let mut put = |field: &str, value: String| {
            facts.insert(format!("channel:{}:{field}", channel.id), value);
        };
        put("name", format!("{:?}", channel.name));
        put("account", channel.account.clone());
        put("mls", format!("{:?}", channel.mls));
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

/// Rules that `side` brought into a channel, each with a rule that was there and that `other` left
/// where it was among its neighbours, and whether the new one is above it.
fn insertions(base: &Book, side: &Book, other: &Book) -> Vec<(String, String, bool)> {
    let sequence = |book: &Book, id: &str| -> Vec<String> {
        let channel = book.channels.iter().find(|c| c.id == id);
        let rules = channel.map_or(&[][..], |c| &c.rules);
        rules.iter().map(|rule| rule.id.clone()).collect()
    };
    let mut found = Vec::new();
    for channel in &side.channels {
        let [was, is, there] = [base, side, other].map(|book| sequence(book, &channel.id));
        let before = |list: &[String], a: &String, b: &String| {
            let at = |id: &String| list.iter().position(|known| known == id);
            Some(at(a)? < at(b)?)
        };
        let stayed = |id: &&String| {
            was.contains(id)
                && there.contains(id)
                && was.iter().filter(|near| near != id).all(|near| {
                    let now = before(&there, id, near);
                    now.is_none() || now == before(&was, id, near)
                })
        };
        for new in is
            .iter()
            .filter(|id| !was.contains(id) && !there.contains(id))
        {
            for old in is.iter().filter(stayed) {
                let above = before(&is, new, old).unwrap();
                found.push((new.clone(), old.clone(), above));
            }
        }
    }
    found
}

/// Rules that `side` left in their channel and may have moved there, each after its channel: without
/// it, as many of the others have kept their order.
pub fn moved_in_place(base: &Book, side: &Book) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for channel in &base.channels {
        let Some(after) = side.channels.iter().find(|c| c.id == channel.id) else {
            continue;
        };
        let was = |id: &str| channel.rules.iter().position(|rule| rule.id == id);
        let places: Vec<usize> = after.rules.iter().filter_map(|r| was(&r.id)).collect();
        let most = longest_rising(&places).len();
        for moved in &places {
            let others: Vec<usize> = places.iter().copied().filter(|at| at != moved).collect();
            if longest_rising(&others).len() == most {
                found.push((channel.id.clone(), channel.rules[*moved].id.clone()));
            }
        }
    }
    found
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

/// One takes a rule out of its channel, to another or for good, the other moves it in there.
fn a_rule_pulled_two_ways() -> [(Book, Book); 2] {
    let (mut aside, mut gone, mut up) = (base(), base(), base());
    let rule = aside.channels[0].rules.remove(2);
    aside.channels[1].rules.insert(0, rule);
    gone.channels[0].rules.remove(2);
    let rule = up.channels[0].rules.remove(2);
    up.channels[0].rules.insert(0, rule);
    [(up.clone(), aside), (up, gone)]
}

#[test]
fn a_rule_moved_within_its_channel_and_out_of_it_is_in_conflict() {
    let expected = [
        (
            "rule:r3:channel",
            "the place of “r3” in “One”",
            "moved to “Two”",
        ),
        (
            "rule:r3:deletion",
            "whether there is “r3” in “One”",
            "deleted",
        ),
    ];
    for ((up, out), (id, about, said)) in a_rule_pulled_two_ways().into_iter().zip(expected) {
        let moved = "moved above “r1”";
        for (mine, theirs, words, stays_with) in [
            (&up, &out, (moved, said), Side::Mine),
            (&out, &up, (said, moved), Side::Theirs),
        ] {
            let open = merged(&base(), mine, theirs);
            let [conflict] = open.conflicts.as_slice() else {
                panic!("{:?}", open.conflicts);
            };
            assert_eq!((&*conflict.id, &*conflict.about), (id, about));
            assert_eq!((&*conflict.mine, &*conflict.theirs), words);
            for side in [Side::Mine, Side::Theirs] {
                let choices = Choices::from([(id.to_owned(), side)]);
                let settled = merge(&base(), mine, theirs, &choices);
                assert!(settled.conflicts.iter().all(|c| c.chosen.is_some()));
                let expected = if side == stays_with { &up } else { &out };
                assert_eq!(settled.book.channels, expected.channels);
            }
        }
    }
}

#[test]
fn a_rule_that_only_made_room_may_be_taken_away() {
    let (mut mine, mut theirs) = (base(), base());
    let rule = mine.channels[0].rules.remove(3);
    mine.channels[0].rules.insert(0, rule);
    let rule = theirs.channels[0].rules.remove(1);
    theirs.channels[1].rules.push(rule);
    for (mine, theirs) in [(&mine, &theirs), (&theirs, &mine)] {
        let merged = merged(&base(), mine, theirs);
        assert_eq!(merged.conflicts, Vec::new());
        let rules = |at: usize| -> Vec<&str> {
            let rules = merged.book.channels[at].rules.iter();
            rules.map(|rule| rule.id.as_str()).collect()
        };
        assert_eq!(rules(0), ["r4", "r1", "r3"]);
        assert_eq!(rules(1), ["r5", "r6", "r2"]);
    }
}

/// Everything that either side changed is in the merge, or in conflict.
pub fn loses_nothing(base: &Book, mine: &Book, theirs: &Book) -> Result<(), TestCaseError> {
    let merged = merged(base, mine, theirs);
    prop_assert_eq!(merged.book.check(), Vec::new());
    let (was, is, here, there) = (facts(base), facts(&merged.book), facts(mine), facts(theirs));
    let conflicting = |key: &str| {
        let thing = key.rsplit_once(':').unwrap().0;
        let homes: Vec<String> = [&was, &is, &here, &there]
            .iter()
            .filter_map(|facts| facts.get(&format!("{thing}:channel")))
            .map(|home| format!("channel:{home}:deletion"))
            .collect();
        let about = |c: &Conflict| {
            c.id == key || c.id == format!("{thing}:deletion") || homes.contains(&c.id)
        };
        merged.conflicts.iter().any(about)
    };
    let order = |book: &Book, id: &str| {
        book.channels.iter().find_map(|c| {
            c.rules
                .iter()
                .position(|r| r.id == id)
                .map(|at| (c.id.clone(), at))
        })
    };
    for (side, other) in [(mine, theirs), (theirs, mine)] {
        for (new, old, above) in insertions(base, side, other) {
            let (Some(a), Some(b)) = (order(&merged.book, &new), order(&merged.book, &old)) else {
                continue;
            };
            let home = order(side, &old).map(|(home, _)| home).unwrap();
            let conflict = merged
                .conflicts
                .iter()
                .any(|c| c.id == format!("channel:{home}:order"));
            if a.0 == home && b.0 == home && !conflict {
                prop_assert_eq!(a.1 < b.1, above, "{} lost its place by {}", new, old);
            }
        }
    }
    for side in [mine, theirs] {
        for (home, rule) in moved_in_place(base, side) {
            let stays = order(&merged.book, &rule).is_some_and(|(at, _)| at == home);
            let asks = [
                format!("rule:{rule}:channel"),
                format!("rule:{rule}:deletion"),
                format!("channel:{home}:deletion"),
            ];
            prop_assert!(
                stays || merged.conflicts.iter().any(|c| asks.contains(&c.id)),
                "{} was moved in {} and is gone from there",
                rule,
                home
            );
        }
        let rules: Vec<&str> = base
            .channels
            .iter()
            .flat_map(|c| &c.rules)
            .map(|r| r.id.as_str())
            .collect();
        for (a, b) in rules
            .iter()
            .flat_map(|a| rules.iter().map(move |b| (*a, *b)))
        {
            let places = [base, side, &merged.book].map(|book| order(book, a).zip(order(book, b)));
            let [Some((a0, b0)), Some((a1, b1)), Some((a2, b2))] = places else {
                continue;
            };
            let home = &a0.0;
            let together = [&b0, &a1, &b1, &a2, &b2]
                .iter()
                .all(|place| place.0 == *home);
            let conflict = merged
                .conflicts
                .iter()
                .any(|c| c.id == format!("channel:{home}:order"));
            if together && a0.1 < b0.1 && a1.1 > b1.1 && !conflict {
                prop_assert!(a2.1 > b2.1, "{} above {} is lost", b, a);
            }
        }
    }
    let default = |book: &Book, account: &str| {
        book.channels
            .iter()
            .find(|c| c.is_default && c.account == account)
            .map(|c| c.id.clone())
    };
    for (account, side) in [("a", mine), ("a", theirs), ("d", mine), ("d", theirs)] {
        let marked =
            default(side, account).filter(|id| default(base, account).as_ref() != Some(id));
        let Some(marked) = marked else { continue };
        let at = is.get(&format!("channel:{marked}:account"));
        let conflict = merged
            .conflicts
            .iter()
            .any(|c| c.id == format!("account:{account}:default"));
        if at.is_some_and(|at| at == account) && !conflict {
            prop_assert_eq!(default(&merged.book, account), Some(marked));
        }
    }
    for side in [&here, &there] {
        for (key, value) in side {
            if was.get(key) != Some(value) && !conflicting(key) {
                prop_assert_eq!(is.get(key), Some(value), "{}", key);
            }
        }
        for key in was.keys().filter(|key| !side.contains_key(*key)) {
            prop_assert!(!is.contains_key(key) || conflicting(key), "{} is back", key);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(1_000))]

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
        loses_nothing(&base, &edited(&base, &a, "m"), &edited(&base, &b, "t"))?;
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
        prop_assert!(settled.conflicts.iter().all(|c| c.chosen.is_some()));
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
