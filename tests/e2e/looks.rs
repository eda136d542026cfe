//! How the window looks and is walked: every view and dialog against WCAG 2.2 AA, magnified,
//! with names that are hard on the eye, and by keyboard alone with what a screen reader hears.

use std::path::{Path, PathBuf};

use window::{Error, Result, Window};

use super::desk::{Desk, same};

/// Long names, names from right to left, and none, one and many of everything.
fn names() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/looks/names.json")
}

fn menu(w: &Window, button: &str, item: &str) -> Result<()> {
    w.role("button", button).click()?;
    w.role("menu", button).inner_with("menuitem", item).click()
}

fn edit(w: &Window, rule: &str) -> Result<()> {
    w.handle(rule).focus()?;
    w.press(&["Enter"])?;
    w.role("form", "Edit the rule").appears()
}

type Way = fn(&Window) -> Result<()>;

/// Each place of the window with the way to it and the way back.
const PLACES: &[(&str, Way, Way)] = &[
    ("the board", |_| Ok(()), |_| Ok(())),
    (
        "a rule's menu",
        |w| {
            w.role("button", "Actions for “Luxury buyers”").click()?;
            w.role("menu", "Actions for “Luxury buyers”").appears()
        },
        escape,
    ),
    ("the rule editor", |w| edit(w, "Luxury buyers"), escape),
    (
        "a new rule with everything missing",
        |w| {
            w.handle("Zillow").focus()?;
            w.press(&["n"])?;
            let editor = w.role("form", "Edit the rule");
            editor.inner("button", "Condition").click()?;
            editor.inner("button", "Add the rule").click()?;
            editor.each("alert").appears_any()
        },
        |w| {
            w.role("form", "Edit the rule")
                .inner("button", "Cancel")
                .click()?;
            w.role("alertdialog", "Throw the changes away?")
                .inner("button", "Throw away")
                .click()
        },
    ),
    (
        "the fallback's editor",
        |w| {
            w.role("button", "Edit the fallback and the channel’s follow-ups")
                .click()?;
            w.role("form", "Edit the fallback").appears()
        },
        escape,
    ),
    (
        "the channel's menu",
        |w| {
            let actions = "Actions for the channel “Listing inquiries”";
            w.role("button", actions).click()?;
            w.role("menu", actions).appears()
        },
        escape,
    ),
    (
        "Connect source",
        |w| {
            w.role("button", "Connect source").click()?;
            w.role("region", "Snippets").appears()
        },
        escape,
    ),
    (
        "moving a channel",
        |w| {
            menu(
                w,
                "Actions for the channel “Listing inquiries”",
                "Move to another account",
            )?;
            w.role("dialog", "Move “Listing inquiries” to another account")
                .appears()
        },
        escape,
    ),
    (
        "deleting a channel",
        |w| {
            menu(w, "Actions for the channel “Listing inquiries”", "Delete")?;
            w.role("dialog", "Delete “Listing inquiries”?").appears()
        },
        escape,
    ),
    (
        "sending rules to another channel",
        |w| {
            w.handle("Luxury buyers").focus()?;
            w.press(&["c"])?;
            w.role("dialog", "Move or copy “Luxury buyers”").appears()?;
            w.css("fieldset input[type=radio]").appears_any()
        },
        escape,
    ),
    (
        "replacing an agent",
        |w| {
            w.command("Replace an agent everywhere…")?;
            let dialog = w.role("dialog", "Replace an agent everywhere");
            for (field, name) in [("Replace", "Agent Smith"), ("by", "Agent Brown")] {
                dialog.inner("combobox", field).fill(name)?;
                dialog
                    .inner("option", &format!("{name} Downtown Office"))
                    .click()?;
            }
            dialog.inner_css("li p + p + p, li b + p + p").appears_any()
        },
        escape,
    ),
    (
        "the lead as JSON",
        |w| {
            json(w, "JSON")?;
            w.css("[data-column=simulator] textarea").appears()
        },
        |w| json(w, "Form"),
    ),
    (
        "the palette",
        |w| {
            w.press(&["Control+k"])?;
            w.role("listbox", "Entries").each("option").appears_any()
        },
        escape,
    ),
    (
        "Find in the rules",
        |w| {
            w.press(&["Control+f"])?;
            w.role("combobox", "Find in the rules").fill("75205")?;
            w.role("status", "2 places").appears()
        },
        escape,
    ),
    (
        "the key commands",
        |w| {
            w.command("Key commands")?;
            w.role("dialog", "Key commands").appears()
        },
        escape,
    ),
    (
        "opening a book",
        |w| {
            w.command("Open a book…")?;
            w.role("dialog", "Open a book").appears()
        },
        escape,
    ),
    (
        "exporting the book",
        |w| {
            w.command("Export the book…")?;
            w.role("dialog", "Export the book").appears()
        },
        escape,
    ),
    (
        "connecting to Rechat",
        |w| {
            w.command("Connect to Rechat…")?;
            w.role("dialog", "Connect to Rechat").appears()
        },
        escape,
    ),
    ("the review", review, board),
    (
        "the history",
        |w| {
            w.press(&["Control+3"])?;
            w.role("heading", "No difference").appears()
        },
        board,
    ),
    (
        "an agent without channels",
        |w| {
            w.role("tree", "Accounts")
                .inner("treeitem", "Agent Smith, agent")
                .click()?;
            w.role("heading", "Agent Smith").appears()
        },
        |_| Ok(()),
    ),
    (
        "an agent's departure",
        |w| {
            w.role("button", "Leaves…").click()?;
            w.role("dialog", "Agent Smith leaves").appears()
        },
        |w| {
            escape(w)?;
            w.sample("Listing inquiry").click()?;
            w.command("Listing inquiries")
        },
    ),
];

