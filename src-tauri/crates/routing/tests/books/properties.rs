//! Books made up at random: what is written reads back the same, and no damage to the text of a
//! book makes the reader panic.

use proptest::collection::vec;
use proptest::prelude::*;
use routing::Book;
use routing::book::{
    Account, AccountKind, Action, Away, Channel, Condition, Fallback, FollowUp, Member, MlsId,
    OnTimeout, Policies, Pool, Rule, Test, TimeOfDay, User, Value, condition_json, read_condition,
};
use routing::fields::{FIELDS, Takes};

use crate::cases::adler;

/// Texts with quotes, escapes, other scripts and white space, not always blank.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zA-Z0-9 ]{0,12}", "\\PC{0,8}", any::<String>()]
}

fn words() -> impl Strategy<Value = String> {
    text().prop_map(|text| {
        if text.trim().is_empty() {
            "x".to_owned()
        } else {
            text
        }
    })
}

fn date() -> impl Strategy<Value = chrono::NaiveDate> {
    (0..3_652_000_i64).prop_map(|day| {
        chrono::NaiveDate::default() - chrono::Days::new(719_528) + chrono::Duration::days(day)
    })
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>().prop_filter("JSON has finite numbers only", |number| number.is_finite()),
        (-10_000_000_i64..10_000_000).prop_map(|n| n as f64),
        (0_u32..1_000_000).prop_map(|cents| f64::from(cents) / 100.0),
    ]
}

fn value(takes: Takes) -> BoxedStrategy<Value> {
    match takes {
        Takes::Nothing => Just(Value::None).boxed(),
        Takes::Text => words().prop_map(Value::Text).boxed(),
        Takes::Pattern => words()
            .prop_map(|text| Value::Text(regex_of(&text)))
            .boxed(),
        Takes::Texts => vec(words(), 0..4).prop_map(Value::Texts).boxed(),
        Takes::Number => number().prop_map(Value::Number).boxed(),
        Takes::NumberRange => (number(), number())
            .prop_map(|(a, b)| Value::Numbers(a.min(b), a.max(b)))
            .boxed(),
        Takes::DateRange => (date(), date())
            .prop_map(|(a, b)| Value::Dates(a.min(b), a.max(b)))
            .boxed(),
        Takes::TimeRange => (0..1440_u16, 0..=1440_u16)
            .prop_map(|(a, b)| Value::Times(TimeOfDay(a), TimeOfDay(b)))
            .boxed(),
        Takes::Weekdays => vec(
            (0..7_u8).prop_map(|day| chrono::Weekday::try_from(day).unwrap()),
            0..8,
        )
        .prop_map(Value::Weekdays)
        .boxed(),
    }
}

/// Letters and digits stand for themselves, everything else in a class of its own.
fn regex_of(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_alphanumeric() {
                c.to_string()
            } else {
                format!("\\x{{{:x}}}", c as u32)
            }
        })
        .collect()
}

fn test() -> impl Strategy<Value = Condition> {
    let legal: Vec<_> = FIELDS
        .iter()
        .flat_map(|row| {
            row.kind
                .operators()
                .iter()
                .map(|(op, takes)| (row.field, *op, *takes))
        })
        .collect();
    proptest::sample::select(legal)
        .prop_flat_map(|(field, op, takes)| {
            value(takes).prop_map(move |value| Test { field, op, value })
        })
        .prop_map(Condition::Test)
}

