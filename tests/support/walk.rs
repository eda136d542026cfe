//! What somebody has who sees nothing or holds no mouse: where the keyboard stops, by WebKit's own
//! role and name for a screen reader, whether that is seen, and what live regions say.

use crate::{Error, Result, Window};
use serde_json::Value;

impl Window {
    /// The element with the focus, as a screen reader calls it: `button: New channel`. One whose
    /// focus cannot be seen ends in `(unseen)`.
    pub fn stop(&self) -> Result<String> {
        let element = self.get("/element/active")?;
        let id = crate::locator::id(&element)?;
        let said = |what| match self.get(&format!("/element/{id}/{what}"))? {
            Value::String(text) => Ok(text),
            other => Err(Error(format!("the driver's {what} is {other}"))),
        };
        let (role, name) = (said("computedrole")?, said("computedlabel")?);
        let seen = self.script(SEEN, std::slice::from_ref(&element))? == Value::Bool(true);
        let unseen = if seen { "" } else { " (unseen)" };
        Ok(format!("{role}: {name}{unseen}"))
    }

    /// Waits until the focus is at a stop.
    pub fn comes_to(&self, stop: &str) -> Result<()> {
        self.wait(&format!("the focus to come to {stop}"), || {
            let now = self.stop()?;
            if now == stop {
                return Ok(Some(()));
            }
            Err(Error(format!("it is at {now}")))
        })
    }

    /// Presses a key again and again and tells each stop.
    pub fn stops(&self, key: &str, times: usize) -> Result<Vec<String>> {
        let press = |_| {
            self.press(&[key])?;
            self.stop()
        };
        (0..times).map(press).collect()
    }

    /// From now on what live regions say is written down for [`Window::heard`].
    pub fn listen(&self) -> Result<()> {
        self.script(LISTEN, &[]).map(drop)
    }

    /// What live regions said since the last time, each change in its order.
    pub fn heard(&self) -> Result<Vec<String>> {
        let said = self.script("return window.heard.splice(0)", &[])?;
        let said = said.as_array().map(Vec::as_slice).unwrap_or_default();
        let texts = said.iter().filter_map(Value::as_str);
        Ok(texts.map(str::to_owned).collect())
    }
}

/// An outline on the element or on what stands for it; a splitter shows itself in colour.
const SEEN: &str = "return (async (element) => { \
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished)); \
    const outlined = (one) => { \
        const { outlineStyle, outlineWidth } = getComputedStyle(one); \
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1; \
    }; \
    const active = document.getElementById(element.getAttribute('aria-activedescendant') ?? ''); \
    const focus = getComputedStyle(element).getPropertyValue('--focus'); \
    const probe = document.createElement('i'); \
    probe.style.color = focus; \
    document.body.append(probe); \
    const colour = getComputedStyle(probe).color; \
    probe.remove(); \
    return [element, element.parentElement, element.parentElement?.parentElement, active].some((one) => one && outlined(one)) \
        || getComputedStyle(element, '::after').backgroundColor === colour; \
    })(arguments[0]);";

const LISTEN: &str = "\
    const heard = (window.heard = []); \
    const said = new Map(); \
    const listen = () => { \
        for (const region of document.querySelectorAll('[aria-live], [role=status], [role=alert], output')) { \
            const text = region.textContent.replace(/\\s+/g, ' ').trim(); \
            if (said.get(region) === text) continue; \
            said.set(region, text); \
            if (text) heard.push(text); \
        } \
    }; \
    listen(); \
    heard.length = 0; \
    const what = { subtree: true, childList: true, characterData: true }; \
    new MutationObserver(listen).observe(document.body, what);";