fn escape(w: &Window) -> Result<()> {
    w.press(&["Escape"])
}

fn board(w: &Window) -> Result<()> {
    w.press(&["Control+1"])?;
    w.rules().appears_any()
}

fn review(w: &Window) -> Result<()> {
    w.press(&["Control+2"])?;
    w.css("p").with_text("Not connected to Rechat").appears()
}

fn json(w: &Window, as_what: &str) -> Result<()> {
    w.css("legend + label, legend ~ label")
        .with_text(as_what)
        .click()
}

/// Stops at nothing, so that one run tells all there is to mend.
fn keeps_to_wcag(w: &Window, scheme: &str) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for (place, there, back) in PLACES {
        there(w)?;
        w.at_rest()?;
        let found = w.violations()?;
        broken.extend(
            found
                .iter()
                .map(|what| format!("{place}, {scheme}: {what}")),
        );
        back(w)?;
    }
    Ok(broken)
}

#[test]
fn every_view_and_dialog_keeps_to_wcag_in_light_and_dark() {
    Desk::new("wcag").window(|w| {
        w.outcome().appears()?;
        let mut broken = keeps_to_wcag(w, "light")?;
        w.role("button", "Use dark colours").click()?;
        broken.extend(keeps_to_wcag(w, "dark")?);
        same(broken, Vec::new())
    });
}

/// What is cut off and cannot be read on hover either, and what sticks out of the window.
const CUT: &str = "\
    const cut = (one) => { \
        const { textOverflow } = getComputedStyle(one); \
        return textOverflow === 'ellipsis' && one.scrollWidth > one.clientWidth + 1 && one.textContent.trim() !== ''; \
    }; \
    const all = [...document.body.querySelectorAll('*')].filter((one) => one.getClientRects().length > 0); \
    const unread = all.filter((one) => cut(one) && !one.closest('[title]')).map((one) => `cut: ${one.textContent}`); \
    const bars = [...document.querySelectorAll('#root > * > :is(header, footer) *')]; \
    const out = bars.filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => `sticks out: ${one.textContent}`); \
    const { scrollWidth, scrollHeight } = document.documentElement; \
    const slides = scrollWidth > innerWidth || scrollHeight > innerHeight ? ['the page itself scrolls'] : []; \
    return [...new Set([...unread, ...out, ...slides])];";

fn cut(w: &Window) -> Result<Vec<String>> {
    w.at_rest()?;
    let found = w.script(CUT, &[])?;
    let found = found.as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(found.iter().map(ToString::to_string).collect())
}

