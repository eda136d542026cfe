//! Single parts, as the mirror stores them and the editor sends them; sentences and help.

use routing::Book;
use routing::book::{
    Account, AccountKind, Action, Channel, Condition, Fallback, FollowUp, Member, OnTimeout, Pool,
    action_json, condition_json, fallback_json, follow_ups_json, read_action, read_condition,
    read_fallback, read_follow_ups, read_rule,
};

use crate::cases::adler;
use crate::seen;

#[test]
fn every_part_of_a_book_reads_back_from_its_compact_json() {
    let book = Book::read(adler().as_bytes()).unwrap();
    for channel in &book.channels {
        assert_eq!(
            read_fallback(&fallback_json(&channel.fallback)).as_ref(),
            Ok(&channel.fallback)
        );
        assert_eq!(
            read_follow_ups(&follow_ups_json(&channel.follow_up)).as_ref(),
            Ok(&channel.follow_up)
        );
        for rule in &channel.rules {
            assert_eq!(
                read_action(&action_json(&rule.then)).as_ref(),
                Ok(&rule.then)
            );
            assert_eq!(
                read_follow_ups(&follow_ups_json(&rule.follow_up)).as_ref(),
                Ok(&rule.follow_up)
            );
            if let Some(when) = &rule.when {
                assert_eq!(read_condition(&condition_json(when)).as_ref(), Ok(when));
            }
        }
    }
}

