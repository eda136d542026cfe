//! The agents a rule or a fallback chooses from.

use super::*;

#[test]
fn pools_are_filled_ordered_weighted_and_emptied() {
    let home = Home::new();
    let session = home.open();
    let luxury = json!({ "kind": "rule", "rule": "r-luxury" });
    let pool = |kind: &str, holder: &Value, rest: Value| {
        let mut edit = json!({ "kind": kind, "holder": holder });
        edit.as_object_mut()
            .unwrap()
            .extend(rest.as_object().unwrap().clone());
        edit
    };
    let round_robin = |rule: &str, pool: Value| {
        changed(
            &session,
            rule,
            json!({ "then": { "type": "round_robin", "pool": pool } }),
        )
    };
    assert_eq!(
        members(&session, luxury.clone()),
        [
            "Agent Smith ×2",
            "Agent Johnson",
            "Agent Williams",
            "Agent Brown"
        ]
    );
    for (edit, label, now) in [
        (
            pool(
                "add_to_pool",
                &luxury,
                json!({ "accounts": ["davis", "smith", "uptown", "miller", "moore"], "at": 1 }),
            ),
            "Added Agent Davis, Uptown Office and 2 more to “Luxury buyers”",
            &[
                "Agent Smith ×2",
                "Agent Davis",
                "Uptown Office",
                "Agent Miller",
                "Agent Moore",
                "Agent Johnson",
                "Agent Williams",
                "Agent Brown",
            ][..],
        ),
        (
            round_robin(
                "r-luxury",
                json!([{ "account": "uptown", "weight": 1 }, { "account": "davis", "weight": 3 }]),
            ),
            "Changed “Luxury buyers”",
            &["Uptown Office", "Agent Davis ×3"],
        ),
        (
            round_robin("r-luxury", json!("all")),
            "Changed “Luxury buyers”",
            &[],
        ),
    ] {
        assert_eq!(made(&session, edit), label);
        assert_eq!(members(&session, luxury.clone()), now, "{label}");
    }
    let full = refused(
        &session,
        pool("add_to_pool", &luxury, json!({ "accounts": ["smith"] })),
    );
    assert_eq!(
        full.message,
        "its pool is every agent of the account, not a list"
    );

    // A specific agent becomes a round robin of both, the inbox one of those dropped on it.
    let estates = json!({ "kind": "rule", "rule": "r-estates" });
    assert_eq!(
        made(
            &session,
            pool("add_to_pool", &estates, json!({ "accounts": ["brown"] }))
        ),
        "Added Agent Brown to “Estates over $2M”"
    );
    assert_eq!(
        members(&session, estates.clone()),
        ["Agent Smith", "Agent Brown"]
    );
    let newsletter = "e94a1f73-b0c6-4d28-97f5-2c8d61e3a804";
    let fallback = json!({ "kind": "fallback", "channel": newsletter });
    assert_eq!(
        made(
            &session,
            pool("add_to_pool", &fallback, json!({ "accounts": ["davis"] }))
        ),
        "Added Agent Davis to the fallback of “Newsletter”"
    );
    assert_eq!(members(&session, fallback), ["Agent Davis"]);

    let empty = session
        .edit(edit(round_robin("r-estates", json!([]))))
        .unwrap();
    assert_eq!(empty.notes[0].code, NoteCode::EmptyPool);
    assert_eq!(
        empty.notes[0].words,
        "“Estates over $2M” has nobody in its pool and passes every lead on"
    );
    let custom = json!({ "kind": "rule", "rule": "r-asked-for-uptown" });
    let error = refused(
        &session,
        pool("add_to_pool", &custom, json!({ "accounts": ["smith"] })),
    );
    assert_eq!(
        (error.code, &*error.message),
        (
            Code::BadEdit,
            "its expression chooses the agents, so it has no pool"
        )
    );
    let nobody = refused(
        &session,
        pool("add_to_pool", &estates, json!({ "accounts": ["nobody"] })),
    );
    assert_eq!(nobody.problems[0].place, "pool[0].account");
}

#[test]
fn a_pool_says_who_of_it_cannot_be_chosen() {
    let home = Home::new();
    let session = home.open();
    let uptown = "b64c92d1-e830-4f7a-9c5e-07a1f8d36b07";
    session
        .edit(edit(
            json!({ "kind": "set_active", "agent": "moore", "active": false }),
        ))
        .unwrap();
    session
        .edit(edit(json!({ "kind": "set_fallback", "channel": uptown, "fallback": { "type": "round_robin", "pool": [
            { "account": "williams", "weight": 1 }, { "account": "moore", "weight": 2 }, { "account": "adler", "weight": 1 } ] } })))
        .unwrap();
    let holder = serde_json::from_value(json!({ "kind": "fallback", "channel": uptown })).unwrap();
    let pool = session.pool(holder).unwrap();
    let told: Vec<_> = pool
        .members
        .iter()
        .map(|member| (&*member.name, member.agents, member.reason.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("Agent Williams", 0, Some("outside Uptown Office")),
            ("Agent Moore", 1, Some("inactive")),
            ("Adler & Associates", 5, None),
        ]
    );
    let holder = serde_json::from_value(json!({ "kind": "rule", "rule": "r-luxury" })).unwrap();
    assert_eq!(
        session.pool(holder).unwrap().members[2].reason.as_deref(),
        Some("away until 31 Dec 2026")
    );
}
