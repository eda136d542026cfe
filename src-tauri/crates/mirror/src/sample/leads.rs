//! The four scenarios of Rechat's guide as leads to try, in the webhook's current shape.

use std::collections::HashMap;

use routing::Book;
use routing::book::{Account, AccountKind, Channel, User};
use routing::fold::fold;

use crate::samples::Sample;

/// A listing inquiry, a general contact, a newsletter signup and a lead from an agent's profile
/// page, on the brokerage's channels that suit them; none if the book has no channel.
pub fn samples(book: &Book) -> Vec<Sample> {
    let scenarios = [
        (
            "listing-inquiry",
            "Listing inquiry",
            "listing",
            "09:12",
            LISTING_INQUIRY.to_owned(),
        ),
        (
            "general-contact",
            "General contact",
            "general",
            "10:40",
            GENERAL_CONTACT.to_owned(),
        ),
        (
            "newsletter-signup",
            "Newsletter signup",
            "newsletter",
            "12:05",
            NEWSLETTER_SIGNUP.to_owned(),
        ),
        (
            "agent-profile",
            "Agent profile",
            "default",
            "13:30",
            agent_profile(agent_in_the_middle(book)),
        ),
    ];
    let sample = |(id, name, kind, time, payload): (&str, &str, &str, &str, String)| {
        Some(Sample {
            id: id.to_owned(),
            name: name.to_owned(),
            channel: channel_for(book, kind)?.id.clone(),
            captured_at: format!("2026-11-24T{time}:00-06:00"),
            payload,
        })
    };
    scenarios.into_iter().filter_map(sample).collect()
}

/// The brokerage's channel with that word in its name, else its default, else any.
fn channel_for<'a>(book: &'a Book, word: &str) -> Option<&'a Channel> {
    let root = book
        .accounts
        .iter()
        .find(|account| account.parent.is_none())?;
    let own = || {
        book.channels
            .iter()
            .filter(|channel| channel.account == root.id)
    };
    let named = |channel: &&Channel| {
        channel
            .name
            .as_ref()
            .is_some_and(|name| fold(name).contains(word))
    };
    own()
        .find(named)
        .or_else(|| own().find(|channel| channel.is_default))
        .or(book.channels.first())
}

/// An active agent with an e-mail, and neither the first nor the last.
fn agent_in_the_middle(book: &Book) -> Option<(&Account, &User)> {
    let accounts: HashMap<&str, &Account> = book
        .accounts
        .iter()
        .map(|account| (&*account.id, account))
        .collect();
    let agents: Vec<(&Account, &User)> = book
        .users
        .iter()
        .filter(|user| !user.emails.is_empty())
        .filter_map(|user| {
            let account = accounts.get(&**user.accounts.first()?)?;
            (account.kind == AccountKind::Agent && account.active).then_some((*account, user))
        })
        .collect();
    agents.get(agents.len() / 2).copied()
}

fn agent_profile(agent: Option<(&Account, &User)>) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let (name, email) = match agent {
        Some((account, user)) => (
            account.name.as_str(),
            user.emails.first().map_or("", String::as_str),
        ),
        None => ("you", ""),
    };
    format!(
        r#"{{
  "first_name": "Nora",
  "last_name": "Castillo",
  "email": "nora.castillo@example.com",
  "phone_number": "(214) 555-0168",
  "tag": ["Website"],
  "lead_source": "Office site",
  "note": {},
  "referer_url": "https://www.office.example/agents",
  "assignees": [{{ "email": {} }}]
}}"#,
        quoted(&format!("I would like to work with {name}.")),
        quoted(email),
    )
}

const LISTING_INQUIRY: &str = r#"{
  "first_name": "Ada",
  "last_name": "Quill",
  "email": "ada.quill@example.com",
  "phone_number": "(214) 555-0142",
  "tag": ["Buyer"],
  "lead_source": "Zillow",
  "note": "Could we see it on Friday?",
  "referer_url": "https://www.zillow.example/homes/4412-lakeside-dr",
  "listing": {
    "price": 1250000,
    "mls_number": "20451177",
    "property": {
      "address": {
        "street_number": "4412",
        "street_name": "Lakeside",
        "street_suffix": "Dr",
        "city": "Dallas",
        "state_code": "TX",
        "postal_code": "75205"
      }
    }
  }
}"#;

const GENERAL_CONTACT: &str = r#"{
  "first_name": "Ben",
  "last_name": "Okafor",
  "email": "ben.okafor@example.com",
  "phone_number": "(972) 555-0117",
  "tag": ["Seller"],
  "lead_source": "Office site",
  "note": "What would our house in Lakewood bring this spring?",
  "referer_url": "https://www.office.example/contact"
}"#;

const NEWSLETTER_SIGNUP: &str = r#"{
  "first_name": "Lena",
  "email": "lena@example.com",
  "tag": ["Newsletter"],
  "lead_source": "Office site",
  "referer_url": "https://www.office.example/newsletter"
}"#;
