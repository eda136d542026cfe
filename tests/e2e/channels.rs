//! Whole channels by key and menu, an agent who leaves, a version restored; and all of it undone.

use window::{Locator, Onto, Result, Window};

use super::desk::Desk;

fn tab<'w>(w: &'w Window, name: &str) -> Locator<'w> {
    w.role("tablist", "Channels").inner("tab", name)
}

fn menu(w: &Window, channel: &str, item: &str) -> Result<()> {
    w.role("button", &format!("Actions for the channel “{channel}”"))
        .click()?;
    w.css("[role=menu]").inner_with("menuitem", item).click()
}

fn tabs_are(w: &Window, names: &[&str]) -> Result<()> {
    w.role("tablist", "Channels").each("tab").are_called(names)
}

const ADLER: [&str; 4] = [
    "Default Route default 2 rules",
    "Listing inquiries 6 rules",
    "General inquiries 2 rules",
    "Newsletter 1 rules",
];

#[test]
fn a_channel_is_renamed_copied_made_the_default_moved_and_deleted() {
    Desk::new("channels").window(|w| {
        tabs_are(w, &ADLER)?;
        tab(w, ADLER[1]).focus()?;
        w.press(&["F2"])?;
        let name = w.role("textbox", "New name of “Listing inquiries”");
        name.fill("Listings")?;
        w.press(&["Enter"])?;
        w.is_made("Renamed channel “Listing inquiries” to “Listings”")?;
        tab(w, "Listings 6 rules").gets_focus()?;

        w.press(&["Control+d"])?;
        w.is_made("Duplicated channel “Listings”")?;
        let shown = w.css("[role=tab][aria-selected=true]");
        shown.reads("Listings copy 6 rules")?;
        menu(w, "Listings copy", "Make it the default")?;
        w.is_made("Made “Listings copy” the default of Adler & Associates")?;
        tabs_are(
            w,
            &[
                "Default Route 2 rules",
                "Listings 6 rules",
                "Listings copy default 6 rules",
                "General inquiries 2 rules",
                "Newsletter 1 rules",
            ],
        )?;

        menu(w, "Listings copy", "Move to another account…")?;
        let dialog = w.role("dialog", "Move “Listings copy” to another account");
        dialog.inner("combobox", "Account").click()?;
        w.type_in("Uptown Office")?;
        dialog
            .inner("option", "Uptown Office Adler & Associates")
            .has("aria-selected", "true")?;
        w.press(&["Enter"])?;
        dialog.inner("button", "Move").click()?;
        w.is_said(
            "Moved “Listings copy” to Uptown Office. \
             “Zillow weekends” cannot give leads to Agent Smith, Agent Johnson and Agent Brown, \
             outside Uptown Office. “Luxury buyers” cannot give leads to Agent Smith, \
             Agent Johnson, Agent Williams and Agent Brown, outside Uptown Office. \
             “Estates over $2M” cannot give leads to Agent Smith, outside Uptown Office.",
        )?;
        w.is_made("Moved channel “Listings copy” to Uptown Office")?;
        w.role("heading", "Uptown Office").appears()?;
        shown.reads("Listings copy 6 rules")?;

        tab(w, "Listings copy 6 rules").focus()?;
        w.press(&["Delete"])?;
        let asked = w.role("dialog", "Delete “Listings copy”?");
        asked.inner("button", "Delete the channel").click()?;
        w.is_made("Deleted channel “Listings copy”")?;
        tabs_are(w, &["Default Route default 3 rules", "Open houses 2 rules"])?;

        for edit in [
            "Deleted channel “Listings copy”",
            "Moved channel “Listings copy” to Uptown Office",
            "Made “Listings copy” the default of Adler & Associates",
            "Duplicated channel “Listings”",
            "Renamed channel “Listing inquiries” to “Listings”",
        ] {
            w.undo(edit)?;
        }
        w.account("Adler & Associates").click()?;
        tabs_are(w, &ADLER)
    });
}

#[test]
fn a_departure_and_a_restored_version_are_one_undo_each() {
    let luxury = "Goes to Agent Smith (Downtown Office) by rule 3 “Luxury buyers”: \
                  price 1,250,000 is at least 1,000,000 and ZIP 75205 is on the list.";
    Desk::new("departure").window(|w| {
        w.outcome().reads(luxury)?;
        w.account("Agent Smith").click()?;
        w.role("button", "Leaves…").click()?;
        let dialog = w.role("dialog", "Agent Smith leaves");
        dialog.inner("combobox", "Who takes all places").click()?;
        w.type_in("Davis")?;
        dialog
            .inner("option", "Agent Davis Downtown Office")
            .has("aria-selected", "true")?;
        w.press(&["Enter"])?;
        dialog.inner_css("li b").read(&[
            "Zillow weekends",
            "Luxury buyers",
            "Estates over $2M",
            "Buyers",
            "First free over $750,000",
            "Listing inquiry",
            "General contact",
        ])?;
        dialog.inner("button", "Apply").click()?;
        let left = "Agent Smith leaves: 4 places handed over";
        w.outcome().reads(&luxury.replace("Smith", "Davis"))?;
        w.is_made(left)?;

        // Kept as it is, changed, and restored.
        w.role("navigation", "Views")
            .inner("button", "History")
            .click()?;
        w.role("textbox", "Note for a version of the draft as it is")
            .fill("After Smith")?;
        w.press(&["Enter"])?;
        w.role("button", "Restore “After Smith”").appears()?;
        w.undo(left)?;
        w.role("button", "Restore “After Smith”").click()?;
        w.is_made("Restored version 2, “After Smith”")?;
        w.press(&["Control+1"])?;
        w.outcome().reads(&luxury.replace("Smith", "Davis"))?;
        w.undo("Restored version 2, “After Smith”")?;
        w.outcome().reads(luxury)?;
        w.nothing_is_made()
    });
}

