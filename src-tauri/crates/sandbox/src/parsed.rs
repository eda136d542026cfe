//! What a capture was understood as: the reply's `parsed_payload`, in the current documented shape.

use routing::facts::{Assignee, Facts};
use routing::fields::Field;
use routing::json::number_text;
use serde_json::{Map, Value};

/// Only what the lead says: a missing fact is a missing key.
pub fn parsed_payload(facts: &Facts<'_>) -> Value {
    let mut lead = Map::new();
    for (key, field) in [
        ("first_name", Field::FirstName),
        ("last_name", Field::LastName),
        ("email", Field::Email),
        ("phone_number", Field::Phone),
        ("lead_source", Field::LeadSource),
        ("source_type", Field::SourceType),
        ("note", Field::Note),
        ("referer_url", Field::RefererUrl),
    ] {
        put(&mut lead, key, facts, field);
    }
    if !facts.tags.is_empty() {
        let tags = facts
            .tags
            .iter()
            .map(|tag| Value::from(tag.raw()))
            .collect();
        lead.insert("tag".to_owned(), Value::Array(tags));
    }
    let mut address = Map::new();
    for (key, field) in [
        ("street_address", Field::Street),
        ("city", Field::City),
        ("state_code", Field::State),
        ("postal_code", Field::PostalCode),
        ("country", Field::Country),
        ("full_address", Field::FullAddress),
    ] {
        put(&mut address, key, facts, field);
    }
    let mut listing = Map::new();
    if let Some(price) = facts.price
        && let Ok(number) = serde_json::from_str(&number_text(price))
    {
        listing.insert("price".to_owned(), Value::Number(number));
    }
    put(&mut listing, "mls_number", facts, Field::ListingMlsNumber);
    if !address.is_empty() {
        let property = [("address".to_owned(), Value::Object(address))];
        let property = Value::Object(property.into_iter().collect());
        listing.insert("property".to_owned(), property);
    }
    if !listing.is_empty() {
        lead.insert("listing".to_owned(), Value::Object(listing));
    }
    if !facts.assignees.is_empty() {
        let assignees = facts.assignees.iter().map(assignee).collect();
        lead.insert("assignees".to_owned(), Value::Array(assignees));
    }
    Value::Object(lead)
}

fn put(into: &mut Map<String, Value>, key: &str, facts: &Facts<'_>, field: Field) {
    if let Some(text) = facts.text(field) {
        into.insert(key.to_owned(), Value::from(text.raw()));
    }
}

fn assignee(of: &Assignee<'_>) -> Value {
    let keys = [
        ("email", of.email.as_deref()),
        ("phone_number", of.phone.as_deref()),
        ("name", of.name.as_deref()),
        ("mls", of.mls.as_deref()),
        ("mls_id", of.mls_id.as_deref()),
    ];
    let told = keys
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), Value::from(value?))));
    Value::Object(told.collect())
}
