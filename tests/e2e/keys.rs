//! The keys of the window wherever the hands are: in a field, in an editor, under a dialog.

use window::{Locator, Result, Window};

use super::desk::{Desk, SHIPPED, same};

fn palette(w: &Window) -> Locator<'_> {
    w.role("dialog", "Search or run a command")
}

/// The palette and the search, from a field and back to it, and the next column.
fn window_answers(w: &Window, field: &Locator<'_>) -> Result<()> {
    field.focus()?;
    w.press(&["Control+k"])?;
    palette(w).appears()?;
    w.press(&["Escape"])?;
    palette(w).vanishes()?;
    field.gets_focus()?;
    w.press(&["Control+f"])?;
    let find = w.role("dialog", "Find in the rules");
    find.appears()?;
    w.press(&["Escape"])?;
    find.vanishes()?;
    field.gets_focus()?;
    w.press(&["F6"])?;
    w.css("[data-column=simulator]:focus-within").appears()
}

#[test]
fn a_field_and_an_editor_leave_the_window_its_keys_and_keep_their_letters() {
    Desk::new("window-keys").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        w.outcome().appears()?;
        let days = "Days for which a returning lead goes back to its agent; 0 is off";
        window_answers(w, &w.role("textbox", days))?;

        w.handle("Luxury buyers").focus()?;
        w.press(&["Enter"])?;
        let editor = w.role("form", "Edit the rule");
        let name = editor.inner("textbox", "Name of the rule");
        name.gets_focus()?;
        // Each of these is a command on a card.
        w.press(&["End"])?;
        w.type_in(" xcoenm?/")?;
        w.press(&["Control+d", "Alt+Home"])?;
        name.holds("Luxury buyers xcoenm?/")?;
        window_answers(w, &name)?;
        editor.appears()?;
        // On a button among what is not saved yet, undo has nothing to take back.
        let condition = editor.inner("button", "Condition");
        condition.focus()?;
        w.press(&["Control+z", "x", "o", "Delete"])?;
        condition.gets_focus()?;
        name.holds("Luxury buyers xcoenm?/")?;
        w.at_rest()?;
        w.nothing_is_made()
    });
}

#[test]
fn the_palette_leaves_a_dialog_what_was_typed_there() {
    Desk::new("dialog-keys").window(|w| {
        w.outcome().appears()?;
        w.command("Open a book…")?;
        let file = w.role("textbox", "Book file");
        file.fill("/somewhere/book.json")?;
        w.press(&["Control+k", "Control+f", "Control+2"])?;
        file.gets_focus()?;
        file.holds("/somewhere/book.json")?;
        same(palette(w).count()?, 0)?;
        w.press(&["Escape"])?;
        file.vanishes()?;
        w.rules().are_called(&SHIPPED)
    });
}

#[test]
fn what_is_said_under_a_dialog_is_said_in_it_and_can_be_dismissed_there() {
    Desk::new("said-in-dialog").window(|w| {
        w.outcome().appears()?;
        w.role("button", "Connect source").click()?;
        let dialog = w.css("dialog");
        let copy = dialog.inner("button", "Copy the channel id");
        copy.click()?;
        let said = dialog.inner("status", "Copied the channel id. Dismiss");
        said.appears()?;
        copy.gets_focus()?;
        let dismiss = said.inner("button", "Dismiss");
        dismiss.focus()?;
        w.press(&["Enter"])?;
        said.vanishes()?;
        copy.gets_focus()
    });
}

#[test]
fn a_closed_office_stays_closed_when_a_channel_is_made() {
    Desk::new("stays-closed").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        w.spell("Downtown Office")?;
        w.press(&["ArrowLeft"])?;
        let closed = w.account("Downtown Office");
        closed.has("aria-expanded", "false")?;
        w.command("New channel on Adler & Associates")?;
        w.role("textbox", "Name of the new channel")
            .fill("Walk-ins")?;
        w.press(&["Enter"])?;
        w.is_made("Added channel “Walk-ins” to Adler & Associates")?;
        w.role("tab", "Walk-ins 0 rules").gets_focus()?;
        // The tree that follows says the figure anew.
        w.account("Adler & Associates, brokerage, 10 agents, 5 channels")
            .appears()?;
        closed.has("aria-expanded", "false")?;
        closed.has("data-active", "true")?;
        w.press(&["Control+z"])?;
        w.account("Adler & Associates, brokerage, 10 agents, 4 channels")
            .appears()?;
        closed.has("aria-expanded", "false")
    });
}

#[test]
fn enter_takes_what_answers_the_words_as_they_are_however_late_the_answer() {
    Desk::new("fast-hands").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        w.outcome().appears()?;
        w.slow_down(1500)?;
        w.press(&["Control+k"])?;
        let entries = w.role("listbox", "Entries");
        palette(w).appears()?;
        w.type_in("agent")?;
        entries
            .inner("option", "Agent Brown Downtown Office")
            .appears()?;
        w.type_in(" davis")?;
        w.press(&["Enter"])?;
        palette(w).vanishes()?;
        w.role("heading", "Agent Davis").appears()?;

        let field = w.role("searchbox", "Find an account, agent or e-mail");
        field.fill("agent")?;
        w.role("status", "10 matches").appears()?;
        w.type_in(" miller")?;
        w.press(&["Enter"])?;
        w.role("heading", "Agent Miller").appears()?;

        w.press(&["Control+f"])?;
        w.role("combobox", "Find in the rules").gets_focus()?;
        w.type_in("7520")?;
        let hits = w.role("listbox", "Places that mention it").each("option");
        hits.appears_any()?;
        w.type_in("99")?;
        w.press(&["Enter"])?;
        w.role("status", "Nothing mentions it").appears()?;
        hits.vanishes()
    });
}
