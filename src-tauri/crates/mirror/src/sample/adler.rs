//! Adler & Associates, the imaginary brokerage of Rechat's guide to lead capture: one brokerage,
//! two offices, ten agents, and the routes such a house would have.

use chrono::NaiveDate;
use routing::Book;
use routing::book::{
    Account, AccountKind, Away, Channel, Fallback, MlsId, OnTimeout, Policies, Pool, User,
};

use super::parts::*;

const OFFICES: [(&str, &str, [&str; 5]); 2] = [
    (
        "downtown",
        "Downtown Office",
        ["Smith", "Johnson", "Williams", "Brown", "Davis"],
    ),
    (
        "uptown",
        "Uptown Office",
        ["Miller", "Wilson", "Moore", "Taylor", "Anderson"],
    ),
];

const FIRST_NAMES: [&str; 10] = [
    "John", "Emily", "Marcus", "Olivia", "Daniel", "Grace", "Noah", "Priya", "Ethan", "Sofía",
];

/// ZIP codes where a house at a million is nothing unusual.
const LUXURY_ZIPS: [&str; 6] = ["75205", "75225", "75209", "75219", "75230", "75201"];

pub fn adler() -> Book {
    Book {
        accounts: accounts(),
        users: users(),
        channels: [brokerage(), downtown(), uptown()].concat(),
    }
}

fn accounts() -> Vec<Account> {
    let mut accounts = vec![account(
        "adler",
        AccountKind::Brokerage,
        "Adler & Associates",
        None,
    )];
    for (office, name, agents) in OFFICES {
        accounts.push(account(office, AccountKind::Office, name, Some("adler")));
        for agent in agents {
            let id = agent.to_lowercase();
            accounts.push(account(
                &id,
                AccountKind::Agent,
                &format!("Agent {agent}"),
                Some(office),
            ));
        }
    }
    for account in &mut accounts {
        match &*account.id {
            "williams" => account.away.extend(
                december(24)
                    .zip(december(31))
                    .map(|(from, through)| Away { from, through }),
            ),
            "taylor" => account.daily_cap = Some(5),
            _ => {}
        }
    }
    accounts
}

fn december(day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, 12, day)
}

fn users() -> Vec<User> {
    let agents = OFFICES.iter().flat_map(|(_, _, agents)| agents);
    let mut users = vec![User {
        id: "u-adler".to_owned(),
        accounts: vec!["adler".to_owned()],
        first_name: Some("Ruth".to_owned()),
        last_name: Some("Adler".to_owned()),
        emails: vec!["ruth@adler.example".to_owned()],
        phones: vec!["+12145550100".to_owned()],
        mls: Vec::new(),
    }];
    for ((first, last), number) in FIRST_NAMES.iter().zip(agents).zip(1..) {
        let id = last.to_lowercase();
        users.push(User {
            id: format!("u-{id}"),
            first_name: Some((*first).to_owned()),
            last_name: Some((*last).to_owned()),
            emails: vec![format!(
                "{}.{id}@adler.example",
                first.to_lowercase().replace('í', "i")
            )],
            phones: vec![format!("+121455501{number:02}")],
            mls: vec![MlsId {
                mls: "NTREIS".to_owned(),
                id: format!("05123{:02}", 44 + number),
            }],
            accounts: vec![id],
        });
    }
    users
}

