//! Channels and rules: made, changed, moved, copied, one by one and many at once.

use super::*;

#[test]
fn a_route_is_built_from_an_empty_channel() {
    let home = Home::new();
    let session = home.open();
    let state = session
        .edit(edit(json!({
            "kind": "create_channel", "account": "uptown", "name": "Walk-ins", "id": NEW
        })))
        .unwrap();
    assert_eq!(
        state.undo.as_deref(),
        Some("Added channel “Walk-ins” to Uptown Office")
    );
    assert_eq!(state.made, [NEW]);
    assert!(state.tree_changed, "the tree counts channels");
    let settings = session.channel_settings(NEW).unwrap();
    assert_eq!(settings.time_zone, "America/Chicago", "as its neighbours");
    assert!(!settings.is_default, "Uptown has a default already");

    let insert = |id: &str, name: Value, when: Value, then: Value| {
        json!({ "kind": "insert_rule", "channel": NEW, "before": null, "id": id, "source": {
            "name": name, "enabled": true, "when": when, "then": then, "follow_up": [] } })
    };
    let luxury = json!({ "all": [
        { "field": "listing.price", "op": "ge", "value": 1_000_000 },
        { "field": "address.postal_code", "op": "is_any_of", "value": ["75205", "75225"] } ] });
    let pool = json!({ "type": "round_robin", "pool": [
        { "account": "miller", "weight": 1 }, { "account": "moore", "weight": 1 } ] });
    assert_eq!(
        made(
            &session,
            insert("n-1", json!("Luxury"), luxury.clone(), pool.clone())
        ),
        "Added “Luxury”"
    );
    assert_eq!(
        made(
            &session,
            insert("n-2", Value::Null, Value::Null, pool.clone())
        ),
        "Added rule 2"
    );
    assert_eq!(titles(&session, NEW), ["Luxury", "Round robin, 2 agents"]);

    let rule = |kind: &str, rest: Value| {
        if kind == "replace_rule" {
            return changed(&session, "n-2", rest);
        }
        let mut edit = json!({ "kind": kind, "rule": "n-2" });
        edit.as_object_mut()
            .unwrap()
            .extend(rest.as_object().unwrap().clone());
        edit
    };
    let weekend =
        json!({ "field": "captured.weekday", "op": "is_any_of", "value": ["sat", "sun"] });
    let claim = json!({ "type": "first_to_claim", "pool": "all", "window_minutes": 15, "on_timeout": "next_rule" });
    for (kind, rest, label) in [
        (
            "replace_rule",
            json!({ "name": " Weekend " }),
            "Named rule 2 “Weekend”",
        ),
        (
            "replace_rule",
            json!({ "name": "Weekends" }),
            "Renamed “Weekend” to “Weekends”",
        ),
        (
            "replace_rule",
            json!({ "when": weekend }),
            "Changed “Weekends”",
        ),
        (
            "replace_rule",
            json!({ "name": "Sundays", "then": claim, "follow_up": [{ "type": "tag", "tag": "Weekend" }] }),
            "Changed “Weekends”",
        ),
        (
            "duplicate_rule",
            json!({ "id": "n-3" }),
            "Duplicated “Sundays”",
        ),
        (
            "duplicate_rule",
            json!({ "id": "n-4", "channel": GENERAL }),
            "Copied “Sundays” to “General inquiries”",
        ),
        (
            "move_rule",
            json!({ "before": "n-1" }),
            "Moved “Sundays” above “Luxury”",
        ),
        (
            "replace_rule",
            json!({ "name": "" }),
            "Took the name off “Sundays”",
        ),
    ] {
        assert_eq!(made(&session, rule(kind, rest)), label);
    }
    assert_eq!(
        titles(&session, NEW),
        [
            "First to claim, 15 min, all 5 agents of Uptown Office, then next rule",
            "Luxury",
            "Sundays copy"
        ]
    );
    assert_eq!(titles(&session, GENERAL).last().unwrap(), "Sundays");
    let source = session.rule("n-2").unwrap().source;
    let sent: RuleSource = serde_json::from_value(json!({
        "name": null, "enabled": true, "when": weekend, "then": claim,
        "follow_up": [{ "type": "tag", "tag": "Weekend" }] }))
    .unwrap();
    assert_eq!(source, sent, "an editor opens what it sent");
    let back = json!({ "kind": "replace_rule", "rule": "n-2", "source": serde_json::to_value(&source).unwrap() });
    assert_eq!(
        session.edit(edit(back)).unwrap().undo.as_deref(),
        Some("Took the name off “Sundays”"),
        "no change"
    );
}

