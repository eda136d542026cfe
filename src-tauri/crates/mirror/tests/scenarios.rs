//! The guide's four scenarios on the shipped brokerage, as far as the mirror's samples decide them.

use mirror::{Edit, Sample, sample};
use routing::book::{Action, Rule};
use routing::json::Node;
use routing::walk::State;
use routing::{Book, Lead, Router};
use serde_json::{Value, json};

use crate::adler;

fn land(book: &Book, sample: &Sample) -> Value {
    let router = Router::new(book);
    let lead = Lead {
        id: None,
        channel: sample.channel.as_str().into(),
        captured_at: sample.captured_at.parse().unwrap(),
        payload: Node::parse(&sample.payload).unwrap(),
    };
    serde_json::to_value(router.simulate(&lead, &mut State::default()).unwrap()).unwrap()
}

fn in_short(book: &Book, sample: &Sample) -> String {
    let landing = land(book, sample);
    assert_eq!(landing["problems"], json!([]), "{}", sample.name);
    assert_eq!(landing["ignored"], json!([]), "{}", sample.name);
    let by = &landing["by"];
    format!(
        "{}: {} {} by {} {}",
        sample.name,
        landing["outcome"].as_str().unwrap(),
        landing["agents"]
            .as_array()
            .unwrap()
            .iter()
            .map(|agent| agent.as_str().unwrap())
            .collect::<Vec<_>>()
            .join(" "),
        by["kind"].as_str().unwrap(),
        by["rule"].as_str().unwrap_or_default(),
    )
}

#[test]
fn the_four_scenarios_land_as_shipped() {
    let book = sample::adler();
    let landed: Vec<String> = sample::samples(&book)
        .iter()
        .map(|sample| in_short(&book, sample))
        .collect();
    assert_eq!(
        landed,
        [
            "Listing inquiry: assigned smith by rule r-luxury",
            "General contact: offered brown davis johnson smith williams by rule r-sellers",
            "Newsletter signup: inbox  by fallback ",
            "Agent profile: assigned miller by assignee ",
        ]
    );
}

#[test]
fn moving_one_rule_above_another_changes_where_the_listing_inquiry_goes() {
    let (_folder, mut mirror) = adler();
    let inquiry = mirror.sample("listing-inquiry").unwrap().unwrap();
    let edit = Edit::MoveRule {
        rule: "r-zillow".to_owned(),
        channel: None,
        before: Some("r-luxury".to_owned()),
    };
    let applied = mirror.apply(&edit).unwrap().unwrap();
    assert_eq!(applied.label, "Moved “Zillow” above “Luxury buyers”");
    let landed = in_short(&mirror.export().unwrap(), &inquiry);
    assert_eq!(
        landed,
        "Listing inquiry: assigned anderson by rule r-zillow"
    );
    mirror.undo().unwrap().unwrap();
    let landed = in_short(&mirror.export().unwrap(), &inquiry);
    assert_eq!(landed, "Listing inquiry: assigned smith by rule r-luxury");
}

#[test]
fn the_scenarios_fit_any_brokerage() {
    for (offices, agents) in [(10, 200), (1, 1), (0, 2), (40, 3_000)] {
        let book = sample::generated(sample::Size {
            offices,
            agents,
            seed: 11,
        });
        let samples = sample::samples(&book);
        assert_eq!(samples.len(), 4);
        for sample in &samples {
            let landing = land(&book, sample);
            assert_eq!(landing["problems"], json!([]), "{}", sample.name);
        }
        let agent = &land(&book, &samples[3])["by"];
        assert_eq!(
            agent["kind"], "assignee",
            "{offices} offices, {agents} agents"
        );
    }
    assert_eq!(sample::samples(&Book::default()), []);
}

#[test]
fn every_custom_rule_of_the_samples_runs() {
    for book in [sample::adler(), sample::generated(sample::Size::default())] {
        let custom = |rule: &&Rule| matches!(rule.then, Action::Custom { .. });
        for channel in &book.channels {
            for rule in channel.rules.iter().filter(custom) {
                let mut alone = book.clone();
                let mut only = channel.clone();
                only.rules = vec![Rule {
                    when: None,
                    ..rule.clone()
                }];
                alone.channels = vec![only];
                let asked_for = book
                    .accounts
                    .iter()
                    .rfind(|account| account.active && account.parent.is_some())
                    .unwrap();
                let sample = Sample {
                    id: "try".to_owned(),
                    name: rule.id.clone(),
                    channel: channel.id.clone(),
                    captured_at: "2026-11-24T09:12:00-06:00".to_owned(),
                    payload: json!({ "note": format!("Is {} of the uptown office free?", asked_for.name) }).to_string(),
                };
                let landing = land(&alone, &sample);
                assert_eq!(landing["problems"], json!([]), "{}", rule.id);
            }
        }
    }
}
