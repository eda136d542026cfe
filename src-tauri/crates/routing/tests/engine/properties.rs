//! What must hold for every book and every lead.

use std::collections::BTreeMap;

use proptest::prelude::*;
use routing::fold::fold;
use routing::json::Node;
use routing::walk::{Claims, State, decide};
use routing::{Book, History, Lead, Router};
use serde_json::{Value, json};

use crate::made_up::{self, MadeLead};
use crate::oracle::{self, Oracle};
use crate::runs::{landing_in_words, without_trace};

/// Every result of a replay, as a file would hold it.
fn replay(router: &Router, lines: &str, claims: Claims, traced: bool) -> Vec<Value> {
    let (history, problems) = History::read(lines.as_bytes(), |id| router.route(id).is_some());
    assert!(problems.is_empty(), "{problems}");
    let mut results = Vec::new();
    router.replay(&history, claims, traced, &mut State::default(), |landing| {
        results.push(serde_json::to_value(landing).unwrap());
        true
    });
    assert_eq!(results.len(), history.len(), "every lead has one result");
    results
}

fn claims() -> impl Strategy<Value = Claims> {
    prop_oneof![
        Just(Claims::Nobody),
        Just(Claims::First),
        any::<u64>().prop_map(Claims::Seeded)
    ]
}

/// A book, and leads for it in the order they are taken.
fn book_and_leads() -> impl Strategy<Value = (Book, Vec<MadeLead>)> {
    (
        made_up::book(),
        prop::collection::vec(made_up::lead(), 1..25),
    )
        .prop_map(|(book, leads)| {
            let leads = made_up::leads(&book, leads);
            (book, leads)
        })
}

/// What of a result must stay the same when something that did not matter changes.
fn ending(result: &Value) -> Value {
    let mut ending = without_trace(result);
    for key in ["assumptions", "problems", "ignored"] {
        ending.as_object_mut().unwrap().remove(key);
    }
    ending
}

/// A channel of one rule over these agents, each with its weight and all of them eligible.
fn turns_of(weights: &[u32], leads: usize) -> Vec<String> {
    let ids: Vec<String> = (0..weights.len())
        .map(|agent| format!("a{agent}"))
        .collect();
    let mut accounts =
        vec![json!({"id": "root", "kind": "brokerage", "name": "R", "parent": null})];
    let agent = |id| json!({"id": id, "kind": "agent", "name": "Same", "parent": "root"});
    accounts.extend(ids.iter().map(agent));
    let pool: Vec<Value> = ids
        .iter()
        .zip(weights)
        .map(|(id, weight)| json!({"account": id, "weight": weight}))
        .collect();
    let book = made_up::read(&json!({
        "format": "switchyard.book", "version": 1, "accounts": accounts, "users": [],
        "channels": [{"id": "c0", "account": "root", "name": null,
            "rules": [{"id": "r", "then": {"type": "round_robin", "pool": pool}}]}]
    }));
    let lines: Vec<String> = (0..leads)
        .map(|lead| {
            json!({"id": format!("{lead:06}"), "channel": "c0", "payload": {},
                "captured_at": "2026-03-01T12:00:00Z"})
            .to_string()
        })
        .collect();
    let results = replay(
        &Router::new(&book),
        &lines.join("\n"),
        Claims::Nobody,
        false,
    );
    results.iter().map(landing_in_words).collect()
}

fn shares(picks: &[String]) -> BTreeMap<&str, usize> {
    let mut shares = BTreeMap::new();
    for pick in picks {
        *shares.entry(pick.as_str()).or_default() += 1;
    }
    shares
}

proptest! {
    #![proptest_config(made_up::cases(96))]

    #[test]
    fn with_equal_weights_no_two_agents_differ_by_more_than_one(
        agents in 1..20usize, weight in 1..=100u32, leads in 0..80usize,
    ) {
        let picks = turns_of(&vec![weight; agents], leads);
        let shares = shares(&picks);
        let most = shares.values().max().copied().unwrap_or(0);
        let least = if shares.len() < agents { 0 } else { *shares.values().min().unwrap() };
        prop_assert!(most - least <= 1, "{shares:?}");
    }

    #[test]
    fn each_full_cycle_gives_every_agent_its_weight(
        weights in prop::collection::vec(1..=12u32, 1..8), cycles in 1..4usize,
    ) {
        let divisor = (1..=12).rev().find(|d| weights.iter().all(|w| w % d == 0)).unwrap();
        let turns = weights.iter().sum::<u32>() / divisor;
        let picks = turns_of(&weights, turns as usize * cycles);
        let shares = shares(&picks);
        for (agent, weight) in weights.iter().enumerate() {
            let share = shares[format!("a{agent}").as_str()];
            prop_assert_eq!(share, (weight / divisor) as usize * cycles);
        }
        prop_assert_eq!(&picks[..turns as usize], &picks[picks.len() - turns as usize..]);
    }
}

