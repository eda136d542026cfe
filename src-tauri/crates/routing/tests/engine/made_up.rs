//! Books and leads made up at random, all of them valid, for the properties. Names, days and
//! words are few, so that rules match, turns repeat, caps fill and senders return.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use routing::Book;
use serde_json::{Value, json};

/// So many cases unless `PROPTEST_CASES` says how many, and nothing written beside the sources when one fails: what was found becomes a
/// case with a name.
pub fn cases(count: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.map_or(count, |asked| asked.parse().unwrap()),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

pub const AGENTS: usize = 8;
const OFFICES: usize = 3;
const SOURCES: &[&str] = &["Zillow", "Trulia", "Realtor"];
const TAGS: &[&str] = &["Buyer", "Seller", "VIP"];
const ZIPS: &[&str] = &["75205", "75225", "02134"];
const PRICES: &[u32] = &[0, 500_000, 1_000_000, 2_000_000];
const SENDERS: &[&str] = &["ada@x.example", "bob@x.example"];
const PHONES: &[&str] = &["+12145550142", "+12145550143"];

/// A lead in the words of the generator; [`MadeLead::payload`] is what a website would send.
#[derive(Clone, Debug)]
pub struct MadeLead {
    pub channel: usize,
    /// After midnight of Sunday 1 March 2026, UTC.
    pub minute: u32,
    pub source: Option<&'static str>,
    pub tags: Vec<&'static str>,
    pub price: Option<u32>,
    pub zip: Option<&'static str>,
    pub email: Option<&'static str>,
    pub phone: Option<&'static str>,
    /// Agents the website names, each by e-mail or by name; past the last agent is nobody.
    pub assignees: Vec<(usize, bool)>,
}

impl MadeLead {
    pub fn captured_at(&self) -> DateTime<Utc> {
        let start: DateTime<Utc> = "2026-03-01T00:00:00Z".parse().unwrap();
        start + TimeDelta::minutes(i64::from(self.minute))
    }

    pub fn payload(&self) -> Value {
        let assignees: Vec<Value> = self
            .assignees
            .iter()
            .map(|(agent, by_email)| match by_email {
                true => json!({"email": agent_email(*agent)}),
                false => json!({"last_name": agent_name(*agent)}),
            })
            .collect();
        json!({
            "lead_source": self.source, "tag": self.tags, "email": self.email,
            "phone_number": self.phone, "assignees": assignees,
            "listing": {"price": self.price}, "address": {"postcode": self.zip},
        })
    }

    pub fn line(&self, id: usize) -> String {
        let captured_at = self.captured_at().to_rfc3339();
        json!({"id": format!("L-{id:03}"), "channel": format!("c{}", self.channel),
            "captured_at": captured_at, "payload": self.payload()})
        .to_string()
    }
}

pub fn agent_email(agent: usize) -> String {
    format!("agent{agent}@house.example")
}

/// Every name but the last two is another; those two are the same person's, to all appearances.
pub fn agent_name(agent: usize) -> String {
    let shown = if agent == AGENTS - 1 {
        agent - 1
    } else {
        agent
    };
    format!("Name {}", char::from(b'Z' - u8::try_from(shown).unwrap()))
}

/// A book as JSON text would have it; [`book`] reads it.
pub fn book_json() -> impl Strategy<Value = Value> {
    let offices = prop::collection::vec(0..3usize, OFFICES);
    let agents = prop::collection::vec(agent(), AGENTS);
    let channels = prop::collection::vec(channel(), 1..=3);
    (offices, agents, channels).prop_map(|(offices, agents, channels)| {
        let mut accounts =
            vec![json!({"id": "root", "kind": "brokerage", "name": "Root", "parent": null})];
        for (index, parent) in offices.iter().enumerate() {
            // An office below the root or below an earlier office.
            let parent = parent.checked_sub(1).filter(|parent| *parent < index);
            let parent = parent.map_or("root".to_owned(), |parent| format!("o{parent}"));
            accounts.push(json!({"id": format!("o{index}"), "kind": "office",
                "name": format!("Office {}", 9 - index), "parent": parent}));
        }
        let mut users = Vec::new();
        for (index, mut account) in agents.into_iter().enumerate() {
            account["id"] = json!(format!("a{index}"));
            account["name"] = json!(agent_name(index));
            accounts.push(account);
            users.push(
                json!({"id": format!("u{index}"), "accounts": [format!("a{index}")],
                "last_name": agent_name(index), "emails": [agent_email(index)]}),
            );
        }
        let mut channels = channels;
        for (index, channel) in channels.iter_mut().enumerate() {
            channel["id"] = json!(format!("c{index}"));
            for (place, rule) in channel["rules"]
                .as_array_mut()
                .unwrap()
                .iter_mut()
                .enumerate()
            {
                rule["id"] = json!(format!("r{index}-{place}"));
                rule["follow_up"] = json!([{"type": "tag", "tag": format!("r{index}-{place}")}]);
            }
        }
        json!({"format": "switchyard.book", "version": 1, "accounts": accounts, "users": users,
            "channels": channels})
    })
}

pub fn read(json: &Value) -> Book {
    Book::read(json.to_string().as_bytes()).unwrap_or_else(|problems| panic!("{problems}"))
}

pub fn book() -> impl Strategy<Value = Book> {
    book_json().prop_map(|json| read(&json))
}

fn agent() -> impl Strategy<Value = Value> {
    let parent = select(vec!["root", "o0", "o1", "o2"]);
    let status = prop_oneof![5 => Just("active"), 1 => Just("inactive")];
    let away = option::weighted(0.2, (1..=6u32, 0..=3u32));
    let cap = option::weighted(0.3, 0..=3u32);
    (parent, status, away, cap).prop_map(|(parent, status, away, cap)| {
        let mut agent = json!({"kind": "agent", "parent": parent, "status": status});
        if let Some((from, days)) = away {
            let day = |day: u32| format!("2026-03-{day:02}");
            agent["away"] = json!([{"from": day(from), "through": day(from + days)}]);
        }
        if let Some(cap) = cap {
            agent["daily_cap"] = json!(cap);
        }
        agent
    })
}

fn channel() -> impl Strategy<Value = Value> {
    let account = prop_oneof![
        3 => Just("root".to_owned()),
        2 => (0..OFFICES).prop_map(|office| format!("o{office}")),
        1 => (0..AGENTS).prop_map(|agent| format!("a{agent}")),
    ];
    let zone = select(vec![
        "UTC",
        "America/Chicago",
        "Asia/Tokyo",
        "Pacific/Kiritimati",
    ]);
    let policies = (any::<bool>(), prop_oneof![Just(0u32), 1..4u32]);
    let rules = prop::collection::vec(rule(), 0..6);
    (account, zone, policies, rules, fallback()).prop_map(
        |(account, zone, (honor, days), rules, fallback)| {
            json!({"account": account, "name": "Made up", "time_zone": zone, "rules": rules,
                "policies": {"honor_assignees": honor, "returning_lead_days": days},
                "fallback": fallback, "follow_up": [{"type": "tag", "tag": "channel"}]})
        },
    )
}

pub fn rule() -> impl Strategy<Value = Value> {
    (
        prop::bool::weighted(0.85),
        option::weighted(0.8, condition()),
        action(),
    )
        .prop_map(|(enabled, when, then)| json!({"enabled": enabled, "when": when, "then": then}))
}

fn fallback() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!({"type": "inbox"})),
        agent_id().prop_map(|agent| json!({"type": "specific_agent", "agent": agent})),
        pool().prop_map(|pool| json!({"type": "round_robin", "pool": pool})),
    ]
}

