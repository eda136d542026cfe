//! `cargo xtask screenshots`: the pictures in docs/, every view in light and dark, taken from the
//! app as it is. docs/tour.md shows them.

mod pulled;
mod smaller;

use crate::run::{Build, make, open_in};
use crate::shell::{Result, Stop, root, stop};
use crate::{node, system};
use std::path::PathBuf;
use window::{Onto, Window};

type Way = fn(&Window) -> window::Result<()>;

/// On the sample brokerage, in this order: each starts from what the one before left.
const VIEWS: [(&str, Way); 8] = [
    ("board", |_| Ok(())),
    ("editor", editor),
    ("drag", drag),
    ("connect", connect),
    ("find", find),
    ("palette", palette),
    ("departure", departure),
    ("history", history),
];

/// On a brokerage that was pulled.
const PULLED: [(&str, Way); 1] = [("review", review)];

pub fn take() -> Result<()> {
    system::prepare()?;
    node::prepare()?;
    let app = make(Build::Debug)?;
    let yard = pulled::build_yard()?;
    for (scheme, theme) in [("light", "Adwaita"), ("dark", "Adwaita:dark")] {
        let folder = empty_folder()?;
        walk(open_in(&folder, &app, theme)?, scheme, &VIEWS)?;
        let folder = empty_folder()?;
        pulled::mirror(&yard, &folder)?;
        walk(open_in(&folder, &app, theme)?, scheme, &PULLED)?;
    }
    Ok(())
}

/// Its name is seen in the pictures, so it tells nothing of the machine. What somebody else has
/// there stays.
fn empty_folder() -> Result<PathBuf> {
    let folder = std::env::temp_dir().join("switchyard");
    let ours = folder.join("made-for-pictures");
    if ours.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    if std::fs::create_dir(&folder).is_err() {
        return stop(format!(
            "{} is there already, or cannot be made; it is to be in the pictures. Move it away.",
            folder.display()
        ));
    }
    std::fs::write(ours, "")?;
    Ok(folder)
}

fn walk(window: Window, scheme: &str, views: &[(&str, Way)]) -> Result<()> {
    for (view, there) in views {
        there(&window).map_err(|window::Error(why)| Stop(format!("{view}: {why}")))?;
        window.at_rest()?;
        let picture = root().join(format!("docs/{view}-{scheme}.png"));
        window.screenshot(&picture)?;
        let bytes = smaller::picture(&picture)?;
        println!("{} {} kB", picture.display(), bytes / 1000);
    }
    window.close()?;
    Ok(())
}

fn editor(w: &Window) -> window::Result<()> {
    handle(w, "Luxury buyers")?;
    w.press(&["Enter"])?;
    w.role("form", "Edit the rule").appears()
}

/// An agent on the way from the tree into a pool.
fn drag(w: &Window) -> window::Result<()> {
    w.press(&["Escape"])?;
    w.role("form", "Edit the rule").vanishes()?;
    w.role("tree", "Accounts")
        .inner_with("treeitem", "Agent Davis")
        .carry(&w.role("article", "Rule 3, Luxury buyers"), Onto::Middle)
}

fn connect(w: &Window) -> window::Result<()> {
    w.press(&["Escape"])?;
    w.let_go()?;
    w.role("button", "Connect source").click()?;
    w.role("region", "Snippets").appears()
}

fn find(w: &Window) -> window::Result<()> {
    w.press(&["Escape", "Control+f"])?;
    w.role("combobox", "Find in the rules").fill("75205")?;
    w.role("status", "2 places").appears()
}

fn palette(w: &Window) -> window::Result<()> {
    w.press(&["Escape", "Control+k"])?;
    w.role("combobox", "Search or run a command").fill("li")?;
    w.role("option", "Use light colours").appears()
}

fn departure(w: &Window) -> window::Result<()> {
    w.press(&["Escape"])?;
    w.role("tree", "Accounts")
        .inner_with("treeitem", "Agent Smith")
        .click()?;
    w.role("button", "Leaves…").click()?;
    w.role("dialog", "Agent Smith leaves").appears()
}

/// Two edits, as a view of what changed needs them.
fn change(w: &Window) -> window::Result<()> {
    w.land("Listing inquiry").map(drop)?;
    handle(w, "Zillow")?;
    w.press(&["Alt+ArrowUp"])?;
    w.role("article", "Rule 4, Zillow").appears()?;
    w.press(&["Alt+ArrowUp"])?;
    w.role("article", "Rule 3, Zillow").appears()?;
    handle(w, "Estates over $2M")?;
    w.press(&["o"])?;
    w.role("button", "Undo: Turned off “Estates over $2M”")
        .appears()
}

fn review(w: &Window) -> window::Result<()> {
    change(w)?;
    w.press(&["Control+2"])?;
    w.role("button", "Sign in to push…").appears()
}

fn history(w: &Window) -> window::Result<()> {
    w.press(&["Escape"])?;
    change(w)?;
    w.press(&["Control+3"])?;
    let note = w.role("textbox", "Note for a version of the draft as it is");
    note.fill("Before the spring campaign")?;
    w.press(&["Enter"])?;
    w.role("button", "Restore “Before the spring campaign”")
        .appears()?;
    let began = "What changed in “Before the spring campaign”";
    w.role("button", began).click()?;
    w.role("heading", "2 differences").appears()
}

fn handle(w: &Window, rule: &str) -> window::Result<()> {
    w.role("list", "Rules, in order")
        .inner_with("button", &format!("Move “{rule}”"))
        .focus()
}
