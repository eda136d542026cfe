//! A whole route built from an empty channel, by pointer drag and by the keyboard alone; taken back,
//! and cut short.

use std::fs;

use serde_json::Value;
use window::{Locator, Onto, Result, Window};

use super::desk::{Desk, same};

/// Ten codes as a spreadsheet leaves a column of them on the clipboard.
const COLUMN: &str = "75201\n75202\n75203\n75204\n75206\n75207\n75208\n75209\n75210\n75211\n";

/// What the finished cards say, word for word.
fn built(w: &Window) -> Result<()> {
    w.rules().are_called(&[
        "Rule 1, Luxury",
        "Rule 2, Downtown ZIPs",
        "Rule 3, Zillow weekends",
        "Fallback",
    ])?;
    w.rules().inner_css("[data-condition]").read(&[
        "when price ≥ $1,000,000 and ZIP is one of 75205 or 75225",
        "when ZIP is one of 75201, 75202, 75203, 75204, 75206, 75207, 75208, 75209, 75210 or 75211",
        "when source is Zillow and day is Sat or Sun",
    ])?;
    w.rules().inner_css("[data-condition] + div").read(&[
        "Round robin, 3 agents Agent Smith Agent Miller Agent Brown",
        "Round robin, 5 agents Downtown Office",
        "First to claim, 15 min, all 10 agents of Adler & Associates, then next rule \
         Agent Brown Agent Davis Agent Johnson Agent Smith Agent Williams Agent Anderson +4",
    ])?;
    let fallback = w.role("article", "Fallback").inner_css("div").at(1);
    fallback.reads(
        "Round robin, all 10 agents of Adler & Associates \
         Agent Brown Agent Davis Agent Johnson Agent Smith Agent Williams Agent Anderson +4",
    )
}

fn editor(w: &Window) -> Locator<'_> {
    w.role("form", "Edit the rule")
}

/// The row of the condition in this place.
fn test(w: &Window, place: usize) -> Locator<'_> {
    editor(w).inner_css("[data-node]:not([role])").at(place)
}

/// An editor opens with its name in hand.
fn name_it(w: &Window, name: &str) -> Result<()> {
    let field = editor(w).inner("textbox", "Name of the rule");
    field.gets_focus()?;
    w.type_in(name)?;
    field.holds(name)
}

/// What undo would take back, as its button says.
fn last_edit(w: &Window) -> Result<String> {
    let names = w.role("group", "History").each("button").names()?;
    let first = names.into_iter().next().unwrap_or_default();
    Ok(first.trim_start_matches("Undo: ").to_owned())
}

/// Undoes all there is. What each undo took back, in its order.
fn undo_all(w: &Window) -> Result<Vec<String>> {
    let mut taken = Vec::new();
    loop {
        let edit = last_edit(w)?;
        if edit == "Undo" {
            return Ok(taken);
        }
        w.press(&["Control+z"])?;
        w.wait("the undo", || Ok((last_edit(w)? != edit).then_some(())))?;
        taken.push(edit);
    }
}

mod by_pointer {
    use super::*;

    /// Adds a row to the condition, up to its value.
    fn ask(w: &Window, place: usize, field: &str, operator: &str) -> Result<()> {
        editor(w).inner("button", "Condition").click()?;
        let choose = |of: &str, option: &str| {
            test(w, place)
                .inner("combobox", of)
                .inner("option", option)
                .click()
        };
        choose("Field", field)?;
        choose("Operator", operator)
    }

    fn add(w: &Window, name: &str) -> Result<()> {
        editor(w).inner("button", "Add the rule").click()?;
        w.is_made(&format!("Added “{name}”"))?;
        editor(w).vanishes()
    }

    pub fn build(w: &Window) -> Result<()> {
        w.role("button", "New channel").click()?;
        w.role("textbox", "Name of the new channel").gets_focus()?;
        w.type_in("Walk-ins")?;
        w.press(&["Enter"])?;
        w.role("tab", "Walk-ins 0 rules").appears()?;
        w.rules().are_called(&["Fallback"])?;

        // The last rule first, so that each place comes from where its rule was dropped.
        w.kind("First to claim")
            .drag(&w.role("article", "Fallback"), Onto::Top)?;
        name_it(w, "Zillow weekends")?;
        ask(w, 0, "source", "is")?;
        test(w, 0).inner("combobox", "Value").click()?;
        w.type_in("Zillow")?;
        ask(w, 1, "day", "is")?;
        editor(w).inner("textbox", "Minutes to claim").fill("15")?;
        add(w, "Zillow weekends")?;

        let first = w.role("article", "Rule 1, Zillow weekends");
        w.account("Downtown Office").drag(&first, Onto::Top)?;
        name_it(w, "Downtown ZIPs")?;
        ask(w, 0, "ZIP", "is one of")?;
        w.on_clipboard(COLUMN)?;
        test(w, 0).inner("combobox", "Values").click()?;
        w.press(&["Control+v"])?;
        add(w, "Downtown ZIPs")?;

        let first = w.role("article", "Rule 1, Downtown ZIPs");
        w.kind("Agent pool").drag(&first, Onto::Top)?;
        name_it(w, "Luxury")?;
        for agent in ["Agent Smith", "Agent Miller", "Agent Brown"] {
            w.account(agent).drag(&editor(w), Onto::Middle)?;
            editor(w).inner_with("listitem", agent).appears()?;
        }
        ask(w, 0, "price", "is at least")?;
        test(w, 0).inner("textbox", "Number").click()?;
        w.type_in("1,000,000")?;
        ask(w, 1, "ZIP", "is one of")?;
        test(w, 1).inner("combobox", "Values").click()?;
        w.type_in("75205,75225,")?;
        add(w, "Luxury")?;

        w.kind("Round robin")
            .drag(&w.role("article", "Fallback"), Onto::Middle)?;
        w.is_made("Changed the fallback of “Walk-ins”")
    }