pub fn action() -> impl Strategy<Value = Value> {
    let window = select(vec![1u32, 15, 700, 1_440]);
    let on_timeout = select(vec!["next_rule", "fallback"]);
    prop_oneof![
        2 => agent_id().prop_map(|agent| json!({"type": "specific_agent", "agent": agent})),
        4 => pool().prop_map(|pool| json!({"type": "round_robin", "pool": pool})),
        3 => (pool(), window, on_timeout).prop_map(|(pool, window, on_timeout)| {
            json!({"type": "first_to_claim", "pool": pool, "window_minutes": window,
                "on_timeout": on_timeout})
        }),
        1 => prop::collection::vec(agent_id(), 0..3)
            .prop_map(|ids| json!({"type": "custom", "expression": json!(ids).to_string()})),
    ]
}

fn agent_id() -> impl Strategy<Value = String> {
    (0..AGENTS).prop_map(|agent| format!("a{agent}"))
}

fn pool() -> impl Strategy<Value = Value> {
    let member = prop_oneof![
        4 => agent_id(),
        1 => (0..OFFICES).prop_map(|office| format!("o{office}")),
    ];
    let weight = prop_oneof![3 => Just(1u32), 2 => 1..=4u32];
    let members = prop::collection::vec((member, weight), 0..5);
    prop_oneof![
        1 => Just(json!("all")),
        4 => members.prop_map(|members| {
            let member = |(account, weight)| json!({"account": account, "weight": weight});
            members.into_iter().map(member).collect()
        }),
    ]
}

