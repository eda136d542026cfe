//! What each edit does, what it is called, and what it refuses.

use mirror::{Edit, Mirror, MirrorError, Sample, sample};
use routing::book::{Action, Condition, FollowUp, Member, OnTimeout, Pool, Rule, Test, Value};
use routing::fields::{Field, Op};

use crate::adler;

const LISTINGS: &str = "5f0c9a3e-7d41-4c8b-9e26-1b7a40d2c602";
const GENERAL: &str = "c27d40b8-15ea-4f6c-8a3b-6e9f02d4b703";

fn order(mirror: &Mirror, channel: &str) -> String {
    let rules = mirror.channel(channel).unwrap().unwrap().rules;
    rules
        .iter()
        .map(|rule| rule.id.trim_start_matches("r-"))
        .collect::<Vec<_>>()
        .join(" ")
}

fn move_rule(rule: &str, before: Option<&str>) -> Edit {
    Edit::MoveRule {
        rule: rule.to_owned(),
        channel: None,
        before: before.map(str::to_owned),
    }
}

fn move_to(channel: &str, rule: &str, before: Option<&str>) -> Edit {
    Edit::MoveRule {
        rule: rule.to_owned(),
        channel: Some(channel.to_owned()),
        before: before.map(str::to_owned),
    }
}

fn rule(id: &str, name: Option<&str>, then: Action) -> Rule {
    Rule {
        id: id.to_owned(),
        name: name.map(str::to_owned),
        enabled: true,
        when: None,
        then,
        follow_up: Vec::new(),
    }
}

fn to(agent: &str) -> Action {
    Action::SpecificAgent {
        agent: agent.to_owned(),
    }
}

#[test]
fn moves_are_named_by_where_a_rule_went() {
    let (_folder, mut mirror) = adler();
    assert_eq!(
        order(&mirror, LISTINGS),
        "relocation zillow-weekends luxury estates zillow asked-for-uptown"
    );
    for (edit, label, listings) in [
        (
            move_rule("r-zillow", Some("r-luxury")),
            "Moved “Zillow” above “Luxury buyers”",
            "relocation zillow-weekends zillow luxury estates asked-for-uptown",
        ),
        (
            move_rule("r-relocation", None),
            "Moved “Relocation desk” below “Asked for Uptown”",
            "zillow-weekends zillow luxury estates asked-for-uptown relocation",
        ),
        (
            move_rule("r-relocation", Some("r-zillow-weekends")),
            "Moved “Relocation desk” above “Zillow weekends”",
            "relocation zillow-weekends zillow luxury estates asked-for-uptown",
        ),
        (
            move_to(GENERAL, "r-luxury", Some("r-sellers")),
            "Moved “Luxury buyers” to “General inquiries”",
            "relocation zillow-weekends zillow estates asked-for-uptown",
        ),
        (
            move_to(LISTINGS, "r-evenings", None),
            "Moved “Evenings and weekends” to “Listing inquiries”",
            "relocation zillow-weekends zillow estates asked-for-uptown evenings",
        ),
    ] {
        let applied = mirror.apply(&edit).unwrap().unwrap();
        assert_eq!(applied.label, label);
        assert_eq!(order(&mirror, LISTINGS), listings);
        assert_eq!(applied.revision, mirror.revision().unwrap());
        assert!(applied.touched.channels.contains(LISTINGS));
        assert_eq!(
            applied.touched.channels.contains(GENERAL),
            applied.label.contains(" to ")
        );
        assert!(!applied.touched.people && !applied.touched.samples);
    }
    assert_eq!(order(&mirror, GENERAL), "luxury sellers");
    assert_eq!(mirror.rule("r-luxury").unwrap().unwrap().0, GENERAL);
}

#[test]
fn rules_without_a_name_go_by_their_number() {
    let (_folder, mut mirror) = adler();
    for id in ["r-a", "r-b", "r-c"] {
        let insert = Edit::InsertRule {
            channel: GENERAL.to_owned(),
            before: None,
            rule: rule(id, None, to("smith")),
        };
        mirror.apply(&insert).unwrap().unwrap();
    }
    assert_eq!(order(&mirror, GENERAL), "sellers evenings a b c");
    let label = |mirror: &mut Mirror, edit| mirror.apply(&edit).unwrap().unwrap().label;
    assert_eq!(
        label(&mut mirror, move_rule("r-c", Some("r-b"))),
        "Moved rule 5 above rule 4"
    );
    assert_eq!(
        label(
            &mut mirror,
            Edit::DeleteRule {
                rule: "r-b".to_owned()
            }
        ),
        "Deleted rule 5"
    );
    assert_eq!(
        mirror.edits(2).unwrap()[1].label,
        "Moved rule 5 above rule 4"
    );
}