#[test]
fn channels_are_renamed_marked_moved_copied_and_deleted() {
    let home = Home::new();
    let session = home.open();
    let channel = |kind: &str, rest: Value| {
        let mut edit = json!({ "kind": kind, "channel": LISTINGS });
        edit.as_object_mut()
            .unwrap()
            .extend(rest.as_object().unwrap().clone());
        edit
    };
    for (edit, label) in [
        (
            channel("rename_channel", json!({ "name": "Listings" })),
            "Renamed channel “Listing inquiries” to “Listings”",
        ),
        (
            channel("set_default_channel", json!({})),
            "Made “Listings” the default of Adler & Associates",
        ),
        (
            channel(
                "set_policies",
                json!({ "honor_assignees": false, "returning_lead_days": 30 }),
            ),
            "“Listings”: agents named by the website no longer come first",
        ),
        (
            channel(
                "set_policies",
                json!({ "honor_assignees": false, "returning_lead_days": 0 }),
            ),
            "“Listings”: returning leads are routed like new ones",
        ),
        (
            channel(
                "set_policies",
                json!({ "honor_assignees": true, "returning_lead_days": 1 }),
            ),
            "“Listings”: agents named by the website come first, returning leads go back for 1 day",
        ),
        (
            channel("set_time_zone", json!({ "time_zone": "America/New_York" })),
            "“Listings”: time zone America/New_York",
        ),
        (
            channel("set_mls", json!({ "mls": ["NTREIS", "HAR"] })),
            "“Listings” looks listings up in NTREIS, HAR",
        ),
        (
            channel("set_mls", json!({ "mls": [] })),
            "“Listings” looks listings up in no MLS",
        ),
        (
            channel(
                "set_fallback",
                json!({ "fallback": { "type": "specific_agent", "agent": "smith" } }),
            ),
            "Changed the fallback of “Listings”",
        ),
        (
            channel(
                "replace_fallback",
                json!({ "fallback": { "type": "specific_agent", "agent": "smith" }, "follow_up": [{ "type": "notify", "account": "adler" }] }),
            ),
            "Changed the follow-up of “Listings”",
        ),
        (
            channel(
                "replace_fallback",
                json!({ "fallback": { "type": "inbox" }, "follow_up": [] }),
            ),
            "Changed the fallback and the follow-up of “Listings”",
        ),
        (
            channel(
                "replace_fallback",
                json!({ "fallback": { "type": "specific_agent", "agent": "smith" }, "follow_up": [] }),
            ),
            "Changed the fallback of “Listings”",
        ),
        (
            channel("duplicate_channel", json!({ "id": NEW })),
            "Duplicated channel “Listings”",
        ),
    ] {
        assert_eq!(made(&session, edit), label);
    }
    let names = |tabs: Vec<(String, bool)>| {
        tabs.into_iter()
            .map(|(name, is_default)| format!("{name}{}", if is_default { "*" } else { "" }))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(tabs(&session, "adler")),
        [
            "Default Route",
            "Listings*",
            "Listings copy",
            "General inquiries",
            "Newsletter"
        ]
    );
    assert_eq!(titles(&session, NEW), titles(&session, LISTINGS));
    let rules = |channel| {
        session
            .channel(channel)
            .unwrap()
            .rules
            .into_iter()
            .map(|rule| rule.id)
    };
    assert!(
        rules(NEW).all(|id| rules(LISTINGS).all(|other| other != id)),
        "new ids"
    );

    let moved = session
        .edit(edit(channel(
            "move_channel",
            json!({ "account": "uptown" }),
        )))
        .unwrap();
    assert_eq!(
        moved.undo.as_deref(),
        Some("Moved channel “Listings” to Uptown Office")
    );
    assert!(moved.tree_changed);
    let notes: Vec<String> = moved.notes.into_iter().map(|note| note.words).collect();
    assert_eq!(
        notes,
        [
            "“Zillow weekends” cannot give leads to Agent Smith, Agent Johnson and Agent Brown, outside Uptown Office",
            "“Luxury buyers” cannot give leads to Agent Smith, Agent Johnson, Agent Williams and Agent Brown, outside Uptown Office",
            "“Estates over $2M” cannot give leads to Agent Smith, outside Uptown Office",
            "The fallback cannot give leads to Agent Smith, outside Uptown Office",
        ]
    );
    assert_eq!(
        session.channel_settings(LISTINGS).unwrap().account,
        "uptown"
    );
    assert_eq!(
        names(tabs(&session, "uptown")),
        ["Listings", "Default Route*", "Open houses"]
    );
    assert_eq!(
        names(tabs(&session, "adler"))[0],
        "Default Route*",
        "the mark goes to the next"
    );

    assert_eq!(
        made(&session, channel("delete_channel", json!({}))),
        "Deleted channel “Listings”"
    );
    assert_eq!(session.channel(LISTINGS).unwrap_err().code, Code::NotFound);
    let only = json!({ "kind": "create_channel", "account": "smith", "name": null });
    let state = session.edit(edit(only)).unwrap();
    assert_eq!(
        state.undo.as_deref(),
        Some("Added an unnamed channel to Agent Smith")
    );
    assert_eq!(
        tabs(&session, "smith"),
        [(String::new(), true)],
        "the first is the default"
    );
}

