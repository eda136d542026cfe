//! What a person reads: the tree, the rules, and where the leads of the guide land.

use window::{Result, Window};

use super::desk::{Desk, SHIPPED};

const ADLER: [&str; 13] = [
    "Adler & Associates, brokerage, 10 agents, 4 channels",
    "Downtown Office, office, 5 agents, 2 channels",
    "Agent Brown, agent",
    "Agent Davis, agent",
    "Agent Johnson, agent",
    "Agent Smith, agent",
    "Agent Williams, agent",
    "Uptown Office, office, 5 agents, 2 channels",
    "Agent Anderson, agent",
    "Agent Miller, agent",
    "Agent Moore, agent",
    "Agent Taylor, agent",
    "Agent Wilson, agent",
];

/// The rows of the tree. Who is away depends on the day the test runs, so that is left out.
fn tree_reads(w: &Window, expected: &[&str]) -> Result<()> {
    w.role("tree", "Accounts")
        .each("treeitem")
        .become_equal(expected, |rows| {
            let names = rows.names()?;
            Ok(names.iter().map(|n| n.replace(", away", "")).collect())
        })
}

#[test]
fn opens_on_the_sample_brokerage_with_a_lead_already_traced() {
    Desk::new("opens").window(|w| {
        w.outcome().reads(
            "Goes to Agent Smith (Downtown Office) by rule 3 “Luxury buyers”: \
             price 1,250,000 is at least 1,000,000 and ZIP 75205 is on the list.",
        )?;
        w.account_math()
            .reads("1 brokerage · 2 offices · 10 agents: 13 accounts")?;
        tree_reads(w, &ADLER)?;
        w.rules().are_called(&SHIPPED)?;
        w.trace().read(&[
            "Returning lead no earlier lead of this person in the run",
            "1 Relocation desk no match: tags are Buyer, not Relocation",
            "2 Zillow weekends no match: day is Tue, not Sat or Sun",
            "3 Luxury buyers matched: Agent Smith",
            "4 Estates over $2M not reached; would not match",
            "5 Zillow not reached; would match",
            "6 Asked for Uptown not reached; would match",
            "Fallback not reached",
            "Then Task “Call within 5 minutes”, due in 5 min",
            "Then Tag Luxury",
        ])
    });
}

#[test]
fn each_scenario_of_the_guide_lands_where_its_rules_say() {
    Desk::new("scenarios").window(|w| {
        for (sample, sentence) in [
            (
                "General contact",
                "Offered to Agent Brown, Agent Davis, Agent Johnson +2 for 30 min \
                 by rule 1 “Sellers”: tags include Seller.",
            ),
            (
                "Newsletter signup",
                "Stays in the inbox of Adler & Associates: no rule took it, \
                 and the fallback is the inbox.",
            ),
            (
                "Agent profile",
                "Goes to Agent Miller (Uptown Office): the website named them by e-mail.",
            ),
            (
                "Listing inquiry",
                "Goes to Agent Smith (Downtown Office) by rule 3 “Luxury buyers”: \
                 price 1,250,000 is at least 1,000,000 and ZIP 75205 is on the list.",
            ),
        ] {
            w.sample(sample).click()?;
            w.outcome().reads(sentence)?;
        }

        // The same lead at another price, typed by hand.
        w.role("textbox", "price").fill("$900,000")?;
        w.outcome()
            .reads("Goes to Agent Anderson (Uptown Office) by rule 5 “Zillow”: source is Zillow.")
    });
}

#[test]
fn the_tree_is_searched_as_one_types_and_walked_by_keys() {
    Desk::new("tree").window(|w| {
        let field = w.role("searchbox", "Find an account, agent or e-mail");
        let rows = w.role("tree", "Accounts").each("treeitem");
        tree_reads(w, &ADLER)?;

        field.fill("miller")?;
        tree_reads(w, &[ADLER[0], ADLER[7], ADLER[9]])?;
        w.role("status", "1 match").appears()?;
        field.fill("olivia.brown@")?;
        tree_reads(w, &[ADLER[0], ADLER[1], ADLER[2]])?;
        field.fill("zzz")?;
        w.css("p").with_text("Nobody is called “zzz”").appears()?;
        rows.vanishes()?;
        field.focus()?;
        w.press(&["Escape"])?;
        tree_reads(w, &ADLER)?;

        w.role("tree", "Accounts").focus()?;
        w.press(&["Home", "ArrowDown", "ArrowLeft"])?;
        tree_reads(w, &[&ADLER[..2], &ADLER[7..]].concat())?;
        w.press(&["Enter"])?;
        w.role("heading", "Downtown Office").appears()?;
        w.rules().are_called(&[
            "Rule 1, Lakewood",
            "Rule 2, Buyers",
            "Rule 3, First free over $750,000",
            "Fallback",
        ])
    });
}

#[test]
fn light_and_dark_are_a_click_apart() {
    Desk::new("colours").window(|w| {
        let ground = || {
            let script = "return getComputedStyle(document.body).backgroundColor";
            w.script(script, &[])
        };
        let light = ground()?;
        w.role("button", "Use dark colours").click()?;
        w.role("button", "Use light colours").appears()?;
        w.wait("the ground to be dark", || {
            Ok((ground()? != light).then_some(()))
        })?;
        w.role("button", "Use light colours").click()?;
        w.role("button", "Use dark colours").appears()?;
        w.wait("the ground to be light", || {
            Ok((ground()? == light).then_some(()))
        })
    });
}
