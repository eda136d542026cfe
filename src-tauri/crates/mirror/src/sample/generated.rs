//! A brokerage made to measure: so many offices, so many agents, spread as unevenly as in life.

use std::collections::HashMap;

use chrono::NaiveDate;
use routing::Book;
use routing::book::{
    AccountKind, Away, Channel, Fallback, MlsId, OnTimeout, Policies, Pool, Rule, User,
};

use super::names::{FIRST_NAMES, HOUSES, LAST_NAMES, PLACES, QUARTERS, ZIPS, address_part};
use super::parts::*;

/// How large a brokerage to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub offices: u32,
    pub agents: u32,
    /// The same size and seed always give the same book.
    pub seed: u64,
}

impl Default for Size {
    /// The guide's account math: 1 + 10 + 200 = 211 accounts.
    fn default() -> Self {
        Size {
            offices: 10,
            agents: 200,
            seed: 1,
        }
    }
}

/// One brokerage, `offices` offices and `agents` agents, with channels on the brokerage and on
/// each office. Agents without an office belong to the brokerage itself.
pub fn generated(size: Size) -> Book {
    let mut dice = Dice(size.seed);
    let (house, domain) = *dice
        .pick(HOUSES)
        .unwrap_or(&("Brokerage", "brokerage.example"));
    let brokerage = domain.trim_end_matches(".example");
    let offices: Vec<(String, String)> = (0..size.offices as usize)
        .map(|number| {
            (
                format!("office-{:04}", number + 1),
                format!("{} Office", place(number)),
            )
        })
        .collect();
    let staff = assign(&mut dice, size.agents, offices.len());

    let mut book = Book::default();
    book.accounts
        .push(account(brokerage, AccountKind::Brokerage, house, None));
    let mut hired = Agents {
        dice,
        domain,
        count: 0,
        addresses: HashMap::new(),
    };
    let mut everybody = Vec::new();
    let mut office_channels = Vec::new();
    for ((id, name), agents) in offices.iter().zip(&staff) {
        book.accounts
            .push(account(id, AccountKind::Office, name, Some(brokerage)));
        let team = hired.hire(&mut book, *agents, id);
        office_channels.extend(channels_of_office(&mut hired.dice, id, &team));
        everybody.extend(team);
    }
    if offices.is_empty() {
        everybody = hired.hire(&mut book, size.agents, brokerage);
    }
    let offices: Vec<String> = offices.into_iter().map(|(id, _)| id).collect();
    book.channels = channels_of_brokerage(&mut hired.dice, brokerage, &offices, &everybody);
    book.channels.extend(office_channels);
    book
}

fn place(number: usize) -> String {
    let place = PLACES.get(number % PLACES.len()).unwrap_or(&"Central");
    match (number / PLACES.len()).checked_sub(1) {
        None => (*place).to_owned(),
        Some(round) => {
            let quarter = QUARTERS.get(round % QUARTERS.len()).unwrap_or(&"Central");
            match round / QUARTERS.len() {
                0 => format!("{place} {quarter}"),
                more => format!("{place} {quarter} {}", more + 1),
            }
        }
    }
}

/// How many agents each office has: everyone at least one while there are enough, the rest by
/// how much each office draws people.
fn assign(dice: &mut Dice, agents: u32, offices: usize) -> Vec<u32> {
    let mut staff = vec![0; offices];
    let draws: Vec<usize> = (0..offices)
        .flat_map(|office| vec![office; 1 + dice.below(4)])
        .collect();
    for agent in 0..agents as usize {
        let office = if agent < offices {
            Some(agent)
        } else {
            dice.pick(&draws).copied()
        };
        if let Some(count) = office.and_then(|office| staff.get_mut(office)) {
            *count += 1;
        }
    }
    staff
}

/// Agents as they join, numbered through the whole house.
struct Agents {
    dice: Dice,
    domain: &'static str,
    count: usize,
    /// How often each e-mail address was given out.
    addresses: HashMap<String, u32>,
}

