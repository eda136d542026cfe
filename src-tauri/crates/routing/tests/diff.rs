#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
//! Changes between two books, in words.

use proptest::prelude::*;
use routing::book::{Action, Book, Fallback, FollowUp, Member, Pool, read_condition};
use routing::diff::{ChangeKind, diff, longest_rising};

fn book() -> Book {
    let text = r#"{"format":"switchyard.book","version":1,
      "accounts":[{"id":"a","kind":"brokerage","name":"Adler & Associates","parent":null},
        {"id":"d","kind":"office","name":"Downtown Office","parent":"a"},
        {"id":"s","kind":"agent","name":"Agent Smith","parent":"d"},
        {"id":"b","kind":"agent","name":"Agent Brown","parent":"d"}],
      "users":[{"id":"u","accounts":["s"],"first_name":"John","last_name":"Smith"}],
      "channels":[
        {"id":"c1","account":"a","name":"Listings","is_default":true,"rules":[
          {"id":"r1","name":"Relocation","when":{"field":"tags","op":"has_any","value":["Relocation"]},"then":{"type":"specific_agent","agent":"s"}},
          {"id":"r2","name":"Luxury","when":{"field":"listing.price","op":"ge","value":1000000},"then":{"type":"round_robin","pool":[{"account":"s"},{"account":"b"}]}},
          {"id":"r3","then":{"type":"round_robin","pool":"all"}}]},
        {"id":"c2","account":"d","name":null,"rules":[]}]}"#;
    Book::read(text.as_bytes()).unwrap()
}

fn words(edit: impl FnOnce(&mut Book)) -> Vec<String> {
    let old = book();
    let mut new = old.clone();
    edit(&mut new);
    diff(&old, &new)
        .into_iter()
        .map(|change| change.words)
        .collect()
}

