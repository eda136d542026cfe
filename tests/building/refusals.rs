//! What is refused, and where the editor shows it.

use super::*;

#[test]
fn what_is_wrong_with_a_part_is_told_at_its_field() {
    let home = Home::new();
    let session = home.open();
    let luxury = |parts| changed(&session, "r-luxury", parts);
    for (sent, place, message) in [
        (
            luxury(json!({ "when": { "all": [{ "field": "listing.price", "op": "ge" }] } })),
            "when.all[0].value",
            "the operator \"ge\" needs a value: a number",
        ),
        (
            luxury(json!({ "when": { "field": "listing.price", "op": "contains", "value": "1" } })),
            "when.op",
            "\"listing.price\" is a number and has no operator \"contains\"",
        ),
        (
            luxury(json!({ "then": { "type": "round_robin", "pool": [
                { "account": "smith", "weight": 0 } ] } })),
            "then.pool[0].weight",
            "\"weight\" must be 1 to 100, found 0",
        ),
        (
            luxury(json!({ "then": { "type": "round_robin", "pool": [
                { "account": "smith", "weight": 1 }, { "account": "brown", "weight": 101 } ] } })),
            "then.pool[1].weight",
            "\"weight\" must be 1 to 100, found 101",
        ),
        (
            luxury(json!({ "then": { "type": "specific_agent", "agent": "uptown" } })),
            "then.agent",
            "\"uptown\" is of kind \"office\", not an agent",
        ),
        (
            luxury(json!({ "follow_up": [{ "type": "notify", "account": "nobody" }] })),
            "follow_up[0].account",
            "there is no account \"nobody\"",
        ),
        (
            json!({ "kind": "insert_rule", "channel": LISTINGS, "before": null, "source": {
                "name": null, "enabled": true, "when": null, "follow_up": [],
                "then": { "type": "custom", "expression": "lead.note +" } } }),
            "then.expression",
            "\"lead.note +\" cannot be run: it ends too early at line 1 column 12",
        ),
        (
            json!({ "kind": "set_fallback", "channel": LISTINGS, "fallback": { "type": "round_robin", "pool": [{ "account": "nobody", "weight": 1 }] } }),
            "pool[0].account",
            "there is no account \"nobody\"",
        ),
        (
            json!({ "kind": "replace_fallback", "channel": LISTINGS, "fallback": { "type": "specific_agent", "agent": "uptown" }, "follow_up": [] }),
            "fallback.agent",
            "\"uptown\" is of kind \"office\", not an agent",
        ),
        (
            json!({ "kind": "replace_fallback", "channel": LISTINGS, "fallback": { "type": "inbox" }, "follow_up": [{ "type": "notify", "account": "nobody" }] }),
            "follow_up[0].account",
            "there is no account \"nobody\"",
        ),
        (
            json!({ "kind": "set_policies", "channel": LISTINGS, "honor_assignees": true, "returning_lead_days": 4000 }),
            "returning_lead_days",
            "\"returning_lead_days\" must be 0 to 3650, found 4000",
        ),
    ] {
        let error = refused(&session, sent);
        assert_eq!(error.code, Code::BadEdit, "{error:?}");
        assert_eq!(
            (&*error.problems[0].place, &*error.message),
            (place, message)
        );
    }
}