impl Agents {
    /// Adds agents under `office` and returns the ids of those who are active.
    fn hire(&mut self, book: &mut Book, agents: u32, office: &str) -> Vec<String> {
        let mut team = Vec::new();
        for _ in 0..agents {
            self.count += 1;
            let id = format!("agent-{:06}", self.count);
            let first = *self.dice.pick(FIRST_NAMES).unwrap_or(&"Alex");
            let last = *self.dice.pick(LAST_NAMES).unwrap_or(&"Smith");
            let mut agent = account(
                &id,
                AccountKind::Agent,
                &format!("{first} {last}"),
                Some(office),
            );
            match self.dice.below(100) {
                0 => agent.active = false,
                1..=2 => agent.away.extend(self.vacation()),
                3..=5 => agent.daily_cap = Some(3 + self.dice.below(6) as u32),
                _ => {}
            }
            if agent.active {
                team.push(id.clone());
            }
            book.users.push(self.user(id, first, last));
            book.accounts.push(agent);
        }
        team
    }

    fn user(&mut self, account: String, first: &str, last: &str) -> User {
        /// Dallas, Fort Worth, Austin, Houston and around.
        const AREAS: [u64; 12] = [214, 972, 469, 945, 817, 682, 940, 903, 512, 737, 713, 832];
        let mut address = format!("{}.{}", address_part(first), address_part(last));
        let taken = self.addresses.entry(address.clone()).or_insert(0);
        *taken += 1;
        if *taken > 1 {
            address.push_str(&taken.to_string());
        }
        let number = self.count as u64 + 100;
        let area = AREAS
            .get((number / 10_000) as usize % AREAS.len())
            .unwrap_or(&214);
        User {
            id: account.replacen("agent", "user", 1),
            accounts: vec![account],
            first_name: Some(first.to_owned()),
            last_name: Some(last.to_owned()),
            emails: vec![format!("{address}@{}", self.domain)],
            phones: vec![format!("+1{area}555{:04}", number % 10_000)],
            mls: vec![MlsId {
                mls: "NTREIS".to_owned(),
                id: format!("{:07}", 500_000 + self.count),
            }],
        }
    }

    /// Some days around the turn of 2026.
    fn vacation(&mut self) -> Option<Away> {
        let from =
            NaiveDate::from_ymd_opt(2026, 11, 1)? + chrono::Days::new(self.dice.below(75) as u64);
        Some(Away {
            from,
            through: from + chrono::Days::new(self.dice.below(14) as u64),
        })
    }
}

fn channels_of_brokerage(
    dice: &mut Dice,
    id: &str,
    offices: &[String],
    agents: &[String],
) -> Vec<Channel> {
    let mut default = Channel {
        is_default: true,
        ..channel(&dice.uuid(), id, "Default Route")
    };
    default.rules.push(rule(
        "r-out-of-hours",
        "Out of hours",
        hours(20, 7),
        turns(Pool::All),
    ));
    default.rules.extend(dice.pick(agents).map(|agent| {
        rule(
            "r-rentals",
            "Rentals",
            tagged(&["Rental", "Lease"]),
            to(agent),
        )
    }));

    let mut listings = Channel {
        policies: Policies {
            returning_lead_days: 30,
            ..Policies::default()
        },
        fallback: Fallback::RoundRobin { pool: Pool::All },
        ..channel(&dice.uuid(), id, "Listing inquiries")
    };
    listings.rules.extend(dice.pick(agents).map(|agent| {
        rule(
            "r-relocation",
            "Relocation desk",
            tagged(&["Relocation"]),
            to(agent),
        )
    }));
    listings.rules.extend([
        with(
            rule(
                "r-portal-weekends",
                "Zillow weekends",
                all([source("Zillow"), weekend()]),
                first_to_claim(dice.pool(agents, 6, 1), 15, OnTimeout::NextRule),
            ),
            [task("Call within 15 minutes", 15)],
        ),
        with(
            rule(
                "r-luxury",
                "Luxury buyers",
                all([
                    price_from(1_000_000.0),
                    zip(&["75205", "75225", "75209", "75219", "75230", "76092"]),
                ]),
                turns(dice.pool(agents, 8, 3)),
            ),
            [task("Call within 5 minutes", 5), tag("Luxury")],
        ),
        rule(
            "r-portal",
            "Zillow",
            source("Zillow"),
            turns(dice.pool(offices, 3, 1)),
        ),
        rule(
            "r-high-notes",
            "Asked for by name",
            has_note(),
            custom(BY_NAME),
        ),
    ]);

    let mut general = channel(&dice.uuid(), id, "General inquiries");
    general.rules.extend([
        with(
            rule(
                "r-sellers",
                "Sellers",
                tagged(&["Seller"]),
                first_to_claim(dice.pool(offices, 1, 1), 30, OnTimeout::NextRule),
            ),
            [task("Prepare a valuation", 1_440)],
        ),
        rule(
            "r-evenings",
            "Evenings and weekends",
            any([hours(18, 8), weekend()]),
            turns(dice.pool(offices, 4, 2)),
        ),
    ]);
    if let Some(agent) = dice.pick(agents) {
        general.fallback = Fallback::SpecificAgent {
            agent: agent.clone(),
        };
    }

    let newsletter = Channel {
        policies: Policies {
            honor_assignees: false,
            ..Policies::default()
        },
        rules: vec![rule(
            "r-newsletter-visitors",
            "Open house visitors",
            tagged(&["Open House"]),
            turns(dice.pool(offices, 5, 1)),
        )],
        follow_up: vec![tag("Newsletter"), flow("Monthly market letter")],
        ..channel(&dice.uuid(), id, "Newsletter")
    };
    vec![default, listings, general, newsletter]
}

