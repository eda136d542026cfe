//! For particular eyes: those that motion makes ill, those that read from right to left, and those
//! before a very large screen.

use std::path::Path;

use serde_json::Value;
use window::{Error, Locator, Result, Window};

use super::desk::{Desk, SHIPPED, same};

/// How many elements and their drawn parts would move or fade, and how many do.
const MOTION: &str = "\
    const parts = [...document.querySelectorAll('*')].flatMap((one) => ['', '::before', '::after'].map((part) => getComputedStyle(one, part))); \
    const longest = (times) => Math.max(...times.split(',').map(parseFloat)); \
    return parts.filter(({ transitionDuration, animationDuration }) => \
        longest(transitionDuration) > 0.001 || longest(animationDuration) > 0.001).length;";

fn moving(w: &Window) -> Result<u64> {
    w.at_rest()?;
    Ok(w.script(MOTION, &[])?.as_u64().unwrap_or_default())
}

#[test]
fn nothing_moves_where_the_system_asks_for_less_motion() {
    let desk = Desk::new("motion");
    desk.window(|w| {
        w.outcome().appears()?;
        same(moving(w)? > 0, true)
    });
    // The system's own switch, as GTK keeps it.
    let settings = desk.place("config/gtk-3.0");
    std::fs::create_dir_all(&settings).unwrap();
    let off = "[Settings]\ngtk-enable-animations=false\n";
    std::fs::write(settings.join("settings.ini"), off).unwrap();
    desk.window(|w| {
        w.outcome().appears()?;
        let asked = "return matchMedia('(prefers-reduced-motion: reduce)').matches";
        same(w.script(asked, &[])?, Value::Bool(true))?;
        same(moving(w)?, 0)?;
        w.press(&["Control+k"])?;
        w.role("listbox", "Entries").each("option").appears_any()?;
        same(moving(w)?, 0)
    });
}

/// Which parts of a text begin before the part that is written before them has ended.
const DISPLACED: &str = "\
    const [element, parts] = arguments; \
    const edges = (part) => { \
        const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT); \
        while (texts.nextNode()) { \
            const from = texts.currentNode.data.indexOf(part); \
            if (from === -1) continue; \
            const range = document.createRange(); \
            range.setStart(texts.currentNode, from); \
            range.setEnd(texts.currentNode, from + part.length); \
            return range.getBoundingClientRect(); \
        } \
        throw new Error(`no ${part} in ${element.textContent}`); \
    }; \
    return parts.filter((part, place) => place > 0 && edges(part).left < edges(parts[place - 1]).right - 1);";

/// These parts stand from left to right as they are written here.
fn stand(text: &Locator<'_>, parts: &[&str]) -> Result<()> {
    text.window().wait(&format!("{parts:?} in this order"), || {
        let displaced = text.script(DISPLACED, &[parts.into()])?;
        match displaced == serde_json::json!([]) {
            true => Ok(Some(())),
            false => Err(Error(format!("out of place: {displaced}"))),
        }
    })
}

#[test]
fn names_from_right_to_left_keep_their_places_in_a_sentence() {
    let names = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/looks/names.json");
    // Wide enough that no sentence here breaks.
    let desk = Desk::new("rtl").opening(&names).sized(2560, 1440);
    desk.window(|w| {
        w.outcome().appears()?;
        let hebrew = w.role("article", "Rule 2, כלל בעברית");
        stand(
            &hebrew.inner_css("[data-condition] ~ div"),
            &["Round robin", "מרים כהן-לוי", "×3"],
        )?;
        w.handle("כלל בעברית").focus()?;
        w.press(&["Alt+ArrowDown"])?;
        w.role("article", "Rule 3, כלל בעברית").appears()?;
        w.press(&["Alt+ArrowUp"])?;
        w.role("article", "Rule 2, כלל בעברית").appears()?;
        let moved = w.role("button", "Undo: Moved “כלל בעברית” above “قاعدة”");
        stand(&moved, &["Moved", "כלל בעברית", "above", "قاعدة"])
    });
}

/// The left edges of something on every card, each told once.
const EDGES: &str = "\
    const all = [...document.querySelectorAll(arguments[0])]; \
    return [...new Set(all.map((one) => Math.round(one.getBoundingClientRect().left)))];";

#[test]
fn a_large_screen_puts_who_beside_which_in_line_on_every_card() {
    let edges = |w: &Window, of: &str| -> Result<Vec<i64>> {
        let found = w.script(EDGES, &[of.into()])?;
        let found = found.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(found.iter().filter_map(Value::as_i64).collect())
    };
    let (which, who) = (
        "article [data-condition]",
        "article [data-condition] + div, article[aria-label=Fallback] div > div",
    );
    let beside = |w: &Window| -> Result<Option<i64>> {
        w.rules().are_called(&SHIPPED)?;
        w.outcome().appears()?;
        w.at_rest()?;
        match (edges(w, which)?.as_slice(), edges(w, who)?.as_slice()) {
            (&[which], &[who]) => Ok(Some(who - which)),
            _ => Ok(None),
        }
    };
    Desk::new("usual").window(|w| {
        w.rules().are_called(&SHIPPED)?;
        w.outcome().appears()?;
        w.at_rest()?;
        // One below the other, and as narrow as ever.
        let whiches = edges(w, which)?;
        same(whiches.len(), 1)?;
        same(edges(w, "article [data-condition] + div")?, whiches)
    });
    for (name, width, height) in [("large", 2560, 1440), ("largest", 3840, 2160)] {
        Desk::new(name).sized(width, height).window(|w| {
            same(beside(w)?.is_some_and(|between| between > 500), true)?;
            let outside = "const { scrollWidth, clientWidth } = document.querySelector('main'); \
                return scrollWidth > clientWidth";
            same(w.script(outside, &[])?, Value::Bool(false))
        });
    }
}
