//! Several cards, and several accounts, in the hand at once.

use window::{Locator, Onto, Window};

use super::desk::{Desk, SHIPPED};

fn bulk<'w>(w: &'w Window, act: &str) -> Locator<'w> {
    w.role("group", "Selected rules").inner("button", act)
}

#[test]
fn selected_rules_go_together_and_each_act_is_one_undo() {
    Desk::new("bulk").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        w.card("Rule 2, Zillow weekends").click()?;
        w.card("Rule 5, Zillow").click_holding("Control")?;
        w.role("group", "Selected rules")
            .inner_css("b")
            .reads("2 rules")?;

        bulk(w, "Turn off").click()?;
        w.is_made("Turned off 2 rules")?;
        w.card("Rule 5, Zillow")
            .inner_css("h3 + span")
            .reads("off")?;

        w.card("Rule 5, Zillow")
            .drag(&w.card("Rule 1, Relocation desk"), Onto::Top)?;
        w.rules().are_called(&[
            "Rule 1, Zillow weekends",
            "Rule 2, Zillow",
            "Rule 3, Relocation desk",
            "Rule 4, Luxury buyers",
            "Rule 5, Estates over $2M",
            "Rule 6, Asked for Uptown",
            "Fallback",
        ])?;
        w.is_made("Moved 2 rules above “Relocation desk”")?;
        w.press(&["Control+z"])?;
        w.rules().are_called(&SHIPPED)?;

        // They are still in the hand, and a channel's tab takes both.
        w.card("Rule 2, Zillow weekends")
            .drag(&w.role("tab", "Newsletter 1 rules"), Onto::Middle)?;
        w.is_made("Moved 2 rules to “Newsletter”")?;
        w.rules().are_called(&[
            "Rule 1, Relocation desk",
            "Rule 2, Luxury buyers",
            "Rule 3, Estates over $2M",
            "Rule 4, Asked for Uptown",
            "Fallback",
        ])?;
        w.press(&["Control+z", "Control+z"])?;
        w.rules().are_called(&SHIPPED)?;

        // Under the hand that deleted them is the next card.
        bulk(w, "Delete").click()?;
        w.is_made("Deleted 2 rules")?;
        w.handle("Asked for Uptown").gets_focus()?;
        w.press(&["o"])?;
        w.is_made("Turned off “Asked for Uptown”")
    });
}

#[test]
fn the_keyboard_selects_moves_copies_and_deletes_several_rules() {
    Desk::new("bulk-keys").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        w.handle("Luxury buyers").focus()?;
        w.press(&["Shift+ArrowDown"])?;
        w.press(&["End", "x"])?;
        w.role("group", "Selected rules")
            .inner_css("b")
            .reads("3 rules")?;
        let chosen = w.role("checkbox", "Select “Asked for Uptown”");
        chosen.has("aria-checked", "true")?;

        w.press(&["Alt+Home"])?;
        w.is_made("Moved 3 rules above “Relocation desk”")?;
        w.rules().are_called(&[
            "Rule 1, Luxury buyers",
            "Rule 2, Estates over $2M",
            "Rule 3, Asked for Uptown",
            "Rule 4, Relocation desk",
            "Rule 5, Zillow weekends",
            "Rule 6, Zillow",
            "Fallback",
        ])?;
        w.press(&["Control+z"])?;
        w.rules().are_called(&SHIPPED)?;

        // C asks for the channel: the first other one is proposed.
        w.handle("Luxury buyers").focus()?;
        w.press(&["c"])?;
        w.role("dialog", "Move or copy 3 rules")
            .inner("button", "Copy")
            .click()?;
        w.is_made("Copied 3 rules to “Default Route”")?;
        w.press(&["Control+z"])?;
        w.nothing_is_made()?;

        w.handle("Luxury buyers").focus()?;
        w.press(&["Delete"])?;
        w.is_made("Deleted 3 rules")?;
        w.role("group", "Selected rules").vanishes()?;
        w.press(&["Control+z"])?;
        w.rules().are_called(&SHIPPED)?;

        w.handle("Zillow").focus()?;
        w.press(&["Control+a"])?;
        w.role("group", "Selected rules")
            .inner_css("b")
            .reads("6 rules")?;
        w.press(&["Escape"])?;
        w.role("group", "Selected rules").vanishes()
    });
}