fn channels_of_office(dice: &mut Dice, office: &str, team: &[String]) -> Vec<Channel> {
    let id = |rule: &str| format!("r-{office}-{rule}");
    let first_zip = dice.below(ZIPS.len());
    let zips: Vec<&str> = ZIPS
        .iter()
        .cycle()
        .skip(first_zip)
        .take(3)
        .copied()
        .collect();
    let mut default = Channel {
        is_default: true,
        ..channel(&dice.uuid(), office, "Default Route")
    };
    default.rules.extend(
        dice.pick(team)
            .map(|agent| rule(id("area"), "Around the corner", zip(&zips), to(agent))),
    );
    default.rules.extend([
        rule(
            id("buyers"),
            "Buyers",
            tagged(&["Buyer"]),
            turns(dice.pool(team, 5, 3)),
        ),
        rule(
            id("by-name"),
            "Asked for by name",
            has_note(),
            custom(BY_NAME),
        ),
    ]);
    default.fallback = match dice.pick(team) {
        Some(agent) if dice.below(2) == 0 => Fallback::SpecificAgent {
            agent: agent.clone(),
        },
        _ => Fallback::RoundRobin { pool: Pool::All },
    };
    let visitors: [Rule; 2] = [
        with(
            rule(
                id("weekend"),
                "Weekend visitors",
                weekend(),
                first_to_claim(
                    Pool::All,
                    15 * (1 + dice.below(4) as u32),
                    OnTimeout::Fallback,
                ),
            ),
            [task("Thank them for the visit", 120)],
        ),
        rule(
            id("visitors"),
            "Visitors",
            tagged(&["Open House"]),
            turns(Pool::All),
        ),
    ];
    let open_houses = Channel {
        rules: visitors.into(),
        ..channel(&dice.uuid(), office, "Open houses")
    };
    vec![default, open_houses]
}

/// For a lead whose note names an agent.
const BY_NAME: &str = "agents.filter(a, a.eligible && lead.note.contains(a.name)).map(a, a.id)";

/// SplitMix64 (Steele, Lea, Flood 2014): ours, so that a seed means the same book for ever.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `count` - 1; 0 for a count of 0.
    fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.next()) * count as u128) >> 64) as usize
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// Up to `size` different accounts with weights up to `heaviest`; everybody if there are none.
    fn pool(&mut self, from: &[String], size: usize, heaviest: u32) -> Pool {
        let start = self.below(from.len());
        let members: Vec<(&str, u32)> = from
            .iter()
            .cycle()
            .skip(start)
            .take(size.min(from.len()))
            .map(|account| (&**account, 1 + self.below(heaviest as usize) as u32))
            .collect();
        if members.is_empty() {
            Pool::All
        } else {
            pool(members)
        }
    }

    /// In the shape of a random UUID.
    fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            0x8000 | (low >> 50),
            low & 0xffff_ffff_ffff,
        )
    }
}