#[test]
fn rules_are_switched_deleted_added_and_replaced() {
    let (_folder, mut mirror) = adler();
    let switch = |enabled| Edit::SetRuleEnabled {
        rule: "r-luxury".to_owned(),
        enabled,
    };
    let weekend = rule(
        "r-new",
        Some("Weekend desk"),
        Action::FirstToClaim {
            pool: Pool::Members(vec![Member {
                account: "uptown".to_owned(),
                weight: 1,
            }]),
            window_minutes: 15,
            on_timeout: OnTimeout::NextRule,
        },
    );
    let renamed = Rule {
        name: Some("Weekends".to_owned()),
        ..weekend.clone()
    };
    let changed = Rule {
        follow_up: vec![FollowUp::Notify {
            account: "downtown".to_owned(),
        }],
        ..renamed.clone()
    };
    let replace = |rule: &Rule| Edit::ReplaceRule { rule: rule.clone() };
    for (edit, label) in [
        (switch(false), "Turned off “Luxury buyers”"),
        (switch(true), "Turned on “Luxury buyers”"),
        (
            Edit::DeleteRule {
                rule: "r-luxury".to_owned(),
            },
            "Deleted “Luxury buyers”",
        ),
        (
            Edit::InsertRule {
                channel: LISTINGS.to_owned(),
                before: Some("r-estates".to_owned()),
                rule: weekend.clone(),
            },
            "Added “Weekend desk”",
        ),
        (replace(&renamed), "Renamed “Weekend desk” to “Weekends”"),
        (replace(&changed), "Changed “Weekends”"),
        (
            replace(&Rule {
                name: None,
                ..changed.clone()
            }),
            "Took the name off “Weekends”",
        ),
        (replace(&changed), "Named rule 3 “Weekends”"),
    ] {
        assert_eq!(mirror.apply(&edit).unwrap().unwrap().label, label);
        assert_eq!(mirror.undo_label().unwrap().unwrap(), label);
    }
    assert_eq!(
        order(&mirror, LISTINGS),
        "relocation zillow-weekends new estates zillow asked-for-uptown"
    );
    assert_eq!(
        mirror.rule("r-new").unwrap().unwrap(),
        (LISTINGS.to_owned(), changed)
    );
}

#[test]
fn samples_are_saved_and_deleted() {
    let (_folder, mut mirror) = adler();
    let sample = Sample {
        id: "mine".to_owned(),
        name: "Zillow on a Sunday".to_owned(),
        channel: LISTINGS.to_owned(),
        captured_at: "2026-11-29T10:00:00-06:00".to_owned(),
        payload: "{ \"lead_source\": \"Zillow\" }".to_owned(),
    };
    let applied = mirror
        .apply(&Edit::SaveSample {
            sample: sample.clone(),
        })
        .unwrap()
        .unwrap();
    assert_eq!(applied.label, "Saved sample “Zillow on a Sunday”");
    assert!(
        applied.touched.samples && applied.touched.channels.is_empty() && !applied.touched.people
    );
    assert_eq!(mirror.samples().unwrap().len(), 5);
    assert_eq!(mirror.samples().unwrap()[4], sample);
    let again = Sample {
        name: "Sunday".to_owned(),
        ..sample.clone()
    };
    mirror
        .apply(&Edit::SaveSample {
            sample: again.clone(),
        })
        .unwrap()
        .unwrap();
    assert_eq!(mirror.sample("mine").unwrap(), Some(again));
    let deleted = mirror
        .apply(&Edit::DeleteSample {
            sample: "mine".to_owned(),
        })
        .unwrap()
        .unwrap();
    assert_eq!(deleted.label, "Deleted sample “Sunday”");
    assert_eq!(mirror.sample("mine").unwrap(), None);
}

