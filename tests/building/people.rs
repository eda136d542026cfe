//! Agents: replaced, leaving, away, capped.

use super::*;

#[test]
fn a_preview_tells_what_an_edit_would_change_and_changes_nothing() {
    let home = Home::new();
    let session = home.open();
    let before = session.opened().unwrap().edits;
    let replace = || edit(json!({ "kind": "replace_agent", "from": "smith", "to": "brown" }));
    let leaves = || {
        edit(
            json!({ "kind": "departure", "agent": "smith", "set_inactive": true, "replacements": [] }),
        )
    };
    let told = |outcomes: Outcomes| {
        let samples = outcomes.samples.into_iter();
        let told = samples.map(|sample| (sample.before, sample.after, sample.changed));
        told.collect::<Vec<_>>()
    };
    for sent in [replace, leaves] as [fn() -> Edit; 2] {
        let kept = told(session.outcomes(None).unwrap());
        let preview = session.preview(sent()).unwrap();
        assert_eq!(told(session.outcomes(None).unwrap()), kept);
        assert_eq!(session.opened().unwrap().edits.undo, before.undo);
        assert!(preview.changed > 0);

        session.edit(sent()).unwrap();
        assert_eq!(told(preview), told(session.outcomes(None).unwrap()));
        session.undo().unwrap();
    }
    let alone = edit(json!({ "kind": "replace_agent", "from": "smith", "to": null }));
    assert_eq!(
        session.preview(alone).unwrap_err().message,
        "“Estates over $2M” gives its leads to this agent alone"
    );
    assert_eq!(session.opened().unwrap().edits.undo, before.undo);
}

#[test]
fn an_agent_is_replaced_everywhere_or_leaves_place_by_place() {
    let home = Home::new();
    let session = home.open();
    let places = session.places_of("smith").unwrap();
    let told: Vec<String> = places
        .iter()
        .map(|found| {
            let channel = found.channel_name.as_deref().unwrap_or_default();
            format!("{channel}: {}: {}", found.title, found.words)
        })
        .collect();
    assert_eq!(
        told,
        [
            "Listing inquiries: Zillow weekends: one of 4 in the pool",
            "Listing inquiries: Luxury buyers: one of 4 in the pool, ×2",
            "Listing inquiries: Estates over $2M: gets every lead",
            "Default Route: Buyers: one of 3 in the pool",
            "Default Route: First free over $750,000: named in the expression, which stays as it is",
        ]
    );
    let removable: Vec<bool> = places.iter().map(|found| found.removable).collect();
    assert_eq!(removable, [true, true, false, true, false]);

    let alone = refused(
        &session,
        json!({ "kind": "replace_agent", "from": "smith", "to": null }),
    );
    assert_eq!(
        alone.message,
        "“Estates over $2M” gives its leads to this agent alone"
    );
    assert_eq!(alone.problems[0].place, "r-estates");

    let replaced = session
        .edit(edit(
            json!({ "kind": "replace_agent", "from": "smith", "to": "brown" }),
        ))
        .unwrap();
    assert_eq!(
        replaced.undo.as_deref(),
        Some("Replaced Agent Smith by Agent Brown in 4 places")
    );
    assert_eq!(
        replaced.notes[0].words,
        "The expression of “First free over $750,000” still names Agent Smith"
    );
    assert_eq!(
        members(&session, json!({ "kind": "rule", "rule": "r-luxury" })),
        ["Agent Johnson", "Agent Williams", "Agent Brown"],
        "who is in the pool already keeps one place"
    );
    assert_eq!(
        members(&session, json!({ "kind": "rule", "rule": "r-estates" })),
        ["Agent Brown"]
    );
    assert_eq!(session.places_of("smith").unwrap().len(), 1);
    session.undo().unwrap();

    let action = |rule: &str, to: Value| json!({ "place": { "kind": "rule_action", "rule": rule }, "to": to });
    let gone = session
        .edit(edit(json!({ "kind": "departure", "agent": "smith", "set_inactive": true, "replacements": [
            action("r-luxury", Value::Null), action("r-estates", json!("johnson")), action("r-zillow-weekends", json!("davis")) ] })))
        .unwrap();
    assert_eq!(
        gone.undo.as_deref(),
        Some("Agent Smith leaves: 3 places handed over")
    );
    assert!(gone.tree_changed);
    assert!(!session.board("smith").unwrap().account.active);
    assert_eq!(
        members(
            &session,
            json!({ "kind": "rule", "rule": "r-zillow-weekends" })
        )[0],
        "Agent Davis"
    );
    assert_eq!(
        session.places_of("smith").unwrap().len(),
        2,
        "places not settled stay"
    );
    let wrong = refused(
        &session,
        json!({ "kind": "departure", "agent": "smith", "set_inactive": true, "replacements": [action("r-zillow", json!("davis"))] }),
    );
    assert_eq!(wrong.message, "Agent Smith is not named in “Zillow”");
    session.undo().unwrap();
    assert!(session.board("smith").unwrap().account.active);
}

#[test]
fn agents_are_away_capped_and_inactive() {
    let home = Home::new();
    let session = home.open();
    let agent = |kind: &str, rest: Value| {
        let mut edit = json!({ "kind": kind, "agent": "smith" });
        edit.as_object_mut()
            .unwrap()
            .extend(rest.as_object().unwrap().clone());
        edit
    };
    for (edit, label) in [
        (
            agent(
                "set_away",
                json!({ "away": [{ "from": "2027-01-04", "through": "2027-01-08" }, { "from": "2027-02-01", "through": "2027-02-01" }] }),
            ),
            "Agent Smith is away 4 Jan 2027 to 8 Jan 2027, 1 Feb 2027",
        ),
        (
            agent("set_away", json!({ "away": [] })),
            "Agent Smith is no longer away",
        ),
        (
            agent("set_daily_cap", json!({ "cap": 3 })),
            "Agent Smith gets at most 3 leads a day",
        ),
        (
            agent("set_daily_cap", json!({ "cap": null })),
            "Agent Smith has no daily cap",
        ),
        (
            agent("set_active", json!({ "active": false })),
            "Agent Smith is inactive",
        ),
    ] {
        let state = session.edit(super::edit(edit)).unwrap();
        assert_eq!(state.undo.as_deref(), Some(label));
        assert!(state.tree_changed);
    }
    let backwards = refused(
        &session,
        agent(
            "set_away",
            json!({ "away": [{ "from": "2027-01-08", "through": "2027-01-04" }] }),
        ),
    );
    assert_eq!(backwards.problems[0].place, "away[0]");
    let no_day = refused(
        &session,
        agent(
            "set_away",
            json!({ "away": [{ "from": "2027-02-30", "through": "" }] }),
        ),
    );
    let places: Vec<&str> = no_day
        .problems
        .iter()
        .map(|problem| &*problem.place)
        .collect();
    assert_eq!(places, ["away[0].from", "away[0].through"]);
    let office = refused(
        &session,
        json!({ "kind": "set_daily_cap", "agent": "uptown", "cap": 1 }),
    );
    assert_eq!(
        office.message,
        "Uptown Office is of kind \"office\", not an agent"
    );
}
