//! Changing the order of the rules, taking it back, and finding it kept.

use window::{Error, Onto, Result, Window};

use super::desk::{Desk, SHIPPED};

const ZILLOW_THIRD: [&str; 7] = [
    "Rule 1, Relocation desk",
    "Rule 2, Zillow weekends",
    "Rule 3, Zillow",
    "Rule 4, Luxury buyers",
    "Rule 5, Estates over $2M",
    "Rule 6, Asked for Uptown",
    "Fallback",
];
const ZILLOW_FIRST: [&str; 7] = [
    "Rule 1, Zillow",
    "Rule 2, Relocation desk",
    "Rule 3, Zillow weekends",
    "Rule 4, Luxury buyers",
    "Rule 5, Estates over $2M",
    "Rule 6, Asked for Uptown",
    "Fallback",
];

fn shipped(w: &Window) -> Result<()> {
    w.rules().are_called(&SHIPPED)?;
    w.outcome().reads(
        "Goes to Agent Smith (Downtown Office) by rule 3 “Luxury buyers”: \
         price 1,250,000 is at least 1,000,000 and ZIP 75205 is on the list.",
    )
}

fn zillow_third(w: &Window) -> Result<()> {
    w.rules().are_called(&ZILLOW_THIRD)?;
    w.outcome()
        .reads("Goes to Agent Anderson (Uptown Office) by rule 3 “Zillow”: source is Zillow.")
}

fn move_zillow_third_by_key(w: &Window) -> Result<()> {
    shipped(w)?;
    w.handle("Zillow").focus()?;
    w.press(&["Alt+ArrowUp"])?;
    w.role("article", "Rule 4, Zillow").appears()?;
    w.press(&["Alt+ArrowUp"])?;
    zillow_third(w)
}

#[test]
fn a_rule_dragged_above_another_takes_its_lead_and_ctrl_z_gives_it_back() {
    Desk::new("drag").window(|w| {
        shipped(w)?;
        let card = |rule| w.role("article", rule);
        card("Rule 5, Zillow").drag(&card("Rule 3, Luxury buyers"), Onto::Top)?;
        zillow_third(w)?;
        w.press(&["Control+z"])?;
        shipped(w)?;
        w.press(&["Control+Shift+z"])?;
        zillow_third(w)
    });
}

#[test]
fn the_keyboard_moves_rules_too_and_says_where_they_go() {
    Desk::new("keys").window(|w| {
        move_zillow_third_by_key(w)?;
        let said = w.css("[id^=DndLiveRegion]");
        w.press(&["Space"])?;
        said.reads(
            "“Zillow” would go to place 3 of 6, between “Zillow weekends” and “Luxury buyers”.",
        )?;
        w.press(&["ArrowDown"])?;
        said.reads(
            "“Zillow” would go to place 4 of 6, between “Luxury buyers” and “Estates over $2M”.",
        )?;
        w.press(&["ArrowDown"])?;
        said.reads(
            "“Zillow” would go to place 5 of 6, between “Estates over $2M” and “Asked for Uptown”.",
        )?;
        w.press(&["Space"])?;
        shipped(w)
    });
}

#[test]
fn a_rule_is_disabled_and_deleted_and_both_can_be_undone() {
    Desk::new("delete").window(|w| {
        shipped(w)?;
        w.handle("Luxury buyers").focus()?;
        w.press(&["o"])?;
        w.outcome().reads(
            "Goes to Agent Anderson (Uptown Office) by rule 5 “Zillow”: source is Zillow.",
        )?;
        w.handle("Zillow").focus()?;
        w.press(&["Delete"])?;
        w.role("article", "Rule 5, Asked for Uptown").appears()?;
        w.press(&["Control+z"])?;
        w.role("article", "Rule 5, Zillow").appears()?;
        w.press(&["Control+z"])?;
        shipped(w)
    });
}

#[test]
fn a_closed_window_opens_again_as_it_was_and_can_still_undo() {
    let desk = Desk::new("reopens");
    desk.window(move_zillow_third_by_key);
    desk.window(|w| {
        zillow_third(w)?;
        w.press(&["Control+z"])?;
        w.role("article", "Rule 4, Zillow").appears()?;
        w.press(&["Control+z"])?;
        shipped(w)
    });
}

#[test]
fn a_kill_in_the_middle_of_an_edit_keeps_what_was_acknowledged() {
    let desk = Desk::new("killed");
    desk.killed(|w| {
        // The sentence is the engine's, so this move is on the disk when it is read.
        move_zillow_third_by_key(w)?;
        w.press(&["Alt+Home"])
    });
    desk.window(|w| {
        w.outcome().appears()?;
        // The edit in flight is there whole or not at all.
        let is_whole = w.wait("the rules", || match w.rules().names()? {
            names if names == ZILLOW_FIRST => Ok(Some(true)),
            names if names == ZILLOW_THIRD => Ok(Some(false)),
            names => Err(Error(format!("they are {names:?}"))),
        })?;
        if is_whole {
            w.press(&["Control+z"])?;
        }
        zillow_third(w)
    });
}

#[test]
fn the_keyboard_stays_at_hand_when_what_it_was_on_goes() {
    Desk::new("at_hand").window(|w| {
        shipped(w)?;
        w.handle("Zillow weekends").focus()?;
        w.press(&["Enter"])?;
        let editor = w.role("form", "Edit the rule");
        editor.inner("textbox", "Name of the rule").gets_focus()?;
        editor.inner("button", "Remove this follow-up").focus()?;
        w.press(&["Enter"])?;
        editor.inner("button", "Follow-up").gets_focus()?;
        let pool = editor.inner("list", "Pool, in order");
        pool.inner_css("[data-grip]").at(0).focus()?;
        for left in (0..4).rev() {
            w.press(&["Delete"])?;
            w.wait("the member to leave the pool", || {
                Ok((pool.each("listitem").count()? == left).then_some(()))
            })?;
        }
        editor.inner("combobox", "Add to the pool").gets_focus()?;
        w.press(&["Escape"])?;
        w.role("button", "Throw away").click()?;
        w.handle("Zillow weekends").gets_focus()?;

        w.role("button", "New lead").click()?;
        let source = w.role("textbox", "source");
        source.fill("Zillow")?;
        let naming = w.role("button", "Save as sample");
        naming.focus()?;
        w.press(&["Enter"])?;
        w.role("textbox", "Name of the sample").gets_focus()?;
        w.press(&["Escape"])?;
        naming.gets_focus()?;
        w.press(&["Enter"])?;
        w.role("textbox", "Name of the sample").gets_focus()?;
        w.type_in("Kept")?;
        w.press(&["Enter"])?;
        w.is_said("Saved the sample “Kept”.")?;
        w.sample("Kept").gets_focus()?;
        w.role("button", "Delete sample").focus()?;
        w.press(&["Enter"])?;
        w.is_said("Deleted the sample “Kept”.")?;
        w.css("[role=radio][aria-checked=true]").gets_focus()?;

        let tab = |name| w.role("tablist", "Channels").inner_with("tab", name);
        tab("Newsletter").focus()?;
        w.press(&["Delete"])?;
        w.role("dialog", "Delete “Newsletter”?")
            .inner("button", "Delete the channel")
            .click()?;
        tab("Newsletter").vanishes()?;
        w.css("[role=tab][aria-selected=true]").gets_focus()
    });
}
