//! Accounts and the people behind them.

use chrono::{Datelike, NaiveDate};
use routing::book::{self, Account, Away, User};
use routing::roster::Roster;

use crate::wire::{AccountKind, Counts, DaysAway, Face, Person};

impl From<book::AccountKind> for AccountKind {
    fn from(kind: book::AccountKind) -> Self {
        match kind {
            book::AccountKind::Brokerage => AccountKind::Brokerage,
            book::AccountKind::Region => AccountKind::Region,
            book::AccountKind::Office => AccountKind::Office,
            book::AccountKind::Team => AccountKind::Team,
            book::AccountKind::Agent => AccountKind::Agent,
            book::AccountKind::Other => AccountKind::Other,
        }
    }
}

pub fn counts(kinds: &[book::AccountKind]) -> Counts {
    let mut counts = Counts::default();
    for kind in kinds {
        *match kind {
            book::AccountKind::Brokerage => &mut counts.brokerages,
            book::AccountKind::Region => &mut counts.regions,
            book::AccountKind::Office => &mut counts.offices,
            book::AccountKind::Team => &mut counts.teams,
            book::AccountKind::Agent => &mut counts.agents,
            book::AccountKind::Other => &mut counts.others,
        } += 1;
    }
    counts
}

/// Two letters for a face: of the first and the last word, or the first two of an only one.
pub fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric));
    let letter = |word: &str| word.chars().find(|letter| letter.is_alphanumeric());
    let letters: String = match (words.next(), words.next_back()) {
        (Some(first), Some(last)) => [first, last].into_iter().filter_map(letter).collect(),
        (Some(only), None) => only
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .take(2)
            .collect(),
        _ => String::new(),
    };
    letters.to_uppercase()
}

pub fn face(roster: &Roster, account: &str, weight: u32) -> Face {
    let entry = roster.find(account).and_then(|ix| roster.get(ix));
    let name = entry.map_or(account, |entry| &entry.name);
    Face {
        account: account.to_owned(),
        name: name.to_owned(),
        initials: initials(name),
        kind: entry.map_or(AccountKind::Other, |entry| entry.kind.into()),
        weight,
    }
}

pub fn away(account: &Account, today: NaiveDate) -> Vec<DaysAway> {
    let away = account.away.iter();
    away.map(|away| DaysAway {
        from: away.from.to_string(),
        through: away.through.to_string(),
        words: days(away, today),
        is_over: away.through < today,
    })
    .collect()
}

/// `24 Dec to 31 Dec`, with the year where it is not this one's.
fn days(away: &Away, today: NaiveDate) -> String {
    let day = |date: NaiveDate| {
        let form = if date.year() == today.year() {
            "%-d %b"
        } else {
            "%-d %b %Y"
        };
        date.format(form).to_string()
    };
    if away.from == away.through {
        day(away.from)
    } else {
        format!("{} to {}", day(away.from), day(away.through))
    }
}

pub fn person(user: &User) -> Person {
    let names = [user.first_name.as_deref(), user.last_name.as_deref()];
    Person {
        name: names
            .into_iter()
            .flatten()
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
        emails: user.emails.clone(),
        phones: user.phones.clone(),
        mls: user
            .mls
            .iter()
            .map(|mls| format!("{} {}", mls.mls, mls.id))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_two_letters_of_the_name() {
        for (name, expected) in [
            ("Agent Smith", "AS"),
            ("Maria de la Cruz", "MC"),
            ("Cher", "CH"),
            ("Adler & Associates", "AA"),
            ("o'Neil jr.", "OJ"),
            ("张 伟", "张伟"),
            ("&", ""),
            ("", ""),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }

    #[test]
    fn absences_name_the_year_only_where_it_differs() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = date("2026-12-28");
        let said = |from, through| {
            days(
                &Away {
                    from: date(from),
                    through: date(through),
                },
                today,
            )
        };
        assert_eq!(said("2026-12-24", "2026-12-31"), "24 Dec to 31 Dec");
        assert_eq!(said("2026-12-24", "2027-01-02"), "24 Dec to 2 Jan 2027");
        assert_eq!(said("2026-12-30", "2026-12-30"), "30 Dec");
    }
}
