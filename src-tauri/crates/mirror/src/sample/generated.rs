//! A brokerage made to measure: so many offices, so many agents, spread as unevenly as in life.

use std::collections::HashMap;

use chrono::NaiveDate;
use routing::Book;
use routing::book::{AccountKind, Away, MlsId, User};

use super::dice::Dice;
use super::names::{FIRST_NAMES, HOUSES, LAST_NAMES, PLACES, QUARTERS, address_part, list};
use super::parts::account;
use super::routes::{channels_of_brokerage, channels_of_office};

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
    let mut dice = Dice::new(size.seed);
    let (house, domain) = *dice
        .pick(HOUSES)
        .unwrap_or(&("Brokerage", "brokerage.example"));
    let brokerage = domain.trim_end_matches(".example");
    let (places, quarters) = (list(PLACES), list(QUARTERS));
    let offices: Vec<(String, String)> = (0..size.offices as usize)
        .map(|number| {
            (
                format!("office-{:04}", number + 1),
                format!("{} Office", place(number, &places, &quarters)),
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
        first_names: list(FIRST_NAMES),
        last_names: list(LAST_NAMES),
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

fn place(number: usize, places: &[&str], quarters: &[&str]) -> String {
    let place = places.get(number % places.len()).unwrap_or(&"Central");
    match (number / places.len()).checked_sub(1) {
        None => (*place).to_owned(),
        Some(round) => {
            let quarter = quarters.get(round % quarters.len()).unwrap_or(&"Central");
            match round / quarters.len() {
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
    first_names: Vec<&'static str>,
    last_names: Vec<&'static str>,
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
            let first = *self.dice.pick(&self.first_names).unwrap_or(&"Alex");
            let last = *self.dice.pick(&self.last_names).unwrap_or(&"Smith");
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
