//! The routes of a generated brokerage: the usual channels, with rules of every type on the house
//! itself and on each of its offices.

use routing::book::{Channel, Fallback, OnTimeout, Policies, Pool, Rule};

use super::dice::Dice;
use super::names::{ZIPS, list};
use super::parts::*;

pub fn channels_of_brokerage(
    dice: &mut Dice,
    id: &str,
    offices: &[String],
    agents: &[String],
) -> Vec<Channel> {
    let mut default = Channel {
        is_default: true,
        ..channel(&dice.uuid(), id, "Default Route")
    };
    default.rules.push(rule(
        "r-out-of-hours",
        "Out of hours",
        hours(20, 7),
        turns(Pool::All),
    ));
    default.rules.extend(dice.pick(agents).map(|agent| {
        rule(
            "r-rentals",
            "Rentals",
            tagged(&["Rental", "Lease"]),
            to(agent),
        )
    }));

    let mut listings = Channel {
        policies: Policies {
            returning_lead_days: 30,
            ..Policies::default()
        },
        fallback: Fallback::RoundRobin { pool: Pool::All },
        ..channel(&dice.uuid(), id, "Listing inquiries")
    };
    listings.rules.extend(dice.pick(agents).map(|agent| {
        rule(
            "r-relocation",
            "Relocation desk",
            tagged(&["Relocation"]),
            to(agent),
        )
    }));
    listings.rules.extend([
        with(
            rule(
                "r-portal-weekends",
                "Zillow weekends",
                all([source("Zillow"), weekend()]),
                first_to_claim(dice.pool(agents, 6, 1), 15, OnTimeout::NextRule),
            ),
            [task("Call within 15 minutes", 15)],
        ),
        with(
            rule(
                "r-luxury",
                "Luxury buyers",
                all([
                    price_from(1_000_000.0),
                    zip(&["75205", "75225", "75209", "75219", "75230", "76092"]),
                ]),
                turns(dice.pool(agents, 8, 3)),
            ),
            [task("Call within 5 minutes", 5), tag("Luxury")],
        ),
        rule(
            "r-portal",
            "Zillow",
            source("Zillow"),
            turns(dice.pool(offices, 3, 1)),
        ),
        rule(
            "r-high-notes",
            "Asked for by name",
            has_note(),
            custom(BY_NAME),
        ),
    ]);

    let mut general = channel(&dice.uuid(), id, "General inquiries");
    general.rules.extend([
        with(
            rule(
                "r-sellers",
                "Sellers",
                tagged(&["Seller"]),
                first_to_claim(dice.pool(offices, 1, 1), 30, OnTimeout::NextRule),
            ),
            [task("Prepare a valuation", 1_440)],
        ),
        rule(
            "r-evenings",
            "Evenings and weekends",
            any([hours(18, 8), weekend()]),
            turns(dice.pool(offices, 4, 2)),
        ),
    ]);
    if let Some(agent) = dice.pick(agents) {
        general.fallback = Fallback::SpecificAgent {
            agent: agent.clone(),
        };
    }

    let newsletter = Channel {
        policies: Policies {
            honor_assignees: false,
            ..Policies::default()
        },
        rules: vec![rule(
            "r-newsletter-visitors",
            "Open house visitors",
            tagged(&["Open House"]),
            turns(dice.pool(offices, 5, 1)),
        )],
        follow_up: vec![tag("Newsletter"), flow("Monthly market letter")],
        ..channel(&dice.uuid(), id, "Newsletter")
    };
    vec![default, listings, general, newsletter]
}

pub fn channels_of_office(dice: &mut Dice, office: &str, team: &[String]) -> Vec<Channel> {
    let id = |rule: &str| format!("r-{office}-{rule}");
    let all_zips = list(ZIPS);
    let first_zip = dice.below(all_zips.len());
    let zips: Vec<&str> = all_zips
        .iter()
        .cycle()
        .skip(first_zip)
        .take(3)
        .copied()
        .collect();
    let mut default = Channel {
        is_default: true,
        ..channel(&dice.uuid(), office, "Default Route")
    };
    default.rules.extend(
        dice.pick(team)
            .map(|agent| rule(id("area"), "Around the corner", zip(&zips), to(agent))),
    );
    default.rules.extend([
        rule(
            id("buyers"),
            "Buyers",
            tagged(&["Buyer"]),
            turns(dice.pool(team, 5, 3)),
        ),
        rule(
            id("by-name"),
            "Asked for by name",
            has_note(),
            custom(BY_NAME),
        ),
    ]);
    default.fallback = match dice.pick(team) {
        Some(agent) if dice.below(2) == 0 => Fallback::SpecificAgent {
            agent: agent.clone(),
        },
        _ => Fallback::RoundRobin { pool: Pool::All },
    };
    let visitors: [Rule; 2] = [
        with(
            rule(
                id("weekend"),
                "Weekend visitors",
                weekend(),
                first_to_claim(
                    Pool::All,
                    15 * (1 + dice.below(4) as u32),
                    OnTimeout::Fallback,
                ),
            ),
            [task("Thank them for the visit", 120)],
        ),
        rule(
            id("visitors"),
            "Visitors",
            tagged(&["Open House"]),
            turns(Pool::All),
        ),
    ];
    let open_houses = Channel {
        rules: visitors.into(),
        ..channel(&dice.uuid(), office, "Open houses")
    };
    vec![default, open_houses]
}

/// For a lead whose note names an agent.
const BY_NAME: &str = "agents.filter(a, a.eligible && lead.note.contains(a.name)).map(a, a.id)";
