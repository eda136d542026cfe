//! What fields and menus answer while somebody fills them in: a blank one, a wrong one, a pattern as
//! it is typed, and the menu that does by key what dragging does.

use window::{Locator, Result, Window};

use super::desk::{Desk, SHIPPED};

fn editor(w: &Window) -> Locator<'_> {
    w.role("form", "Edit the rule")
}

/// A new rule above another, with so many conditions.
fn begin(w: &Window, above: &str, conditions: usize) -> Result<()> {
    w.handle(above).focus()?;
    w.press(&["n"])?;
    editor(w)
        .inner("textbox", "Name of the rule")
        .gets_focus()?;
    for place in 0..conditions {
        editor(w).inner("button", "Condition").focus()?;
        w.press(&["Enter"])?;
        row(w, place).inner("combobox", "Field").gets_focus()?;
    }
    Ok(())
}

/// The row of the condition in this place.
fn row(w: &Window, place: usize) -> Locator<'_> {
    editor(w).inner_css("[data-node]:not([role])").at(place)
}

fn ask(w: &Window, place: usize, field: &str, operator: &str) -> Result<()> {
    for (what, choice) in [("Field", field), ("Operator", operator)] {
        row(w, place)
            .inner("combobox", what)
            .inner("option", choice)
            .click()?;
    }
    Ok(())
}

fn told(w: &Window, place: usize) -> Locator<'_> {
    row(w, place).inner_css("[role=alert]")
}

#[test]
fn a_refused_save_asks_in_the_words_of_the_field_and_goes_to_the_mistake() {
    Desk::new("mistakes").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        begin(w, "Zillow", 3)?;
        ask(w, 1, "price", "is at least")?;
        ask(w, 2, "date", "is between")?;
        row(w, 2).inner("textbox", "From").fill("2026-12-24")?;
        row(w, 2).inner("textbox", "Through").fill("Christmas")?;
        // What is wrong is told at once, what is missing once it is asked for.
        told(w, 2).reads("Both ends must be days. Try 2026-12-24 or Dec 24, 2026.")?;
        w.press(&["Control+Enter"])?;
        told(w, 0).reads("Type what to compare with.")?;
        told(w, 1).reads("Type a number.")?;
        let value = row(w, 0).inner("combobox", "Value");
        value.gets_focus()?;

        value.fill("Zillow")?;
        row(w, 1).inner("textbox", "Number").fill("a million")?;
        told(w, 1).reads("This is no number. Try 1,000,000 or 1m.")?;
        w.press(&["Control+Enter"])?;
        row(w, 1).inner("textbox", "Number").gets_focus()?;
        row(w, 1).inner("textbox", "Number").fill("1m")?;
        told(w, 1).vanishes()?;
        w.press(&["Control+Enter"])?;
        // Only the end that is wrong.
        row(w, 2).inner("textbox", "Through").gets_focus()?;
        row(w, 2).inner("textbox", "Through").fill("Dec 23, 2026")?;
        told(w, 2).reads("The first end comes after the second.")?;
        row(w, 2).inner("textbox", "Through").fill("Dec 26, 2026")?;
        told(w, 2).vanishes()?;
        w.press(&["Control+Enter"])?;
        editor(w).inner("combobox", "Add to the pool").gets_focus()
    });
}

#[test]
fn a_pattern_is_judged_and_tried_on_the_samples_as_it_is_typed() {
    Desk::new("pattern").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        begin(w, "Zillow", 1)?;
        ask(w, 0, "source", "matches")?;
        let field = row(w, 0).inner("textbox", "Regular expression");
        field.fill("^zil(low")?;
        let at = row(w, 0).inner("button", "at character 5");
        at.appears()?;
        field.has("aria-invalid", "true")?;
        at.focus()?;
        w.press(&["Enter"])?;
        field.gets_focus()?;
        let marked = "const { selectionStart, selectionEnd } = document.activeElement; \
            return [selectionStart, selectionEnd]";
        w.wait("the mistake to be marked", || {
            Ok((w.script(marked, &[])? == serde_json::json!([4, 5])).then_some(()))
        })?;

        field.fill("^zil{2}ow$")?;
        at.vanishes()?;
        row(w, 0)
            .inner_css("span")
            .with_text("1 sample")
            .appears()?;
        editor(w)
            .inner_css("[aria-live]")
            .reads("source matches ^zil{2}ow$")?;
        field.fill("^trulia$")?;
        row(w, 0)
            .inner_css("span")
            .with_text("0 samples")
            .appears()?;
        w.press(&["Escape"])?;
        w.role("button", "Throw away").click()?;
        w.rules().are_called(&SHIPPED)
    });
}

