//! What the builder asks while somebody types and after every edit: checks, completions, finding,
//! outcomes, versions, the address of a channel.

use serde_json::{Value, json};
use switchyard_app::session::Session;
use switchyard_app::wire::*;

use crate::session::{Home, LISTINGS, changed};

fn edit(session: &Session, edit: Value) -> EditState {
    session.edit(serde_json::from_value(edit).unwrap()).unwrap()
}

fn condition(session: &Session, condition: Value) -> ConditionCheck {
    let condition = serde_json::from_value(condition).unwrap();
    session.check_condition(LISTINGS, &condition).unwrap()
}

fn told(tries: &[Try]) -> Vec<String> {
    let words = tries.iter().map(|tried| {
        let passed = if tried.passed { "yes" } else { "no" };
        format!(
            "{}: {passed}, {}",
            tried.sample,
            tried.words.as_deref().unwrap_or("-")
        )
    });
    words.collect()
}

#[test]
fn the_field_table_is_the_engines() {
    let table = tauri::async_runtime::block_on(switchyard_app::commands::builder::field_table());
    let price = table
        .iter()
        .find(|field| field.name == "listing.price")
        .unwrap();
    assert_eq!((&*price.words, price.kind), ("price", FieldKind::Number));
    let operators: Vec<_> = price
        .operators
        .iter()
        .map(|op| (&*op.name, &*op.words, op.takes))
        .collect();
    assert_eq!(operators[0], ("ge", "is at least", ValueShape::Number));
    assert_eq!(
        operators[2],
        ("between", "is between", ValueShape::NumberRange)
    );
    assert_eq!(table.len(), 24);
}

#[test]
fn a_condition_is_judged_and_tried_as_it_is_built() {
    let home = Home::new();
    let session = home.open();
    let check = condition(
        &session,
        json!({ "any": [
        { "field": "listing.price", "op": "ge", "value": 1_000_000 },
        { "field": "tags", "op": "has_any", "value": ["Seller"] } ] }),
    );
    assert_eq!(
        check.words.as_deref(),
        Some("price ≥ $1,000,000 or tags include Seller")
    );
    assert_eq!(check.matched, 2);
    assert_eq!(
        told(&check.tries),
        [
            "listing-inquiry: yes, price 1,250,000 is at least 1,000,000",
            "general-contact: yes, tags include Seller",
            "newsletter-signup: no, price is missing and tags are Newsletter, not Seller",
            "agent-profile: no, price is missing and tags are Website, not Seller",
        ]
    );
    let half = condition(
        &session,
        json!({ "all": [
        { "field": "listing.price", "op": "ge" },
        { "field": "address.city", "op": "matches", "value": "da(llas" } ] }),
    );
    let problems: Vec<_> = half
        .problems
        .iter()
        .map(|p| (&*p.place, &*p.code))
        .collect();
    assert_eq!(
        problems,
        [
            ("all[0].value", "missing_value"),
            ("all[1].value", "bad_pattern")
        ]
    );
    assert!(half.words.is_none() && half.tries.is_empty());
}

#[test]
fn patterns_and_expressions_say_where_they_are_wrong_and_what_they_answer() {
    let home = Home::new();
    let session = home.open();
    let pattern = |text: &str| session.check_pattern("note", text).unwrap();
    let open = pattern("see it (on").error.unwrap();
    assert_eq!(
        (&*open.message, open.line, open.column),
        ("unclosed group", Some(1), Some(8))
    );
    let friday = pattern("(?i)FRIDAY");
    assert_eq!((friday.error, friday.matched), (None, 1));
    assert_eq!(
        friday.tries[0].words.as_deref(),
        Some("Could we see it on Friday?")
    );
    assert_eq!(
        pattern(" ").error.unwrap().message,
        "the regular expression is blank"
    );
    assert_eq!(
        session
            .check_pattern("listing.price", "1")
            .unwrap_err()
            .code,
        Code::NotFound
    );

    let expression = |text: &str| session.check_expression(LISTINGS, text).unwrap();
    let cut = expression("lead.note.matches(\n  ").error.unwrap();
    assert_eq!((&*cut.message, cut.line), ("it ends too early", Some(2)));
    let asked = expression("lead.tags.exists(t, t == 'Seller') ? 'smith' : null");
    assert_eq!(asked.error, None);
    assert_eq!(
        told(&asked.tries),
        [
            "listing-inquiry: no, nobody",
            "general-contact: yes, Agent Smith",
            "newsletter-signup: no, nobody",
            "agent-profile: no, nobody",
        ]
    );
    assert_eq!(
        expression("'nobody'").tries[0].words.as_deref(),
        Some("names \"nobody\", no agent")
    );
    assert_eq!(
        expression("lead.nothing").tries[0].words.as_deref(),
        Some("failed: there is no \"nothing\"; has(…) asks first")
    );
}