    pub fn export(w: &Window, desk: &Desk, name: &str) -> Result<String> {
        let file = desk.file(name, "");
        w.role("button", "Book").click()?;
        w.role("menuitem", "Export the book…").click()?;
        w.role("textbox", "Write to").click()?;
        w.type_in(file.to_str().unwrap())?;
        w.role("dialog", "Export the book")
            .inner("button", "Export")
            .click()?;
        written(w, &file)
    }
}

mod by_keys {
    use super::*;

    /// Goes through the choices of a field until it is this one.
    fn choose(w: &Window, field: &Locator<'_>, option: &str) -> Result<()> {
        w.reach("Tab", field)?;
        w.press(&["Home"])?;
        let chosen = || {
            let body = "const [o] = document.activeElement.selectedOptions; return o.text";
            Ok(w.script(body, &[])? == option)
        };
        w.wait(&format!("{option:?} to be chosen"), || {
            if chosen()? {
                return Ok(Some(()));
            }
            w.press(&["ArrowDown"])?;
            Ok(None)
        })
    }

    /// Adds a row to the condition and stops at its value.
    fn ask(w: &Window, place: usize, field: &str, operator: &str) -> Result<()> {
        w.reach("Tab", &editor(w).inner("button", "Condition"))?;
        w.press(&["Enter"])?;
        let row = test(w, place);
        row.inner("combobox", "Field").gets_focus()?;
        choose(w, &row.inner("combobox", "Field"), field)?;
        choose(w, &row.inner("combobox", "Operator"), operator)?;
        w.press(&["Tab"])
    }

    fn add(w: &Window, name: &str) -> Result<()> {
        w.press(&["Control+Enter"])?;
        w.is_made(&format!("Added “{name}”"))?;
        w.handle(name).gets_focus()
    }

    pub fn build(w: &Window) -> Result<()> {
        w.command("New channel on Adler & Associates")?;
        w.role("textbox", "Name of the new channel").gets_focus()?;
        w.type_in("Walk-ins")?;
        w.press(&["Enter"])?;
        w.role("tab", "Walk-ins 0 rules").gets_focus()?;

        w.reach("Tab", &w.kind("First to claim"))?;
        w.press(&["Enter"])?;
        name_it(w, "Zillow weekends")?;
        ask(w, 0, "source", "is")?;
        w.type_in("Zillow")?;
        ask(w, 1, "day", "is")?;
        w.reach("Tab", &editor(w).inner("textbox", "Minutes to claim"))?;
        w.press(&["Control+a"])?;
        w.type_in("15")?;
        add(w, "Zillow weekends")?;

        let tree = w.role("tree", "Accounts");
        w.press(&["Shift+F6"])?;
        tree.gets_focus()?;
        w.spell("Downtown Office")?;
        w.press(&["Control+Shift+Enter"])?;
        name_it(w, "Downtown ZIPs")?;
        ask(w, 0, "ZIP", "is one of")?;
        w.on_clipboard(COLUMN)?;
        w.press(&["Control+v"])?;
        add(w, "Downtown ZIPs")?;
        w.press(&["Alt+ArrowUp"])?;
        w.is_made("Moved “Downtown ZIPs” above “Zillow weekends”")?;
        w.handle("Downtown ZIPs").gets_focus()?;

        w.press(&["n"])?;
        name_it(w, "Luxury")?;
        ask(w, 0, "price", "is at least")?;
        w.type_in("1,000,000")?;
        ask(w, 1, "ZIP", "is one of")?;
        w.type_in("75205,75225,")?;
        w.reach("Tab", &editor(w).inner("combobox", "Add to the pool"))?;
        w.type_in("Smith")?;
        w.role("option", "Agent Smith Downtown Office")
            .has("aria-selected", "true")?;
        w.press(&["Enter"])?;
        add(w, "Luxury")?;
        w.press(&["Shift+F6"])?;
        tree.gets_focus()?;
        for agent in ["Agent Miller", "Agent Brown"] {
            w.spell(agent)?;
            w.press(&["Control+Enter"])?;
            w.is_made(&format!("Added {agent} to “Luxury”"))?;
        }

        let edit = "Edit the fallback and the channel’s follow-ups";
        w.press(&["F6"])?;
        w.reach("Tab", &w.role("button", edit))?;
        w.press(&["Enter"])?;
        let fallback = w.role("form", "Edit the fallback");
        let kind = fallback.inner("combobox", "Who gets the lead");
        kind.gets_focus()?;
        choose(w, &kind, "Round robin, all agents")?;
        w.press(&["Control+Enter"])?;
        w.is_made("Changed the fallback of “Walk-ins”")?;
        w.role("button", edit).gets_focus()
    }