/// About half of them hold for a made-up lead.
pub fn condition() -> impl Strategy<Value = Value> {
    let test = prop_oneof![
        (select(vec!["is", "is_not"]), select(SOURCES))
            .prop_map(|(op, value)| json!({"field": "lead_source", "op": op, "value": value})),
        (select(vec!["is_any_of", "is_none_of"]), some(ZIPS)).prop_map(
            |(op, value)| json!({"field": "address.postal_code", "op": op, "value": value})
        ),
        (
            select(vec!["lt", "le", "gt", "ge", "eq", "ne"]),
            select(PRICES)
        )
            .prop_map(|(op, value)| json!({"field": "listing.price", "op": op, "value": value})),
        (select(vec!["has_any", "has_all", "has_none"]), some(TAGS))
            .prop_map(|(op, value)| json!({"field": "tags", "op": op, "value": value})),
        select(vec!["is_true", "is_false"])
            .prop_map(|op| json!({"field": "has_assignees", "op": op})),
        (0..24u32, 0..=24u32).prop_map(|(from, to)| json!({"field": "captured.time",
            "op": "between", "value": [format!("{from:02}:00"), format!("{to:02}:00")]})),
        some(&["sun", "mon", "tue", "wed"]).prop_map(
            |days| json!({"field": "captured.weekday", "op": "is_any_of", "value": days})
        ),
    ];
    test.prop_recursive(3, 8, 3, |inner| {
        let parts = prop::collection::vec(inner.clone(), 0..3);
        prop_oneof![
            parts.clone().prop_map(|parts| json!({"all": parts})),
            parts.prop_map(|parts| json!({"any": parts})),
            inner.prop_map(|part| json!({"not": part})),
        ]
    })
}

fn some(words: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(words, 0..=words.len())
}

pub fn lead() -> impl Strategy<Value = MadeLead> {
    let who = (option::of(select(SENDERS)), option::of(select(PHONES)));
    let listing = (option::of(select(PRICES)), option::of(select(ZIPS)));
    let assignees = prop_oneof![
        4 => Just(Vec::new()),
        1 => prop::collection::vec((0..=AGENTS, any::<bool>()), 1..3),
    ];
    let when = (0..3usize, 0..6 * 1_440u32);
    (
        when,
        option::of(select(SOURCES)),
        some(TAGS),
        who,
        listing,
        assignees,
    )
        .prop_map(
            |((channel, minute), source, tags, (email, phone), (price, zip), assignees)| MadeLead {
                channel,
                minute,
                source,
                tags,
                price,
                zip,
                email,
                phone,
                assignees,
            },
        )
}

/// A history for a book: its leads in the order they are taken, each to a channel the book has.
pub fn leads(book: &Book, mut leads: Vec<MadeLead>) -> Vec<MadeLead> {
    for lead in &mut leads {
        lead.channel %= book.channels.len();
    }
    leads.sort_by_key(|lead| lead.minute);
    leads
}

/// The leads as a history file; the number of a lead is its id.
pub fn lines(leads: &[MadeLead]) -> String {
    let lines = leads.iter().enumerate().map(|(id, lead)| lead.line(id));
    lines.collect::<Vec<_>>().join("\n")
}