#[test]
fn every_change_has_a_sentence() {
    type Edit = fn(&mut Book);
    let cases: &[(Edit, &[&str])] = &[
        (|_| {}, &[]),
        (
            |b| b.channels[0].name = Some("Houses".into()),
            &["Renamed channel “Listings” to “Houses”"],
        ),
        (
            |b| b.channels[1].is_default = true,
            &["Made an unnamed channel the default of Downtown Office"],
        ),
        (
            |b| b.channels[1].account = "a".into(),
            &["Moved an unnamed channel from Downtown Office to Adler & Associates"],
        ),
        (
            |b| b.channels[0].mls = Some(vec!["NTREIS".into()]),
            &["“Listings” looks listings up in NTREIS"],
        ),
        (
            |b| b.channels[0].time_zone = chrono_tz::America::Chicago,
            &["“Listings”: time zone America/Chicago, was UTC"],
        ),
        (
            |b| b.channels[0].policies.honor_assignees = false,
            &["“Listings”: agents named by the website no longer come first"],
        ),
        (
            |b| b.channels[0].policies.returning_lead_days = 30,
            &["“Listings”: returning leads go back for 30 days"],
        ),
        (
            |b| b.channels[0].fallback = Fallback::SpecificAgent { agent: "b".into() },
            &["“Listings”: fallback Agent Brown, was Inbox of Adler & Associates"],
        ),
        (
            |b| b.channels[0].follow_up = vec![FollowUp::Tag { tag: "New".into() }],
            &["“Listings”: follow-up Tag New, was nothing"],
        ),
        (
            |b| b.channels[0].rules[1].name = Some("Estates".into()),
            &["Renamed rule “Luxury” to “Estates”"],
        ),
        (
            |b| b.channels[0].rules[1].enabled = false,
            &["Turned off rule “Luxury”"],
        ),
        (
            |b| b.channels[0].rules[1].when = None,
            &["“Luxury” takes every lead, was price ≥ $1,000,000"],
        ),
        (
            |b| {
                b.channels[0].rules[2].when =
                    read_condition(r#"{"field":"tags","op":"is_empty"}"#).ok()
            },
            &["“Round robin, all 2 agents of Adler & Associates” takes no tags, was every lead"],
        ),
        (
            |b| b.channels[0].rules[0].then = Action::SpecificAgent { agent: "b".into() },
            &["“Relocation” does Agent Brown, was Agent Smith"],
        ),
        (
            |b| b.channels[0].rules[1].then = pool(&[("s", 3)]),
            &["“Luxury”: Agent Smith ×3, was ×1; removed Agent Brown"],
        ),
        (
            |b| b.channels[0].rules[1].then = pool(&[("b", 1), ("s", 1)]),
            &["“Luxury”: other order of the pool"],
        ),
        (
            |b| b.channels[0].rules[1].then = pool(&[("s", 1), ("b", 1), ("d", 2)]),
            &["“Luxury”: added Downtown Office ×2"],
        ),
        (
            |b| {
                b.channels[0].rules[1].follow_up = vec![FollowUp::Task {
                    title: "Call".into(),
                    due_minutes: 5,
                }]
            },
            &["“Luxury”: follow-up Task “Call”, due in 5 min, was nothing"],
        ),
        (
            |b| b.channels[0].rules.swap(0, 1),
            &["Moved rule “Luxury” in “Listings” above “Relocation”"],
        ),
        (
            |b| {
                let rule = b.channels[0].rules.remove(0);
                b.channels[1].rules.push(rule);
            },
            &["Moved rule “Relocation” from “Listings” to an unnamed channel at the end"],
        ),
        (
            |b| {
                b.channels[0].rules.remove(1);
            },
            &["Removed rule “Luxury” from “Listings”"],
        ),
        (
            |b| {
                let mut rule = b.channels[0].rules[1].clone();
                rule.id = "r9".into();
                b.channels[0].rules.insert(0, rule);
            },
            &["Added rule “Luxury” to “Listings” above “Relocation”"],
        ),
        (
            |b| {
                b.channels.remove(0);
            },
            &["Removed channel “Listings” from Adler & Associates with its 3 rules"],
        ),
        (
            |b| {
                b.channels.remove(1);
            },
            &["Removed an unnamed channel from Downtown Office"],
        ),
        (
            |b| b.accounts[3].active = false,
            &["“Agent Brown”: inactive"],
        ),
        (
            |b| b.accounts[3].daily_cap = Some(5),
            &["“Agent Brown”: at most 5 leads a day"],
        ),
        (
            |b| {
                b.accounts.pop();
            },
            &["Removed agent “Agent Brown”"],
        ),
        (
            |b| b.users[0].emails = vec!["x@y.example".into()],
            &["John Smith: other e-mails"],
        ),
    ];
    for (edit, expected) in cases {
        assert_eq!(&words(*edit), expected);
    }
}

fn pool(members: &[(&str, u32)]) -> Action {
    let members = members.iter().map(|(account, weight)| Member {
        account: (*account).into(),
        weight: *weight,
    });
    Action::RoundRobin {
        pool: Pool::Members(members.collect()),
    }
}

#[test]
fn channels_of_one_name_are_told_apart_by_their_account() {
    let said = words(|b| {
        b.channels[1].name = Some(" Listings ".into());
        b.channels[0].policies.returning_lead_days = 30;
        let rule = b.channels[0].rules.remove(0);
        b.channels[1].rules.push(rule);
    });
    assert_eq!(
        said,
        [
            "“Listings” of Adler & Associates: returning leads go back for 30 days",
            "Renamed an unnamed channel to “Listings” of Downtown Office",
            "Moved rule “Relocation” from “Listings” of Adler & Associates to “Listings” of \
             Downtown Office at the end",
        ]
    );
}

#[test]
fn a_deleted_channel_does_not_delete_rules_that_moved_out_of_it() {
    let changes = words(|b| {
        let rules = std::mem::take(&mut b.channels[0].rules);
        b.channels[1].rules = rules;
        b.channels.remove(0);
    });
    assert!(changes.contains(&"Removed channel “Listings” from Adler & Associates".to_owned()));
    assert_eq!(
        changes
            .iter()
            .filter(|words| words.starts_with("Moved rule"))
            .count(),
        3
    );
}

proptest! {
    #[test]
    fn moving_one_rule_is_one_move(from in 0usize..8, to in 0usize..8) {
        let mut old = book();
        let rule = old.channels[0].rules[0].clone();
        old.channels[0].rules = (0..8).map(|n| { let mut r = rule.clone(); r.id = format!("r{n}"); r }).collect();
        let mut new = old.clone();
        let moved = new.channels[0].rules.remove(from);
        new.channels[0].rules.insert(to, moved);
        let changes = diff(&old, &new);
        prop_assert_eq!(changes.len(), usize::from(from != to));
        prop_assert!(changes.iter().all(|change| change.kind == ChangeKind::RuleMoved));
    }

    #[test]
    fn the_longest_rising_run_is_as_long_as_any(numbers in Just((0..7usize).collect::<Vec<_>>()).prop_shuffle()) {
        let best = (0u32..1 << 7).filter_map(|mask| {
            let chosen: Vec<usize> = numbers.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, n)| *n).collect();
            chosen.is_sorted().then_some(chosen.len())
        }).max().unwrap();
        let kept = longest_rising(&numbers);
        prop_assert_eq!(kept.len(), best);
        let in_order: Vec<_> = numbers.iter().filter(|n| kept.contains(n)).collect();
        prop_assert!(in_order.is_sorted());
    }
}