proptest! {
    #![proptest_config(made_up::cases(400))]

    #[test]
    fn the_walk_is_the_contract_as_plainly_as_it_can_be_worded(
        (book, leads) in book_and_leads(), first in any::<bool>(),
    ) {
        let (claims, assumed) = match first {
            true => (Claims::First, oracle::Claims::First),
            false => (Claims::Nobody, oracle::Claims::Nobody),
        };
        let results = replay(&Router::new(&book), &made_up::lines(&leads), claims, false);
        let mut oracle = Oracle::default();
        for (lead, result) in leads.iter().zip(&results) {
            let expected = oracle.take(&book, lead, assumed);
            let by = match result["by"]["kind"].as_str().unwrap() {
                "rule" => result["by"]["rule"].as_str().unwrap(),
                kind => kind,
            };
            prop_assert_eq!(&result["agents"], &json!(expected.agents), "{}", result);
            prop_assert_eq!(by, expected.by.as_str(), "{}", result);
        }
    }

    #[test]
    fn deciding_and_explaining_land_alike((book, leads) in book_and_leads(), claims in claims()) {
        let router = Router::new(&book);
        let lines = made_up::lines(&leads);
        let explained = replay(&router, &lines, claims, true);
        let decided = replay(&router, &lines, claims, false);
        let stripped: Vec<Value> = explained.iter().map(without_trace).collect();
        prop_assert_eq!(stripped, decided);
    }

    #[test]
    fn every_lead_has_exactly_one_outcome_that_is_whole(
        (book, leads) in book_and_leads(), claims in claims(),
    ) {
        let router = Router::new(&book);
        let results = replay(&router, &made_up::lines(&leads), claims, true);
        for (id, (lead, result)) in leads.iter().zip(&results).enumerate() {
            prop_assert_eq!(&result["lead"], &json!(format!("L-{id:03}")));
            let channel = &book.channels[lead.channel];
            whole(&book, &channel.id, &channel.account, result)?;
            prop_assert_ne!(&result["outcome"], "offered");

            let alone = simulated(&router, &channel.id, lead);
            whole(&book, &channel.id, &channel.account, &alone)?;
        }
    }

    #[test]
    fn a_trace_tells_of_every_rule_once_in_order((book, leads) in book_and_leads()) {
        let router = Router::new(&book);
        for lead in &leads {
            let channel = &book.channels[lead.channel];
            let mut ids: Vec<&str> = channel.rules.iter().map(|rule| rule.id.as_str()).collect();
            let result = simulated(&router, &channel.id, lead);
            let mut ending = &result;
            loop {
                let steps = ending["trace"].as_array().unwrap();
                let rules = steps.iter().filter(|step| step["step"] == "rule");
                let told: Vec<&str> = rules.clone().map(|r| r["rule"].as_str().unwrap()).collect();
                prop_assert_eq!(&told, &ids);
                let won: Vec<&Value> = rules
                    .filter(|rule| rule["verdict"] == "assigned" || rule["verdict"] == "offered")
                    .collect();
                match ending["by"]["kind"] == "rule" {
                    true => prop_assert_eq!(&won[0]["rule"], &ending["by"]["rule"]),
                    false => prop_assert!(won.is_empty()),
                }
                prop_assert!(won.len() <= 1);
                // What goes on after an offer tells of the rules below it.
                let Some(unclaimed) = ending.get("if_unclaimed") else { break };
                let place = ids.iter().position(|id| ending["by"]["rule"] == *id).unwrap();
                ids.drain(..=place);
                ending = unclaimed;
            }
        }
    }

    #[test]
    fn so_does_the_trace_of_a_replay((book, leads) in book_and_leads(), claims in claims()) {
        let results = replay(&Router::new(&book), &made_up::lines(&leads), claims, true);
        for (lead, result) in leads.iter().zip(&results) {
            let rules = &book.channels[lead.channel].rules;
            let steps = result["trace"].as_array().unwrap().iter();
            let told: Vec<&str> = steps.filter_map(|step| step["rule"].as_str()).collect();
            let ids: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
            prop_assert_eq!(told, ids);
        }
    }

    #[test]
    fn the_order_of_lines_does_not_matter(
        (book, leads) in book_and_leads(), claims in claims(),
        shuffled in any::<prop::sample::Index>(),
    ) {
        let router = Router::new(&book);
        let lines = made_up::lines(&leads);
        let mut turned: Vec<&str> = lines.lines().rev().collect();
        turned.rotate_left(shuffled.index(leads.len()));
        let bytes = |lines: &str| json!(replay(&router, lines, claims, true)).to_string();
        prop_assert_eq!(bytes(&lines), bytes(&turned.join("\n")));
    }

    #[test]
    fn rules_that_cannot_both_match_may_change_places(
        mut json in made_up::book_json(), leads in prop::collection::vec(made_up::lead(), 1..25),
        (mut one, mut other) in (made_up::rule(), made_up::rule()), claims in claims(),
        place in any::<prop::sample::Index>(),
    ) {
        let source = |op| json!({"field": "lead_source", "op": op, "value": "Zillow"});
        one["when"] = json!({"all": [source("is"), one["when"].take()]});
        other["when"] = json!({"all": [source("is_not"), other["when"].take()]});
        for (rule, id) in [(&mut one, "one"), (&mut other, "other")] {
            rule["id"] = json!(id);
            let parts = rule["when"]["all"].as_array_mut().unwrap();
            parts.retain(|part| !part.is_null());
        }
        let rules = json["channels"][0]["rules"].as_array_mut().unwrap();
        let place = place.index(rules.len() + 1);
        rules.splice(place..place, [one, other]);
        let before = made_up::read(&json);
        json["channels"][0]["rules"].as_array_mut().unwrap().swap(place, place + 1);
        let after = made_up::read(&json);

        let lines = made_up::lines(&made_up::leads(&before, leads));
        let of = |book| replay(&Router::new(book), &lines, claims, false);
        prop_assert_eq!(of(&before), of(&after));
    }

    #[test]
    fn disabling_a_rule_that_never_won_changes_nothing(
        (mut book, leads) in book_and_leads(), claims in claims(),
    ) {
        let lines = made_up::lines(&leads);
        let before = replay(&Router::new(&book), &lines, claims, true);
        let steps = before.iter().flat_map(|result| result["trace"].as_array().unwrap());
        let winners: Vec<&str> = steps
            .filter(|step| step["verdict"] == "assigned" || step["verdict"] == "offered")
            .filter_map(|step| step["rule"].as_str())
            .collect();
        for channel in &mut book.channels {
            for rule in &mut channel.rules {
                rule.enabled &= winners.contains(&rule.id.as_str());
            }
        }
        let after = replay(&Router::new(&book), &lines, claims, true);
        let endings = |results: &[Value]| results.iter().map(ending).collect::<Vec<_>>();
        prop_assert_eq!(endings(&before), endings(&after));
    }

    #[test]
    fn a_negation_is_the_other_answer(condition in made_up::condition(), lead in made_up::lead()) {
        let rules = [condition.clone(), json!({"not": condition.clone()}), json!({"not": {"not": condition}})];
        let rules: Vec<Value> = rules
            .into_iter()
            .enumerate()
            .map(|(index, when)| json!({"id": format!("r{index}"), "when": when,
                "then": {"type": "round_robin", "pool": []}}))
            .collect();
        let book = made_up::read(&json!({
            "format": "switchyard.book", "version": 1, "users": [],
            "accounts": [{"id": "root", "kind": "brokerage", "name": "Root", "parent": null}],
            "channels": [{"id": "c0", "account": "root", "name": null, "rules": rules}]
        }));
        let result = simulated(&Router::new(&book), "c0", &lead);
        let steps = result["trace"].as_array().unwrap().iter();
        let rules = steps.filter(|step| step["step"] == "rule");
        let matched: Vec<&Value> = rules.map(|rule| &rule["would_match"]).collect();
        prop_assert_ne!(matched[0], matched[1]);
        prop_assert_eq!(matched[0], matched[2]);
    }

    #[test]
    fn writing_a_made_up_book_and_reading_it_gives_the_book(book in made_up::book()) {
        let text = book.write();
        prop_assert_eq!(&Book::read(text.as_bytes()).unwrap(), &book);
        prop_assert_eq!(book.check(), vec![]);
    }
}