#[test]
fn values_are_completed_from_samples_and_rules() {
    let home = Home::new();
    let session = home.open();
    let values = |field: &str| -> Vec<String> {
        let found = session.suggestions(field).unwrap().into_iter();
        found
            .map(|value| format!("{} {}+{}", value.value, value.samples, value.rules))
            .collect()
    };
    assert_eq!(
        values("lead_source"),
        ["Office site 3+0", "Zillow 1+2", "Referral 0+1"]
    );
    assert_eq!(
        values("address.postal_code")[..2],
        ["75205 1+2", "75219 0+2"]
    );
    assert!(
        values("tags").contains(&"Seller 1+1".to_owned()),
        "{:?}",
        values("tags")
    );
    assert!(values("listing.price").is_empty());
    assert_eq!(
        session.suggestions("colour").unwrap_err().code,
        Code::NotFound
    );
}

#[test]
fn whatever_mentions_a_zip_or_a_person_is_found() {
    let home = Home::new();
    let session = home.open();
    let found = |text: &str| -> Vec<String> {
        let hits = session.find(text).unwrap().hits.into_iter();
        hits.map(|hit| {
            let mentions: Vec<String> = hit.mentions.into_iter().map(|m| m.words).collect();
            format!(
                "{}: {}: {}",
                hit.channel_name.unwrap(),
                hit.title,
                mentions.join(" | ")
            )
        })
        .collect()
    };
    assert_eq!(
        found("75219"),
        [
            "Listing inquiries: Luxury buyers: ZIP is one of 75219, 75205 +4",
            "Default Route: High-rises: ZIP is one of 75219 or 75204",
        ]
    );
    assert_eq!(
        found("smith"),
        [
            "Listing inquiries: Zillow weekends: Agent Smith",
            "Listing inquiries: Luxury buyers: Agent Smith ×2",
            "Listing inquiries: Estates over $2M: Agent Smith",
            "Default Route: Buyers: Agent Smith",
            "Default Route: First free over $750,000: ['smith', 'williams', 'brown']",
        ]
    );
    // By her e-mail, which only her people have.
    assert_eq!(
        found("sofia.anderson@"),
        ["Listing inquiries: Relocation desk: Agent Anderson"]
    );
    assert_eq!(
        found("$750,000"),
        ["Default Route: First free over $750,000: First free over $750,000 | price ≥ $750,000"]
    );
    assert_eq!(found("750000").len(), 1);
    assert_eq!(
        found("monthly market"),
        ["Newsletter: Newsletter: Start flow “Monthly market letter”"]
    );
    assert_eq!(
        found(LISTINGS),
        ["Listing inquiries: Listing inquiries: its id, 5f0c…"]
    );
    assert_eq!(found("agent miller").len(), 4);
    assert!(found(" ").is_empty() && found("no such thing").is_empty());

    edit(
        &session,
        changed(&session, "r-luxury", json!({ "name": "Villas" })),
    );
    assert_eq!(found("villas"), ["Listing inquiries: Villas: Villas"]);
    let hit = session.find("villas").unwrap().hits.remove(0);
    assert_eq!(
        (hit.rule.as_deref(), hit.number),
        (Some("r-luxury"), Some(3))
    );
    assert_eq!(hit.account.name, "Adler & Associates");
}