#[test]
fn many_rules_are_switched_moved_copied_and_deleted_as_one_edit() {
    let home = Home::new();
    let session = home.open();
    let rules = json!(["r-zillow", "r-luxury"]);
    for (edit, label) in [
        (
            json!({ "kind": "set_rules_enabled", "rules": rules, "enabled": false }),
            "Turned off 2 rules",
        ),
        (
            json!({ "kind": "set_rules_enabled", "rules": ["r-zillow"], "enabled": true }),
            "Turned on “Zillow”",
        ),
        (
            json!({ "kind": "move_rules", "rules": rules, "channel": LISTINGS, "before": "r-relocation" }),
            "Moved 2 rules above “Relocation desk”",
        ),
        (
            json!({ "kind": "move_rules", "rules": ["r-evenings", "r-luxury"], "channel": GENERAL, "before": "r-sellers" }),
            "Moved 2 rules to “General inquiries”",
        ),
        (
            json!({ "kind": "copy_rules", "rules": ["r-sellers", "r-zillow"], "channel": GENERAL, "before": null }),
            "Copied 2 rules to “General inquiries”",
        ),
        (
            json!({ "kind": "delete_rules", "rules": ["r-estates", "r-zillow-weekends"] }),
            "Deleted 2 rules",
        ),
    ] {
        assert_eq!(made(&session, edit), label);
    }
    assert_eq!(
        titles(&session, LISTINGS),
        ["Zillow", "Relocation desk", "Asked for Uptown"]
    );
    assert_eq!(
        titles(&session, GENERAL),
        [
            "Luxury buyers",
            "Evenings and weekends",
            "Sellers",
            "Zillow",
            "Sellers copy"
        ]
    );
    let copied = session
        .edit(edit(json!({ "kind": "copy_rules", "rules": ["r-zillow"], "channel": LISTINGS, "before": "r-zillow" })))
        .unwrap();
    assert_eq!(copied.made.len(), 1);
    assert_eq!(
        session
            .rule(&copied.made[0])
            .unwrap()
            .source
            .name
            .as_deref(),
        Some("Zillow copy")
    );
    let error = refused(
        &session,
        json!({ "kind": "delete_rules", "rules": ["r-zillow", "r-nothing"] }),
    );
    assert_eq!(error.code, Code::NotFound);
    for _ in 0..7 {
        session.undo().unwrap();
    }
    assert_eq!(titles(&session, LISTINGS).len(), 6);
}