proptest! {
    #![proptest_config(made_up::cases(4_000))]

    #[test]
    fn folding_is_idempotent(text in texts()) {
        let once = fold(&text).into_owned();
        prop_assert_eq!(fold(&once), once.as_str());
    }

    #[test]
    fn folding_forgets_case_and_outer_space(text in "[a-zA-ZäöüÄÖÜéÉçÇñÑΑ-Ωα-ωА-Яа-я0-9 ]{0,12}") {
        let folded = fold(&text).into_owned();
        prop_assert_eq!(fold(&text.to_uppercase()).into_owned(), folded.as_str());
        prop_assert_eq!(fold(&text.to_lowercase()).into_owned(), folded.as_str());
        prop_assert_eq!(fold(&format!("\u{a0} {text}\t")).into_owned(), folded.as_str());
    }
}

/// Text of any characters, and of those whose forms are many.
fn texts() -> impl Strategy<Value = String> {
    let tricky = prop::sample::select(vec![
        'ß', 'ẞ', 'İ', 'ı', 'ſ', 'ﬁ', 'ﬃ', 'Å', 'Å', 'Ω', 'Ω', 'ς', 'σ', 'ᾳ', 'ᾼ', 'ΐ', '\u{345}',
        '\u{300}', '\u{301}', '\u{308}', '\u{323}', '\u{307}', 'ŉ', 'ǰ', 'ή', 'ᾴ', '１', 'ｱ', 'ﾞ',
        '㎏', '℡', '가', 'ᄀ', 'ᅡ', 'ᆨ', ' ', '\u{a0}', '\u{3000}', '\u{200b}', '\u{ad}', 'ⅷ', 'Ⅷ',
        'Ꭰ', 'ꭰ', 'ǅ', '²', '½', '´', '¨', 'a', 'A',
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(tricky, 0..8).prop_map(|chars| chars.into_iter().collect()),
    ]
}

fn simulated(router: &Router, channel: &str, lead: &MadeLead) -> Value {
    let payload = lead.payload().to_string();
    let lead = Lead {
        id: Some("L".into()),
        channel: channel.into(),
        captured_at: lead.captured_at().fixed_offset(),
        payload: Node::parse(&payload).unwrap(),
    };
    let explained = router.simulate(&lead, &mut State::default()).unwrap();
    let explained = serde_json::to_value(explained).unwrap();
    let route = router.route(channel).unwrap();
    let decided = decide(
        &router.roster,
        route,
        &lead,
        Claims::Open,
        &mut State::default(),
    );
    assert_eq!(
        without_trace(&explained),
        serde_json::to_value(decided).unwrap()
    );
    explained
}

/// An outcome says what it must and no more, down to the last offer in it.
fn whole(book: &Book, channel: &str, account: &str, result: &Value) -> Result<(), TestCaseError> {
    prop_assert_eq!(&result["channel"], channel);
    let mut ending = result;
    loop {
        let agents: Vec<&str> = ending["agents"]
            .as_array()
            .unwrap()
            .iter()
            .map(|id| id.as_str().unwrap())
            .collect();
        for id in &agents {
            let agent = book.accounts.iter().find(|known| known.id == *id).unwrap();
            prop_assert!(agent.active, "{id} is inactive");
            prop_assert_eq!(agents.iter().filter(|other| *other == id).count(), 1);
        }
        let outcome = ending["outcome"].as_str().unwrap();
        prop_assert_eq!(agents.is_empty(), outcome == "inbox");
        prop_assert_eq!(ending.get("account").is_some(), outcome == "inbox");
        prop_assert!(outcome != "inbox" || ending["account"] == account);
        prop_assert_eq!(ending.get("window_minutes").is_some(), outcome == "offered");
        let kind = ending["by"]["kind"].as_str().unwrap();
        prop_assert!(["assignee", "returning", "rule", "fallback"].contains(&kind));
        prop_assert!(outcome != "inbox" || kind == "fallback");
        prop_assert!(outcome != "offered" || kind == "rule");
        let tags: Vec<&str> = ending["follow_up"]
            .as_array()
            .unwrap()
            .iter()
            .map(|follow_up| follow_up["tag"].as_str().unwrap())
            .collect();
        let rule = ending["by"]["rule"].as_str();
        let expected: Vec<&str> = rule.into_iter().chain(["channel"]).collect();
        prop_assert_eq!(tags, expected);
        match ending.get("if_unclaimed") {
            Some(unclaimed) => {
                prop_assert_eq!(outcome, "offered");
                ending = unclaimed;
            }
            None => {
                prop_assert_ne!(outcome, "offered");
                return Ok(());
            }
        }
    }
}