#[test]
fn after_each_step_the_samples_say_what_it_changed() {
    let home = Home::new();
    let session = home.open();
    let outcomes = || session.outcomes(Some(LISTINGS)).unwrap();
    let first = outcomes();
    assert_eq!((first.changed, first.samples.len()), (0, 4));
    assert!(first.samples.iter().all(|sample| sample.before.is_none()));
    let smith = "Goes to Agent Smith (Downtown Office) by rule 3 “Luxury buyers”: price 1,250,000 is at least 1,000,000 \
                 and ZIP 75205 is on the list.";
    assert_eq!(first.samples[0].after.as_deref(), Some(smith));

    edit(
        &session,
        json!({ "kind": "move_rule", "rule": "r-zillow", "before": "r-luxury" }),
    );
    let moved = outcomes();
    assert_eq!(moved.changed, 1);
    let anderson = "Goes to Agent Anderson (Uptown Office) by rule 3 “Zillow”: source is Zillow.";
    let inquiry = &moved.samples[0];
    assert_eq!(
        (
            inquiry.before.as_deref(),
            inquiry.after.as_deref(),
            inquiry.changed
        ),
        (Some(smith), Some(anderson), true)
    );
    assert_eq!(inquiry.rule.as_deref(), Some("r-zillow"));
    assert!(
        moved.samples[1..]
            .iter()
            .all(|sample| !sample.changed && sample.before == sample.after)
    );
    assert_eq!(outcomes().changed, 1, "asked again, it is the same step");

    // The rule's number is other words for the same fate.
    edit(
        &session,
        json!({ "kind": "delete_rule", "rule": "r-relocation" }),
    );
    let renumbered = outcomes();
    assert_eq!(renumbered.changed, 0);
    assert_ne!(renumbered.samples[0].before, renumbered.samples[0].after);

    session.undo().unwrap();
    session.undo().unwrap();
    let undone = outcomes();
    assert_eq!(
        (
            undone.samples[0].before.as_deref(),
            undone.samples[0].after.as_deref()
        ),
        (Some(anderson), Some(smith))
    );
    edit(
        &session,
        json!({ "kind": "set_active", "agent": "smith", "active": false }),
    );
    let people = outcomes();
    assert_eq!(people.changed, 2, "the offer too is to others");
    assert!(
        people.samples[0]
            .after
            .as_deref()
            .unwrap()
            .starts_with("Goes to Agent Johnson")
    );
}

#[test]
fn a_condition_that_catches_nothing_or_everything_is_said_to() {
    let home = Home::new();
    let session = home.open();
    let reach = || -> Vec<String> {
        let rules = session.outcomes(Some(LISTINGS)).unwrap().rules.into_iter();
        rules
            .map(|rule| {
                format!(
                    "{} {}/{} {}/{} {:?}",
                    rule.rule, rule.caught, rule.of, rule.matched, rule.tried, rule.extent
                )
            })
            .collect()
    };
    assert_eq!(
        reach(),
        [
            "r-relocation 0/1 0/4 Some(Nothing)",
            "r-zillow-weekends 0/1 0/4 Some(Nothing)",
            "r-luxury 1/1 1/4 None",
            "r-estates 0/1 0/4 Some(Nothing)",
            "r-zillow 0/1 1/4 None",
            "r-asked-for-uptown 0/1 3/4 None",
        ]
    );
    let email = json!({ "field": "email", "op": "is_set" });
    edit(
        &session,
        changed(&session, "r-relocation", json!({ "when": email })),
    );
    assert_eq!(reach()[0], "r-relocation 1/1 4/4 Some(Everything)");
    edit(
        &session,
        changed(&session, "r-relocation", json!({ "when": null })),
    );
    assert_eq!(
        reach()[0],
        "r-relocation 1/1 4/4 None",
        "always is meant to"
    );
    assert_eq!(session.channel(LISTINGS).unwrap().rules[0].caught, 1);
    assert!(session.outcomes(None).unwrap().rules.is_empty());
}