#[test]
fn an_account_in_the_tree_has_a_menu_for_what_dragging_it_does() {
    Desk::new("row-menu").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        let done = |edit: &str| {
            w.is_made(edit)?;
            w.press(&["Control+z"])?;
            w.nothing_is_made()
        };
        let menu = w.role("menu", "Actions for Agent Davis");
        w.role("tree", "Accounts").focus()?;
        w.press(&["Home", "ArrowDown", "ArrowDown", "ArrowDown", "Shift+F10"])?;
        menu.each("menuitem").appears_any()?;
        menu.each("menuitem").are_called(&[
            "Show on the board Enter",
            "New rule for it Ctrl + Shift + Enter",
            "Into the pool of “Relocation desk”",
            "Into the pool of “Zillow weekends”",
            "Into the pool of “Luxury buyers”",
            "Into the pool of “Estates over $2M”",
            "Into the pool of “Zillow”",
            "Replace everywhere…",
            "Leaves…",
        ])?;
        menu.inner("menuitem", "Into the pool of “Luxury buyers”")
            .click()?;
        menu.vanishes()?;
        done("Added Agent Davis to “Luxury buyers”")?;

        // The card the keyboard was on last comes first.
        w.handle("Zillow weekends").focus()?;
        w.role("tree", "Accounts").focus()?;
        w.press(&["Shift+F10"])?;
        menu.inner(
            "menuitem",
            "Into the pool of “Zillow weekends” Ctrl + Enter",
        )
        .appears()?;
        w.press(&["ArrowDown", "ArrowDown", "Enter"])?;
        done("Added Agent Davis to “Zillow weekends”")?;
        w.role("tree", "Accounts").focus()?;
        w.press(&["Shift+F10"])?;
        menu.each("menuitem").appears_any()?;
        w.press(&["Escape"])?;
        menu.vanishes()?;
        w.role("tree", "Accounts").gets_focus()
    });
}

#[test]
fn ctrl_enter_takes_what_was_just_typed_and_adds_the_rule_once() {
    Desk::new("just_typed").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        begin(w, "Zillow", 1)?;
        editor(w)
            .inner("textbox", "Name of the rule")
            .fill("Near")?;
        editor(w)
            .inner("combobox", "Who gets the lead")
            .inner("option", "Round robin, all agents")
            .click()?;
        ask(w, 0, "ZIP", "is one of")?;
        row(w, 0).inner("combobox", "Values").click()?;
        w.type_in("75205")?;
        w.press(&["Control+Enter", "Control+Enter"])?;
        w.is_made("Added “Near”")?;
        w.handle("Near").gets_focus()?;
        w.rules().are_called(&[
            "Rule 1, Relocation desk",
            "Rule 2, Zillow weekends",
            "Rule 3, Luxury buyers",
            "Rule 4, Estates over $2M",
            "Rule 5, Near",
            "Rule 6, Zillow",
            "Rule 7, Asked for Uptown",
            "Fallback",
        ])?;
        w.card("Rule 5, Near")
            .inner_css("[data-condition]")
            .reads("when ZIP is 75205")
    });
}

#[test]
fn an_open_editor_keeps_its_draft_and_leaves_the_keyboard_where_it_is() {
    Desk::new("open_editor").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        w.handle("Zillow weekends").focus()?;
        w.press(&["Enter"])?;
        let name = editor(w).inner("textbox", "Name of the rule");
        name.gets_focus()?;
        name.fill("Weekends")?;

        let question = w.role("alertdialog", "Throw the changes away?");
        w.press(&["Escape"])?;
        question.inner("button", "Go on editing").gets_focus()?;
        w.press(&["Escape"])?;
        question.vanishes()?;
        name.gets_focus()?;
        name.holds("Weekends")?;

        // Twice at once: the keys mean the tab under the keyboard and not the one on show.
        w.css("[role=tab][aria-selected=true]").focus()?;
        w.press(&["ArrowRight", "ArrowRight"])?;
        let tab = |name| w.role("tablist", "Channels").inner_with("tab", name);
        tab("Newsletter").has("aria-selected", "true")?;
        tab("Newsletter").gets_focus()?;
        w.press(&["ArrowLeft", "ArrowLeft"])?;
        name.holds("Weekends")?;
        tab("Listing inquiries").gets_focus()?;

        // A card is not deleted under its open editor.
        w.handle("Zillow").focus()?;
        w.press(&["Control+a", "Delete"])?;
        w.is_said(
            "“Zillow weekends” has changes in its editor: save them or throw them away first. \
             Nothing changed.",
        )?;
        w.nothing_is_made()
    });
}

#[test]
fn a_notice_takes_back_the_edit_it_names_and_no_other() {
    Desk::new("notice").window(|w| {
        let undo = w.css("[role=status] button").with_text("Undo");
        w.rules().are_called(&SHIPPED)?;
        w.handle("Zillow weekends").focus()?;
        w.press(&["Delete"])?;
        w.is_said("Deleted “Zillow weekends”.")?;
        undo.appears()?;
        // Says nothing of its own, so that the notice stays.
        w.role("switch", "Website’s agents first").click()?;
        undo.vanishes()?;
        w.is_said("Deleted “Zillow weekends”.")?;
        w.press(&["Control+z", "Control+z"])?;
        w.is_said("Undone: Deleted “Zillow weekends”.")?;
        w.rules().are_called(&SHIPPED)
    });
}
