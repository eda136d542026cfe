//! Where leads land, and what an edit does to it.

use switchyard_app::wire::*;

use super::{Home, LISTINGS, lead, move_rule, rules, told};

#[test]
fn each_scenario_lands_where_the_sentence_says() {
    let home = Home::new();
    let session = home.open();
    assert!(
        session
            .samples()
            .unwrap()
            .iter()
            .all(|sample| sample.shipped)
    );
    assert_eq!(
        told(&session, "listing-inquiry"),
        [
            "Goes to Agent Smith (Downtown Office) by rule 3 “Luxury buyers”: price 1,250,000 is at least 1,000,000 \
             and ZIP 75205 is on the list.",
            "Assumed: the rotation starts at its first agent; only Rechat knows who had the last turn.",
        ]
    );
    assert_eq!(
        told(&session, "general-contact"),
        [
            "Offered to Agent Brown, Agent Davis, Agent Johnson +2 for 30 min by rule 1 “Sellers”: \
             tags include Seller.",
            "If nobody claims it: goes to Agent Johnson (Downtown Office) by the fallback: no rule took it.",
        ]
    );
    assert_eq!(
        told(&session, "newsletter-signup"),
        [
            "Stays in the inbox of Adler & Associates: no rule took it, and the fallback is the inbox."
        ]
    );
    assert_eq!(
        told(&session, "agent-profile"),
        ["Goes to Agent Miller (Uptown Office): the website named them by e-mail."]
    );
}

#[test]
fn a_moved_rule_changes_the_agent_and_undo_and_redo_outlive_the_session() {
    let home = Home::new();
    let session = home.open();
    let before = rules(&session);
    let smith = told(&session, "listing-inquiry");

    let moved = session
        .edit(move_rule("r-zillow", Some("r-luxury")))
        .unwrap();
    assert_eq!(
        moved.undo.as_deref(),
        Some("Moved “Zillow” above “Luxury buyers”")
    );
    assert!(!moved.tree_changed && !moved.samples_changed);
    let sentence = "Goes to Agent Anderson (Uptown Office) by rule 3 “Zillow”: source is Zillow.";
    assert_eq!(told(&session, "listing-inquiry")[0], sentence);
    assert_eq!(rules(&session)[2], "r-zillow");
    drop(session);

    let session = home.open();
    assert_eq!(told(&session, "listing-inquiry")[0], sentence);
    let undone = session.undo().unwrap();
    assert_eq!((undone.undo, undone.redo), (None, moved.undo));
    assert_eq!(rules(&session), before);
    assert_eq!(told(&session, "listing-inquiry"), smith);
    drop(session);

    let session = home.open();
    session.redo().unwrap();
    assert_eq!(told(&session, "listing-inquiry")[0], sentence);
    assert_eq!(session.redo().unwrap_err().code, Code::NothingToRedo);
    session.undo().unwrap();
    assert_eq!(session.undo().unwrap_err().code, Code::NothingToUndo);
}

#[test]
fn a_rule_that_is_off_or_gone_takes_nothing() {
    let home = Home::new();
    let session = home.open();
    let caught = || {
        session
            .channel(LISTINGS)
            .unwrap()
            .rules
            .iter()
            .map(|rule| rule.caught)
            .collect::<Vec<_>>()
    };
    assert_eq!(caught(), [0, 0, 1, 0, 0, 0]);

    let off = Edit::SetRuleEnabled {
        rule: "r-luxury".to_owned(),
        enabled: false,
    };
    assert_eq!(
        session.edit(off).unwrap().undo.as_deref(),
        Some("Turned off “Luxury buyers”")
    );
    assert_eq!(caught(), [0, 0, 0, 0, 1, 0]);

    session
        .edit(Edit::DeleteRule {
            rule: "r-zillow".to_owned(),
        })
        .unwrap();
    assert_eq!(caught(), [0, 0, 0, 0, 0]);
    assert_eq!(session.channel(LISTINGS).unwrap().fallback.caught, 1);
    assert_eq!(
        told(&session, "listing-inquiry")[0],
        "Goes to Agent Brown (Downtown Office) by the fallback: no rule took it."
    );
}

#[test]
fn the_steps_of_a_trace_say_which_card_and_who_was_asked() {
    let home = Home::new();
    let session = home.open();
    let simulation = session
        .simulate(&lead(&session, "listing-inquiry"))
        .unwrap();
    assert_eq!(simulation.rule.as_deref(), Some("r-luxury"));
    assert_eq!(simulation.agents[0].initials, "AS");
    let winner = simulation
        .steps
        .iter()
        .find(|step| step.verdict == Verdict::Assigned)
        .unwrap();
    assert_eq!(
        (winner.rule.as_deref(), winner.number, winner.pool_size),
        (Some("r-luxury"), Some(3), 4)
    );
    let chosen: Vec<_> = winner
        .pool
        .iter()
        .filter(|face| face.chosen)
        .map(|face| face.name.as_str())
        .collect();
    assert_eq!(chosen, ["Agent Smith"]);
    let Some(ConditionView::All {
        passed: Some(true),
        parts,
    }) = &winner.when
    else {
        panic!("{:?}", winner.when)
    };
    let ConditionView::Test(price) = &parts[0] else {
        panic!("{parts:?}")
    };
    assert_eq!(price.words, "price ≥ $1,000,000");
    assert_eq!(
        price.actual.as_deref(),
        Some("price 1,250,000 is at least 1,000,000")
    );

    let offer = session
        .simulate(&lead(&session, "general-contact"))
        .unwrap();
    let deeper: Vec<_> = offer
        .steps
        .iter()
        .filter(|step| step.depth == 1)
        .map(|step| step.kind)
        .collect();
    assert_eq!(
        deeper,
        [StepKind::Rule, StepKind::Fallback],
        "what happens if nobody claims"
    );
}