#[test]
fn names_hard_on_the_eye_are_whole_or_told_on_hover_in_small_and_magnified_windows() {
    for (width, height, larger, wide) in [
        (1440, 900, 0, 1440),
        (1280, 800, 0, 1280),
        (1024, 640, 0, 1024),
        (1440, 900, 6, 576),
    ] {
        let desk = Desk::new("names").opening(&names()).sized(width, height);
        desk.window(|w| {
            w.outcome().appears()?;
            for _ in 0..larger {
                w.press(&["Control++"])?;
            }
            is_wide(w, wide)?;
            same(cut(w)?, vec![])?;
            w.press(&["Control+3"])?;
            w.role("heading", "No difference").appears()?;
            same(cut(w)?, vec![])?;
            review(w)?;
            same(cut(w)?, vec![])
        });
    }
}

/// Waits until the page is so wide, in its own pixels: a zoom takes some of them.
fn is_wide(w: &Window, wanted: u64) -> Result<()> {
    w.wait(&format!("the page to be {wanted} wide"), || {
        let width = w.script("return innerWidth", &[])?;
        match width == wanted {
            true => Ok(Some(())),
            false => Err(Error(format!("it is {width}"))),
        }
    })
}

#[test]
fn the_zoom_is_kept_for_the_next_window() {
    let desk = Desk::new("zoom");
    desk.window(|w| {
        w.outcome().appears()?;
        is_wide(w, 1440)?;
        w.press(&["Control++", "Control++"])?;
        w.role("status", "Zoom 125 %. Dismiss").appears()?;
        is_wide(w, 1152)
    });
    desk.window(|w| {
        w.outcome().appears()?;
        is_wide(w, 1152)?;
        w.press(&["Control+0"])?;
        is_wide(w, 1440)
    });
}

#[test]
fn the_introduction_closes_for_good_and_comes_back_when_asked_for() {
    let desk = Desk::new("introduction");
    let introduction = "How Switchyard works";
    desk.window(|w| {
        w.role("region", introduction).appears()?;
        w.role("button", "Close the introduction").focus()?;
        w.press(&["Enter"])?;
        w.role("region", introduction).vanishes()?;
        w.comes_to("tree: Accounts")
    });
    desk.window(|w| {
        w.outcome().appears()?;
        w.role("region", introduction).vanishes()?;
        menu(w, "Book", introduction)?;
        w.role("region", introduction).appears()
    });
}

#[test]
fn what_breaks_wcag_is_found() {
    Desk::new("wcag-broken").window(|w| {
        w.outcome().appears()?;
        let spoil = "for (const name of ['faint', '']) { \
            const button = document.createElement('button'); \
            button.style.cssText = 'color: #ccc; background: #fff; width: 40px; height: 40px'; \
            button.textContent = name; \
            document.querySelector('main').append(button); }";
        w.script(spoil, &[])?;
        let found = w.violations()?;
        let rules: Vec<&str> = found
            .iter()
            .filter_map(|what| what.split(' ').next())
            .collect();
        same(rules, vec!["button-name", "color-contrast"])
    });
}

/// What a button or a menu is called, once for all tests that come by it.
const HEAD: [&str; 7] = [
    "button: Brokerages and Rechat",
    "button: Board",
    "button: Review",
    "button: History",
    "button: Search or run a command Ctrl + K",
    "button: Book",
    "button: Use dark colours",
];

const LEFT: [&str; 7] = [
    "searchbox: Find an account, agent or e-mail",
    "tree: Accounts",
    "button: Close the introduction",
    "button: Connect to Rechat",
    "button: Open a book",
    "button: Key commands ?",
    "separator: Width of the accounts column",
];

const CHANNEL: [&str; 12] = [
    "tab: Newsletter 1 rule",
    "button: New channel",
    "button: Actions for the channel “Newsletter”",
    "switch: Website’s agents first",
    "textbox: Days for which a returning lead goes back to its agent; 0 is off",
    "combobox: Time zone of the channel",
    "textbox: MLS codes, with commas between",
    "button: Specific agent",
    "button: Round robin",
    "button: Agent pool",
    "button: First to claim",
    "button: Custom",
];

const RULES: [&str; 4] = [
    "button: Move “Open house visitors”, rule 1 of 1",
    "button: Actions for “Open house visitors”",
    "button: Edit the fallback and the channel’s follow-ups",
    "separator: Width of the simulator column",
];