fn brokerage() -> Vec<Channel> {
    vec![
        Channel {
            is_default: true,
            rules: vec![
                rule(
                    "r-rentals",
                    "Rentals",
                    tagged(&["Rental", "Lease"]),
                    turns(pool([("davis", 1), ("taylor", 1)])),
                ),
                rule(
                    "r-out-of-hours",
                    "Out of hours",
                    hours(20, 7),
                    turns(Pool::All),
                ),
            ],
            ..channel(
                "8b1e6c52-3f0d-4a97-b6e4-90c2d7a15f01",
                "adler",
                "Default Route",
            )
        },
        Channel {
            policies: Policies {
                returning_lead_days: 30,
                ..Policies::default()
            },
            rules: vec![
                with(
                    rule(
                        "r-relocation",
                        "Relocation desk",
                        tagged(&["Relocation"]),
                        to("anderson"),
                    ),
                    [notify("uptown"), tag("Relocation")],
                ),
                with(
                    rule(
                        "r-zillow-weekends",
                        "Zillow weekends",
                        all([source("Zillow"), weekend()]),
                        first_to_claim(
                            pool([("smith", 1), ("johnson", 1), ("brown", 1), ("miller", 1)]),
                            15,
                            OnTimeout::NextRule,
                        ),
                    ),
                    [task("Call within 15 minutes", 15)],
                ),
                with(
                    rule(
                        "r-luxury",
                        "Luxury buyers",
                        all([price_from(1_000_000.0), zip(&LUXURY_ZIPS)]),
                        turns(pool([
                            ("smith", 2),
                            ("johnson", 1),
                            ("williams", 1),
                            ("brown", 1),
                        ])),
                    ),
                    [task("Call within 5 minutes", 5), tag("Luxury")],
                ),
                rule(
                    "r-estates",
                    "Estates over $2M",
                    all([price_from(2_000_000.0), zip(&["75205"])]),
                    to("smith"),
                ),
                rule(
                    "r-zillow",
                    "Zillow",
                    source("Zillow"),
                    turns(pool([("uptown", 1)])),
                ),
                rule(
                    "r-asked-for-uptown",
                    "Asked for Uptown",
                    has_note(),
                    custom(
                        "lead.note.matches('(?i)uptown')\n  \
                         ? agents.filter(a, a.office == 'uptown' && a.eligible).map(a, a.id)\n  : null",
                    ),
                ),
            ],
            fallback: Fallback::RoundRobin { pool: Pool::All },
            ..channel(
                "5f0c9a3e-7d41-4c8b-9e26-1b7a40d2c602",
                "adler",
                "Listing inquiries",
            )
        },
        Channel {
            rules: vec![
                with(
                    rule(
                        "r-sellers",
                        "Sellers",
                        tagged(&["Seller"]),
                        first_to_claim(pool([("downtown", 1)]), 30, OnTimeout::NextRule),
                    ),
                    [task("Prepare a valuation", 1_440)],
                ),
                rule(
                    "r-evenings",
                    "Evenings and weekends",
                    any([hours(18, 8), weekend()]),
                    turns(pool([("davis", 1), ("uptown", 1)])),
                ),
            ],
            fallback: Fallback::SpecificAgent {
                agent: "johnson".to_owned(),
            },
            ..channel(
                "c27d40b8-15ea-4f6c-8a3b-6e9f02d4b703",
                "adler",
                "General inquiries",
            )
        },
        Channel {
            policies: Policies {
                honor_assignees: false,
                ..Policies::default()
            },
            rules: vec![rule(
                "r-newsletter-visitors",
                "Open house visitors",
                tagged(&["Open House"]),
                turns(pool([("downtown", 1), ("uptown", 1)])),
            )],
            follow_up: vec![tag("Newsletter"), flow("Monthly market letter")],
            ..channel(
                "e94a1f73-b0c6-4d28-97f5-2c8d61e3a804",
                "adler",
                "Newsletter",
            )
        },
    ]
}

fn downtown() -> Vec<Channel> {
    vec![
        Channel {
            is_default: true,
            rules: vec![
                rule(
                    "r-downtown-lakewood",
                    "Lakewood",
                    zip(&["75206", "75214", "75218"]),
                    to("brown"),
                ),
                rule(
                    "r-downtown-buyers",
                    "Buyers",
                    tagged(&["Buyer"]),
                    turns(pool([("smith", 1), ("johnson", 2), ("davis", 1)])),
                ),
                rule(
                    "r-downtown-senior",
                    "First free over $750,000",
                    price_from(750_000.0),
                    custom("['smith', 'williams', 'brown']"),
                ),
            ],
            fallback: Fallback::RoundRobin { pool: Pool::All },
            ..channel(
                "1a7f3be9-62d0-4c15-8e4a-d5b09c27f605",
                "downtown",
                "Default Route",
            )
        },
        Channel {
            rules: vec![
                with(
                    rule(
                        "r-downtown-saturday",
                        "Weekend visitors",
                        weekend(),
                        first_to_claim(Pool::All, 60, OnTimeout::Fallback),
                    ),
                    [task("Thank them for the visit", 120)],
                ),
                rule(
                    "r-downtown-visitors",
                    "Weekday visitors",
                    tagged(&["Open House"]),
                    turns(Pool::All),
                ),
            ],
            ..channel(
                "73d8e0c4-9b2f-4e61-a15d-48f6c3b70a06",
                "downtown",
                "Open houses",
            )
        },
    ]
}

fn uptown() -> Vec<Channel> {
    vec![
        Channel {
            is_default: true,
            rules: vec![
                rule(
                    "r-uptown-referrals",
                    "Referrals",
                    source("Referral"),
                    to("miller"),
                ),
                rule(
                    "r-uptown-high-rise",
                    "High-rises",
                    zip(&["75204", "75219"]),
                    turns(pool([("wilson", 3), ("moore", 2), ("taylor", 1)])),
                ),
                rule(
                    "r-uptown-by-name",
                    "Asked for by name",
                    has_note(),
                    custom(
                        "agents.filter(a, a.eligible && lead.note.contains(a.name)).map(a, a.id)",
                    ),
                ),
            ],
            fallback: Fallback::SpecificAgent {
                agent: "miller".to_owned(),
            },
            ..channel(
                "b64c92d1-e830-4f7a-9c5e-07a1f8d36b07",
                "uptown",
                "Default Route",
            )
        },
        Channel {
            rules: vec![
                rule(
                    "r-uptown-evening",
                    "Evening visitors",
                    hours(17, 22),
                    first_to_claim(pool([("miller", 1), ("moore", 1)]), 45, OnTimeout::NextRule),
                ),
                rule(
                    "r-uptown-visitors",
                    "Visitors",
                    tagged(&["Open House"]),
                    turns(Pool::All),
                ),
            ],
            ..channel(
                "2e95b7a0-4c1d-4836-b8f2-f36d0e5c9108",
                "uptown",
                "Open houses",
            )
        },
    ]
}