#[test]
fn days_dates_and_hours_are_typed_and_pressed() {
    Desk::new("clock").window(|w| {
        w.outcome().appears()?;
        w.show_channel("Newsletter")?;
        w.kind("Round robin").drag(&w.card("Fallback"), Onto::Top)?;
        let editor = w.role("form", "Edit the rule");
        let row = |place: usize| editor.inner_css("[data-node]:not([role])").at(place);
        let ask = |place: usize, field: &str, operator: &str| {
            editor.inner("button", "Condition").click()?;
            row(place)
                .inner("combobox", "Field")
                .inner("option", field)
                .click()?;
            row(place)
                .inner("combobox", "Operator")
                .inner("option", operator)
                .click()
        };
        ask(0, "day", "is")?;
        let days = row(0).inner("group", "Days");
        days.inner("button", "Sun").click()?;
        days.inner("button", "Fri").click()?;
        ask(1, "time", "is between")?;
        row(1).inner("textbox", "From").fill("6pm")?;
        row(1).inner("textbox", "Until").fill("8.30")?;
        ask(2, "date", "is between")?;
        row(2).inner("textbox", "From").fill("12/24/2026")?;
        row(2).inner("textbox", "Through").fill("Jan 2, 2027")?;
        let sentence =
            "day is Fri or Sat and time 18:00 to 08:30 and date 24 Dec 2026 to 2 Jan 2027";
        editor.inner_css("[aria-live]").reads(sentence)?;
        editor.inner("button", "Add the rule").click()?;
        editor.vanishes()?;
        w.rules()
            .inner_css("[data-condition]")
            .read(&["when tags include Open House", &format!("when {sentence}")])
    });
}

#[test]
fn a_fallback_takes_accounts_by_drag_and_its_editor_is_one_undo() {
    Desk::new("fallback").window(|w| {
        w.outcome().appears()?;
        w.show_channel("Newsletter")?;
        let fallback = w.card("Fallback");
        w.account("Uptown Office")
            .drag(&fallback, Onto::Middle)?;
        w.is_made("Added Uptown Office to the fallback of “Newsletter”")?;
        let action = fallback.inner_css("div").at(1).inner_css("span").at(1);
        action.reads("Round robin, 5 agents")?;

        fallback
            .inner("button", "Edit the fallback and the channel’s follow-ups")
            .click()?;
        let editor = w.role("form", "Edit the fallback");
        let kind = editor.inner("combobox", "Who gets the lead");
        kind.inner("option", "Leave in the inbox").click()?;
        let tag = editor.inner("textbox", "Tag");
        tag.fill("Nobody’s")?;
        editor.inner("button", "Save").click()?;
        let both = "Changed the fallback and the follow-up of “Newsletter”";
        w.is_made(both)?;
        fallback.inner_css("p").reads(
            "After every lead of the channel, then tag Nobody’s · start flow “Monthly market letter”",
        )?;
        w.undo(both)?;
        action.reads("Round robin, 5 agents")?;
        w.undo("Added Uptown Office to the fallback of “Newsletter”")?;
        fallback.inner_css("p").reads(
            "After every lead of the channel, then tag Newsletter · start flow “Monthly market letter”",
        )
    });
}

#[test]
fn an_agents_days_away_cap_and_activity_are_edited_where_they_are_read() {
    Desk::new("availability").window(|w| {
        w.outcome().reads(
            "Goes to Agent Smith (Downtown Office) by rule 3 “Luxury buyers”: price 1,250,000 is \
             at least 1,000,000 and ZIP 75205 is on the list.",
        )?;
        let smith = w
            .role("tree", "Accounts")
            .inner_with("treeitem", "Agent Smith");
        smith.click()?;
        w.role("heading", "Agent Smith").appears()?;
        let group = w.role("group", "Availability");
        group.inner("button", "Days away").click()?;
        let form = w.role("form", "Days away");
        form.inner("textbox", "from").fill("Nov 24, 2026")?;
        form.inner("textbox", "through").fill("2026-11-20")?;
        w.press(&["Enter"])?;
        form.inner_css("[role=alert]")
            .reads("The last day is before the first.")?;
        form.inner("textbox", "through").fill("2026-11-30")?;
        w.press(&["Enter"])?;
        w.is_made("Agent Smith is away 24 Nov 2026 to 30 Nov 2026")?;
        form.vanishes()?;
        group.inner("button", "Days away").gets_focus()?;
        w.outcome().reads(
            "Goes to Agent Johnson (Downtown Office) by rule 3 “Luxury buyers”: price 1,250,000 \
             is at least 1,000,000 and ZIP 75205 is on the list.",
        )?;

        let cap = group.inner(
            "textbox",
            "Leads a day at most; nothing for as many as come",
        );
        cap.fill("many")?;
        w.press(&["Enter"])?;
        group.inner_css("[role=alert]").appears()?;
        cap.fill("0")?;
        w.press(&["Enter"])?;
        w.is_made("Agent Smith gets at most 0 leads a day")?;
        group.inner("switch", "Active").click()?;
        w.is_made("Agent Smith is inactive")?;
        group.inner("switch", "Active").click()?;
        w.is_made("Agent Smith is active")?;
        let days = group.inner("list", "Days away").each("listitem");
        days.each("button").click()?;
        w.is_made("Agent Smith is no longer away")?;
        days.vanishes()?;
        for _ in 0..5 {
            w.press(&["Control+z"])?;
        }
        w.role("group", "History").inner("button", "Undo").appears()
    });
}