#[test]
fn picked_accounts_land_together_on_a_pool_and_on_a_kind_of_rule() {
    Desk::new("picked").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        w.account("Agent Miller").click_holding("Control")?;
        w.account("Agent Wilson").click_holding("Control")?;
        w.account("Uptown Office").click_holding("Control")?;
        w.role("group", "Selected accounts")
            .inner_css("b")
            .reads("3 selected")?;
        w.account("Agent Wilson")
            .drag(&w.card("Rule 3, Luxury buyers"), Onto::Middle)?;
        w.is_made("Added Uptown Office, Agent Miller and Agent Wilson to “Luxury buyers”")?;
        w.press(&["Control+z"])?;
        w.nothing_is_made()?;

        w.account("Agent Miller")
            .drag(&w.kind("First to claim"), Onto::Middle)?;
        let pool = w.role("list", "Pool, in order");
        pool.each("listitem").appears_any()?;
        pool.inner_css("bdi")
            .read(&["Uptown Office", "Agent Miller", "Agent Wilson"])
    });
}

#[test]
fn the_keyboard_picks_accounts_and_adds_them_to_the_last_rule() {
    Desk::new("picked-keys").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        w.handle("Estates over $2M").focus()?;
        w.role("tree", "Accounts").focus()?;
        // Down to Agent Brown, then that and the next.
        w.press(&["Home", "ArrowDown", "ArrowDown", "Space", "Shift+ArrowDown"])?;
        w.role("group", "Selected accounts")
            .inner_css("b")
            .reads("2 selected")?;
        w.press(&["Control+Enter"])?;
        w.is_made("Added Agent Brown and Agent Davis to “Estates over $2M”")?;

        w.role("button", "Do with the selected accounts").click()?;
        let menu = w.role("menu", "Do with the selected accounts");
        menu.each("menuitem").appears_any()?;
        menu.inner_with("menuitem", "Into the pool of “Relocation desk”")
            .click()?;
        w.is_made("Added Agent Brown and Agent Davis to “Relocation desk”")?;
        w.role("tree", "Accounts").focus()?;
        w.press(&["Escape"])?;
        w.role("group", "Selected accounts").vanishes()
    });
}

#[test]
fn one_agent_takes_anothers_place_everywhere_once_the_effect_is_seen() {
    Desk::new("replace").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        w.command("Replace an agent everywhere…")?;
        let dialog = w.role("dialog", "Replace an agent everywhere");
        let choose = |field: &str, name: &str| {
            dialog.inner("combobox", field).fill(name)?;
            dialog
                .inner("option", &format!("{name} Downtown Office"))
                .click()
        };
        choose("Replace", "Agent Smith")?;
        dialog.inner_css("li p:first-child").read(&[
            "Zillow weekends Listing inquiries",
            "Luxury buyers Listing inquiries",
            "Estates over $2M Listing inquiries",
            "Buyers Default Route",
            "First free over $750,000 Default Route",
        ])?;
        choose("by", "Agent Brown")?;
        dialog.inner_css("li p + p + p, li b + p + p").read(&[
            "Then: Goes to Agent Johnson (Downtown Office) by rule 3 “Luxury buyers”: \
             price 1,250,000 is at least 1,000,000 and ZIP 75205 is on the list.",
        ])?;
        dialog.inner("button", "Replace").click()?;
        w.is_made("Replaced Agent Smith by Agent Brown in 4 places")?;
        dialog.vanishes()?;
        w.outcome().reads(
            "Goes to Agent Johnson (Downtown Office) by rule 3 “Luxury buyers”: \
             price 1,250,000 is at least 1,000,000 and ZIP 75205 is on the list.",
        )?;
        w.press(&["Control+z"])?;
        w.outcome().reads(
            "Goes to Agent Smith (Downtown Office) by rule 3 “Luxury buyers”: \
             price 1,250,000 is at least 1,000,000 and ZIP 75205 is on the list.",
        )
    });
}

#[test]
fn a_mistake_in_an_expression_is_drawn_where_it_is_and_the_samples_answer() {
    Desk::new("coloured").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        w.handle("Asked for Uptown").focus()?;
        w.press(&["e"])?;
        let field = w.role("textbox", "Expression over lead, agents and now");
        field.fill("lead.listing.price > 1 ? \"brown\" : null")?;
        w.role("list", "On the samples")
            .inner_css("li:first-child")
            .reads("Listing inquiry: Agent Brown")?;
        field.fill("lead.listing.price >")?;
        w.role("button", "line 1, character 21").focus()?;
        w.press(&["Enter"])?;
        // Drawn behind the text, for the eye alone.
        let drawn =
            "return document.querySelector('pre [data-wrong]')?.previousSibling?.textContent";
        w.wait("the mistake to be drawn", || {
            Ok((w.script(drawn, &[])? == ">").then_some(()))
        })?;
        w.press(&["Escape"])?;
        w.role("button", "Throw away").click()
    });
}