#[test]
fn an_edit_that_changes_nothing_is_not_logged() {
    let (_folder, mut mirror) = adler();
    let (_, luxury) = mirror.rule("r-luxury").unwrap().unwrap();
    let shipped = mirror.samples().unwrap().remove(0);
    for edit in [
        move_rule("r-luxury", Some("r-estates")),
        move_rule("r-luxury", Some("r-luxury")),
        move_to(LISTINGS, "r-luxury", Some("r-estates")),
        move_rule("r-asked-for-uptown", None),
        Edit::SetRuleEnabled {
            rule: "r-luxury".to_owned(),
            enabled: true,
        },
        Edit::ReplaceRule { rule: luxury },
        Edit::SaveSample { sample: shipped },
    ] {
        assert_eq!(mirror.apply(&edit).unwrap(), None, "{edit:?}");
    }
    assert_eq!(mirror.revision().unwrap(), 1);
    assert!(mirror.edits(10).unwrap().is_empty());
    assert_eq!(mirror.export().unwrap(), sample::adler());
}

#[test]
fn an_edit_that_would_spoil_the_book_is_refused() {
    let (_folder, mut mirror) = adler();
    let insert = |channel: &str, rule| Edit::InsertRule {
        channel: channel.to_owned(),
        before: None,
        rule,
    };
    let pool = |account: &str, weight| {
        let members = vec![Member {
            account: account.to_owned(),
            weight,
        }];
        Action::RoundRobin {
            pool: Pool::Members(members),
        }
    };
    let pattern = Rule {
        when: Some(Condition::Test(Test {
            field: Field::Note,
            op: Op::Matches,
            value: Value::Text("(".to_owned()),
        })),
        ..rule("r-new", None, to("smith"))
    };
    for (edit, said) in [
        (move_rule("r-nothing", None), "there is no rule"),
        (move_rule("r-luxury", Some("r-sellers")), "in this channel"),
        (
            move_to("5f0c-no-such-channel", "r-luxury", None),
            "there is no channel 5f0c…",
        ),
        (
            insert(LISTINGS, rule("r-luxury", None, to("smith"))),
            "duplicate_id",
        ),
        (insert(LISTINGS, rule("", None, to("smith"))), "blank"),
        (
            insert(LISTINGS, rule("r-new", None, to("nobody"))),
            "then.agent: ",
        ),
        (
            insert(LISTINGS, rule("r-new", None, pool("smith", 101))),
            "then.pool[0].weight: ",
        ),
        (insert(LISTINGS, pattern), "when.value: "),
        (
            insert("nowhere", rule("r-new", None, to("smith"))),
            "unknown_channel",
        ),
        (
            Edit::ReplaceRule {
                rule: rule("r-new", None, to("smith")),
            },
            "unknown_rule",
        ),
        (
            Edit::ReplaceRule {
                rule: rule("r-luxury", None, to("nobody")),
            },
            "then.agent: ",
        ),
        (
            Edit::DeleteRule {
                rule: "r-new".to_owned(),
            },
            "unknown_rule",
        ),
        (
            Edit::SetRuleEnabled {
                rule: "r-new".to_owned(),
                enabled: true,
            },
            "unknown_rule",
        ),
        (
            Edit::DeleteSample {
                sample: "r-new".to_owned(),
            },
            "unknown_sample",
        ),
        (
            Edit::SaveSample {
                sample: Sample {
                    payload: "{".to_owned(),
                    ..mirror.samples().unwrap().remove(0)
                },
            },
            "the payload is not JSON",
        ),
        (
            Edit::SaveSample {
                sample: Sample {
                    name: " ".to_owned(),
                    ..mirror.samples().unwrap().remove(0)
                },
            },
            "a sample needs a name",
        ),
        (
            Edit::SaveSample {
                sample: Sample {
                    captured_at: "now".to_owned(),
                    ..mirror.samples().unwrap().remove(0)
                },
            },
            "unreadable_time",
        ),
    ] {
        let error = mirror.apply(&edit).unwrap_err();
        assert!(matches!(error, MirrorError::Refused { .. }), "{error:?}");
        assert!(
            error.to_string().contains(said),
            "{error} should say {said:?}"
        );
    }
    assert_eq!(mirror.export().unwrap(), sample::adler());
    assert_eq!(mirror.revision().unwrap(), 1);
}

#[test]
fn a_rule_may_name_whatever_account_the_book_has() {
    let (_folder, mut mirror) = adler();
    // Out of the channel's scope is a finding, not a problem of the book.
    let channel = mirror.channels("uptown").unwrap().remove(0).id;
    let edit = Edit::InsertRule {
        channel,
        before: None,
        rule: rule("r-new", None, to("smith")),
    };
    mirror.apply(&edit).unwrap().unwrap();
}
