//! What a drag says and does on its way, and that it can be given up.

use mirror::sample;
use routing::book::Rule;
use window::{Locator, Onto, Result, Window};

use super::desk::{Desk, SHIPPED, same};

/// What hangs on the pointer.
fn carried(w: &Window) -> Locator<'_> {
    w.css("[data-carried]")
}

fn nothing_changed(w: &Window) -> Result<()> {
    w.at_rest()?;
    w.nothing_is_made()
}

/// The card whose gap shows the drop line, which is really drawn.
fn line_above(w: &Window, card: &str) -> Result<()> {
    let marked = w.css("[data-line=true] > article");
    marked.are_called(&[card])?;
    let body = "const card = document.querySelector('[data-line=true] > article'); \
        const { content, display, height } = getComputedStyle(card, '::after'); \
        return [content !== 'none', display !== 'none', height]";
    same(w.script(body, &[])?, serde_json::json!([true, true, "4px"]))
}

fn no_line(w: &Window) -> Result<()> {
    w.css("[data-line=true]").vanishes()?;
    carried(w).vanishes()
}

/// WebKit would put the focus into a field that something is carried across.
#[test]
fn nothing_that_is_carried_touches_a_field() {
    Desk::new("across").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        let zone = w.role("combobox", "Time zone of the channel");
        let is_under = |expected: bool| {
            let body = "const { x, y, width, height } = arguments[0].getBoundingClientRect(); \
                return document.elementFromPoint(x + width / 2, y + height / 2) === arguments[0]";
            w.wait("the field to be met by a pointer, or not", || {
                Ok((zone.script(body, &[])? == expected).then_some(()))
            })
        };
        is_under(true)?;
        w.account("Agent Moore").carry(&zone, Onto::Middle)?;
        is_under(false)?;
        same(zone.has_focus()?, false)?;
        w.let_go()?;
        carried(w).vanishes()?;
        is_under(true)?;
        same(zone.has_focus()?, false)?;
        nothing_changed(w)
    });
}

#[test]
fn a_drag_shows_where_it_goes_and_escape_gives_it_up() {
    Desk::new("escape").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        let target = w.card("Rule 2, Zillow weekends");
        w.card("Rule 5, Zillow").carry(&target, Onto::Top)?;
        line_above(w, "Rule 2, Zillow weekends")?;
        w.press(&["Escape"])?;
        no_line(w)?;
        w.let_go()?;

        w.kind("Custom")
            .carry(&w.card("Rule 4, Estates over $2M"), Onto::Top)?;
        line_above(w, "Rule 4, Estates over $2M")?;
        carried(w).reads("Custom expression a new rule here")?;
        w.press(&["Escape"])?;
        no_line(w)?;
        w.let_go()?;

        let luxury = w.card("Rule 3, Luxury buyers");
        w.account("Agent Moore").carry(&luxury, Onto::Middle)?;
        carried(w).reads("Agent Moore into the pool of “Luxury buyers”")?;
        w.press(&["Escape"])?;
        no_line(w)?;
        w.let_go()?;
        w.rules().are_called(&SHIPPED)?;
        nothing_changed(w)
    });
}

#[test]
fn an_impossible_drop_says_why_and_changes_nothing() {
    Desk::new("barred").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        w.show_channel("Newsletter")?;
        w.kind("Custom").carry(&w.card("Fallback"), Onto::Middle)?;
        carried(w).reads("Custom expression A fallback cannot be of this kind")?;
        w.let_go()?;
        nothing_changed(w)?;

        w.account("Uptown Office").click()?;
        w.role("heading", "Uptown Office").appears()?;
        let first = w.rules().at(0);
        w.account("Agent Smith").carry(&first, Onto::Middle)?;
        carried(w).reads("Agent Smith Agent Smith is outside Uptown Office")?;
        w.let_go()?;
        w.is_said("Agent Smith is outside Uptown Office: nothing changed.")?;
        nothing_changed(w)
    });
}