#[test]
fn tab_goes_from_left_to_right_and_every_stop_is_seen_and_named() {
    Desk::new("tab").window(|w| {
        w.outcome().appears()?;
        w.command("Newsletter")?;
        w.role("tab", "Newsletter 1 rule").appears()?;
        knows_of_rechat(w)?;
        w.at_rest()?;
        w.script("document.activeElement.blur()", &[])?;
        same(w.stops("Tab", HEAD.len())?, owned(&HEAD))?;
        same(w.stops("Tab", LEFT.len())?, owned(&LEFT))?;
        same(
            w.stops("Tab", 1)?,
            vec!["button: Connect source".to_owned()],
        )?;
        same(w.stops("Tab", CHANNEL.len())?, owned(&CHANNEL))?;
        same(w.stops("Tab", RULES.len())?, owned(&RULES))?;
        let right = w.stops("Tab", 18)?;
        let unseen: Vec<&String> = right.iter().filter(|s| s.ends_with("(unseen)")).collect();
        same(unseen, vec![])?;
        let nameless: Vec<&String> = right.iter().filter(|s| s.ends_with(": ")).collect();
        same(nameless, vec![])
    });
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

/// What of Rechat is there to stop at and to hear comes with the answer to how it stands.
fn knows_of_rechat(w: &Window) -> Result<()> {
    w.css("footer")
        .inner_css("[role=status]")
        .reads("Not connected")?;
    w.role("button", "Brokerages and Rechat").appears()
}

/// Presses, waits until the focus is there and all was said, and listens whether there is more.
fn step(w: &Window, keys: &[&str], stop: &str, said: &[&str]) -> Result<()> {
    w.press(keys)?;
    w.comes_to(stop)?;
    let mut heard = Vec::new();
    w.wait(&format!("{said:?} to be said"), || {
        heard.extend(w.heard()?);
        Ok((heard.len() >= said.len()).then_some(()))
    })?;
    w.at_rest()?;
    heard.extend(w.heard()?);
    same(heard, owned(said))
}

#[test]
fn a_channel_is_built_without_eyes() {
    Desk::new("blind").window(|w| {
        // It is said aloud once it has stood for a while.
        let aloud = w.css("[data-column=simulator] p[aria-live=polite]");
        w.wait("the outcome to be said", || {
            let said = aloud.text()?;
            match said.starts_with("Goes to Agent Smith") {
                true => Ok(Some(())),
                false => Err(Error(format!("what is said is {said:?}"))),
            }
        })?;
        knows_of_rechat(w)?;
        w.at_rest()?;
        w.listen()?;
        step(w, &["F6", "F6"], "tab: Listing inquiries 6 rules", &[])?;
        step(w, &["Tab"], "button: New channel", &[])?;
        step(w, &["Enter"], "textbox: Name of the new channel", &[])?;
        w.type_in("Walk-ins")?;
        step(w, &["Enter"], "tab: Walk-ins 0 rules", &[])?;
        w.reach("Tab", &w.role("button", "Round robin"))?;
        step(
            w,
            &["Enter"],
            "textbox: Name of the rule",
            &["For every lead"],
        )?;
        w.type_in("Everyone")?;
        step(w, &["Tab"], "button: Condition", &[])?;
        step(w, &["Tab"], "button: Who gets the lead", &[])?;
        step(w, &["Tab"], "button: Follow-up", &[])?;
        step(w, &["Tab"], "button: Add the rule", &[])?;
        step(w, &["Enter"], "button: Move “Everyone”, rule 1 of 1", &[])?;
        step(w, &["n"], "textbox: Name of the rule", &["For every lead"])?;
        w.type_in("Downtown")?;
        step(
            w,
            &["Control+Enter"],
            "combobox: Add to the pool",
            &["Add somebody to the pool."],
        )
    });
}

#[test]
fn a_window_that_stays_shut_keeps_to_wcag_too() {
    let desk = Desk::new("wcag-shut");
    std::fs::write(desk.mirror(), "no mirror\n".repeat(300)).unwrap();
    desk.window(|w| {
        w.role("button", "Begin a new mirror").appears()?;
        same(w.violations()?, vec![])?;
        w.role("button", "Use dark colours").click()?;
        w.at_rest()?;
        same(w.violations()?, vec![])
    });
}