fn condition() -> impl Strategy<Value = Condition> {
    test().prop_recursive(5, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Condition::All),
            vec(inner.clone(), 0..4).prop_map(Condition::Any),
            inner.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

/// Any account of the book; agents are the odd ones.
fn any_account() -> impl Strategy<Value = String> {
    (0..ACCOUNTS).prop_map(id)
}

fn agent() -> impl Strategy<Value = String> {
    (0..ACCOUNTS / 2).prop_map(|n| id(2 * n + 1))
}

const ACCOUNTS: usize = 12;

fn id(n: usize) -> String {
    format!("a\"{n}\" ö")
}

fn pool() -> impl Strategy<Value = Pool> {
    let member =
        (any_account(), 1..=100_u32).prop_map(|(account, weight)| Member { account, weight });
    prop_oneof![Just(Pool::All), vec(member, 0..4).prop_map(Pool::Members)]
}

fn action() -> impl Strategy<Value = Action> {
    let on_timeout = prop_oneof![Just(OnTimeout::NextRule), Just(OnTimeout::Fallback)];
    prop_oneof![
        agent().prop_map(|agent| Action::SpecificAgent { agent }),
        pool().prop_map(|pool| Action::RoundRobin { pool }),
        (pool(), 1..=43_200_u32, on_timeout).prop_map(|(pool, window_minutes, on_timeout)| {
            Action::FirstToClaim {
                pool,
                window_minutes,
                on_timeout,
            }
        }),
        Just(Action::Custom {
            expression: "lead.city == 'Dallas' ? \"smith\" : null".to_owned()
        }),
    ]
}

fn fallback() -> impl Strategy<Value = Fallback> {
    prop_oneof![
        Just(Fallback::Inbox),
        agent().prop_map(|agent| Fallback::SpecificAgent { agent }),
        pool().prop_map(|pool| Fallback::RoundRobin { pool }),
    ]
}

fn follow_ups() -> impl Strategy<Value = Vec<FollowUp>> {
    let follow_up = prop_oneof![
        any_account().prop_map(|account| FollowUp::Notify { account }),
        text().prop_map(|tag| FollowUp::Tag { tag }),
        (text(), any::<u32>())
            .prop_map(|(title, due_minutes)| FollowUp::Task { title, due_minutes }),
        text().prop_map(|name| FollowUp::Flow { name }),
    ];
    vec(follow_up, 0..3)
}

/// A tree in which every odd account is an agent under an even one before it.
fn accounts() -> impl Strategy<Value = Vec<Account>> {
    let away = vec(
        (date(), date()).prop_map(|(a, b)| Away {
            from: a.min(b),
            through: a.max(b),
        }),
        0..3,
    );
    let one = (
        text(),
        0..ACCOUNTS,
        any::<bool>(),
        away,
        proptest::option::of(any::<u32>()),
        0..5_usize,
    );
    vec(one, ACCOUNTS).prop_map(|parts| {
        let others = AccountKind::ALL.map(|kind| {
            if kind == AccountKind::Agent {
                AccountKind::Other
            } else {
                kind
            }
        });
        let each = parts.into_iter().enumerate();
        each.map(|(n, (name, parent, active, away, daily_cap, kind))| {
            let (id, parent) = (id(n), (n > 0).then(|| id(parent % n / 2 * 2)));
            if n % 2 == 1 {
                Account {
                    id,
                    kind: AccountKind::Agent,
                    name,
                    parent,
                    active,
                    away,
                    daily_cap,
                }
            } else {
                Account {
                    id,
                    kind: others[kind],
                    name,
                    parent,
                    active: true,
                    away: vec![],
                    daily_cap: None,
                }
            }
        })
        .collect()
    })
}

fn user() -> impl Strategy<Value = User> {
    let mls = (text(), text()).prop_map(|(mls, id)| MlsId { mls, id });
    (
        vec(any_account(), 0..3),
        proptest::option::of(text()),
        proptest::option::of(text()),
        vec(text(), 0..3),
        vec(text(), 0..3),
        vec(mls, 0..3),
    )
        .prop_map(
            |(accounts, first_name, last_name, emails, phones, mls)| User {
                id: String::new(),
                accounts,
                first_name,
                last_name,
                emails,
                phones,
                mls,
            },
        )
}

fn rule() -> impl Strategy<Value = Rule> {
    (
        proptest::option::of(text()),
        any::<bool>(),
        proptest::option::of(condition()),
        action(),
        follow_ups(),
    )
        .prop_map(|(name, enabled, when, then, follow_up)| Rule {
            id: String::new(),
            name,
            enabled,
            when,
            then,
            follow_up,
        })
}

fn channel() -> impl Strategy<Value = Channel> {
    let policies =
        (any::<bool>(), 0..=3_650_u32).prop_map(|(honor_assignees, returning_lead_days)| {
            Policies {
                honor_assignees,
                returning_lead_days,
            }
        });
    (
        any_account(),
        proptest::option::of(text()),
        proptest::option::of(vec(text(), 0..3)),
        proptest::sample::select(&chrono_tz::TZ_VARIANTS[..]),
        policies,
        vec(rule(), 0..4),
        fallback(),
        follow_ups(),
    )
        .prop_map(
            |(account, name, mls, time_zone, policies, rules, fallback, follow_up)| Channel {
                id: String::new(),
                account,
                name,
                is_default: false,
                mls,
                time_zone,
                policies,
                rules,
                fallback,
                follow_up,
            },
        )
}

fn book() -> impl Strategy<Value = Book> {
    (accounts(), vec(user(), 0..4), vec(channel(), 0..4)).prop_map(
        |(accounts, mut users, mut channels)| {
            for (n, user) in users.iter_mut().enumerate() {
                user.id = format!("u{n}");
            }
            for (n, channel) in channels.iter_mut().enumerate() {
                channel.id = format!("c{n}");
                channel.is_default = n == 0;
                for (m, rule) in channel.rules.iter_mut().enumerate() {
                    rule.id = format!("r{n}-{m}");
                }
            }
            Book {
                accounts,
                users,
                channels,
            }
        },
    )
}

/// One careless edit of a text: where, and which byte goes in, or none where one goes out.
fn edits() -> impl Strategy<Value = Vec<(prop::sample::Index, Option<u8>)>> {
    let byte = prop_oneof![
        any::<u8>(),
        proptest::sample::select(b"{}[],:\"0123-.entul\\ ".to_vec())
    ];
    vec(
        (any::<prop::sample::Index>(), proptest::option::of(byte)),
        1..12,
    )
}

fn damaged(text: &str, edits: &[(prop::sample::Index, Option<u8>)]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for (index, byte) in edits {
        let at = index.index(bytes.len());
        match byte {
            Some(byte) => bytes[at] = *byte,
            None => drop(bytes.remove(at)),
        }
    }
    bytes
}

/// The book's text with one value of its tree taken out or swapped for another.
fn altered(value: &mut serde_json::Value, at: &mut usize, with: &serde_json::Value) {
    if *at == 0 {
        *value = with.clone();
    }
    *at = at.wrapping_sub(1);
    match value {
        serde_json::Value::Array(items) => {
            items.iter_mut().for_each(|item| altered(item, at, with))
        }
        serde_json::Value::Object(map) => map.values_mut().for_each(|item| altered(item, at, with)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_book_reads_back_as_it_was_and_always_writes_the_same(book in book()) {
        let written = book.write();
        let read = Book::read(written.as_bytes());
        prop_assert_eq!(read.as_ref(), Ok(&book));
        prop_assert_eq!(read.unwrap().write(), written);
        prop_assert_eq!(book.check(), vec![]);
    }

    #[test]
    fn a_condition_reads_back_as_it_was(condition in condition()) {
        prop_assert_eq!(read_condition(&condition_json(&condition)), Ok(condition));
    }

    #[test]
    fn the_schema_takes_every_book_that_is_written(book in book()) {
        let document = serde_json::from_str(&book.write()).unwrap();
        prop_assert!(crate::schema::Schema::book().accepts(&document));
    }

    #[test]
    fn damage_to_the_text_is_a_problem_or_another_book(edits in edits()) {
        match Book::read(&damaged(&adler(), &edits)) {
            Ok(book) => prop_assert_eq!(Book::read(book.write().as_bytes()), Ok(book)),
            Err(problems) => prop_assert!(problems.total() > 0),
        }
    }

    #[test]
    fn reader_and_schema_agree_on_any_value_anywhere(at in 0..600_usize, with in proptest::sample::select(vec![
        serde_json::json!(null), serde_json::json!(""), serde_json::json!("x"), serde_json::json!(5), serde_json::json!(0.5),
        serde_json::json!(true), serde_json::json!([]), serde_json::json!({}), serde_json::json!([{}]), serde_json::json!("adler"),
    ])) {
        let mut document = serde_json::from_str(&adler()).unwrap();
        altered(&mut document, &mut at.clone(), &with);
        let problems = Book::read(document.to_string().as_bytes()).err().unwrap_or_default().listed;
        let shape = |code| routing::book::CODES.iter().any(|known| known.code == code && known.shape);
        let refused = problems.iter().any(|problem| shape(problem.code));
        prop_assert_eq!(!crate::schema::Schema::book().accepts(&document), refused, "{:?}", problems);
    }
}
