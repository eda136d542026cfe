//! What is refused, and where the editor shows it.

use super::*;

#[test]
fn what_is_wrong_with_a_part_is_told_at_its_field() {
    let home = Home::new();
    let session = home.open();
    for (sent, place, message) in [
        (
            json!({ "kind": "set_condition", "rule": "r-luxury", "when": { "all": [
                { "field": "listing.price", "op": "ge" } ] } }),
            "all[0].value",
            "the operator \"ge\" needs a value: a number",
        ),
        (
            json!({ "kind": "set_condition", "rule": "r-luxury", "when": { "field": "listing.price", "op": "contains", "value": "1" } }),
            "op",
            "\"listing.price\" is a number and has no operator \"contains\"",
        ),
        (
            json!({ "kind": "set_action", "rule": "r-luxury", "then": { "type": "round_robin", "pool": [
                { "account": "smith", "weight": 0 } ] } }),
            "pool[0].weight",
            "\"weight\" must be 1 to 100, found 0",
        ),
        (
            json!({ "kind": "set_action", "rule": "r-luxury", "then": { "type": "specific_agent", "agent": "uptown" } }),
            "agent",
            "\"uptown\" is of kind \"office\", not an agent",
        ),
        (
            json!({ "kind": "set_rule_follow_up", "rule": "r-luxury", "follow_up": [{ "type": "notify", "account": "nobody" }] }),
            "[0].account",
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