    pub fn export(w: &Window, desk: &Desk, name: &str) -> Result<String> {
        let file = desk.file(name, "");
        w.command("Export the book…")?;
        w.reach("Tab", &w.role("textbox", "Write to"))?;
        w.type_in(file.to_str().unwrap())?;
        w.press(&["Enter"])?;
        written(w, &file)
    }
}

fn written(w: &Window, file: &std::path::Path) -> Result<String> {
    w.css("dialog").vanishes()?;
    let book = fs::read_to_string(file).unwrap();
    same(book.ends_with("}\n"), true)?;
    Ok(book)
}

/// The book with the ids it has beyond those of `start` numbered in their order.
fn renumbered(book: &str, start: &str) -> String {
    let parsed: Value = serde_json::from_str(book).unwrap();
    let mut text = book.to_owned();
    let mut number = 0;
    let channels = parsed["channels"].as_array().unwrap();
    let rules = channels.iter().flat_map(|c| c["rules"].as_array().unwrap());
    for id in channels
        .iter()
        .chain(rules)
        .map(|each| each["id"].as_str().unwrap())
    {
        if !start.contains(id) {
            number += 1;
            text = text.replace(id, &format!("new-{number}"));
        }
    }
    assert_eq!(number, 4, "a channel and three rules are new");
    text
}

#[test]
fn pointer_and_keyboard_build_the_same_route_and_undo_gives_every_byte_back() {
    let pointer = || {
        let desk = Desk::new("by-pointer");
        let mut made = String::new();
        desk.window(|w| {
            w.outcome().appears()?;
            let start = by_pointer::export(w, &desk, "start.json")?;
            by_pointer::build(w)?;
            built(w)?;
            made = renumbered(&by_pointer::export(w, &desk, "built.json")?, &start);

            let undone = [
                "Changed the fallback of “Walk-ins”",
                "Added “Luxury”",
                "Added “Downtown ZIPs”",
                "Added “Zillow weekends”",
                "Added channel “Walk-ins” to Adler & Associates",
            ];
            same(undo_all(w)?, undone.map(str::to_owned).to_vec())?;
            let end = by_pointer::export(w, &desk, "end.json")?;
            same(end == start, true)
        });
        made
    };
    let keys = || {
        let desk = Desk::new("by-keys");
        let mut made = String::new();
        desk.window(|w| {
            w.outcome().appears()?;
            let start = by_keys::export(w, &desk, "start.json")?;
            by_keys::build(w)?;
            built(w)?;
            made = renumbered(&by_keys::export(w, &desk, "built.json")?, &start);
            same(undo_all(w)?.len(), 8)?;
            let end = by_keys::export(w, &desk, "end.json")?;
            same(end == start, true)
        });
        made
    };
    std::thread::scope(|both| {
        let pointer = both.spawn(pointer);
        let keys = keys();
        assert_eq!(pointer.join().unwrap(), keys);
    });
}

#[test]
fn a_kill_in_the_middle_of_edits_loses_at_most_the_last() {
    let desk = Desk::new("cut-short");
    for ((key, kept), (flying, last)) in [
        (
            ("Control+d", "Duplicated “Zillow”"),
            ("Delete", "Deleted “Zillow”"),
        ),
        (
            ("o", "Turned off “Zillow”"),
            ("Alt+Home", "Moved “Zillow” above “Relocation desk”"),
        ),
        (
            ("Alt+ArrowUp", "Moved “Zillow” above “Estates over $2M”"),
            ("o", "Turned on “Zillow”"),
        ),
    ] {
        desk.killed(|w| {
            w.outcome().appears()?;
            w.handle("Zillow").focus()?;
            w.press(&[key])?;
            w.is_made(kept)?;
            w.press(&[flying])
        });
        desk.window(|w| {
            w.outcome().appears()?;
            if last_edit(w)? == last {
                w.press(&["Control+z"])?;
            }
            w.is_made(kept)
        });
    }
    desk.window(|w| {
        w.outcome().appears()?;
        w.rules().are_called(&[
            "Rule 1, Relocation desk",
            "Rule 2, Zillow weekends",
            "Rule 3, Luxury buyers",
            "Rule 4, Zillow",
            "Rule 5, Estates over $2M",
            "Rule 6, Zillow copy",
            "Rule 7, Asked for Uptown",
            "Fallback",
        ])?;
        same(undo_all(w)?.len(), 3)
    });
}