#[test]
fn versions_are_saved_compared_and_restored() {
    let home = Home::new();
    let session = home.open();
    let kinds = |session: &Session| -> Vec<String> {
        let versions = session.versions().unwrap().into_iter();
        versions
            .map(|version| format!("{} {:?} {}", version.id, version.kind, version.note))
            .collect()
    };
    assert_eq!(kinds(&session), ["1 Import Began with Adler & Associates"]);
    edit(
        &session,
        changed(&session, "r-luxury", json!({ "name": "Villas" })),
    );
    assert_eq!(
        session.save_version(" Before Monday ").unwrap().note,
        "Before Monday"
    );
    edit(
        &session,
        json!({ "kind": "move_rule", "rule": "r-zillow", "before": "r-luxury" }),
    );
    let words = |old, now| -> Vec<String> {
        let changes = session.compare(old, now).unwrap().changes.into_iter();
        changes.map(|change| change.words).collect()
    };
    assert_eq!(
        words(Some(1), Some(2)),
        ["Renamed rule “Luxury buyers” to “Villas”"]
    );
    assert_eq!(
        words(Some(2), None),
        ["Moved rule “Zillow” in “Listing inquiries” above “Villas”"]
    );
    assert!(words(None, None).is_empty());
    assert_eq!(
        session.compare(Some(1), Some(2)).unwrap().changes[0].kind,
        "rule_renamed"
    );

    let restored = session.restore_version(1).unwrap();
    assert_eq!(
        restored.undo.as_deref(),
        Some("Restored version 1, “Began with Adler & Associates”")
    );
    assert!(words(Some(1), None).is_empty());
    assert_eq!(
        session.channel(LISTINGS).unwrap().rules[2].title,
        "Luxury buyers"
    );
    session.undo().unwrap();
    assert_eq!(session.channel(LISTINGS).unwrap().rules[3].title, "Villas");
    assert_eq!(session.restore_version(7).unwrap_err().code, Code::NotFound);
    assert_eq!(
        session.compare(Some(7), None).unwrap_err().code,
        Code::NotFound
    );

    let book = home.file(
        "big.json",
        mirror::sample::generated(mirror::sample::Size::default()).write(),
    );
    session.import_book(&book).unwrap();
    assert_eq!(kinds(&session)[0], "3 Import Imported Trinity River Homes");
}

#[test]
fn a_channel_is_connected_by_its_address_and_three_snippets() {
    let home = Home::new();
    let session = home.open();
    let source = session.connect_source(LISTINGS).unwrap();
    assert_eq!(source.masked, "5f0c…");
    let url = format!("https://api.rechat.com/leads/channels/{LISTINGS}/webhook");
    assert_eq!(source.capture_url, url);
    let kinds: Vec<_> = source.snippets.iter().map(|snippet| snippet.kind).collect();
    assert_eq!(
        kinds,
        [SnippetKind::Sdk, SnippetKind::Html, SnippetKind::Curl]
    );
    let [sdk, html, curl] = &source.snippets[..] else {
        panic!("{source:?}")
    };
    assert!(
        sdk.text.contains(&format!("lead_channel: \"{LISTINGS}\"")),
        "{}",
        sdk.text
    );
    assert!(sdk.text.contains("sdk.Leads.capture(channel, lead)"));
    assert!(
        html.text
            .contains(&format!("<form method=\"post\" action=\"{url}\">"))
    );
    assert!(curl.text.starts_with(&format!("curl '{url}'")));
    for snippet in &source.snippets {
        assert!(!snippet.masked_text.contains(LISTINGS) && snippet.masked_text.contains("5f0c…"));
    }
    // What the curl snippet sends is a lead the engine reads.
    let body = curl
        .text
        .split("--data '")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap();
    let sent = SimulateRequest {
        channel: LISTINGS.to_owned(),
        captured_at: "2026-11-24T09:12:00-06:00".to_owned(),
        payload: body.to_owned(),
    };
    let simulation = session.simulate(&sent).unwrap();
    assert!(simulation.problems.is_empty() && simulation.ignored.is_empty());
}