#[test]
fn alt_leaves_a_copy_where_the_rule_is_dropped() {
    Desk::new("copy").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        let target = w.card("Rule 2, Zillow weekends");
        w.card("Rule 5, Zillow").carry(&target, Onto::Top)?;
        w.hold("Alt")?;
        w.let_go()?;
        w.release("Alt")?;
        w.is_made("Duplicated “Zillow”")?;
        w.rules().are_called(&[
            "Rule 1, Relocation desk",
            "Rule 2, Zillow copy",
            "Rule 3, Zillow weekends",
            "Rule 4, Luxury buyers",
            "Rule 5, Estates over $2M",
            "Rule 6, Zillow",
            "Rule 7, Asked for Uptown",
            "Fallback",
        ])?;
        w.press(&["Control+z"])?;
        w.rules().are_called(&SHIPPED)
    });
}

#[test]
fn a_member_dragged_out_of_the_pool_leaves_it() {
    Desk::new("out").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        w.handle("Luxury buyers").focus()?;
        w.press(&["Enter"])?;
        let pool = w.role("list", "Pool, in order");
        let names = pool.inner_css("bdi");
        names.read(&[
            "Agent Smith",
            "Agent Johnson",
            "Agent Williams",
            "Agent Brown",
        ])?;
        let third = pool.each("listitem").at(2);
        third.drag(&pool.each("listitem").at(0), Onto::Top)?;
        names.read(&[
            "Agent Williams",
            "Agent Smith",
            "Agent Johnson",
            "Agent Brown",
        ])?;
        let outcome = w.role("region", "Outcome");
        pool.each("listitem").at(1).drag(&outcome, Onto::Middle)?;
        names.read(&["Agent Williams", "Agent Johnson", "Agent Brown"])?;
        w.role("form", "Edit the rule")
            .inner("button", "Save")
            .click()?;
        w.is_made("Changed “Luxury buyers”")?;
        w.outcome().reads(
            "Goes to Agent Williams (Downtown Office) by rule 3 “Luxury buyers”: \
             price 1,250,000 is at least 1,000,000 and ZIP 75205 is on the list.",
        )
    });
}

/// The first channel with forty rules: its tab, and windows on it.
fn long(name: &'static str) -> (String, Desk) {
    let mut book = sample::adler();
    let channel = &mut book.channels[0];
    let first = channel.rules[0].clone();
    channel.rules = (1..=40)
        .map(|number| Rule {
            id: format!("r-{number}"),
            name: Some(format!("Rule {number}")),
            ..first.clone()
        })
        .collect();
    let tab = format!("{} default 40 rules", channel.name.clone().unwrap());
    let desk = Desk::new(name);
    let file = desk.file("long.json", book.write());
    (tab, desk.opening(&file))
}

#[test]
fn a_long_list_scrolls_under_the_drag() {
    let (tab, desk) = long("scroll");
    desk.window(|w| {
        w.role("tab", &tab).click()?;
        let board = w.css("[data-column=board]");
        w.card("Rule 1, Rule 1").carry(&board, Onto::Bottom)?;
        let body = "const card = document.querySelector('[data-fallback] > article'); \
            return card.getBoundingClientRect().bottom < innerHeight - 40";
        w.wait("the list to scroll to its end", || {
            Ok((w.script(body, &[])? == true).then_some(()))
        })?;
        w.card("Fallback").hover(Onto::Top)?;
        line_above(w, "Fallback")?;
        w.let_go()?;
        w.is_made("Moved “Rule 1” below “Rule 40”")?;
        w.card("Rule 40, Rule 1").appears()
    });
}

#[test]
fn keys_carry_a_rule_through_a_long_list() {
    let (tab, desk) = long("carry");
    desk.window(|w| {
        w.role("tab", &tab).click()?;
        w.role("button", "Move “Rule 1”, rule 1 of 40").focus()?;
        w.press(&["Space"])?;
        let said = w.css("[id^=DndLiveRegion]");
        // From then on arrows carry it.
        said.reads("“Rule 1” would go to place 1 of 40, above “Rule 2”.")?;
        for place in 2..=20 {
            w.press(&["ArrowDown"])?;
            said.reads(&format!(
                "“Rule 1” would go to place {place} of 40, between “Rule {place}” and “Rule {}”.",
                place + 1
            ))?;
        }
        w.press(&["Space"])?;
        w.is_made("Moved “Rule 1” above “Rule 21”")
    });
}