#[test]
fn parts_are_compact_and_leave_defaults_out() {
    let pool = Pool::Members(vec![
        Member {
            account: "smith".into(),
            weight: 2,
        },
        Member {
            account: "uptown".into(),
            weight: 1,
        },
    ]);
    let claim = Action::FirstToClaim {
        pool,
        window_minutes: 15,
        on_timeout: OnTimeout::NextRule,
    };
    assert_eq!(
        action_json(&claim),
        r#"{"type":"first_to_claim","pool":[{"account":"smith","weight":2},{"account":"uptown"}],"window_minutes":15}"#
    );
    assert_eq!(fallback_json(&Fallback::Inbox), r#"{"type":"inbox"}"#);
    assert_eq!(follow_ups_json(&[]), "[]");
    assert_eq!(
        follow_ups_json(&[FollowUp::Tag { tag: "Lüx".into() }]),
        r#"[{"type":"tag","tag":"Lüx"}]"#
    );
    assert_eq!(
        condition_json(&Condition::Not(Box::new(Condition::All(vec![])))),
        r#"{"not":{"all":[]}}"#
    );
}

#[test]
fn places_in_a_part_count_from_the_part() {
    let problems =
        read_condition(r#"{"all":[{"field":"note","op":"is","value":""},{"any":5}]}"#).unwrap_err();
    assert_eq!(
        seen(&problems),
        [("blank_text", "all[0].value"), ("wrong_type", "all[1].any")]
    );
    let problems = read_follow_ups(r#"[{"type":"tag"}]"#).unwrap_err();
    assert_eq!(seen(&problems), [("missing_key", "[0].tag")]);
    assert_eq!(seen(&read_action("[]").unwrap_err()), [("wrong_type", "")]);
    assert_eq!(
        seen(&read_condition("null").unwrap_err()),
        [("wrong_type", "")]
    );
    assert_eq!(seen(&read_fallback("{").unwrap_err()), [("not_json", "")]);
}

#[test]
fn a_part_may_name_accounts_that_only_the_book_can_know() {
    assert!(read_action(r#"{"type":"specific_agent","agent":"nobody"}"#).is_ok());
}

/// The sentence and the help of the one problem of a condition.
#[track_caller]
fn said(condition: &str, message: &str, help: Option<&str>) {
    let problems = read_condition(condition).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(
        (problems[0].message.as_str(), problems[0].help.as_deref()),
        (message, help)
    );
}

#[test]
fn sentences_name_what_is_wrong_and_help_mend_it() {
    said(
        r#"{"field":"listing.pirce","op":"ge","value":1}"#,
        "unknown field \"listing.pirce\"",
        Some("did you mean \"listing.price\"?"),
    );
    said(
        r#"{"field":"listing.price","op":"is","value":1}"#,
        "\"listing.price\" is a number and has no operator \"is\"",
        Some("operators of listing.price: ge, le, between, gt, lt, eq, ne, is_set, is_not_set"),
    );
    said(
        r#"{"field":"tags","op":"hasany","value":[]}"#,
        "unknown operator \"hasany\"",
        Some(
            "did you mean \"has_any\"? operators of tags: has_any, has_all, has_none, is_empty, is_not_empty",
        ),
    );
    said(
        r#"{"field":"address.postal_code","op":"is","value":75205}"#,
        "\"value\" must be a text, found 75205",
        Some("write it as \"75205\""),
    );
    said(
        r#"{"field":"tags","op":"has_any","value":["Buyer",{}]}"#,
        "\"value[1]\" must be a text, found an object",
        None,
    );
    said(
        r#"{"field":"tags","op":"has_any"}"#,
        "the operator \"has_any\" needs a value: a list of texts",
        None,
    );
    said(
        r#"{"field":"note","op":"is_set","value":1}"#,
        "the operator \"is_set\" takes no value, found 1",
        None,
    );
    said(
        r#"{"field":"listing.price","op":"between","value":[2,1.5]}"#,
        "the range runs backwards: 2 is after 1.5",
        None,
    );
    said(
        r#"{"field":"note","op":"matches","value":"ab(c"}"#,
        "\"ab(c\" is no regular expression: unclosed group at character 3",
        None,
    );
    said(
        r#"{"field":"captured.weekday","op":"is_any_of","value":["monday"]}"#,
        "unknown week day \"monday\"",
        Some("did you mean \"mon\"?"),
    );
    said(
        r#"{"field":"captured.time","op":"between","value":["24:00","07:00"]}"#,
        "\"24:00\" is no time of the form HH:MM from 00:00 to 23:59",
        None,
    );
    said(
        r#"{"alll":[]}"#,
        "unknown key \"alll\"",
        Some("did you mean \"all\"?"),
    );
    said(
        r#"{"all":[],"not":{"all":[]}}"#,
        "a condition is one of \"all\", \"any\", \"not\" or a test; this one has \"all\" and \"not\"",
        None,
    );
}

#[test]
fn time_zones_are_suggested_also_without_their_continent() {
    for (given, meant) in [
        ("America/Chicgo", "America/Chicago"),
        ("chicago", "America/Chicago"),
        ("america/chicago", "America/Chicago"),
        ("New York", "America/New_York"),
        ("Los Angles", "America/Los_Angeles"),
        ("utc", "UTC"),
    ] {
        let book = adler().replace("America/Chicago", given);
        let problem = Book::read(book.as_bytes())
            .unwrap_err()
            .listed
            .swap_remove(0);
        assert_eq!(problem.message, format!("unknown time zone {given:?}"));
        assert_eq!(problem.help, Some(format!("did you mean {meant:?}?")));
    }
}

fn account(id: &str, kind: AccountKind, parent: Option<&str>) -> Account {
    Account {
        id: id.into(),
        kind,
        name: id.into(),
        parent: parent.map(Into::into),
        active: true,
        away: vec![],
        daily_cap: None,
    }
}

#[test]
fn a_book_from_elsewhere_can_be_checked() {
    let mut book = Book::read(adler().as_bytes()).unwrap();
    assert_eq!(book.check(), []);
    book.accounts[0].daily_cap = Some(3);
    book.accounts
        .push(account("smith", AccountKind::Agent, Some("downtown")));
    book.accounts
        .push(account("", AccountKind::Team, Some("smith")));
    book.channels[0].account = "adlr".into();
    book.channels[0].rules[0].then = Action::SpecificAgent {
        agent: "uptown".into(),
    };
    book.channels[0].fallback = Fallback::SpecificAgent { agent: " ".into() };
    assert_eq!(
        seen(&book.check()),
        [
            ("blank_id", "accounts[14].id"),
            ("blank_id", "channels[0].fallback.agent"),
            ("agents_only", "accounts[0].daily_cap"),
            ("duplicate_id", "accounts[13].id"),
            ("agent_with_children", "accounts[2]"),
            ("unknown_account", "channels[0].account"),
            ("not_an_agent", "channels[0].rules[0].then.agent"),
        ]
    );
}

/// The book's own text is the oracle: whatever a new part of it calls an account is expected here.
#[test]
fn every_account_that_a_channel_names_is_found() {
    fn texts<'t>(node: &'t serde_json::Value, found: &mut Vec<&'t str>) {
        for (key, value) in node.as_object().into_iter().flatten() {
            if let (Some(id), "agent" | "account") = (value.as_str(), key.as_str()) {
                found.push(id);
            }
            texts(value, found);
        }
        for item in node.as_array().into_iter().flatten() {
            texts(item, found);
        }
    }
    let channel = Channel {
        rules: vec![
            read_rule(r#"{ "id": "1", "then": { "type": "specific_agent", "agent": "a" }, "follow_up": [{ "type": "notify", "account": "b" }] }"#).unwrap(),
            read_rule(r#"{ "id": "2", "then": { "type": "round_robin", "pool": [{ "account": "c" }, { "account": "d", "weight": 2 }] } }"#).unwrap(),
            read_rule(r#"{ "id": "3", "then": { "type": "first_to_claim", "pool": [{ "account": "a" }], "window_minutes": 5 } }"#).unwrap(),
            read_rule(r#"{ "id": "4", "then": { "type": "custom", "expression": "'e'" } }"#).unwrap(),
        ],
        fallback: read_fallback(r#"{ "type": "round_robin", "pool": [{ "account": "f" }] }"#).unwrap(),
        follow_up: read_follow_ups(r#"[{ "type": "tag", "tag": "g" }, { "type": "notify", "account": "h" }]"#).unwrap(),
        ..Channel::new("i", "j")
    };
    let written = Book {
        channels: vec![channel.clone()],
        ..Book::default()
    };
    let written: serde_json::Value = serde_json::from_str(&written.write()).unwrap();
    let mut expected = Vec::new();
    texts(&written, &mut expected);
    let mut named = channel.accounts_named();
    expected.sort_unstable();
    named.sort_unstable();
    assert_eq!(named, expected);
    assert_eq!(named, ["a", "a", "b", "c", "d", "f", "h", "j"]);
}
